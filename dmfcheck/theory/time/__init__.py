"""time.*: how long until recovery."""
