"""stopping.*: the theorems about stopping early."""

from __future__ import annotations

from dmfcheck.theory.formal import Formal, Quoted, Theorem

PROJECTION = Theorem(
    name="stopping_projection",
    file="Denoising.v",
    section=r"""Variables (n : nat) (V : matrix) (lambda : vector).
Hypothesis V_orthogonal : orthogonal n V.""",
    statement=r"""(What W : matrix) :
  eqm n What (conj n V lambda) -> semidefinite n W ->
  let P := positive_part n V lambda in
  inner n (sub P W) (sub P W) <= inner n (sub What W) (sub What W)""",
)

IS_LIMIT = Theorem(
    name="limit_is_positive_part",
    file="Denoising.v",
    statement=r"""(n N : nat) (V What : matrix) (lambda : vector) (alpha eta M : R) :
  (2 <= N)%nat -> orthogonal n V -> eqm n What (conj n V lambda) ->
  0 < alpha <= M -> (forall i, (i <= n)%nat -> Rabs (lambda i) <= M ^ N) ->
  0 < eta -> eta * M ^ (2 * N - 2) <= / INR N ->
  forall i j, (i <= n)%nat -> (j <= n)%nat ->
  Un_cv (fun k => trained n N What alpha eta k i j) (positive_part n V lambda i j)""",
)

LIMIT = Theorem(
    name="stopping_projection_limit",
    file="ProjectionLimit.v",
    statement=r"""(N n : nat) (V What : matrix) (lambda : vector) (alpha eta delta : R) (k : nat) :
  (2 <= N)%nat -> orthogonal n V -> eqm n What (conj n V lambda) ->
  0 < alpha -> (forall i, (i <= n)%nat -> 0 < lambda i -> alpha ^ N <= lambda i) ->
  0 < eta -> (forall i, (i <= n)%nat -> 0 < lambda i -> scaled N eta (lambda i) <= / INR N) ->
  (forall i, (i <= n)%nat -> lambda i <= 0 -> eta * alpha ^ (N - 2) * (Rabs (lambda i) + alpha ^ N) <= 1) ->
  0 < delta < 1 ->
  (forall i, (i <= n)%nat -> 0 < lambda i ->
     exists j, (j <= k)%nat /\ (1 - delta) * lambda i <= w N eta (lambda i) alpha j) ->
  let D := sub (trained n N What alpha eta k) (positive_part n V lambda) in
  let b := Rpower (/ alpha ^ (2 * N - 2) + INR (2 * N - 2) * eta * INR k) (- (INR N / INR (N - 1))) in
  inner n D D <= sum n (fun i => if Rlt_dec 0 (lambda i) then delta ^ 2 * lambda i ^ 2 else b)""",
)

PLATEAU = Theorem(
    name="stopping_plateau",
    file="Denoising.v",
    statement=r"""(N n L : nat) (V What W : matrix) (lambda : vector) (alpha eta delta delta' : R) (k : nat) :
  (2 <= N)%nat -> (1 <= L <= n + 1)%nat -> orthogonal n V -> eqm n What (conj n V lambda) ->
  (forall i j, (i <= j <= n)%nat -> lambda j <= lambda i) ->
  0 < alpha -> alpha ^ N <= lambda (L - 1)%nat -> alpha ^ N <= delta' ->
  (lambda n <= 0 -> eta * alpha ^ (N - 2) * (Rabs (lambda n) + alpha ^ N) <= 1) ->
  0 < eta -> scaled N eta (lambda 0%nat) <= / INR N -> 0 < delta < 1 ->
  (forall i, (i < L)%nat -> exists j, (j <= k)%nat /\ (1 - delta) * lambda i <= w N eta (lambda i) alpha j) ->
  ((L <= n)%nat -> exists j, (k <= j)%nat /\ w N eta (lambda L) alpha j <= delta') ->
  let WL := conj n V (fun i => if Nat.ltb i L then lambda i else 0) in
  frobenius n (sub (trained n N What alpha eta k) W)
  <= frobenius n (sub WL W)
     + sqrt (delta ^ 2 * sum n (fun i => if Nat.ltb i L then lambda i ^ 2 else 0) + INR (n + 1 - L) * delta' ^ 2)""",
)

BETTER = Theorem(
    name="stopping_always_better_is_false",
    file="RefutedLimits.v",
    statement=": ~ stopping_always_better",
)

