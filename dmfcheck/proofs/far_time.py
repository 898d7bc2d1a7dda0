"""Hitting times that nothing iterates: of two layers, by the corrected time of the flow in Coq."""

from __future__ import annotations

from fractions import Fraction

from dmfcheck.proofs.coq import Refused

MOST_FAR = 10**50
"""Beyond so many steps the integers are too long for Coq."""

MOST_HALVINGS = 4000
"""Ratios up to 2 to this power have their logarithm taken: it is a unary number in Coq."""

FAR = "FarTimes.v"


def far_proof(h: Fraction, x0: Fraction, b: Fraction, K: int) -> str:
    """The sentence that proves K = min{k : x_k >= b} at N = 2 by ``far_time_sound``.

    Four logarithms are enclosed by so many terms of the series of (1/2) ln((1+z)/(1-z)), after
    halvings: ln(b/x_0), ln((1-x_0^2)/(1-b^2)), -ln(1-2h) and ln(b(1+h)/x_0). Whether they tell the
    step is what Coq computes. Raises Refused where it is not one of the theorem's.

    >>> far_proof(Fraction(1, 10**6), Fraction(1, 4), Fraction(1, 2), 824980)[:37]
    'apply (far_time_sound (2 ^ 100) 33 (1'
    """
    if not (0 < h <= Fraction(1, 4) and 0 < x0 < b < 1 and K <= MOST_FAR):
        raise Refused("beyond it the theorem is about h <= 1/4, x0 < b < 1 and at most 10^50 steps")
    ratios = (b / x0, (1 - x0**2) / (1 - b**2), 1 / (1 - 2 * h), b * (1 + h) / x0)
    halvings = [_halvings(ratio) for ratio in ratios]
    if max(halvings) > MOST_HALVINGS:
        raise Refused(f"the theorem is about starts x0 above b / 2^{MOST_HALVINGS}")
    # The logarithms are divided by h: what is left of their errors is far below a step.
    bits = 80 + max(K, int(1 / h)).bit_length()
    terms = bits // 3
    numbers = " ".join(str(x) for y in (h, x0, b) for x in y.as_integer_ratio())
    powers = ", ".join(map(str, halvings))
    return (
        f"apply (far_time_sound (2 ^ {bits}) {terms} ({powers})%nat {numbers} {K})."
        " vm_compute; reflexivity."
    )


def _halvings(ratio: Fraction) -> int:
    """k with 2^k <= ratio <= 2^{k+1}, of a ratio above 1."""
    k = ratio.numerator.bit_length() - ratio.denominator.bit_length()
    return k if ratio >= Fraction(2) ** k else k - 1
