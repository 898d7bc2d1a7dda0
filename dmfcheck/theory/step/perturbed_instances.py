"""step.perturbed_sharp: the formal statements of a larger step, at the point of a certificate."""

from __future__ import annotations

from collections.abc import Sequence

from dmfcheck.base.verdict import CannotSay
from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.point import Point
from dmfcheck.theory.instance import BITS, At, Instance, natural, rational, real
from dmfcheck.theory.step.perturbed import NEGATIVE_STEP, POSITIVE_STEP, beyond


def _crosses(sign: int) -> At:
    """The step at which w is beyond the eigenvalue, having been on the other side of it."""
    constant = beyond(POSITIVE_STEP if sign > 0 else NEGATIVE_STEP)

    def at(a: Arithmetic, point: Point) -> Sequence[Instance]:
        p = point.exact
        N, eigenvalue, alpha = p["depth"], p["eigenvalue"], p["alpha"]
        if alpha**N < abs(eigenvalue):
            raise CannotSay("a largest position that may be irrational")
        ends = [w for _, _, w in a.perturbed_orbit(point)]
        up = ends[0] <= eigenvalue
        k = next((k for k, w in enumerate(ends) if (w > eigenvalue if up else w < eigenvalue)), 0)
        if not k:
            raise CannotSay("no step at which w is beyond the eigenvalue")
        numbers = " ".join(map(rational, (p["eta"], eigenvalue, alpha, p["beta"])))
        start, end = (
            f"(AtPoint.has_pw {BITS} {N} {numbers} {step})" for step in ("0", f"({natural(k)})")
        )
        itself = f"(has_exactly {rational(eigenvalue)})"
        beside = [(itself, end), (start, itself)] if up else [(end, itself), (itself, start)]
        crossed, before = (f"_ _ _ _ {left} {right}" for left, right in beside)
        computed = "ltac:(vm_compute; reflexivity)"
        values = {
            "lambda": real(eigenvalue),
            "alpha": real(alpha),
            "beta": real(p["beta"]),
            "eta": real(p["eta"]),
            "M": real(alpha),
        }
        return [
            Instance(
                "never_crosses",
                "RefutedTimes.v",
                values,
                f"destruct (C ({natural(k)})) as {'[C1 _]' if up else '[_ C1]'};"
                f" exact (Rlt_not_le _ _ (less_sound {crossed} {computed})"
                f" (C1 (not_more {before} {computed})))",
                {
                    "N": f"{N}%nat",
                    "sign": "1" if sign > 0 else "(-1)",
                    "s": real(constant.stated(N)),
                },
            )
        ]

    return at


INSTANCES = {
    "step.perturbed_sharp/beyond": _crosses(1),
    "step.perturbed_sharp/negative_beyond": _crosses(-1),
}
