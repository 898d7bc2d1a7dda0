"""stopping.always_better: its formal statement, at the point of a certificate."""

from __future__ import annotations

from collections.abc import Sequence

from dmfcheck.base.verdict import CannotSay
from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.point import Point
from dmfcheck.theory.instance import Instance, real


def _always_better(a: Arithmetic, point: Point) -> Sequence[Instance]:
    p = point.exact
    if len(p["spectrum"]) > 1:
        raise CannotSay("matrices, where the formal statement is about numbers")
    [[factor]], [eigenvalue] = p["factor"], p["spectrum"]
    target = factor**2
    if not eigenvalue < target:
        raise CannotSay("a target below the eigenvalue")
    values = {
        "N": f"{p['depth']}%nat",
        "target": real(target),
        "noise": real(eigenvalue - target),
        "alpha": real(p["alpha"]),
        "eta": real(p["eta"]),
    }
    contradiction = "revert C; apply never_better; hypothesis"
    return [Instance("stopping_always_better", "RefutedLimits.v", values, contradiction)]


INSTANCES = {"stopping.always_better": _always_better}
