"""Gradient descent once more, from L = 1/2 (w_1 w_2 ... w_N - lambda)^2 and from nothing else.

Every scalar orbit that a claim speaks of is a descent on few distinct factors, each of which occurs
so many times; momentum and weight decay change what a step does with the gradient. Numbers are
exact rationals or intervals.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat
from typing import Any

Values = tuple[Any, ...]


def product(values: Sequence[Any], counts: Sequence[int]) -> Any:
    """The product of all factors: value i occurs ``counts[i]`` times.

    >>> product((2, 3), (1, 2))
    18
    """
    total: Any = 1
    for value, count in zip(values, counts, strict=True):
        if count:
            total = total * value**count
    return total


def slopes(values: Sequence[Any], counts: Sequence[int], eigenvalue: Any) -> list[Any]:
    """dL/dw of one factor of each kind: the product of all the others times the residual.

    >>> slopes((2, 3), (1, 2), 20)
    [-18, -12]
    """
    residual = product(values, counts) - eigenvalue
    return [
        product(values, [count - (j == i) for j, count in enumerate(counts)]) * residual
        for i in range(len(values))
    ]


def descent(
    start: Values,
    counts: Sequence[int],
    eigenvalue: Any,
    sizes: Iterable[Any],
    *,
    momentum: Any = None,
    decay: Any = None,
) -> Iterator[Values]:
    """The distinct factors at step 0, 1, ...: one step more than there are step sizes.

    w+ = w - eta (dL/dw + decay w) + momentum (w - w_before), from rest.

    >>> from fractions import Fraction
    >>> list(descent((Fraction(1, 2),), (2,), 1, [Fraction(1, 4)]))
    [(Fraction(1, 2),), (Fraction(19, 32),)]
    """
    before, now = start, start
    yield now
    for eta in sizes:
        after = []
        for w, slope, w_before in zip(now, slopes(now, counts, eigenvalue), before, strict=True):
            pull = slope if decay is None else slope + decay * w
            moved = w - eta * pull
            after.append(moved if momentum is None else moved + momentum * (w - w_before))
        before, now = now, tuple(after)
        yield now


def identical(depth: int, eigenvalue: Any, alpha: Any, eta: Any) -> Iterator[Any]:
    """d(0), d(1), ... without end, from N factors alpha.

    >>> from fractions import Fraction
    >>> orbit = identical(2, Fraction(1), Fraction(1, 2), Fraction(1, 4))
    >>> next(orbit), next(orbit)
    (Fraction(1, 2), Fraction(19, 32))
    """
    return (d for (d,) in descent((alpha,), (depth,), eigenvalue, repeat(eta)))


def perturbed(
    depth: int, eigenvalue: Any, alpha: Any, beta: Any, eta: Any
) -> Iterator[tuple[Any, Any, Any]]:
    """(p, q, w) at step 0, 1, ... without end, from alpha - beta and N - 1 factors alpha.

    >>> from fractions import Fraction
    >>> orbit = perturbed(2, Fraction(1), Fraction(1), Fraction(1, 2), Fraction(1, 4))
    >>> next(orbit)[2], next(orbit)[2]
    (Fraction(1, 2), Fraction(85, 128))
    """
    counts = (1, depth - 1)
    for p, q in descent((alpha - beta, alpha), counts, eigenvalue, repeat(eta)):
        yield p, q, product((p, q), counts)


def turning(depth: int, root: tuple[Any, Any], alpha: Any, eta: Any) -> Iterator[tuple[Any, Any]]:
    """(Re d, Im d) at step 0, 1, ... for the eigenvalue (Re root + i Im root)^N of a normal target.

    The gradient of |d^N - lambda|^2 / 2 in one of the N equal factors is conj(d)^{N-1} times the
    residual.

    >>> from fractions import Fraction
    >>> orbit = turning(2, (Fraction(1), Fraction(1)), Fraction(1), Fraction(1, 4))
    >>> next(orbit), next(orbit)
    ((Fraction(1, 1), Fraction(0, 1)), (Fraction(3, 4), Fraction(1, 2)))
    """
    goal = _power(root, depth)
    real, imaginary = alpha, 0 * alpha
    while True:
        yield real, imaginary
        end = _power((real, imaginary), depth)
        others = _power((real, -imaginary), depth - 1)
        residual = end[0] - goal[0], end[1] - goal[1]
        real, imaginary = (
            real - eta * (others[0] * residual[0] - others[1] * residual[1]),
            imaginary - eta * (others[0] * residual[1] + others[1] * residual[0]),
        )


def _power(z: tuple[Any, Any], exponent: int) -> tuple[Any, Any]:
    x, y = z
    for _ in range(exponent - 1):
        x, y = x * z[0] - y * z[1], x * z[1] + y * z[0]
    return x, y
