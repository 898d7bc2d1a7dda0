"""order.preserved: its theorem."""

from __future__ import annotations

from dmfcheck.theory.formal import Formal, Theorem

ORDER = Theorem(
    name="order_is_preserved",
    file="DeepFactorization.v",
    statement=r"""(N : nat) (lambda_i lambda_j alpha eta : R) :
  (2 <= N)%nat -> 0 < lambda_j < lambda_i -> 0 < alpha -> alpha ^ N <= lambda_j ->
  0 < eta -> scaled N eta lambda_i <= / INR N ->
  forall k, (1 <= k)%nat -> d N eta lambda_j alpha k < d N eta lambda_i alpha k""",
)

KERNEL = {
    "order.preserved": Formal(
        theorems=(ORDER,),
        reading=(
            (
                r"\lambda_i > \lambda_j > 0",
                "0 < lambda_j < lambda_i",
            ),
            (
                r"\alpha \le \lambda_j^{1/N}",
                "0 < alpha, alpha ^ N <= lambda_j",
            ),
            (
                r"h_1 \le 1/N",
                (
                    "scaled N eta lambda_i <= / INR N: implied, for lambda_i is at most the "
                    "largest eigenvalue"
                ),
            ),
            (
                r"d_i(k) > d_j(k) \text{ for every } k \ge 1",
                "forall k, (1 <= k)%nat -> d lambda_j k < d lambda_i k",
            ),
        ),
        stronger="every N; the step is bounded for the larger of the two eigenvalues only",
    ),
}
