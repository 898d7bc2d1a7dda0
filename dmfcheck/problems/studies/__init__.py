"""Empirical studies: rates and errors on stated ensembles, from real float64 descents."""
