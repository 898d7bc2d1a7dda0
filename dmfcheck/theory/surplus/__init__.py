"""surplus.*: directions in which the target is 0, as an over-parametrised product has them."""
