"""float64 gradient descent and eigenvalue recursions."""
