"""monotone.momentum/order: its theorem."""

from __future__ import annotations

from dmfcheck.theory.formal import Formal, Theorem

ORDER = Theorem(
    name="monotone_momentum_order",
    file="Momentum.v",
    statement=r"""(N n : nat) (lambda : nat -> R) (alpha eta m : R) :
  (2 <= N)%nat -> (forall i, (i <= n)%nat -> 0 < lambda i <= lambda 0%nat) ->
  0 < alpha -> (forall i, (i <= n)%nat -> alpha ^ N <= lambda i) ->
  0 < eta -> scaled N eta (lambda 0%nat) <= / INR N ->
  0 <= m <= (1 - sqrt (scaled N eta (lambda 0%nat) * INR N)) ^ 2 ->
  let d i k := fst (heavy N eta m (lambda i) alpha k) in
  forall i k, (i <= n)%nat ->
    d i k <= d i (S k) /\ d i k ^ N <= lambda i
    /\ forall j, (j <= n)%nat -> lambda j <= lambda i -> d j k <= d i k""",
)

KERNEL = {
    "monotone.momentum/order": Formal(
        theorems=(ORDER,),
        reading=(
            (
                r"d^+ = d + \eta d^{N-1}(\lambda - w) + m(d - d^-)",
                "heavy: the iterate and the one before it, both alpha at the start",
            ),
            (
                r"m \le (1-\sqrt{h_1 N})^2,\ h_1 \le 1/N",
                (
                    "0 <= m <= (1 - sqrt (scaled N eta (lambda 0) * INR N)) ^ 2, 0 < eta, "
                    "scaled N eta (lambda 0) <= / INR N"
                ),
            ),
            (r"\alpha^N < \lambda_n", "0 < alpha, alpha ^ N <= lambda i for every i <= n"),
            (r"d_i \le d_i^+,\ w_i \le \lambda_i", "d i k <= d i (S k), d i k ^ N <= lambda i"),
            (
                r"\text{larger eigenvalues stay ahead}",
                "d j k <= d i k wherever lambda j <= lambda i",
            ),
        ),
        stronger="every N and n; alpha^N = lambda_n",
    ),
}
