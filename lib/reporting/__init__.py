"""What the notebooks call: checked parameters, tables, charts, sentences, widgets."""
