"""Inequalities shown by the signs of coefficients, expanded again in plain dictionaries."""
