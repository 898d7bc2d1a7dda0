"""SymPy derivations: exact in, exact out."""
