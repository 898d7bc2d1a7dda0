"""float.*: where float64 leaves the exact dynamics."""
