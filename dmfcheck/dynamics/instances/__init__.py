"""Random instances: starts, measurements, noise, and what is counted on them."""
