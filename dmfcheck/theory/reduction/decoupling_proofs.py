"""reduction.*: the theorems behind the reduction to eigenvalues."""

from __future__ import annotations

from dmfcheck.theory.formal import Formal, Quoted, Theorem

NORMAL = Theorem(
    name="normal_decoupling",
    file="NormalTargets.v",
    statement=r"""(n N : nat) (V : nat -> nat -> complex) (What : matrix) (lambda : nat -> complex)
  (eta : nat -> R) (start : factors) (e : nat -> nat -> complex) :
  unitary n V -> diagonal_in n V lambda What ->
  (forall j, (j < N)%nat -> diagonal_in n V (e j) (start j)) ->
  forall k j, (j < N)%nat -> exists f, diagonal_in n V f (descent n N What eta start k j)""",
)

ANY_START = Theorem(
    name="decoupling_any_start",
    file="Decoupling.v",
    section=r"""Variables (n N : nat) (V : matrix) (lambda : vector) (What : matrix).
Hypothesis V_orthogonal : orthogonal n V.
Hypothesis target : eqm n What (conj n V lambda).""",
    statement=r"""(eta : nat -> R) (start : factors) (e : nat -> vector) :
  (forall j, (j < N)%nat -> eqm n (start j) (conj n V (e j))) ->
  forall k j, (j < N)%nat ->
  eqm n (descent n N What eta start k j)
        (conj n V (fun i => scalar_orbit N eta (lambda i) (fun m => e m i) k j))""",
)

GRADIENT = Theorem(
    name="loss_gradient",
    file="Decoupling.v",
    statement=r"""(n N : nat) (What : matrix) (W : factors) (j : nat) (E : matrix) :
  (j < N)%nat ->
  derivable_pt_lim (fun t => loss n N What (update W j (add (W j) (scale t E)))) 0
                   (inner n (gradient n N What W j) E)""",
)

SCALING = Theorem(
    name="reduction_scaling",
    file="TwoLayers.v",
    statement=r"""(N : nat) (eta : nat -> R) (lambda alpha : R) :
  (2 <= N)%nat -> 0 < lambda ->
  forall k, orbit N eta lambda alpha k / root N lambda
            = orbit N (fun j => scaled N (eta j) lambda) 1 (alpha / root N lambda) k""",
)

NONNORMAL = Theorem(
    name="diagonalisable_decouples_is_false",
    file="RefutedMatrix.v",
    statement=": ~ diagonalisable_decouples",
)

KERNEL = {
    "reduction.decoupling": Formal(
        theorems=(
            NORMAL,
            ANY_START,
            GRADIENT,
        ),
        reading=(
            (
                r"\hat W \text{ normal}",
                (
                    "diagonal_in n V lambda What: the real matrix What is V diag(lambda) V^*, "
                    "V unitary, lambda complex"
                ),
            ),
            (
                r"\text{every } W_j(0) \text{ diagonal in its unitary eigenbasis}",
                "diagonal_in n V (e j) (start j), any complex e j, for each of the N factors",
            ),
            (
                r"\text{every } W_j(k) \text{ is}",
                (
                    "for every k and j some f has diagonal_in n V f (descent ... k j), for "
                    "any steps eta"
                ),
            ),
            (
                "W_j(k)",
                ("descent with gradient, which loss_gradient shows to be the gradient of the loss"),
            ),
        ),
        stronger=(
            "any steps and depth; decoupling_any_start has the recursion of the "
            "eigenvalues for symmetric targets"
        ),
    ),
    "reduction.scaling": Formal(
        theorems=(SCALING,),
        reading=(
            (r"x = d/\lambda^{1/N}", "orbit N eta lambda alpha k / root N lambda, lambda > 0"),
            (r"h = \eta\lambda^{2-2/N}", "scaled N (eta j) lambda, as a real power"),
            (
                "x_{k+1} = x_k + h x_k^{N-1}(1-x_k^N)",
                "it is the orbit of lambda = 1 with the steps h_j",
            ),
        ),
        stronger="every N, where the claim is tested up to 50; steps that change",
    ),
    "reduction.nonnormal": Formal(
        theorems=(NONNORMAL,),
        reading=(
            (
                r"\hat W \text{ diagonalisable}",
                "What = V diag(lambda) V' with V V' = V' V = I, real",
            ),
            (r"W_j(0)=\alpha I", "scale alpha one, 0 < alpha, 0 < eta"),
            (
                r"V^{-1} W_j(k) V \text{ stays diagonal}",
                (
                    "its entries off the diagonal are 0, for all sizes, depths, starts and "
                    "steps: that is refuted"
                ),
            ),
        ),
        refutes=True,
    ),
}

