"""What the data says against itself: `consistency.run` compares, `findings` words what was found, `totals` adds up parts."""
