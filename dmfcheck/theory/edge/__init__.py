"""edge.*: beyond the step at which the eigenvalue repels: cycles, and how sharp solutions are."""
