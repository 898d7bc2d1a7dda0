"""step.*: the theorems about eigenvalues that are not positive, and the quoted step."""

from __future__ import annotations

from dmfcheck.theory.formal import Formal, Theorem

NONPOSITIVE = Theorem(
    name="step_nonpositive",
    file="Nonpositive.v",
    statement=r"""(N : nat) (lambda alpha eta : R) :
  (2 <= N)%nat -> lambda <= 0 -> 0 < alpha -> 0 < eta ->
  eta * alpha ^ (N - 2) * (Rabs lambda + alpha ^ N) <= 1 ->
  let x := d N eta lambda alpha in
  (forall k, 0 <= x k /\ x (S k) <= x k /\ (0 < x k -> x (S k) < x k)) /\ Un_cv x 0""",
)

EVEN = Theorem(
    name="step_nonpositive_even",
    file="Nonpositive.v",
    statement=r"""(N : nat) (lambda alpha eta : R) :
  (2 <= N)%nat -> Nat.Even N -> lambda <= 0 -> 0 < alpha -> 0 < eta ->
  eta * alpha ^ (N - 2) * (Rabs lambda + alpha ^ N) < 2 ->
  let x k := Rabs (d N eta lambda alpha k) in
  (forall k, x (S k) <= x k /\ (0 < x k -> x (S k) < x k)) /\ Un_cv x 0
  /\ Un_cv (d N eta lambda alpha) 0""",
)

CYCLE = Theorem(
    name="step_nonpositive_cycle",
    file="Nonpositive.v",
    statement=r"""(N : nat) (lambda alpha eta : R) :
  (2 <= N)%nat -> Nat.Even N -> lambda <= 0 -> 0 < alpha ->
  eta * alpha ^ (N - 2) * (Rabs lambda + alpha ^ N) = 2 ->
  d N eta lambda alpha 1 = - alpha /\ d N eta lambda alpha 2 = alpha""",
)

QUOTED = Theorem(
    name="step_quoted",
    file="Nonpositive.v",
    statement=r"""(N : nat) (lambda alpha eta : R) :
  (2 <= N)%nat -> 0 < lambda -> 0 < alpha -> 0 < eta ->
  let M := Rmax alpha (root N lambda) in
  eta < / ((3 * INR N - 2) * M ^ (2 * N - 2)) ->
  let x := d N eta lambda alpha in
  Un_cv x (root N lambda)
  /\ ((forall k, x k <= x (S k) <= root N lambda) \/ (forall k, root N lambda <= x (S k) <= x k))""",
)

QUOTED_NONPOSITIVE = Theorem(
    name="step_quoted_nonpositive",
    file="Nonpositive.v",
    statement=r"""(N : nat) (lambda alpha eta : R) :
  (2 <= N)%nat -> lambda <= 0 -> 0 < alpha -> 0 < eta ->
  forall M, alpha <= M -> Rabs lambda <= M ^ N -> eta < / ((3 * INR N - 2) * M ^ (2 * N - 2)) ->
  let x := d N eta lambda alpha in
  (forall k, 0 < x (S k) < x k) /\ Un_cv x 0""",
)

MONOTONE_MAP = Theorem(
    name="step_quoted_monotone_map",
    file="Nonpositive.v",
    statement=r"""(N : nat) (lambda eta M x : R) :
  (2 <= N)%nat -> 0 < M -> 0 <= eta -> eta <= / ((3 * INR N - 2) * M ^ (2 * N - 2)) ->
  0 <= x <= M -> Rabs lambda <= M ^ N ->
  exists D, derivable_pt_lim (step N eta lambda) x D /\ 0 <= D""",
)

KERNEL = {
    "step.nonpositive": Formal(
        theorems=(NONPOSITIVE,),
        reading=(
            (
                r"\lambda \le 0,\ \eta\alpha^{N-2}(|\lambda|+\alpha^N) \le 1",
                "lambda <= 0, eta * alpha ^ (N - 2) * (Rabs lambda + alpha ^ N) <= 1",
            ),
            (
                r"d_k \ge 0 \text{ decreases}",
                "0 <= x k, x (S k) <= x k, and x (S k) < x k while x k > 0: at the bound it may land on 0",
            ),
            (r"\text{to } 0", "Un_cv x 0"),
        ),
        stronger="every N, where the claim is tested up to 50",
    ),
    "step.nonpositive/even": Formal(
        theorems=(EVEN,),
        reading=(
            (
                r"N \text{ even},\ \eta\alpha^{N-2}(|\lambda|+\alpha^N) < 2",
                "Nat.Even N, eta * alpha ^ (N - 2) * (Rabs lambda + alpha ^ N) < 2",
            ),
            (
                r"|d_k| \text{ decreases}",
                "x (S k) <= x k, and x (S k) < x k while x k > 0, x k the absolute value of d k",
            ),
        ),
        stronger="every N, where the claim is tested up to 50; and d k tends to 0",
    ),
    "step.nonpositive/cycle": Formal(
        theorems=(CYCLE,),
        reading=(
            (
                r"N \text{ even},\ \eta\alpha^{N-2}(|\lambda|+\alpha^N) = 2",
                "Nat.Even N, eta * alpha ^ (N - 2) * (Rabs lambda + alpha ^ N) = 2",
            ),
            (r"\alpha \to -\alpha \to \alpha", "d 1 = - alpha, d 2 = alpha"),
        ),
        stronger="every N, where the claim is tested up to 50",
    ),
    "step.quoted": Formal(
        theorems=(QUOTED,),
        reading=(
            (r"\eta < 1/((3N-2)M^{2N-2})", "eta < / ((3 * INR N - 2) * M ^ (2 * N - 2))"),
            (r"M = \max(\alpha,\lambda^{1/N})", "M = Rmax alpha (root N lambda)"),
            (
                r"d \to \lambda^{1/N} \text{ monotonically}",
                "Un_cv, and x k rises for every k below root N lambda or falls for every k above it",
            ),
        ),
        stronger="every N, where the claim is tested up to 50",
    ),
    "step.quoted/nonpositive": Formal(
        theorems=(QUOTED_NONPOSITIVE,),
        reading=(
            (
                r"\lambda \le 0,\ \eta < 1/((3N-2)M^{2N-2})",
                "lambda <= 0, eta < / ((3 * INR N - 2) * M ^ (2 * N - 2))",
            ),
            (
                r"M = \max(\alpha,|\lambda|^{1/N})",
                "any M with alpha <= M and Rabs lambda <= M ^ N, of which this is the least",
            ),
            (r"d > 0 \text{ decreases to } 0", "0 < x (S k) < x k for every k, and Un_cv x 0"),
        ),
        stronger="every N, where the claim is tested up to 50",
    ),
    "step.quoted/monotone_map": Formal(
        theorems=(MONOTONE_MAP,),
        reading=(
            (
                r"\eta \le 1/((3N-2)M^{2N-2}),\ 0 \le d \le M,\ |\lambda| \le M^N",
                "the same; eta >= 0, M > 0",
            ),
            (
                r"\frac{d}{dd}(\dots) \ge 0",
                "the map has a derivative, and it is >= 0; that 1/(3N-2) is sharp is not part of it",
            ),
        ),
        stronger="every N, where the claim is tested up to 50",
    ),
}
