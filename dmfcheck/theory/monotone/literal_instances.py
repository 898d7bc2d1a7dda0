"""monotone.*: the formal statements of what is false, at the point of a certificate."""

from __future__ import annotations

from collections.abc import Sequence

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.point import Point
from dmfcheck.theory.effective_rank import rank_sequence
from dmfcheck.theory.instance import (
    BITS,
    At,
    Built,
    Instance,
    falls_then_rises,
    of_spectrum,
    rational,
    rationals,
    real,
)
from dmfcheck.theory.monotone.literal import (
    measured_by,
    norm_quotients,
    participation,
)
from dmfcheck.theory.monotone.rank import leading_quotients

_literal = falls_then_rises("monotone_literal", "effective_rank_peak", rank_sequence)
_participation = falls_then_rises(
    "monotone_participation", "participation_peak", measured_by(participation)
)
_start_deep = falls_then_rises("monotone_start_deep", "relative_sum_peak", leading_quotients)
_start_rank = falls_then_rises(
    "monotone_start_effective_rank", "effective_rank_peak", norm_quotients
)


def _identical(built: Built) -> At:
    """The instances at a spectrum, all eigenvalues with the start alpha."""

    def at(a: Arithmetic, point: Point) -> Sequence[Instance]:
        p = point.exact
        eigenvalue = f"(nth i {rationals(p['spectrum'])} 0%Q)"
        enclosed = f"w {BITS} {p['depth']} {rational(p['eta'])} {eigenvalue} {rational(p['alpha'])}"
        return [built(a, point, p["spectrum"], of_spectrum(p), enclosed)]

    return at


def _modes(built: Built, *, deep: bool) -> At:
    """The instances at eigenvalues each with a start of its own."""

    def at(a: Arithmetic, point: Point) -> Sequence[Instance]:
        p = point.exact
        spectrum, starts = (rationals([row[i] for row in p["modes"]]) for i in (0, 1))
        values = {
            "n": f"{len(p['modes']) - 1}%nat",
            "lambda": f"listed {spectrum}",
            "start": f"listed {starts}",
            "eta": real(p["eta"]),
        }
        if deep:
            values = {"N": f"{p['depth']}%nat", **values}
        numbers = [f"(nth i {listed} 0%Q)" for listed in (spectrum, starts)]
        enclosed = f"w {BITS} {p['depth']} {rational(p['eta'])} {' '.join(numbers)}"
        return [built(a, point, p["modes"], values, enclosed)]

    return at


INSTANCES = {
    "monotone.literal": _identical(_literal),
    "monotone.participation": _identical(_participation),
    "monotone.start/deep": _modes(_start_deep, deep=True),
    "monotone.start/effective_rank": _modes(_start_rank, deep=False),
}

WITHOUT_INSTANCE = {
    "monotone.entropy": "its entropies have logarithms, which are not exported",
    "monotone.literal/few_steps": (
        "it says that there is a number of steps that serves all: no single point refutes it"
    ),
}
