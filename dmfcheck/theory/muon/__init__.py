"""muon.*: factors that move by the polar factor of their gradient, aligned with the target."""
