"""monotone.*: what other descents do not, as a formal statement at the point of a certificate."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from dmfcheck.base.verdict import CannotSay
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
from dmfcheck.theory.monotone.orbits import decayed, heavy_ball
from dmfcheck.theory.monotone.variants import ranks_along
from dmfcheck.theory.perturbed.sign import STEP

PLACES = 1000
"""The largest position is rounded up to a multiple of 1/1000."""

_momentum = falls_then_rises("monotone_momentum", "effective_rank_peak", ranks_along(heavy_ball))
_decay = falls_then_rises("monotone_decay", "effective_rank_peak", ranks_along(decayed))
_perturbed = falls_then_rises("monotone_literal_perturbed", "effective_rank_peak", rank_sequence)


def _with_memory(built: Built, name: str, parameter: str, interval: str) -> At:
    """The instances of a descent that has one more parameter: ``name`` in Coq."""

    def at(a: Arithmetic, point: Point) -> Sequence[Instance]:
        p = point.exact
        values = {**of_spectrum(p), name: real(p[parameter])}
        numbers = " ".join(map(rational, (p["eta"], p[parameter])))
        eigenvalue = f"(nth i {rationals(p['spectrum'])} 0%Q)"
        enclosed = f"{interval} {BITS} {p['depth']} {numbers} {eigenvalue} {rational(p['alpha'])}"
        return [built(a, point, p["spectrum"], values, enclosed)]

    return at


def _literal_perturbed(a: Arithmetic, point: Point) -> Sequence[Instance]:
    p = point.exact
    N, spectrum = p["depth"], rationals(p["spectrum"])
    largest = _largest(N, p["alpha"], max(map(abs, p["spectrum"])))
    values = {
        "N": f"{N}%nat",
        "n": f"{len(p['spectrum']) - 1}%nat",
        "M": real(largest),
        "lambda": f"listed {spectrum}",
        "alpha": real(p["alpha"]),
        "beta": real(p["beta"]),
        "eta": real(p["eta"]),
    }
    eigenvalue = f"(nth i {spectrum} 0%Q)"
    ends = " ".join(map(rational, (p["alpha"], p["beta"])))
    enclosed = f"pw {BITS} {N} {rational(p['eta'])} {eigenvalue} {ends}"
    constant = Fraction(STEP.stated(N))
    found = _perturbed(a, point, p["spectrum"], values, enclosed)
    if p["eta"] * largest ** (2 * N - 2) > constant:
        raise CannotSay("a step so near to its bound that M is needed exactly")
    given = {"s": f"(fun _ : nat => {real(constant)})"}
    return [Instance(found.definition, found.file, values, found.contradiction, given)]


def _largest(N: int, alpha: Fraction, eigenvalue: Fraction) -> Fraction:
    """The greater of alpha and the N-th root of |lambda|, that rounded up to :data:`PLACES`."""
    if alpha**N >= eigenvalue:
        return alpha
    low, high = 0, PLACES * (1 + int(eigenvalue))
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if Fraction(middle, PLACES) ** N >= eigenvalue else (middle, high)
    return Fraction(high, PLACES)


INSTANCES = {
    "monotone.momentum": _with_memory(_momentum, "m", "momentum", "heavy_w"),
    "monotone.decay": _with_memory(_decay, "c", "decay", "decayed_w"),
    "monotone.literal/perturbed": _literal_perturbed,
}
