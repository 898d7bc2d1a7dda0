"""rank.*: plateaus of the effective rank."""
