"""What a replay raises where it cannot decide: with more bits, or not at all."""

from __future__ import annotations


class Blurred(ArithmeticError):
    """The working precision is too low for anything to be known; more bits may help."""


class CannotReplay(ArithmeticError):
    """The margin needs something that this replay does not have."""
