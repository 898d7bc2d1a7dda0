"""perturbed.*: negative eigenvalues."""
