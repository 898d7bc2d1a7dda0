"""A hitting time as a theorem: its certificate, written as integers that Coq iterates."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain

from dmfcheck.proofs.assumptions import assumptions, unwanted
from dmfcheck.proofs.coq import Refused, Workshop, workshop
from dmfcheck.proofs.far_time import FAR, far_proof
from dmfcheck.proofs.files import BIGNUMS
from dmfcheck.proofs.kernel import Checked, KernelProof
from dmfcheck.theory.formal import Theorem

MOST_STEPS = 100_000
"""Beyond them nothing is iterated in Coq: two layers have a theorem there."""

FEW_STEPS = 2_000
"""Up to these Coq's own integers are fast enough, and nothing else need be assumed."""

PRECISIONS = (32, 48, 64, 96, 128, 192, 256, 384, 512, 1024)
"""Bits after the point that are tried, beside those of the start."""

EXPORTED = "Exported.v"


@dataclass(frozen=True)
class HittingTime:
    """The statement K = min{k : x_k >= b} under x + h x^{N-1} (1 - x^N), from x_0."""

    depth: int
    h: Fraction
    x0: Fraction
    b: Fraction
    K: int

    @property
    def numbers(self) -> tuple[int, ...]:
        """Numerator and denominator of h, x_0 and b."""
        return tuple(chain(*(number.as_integer_ratio() for number in (self.h, self.x0, self.b))))

    @property
    def far(self) -> bool:
        """Whether it is not iterated."""
        return self.depth == 2 and self.K > MOST_STEPS

    @property
    def theorem(self) -> Theorem:
        r"""The statement in Coq, of the recursion in real numbers.

        >>> half = Fraction(1, 2)
        >>> print(HittingTime(2, Fraction(1, 4), half, Fraction(3, 4), 3).theorem.statement)
        :
          let x := orbit 2 (fun _ => 1 / 4) 1 (1 / 2) in
          3 / 4 <= x (N.to_nat 3) /\ forall k, (k < N.to_nat 3)%nat -> x k < 3 / 4
        """
        a, b, u, v, s, t = self.numbers
        K = f"N.to_nat {self.K}"
        return Theorem(
            "certified",
            EXPORTED,
            f":\n  let x := orbit {self.depth} (fun _ => {a} / {b}) 1 ({u} / {v}) in\n"
            f"  {s} / {t} <= x ({K}) /\\ forall k, (k < {K})%nat -> x k < {s} / {t}",
        )


def check_hitting_time(stated: HittingTime, seconds: float) -> KernelProof:
    """Have Coq iterate to the hitting time; undecided with a reason where that shows nothing.

    Raises :class:`~dmfcheck.base.validation.BadInput` where Coq lacks.
    """
    begun = time.monotonic()
    with workshop(seconds) as shop:
        try:
            names = _assumptions(shop, stated)
            found = Checked(stated.theorem, names)
        except Refused as refusal:
            found = Checked(stated.theorem, None, str(refusal))
    verdict = "undecided" if found.reason else "proved"
    return KernelProof(verdict, found.reason, [found], time.monotonic() - begun, shop.files)


def _assumptions(shop: Workshop, stated: HittingTime) -> list[str]:
    if stated.x0 >= 1:
        raise Refused("the theorem is about starts x0 < 1")
    machine = FEW_STEPS < stated.K <= MOST_STEPS and shop.has_library(BIGNUMS)
    if stated.far:
        text = _file(stated, [far_proof(stated.h, stated.x0, stated.b, stated.K)], [FAR])
    elif stated.K > MOST_STEPS:
        raise Refused(f"Coq iterates {MOST_STEPS} steps at most, and has more for N = 2 alone")
    else:
        text = exported(stated, _precision(shop, stated), machine_integers=machine)
    shop.compile_all([FAR if stated.far else "HittingTimesBig.v" if machine else "HittingTimes.v"])
    names = assumptions(shop.state(EXPORTED, text))
    if bad := unwanted(names, machine_integers=machine):
        raise Refused(f"it assumes {', '.join(bad)}")
    return names


def exported(stated: HittingTime, bits: int, *, machine_integers: bool) -> str:
    """The Coq file that states the hitting time and proves it by iterating integers / 2^bits."""
    a, b, u, v, s, t = stated.numbers
    # The theorem is what Coq checks; that these are its numbers is checked by unification.
    given = f"{stated.depth} {a} {b} {bits} {u} {v} {s} {t} (N.to_nat {stated.K})"
    steps = [f"apply (certified_time_sound {given})."]
    files = ["HittingTimes.v"]
    if machine_integers:
        files.append("HittingTimesBig.v")
        steps.append(f"apply (big_time_sound {given}).")
    return _file(stated, [*steps, "vm_compute; reflexivity."], files)


def _file(stated: HittingTime, steps: list[str], files: list[str]) -> str:
    """The Coq file that states the time and proves it by ``steps``, with what is in ``files``."""
    lines = ["Require Import Reals ZArith."]
    if "HittingTimesBig.v" in files:
        lines.insert(0, f"From {BIGNUMS} Require Import BigZ.")
    lines += [
        f"Require Import Descent {' '.join(file.removesuffix('.v') for file in files)}.",
        "Open Scope R_scope.",
        stated.theorem.quoted,
        f"Proof. {' '.join(steps)} Qed.",
        "Print Assumptions certified.",
    ]
    return "\n".join(lines) + "\n"


def _precision(shop: Workshop, stated: HittingTime) -> int:
    """Bits with which the orbits rounded down and up cross the level at the same step."""
    least = stated.x0.denominator.bit_length() - stated.x0.numerator.bit_length()
    for bits in PRECISIONS:
        times = [_crossing(shop, stated, bits + least, up) for up in (False, True)]
        if times[0] == times[1] is not None:
            return bits + least
    raise Refused(f"{PRECISIONS[-1]} bits do not tell the step that reaches b")


def _crossing(shop: Workshop, stated: HittingTime, bits: int, up: bool) -> int | None:
    """The first step at which the rounded orbit reaches b, None if it has not at MOST_STEPS."""
    _, _, _, _, s, t = stated.numbers
    level = s << bits
    for k, X in enumerate(_rounded(stated, bits, up)):
        if t * X >= level:
            return k
        if k > MOST_STEPS:
            return None
        if shop.left <= 0:
            raise Refused("it took too long to find the bits with which Coq is to iterate")
    return None


def _rounded(stated: HittingTime, bits: int, up: bool) -> Iterator[int]:
    """The orbit in units of 2^-bits, rounded at each step as HittingTimes.v does."""
    a, b, u, v, _, _ = stated.numbers
    N, unit = stated.depth, 1 << bits
    one = unit**N
    X = min(unit, (u << bits) // v + up)
    while True:
        yield X
        Y = X ** (N - 1)
        X = min(unit, X + ((a * Y * (one - X * Y)) >> (bits * (2 * N - 2))) // b + up)
