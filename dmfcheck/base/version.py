"""The version of dmfcheck."""

__version__ = "0.1.0"
