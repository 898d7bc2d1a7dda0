"""order.*: larger eigenvalues first."""
