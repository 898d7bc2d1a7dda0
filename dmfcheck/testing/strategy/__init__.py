"""Points of any claim for Hypothesis: drawn from its variables, moved into its hypotheses."""