THRESHOLD = Theorem(
    name="stopping_threshold",
    file="Threshold.v",
    statement=r"""(n L : nat) (V What W B : matrix) (lambda : vector) (eps : R) :
  (L <= n + 1)%nat -> orthogonal n V -> eqm n What (conj n V lambda) ->
  (forall i j, (i <= j <= n)%nat -> lambda j <= lambda i) ->
  (forall i j, (i <= n)%nat -> (j <= n)%nat -> W i j = below L (fun k => B i k * B j k)) ->
  0 <= eps -> (forall x, dot n (app n (sub What W) x) (app n (sub What W) x) <= eps ^ 2 * dot n x x) ->
  let WL := conj n V (fun i => if Nat.ltb i L then lambda i else 0) in
  frobenius n (sub WL W) <= 2 * sqrt (2 * INR L) * eps""",
)

SHARP = Theorem(
    name="stopping_threshold_sharp",
    file="Threshold.v",
    statement=r"""(n L : nat) (V What W B : matrix) (lambda : vector) (eps : R) :
  (L <= n + 1)%nat -> orthogonal n V -> eqm n What (conj n V lambda) ->
  (forall i j, (i <= j <= n)%nat -> lambda j <= lambda i) ->
  (forall i j, (i <= n)%nat -> (j <= n)%nat -> W i j = below L (fun k => B i k * B j k)) ->
  0 <= eps -> (forall x, dot n (app n (sub What W) x) (app n (sub What W) x) <= eps ^ 2 * dot n x x) ->
  let WL := conj n V (fun i => if Nat.ltb i L then lambda i else 0) in
  frobenius n (sub WL W) <= sqrt (5 * INR L) * eps""",
)

