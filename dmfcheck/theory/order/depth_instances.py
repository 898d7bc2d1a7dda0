"""order.depth: the formal statements of what is false, at the point of a certificate."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.point import Point
from dmfcheck.theory.instance import NOT_AT_MOST, Instance, first_step, natural, real
from dmfcheck.theory.order.depth import step_times


def _whole_steps(a: Arithmetic, point: Point) -> Sequence[Instance]:
    p = point.exact
    N, root = p["depth"], p["root"]
    shallow, deep = step_times(a, point)
    values = {
        "N": f"{N}%nat",
        "alpha": real(root ** (N + 1)),
        "alpha'": real(root**N),
        "eta": real(p["eta"]),
        **{name: real(p[of]) for name, of in (("t1", "low"), ("t2", "high"), ("t3", "middle"))},
        **_steps({f"K{i}": K for i, K in enumerate(shallow, start=1)}),
        **_steps({f"K{i}'": K for i, K in enumerate(deep, start=1)}),
    }
    return [Instance("order_depth_whole_steps", "RefutedTimes.v", values, NOT_AT_MOST)]


def _literal(a: Arithmetic, point: Point) -> Sequence[Instance]:
    p = point.exact
    larger, smaller = p["spectrum"]
    steps = {
        name + prime: first_step(a, point, eigenvalue, p["fraction"], depth=p["depth"] + deeper)
        for deeper, prime in ((0, ""), (1, "'"))
        for name, eigenvalue in (("Ki", larger), ("Kj", smaller))
    }
    values = {
        "N": f"{p['depth']}%nat",
        "lambda_i": real(larger),
        "lambda_j": real(smaller),
        "alpha": real(p["alpha"]),
        "eta": real(p["eta"]),
        "theta": real(p["fraction"]),
        **_steps(steps),
    }
    return [Instance("order_depth_literal", "RefutedTimes.v", values, NOT_AT_MOST)]


def _steps(times: dict[str, Any]) -> dict[str, str]:
    return {name: natural(int(K)) for name, K in times.items()}


INSTANCES = {
    "order.depth/whole_steps": _whole_steps,
    "order.depth_literal": _literal,
}
