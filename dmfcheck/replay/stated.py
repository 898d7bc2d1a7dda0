"""Descents from a start by an update that a claim names, for a replay.

A recursion in SymPy is evaluated by :mod:`dmfcheck.replay.recursions`.
The starts and updates that dmfcheck has are descended on from the loss alone, by
:mod:`dmfcheck.replay.descents`. Any other is part of what is claimed, as the margin is: the rule of
a factor is taken from there, and the gradient and the recursion from here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from fractions import Fraction
from itertools import count, repeat
from typing import Any

from dmfcheck.claims.point import Point
from dmfcheck.replay import recursions
from dmfcheck.replay.descents import Values, descent, slopes
from dmfcheck.replay.lacking import CannotReplay

STARTS = "dmfcheck.dynamics.start"
UPDATES = "dmfcheck.dynamics.updates."


def iterates(
    dynamics: Any, point: Point, eigenvalue: Any, number: Callable[[Fraction], Any] | None = None
) -> tuple[Iterator[Values], int]:
    """The distinct factors at step 0, 1, ... and how many steps there are.

    ``number`` makes a number of what a start has as ints and Fractions.

    >>> from dmfcheck.dynamics.dynamics import PLAIN
    >>> from fractions import Fraction
    >>> start = {"depth": 2, "alpha": Fraction(1, 2), "eta": Fraction(1, 4), "steps": 1}
    >>> orbit, steps = iterates(PLAIN, Point(start), Fraction(1))
    >>> next(orbit), next(orbit), steps
    ((Fraction(1, 2),), (Fraction(19, 32),), 1)
    """
    if hasattr(dynamics, "rules"):
        kind = number or (lambda value: value)
        return recursions.iterates(dynamics, point, eigenvalue, kind), point["steps"]
    values, counts = _start(dynamics.start, point)
    if sum(counts) != point.depth or any(type(count) is not int or count < 0 for count in counts):
        raise CannotReplay("descent from factors whose number is not the depth")
    if number is not None:
        values = tuple(number(Fraction(w)) if type(w) in (int, Fraction) else w for w in values)
    length = _length(dynamics.update, point)
    steps = point["steps"] if length is None else min(length, point.get("steps", length))
    pushes = _pushes(dynamics.update, point)
    if pushes is None:
        update = _instance(dynamics.update, point)
        return by_rule(update, values, counts, eigenvalue, point.get("eta")), steps
    sizes = repeat(point.eta) if length is None else point.schedule[0]
    return descent(values, counts, eigenvalue, sizes, **pushes), steps


def by_rule(
    update: Any, values: Sequence[Any], counts: Sequence[int], eigenvalue: Any, eta: Any
) -> Iterator[Values]:
    """The distinct factors at step 0, 1, ..., each moved by the rule that ``update`` states."""
    now = list(values)
    memory = [update.remembers(w) for w in now]
    for k in count():
        yield tuple(now)
        size = update.size(eta, k)
        seen = [update.seen_from(w, m) for w, m in zip(now, memory, strict=True)]
        for j, slope in enumerate(slopes(seen, counts, eigenvalue)):
            now[j], memory[j] = update.step(now[j], size * slope, size, memory[j])


def _start(start: Any, point: Point) -> tuple[Values, Sequence[int]]:
    """The distinct factors, and how many there are of each."""
    name, N = start.__name__ if start.__module__ == STARTS else "", point.depth
    if name == "Identical":
        return (point.alpha,), (N,)
    if name == "Perturbed":
        return (point.alpha - point.beta, point.alpha), (1, N - 1)
    if name == "Given":
        return tuple(point.starts[0]), (1,) * N
    classes = _instance(start, point).classes(N)
    return tuple(value for value, _ in classes), tuple(many for _, many in classes)


def _length(update: Any, point: Point) -> int | None:
    """How many steps the update has, None if there is no end."""
    module = update.__module__
    if module == UPDATES + "schedule":
        return len(point.schedule[0])
    if _pushes(update, point) is not None:
        return None
    length: int | None = _instance(update, point).length()
    return length


def _pushes(update: Any, point: Point) -> dict[str, Any] | None:
    """What :func:`descent` is told besides, None where it does not have the update."""
    module = update.__module__
    if module in (UPDATES + "descent", UPDATES + "schedule"):
        return {}
    if module == UPDATES + "heavy_ball":
        return {"momentum": point.momentum}
    if module == UPDATES + "weight_decay":
        return {"decay": point.decay}
    return None


def _instance(kind: Any, point: Point) -> Any:
    return kind(**{field.name: point[field.name] for field in fields(kind)})
