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
    name="monotone_ratio_full",
    file="Ratio.v",
    section="""Variables (N : nat) (lambda_1 alpha eta : R).
Hypotheses (HN : (2 <= N)%nat) (H1 : 0 < lambda_1) (Ha : 0 < alpha) (Hal : alpha ^ N <= lambda_1)
           (He : 0 < eta) (Hs : scaled N eta lambda_1 <= / INR N).""",
    statement=r"""(lambda_i : R) :
  Rabs lambda_i <= lambda_1 ->
  let ratio k := w N eta lambda_i alpha k / w N eta lambda_1 alpha k in
  (0 < alpha ^ N < lambda_i -> never_falls_again ratio /\ falls_then_rises ratio)
  /\ (lambda_i <= alpha ^ N -> forall k, ratio (S k) <= ratio k)""",
)

RANK_SHARP = Theorem(
    name="monotone_rank_sharp",
    file="Sharp.v",
    statement=r"""(N : nat) (c : R) :
  (2 <= N)%nat -> 1 < c < 2 ->
  let h := c / INR N in
  let alpha := 1 - (c - 1) / (3 * INR N) in
  let lambda i := match i with O => 1 | _ => alpha ^ N end in
  let r k := effective_rank (fun i => w N h (lambda i) alpha k) 1 in
  scaled N h (lambda 0%nat) = c / INR N /\ 0 < alpha < 1 /\ r 1%nat < r 2%nat /\ r 3%nat < r 2%nat""",
)

STARTS = Theorem(
    name="monotone_rank_starts",
    file="RankClaims.v",
    statement=r"""(N n : nat) (lambda start : nat -> R) (eta : R) :
  (2 <= N)%nat -> (forall i, (i <= n)%nat -> lambda i <= lambda 0%nat) ->
  (forall i, (i <= n)%nat -> 0 < start i <= start 0%nat /\ start i ^ N <= lambda i) ->
  0 < eta -> scaled N eta (lambda 0%nat) <= / INR N ->
  let r k := effective_rank (fun i => w N eta (lambda i) (start i) k) n in
  never_falls_again r /\ falls_then_rises r""",
)

ANY_POWER = Theorem(
    name="monotone_rank_any_power",
    file="RankClaims.v",
    statement=r"""(N n : nat) (lambda : nat -> R) (alpha eta p : R) :
  (2 <= N)%nat -> (forall i, (i <= n)%nat -> lambda i <= lambda 0%nat) ->
  0 < alpha -> (forall i, (i <= n)%nat -> alpha ^ N <= lambda i) ->
  0 < eta -> scaled N eta (lambda 0%nat) <= / INR N -> 0 < p ->
  let r k := sum_f_R0 (fun i => Rpower (w N eta (lambda i) alpha k / w N eta (lambda 0%nat) alpha k) p) n in
  never_falls_again r /\ falls_then_rises r""",
)

UNIMODAL = (
    r"\text{falls, then rises}",
    "falls_then_rises and never_falls_again, as in monotone.rank",
)
EVERY_POWER = (
    r"\textstyle\sum_i (w_i/w_1)^p",
    "the sum over i <= n of Rpower (w i k / w 0 k) p, the real power",
)
IDENTICAL = (
    r"h_1 \le 1/N,\ \alpha^N \le \lambda_n",
    "scaled N eta (lambda 0) <= / INR N, 0 < alpha, alpha ^ N <= lambda i; lambda 0 is the largest",
)

KERNEL = {
    "monotone.rank/starts": Formal(
        theorems=(STARTS,),
        reading=(
            (
                r"d_i(0) \le d_1(0),\ 0 < d_i(0)^N \le \lambda_i \le \lambda_1",
                "0 < start i <= start 0, start i ^ N <= lambda i, lambda i <= lambda 0",
            ),
            (r"h_1 \le 1/N", "scaled N eta (lambda 0) <= / INR N, one eta for every step"),
            (r"r(W(k))", "effective_rank of w i k, each from its own start"),
            UNIMODAL,
        ),
        stronger="every N and n",
    ),
    "monotone.rank/powers": Formal(
        theorems=(ANY_POWER,),
        reading=(IDENTICAL, (r"p \ge 1/N", "0 < p, which is less"), EVERY_POWER, UNIMODAL),
        stronger="every p > 0, every N and n",
    ),
    "monotone.rank/any_power": Formal(
        theorems=(ANY_POWER,),
        reading=(IDENTICAL, (r"p > 0", "0 < p"), EVERY_POWER, UNIMODAL),
        stronger="every N and n",
    ),
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
                r"h_1 \le 1/N,\ \alpha^N \le \lambda_1",
                "scaled N eta lambda_1 <= / INR N, 0 < alpha, alpha ^ N <= lambda_1",
            ),
            (
                r"\hat W \text{ has } |\lambda_n| \le \lambda_1",
                "Rabs lambda_i <= lambda_1, lambda_i of any sign",
            ),
            (
                r"w_i/w_1 \text{ falls, then rises if } 0 < \alpha^N < \lambda_i",
                "falls_then_rises and never_falls_again of the ratio",
            ),
            (
                r"\text{and falls for ever if } \lambda_i \le \alpha^N",
                "ratio (S k) <= ratio k for every k",
            ),
        ),
        stronger="every N; after a step that does not fall none does",
    ),
    "monotone.rank/sharp": Formal(
        theorems=(RANK_SHARP,),
        reading=(
            (
                r"h_1 = c/N,\ 1 < c < 2",
                "1 < c < 2, h = c / INR N the step size, scaled N h (lambda 0) = c / INR N",
            ),
            (
                r"\lambda = (1, \alpha^N),\ \alpha = 1 - (c-1)/(3N)",
                "lambda 0 = 1, lambda 1 = alpha ^ N, alpha the same, 0 < alpha < 1",
            ),
            (r"r(W(k))", "effective_rank of w 0 k and w 1 k"),
            (r"r(W(1)) < r(W(2)) > r(W(3))", "r 1 < r 2 and r 3 < r 2"),
        ),
        stronger="every N",
    ),
}
