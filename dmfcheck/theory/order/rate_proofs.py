"""order.rate: its theorems."""

from __future__ import annotations

from dmfcheck.theory.formal import Formal, Quoted, Theorem
from dmfcheck.theory.time.recovery_proofs import RECOVERY

TWO_LAYERS = Theorem(
    name="order_rate_two_layers",
    file="RecoveryRates.v",
    statement=r"""(lambda_i lambda_j alpha eta theta : R) (Ki Kj : nat) :
  0 < lambda_j <= lambda_i -> 0 < eta -> scaled 2 eta lambda_i <= / 2 ->
  0 < alpha -> 0 < theta < 1 -> alpha ^ 2 < theta * lambda_j ->
  recovered_first 2 eta lambda_i alpha theta Ki -> recovered_first 2 eta lambda_j alpha theta Kj ->
  let limit := ln (1 + eta * lambda_j) / ln (1 + eta * lambda_i) in
  let size := ln (theta * lambda_j / alpha ^ 2) / 2 in
  let slack := ln (lambda_i / lambda_j / (1 - theta)) / 2 + ln (1 + eta * lambda_i) in
  0 < size /\ Rabs (INR Ki / INR Kj - limit) <= limit * (slack / size)""",
)

TWO_LAYERS_LIMIT = Theorem(
    name="order_rate_two_layers_limit",
    file="RecoveryRates.v",
    statement=r"""(lambda_i lambda_j eta theta : R) :
  0 < lambda_j <= lambda_i -> 0 < eta -> scaled 2 eta lambda_i <= / 2 -> 0 < theta < 1 ->
  exists C a0, 0 < a0 < 1 /\ forall alpha Ki Kj, 0 < alpha < a0 ->
    recovered_first 2 eta lambda_i alpha theta Ki -> recovered_first 2 eta lambda_j alpha theta Kj ->
    Rabs (INR Ki / INR Kj - ln (1 + eta * lambda_j) / ln (1 + eta * lambda_i)) <= C / ln (/ alpha)""",
)

DEEP = Theorem(
    name="order_rate_deep",
    file="DeepTimes.v",
    statement=r"""(N : nat) (lambda_i lambda_j alpha eta theta : R) (Ki Kj : nat) :
  (3 <= N)%nat -> 0 < lambda_j <= lambda_i -> 0 < eta -> scaled N eta lambda_i <= / INR N ->
  0 < alpha -> 0 < theta < 1 -> alpha ^ N < theta * lambda_j ->
  recovered_first N eta lambda_i alpha theta Ki -> recovered_first N eta lambda_j alpha theta Kj ->
  let tau lambda := root N (theta * lambda) in
  let size := / alpha ^ (N - 2) - / tau lambda_j ^ (N - 2) in
  let slack := / tau lambda_j ^ (N - 2) - / tau lambda_i ^ (N - 2)
               + Rmax (delay N eta theta alpha lambda_i) (delay N eta theta alpha lambda_j) in
  0 < size /\ Rabs (INR Ki / INR Kj - lambda_j / lambda_i) <= lambda_j / lambda_i * (slack / size)""",
)

DEEP_LIMIT = Theorem(
    name="order_rate_deep_limit",
    file="DeepTimes.v",
    statement=r"""(N : nat) (lambda_i lambda_j eta theta : R) :
  (3 <= N)%nat -> 0 < lambda_j <= lambda_i -> 0 < eta -> scaled N eta lambda_i <= / INR N -> 0 < theta < 1 ->
  exists C a0, 0 < a0 < 1 /\ forall alpha Ki Kj, 0 < alpha < a0 ->
    recovered_first N eta lambda_i alpha theta Ki -> recovered_first N eta lambda_j alpha theta Kj ->
    Rabs (INR Ki / INR Kj - lambda_j / lambda_i) <= C * (alpha ^ (N - 2) * ln (/ alpha))""",
)

