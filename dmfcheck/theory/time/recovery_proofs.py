"""time.*: the theorems behind the recovery times."""

from __future__ import annotations

from dmfcheck.theory.formal import Formal, Theorem

RECOVERY = Theorem(
    name="recovery",
    file="Times.v",
    statement=r"""(N : nat) (lambda alpha eta theta : R) :
  (2 <= N)%nat -> 0 < lambda -> 0 < alpha -> alpha ^ N < lambda ->
  0 < eta -> scaled N eta lambda <= / INR N -> theta < 1 ->
  exists K, recovered_first N eta lambda alpha theta K""",
)

TWO_LAYER = Theorem(
    name="time_two_layer",
    file="Times.v",
    section="""Variables (eta lambda : R).
Hypothesis eta_pos : 0 < eta.
Hypothesis lambda_pos : 0 < lambda.
Hypothesis small : eta * lambda < / 2.""",
    statement=r"""(alpha theta : R) (K : nat) :
  0 < alpha -> alpha ^ 2 < theta * lambda -> theta < 1 ->
  recovered_first 2 eta lambda alpha theta K ->
  let h := eta * lambda in
  let rho_0 := odds lambda (alpha ^ 2) in
  let rho_b := theta / (1 - theta) in
  ln (rho_b / rho_0) / (- ln (1 - 2 * h)) <= INR K
  /\ INR K < 1 + ln (rho_b / rho_0) / (2 * ln (1 + h))""",
)

DEEP_LOWER = Theorem(
    name="time_deep_lower",
    file="Times.v",
    statement=r"""(N : nat) (lambda alpha eta theta : R) (K : nat) :
  (3 <= N)%nat -> 0 < lambda -> 0 < alpha -> alpha ^ N < theta * lambda -> theta < 1 ->
  0 < eta -> scaled N eta lambda <= / INR N ->
  recovered_first N eta lambda alpha theta K ->
  let tau := root N (theta * lambda) in
  (/ alpha ^ (N - 2) - / tau ^ (N - 2)) / (INR (N - 2) * eta * lambda) <= INR K""",
)

KERNEL = {
    "time.two_layer": Formal(
        theorems=(
            RECOVERY,
            TWO_LAYER,
        ),
        reading=(
            (
                r"N = 2, h = \eta\lambda < 1/2",
                "eta * lambda < / 2, recovered_first 2",
            ),
            (
                r"\alpha^2 < \theta\lambda, \theta < 1",
                "alpha ^ 2 < theta * lambda, theta < 1",
            ),
            (
                r"K = \min\{k : w_k \ge \theta\lambda\}",
                (
                    "recovered_first: theta * lambda <= w K, and w k < theta * lambda for k < K; "
                    "recovery: there is one"
                ),
            ),
            (
                r"\rho = x^2/(1-x^2)",
                ("odds lambda w = w / (lambda - w), x^2 = w / lambda; rho_b = theta / (1 - theta)"),
            ),
            (
                r"\ln(\rho_b/\rho_0)/(-\ln(1-2h)) \le K",
                "the same",
            ),
            (
                r"K \le \lceil \ln(\rho_b/\rho_0)/(2\ln(1+h)) \rceil",
                ("INR K < 1 + ln (rho_b / rho_0) / (2 * ln (1 + h)): the same of a whole number K"),
            ),
        ),
    ),
    "time.deep_lower": Formal(
        theorems=(
            RECOVERY,
            DEEP_LOWER,
        ),
        reading=(
            (
                r"N \ge 3",
                "(3 <= N)%nat",
            ),
            (
                r"\alpha^N < \theta\lambda, \theta < 1",
                "alpha ^ N < theta * lambda, theta < 1",
            ),
            (
                r"h \le 1/N, h = \eta\lambda^{2-2/N}",
                ("scaled N eta lambda <= / INR N, scaled = eta * lambda^(2 - 2/N) as a real power"),
            ),
            (
                r"\tau^N = \theta\lambda",
                "tau = root N (theta * lambda), the N-th root as a real power",
            ),
            (
                r"K \ge (\alpha^{-(N-2)} - \tau^{-(N-2)})/((N-2)\eta\lambda)",
                "the same, K as in recovered_first; recovery: there is one",
            ),
        ),
        stronger="every N, where the claim is tested up to 50",
    ),
}
