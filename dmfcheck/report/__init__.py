"""What a reader sees: figures of orbits, plateaus, constants, margins and proofs."""
