"""Hypothesis strategies for the parameters of an update, from the ranges that it states."""

from __future__ import annotations

from fractions import Fraction

from dmfcheck.base.validation import BadInput
from dmfcheck.claims.domain import Variable
from dmfcheck.claims.dynamics_variables import variables_of
from dmfcheck.dynamics.dynamics import Dynamics
from dmfcheck.theory.drawing_rationals import fractions
from dmfcheck.theory.late import Values, st

DENOMINATOR = 20


def parameters(dynamics: Dynamics, *, largest: Fraction = Fraction(1)) -> st.SearchStrategy[Values]:
    """Values of the parameters of the update, rationals within their ranges.

    ``largest`` is where a range without an end is cut off. Raises
    :class:`~dmfcheck.base.validation.BadInput` for a parameter that is no single number: what a
    schedule is drawn from depends on the steps.

    >>> from dmfcheck.dynamics.start import Identical
    >>> from dmfcheck.dynamics.updates.heavy_ball import HeavyBall
    >>> from hypothesis import find
    >>> find(parameters(Dynamics(Identical, HeavyBall)), lambda values: values["momentum"] > 0)
    {'momentum': Fraction(1, 2)}
    """
    names = dynamics.update.parameters()
    numbers = [variable for variable in variables_of(dynamics) if variable.name in names]
    return st.fixed_dictionaries({v.name: _numbers(v, largest) for v in numbers})


def _numbers(variable: Variable, largest: Fraction) -> st.SearchStrategy[Fraction]:
    if variable.shape != "number":
        raise BadInput(variable.name, f"is a {variable.shape}", "a parameter that is a number")
    low = -largest if variable.low is None else variable.low
    high = low + largest if variable.high is None else variable.high
    drawn = fractions(low, high, max_denominator=DENOMINATOR)
    ends = {low} if variable.open_low else set()
    ends |= {high} if variable.open_high else set()
    return drawn.filter(lambda value: value not in ends) if ends else drawn
