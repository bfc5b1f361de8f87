"""A file's bytes → its cells, by the kind of file; and what the kinds share: where a table lies, what a number shows."""