SMALL_STEPS = Theorem(
    name="order_rate_small_steps",
    file="RecoveryRates.v",
    statement=r"""(lambda_i lambda_j alpha eta theta : R) (Ki Kj : nat) :
  0 < lambda_j <= lambda_i -> 0 < eta -> scaled 2 eta lambda_i <= / 2 ->
  0 < alpha -> 0 < theta < 1 -> alpha ^ 2 < theta * lambda_j ->
  recovered_first 2 eta lambda_i alpha theta Ki -> recovered_first 2 eta lambda_j alpha theta Kj ->
  let s := eta * lambda_i / 2 in
  let size := ln (theta * lambda_j / alpha ^ 2) / 2 in
  let slack := ln (lambda_i / lambda_j / (1 - theta)) / 2 + ln (1 + eta * lambda_i) in
  0 < size
  /\ Rabs (INR Ki / INR Kj - lambda_j / lambda_i) <= lambda_j / lambda_i * (s + (1 + s) * (slack / size))""",
)

LITERAL = Theorem(
    name="rate_literal_is_false",
    file="RefutedAsymptotics.v",
    statement=r""": ~ rate_literal""",
)

DEFINED = (
    Quoted(
        "DeepTimes.v",
        """Definition delay (N : nat) (eta theta alpha lambda : R) : R :=
  let m := INR (N - 2) in
  let h := scaled N eta lambda in
  m * (/ 2 - ln (1 - theta) / INR N + h + (m + 1) / 2 * h * (1 + h) * (ln (theta * lambda / alpha ^ N) / INR N))
  / root N lambda ^ (N - 2).""",
        r"what (N-2) \eta \lambda K can exceed \alpha^{-(N-2)} - \tau^{-(N-2)} by",
    ),
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

_TIMES = (
    r"K_i, K_j",
    (
        "recovered_first at the level theta, 0 < theta < 1, alpha ^ N < theta * lambda_j; "
        "recovery: there are such"
    ),
)
_STEP = (
    r"\lambda_i \ge \lambda_j,\ h_1 \le 1/N",
    "0 < lambda_j <= lambda_i, 0 < eta, scaled N eta lambda_i <= / INR N",
)

KERNEL = {
    "order.rate": Formal(
        theorems=(RECOVERY, TWO_LAYERS, TWO_LAYERS_LIMIT, DEEP, DEEP_LIMIT),
        reading=(
            _STEP,
            _TIMES,
            (
                (
                    r"\frac{K_i}{K_j} \to \frac{\ln(1+\eta\lambda_j)}{\ln(1+\eta\lambda_i)}"
                    r"\ (N=2),\ \frac{K_i}{K_j} \to \frac{\lambda_j}{\lambda_i}\ (N\ge3)"
                ),
                "the distance from that limit is at most limit * (slack / size), as the ledger's",
            ),
            (
                r"\alpha \to 0:\ \text{within } O(1/\ln\tfrac1\alpha)",
                "... <= C / ln (/ alpha) for every alpha below some a0, C free of alpha",
            ),
            (
                r"\text{and } O(\alpha^{N-2}\ln\tfrac1\alpha)",
                "... <= C * (alpha ^ (N - 2) * ln (/ alpha)) for every alpha below some a0",
            ),
        ),
        stronger="every N; equal eigenvalues",
    ),
    "order.rate_literal/small_steps": Formal(
        theorems=(RECOVERY, SMALL_STEPS),
        reading=(
            _STEP,
            _TIMES,
            (
                (
                    r"\left|\frac{K_i}{K_j} - \frac{\lambda_j}{\lambda_i}\right| \le"
                    r" \frac{\lambda_j}{\lambda_i}\left[\tfrac12\eta\lambda_i + \dots\right]"
                ),
                "the same, with s = eta * lambda_i / 2",
            ),
            (
                r"O(1/\ln\tfrac1\alpha)",
                (
                    "(1 + s) * (slack / size) with the slack and size of order.rate: size is "
                    "ln (1 / alpha) and a constant, slack is free of alpha"
                ),
            ),
        ),
        stronger="equal eigenvalues",
    ),
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
