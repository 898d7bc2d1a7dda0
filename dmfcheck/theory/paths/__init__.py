"""paths.*: parallel paths of factors whose products add up, and which of them learns."""
