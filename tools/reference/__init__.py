"""The pages of the reference, each a function from the code to Markdown."""
