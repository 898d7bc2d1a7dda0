"""What the theorems speak of: the definitions of ``formal/``, quoted, and what each means.

What several families speak of is here; what one claim does, in ``DEFINED`` beside its theorem.
"""

from __future__ import annotations

from functools import cache

from dmfcheck.theory.families import topics
from dmfcheck.theory.formal import Quoted

__all__ = ["definitions"]

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
        "StepPerturbed.v",
        "Definition perturbed_L : R := c ^ (N - 1) + INR (N - 1) / c.",
        "L_N, of N and c, which the theorems name first",
    ),
    Quoted(
        "RefutedMatrix.v",
        r"""Definition of_rows (a b c e : R) : matrix :=
  fun i j => match i, j with O, O => a | O, _ => b | _, O => c | _, _ => e end.""",
        "(a, b; c, e)",
    ),
    Quoted(
        "FlowBounds.v",
        "Definition speed (N : nat) (x : R) : R := x ^ (N - 1) * (1 - x ^ N).",
        "f(x) = x^{N-1}(1-x^N)",
    ),
    Quoted(
        "RefutedAsymptotics.v",
        "Definition flow_time_2 (x : R) : R := ln x - / 2 * ln (1 - x ^ 2).",
        "T(x) at N = 2 (flow_time_2_derivative shows its derivative)",
    ),
    Quoted(
        "Normal.v",
        "Definition complex : Type := R * R.",
        "complex numbers, as pairs",
    ),
    Quoted(
        "Normal.v",
        "Definition cadd (z v : complex) : complex := (fst z + fst v, snd z + snd v).",
        "z + v",
    ),
    Quoted(
        "Normal.v",
        "Definition cmul (z v : complex) : complex := (fst z * fst v - snd z * snd v, fst z * snd v + snd z * fst v).",
        "zv",
    ),
    Quoted(
        "Normal.v",
        "Definition cconj (z : complex) : complex := (fst z, - snd z).",
        r"\bar z",
    ),
)


@cache
def definitions() -> tuple[Quoted, ...]:
    """All definitions that theorems speak of: the shared ones, then those of each family.

    >>> "Fixpoint orbit" in definitions()[1].text
    True
    """
    own = [entry for topic in topics("_proofs") for entry in getattr(topic, "DEFINED", ())]
    return (*DEFINITIONS, *own)
