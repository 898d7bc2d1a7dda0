"""What a user brings: a matrix, a spectrum, a noisy image; and the studies."""
