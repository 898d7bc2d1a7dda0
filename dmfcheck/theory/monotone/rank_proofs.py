"""monotone.rank and what is near it: the theorems."""

from __future__ import annotations

from dmfcheck.theory.formal import Formal, Theorem

RANK = Theorem(
    name="monotone_rank",
    file="DeepFactorization.v",
    statement=r"""(N n : nat) (lambda : nat -> R) (alpha eta : R) :
  (2 <= N)%nat ->
  (forall i, (i <= n)%nat -> 0 < lambda i <= lambda 0%nat) ->
  0 < alpha -> (forall i, (i <= n)%nat -> alpha ^ N <= lambda i) ->
  0 < eta -> scaled N eta (lambda 0%nat) <= / INR N ->
  let r k := effective_rank (fun i => w N eta (lambda i) alpha k) n in
  never_falls_again r /\ falls_then_rises r""",
)

ON_MATRICES = Theorem(
    name="effective_rank_falls_then_rises",
    file="MatrixDescent.v",
    statement=r"""(n N : nat) (V What : matrix) (lambda : vector) (alpha eta : R) :
  (2 <= N)%nat ->
  orthogonal n V -> eqm n What (conj n V lambda) ->
  (forall i, (i <= n)%nat -> 0 < lambda i <= lambda 0%nat) ->
  0 < alpha -> (forall i, (i <= n)%nat -> alpha ^ N <= lambda i) ->
  0 < eta -> scaled N eta (lambda 0%nat) <= / INR N ->
  exists r : nat -> R,
    (forall k, is_effective_rank n (trained n N What alpha eta k) (r k)) /\ falls_then_rises r""",
)

RATIO = Theorem(
    name="monotone_ratio",
    file="DeepFactorization.v",
    statement=r"""(N : nat) (lambda_1 lambda_i alpha eta : R) :
  (2 <= N)%nat -> 0 < lambda_i <= lambda_1 -> 0 < alpha -> alpha ^ N <= lambda_i ->
  0 < eta -> scaled N eta lambda_1 <= / INR N ->
  let ratio k := w N eta lambda_i alpha k / w N eta lambda_1 alpha k in
  never_falls_again ratio /\ falls_then_rises ratio""",
)

RANK_SHARP = Theorem(
    name="monotone_rank_sharp",
    file="Sharp.v",
    statement=r"""(N : nat) (h : R) :
  (2 <= N)%nat -> / INR N < h < 2 / INR N ->
  exists (lambda : nat -> R) (alpha : R),
    (forall i, (i <= 1)%nat -> 0 < lambda i <= lambda 0%nat)
    /\ 0 < alpha /\ (forall i, (i <= 1)%nat -> alpha ^ N <= lambda i)
    /\ scaled N h (lambda 0%nat) = h
    /\ ~ falls_then_rises (fun k => effective_rank (fun i => w N h (lambda i) alpha k) 1)""",
)

KERNEL = {
    "monotone.rank": Formal(
        theorems=(
            RANK,
            ON_MATRICES,
        ),
        reading=(
            (
                r"\alpha^N \le \lambda_n",
                (
                    "0 < alpha, alpha ^ N <= lambda i for every i <= n; lambda 0 is the largest, "
                    "the order of the others is free"
                ),
            ),
            (
                r"h_1 \le 1/N",
                "scaled N eta (lambda 0) <= / INR N, one eta for every step",
            ),
            (
                "r(W(k))",
                (
                    "effective_rank of the eigenvalues w i k, their sum over their largest; on "
                    "matrices: nuclear over spectral norm of the product of the factors"
                ),
            ),
            (
                r"\text{falls, then rises}",
                (
                    "falls_then_rises: no value exceeds both an earlier and a later one; "
                    "never_falls_again: after a step that does not fall none does"
                ),
            ),
        ),
        stronger="every N and n; on real symmetric matrices, from the gradient of the loss",
    ),
    "monotone.ratio": Formal(
        theorems=(RATIO,),
        reading=(
            (
                r"h_1 \le 1/N",
                "scaled N eta lambda_1 <= / INR N",
            ),
            (
                r"w_i/w_1 \text{ falls, then rises if } 0 < \alpha^N < \lambda_i",
                "the same, for alpha ^ N <= lambda_i",
            ),
        ),
        missing="that w_i / w_1 falls for ever if lambda_i <= alpha^N",
    ),
    "monotone.rank/sharp": Formal(
        theorems=(RANK_SHARP,),
        reading=(
            (
                "h_1 = c/N, 1 < c < 2",
                "/ INR N < h < 2 / INR N, scaled N h (lambda 0) = h",
            ),
            (
                "r(W(1)) < r(W(2)) > r(W(3))",
                (
                    "the effective rank of some spectrum of two from some alpha does not fall, "
                    "then rise"
                ),
            ),
        ),
        missing=(
            "which spectrum, start and steps they are: (1, alpha^N), alpha = 1 - (c-1)/(3N), steps "
            "1, 2, 3"
        ),
    ),
}
