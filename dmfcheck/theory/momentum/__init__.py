"""momentum.*: what a heavy ball and Nesterov's step do beyond the edge, and how fast they are."""
