"""monotone.*: the effective rank falls, then rises."""
