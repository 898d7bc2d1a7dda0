"""rank.leading_last_literal: its two formal statements, at the point of a certificate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from dmfcheck.base.verdict import CannotSay
from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.point import Point
from dmfcheck.theory.instance import (
    BITS,
    Instance,
    first_step,
    natural,
    rational,
    rationals,
    real,
)


def _leading_last(a: Arithmetic, point: Point) -> Sequence[Instance]:
    p = point.exact
    L, spectrum, level = p["rank"], p["spectrum"], 1 - p["delta"]
    setting = {
        "N": f"{p['depth']}%nat",
        "n": f"{len(spectrum) - 1}%nat",
        "L": f"{L}%nat",
        "lambda": f"listed {rationals(spectrum)}",
        "alpha": real(p["alpha"]),
        "eta": real(p["eta"]),
        "delta": real(p["delta"]),
    }
    times = [first_step(a, point, eigenvalue, level) for eigenvalue in spectrum[:L]]
    found = [*_later(point, setting, times), *_ahead(a, point, setting, times)]
    if not found:
        raise CannotSay("no eigenvalue that is later than the last or ahead of the first")
    return found


def _later(point: Point, setting: dict[str, str], times: list[int]) -> Iterator[Instance]:
    """An eigenvalue that is recovered after the L-th."""
    p = point.exact
    last = max(range(len(times)), key=times.__getitem__)
    if times[last] > times[-1]:
        parameters = f"{p['depth']}%nat ({real(p['eta'])}) ({real(p['spectrum'][last])})"
        recovered = f"({real(p['alpha'])}) (1 - {real(p['delta'])}) ({natural(times[last])})"
        yield Instance(
            "leading_last_literal",
            "RefutedTimes.v",
            setting | {"K": natural(times[-1])},
            f"destruct (C {last}%nat ltac:(lia)) as (j & J & H); cbv [listed nth] in H;"
            f" assert (R : recovered_first {parameters} {recovered}) by hypothesis;"
            " destruct R as [_ R]; specialize (R j ltac:(lia)); lra",
        )


def _ahead(
    a: Arithmetic, point: Point, setting: dict[str, str], times: list[int]
) -> Iterator[Instance]:
    """An eigenvalue that is ahead of the first once it is recovered."""
    p = point.exact
    N, spectrum, steps = p["depth"], p["spectrum"], p["steps"]
    ends = [[d**N / spectrum[i] for d in a.orbit(point, i)] for i in range(len(times))]
    for i, K in enumerate(times):
        k = next((k for k in range(K, steps + 1) if ends[i][k] > ends[0][k]), None)
        if i and k is not None:
            first, other = (_enclosed(p, spectrum[index], k) for index in (0, i))
            yield Instance(
                "leading_ahead_literal",
                "RefutedTimes.v",
                setting | {"K": natural(K), "i": f"{i}%nat", "k": natural(k)},
                "revert C; apply Rlt_not_le; cbv [listed nth];"
                f" apply (quotient_less_sound {BITS} _ _ _ _ _ _ _ _ {first} {other});"
                " vm_compute; reflexivity",
            )
            return


def _enclosed(p: Mapping[str, Any], eigenvalue: Fraction, k: int) -> str:
    numbers = f"{rational(p['eta'])} {rational(eigenvalue)} {rational(p['alpha'])}"
    has = f"(AtPoint.has_w {BITS} {p['depth']} {numbers} ({natural(k)}))"
    return f"{has} (has_exactly {rational(eigenvalue)})"


INSTANCES = {"rank.leading_last_literal": _leading_last}
