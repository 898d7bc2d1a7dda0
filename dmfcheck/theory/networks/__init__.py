"""networks.*: two-layer networks that are not balanced, and diagonal ones, as two factors."""
