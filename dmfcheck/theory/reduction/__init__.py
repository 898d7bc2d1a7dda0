"""reduction.*: from matrices to eigenvalues."""
