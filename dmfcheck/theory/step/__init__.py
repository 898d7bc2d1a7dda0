"""step.*: which steps converge."""
