"""The claims themselves, one file per family."""
