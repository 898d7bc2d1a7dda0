"""order.rate: its theorems."""

from __future__ import annotations

from dmfcheck.theory.formal import Formal, Theorem

LITERAL = Theorem(
    name="rate_literal_is_false",
    file="RefutedAsymptotics.v",
    statement=r""": ~ rate_literal""",
)

KERNEL = {
    "order.rate_literal": Formal(
        theorems=(LITERAL,),
        reading=(
            (
                r"N=2, \eta \text{ fixed},\ h_1 \le 1/2",
                "0 < eta, scaled 2 eta lambda_i <= / 2, 0 < lambda_j < lambda_i, 0 < theta < 1",
            ),
            (r"K_i, K_j", "recovered_first 2, at the level theta"),
            (
                r"\alpha \to 0:\ K_i/K_j \to \lambda_j/\lambda_i",
                "for every e > 0 some a0 > 0: the ratio is within e for alpha < a0; refuted",
            ),
            (
                r"\text{within the same } O(1/\ln\tfrac1\alpha)",
                "left out: the limit alone, which is less, is refuted",
            ),
        ),
        refutes=True,
    ),
}

_LONG = "elementary from the bounds of the recovery times, but not written in Coq yet"

WITHOUT = {
    "order.rate": _LONG,
    "order.rate_literal/small_steps": _LONG,
}
