"""order.rate: its theorems."""

from __future__ import annotations

from dmfcheck.theory.formal import Formal, Quoted, Theorem

LITERAL = Theorem(
    name="rate_literal_is_false",
    file="RefutedAsymptotics.v",
    statement=r""": ~ rate_literal""",
)

DEFINED = (
    Quoted(
        "RefutedAsymptotics.v",
        r"""Definition rate_literal : Prop :=
  forall lambda_i lambda_j eta theta,
    0 < lambda_j < lambda_i -> 0 < eta -> scaled 2 eta lambda_i <= / 2 -> 0 < theta < 1 ->
    forall e, 0 < e -> exists a0, 0 < a0 /\ forall alpha Ki Kj, 0 < alpha < a0 ->
      recovered_first 2 eta lambda_i alpha theta Ki -> recovered_first 2 eta lambda_j alpha theta Kj ->
      Rabs (INR Ki / INR Kj - lambda_j / lambda_i) < e.""",
        "the limit in order.rate_literal, for all parameters",
    ),
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