DEFINED = (
    Quoted(
        "MatrixDescent.v",
        r"""Definition loss (What : matrix) (W : factors) : R :=
  / 2 * inner n (sub (product W 0 N) What) (sub (product W 0 N) What).""",
        r"\tfrac12 \|W_N \cdots W_1 - \hat W\|_F^2",
    ),
    Quoted(
        "MatrixDescent.v",
        r"""Definition update (W : factors) (j : nat) (X : matrix) : factors :=
  fun i => if Nat.eqb i j then X else W i.""",
        "the factor j replaced by X",
    ),
    Quoted(
        "Matrices.v",
        "Definition add (A B : matrix) : matrix := fun i j => A i j + B i j.",
        "A + B",
    ),
    Quoted(
        "NormalTargets.v",
        r"""Fixpoint csum (n : nat) (f : nat -> complex) : complex :=
  match n with O => f 0%nat | S m => cadd (csum m f) (f (S m)) end.""",
        "f(0) + ... + f(n), complex",
    ),
    Quoted(
        "NormalTargets.v",
        "Definition kronecker (i j : nat) : complex := if Nat.eqb i j then (1, 0) else (0, 0).",
        r"\delta_{ij}",
    ),
    Quoted(
        "NormalTargets.v",
        r"""Definition unitary (V : nat -> nat -> complex) : Prop :=
  forall i j, (i <= n)%nat -> (j <= n)%nat ->
    csum n (fun k => cmul (cconj (V k i)) (V k j)) = kronecker i j
    /\ csum n (fun k => cmul (V i k) (cconj (V j k))) = kronecker i j.""",
        "V^* V = V V^* = I",
    ),
    Quoted(
        "NormalTargets.v",
        r"""Definition diagonal_in (V : nat -> nat -> complex) (e : nat -> complex) (A : matrix) : Prop :=
  forall i j, (i <= n)%nat -> (j <= n)%nat -> (A i j, 0) = csum n (fun k => cmul (V i k) (cmul (e k) (cconj (V j k)))).""",
        r"A = V \operatorname{diag}(e) V^*, A real",
    ),
    Quoted(
        "Decoupling.v",
        r"""Fixpoint chain (e : nat -> R) (lo len : nat) : R :=
  match len with O => 1 | S p => e (lo + p)%nat * chain e lo p end.""",
        "the product of the entries e(lo), ..., e(lo+len-1)",
    ),
    Quoted(
        "Decoupling.v",
        r"""Definition scalar_step (N : nat) (eta lambda : R) (e : nat -> R) (j : nat) : R :=
  e j - eta * (chain e (S j) (N - 1 - j) * ((chain e 0 N - lambda) * chain e 0 j)).""",
        "a step of the factor j, each factor a number",
    ),
    Quoted(
        "Decoupling.v",
        r"""Fixpoint scalar_orbit (N : nat) (eta : nat -> R) (lambda : R) (e : nat -> R) (k : nat) : nat -> R :=
  match k with O => e | S p => scalar_step N (eta p) lambda (scalar_orbit N eta lambda e p) end.""",
        "the numbers after k steps",
    ),
    Quoted(
        "RefutedMatrix.v",
        r"""Definition diagonalisable_decouples : Prop :=
  forall (n N : nat) (V V' What : matrix) (lambda : vector) (alpha eta : R),
    (2 <= N)%nat -> eqm n (mul n V V') one -> eqm n (mul n V' V) one ->
    eqm n What (mul n V (mul n (diag lambda) V')) -> 0 < alpha -> 0 < eta ->
    forall k j a b, (j < N)%nat -> (a <= n)%nat -> (b <= n)%nat -> a <> b ->
    mul n V' (mul n (descent n N What (fun _ => eta) (fun _ => scale alpha one) k j) V) a b = 0.""",
        "the claim reduction.nonnormal, for all parameters",
    ),
)
