"""edge.*: beyond the step at which the eigenvalue repels: orbits of period two."""
