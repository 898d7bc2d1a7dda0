"""Recorded runs of anyone's code beside what is certified of them."""
