"""What a reader sees: the ledger as a page, and figures of orbits, plateaus, margins, proofs."""
