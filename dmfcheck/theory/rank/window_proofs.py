"""rank.window: its theorems."""

from __future__ import annotations

from dmfcheck.theory.formal import Formal, Quoted, Theorem
from dmfcheck.theory.time.recovery_proofs import RECOVERY

TWO_LAYERS = Theorem(
    name="rank_window_two_layers",
    file="RankWindow.v",
    statement="""(e n L : nat) (lambda : nat -> R) (alpha eta delta delta' : R) :
  (2 <= e)%nat -> window_setting 2 n L lambda alpha eta delta delta' -> two_layers_start e L lambda alpha eta delta delta' ->
  window_not_empty 2 L lambda alpha eta delta delta'""",
)

DEEP = Theorem(
    name="rank_window_deep",
    file="RankWindowDeep.v",
    statement="""(s : R) (N n L : nat) (lambda : nat -> R) (alpha eta delta delta' : R) :
  1 <= s -> (3 <= N)%nat -> window_setting N n L lambda alpha eta delta delta' ->
  deep_start s N L lambda alpha eta delta delta' -> window_not_empty N L lambda alpha eta delta delta'""",
)

LITERAL = Theorem(
    name="window_literal_is_false",
    file="RefutedAsymptotics.v",
    statement=r""": ~ window_literal""",
)

DEFINED = (
    Quoted(
        "RankWindow.v",
        r"""Definition window_setting (N n L : nat) (lambda : nat -> R) (alpha eta delta delta' : R) : Prop :=
  (1 <= L <= n)%nat /\ (forall i j, (i <= j <= n)%nat -> 0 < lambda j <= lambda i)
  /\ lambda L < lambda (L - 1)%nat /\ 0 < delta' < lambda L /\ 0 < delta < 1
  /\ 0 < alpha /\ 0 < eta /\ scaled N eta (lambda 0%nat) <= / INR N.""",
        "what rank.window supposes of the spectrum, the step and both levels",
    ),
    Quoted(
        "RankWindow.v",
        r"""Definition window_not_empty (N L : nat) (lambda : nat -> R) (alpha eta delta delta' : R) : Prop :=
  alpha ^ N <= delta' /\ forall K1,
    (forall i, (i < L)%nat -> exists j, (j <= K1)%nat /\ recovered_first N eta (lambda i) alpha (1 - delta) j) ->
    (exists i, (i < L)%nat /\ recovered_first N eta (lambda i) alpha (1 - delta) K1) ->
    exists k, (K1 <= k)%nat /\ w N eta (lambda L) alpha k <= delta'.""",
        r"\alpha^N \le \delta\', and K_1 \le K_2",
    ),
    Quoted(
        "RankWindow.v",
        r"""Definition two_layers_start (e L : nat) (lambda : nat -> R) (alpha eta delta delta' : R) : Prop :=
  let rho := ln (1 + eta * lambda (L - 1)%nat) / ln (1 + eta * lambda L) in
  alpha ^ 2 <= Rpower (delta * Rpower delta' rho / ((1 - delta) * lambda (L - 1)%nat * (1 + eta * lambda (L - 1)%nat) ^ e))
                      (/ (rho - 1))
  /\ alpha ^ 2 <= 8 / 27 * ((1 - delta) / delta * lambda (L - 1)%nat).""",
        r"\alpha \le a_0 with the exponent e, and \alpha^2 \le (8/27) (1-\delta) \lambda_L / \delta",
    ),
    Quoted(
        "RankWindowDeep.v",
        """Definition crossing (N : nat) (kappa delta : R) : R :=
  let first := root (N - 2) ((1 - kappa) / (1 + 3 * kappa)) in
  let last := root N (1 - delta) in
  Rmax 0 (last - first) / Rmin (speed N first) (speed N last).""",
        r"C, with the first level tau^{1/m} and the last (1-\delta)^{1/N}",
    ),
    Quoted(
        "RankWindowDeep.v",
        """Definition deep_start (s : R) (N L : nat) (lambda : nat -> R) (alpha eta delta delta' : R) : Prop :=
  let la := lambda (L - 1)%nat in
  let kappa := lambda L / la in
  (/ root N delta' ^ (N - 2) / kappa + INR (N - 2) * eta * la * (s + crossing N kappa delta / scaled N eta la))
    * (2 * kappa / (1 - kappa))
  <= / alpha ^ (N - 2).""",
        r"\alpha^{-m} \ge a_0^{-m}, m = N - 2, with s for the steps lost to rounding",
    ),
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

_SETTING = (
    r"L < n,\ \lambda_L > \lambda_{L+1} > \delta',\ h_1 \le 1/N",
    (
        "window_setting: n + 1 eigenvalues, (1 <= L <= n)%nat, the indices 0, ..., L-1 lead, "
        "0 < delta' < lambda L < lambda (L - 1), 0 < delta < 1, scaled N eta (lambda 0) <= / INR N"
    ),
)
_NOT_EMPTY = (
    r"K_1 \le K_2",
    (
        "window_not_empty: K1 the greatest of the recovery times of 0, ..., L-1, which exist "
        "(recovery); w L k <= delta' "
        "at the start and at some step k >= K1, so K_2, the last such step, is at least K1"
    ),
)


def _window(exponent: int, steps: int) -> Formal:
    return Formal(
        theorems=(RECOVERY, TWO_LAYERS, DEEP),
        reading=(
            _SETTING,
            (
                r"\alpha \le a_0,\ a_0^2 = \left[\dots\right]^{1/(\rho-1)}\ (N=2)",
                f"two_layers_start e, any e >= 2: {exponent} here; rho, the same",
            ),
            (
                r"\alpha^2 \le \tfrac{8}{27}\tfrac{1-\delta}{\delta}\lambda_L \text{ if } N = 2",
                "in two_layers_start",
            ),
            (
                r"\alpha \le a_0,\ a_0^{-m} = \left[\dots\right]\frac{2\kappa}{1-\kappa}\ (N\ge3)",
                f"deep_start s, any s >= 1: {steps} here; kappa, m, h_L and C, the same",
            ),
            _NOT_EMPTY,
        ),
        stronger="every N and n; 1 in place of the number of steps for N >= 3",
    )


KERNEL = {
    "rank.window": _window(4, 3),
    "rank.window/sharper": _window(2, 2),
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
