"""Orbits as the statements speak of them: every step, or a first step, or one that is far."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from itertools import islice
from typing import Any

from mpmath import iv

from dmfcheck.claims.point import Point
from dmfcheck.replay import far
from dmfcheck.replay.lacking import Blurred, CannotReplay
from dmfcheck.replay.readings.numbers import Exactly, Irrational, Numbers
from dmfcheck.replay.readings.truth import at_most

FEW = 20
"""Exact steps that are taken to a level: further, intervals are faster."""

COUNTED = 1000
"""Steps that are counted where there is another way; with none, ten times as many."""

MOST = 20_000

FAR_BITS = 1024
"""More bits do not enclose a far iterate better: the Abel function ends after so many terms."""


def iterates(n: Numbers, p: Point, eigenvalue: Any, start: Any) -> Iterator[Any]:
    """d(0), d(1), ...: d+ = d + eta d^{N-1} (lambda - d^N).

    >>> from flint import fmpq
    >>> from dmfcheck.replay.readings.numbers import Exactly
    >>> p = Point({"depth": 2, "eta": Fraction(1, 4)}).converted(Exactly().number)
    >>> list(islice(iterates(Exactly(), p, fmpq(1), fmpq(1, 2)), 2))
    [1/2, 19/32]
    """
    d = start
    while True:
        yield d
        d = n.moved(p.depth, p.eta, eigenvalue, d)


def orbit(n: Numbers, p: Point, eigenvalue: Any) -> list[Any]:
    """d(0), ..., d(steps) from alpha; raises CannotReplay beyond :data:`MOST` steps."""
    if p.steps > MOST:
        raise CannotReplay(f"orbit of more than {MOST} steps")
    return list(islice(iterates(n, p, eigenvalue, p.alpha), p.steps + 1))


def change(p: Point, eigenvalue: Any, d: Any) -> Any:
    """d+ - d, to the digits of what is small in it."""
    return p.eta * d ** (p.depth - 1) * (eigenvalue - d**p.depth)


def spectrum_orbits(n: Numbers, p: Point) -> list[list[Any]]:
    """The orbit of every eigenvalue; equal eigenvalues share one."""
    known: dict[Fraction, list[Any]] = {}
    for exact, eigenvalue in zip(p.exact["spectrum"], p.spectrum, strict=True):
        if exact not in known:
            known[exact] = orbit(n, p, eigenvalue)
    return [known[exact] for exact in p.exact["spectrum"]]


def perturbed(n: Numbers, p: Point, eigenvalue: Any) -> list[tuple[Any, Any, Any]]:
    """(p, q, w) at steps 0..steps of the start p = alpha - beta, q = alpha.

    From u = q + p and v = q - p, which e = eta q^{N-2} (lambda - w) multiplies by 1 + e and 1 - e.
    """
    if p.steps > MOST:
        raise CannotReplay(f"orbit of more than {MOST} steps")
    N = p.depth
    u, v = 2 * p.alpha - p.beta, p.beta
    triples = []
    for k in range(p.steps + 1):
        first, other = (u - v) / 2, (u + v) / 2
        w = first * other ** (N - 1)
        triples.append((first, other, w))
        gap = eigenvalue - w
        if k < p.steps and not (n.exact and gap == 0):
            e = p.eta * n.kept(other, 2 * N) ** (N - 2) * gap
            u, v = n.kept(u * (1 + e), 1), n.kept(v * (1 - e), 1)
    return triples


def first_step(n: Numbers, p: Point, eigenvalue: Fraction, level: Fraction) -> tuple[int, int]:
    """(lo, hi) around the first k with w(k) >= level, 0 < level < lambda.

    Counted, exactly for the first few steps, so that a tie is seen; or jumped to where h <= 1/N and
    the start is below the eigenvalue.
    """
    N, alpha, eta = p.depth, p.exact["alpha"], p.exact["eta"]
    soon = _few_steps(N, eigenvalue, alpha, eta, level)
    if soon is not None:
        return soon, soon
    if n.exact:
        raise Irrational("a level many steps away")
    given = (N, eigenvalue, alpha, eta)
    share = level / eigenvalue
    if 0 < share < 1 and far.rises(*given) and far.steps_estimate(*given, share) > COUNTED:
        return _bracket(*given, share)
    target = n.number(level)
    for k, d in enumerate(islice(iterates(n, p, n.number(eigenvalue), p.alpha), MOST)):
        reached = at_most(target, d**N)
        if reached is None:
            raise Blurred("a step at which the level may or may not be reached")
        if reached:
            return k, k
    raise CannotReplay(f"count of more than {MOST} steps")


@lru_cache(maxsize=64)
def _few_steps(
    N: int, eigenvalue: Fraction, alpha: Fraction, eta: Fraction, level: Fraction
) -> int | None:
    """The first of a few exact steps with w >= level; None if there is none."""
    n = Exactly()
    target, limit = n.number(level), n.number(eigenvalue)
    p = Point({"depth": N, "eta": eta}).converted(n.number)
    try:
        for k, d in enumerate(islice(iterates(n, p, limit, n.number(alpha)), FEW)):
            if d**N >= target:
                return k
    except Irrational:
        pass
    return None


# The same at every precision, and asked for by hypotheses and conclusions alike.
_bracket = lru_cache(maxsize=64)(far.hitting_bracket)


def known_step(step: tuple[int, int]) -> int:
    """The one step there is; raises :class:`~dmfcheck.replay.lacking.Blurred` if there are more.

    >>> known_step((3, 3))
    3
    """
    if step[0] != step[1]:
        raise Blurred("a step that is not known")
    return step[0]


def value(n: Numbers, p: Point, eigenvalue: Fraction, step: int) -> Any:
    """w(step), however far."""
    given = (p.depth, eigenvalue, p.exact["alpha"], p.exact["eta"], step)
    rises = far.rises(*given[:-1])
    if n.exact and step > FEW:
        raise Irrational("an iterate that is many steps away")
    if n.exact or step <= (COUNTED if rises else MOST):
        walk = iterates(n, p, n.number(eigenvalue), p.alpha)
        return next(islice(walk, step, None)) ** p.depth
    if iv.prec > FAR_BITS:
        raise CannotReplay(f"far iterate to more than {FAR_BITS} bits")
    low, high = _far_value(rises, iv.prec, *given)
    return iv.mpf([low, high]) * (n.number(eigenvalue) if rises else 1)


@lru_cache(maxsize=256)
def _far_value(
    rises: bool, _bits: int, N: int, eigenvalue: Fraction, alpha: Fraction, eta: Fraction, step: int
) -> tuple[Any, Any]:
    found = far.risen_value if rises else far.fallen_value
    return found(N, eigenvalue, alpha, eta, step)
