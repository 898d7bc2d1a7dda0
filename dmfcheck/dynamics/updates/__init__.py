"""The updates that are known, one a file."""
