"""Moves towards a simpler point: each yields candidates, the simplest first, all simpler."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from dmfcheck.claims.claim import Claim
from dmfcheck.hunt.rationals import complexity, simpler_neighbours, simplest_between

Values = Mapping[str, Any]

SMALLEST = 4
"""Integers are tried at so many values from the low end, then by halving the way up."""

RELATIVE_BITS = (3, 5, 8, 12, 17, 23, 30, 45)
"""Scaled numbers keep so many bits, the fewest first."""

DENOMINATORS = (1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 30, 50, 100, 200, 500, 1000)


def smaller_integers(claim: Claim, values: Values) -> Iterator[Values]:
    """Each integer (depth, steps, rank) smaller, one at a time."""
    for variable in claim.variables:
        if variable.shape != "integer":
            continue
        current = values[variable.name]
        low = 0 if variable.low is None else int(variable.low)
        tried = list(range(low, min(low + SMALLEST, current)))
        reach = (current - low) // 2
        while reach > 0:
            tried.append(current - reach)
            reach //= 2
        for smaller in sorted(set(tried)):
            yield {**values, variable.name: smaller}


def fewer_entries(claim: Claim, values: Values) -> Iterator[Values]:
    """Spectra and matrices with runs of entries left out: halves, quarters, ..., single ones.

    The columns of a matrix go with its rows where it is square.
    """
    for variable in claim.variables:
        value = values[variable.name]
        if not isinstance(value, tuple) or len(value) < 2:
            continue
        run = len(value) // 2
        while run:
            for first in range(len(value) - run, -1, -run):
                yield {**values, variable.name: without(value, first, run)}
            run //= 2


def without(value: tuple[Any, ...], first: int, run: int) -> tuple[Any, ...]:
    """``value`` without a run of its entries, a square matrix without those rows and columns.

    >>> without(((1, 2), (3, 4)), 0, 1)
    ((4,),)
    """
    kept = value[:first] + value[first + run :]
    if isinstance(value[0], tuple) and len(value[0]) == len(value):
        return tuple(row[:first] + row[first + run :] for row in kept)
    return kept


def scaled_to_one(values: Values) -> Iterator[Values]:
    """The leading eigenvalue 1: (lambda, alpha, eta) -> (lambda/s^N, alpha/s, eta s^{2N-2}).

    s = lambda_1^{1/N}; every other number becomes the simplest within a share of itself, which
    falls from candidate to candidate. Source: reduction.scaling.
    """
    name = next((n for n in ("eigenvalue", "spectrum") if n in values), None)
    if name is None or "depth" not in values:
        return
    leading = values[name] if name == "eigenvalue" else values[name][0]
    if abs(leading) in (0, 1):
        return
    N, size = values["depth"], abs(leading)
    s = _root(size, N)
    factors = {name: 1 / size, "eta": s ** (2 * N - 2)}
    factors |= dict.fromkeys(("alpha", "beta", "root"), 1 / s)
    exact = {key: _times(value, factors.get(key, Fraction(1))) for key, value in values.items()}
    for bits in RELATIVE_BITS:
        scaled = {key: _each(value, _simplest_near, bits) for key, value in exact.items()}
        if total_complexity(scaled) < total_complexity(values):
            yield scaled


def total_complexity(values: Values) -> int:
    """The sum of the complexities of all numbers."""
    return sum(complexity(number) for value in values.values() for _, number in _numbers(value))


def _each(value: Any, change: Callable[[Fraction, int], Fraction], amount: int) -> Any:
    if isinstance(value, tuple):
        return tuple(_each(entry, change, amount) for entry in value)
    return change(value, amount) if isinstance(value, Fraction) else value


def _times(value: Any, factor: Fraction) -> Any:
    if isinstance(value, tuple):
        return tuple(_times(entry, factor) for entry in value)
    return value * factor if isinstance(value, Fraction) else value


def _simplest_near(value: Fraction, bits: int) -> Fraction:
    reach = abs(value) / 2**bits
    return simplest_between(value - reach, value + reach)


def _root(size: Fraction, degree: int) -> Fraction:
    """size^{1/degree}: the root if it is rational, else to about 60 digits."""
    from flint import arb, ctx, fmpq

    with ctx.workprec(200):
        ball = arb(fmpq(size.numerator, size.denominator)).root(degree)
        mantissa, exponent = (int(part) for part in ball.mid().man_exp())
    root = mantissa * Fraction(2) ** exponent
    simple = root.limit_denominator(10**9)
    return simple if simple**degree == size else root


def rounded_together(values: Values) -> Iterator[Values]:
    """Every number rounded to a denominator at most q, q rising; numbers near 0 keep a digit."""
    for q in DENOMINATORS:
        rounded = {name: _each(value, _rounded, q) for name, value in values.items()}
        if rounded != dict(values):
            yield rounded


def _rounded(value: Fraction, q: int) -> Fraction:
    if value.denominator <= q:
        return value
    nearest = value.limit_denominator(q)
    return nearest if nearest else Fraction(1 if value > 0 else -1, round(1 / abs(value)))


def numbers_of(values: Values) -> list[Fraction]:
    """The numbers that occur, each once, the most complicated first."""
    found = {number for value in values.values() for _, number in _numbers(value)}
    return sorted(found, key=lambda number: (complexity(number), number), reverse=True)


def simpler_number(values: Values, number: Fraction) -> Iterator[Values]:
    """``number`` replaced, wherever it occurs, by simple ones near it or of its sign.

    Equal numbers move together before any of them moves alone.
    """
    places = [
        (name, path)
        for name, value in values.items()
        for path, entry in _numbers(value)
        if entry == number
    ]
    groups = [places, *([place] for place in places if len(places) > 1)]
    for group in groups[:3]:
        for simpler in simpler_neighbours(number):
            yield _replaced(values, group, simpler)


def _numbers(value: Any, path: tuple[int, ...] = ()) -> Iterator[tuple[tuple[int, ...], Fraction]]:
    if isinstance(value, tuple):
        for index, entry in enumerate(value):
            yield from _numbers(entry, (*path, index))
    elif isinstance(value, Fraction):
        yield path, value


def _replaced(
    values: Values, places: list[tuple[str, tuple[int, ...]]], number: Fraction
) -> Values:
    changed = dict(values)
    for name, path in places:
        changed[name] = put(changed[name], path, number)
    return changed


def put(value: Any, path: tuple[int, ...], number: Any) -> Any:
    """``value``, a number, spectrum, matrix or several, with ``number`` at the indices ``path``.

    >>> put(((1, 2), (3, 4)), (1, 0), 5)
    ((1, 2), (5, 4))
    """
    if not path:
        return number
    first, rest = path[0], path[1:]
    return (*value[:first], put(value[first], rest, number), *value[first + 1 :])
