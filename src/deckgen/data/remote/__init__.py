"""A question to a statistics bank or a database server → its answer, kept as a file in the project and read from there."""
