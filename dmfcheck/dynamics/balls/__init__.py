"""Ball arithmetic: orbits, hitting times, certificates."""
