"""rank.window: its theorems."""

from __future__ import annotations

from dmfcheck.theory.formal import Formal, Quoted, Theorem

LITERAL = Theorem(
    name="window_literal_is_false",
    file="RefutedAsymptotics.v",
    statement=r""": ~ window_literal""",
)

DEFINED = (
    Quoted(
        "RefutedAsymptotics.v",
        r"""Definition window_literal : Prop :=
  forall (n L : nat) (lambda : nat -> R) (alpha eta delta delta' : R) (K1 : nat),
    (1 <= L <= n)%nat -> (forall i j, (i <= j <= n)%nat -> 0 < lambda j <= lambda i) ->
    lambda L < lambda (L - 1)%nat -> 0 < delta' < lambda L -> 0 < delta < 1 ->
    0 < alpha -> 0 < eta -> scaled 2 eta (lambda 0%nat) <= / 2 ->
    let rho := ln (1 + eta * lambda (L - 1)%nat) / ln (1 + eta * lambda L) in
    alpha ^ 2 <= Rpower (delta * Rpower delta' rho / ((1 - delta) * lambda (L - 1)%nat * (1 + eta * lambda (L - 1)%nat) ^ 4))
                        (/ (rho - 1)) ->
    (forall i, (i < L)%nat -> exists j, (j <= K1)%nat /\ recovered_first 2 eta (lambda i) alpha (1 - delta) j) ->
    (exists i, (i < L)%nat /\ recovered_first 2 eta (lambda i) alpha (1 - delta) K1) ->
    exists k, (K1 <= k)%nat /\ w 2 eta (lambda L) alpha k <= delta'.""",
        "rank.window_literal at N = 2, for all parameters",
    ),
)

KERNEL = {
    "rank.window_literal": Formal(
        theorems=(LITERAL,),
        reading=(
            (r"N = 2", "the half of the claim at N = 2, which is enough to refute it"),
            (
                r"L < n,\ \lambda_L > \lambda_{L+1} > \delta',\ h_1 \le 1/2",
                (
                    "n + 1 eigenvalues, (1 <= L <= n)%nat, the indices 0, ..., L-1 lead, "
                    "0 < delta' < lambda L < lambda (L - 1), scaled 2 eta (lambda 0) <= / 2"
                ),
            ),
            (
                r"\alpha \le a_0,\ a_0^2 = \left[\dots\right]^{1/(\rho-1)}",
                "alpha ^ 2 <= the same, as Rpower, with 0 < delta < 1",
            ),
            (r"K_1", "the greatest of the recovery times of the indices 0, ..., L-1"),
            (
                r"K_1 \le K_2",
                "w L k <= delta' at some step k >= K1: that is refuted",
            ),
        ),
        refutes=True,
    ),
}

_LONG = "elementary, but long: from the recovery times of two eigenvalues; not written in Coq yet"

WITHOUT = {
    "rank.window": _LONG,
    "rank.window/sharper": _LONG,
}
