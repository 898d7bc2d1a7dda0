"""stopping.*: early stopping denoises."""