KERNEL = {
    "stopping.projection": Formal(
        theorems=(
            PROJECTION,
            IS_LIMIT,
        ),
        reading=(
            (r"W^* \succeq 0", "semidefinite n W: x^T W x >= 0 for every x"),
            (
                r"\hat W_+",
                (
                    "positive_part n V lambda = V diag(max(lambda_i, 0)) V^T, What = V "
                    "diag(lambda) V^T, V orthogonal"
                ),
            ),
            (
                r"\|\hat W_+ - W^*\|_F \le \|E\|_F",
                "the same of the squares, inner n D D = ||D||_F^2, E = What - W*",
            ),
            (
                r"\hat W_+ \text{ the limit of the identical start}",
                (
                    "entry by entry, for eta * M ^ (2 * N - 2) <= / INR N with alpha <= M, "
                    "Rabs (lambda i) <= M ^ N"
                ),
            ),
        ),
        stronger="every N and n",
    ),
    "stopping.projection/limit": Formal(
        theorems=(LIMIT,),
        reading=(
            (
                r"\|W(k) - \hat W_+\|_F^2",
                "inner n D D, D = trained ... k - positive_part n V lambda",
            ),
            (
                r"\delta^2 \sum_{\lambda_i > 0} \lambda_i^2 + n_0 (\dots)^{-N/(N-1)}",
                "sum over i of delta^2 lambda_i^2 if 0 < lambda i, else b",
            ),
            (r"\alpha^{-(2N-2)} + (2N-2)\eta k", "the same, in b as a real power"),
            (
                r"k \ge \max_{\lambda_i > 0} K_i(1-\delta)",
                "for every positive eigenvalue some j <= k has (1 - delta) * lambda i <= w j",
            ),
            (
                "the hypotheses of its domain",
                (
                    "alpha ^ N <= lambda i and scaled N eta (lambda i) <= / INR N if lambda i "
                    "> 0, eta alpha^(N-2) (|lambda i| + alpha^N) <= 1 if not"
                ),
            ),
        ),
        stronger="every N and n",
    ),
    "stopping.plateau": Formal(
        theorems=(PLATEAU,),
        reading=(
            (r"K_1 \le k", "for every i < L some j <= k has (1 - delta) * lambda i <= w j"),
            (
                r"k \le K_2",
                (
                    "some j >= k has w j <= delta', of the eigenvalue lambda_{L+1} (lambda L "
                    "from 0); nothing where L = n"
                ),
            ),
            (r"\hat W_L", "WL = V diag(lambda_1, ..., lambda_L, 0, ...) V^T"),
            (
                r"\|W(k) - W^*\|_F \le \|\hat W_L - W^*\|_F + \sqrt{\delta^2 \textstyle\sum_{i \le L} \lambda_i^2 + (n-L)\delta'^2}",
                "the same; matrices have n + 1 rows",
            ),
            (
                "the hypotheses of its domain",
                (
                    "alpha ^ N <= lambda_L, alpha ^ N <= delta', h_1 <= 1/N, eta alpha^(N-2) "
                    "(|lambda n| + alpha^N) <= 1 if lambda n <= 0"
                ),
            ),
        ),
        stronger="every N and n, and any W*",
    ),
    "stopping.plateau/threshold": Formal(
        theorems=(THRESHOLD,),
        reading=(
            (
                r"\operatorname{rank} W^* \le L",
                ("W = B B^T with L columns of B: what a semidefinite matrix of rank at most L is"),
            ),
            (
                r"\hat W_L",
                (
                    "WL = V diag(lambda_1, ..., lambda_L, 0, ...) V^T, the eigenvalues in "
                    "falling order"
                ),
            ),
            (
                r"\|E\|_{op}",
                (
                    "any eps >= 0 with |(What - W) x|^2 <= eps^2 |x|^2 for every x, of which "
                    "it is the least"
                ),
            ),
            (
                r"\|\hat W_L - W^*\|_F \le 2\sqrt{2L}\,\|E\|_{op}",
                "frobenius n (sub WL W) <= 2 * sqrt (2 * INR L) * eps",
            ),
        ),
        stronger="every n and L",
    ),
    "stopping.plateau/threshold_sharp": Formal(
        theorems=(SHARP,),
        reading=(
            (
                r"\operatorname{rank} W^* \le L",
                ("W = B B^T with L columns of B: what a semidefinite matrix of rank at most L is"),
            ),
            (
                r"\hat W_L",
                (
                    "WL = V diag(lambda_1, ..., lambda_L, 0, ...) V^T, the eigenvalues in "
                    "falling order"
                ),
            ),
            (
                r"\|E\|_{op}",
                (
                    "any eps >= 0 with |(What - W) x|^2 <= eps^2 |x|^2 for every x, of which "
                    "it is the least"
                ),
            ),
            (
                r"\|\hat W_L - W^*\|_F \le \sqrt{5L}\,\|E\|_{op}",
                "frobenius n (sub WL W) <= sqrt (5 * INR L) * eps",
            ),
        ),
        stronger="every n and L",
    ),
    "stopping.always_better": Formal(
        theorems=(BETTER,),
        reading=(
            (
                r"\text{some early step has } \|W(k) - W^*\|_F \le \|\hat W_+ - W^*\|_F",
                (
                    "some step k, early or not, has |w k - target| <= |target + noise - "
                    "target|, for 1 x 1 matrices"
                ),
            ),
            (
                r"\text{whatever } W^* \succeq 0 \text{ and } E",
                (
                    "for all 0 <= target, noise <> 0, 0 < target + noise, N, alpha, eta: that is "
                    "refuted, at W* = 1, E = -1/10; noise <> 0 is What_+ != W*"
                ),
            ),
        ),
        refutes=True,
    ),
}

DEFINED = (
    Quoted(
        "Spans.v",
        "Fixpoint below (m : nat) (f : nat -> R) : R := match m with O => 0 | S p => below p f + f p end.",
        "f(0) + ... + f(m-1)",
    ),
    Quoted(
        "Denoising.v",
        "Definition semidefinite (n : nat) (A : matrix) : Prop := forall x, 0 <= dot n x (app n A x).",
        r"A \succeq 0",
    ),
    Quoted(
        "Denoising.v",
        "Definition positive_part (n : nat) (V : matrix) (lambda : vector) : matrix := conj n V (fun i => Rmax (lambda i) 0).",
        r"\hat W_+",
    ),
    Quoted(
        "Denoising.v",
        "Definition frobenius (n : nat) (A : matrix) : R := sqrt (inner n A A).",
        r"\|A\|_F",
    ),
    Quoted(
        "RefutedLimits.v",
        r"""Definition stopping_always_better : Prop :=
  forall (N : nat) (target noise alpha eta : R),
    (2 <= N)%nat -> 0 <= target -> noise <> 0 -> 0 < target + noise -> 0 < alpha -> alpha ^ N < target + noise ->
    0 < eta -> scaled N eta (target + noise) <= / INR N ->
    exists k, Rabs (w N eta (target + noise) alpha k - target) <= Rabs (target + noise - target).""",
        "the claim of that name, for 1 x 1 matrices",
    ),
)
