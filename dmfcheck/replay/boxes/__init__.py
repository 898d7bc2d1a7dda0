"""Trees of boxes, checked again: integers with a fixed point, and rationals."""
