"""Recursions in SymPy as dynamics: read, iterated in every arithmetic, and their hitting times."""
