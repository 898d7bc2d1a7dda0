"""normal.*, nonnormal.*, rectangular.*: the theorems about targets beyond symmetric ones."""

from __future__ import annotations

from dmfcheck.theory.formal import Formal, Quoted, Theorem

PRINCIPAL = Theorem(
    name="normal_principal",
    file="Normal.v",
    statement=r"""(N : nat) (eta alpha q t M : R) :
  (2 <= N)%nat -> 0 < q <= M -> Rabs t < PI / INR N -> 0 < alpha <= M ->
  0 < eta -> eta * M ^ (2 * N - 2) <= / INR N ->
  exists r a : nat -> R,
    a 0%nat = - t /\
    forall k, dorbit N eta (polar (q ^ N) (INR N * t)) (polar alpha 0) k = polar (r k) (t + a k)
              /\ 0 < r k <= M /\ Rabs (a (S k)) <= Rabs (a k) < PI / INR N""",
)

DETERMINANT = Theorem(
    name="nonnormal_distance",
    file="Determinant.v",
    statement=r"""(a b d alpha s : R) (eta : nat -> R) (k : nat) :
  a * d < 0 -> 0 <= s ->
  (forall x, s * s * dot 1 x x <= dot 1 (app 1 (of_rows a b 0 d) x) (app 1 (of_rows a b 0 d) x)) ->
  let W := product 1 (descent 1 2 (of_rows a b 0 d) eta (fun _ => scale alpha one) k) 0 2 in
  0 <= det2 W /\ s * s <= inner 1 (sub W (of_rows a b 0 d)) (sub W (of_rows a b 0 d))""",
)

ALIGNED = Theorem(
    name="rectangular_aligned",
    file="Rectangular.v",
    statement=r"""(N r : nat) (s : nat -> nat) (Q : nat -> matrix) (sigma d0 : vector) (eta : nat -> R) (k : nat) :
  (2 <= N)%nat ->
  (forall j k l, (j <= N)%nat -> (k <= r)%nat -> (l <= r)%nat ->
     sum (s j) (fun c => Q j c k * Q j c l) = if Nat.eqb k l then 1 else 0) ->
  let What := between r (Q N) sigma (Q 0%nat) in
  let start j := between r (Q (S j)) d0 (Q j) in
  (forall j, (j < N)%nat ->
     rdescent N s What eta start k j = between r (Q (S j)) (fun i => orbit N eta (sigma i) (d0 i) k) (Q j))
  /\ rproduct s (rdescent N s What eta start k) 0 (N - 1)
     = between r (Q N) (fun i => orbit N eta (sigma i) (d0 i) k ^ N) (Q 0%nat)""",
)

KERNEL = {
    "normal.principal": Formal(
        theorems=(PRINCIPAL,),
        reading=(
            (
                r"\rho = \lambda^{1/N} \text{ principal},\ \lambda \notin (-\infty, 0]",
                "rho = polar q t with q > 0, |t| < PI / N; lambda = polar (q ^ N) (N t)",
            ),
            (
                r"\eta \le 1/(N M^{2N-2})",
                "eta * M ^ (2 * N - 2) <= / INR N for any M with q <= M, alpha <= M",
            ),
            (r"d^+ = d + \eta \bar d^{N-1}(\lambda - d^N)", "dorbit, from d(0) = alpha > 0"),
            (
                r"|\arg(d/\rho)| < \pi/2",
                "d(k) = polar (r k) (t + a k), r k > 0, |a k| < PI / N <= PI / 2",
            ),
            (r"\text{never increases}", "|a (k + 1)| <= |a k| for every k"),
        ),
        stronger="every N, where the claim is tested up to 50; |arg(d/rho)| < pi/N, and |d| <= M",
    ),
    "nonnormal.limit/determinant": Formal(
        theorems=(DETERMINANT,),
        reading=(
            (
                r"N = 2,\ \hat W = \begin{pmatrix} a & b \\ 0 & d \end{pmatrix},\ ad < 0",
                "of_rows a b 0 d, two factors of size 2, a * d < 0",
            ),
            (
                r"\det W(k) \ge 0",
                "0 <= det2 W, W the product of the factors after k steps from alpha I",
            ),
            (
                r"\|W(k) - \hat W\|_F \ge \sigma_{\min}(\hat W)",
                (
                    "the squares, for any s >= 0 with s |x| <= |What x| for every x, of which "
                    "sigma_min is the largest"
                ),
            ),
        ),
        stronger="any steps, also such that change",
    ),
    "rectangular.aligned": Formal(
        theorems=(ALIGNED,),
        reading=(
            (
                r"\hat W = U \Sigma V^T \in \mathbb R^{m \times n}",
                (
                    "between r (Q N) sigma (Q 0) = U diag(sigma) V^T, the first r + 1 columns "
                    "of U = Q N and V = Q 0 orthonormal"
                ),
            ),
            (
                r"W_1(0) = \alpha I V^T,\ W_N(0) = \alpha U I,\ W_j(0) = \alpha I",
                (
                    "start j = between r (Q (j + 1)) d0 (Q j), of which this is the case Q j "
                    "= I between the ends, d0 = alpha"
                ),
            ),
            (r"W(k) = U\,\mathrm{diag}(d_i(k)^N) V^T", "the same of rproduct over all N factors"),
            (r"d_i^+ = d_i + \eta d_i^{N-1}(\sigma_i - d_i^N)", "orbit N eta (sigma i) (d0 i) k"),
        ),
        stronger="every N and all shapes; any frames between the factors, any starts and steps",
    ),
}

