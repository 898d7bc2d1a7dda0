"""The neighbourhood of a point: ties, zeros, ends of ranges and simple numbers near it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from dmfcheck.claims.claim import Claim
from dmfcheck.claims.domain import Variable
from dmfcheck.hunt.draws import EXAMPLES, draw_until_refuted
from dmfcheck.hunt.start import Start
from dmfcheck.hunt.tally import Tally

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

Draw = Callable[..., Any]

WORK = 20_000
FEWEST = 16
"""Steps times eigenvalues times points of a shard at most, and so many points in any case."""

DENOMINATORS = (1, 2, 3, 4, 5, 8, 10, 16, 20, 50, 100, 1000)
"""Numbers are rounded to the nearest multiple with a denominator up to one of these."""


def near(start: Start) -> Tally:
    """Points near the tightest one known, drawn by Hypothesis, which climbs down their margins."""
    strategy = neighbourhood(start.claim, start.near[0])
    longest = max([1, *(abs(value) for _, value in start.structure.integers)])
    work = longest * max(1, start.structure.dimension(()))
    return draw_until_refuted(start.claim, strategy, start.seed, most_examples(work))


def most_examples(work: int) -> int:
    """How many points are drawn where one takes ``work`` steps times eigenvalues.

    >>> most_examples(10), most_examples(200), most_examples(10**6)
    (200, 100, 16)
    """
    return max(FEWEST, min(EXAMPLES, WORK // work))


@st.composite
def neighbourhood(draw: Draw, claim: Claim, values: Mapping[str, Any]) -> dict[str, Any]:
    """A point like ``values`` (exact), with a few of its parameters moved to structured extremes.

    A number stays, is rounded, is nudged by a power of two of itself, goes to an end of its range
    or to 0, or becomes equal to another parameter; an integer moves by a little.
    """
    others = _numbers(values)
    return {
        variable.name: draw(_moved(variable, values[variable.name], others))
        for variable in claim.variables
    }


def _moved(variable: Variable, value: Any, others: Sequence[Fraction]) -> SearchStrategy[Any]:
    if variable.shape == "integer":
        low = 0 if variable.low is None else int(variable.low)
        high = value + 3 if variable.high is None else min(int(variable.high), value + 3)
        return st.one_of(st.just(value), st.integers(max(low, min(value, value // 2)), high))
    if isinstance(value, tuple):
        entries = st.tuples(*(_moved(variable, entry, others) for entry in value))
        if variable.shape == "spectrum":
            return st.one_of(entries, entries.map(_tied))
        return entries
    return st.one_of(st.just(value), _extreme(variable, value, others))


def _tied(entries: tuple[Fraction, ...]) -> tuple[Fraction, ...]:
    return (*entries[:-1], entries[-2]) if len(entries) > 1 else entries


def _extreme(
    variable: Variable, value: Fraction, others: Sequence[Fraction]
) -> SearchStrategy[Fraction]:
    ends = [
        end for end in (variable.low, variable.high, Fraction(0), Fraction(1)) if end is not None
    ]
    inner = [end + sign * Fraction(1, 2**j) for end in ends for sign in (1, -1) for j in (10, 30)]
    choices = [
        st.sampled_from(DENOMINATORS).map(lambda q: value.limit_denominator(q)),
        st.sampled_from([*ends, *inner, *others]),
        st.integers(1, 30).flatmap(
            lambda j: st.sampled_from(
                [value * (1 + Fraction(1, 2**j)), value * (1 - Fraction(1, 2**j))]
            )
        ),
    ]
    accepted = _within(variable)
    most = variable.largest_denominator
    return st.one_of(choices).map(
        lambda moved: (
            moved if accepted(moved) and (most is None or moved.denominator <= most) else value
        )
    )


def _within(variable: Variable) -> Callable[[Fraction], bool]:
    def accepted(number: Fraction) -> bool:
        low = (
            variable.low is None
            or number > variable.low
            or (number == variable.low and not variable.open_low)
        )
        high = (
            variable.high is None
            or number < variable.high
            or (number == variable.high and not variable.open_high)
        )
        return low and high

    return accepted


def _numbers(values: Mapping[str, Any]) -> list[Fraction]:
    found: list[Fraction] = []

    def visit(value: Any) -> None:
        if isinstance(value, tuple):
            for entry in value[:6]:
                visit(entry)
        elif isinstance(value, Fraction):
            found.append(value)

    for value in values.values():
        visit(value)
    return found
