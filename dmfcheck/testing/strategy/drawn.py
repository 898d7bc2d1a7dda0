"""Values of the variables of a claim, drawn one by one; no hypothesis is looked at here."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from dmfcheck.claims.claim import Claim
from dmfcheck.claims.domain import Variable
from dmfcheck.testing.strategy.forms import FORMS, ORTHONORMAL, shaped
from dmfcheck.theory.drawing_rationals import fractions
from dmfcheck.theory.late import Draw, Values, composite, st

DENOMINATOR = 20
REACH = 3
"""How far from 0, or from its only end, an unbounded number is drawn."""

INTEGERS = 6
STEPS = 12
"""An integer is drawn from so many values at the low end of its range: without an upper end."""

SIZE = 4
"""Rows, columns and eigenvalues at most, where nothing says how many."""

SQUARE = ("n", "n")


@composite
def drawn_points(draw: Draw, claim: Claim, forms: tuple[tuple[str, ...], ...]) -> Values:
    """A point of the box of ``claim``: integers first, since they may be sizes of what follows.

    ``forms`` are the choices of a form for each matrix, in the order of the variables.
    """
    counted = {size for variable in claim.variables for size in variable.sizes}
    sizes: dict[str, int] = {}
    values: Values = {}
    for variable in claim.variables:
        if variable.shape == "integer":
            values[variable.name] = draw(integers(variable, short=variable.name in counted))
            sizes[variable.name] = values[variable.name]
    form = iter(draw(st.sampled_from(forms)))
    for variable in claim.variables:
        if variable.shape == "number":
            values[variable.name] = draw(numbers(variable))
        elif variable.shape == "spectrum":
            (count,) = _lengths(draw, variable, sizes, ("",))
            values[variable.name] = draw(spectra(variable, count))
        elif variable.shape == "matrix":
            rows, columns = _lengths(draw, variable, sizes, SQUARE)
            entries = draw(matrices(variable, rows, columns))
            values[variable.name] = shaped(next(form), entries)
        elif variable.shape == "matrices":
            count, rows, columns = _lengths(draw, variable, sizes, ("depth", *SQUARE))
            chosen = next(form)
            several = (draw(matrices(variable, rows, columns)) for _ in range(count))
            values[variable.name] = tuple(shaped(chosen, entries) for entries in several)
    return {variable.name: values[variable.name] for variable in claim.variables}


def forms_of(variable: Variable) -> tuple[str, ...]:
    """The forms that matrices of a variable are tried in; none for one that is no matrix.

    >>> forms_of(Variable("eta", "number")), forms_of(Variable("row", "matrix", sizes=(1, "steps")))
    ((), ('any',))
    """
    if variable.shape not in ("matrix", "matrices"):
        return ()
    rows, columns = (variable.sizes or SQUARE)[-2:]
    if rows == columns:
        return tuple(FORMS)
    return ("any",) if 1 in (rows, columns) else ("any", ORTHONORMAL)


def _lengths(
    draw: Draw, variable: Variable, sizes: dict[str, int], usual: tuple[str, ...]
) -> Iterable[int]:
    found = []
    for size in variable.sizes or usual:
        if isinstance(size, int):
            found.append(size)
        elif not size:
            found.append(draw(st.integers(1, SIZE)))
        else:
            found.append(sizes.setdefault(size, draw(st.integers(1, SIZE))))
    return found


def integers(variable: Variable, *, short: bool = False) -> st.SearchStrategy[int]:
    """Integers at the low end of the range; ``short`` where they count entries of something.

    >>> integers(Variable("depth", "integer", Fraction(2), Fraction(50)))
    integers(min_value=2, max_value=8)
    """
    low = 0 if variable.low is None else int(variable.low)
    most = low + (INTEGERS if short or variable.high is not None else STEPS)
    return st.integers(low, most if variable.high is None else min(most, int(variable.high)))


def numbers(variable: Variable) -> st.SearchStrategy[Fraction]:
    """Rationals of the range: simple ones, powers of ten, its ends and what is close to them."""
    low, high = _cut(variable)
    largest = variable.largest_denominator or DENOMINATOR
    inner = (low + high) / 2

    def within(number: Fraction) -> Fraction:
        number = number.limit_denominator(variable.largest_denominator or 10**30)
        return number if _belongs(variable, number) else inner

    ends = [low] * (variable.low is not None) + [high] * (variable.high is not None)
    denominator = max(largest, low.denominator, high.denominator)
    parts = [
        fractions(low, high, max_denominator=denominator),
        st.sampled_from([*ends, *(Fraction(k) for k in (1, 0, -1) if low <= k <= high), inner]),
        st.integers(1, 30).map(lambda j: low + (high - low) / 2**j),
        st.integers(1, 30).map(lambda j: high - (high - low) / 2**j),
    ]
    if variable.log_scale and low >= 0:
        parts.append(st.integers(-6, 3).map(lambda k: Fraction(10) ** k))
    return st.one_of(parts).map(within)


def spectra(variable: Variable, count: int) -> st.SearchStrategy[tuple[Fraction, ...]]:
    """``count`` numbers of the range, nonincreasing, some of them equal or nearly so."""
    value = numbers(variable)

    @composite
    def drawn(draw: Draw) -> tuple[Fraction, ...]:
        entries = [draw(value)]
        for _ in range(count - 1):
            kind = draw(st.integers(0, 5))
            near = entries[-1] * (1 - Fraction(1, 2 ** draw(st.integers(1, 30))))
            tied = entries[-1] if kind == 1 else near
            keep = kind in (1, 2) and _belongs(variable, tied)
            entries.append(tied if keep else draw(value))
        return tuple(sorted(entries, reverse=True))

    return drawn()


def matrices(
    variable: Variable, rows: int, columns: int
) -> st.SearchStrategy[tuple[tuple[Fraction, ...], ...]]:
    """``rows`` x ``columns`` simple numbers of the range, 0 and 1 often."""
    low, high = _cut(variable)
    entry = st.one_of(
        fractions(low, high, max_denominator=max(8, low.denominator, high.denominator)),
        st.sampled_from([Fraction(k) for k in (0, 1, -1) if low <= k <= high] or [low]),
    )
    return st.tuples(*[st.tuples(*[entry] * columns)] * rows)


def _cut(variable: Variable) -> tuple[Fraction, Fraction]:
    """The range, cut off where it has no end."""
    low, high = variable.low, variable.high
    if low is None:
        low = Fraction(-REACH) if high is None else Fraction(high) - REACH
    if high is None:
        high = Fraction(REACH) if variable.low is None else Fraction(low) + REACH
    return Fraction(low), Fraction(high)


def _belongs(variable: Variable, number: Fraction) -> bool:
    low, high = variable.low, variable.high
    above = low is None or number > low or (number == low and not variable.open_low)
    return above and (high is None or number < high or (number == high and not variable.open_high))