DEFINED = (
    Quoted(
        "Normal.v",
        "Definition csub (z v : complex) : complex := (fst z - fst v, snd z - snd v).",
        "z - v",
    ),
    Quoted(
        "Normal.v",
        "Definition creal (h : R) (z : complex) : complex := (h * fst z, h * snd z).",
        "hz, h real",
    ),
    Quoted(
        "Normal.v",
        "Fixpoint cpow (z : complex) (n : nat) : complex := match n with O => (1, 0) | S m => cmul z (cpow z m) end.",
        "z^n",
    ),
    Quoted(
        "Normal.v",
        "Definition polar (r a : R) : complex := (r * cos a, r * sin a).",
        "r e^{ia}",
    ),
    Quoted(
        "Normal.v",
        r"""Definition dstep (N : nat) (eta : R) (lambda d : complex) : complex :=
  cadd d (creal eta (cmul (cpow (cconj d) (N - 1)) (csub lambda (cpow d N)))).""",
        r"d + \eta \bar d^{N-1}(\lambda - d^N)",
    ),
    Quoted(
        "Normal.v",
        r"""Fixpoint dorbit (N : nat) (eta : R) (lambda d : complex) (k : nat) : complex :=
  match k with O => d | S j => dstep N eta lambda (dorbit N eta lambda d j) end.""",
        "d(k) from d",
    ),
    Quoted(
        "Determinant.v",
        "Definition det2 (A : matrix) : R := A 0%nat 0%nat * A 1%nat 1%nat - A 0%nat 1%nat * A 1%nat 0%nat.",
        r"\det A of size 2",
    ),
    Quoted(
        "Rectangular.v",
        r"""Definition between (A : matrix) (e : vector) (B : matrix) : matrix :=
  fun a b => sum r (fun k => A a k * (e k * B b k)).""",
        r"A \operatorname{diag}(e) B^T, the first r + 1 columns",
    ),
    Quoted(
        "Rectangular.v",
        r"""Fixpoint rproduct (W : nat -> matrix) (lo len : nat) : matrix :=
  match len with
  | O => W lo
  | S p => mul (s (lo + S p)) (W (lo + S p)%nat) (rproduct W lo p)
  end.""",
        r"W_{lo+len} \cdots W_{lo}",
    ),
    Quoted(
        "Rectangular.v",
        r"""Definition rgradient (What : matrix) (W : nat -> matrix) (j : nat) : matrix :=
  let E := sub (rproduct W 0 (N - 1)) What in
  let E1 := if Nat.eqb j (N - 1) then E else mul (s N) (tr (rproduct W (S j) (N - 2 - j))) E in
  if Nat.eqb j 0 then E1 else mul (s 0%nat) E1 (tr (rproduct W 0 (j - 1))).""",
        r"\nabla_{W_j} \tfrac12 \|W_N \cdots W_1 - \hat W\|_F^2",
    ),
    Quoted(
        "Rectangular.v",
        r"""Fixpoint rdescent (What : matrix) (eta : nat -> R) (start : nat -> matrix) (k : nat) : nat -> matrix :=
  match k with
  | O => start
  | S p => fun j => sub (rdescent What eta start p j) (scale (eta p) (rgradient What (rdescent What eta start p) j))
  end.""",
        "the factors after k steps",
    ),
)
