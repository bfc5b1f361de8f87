"""The DEPMAL template, as values and the functions that turn them into a presentation's parts."""
