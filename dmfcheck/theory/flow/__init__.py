"""flow.*: the gradient flow."""
