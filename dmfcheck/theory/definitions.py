"""What the theorems speak of: the definitions of ``formal/``, quoted, and what each means."""

from __future__ import annotations

from dmfcheck.theory.formal import Quoted

__all__ = ["DEFINITIONS"]

DEFINITIONS = (
    Quoted(
        "Descent.v",
        "Definition step (N : nat) (eta lambda d : R) : R := d + eta * d ^ (N - 1) * (lambda - d ^ N).",
        r"d + \eta d^{N-1}(\lambda - d^N), one step of a diagonal entry of every factor",
    ),
    Quoted(
        "Descent.v",
        r"""Fixpoint orbit (N : nat) (eta : nat -> R) (lambda start : R) (k : nat) : R :=
  match k with
  | O => start
  | S j => step N (eta j) lambda (orbit N eta lambda start j)
  end.""",
        r"d(0), d(1), ... with the step sizes \eta_0, \eta_1, ...",
    ),
    Quoted(
        "DeepFactorization.v",
        r"""Definition d (N : nat) (eta lambda alpha : R) (k : nat) : R :=
  orbit N (fun _ => eta) lambda alpha k.""",
        r"the orbit from \alpha with one step size",
    ),
    Quoted(
        "DeepFactorization.v",
        "Definition w (N : nat) (eta lambda alpha : R) (k : nat) : R := d N eta lambda alpha k ^ N.",
        "w = d^N, an eigenvalue of the product of the factors",
    ),
    Quoted(
        "DeepFactorization.v",
        "Definition scaled (N : nat) (eta lambda : R) : R := eta * Rpower lambda (2 - 2 / INR N).",
        r"h = \eta\lambda^{2-2/N}",
    ),
    Quoted(
        "DeepFactorization.v",
        r"""Fixpoint spectral_norm (e : nat -> R) (n : nat) : R :=
  match n with
  | O => Rabs (e 0%nat)
  | S m => Rmax (spectral_norm e m) (Rabs (e (S m)))
  end.""",
        r"\max_i |e_i| over i = 0, ..., n",
    ),
    Quoted(
        "DeepFactorization.v",
        "Definition nuclear_norm (e : nat -> R) (n : nat) : R := sum_f_R0 (fun i => Rabs (e i)) n.",
        r"\sum_i |e_i|",
    ),
    Quoted(
        "DeepFactorization.v",
        "Definition effective_rank (e : nat -> R) (n : nat) : R := nuclear_norm e n / spectral_norm e n.",
        r"r = \|W\|_* / \|W\| of a symmetric W with the eigenvalues e_0, ..., e_n",
    ),
    Quoted(
        "DeepFactorization.v",
        "Definition root (N : nat) (lambda : R) : R := Rpower lambda (/ INR N).",
        r"\lambda^{1/N}",
    ),
    Quoted(
        "Rank.v",
        r"""Definition rank_of_power (q : R) (N n : nat) (eta lambda start : nat -> R) (k : nat) : R :=
  sum_f_R0
    (fun i => Rpower (orbit N eta (lambda i) (start i) k
                      / orbit N eta (lambda 0%nat) (start 0%nat) k) q) n.""",
        r"\sum_i (d_i/d_1)^q, which is \sum_i (w_i/w_1)^{q/N}",
    ),
    Quoted(
        "Rank.v",
        r"""Definition falls_then_rises (r : nat -> R) : Prop :=
  forall i j k, (i <= j <= k)%nat -> r j <= r i \/ r j <= r k.""",
        "no value exceeds both an earlier and a later one",
    ),
    Quoted(
        "Rank.v",
        r"""Definition never_falls_again (r : nat -> R) : Prop :=
  forall k, r k <= r (S k) -> forall j, (k <= j)%nat -> r j <= r (S j).""",
        "after a step that does not fall none falls",
    ),
    Quoted(
        "Times.v",
        r"""Definition recovered_first (N : nat) (eta lambda alpha theta : R) (K : nat) : Prop :=
  theta * lambda <= w N eta lambda alpha K
  /\ forall k, (k < K)%nat -> w N eta lambda alpha k < theta * lambda.""",
        r"K = K(\theta): the first step with w_k \ge \theta\lambda",
    ),
    Quoted(
        "Times.v",
        "Definition odds (lambda w : R) : R := w / (lambda - w).",
        r"\rho = w/(\lambda - w)",
    ),
    Quoted(
        "Matrices.v",
        "Definition matrix := nat -> nat -> R.",
        "an (n+1) x (n+1) matrix: its entries by row and column, from 0",
    ),
    Quoted(
        "Matrices.v",
        "Definition vector := nat -> R.",
        "its entries, from 0",
    ),
    Quoted(
        "Matrices.v",
        "Definition sum (f : nat -> R) : R := sum_f_R0 f n.",
        r"\sum_{i=0}^n f(i)",
    ),
    Quoted(
        "Matrices.v",
        "Definition eqm (A B : matrix) : Prop := forall i j, (i <= n)%nat -> (j <= n)%nat -> A i j = B i j.",
        "the entries 0, ..., n are equal",
    ),
    Quoted(
        "Matrices.v",
        "Definition mul (A B : matrix) : matrix := fun i j => sum (fun k => A i k * B k j).",
        "AB",
    ),
    Quoted(
        "Matrices.v",
        "Definition sub (A B : matrix) : matrix := fun i j => A i j - B i j.",
        "A - B",
    ),
    Quoted(
        "Matrices.v",
        "Definition scale (c : R) (A : matrix) : matrix := fun i j => c * A i j.",
        "cA",
    ),
    Quoted(
        "Matrices.v",
        "Definition tr (A : matrix) : matrix := fun i j => A j i.",
        "A^T",
    ),
    Quoted(
        "Matrices.v",
        "Definition diag (e : vector) : matrix := fun i j => if Nat.eqb i j then e i else 0.",
        r"\operatorname{diag}(e)",
    ),
    Quoted(
        "Matrices.v",
        "Definition one : matrix := diag (fun _ => 1).",
        "I",
    ),
    Quoted(
        "Matrices.v",
        "Definition inner (A B : matrix) : R := sum (fun i => sum (fun j => A i j * B i j)).",
        r"\langle A, B \rangle = \sum_{ij} A_{ij} B_{ij}",
    ),
    Quoted(
        "Matrices.v",
        "Definition dot (x y : vector) : R := sum (fun i => x i * y i).",
        "x^T y",
    ),
    Quoted(
        "Matrices.v",
        "Definition app (A : matrix) (x : vector) : vector := fun i => sum (fun j => A i j * x j).",
        "Ax",
    ),
    Quoted(
        "Matrices.v",
        r"Definition orthogonal (V : matrix) : Prop := eqm (mul (tr V) V) one /\ eqm (mul V (tr V)) one.",
        "V^T V = V V^T = I",
    ),
    Quoted(
        "Matrices.v",
        "Definition conj (V : matrix) (e : vector) : matrix := mul V (mul (diag e) (tr V)).",
        r"V \operatorname{diag}(e) V^T",
    ),
    Quoted(
        "Matrices.v",
        r"""Definition is_spectral_norm (A : matrix) (s : R) : Prop :=
  is_lub (fun r => exists x y, dot x x <= 1 /\ dot y y <= 1 /\ r = dot y (app A x)) s.""",
        r"s = \sup \{y^T A x : |x|, |y| \le 1\}",
    ),
    Quoted(
        "Matrices.v",
        r"""Definition contraction (B : matrix) : Prop :=
  forall x y, dot x x <= 1 -> dot y y <= 1 -> dot y (app B x) <= 1.""",
        r"\|B\| \le 1",
    ),
    Quoted(
        "Matrices.v",
        r"""Definition is_nuclear_norm (A : matrix) (s : R) : Prop :=
  is_lub (fun r => exists B, contraction B /\ r = inner A B) s.""",
        r"s = \sup \{\langle A, B \rangle : \|B\| \le 1\}, the dual norm",
    ),
    Quoted(
        "Matrices.v",
        r"""Definition is_effective_rank (A : matrix) (r : R) : Prop :=
  exists nuclear spectral,
    is_nuclear_norm A nuclear /\ is_spectral_norm A spectral /\ 0 < spectral
    /\ r = nuclear / spectral.""",
        r"r = \|A\|_* / \|A\|, \|A\| > 0",
    ),
    Quoted(
        "MatrixDescent.v",
        "Definition factors := nat -> matrix.",
        "W_1, ..., W_N, counted from 0",
    ),
    Quoted(
        "MatrixDescent.v",
        r"""Fixpoint product (W : factors) (lo len : nat) : matrix :=
  match len with
  | O => one
  | S p => mul n (W (lo + p)%nat) (product W lo p)
  end.""",
        r"W_{lo+len} \cdots W_{lo+1}; the whole product from 0 over N",
    ),
    Quoted(
        "MatrixDescent.v",
        r"""Definition gradient (What : matrix) (W : factors) (j : nat) : matrix :=
  mul n (tr (product W (S j) (N - 1 - j)))
        (mul n (sub (product W 0 N) What) (tr (product W 0 j))).""",
        r"\nabla_{W_j} \tfrac12 \|W_N \cdots W_1 - \hat W\|_F^2 (gradient_correct proves it)",
    ),
    Quoted(
        "MatrixDescent.v",
        r"""Definition descend (What : matrix) (eta : R) (W : factors) : factors :=
  fun j => sub (W j) (scale eta (gradient What W j)).""",
        r"W_j - \eta \nabla_{W_j}, all factors at once",
    ),
    Quoted(
        "MatrixDescent.v",
        r"""Fixpoint descent (What : matrix) (eta : nat -> R) (start : factors) (k : nat) : factors :=
  match k with
  | O => start
  | S p => descend What (eta p) (descent What eta start p)
  end.""",
        "the factors after k steps",
    ),
    Quoted(
        "MatrixDescent.v",
        r"""Definition trained (n N : nat) (What : matrix) (alpha eta : R) (k : nat) : matrix :=
  product n (descent n N What (fun _ => eta) (fun _ => scale alpha one) k) 0 N.""",
        r"W(k) = W_N(k) \cdots W_1(k) from W_j(0) = \alpha I",
    ),
    Quoted(
        "RefutedClaims.v",
        r"""Definition small_step (N : nat) (eta lambda : R) : Prop := 0 < eta /\ scaled N eta lambda <= / INR N.""",
        r"0 < \eta, h \le 1/N",
    ),
    Quoted(
        "RefutedClaims.v",
        r"""Definition participation (e : nat -> R) (n : nat) : R := sum_f_R0 e n ^ 2 / sum_f_R0 (fun i => e i ^ 2) n.""",
        r"(\sum_i e_i)^2 / \sum_i e_i^2",
    ),
    Quoted(
        "RefutedClaims.v",
        r"""Definition relative_sum (e : nat -> R) (n : nat) : R := sum_f_R0 e n / e 0%nat.""",
        r"\sum_i e_i / e_0",
    ),
    Quoted(
        "RefutedClaims.v",
        r"""Definition monotone_literal : Prop :=
  forall (N n : nat) (lambda : nat -> R) (alpha eta : R),
    (2 <= N)%nat -> (forall i j, (i <= j <= n)%nat -> 0 <= lambda j <= lambda i) -> 0 < lambda 0%nat ->
    0 < alpha -> alpha ^ N <= lambda 0%nat -> small_step N eta (lambda 0%nat) ->
    falls_then_rises (fun k => effective_rank (fun i => w N eta (lambda i) alpha k) n).""",
        "the claim of that name, for all parameters",
    ),
    Quoted(
        "RefutedClaims.v",
        r"""Definition monotone_participation : Prop :=
  forall (N n : nat) (lambda : nat -> R) (alpha eta : R),
    (2 <= N)%nat -> (forall i, (i <= n)%nat -> 0 < lambda i <= lambda 0%nat) ->
    0 < alpha -> (forall i, (i <= n)%nat -> alpha ^ N <= lambda i) -> small_step N eta (lambda 0%nat) ->
    falls_then_rises (fun k => participation (fun i => w N eta (lambda i) alpha k) n).""",
        "the claim of that name, for all parameters",
    ),
    Quoted(
        "RefutedClaims.v",
        r"""Definition monotone_start_deep : Prop :=
  forall (N n : nat) (lambda start : nat -> R) (eta : R),
    (3 <= N)%nat ->
    (forall i, (i <= n)%nat -> 0 < start i /\ start i ^ N <= lambda i /\ lambda i <= lambda 0%nat) ->
    small_step N eta (lambda 0%nat) ->
    falls_then_rises (fun k => relative_sum (fun i => w N eta (lambda i) (start i) k) n).""",
        "the claim of that name, for all parameters",
    ),
    Quoted(
        "RefutedClaims.v",
        r"""Definition monotone_start_effective_rank : Prop :=
  forall (n : nat) (lambda start : nat -> R) (eta : R),
    (forall i, (i <= n)%nat -> 0 < start i /\ start i ^ 2 <= lambda i /\ lambda i <= lambda 0%nat) ->
    small_step 2 eta (lambda 0%nat) ->
    falls_then_rises (fun k => effective_rank (fun i => w 2 eta (lambda i) (start i) k) n).""",
        "the claim of that name, for all parameters",
    ),
    Quoted(
        "GrowthClaims.v",
        """Definition next_growth_bound (N : nat) (H s : R) : R :=
  1 + H * s ^ (N - 2) - (1 + H) * s ^ (2 * N - 2) + s ^ (2 * N - 1).""",
        "G(s) = 1 + H s^{N-2} - (1+H) s^{2N-2} + s^{2N-1}",
    ),
    Quoted(
        "GrowthClaims.v",
        """Definition next_growth_slope (N : nat) (H s : R) : R :=
  H * (INR (N - 2) * s ^ (N - 3)) - (1 + H) * (INR (2 * N - 2) * s ^ (2 * N - 3)) + INR (2 * N - 1) * s ^ (2 * N - 2).""",
        "G'(s), the derivative (next_growth_slope_correct proves it)",
    ),
    Quoted(
        "TwoLayers.v",
        """Definition entropy_rank (e : nat -> R) (n : nat) : R :=
  exp (- sum_f_R0 (fun i => e i / sum_f_R0 e n * ln (e i / sum_f_R0 e n)) n).""",
        r"\exp(-\sum_i p_i \ln p_i), p_i = e_i / \sum_j e_j",
    ),
    Quoted(
        "RefutedClaims.v",
        """Fixpoint heavy (N : nat) (eta m lambda alpha : R) (k : nat) : R * R :=
  match k with
  | O => (alpha, alpha)
  | S j => let '(x, before) := heavy N eta m lambda alpha j in
           (x + eta * x ^ (N - 1) * (lambda - x ^ N) + m * (x - before), x)
  end.""",
        r"(d(k), d(k-1)) with the momentum m, d(-1) = d(0) = \alpha",
    ),
    Quoted(
        "RefutedClaims.v",
        """Fixpoint decayed (N : nat) (eta c lambda alpha : R) (k : nat) : R :=
  match k with
  | O => alpha
  | S j => let x := decayed N eta c lambda alpha j in x + eta * (x ^ (N - 1) * (lambda - x ^ N) - c * x)
  end.""",
        r"the orbit from \alpha with the weight decay c",
    ),
    Quoted(
        "Perturbed.v",
        """Definition pstep (N : nat) (eta lambda : R) (pq : R * R) : R * R :=
  let '(p, q) := pq in
  (p + eta * q ^ (N - 1) * (lambda - p * q ^ (N - 1)),
   q + eta * p * q ^ (N - 2) * (lambda - p * q ^ (N - 1))).""",
        "one step of (p, q): p an entry of the first factor, q of the others",
    ),
    Quoted(
        "Perturbed.v",
        """Fixpoint porbit (N : nat) (eta lambda alpha beta : R) (k : nat) : R * R :=
  match k with
  | O => (alpha - beta, alpha)
  | S j => pstep N eta lambda (porbit N eta lambda alpha beta j)
  end.""",
        r"(p(k), q(k)) from (\alpha - \beta, \alpha)",
    ),
    Quoted(
        "Perturbed.v",
        """Definition pw (N : nat) (eta lambda alpha beta : R) (k : nat) : R :=
  fst (porbit N eta lambda alpha beta k) * snd (porbit N eta lambda alpha beta k) ^ (N - 1).""",
        "w = p q^{N-1}, an eigenvalue of the product of the factors",
    ),
    Quoted(
        "RefutedClaims.v",
        """Definition monotone_momentum : Prop :=
  forall (N n : nat) (lambda : nat -> R) (alpha eta m : R),
    (2 <= N)%nat -> (forall i, (i <= n)%nat -> 0 < lambda i <= lambda 0%nat) ->
    0 < alpha -> (forall i, (i <= n)%nat -> alpha ^ N <= lambda i) -> small_step N eta (lambda 0%nat) ->
    0 <= m < 1 ->
    falls_then_rises (fun k => effective_rank (fun i => fst (heavy N eta m (lambda i) alpha k) ^ N) n).""",
        "the claim of that name, for all parameters",
    ),
    Quoted(
        "RefutedClaims.v",
        """Definition monotone_decay : Prop :=
  forall (N n : nat) (lambda : nat -> R) (alpha eta c : R),
    (2 <= N)%nat -> (forall i, (i <= n)%nat -> 0 < lambda i <= lambda 0%nat) ->
    0 < alpha -> (forall i, (i <= n)%nat -> alpha ^ N <= lambda i) -> small_step N eta (lambda 0%nat) ->
    0 <= c ->
    falls_then_rises (fun k => effective_rank (fun i => decayed N eta c (lambda i) alpha k ^ N) n).""",
        "the claim of that name, for all parameters",
    ),
    Quoted(
        "RefutedClaims.v",
        """Definition monotone_literal_perturbed (s : nat -> R) : Prop :=
  forall (N n : nat) (M : R) (lambda : nat -> R) (alpha beta eta : R),
    (2 <= N)%nat -> 0 < beta < alpha ->
    alpha <= M -> (forall i, (i <= n)%nat -> Rabs (lambda i) <= M ^ N) -> 0 < eta -> eta * M ^ (2 * N - 2) <= s N ->
    falls_then_rises (fun k => effective_rank (fun i => pw N eta (lambda i) alpha beta k) n).""",
        "the claim of that name with the constant s N of the step, for all parameters",
    ),
    Quoted(
        "RefutedLimits.v",
        """Definition monotone_literal_few_steps : Prop :=
  exists K, forall (N n : nat) (lambda : nat -> R) (alpha eta : R),
    (2 <= N)%nat -> (forall i j, (i <= j <= n)%nat -> 0 <= lambda j <= lambda i) -> 0 < lambda 0%nat ->
    0 < alpha -> alpha ^ N <= lambda 0%nat -> 0 < eta -> scaled N eta (lambda 0%nat) <= / INR N ->
    let r k := effective_rank (fun i => w N eta (lambda i) alpha k) n in
    forall k, (K <= k)%nat -> r k <= r (S k).""",
        "the claim of that name, for all parameters",
    ),
    Quoted(
        "RefutedLimits.v",
        r"""Definition one_positive (N : nat) : Prop :=
  forall lambda m alpha eta L,
    0 < lambda -> 0 < m -> 0 < alpha -> alpha ^ N < lambda -> 0 < eta -> scaled N eta lambda < / INR N -> eta * m <= / 2 ->
    let r k := effective_rank (fun i => w N eta (match i with O => lambda | _ => - m end) alpha k) 1 in
    Un_cv r L ->
    (0 < (1 - eta * m) ^ 2 - (1 - 2 * eta * lambda) -> exists K, forall k, (K <= k)%nat -> L < r k)
    /\ ((1 - eta * m) ^ 2 - (1 - 2 * eta * lambda) < 0 -> exists K, forall k, (K <= k)%nat -> r k < L).""",
        "monotone.from_above/one_positive, for one positive and one negative eigenvalue",
    ),
    Quoted(
        "RefutedTimes.v",
        """Definition order_depth_whole_steps : Prop :=
  forall (N : nat) (alpha alpha' eta t1 t2 t3 : R) (K1 K2 K3 K1' K2' K3' : nat),
    (2 <= N)%nat -> 0 < alpha -> 0 < alpha' -> alpha ^ N = alpha' ^ (N + 1) ->
    0 < eta <= / INR (N + 1) -> t1 < t2 < 1 -> t3 <= t2 -> alpha ^ N <= t1 -> alpha ^ N < t3 ->
    recovered_first N eta 1 alpha t1 K1 -> recovered_first N eta 1 alpha t2 K2 -> recovered_first N eta 1 alpha t3 K3 ->
    recovered_first (N + 1) eta 1 alpha' t1 K1' -> recovered_first (N + 1) eta 1 alpha' t2 K2' ->
    recovered_first (N + 1) eta 1 alpha' t3 K3' ->
    (INR K2' - INR K1') / INR K3' <= (INR K2 - INR K1) / INR K3.""",
        "the claim of that name, for all parameters",
    ),
    Quoted(
        "RefutedTimes.v",
        """Definition order_depth_literal : Prop :=
  forall (N : nat) (lambda_i lambda_j alpha eta theta : R) (Ki Kj Ki' Kj' : nat),
    (2 <= N)%nat -> 0 < lambda_j < lambda_i -> 0 < alpha < 1 -> theta < 1 ->
    alpha ^ N < theta * lambda_j -> alpha ^ (N + 1) < theta * lambda_j ->
    small_step N eta lambda_i -> small_step (N + 1) eta lambda_i ->
    recovered_first N eta lambda_i alpha theta Ki -> recovered_first N eta lambda_j alpha theta Kj ->
    recovered_first (N + 1) eta lambda_i alpha theta Ki' -> recovered_first (N + 1) eta lambda_j alpha theta Kj' ->
    (INR Kj - INR Ki) / INR Kj <= (INR Kj' - INR Ki') / INR Kj'.""",
        "the claim of that name, for all parameters",
    ),
    Quoted(
        "RefutedTimes.v",
        r"""Definition leading_last_setting N n L (lambda : nat -> R) alpha eta delta : Prop :=
  (2 <= N)%nat /\ (2 <= L <= n + 1)%nat /\ (forall i j, (i <= j <= n)%nat -> 0 <= lambda j <= lambda i)
  /\ 0 < alpha /\ alpha ^ N <= lambda (L - 1)%nat /\ small_step N eta (lambda 0%nat) /\ 0 < delta < 1.""",
        "what both parts of rank.leading_last_literal suppose",
    ),
    Quoted(
        "RefutedTimes.v",
        r"""Definition leading_last_literal : Prop :=
  forall N n L lambda alpha eta delta (K : nat),
    leading_last_setting N n L lambda alpha eta delta ->
    recovered_first N eta (lambda (L - 1)%nat) alpha (1 - delta) K ->
    forall i, (i < L)%nat -> exists j, (j <= K)%nat /\ (1 - delta) * lambda i <= w N eta (lambda i) alpha j.""",
        "K_1 = K_L in rank.leading_last_literal, for all parameters",
    ),
    Quoted(
        "RefutedTimes.v",
        """Definition leading_ahead_literal : Prop :=
  forall N n L lambda alpha eta delta (K i k : nat),
    leading_last_setting N n L lambda alpha eta delta -> (i < L)%nat ->
    recovered_first N eta (lambda i) alpha (1 - delta) K -> (K <= k)%nat ->
    w N eta (lambda i) alpha k / lambda i <= w N eta (lambda 0%nat) alpha k / lambda 0%nat.""",
        r"w_i/\lambda_i \le w_1/\lambda_1 in rank.leading_last_literal, for all parameters",
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
