"""The suite as it runs: what is due and why, notebooks executed in workers, outputs put in place. `suite.run` is the whole."""
