"""dmfcheck."""
