"""random.*, sensing.*, completion.*: rates, never a bare pass."""
