"""monotone.schedule: its theorem."""

from __future__ import annotations

from dmfcheck.theory.formal import Formal, Theorem

SCHEDULE = Theorem(
    name="monotone_schedule",
    file="RankClaims.v",
    statement=r"""(N n : nat) (lambda eta : nat -> R) (alpha : R) :
  (2 <= N)%nat -> (forall i, (i <= n)%nat -> lambda i <= lambda 0%nat) ->
  0 < alpha -> (forall i, (i <= n)%nat -> alpha ^ N <= lambda i) ->
  (forall k, 0 < eta k /\ scaled N (eta k) (lambda 0%nat) <= / INR N) ->
  let r k := effective_rank (fun i => orbit N eta (lambda i) alpha k ^ N) n in
  never_falls_again r /\ falls_then_rises r""",
)

KERNEL = {
    "monotone.schedule": Formal(
        theorems=(SCHEDULE,),
        reading=(
            (
                r"\text{any steps } \eta_k \text{ with } h_1 \le 1/N",
                "eta k > 0 and scaled N (eta k) (lambda 0) <= / INR N for every k",
            ),
            (
                r"\alpha^N \le \lambda_n",
                "0 < alpha, alpha ^ N <= lambda i for every i <= n; lambda 0 is the largest",
            ),
            (r"r(W(k))", "effective_rank of the N-th powers of the orbits with these steps"),
            (
                r"\text{falls, then rises}",
                "falls_then_rises and never_falls_again, as in monotone.rank",
            ),
        ),
        stronger="every N and n",
    ),
}
