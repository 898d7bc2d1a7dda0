"""starts.*: equal factors that start at a number of their own on each eigenvector."""
