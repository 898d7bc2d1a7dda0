"""step.*: the theorems behind the claims about the identical start."""

from __future__ import annotations

from dmfcheck.theory.formal import Formal, Theorem

NO_OVERSHOOT = Theorem(
    name="step_monotone_no_overshoot",
    file="DeepFactorization.v",
    statement=r"""(N : nat) (lambda alpha eta : R) :
  (2 <= N)%nat -> 0 < lambda -> 0 < alpha -> alpha ^ N < lambda ->
  0 < eta -> scaled N eta lambda <= / INR N ->
  forall k, d N eta lambda alpha k < d N eta lambda alpha (S k)
            /\ 0 < w N eta lambda alpha k < lambda""",
)

CONVERGENCE = Theorem(
    name="step_monotone_convergence",
    file="DeepFactorization.v",
    statement=r"""(N : nat) (lambda alpha eta : R) :
  (2 <= N)%nat -> 0 < lambda -> 0 < alpha -> alpha ^ N < lambda ->
  0 < eta -> scaled N eta lambda <= / INR N ->
  Un_cv (w N eta lambda alpha) lambda""",
)

SHARP = Theorem(
    name="step_monotone_sharp",
    file="DeepFactorization.v",
    statement=r"""(N : nat) (lambda eta : R) :
  (2 <= N)%nat -> 0 < lambda -> / INR N < scaled N eta lambda ->
  exists alpha, 0 < alpha /\ alpha ^ N < lambda /\ lambda < w N eta lambda alpha 1""",
)

CONVERGENT = Theorem(
    name="step_convergent",
    file="Convergence.v",
    statement=r"""(N : nat) (h x0 : R) :
  (2 <= N)%nat -> 0 < h <= 2 / INR N -> 0 < x0 < 1 ->
  Un_cv (orbit N (fun _ => h) 1 x0) 1""",
)

CONVERGENT_SHARP = Theorem(
    name="step_convergent_sharp",
    file="Convergence.v",
    statement=r"""(N : nat) (h x0 : R) :
  (2 <= N)%nat -> 2 / INR N < h ->
  Un_cv (orbit N (fun _ => h) 1 x0) 1 -> exists k, orbit N (fun _ => h) 1 x0 k = 1""",
)

KERNEL = {
    "step.monotone": Formal(
        theorems=(
            NO_OVERSHOOT,
            CONVERGENCE,
            SHARP,
        ),
        reading=(
            (
                r"0 < x_0 < 1, x_0 = \alpha/\lambda^{1/N}",
                "0 < lambda, 0 < alpha, alpha ^ N < lambda",
            ),
            (
                r"h \le 1/N, h = \eta\lambda^{2-2/N}",
                ("scaled N eta lambda <= / INR N, scaled = eta * lambda^(2 - 2/N) as a real power"),
            ),
            (
                r"x_k \text{ increases}",
                "d k < d (S k) for every k, x_k = d k / lambda^(1/N)",
            ),
            (
                r"\text{to } 1",
                "w k = d k ^ N tends to lambda (Un_cv)",
            ),
            (
                r"\text{without overshoot}",
                "0 < w k < lambda for every k",
            ),
            (
                "the bound 1/N is sharp",
                "beyond it some start below the eigenvalue overshoots in its first step",
            ),
        ),
        stronger="every N, where the claim is tested up to 50",
    ),
    "step.monotone/sharp": Formal(
        theorems=(SHARP,),
        reading=(
            (
                "h > 1/N",
                "/ INR N < scaled N eta lambda",
            ),
            (
                r"\text{overshoots}",
                "lambda < w 1",
            ),
        ),
        missing=(
            "that every x_0 with h x_0^{N-1}(1 + ... + x_0^{N-1}) > 1 overshoots, only that some "
            "x_0 < 1 does"
        ),
    ),
    "step.convergent": Formal(
        theorems=(
            CONVERGENT,
            CONVERGENT_SHARP,
        ),
        reading=(
            (
                r"0 < x_0 < 1, h \le 2/N",
                "the same, in scaled coordinates: lambda = 1, where eta is h",
            ),
            (
                r"x_k \to 1",
                "Un_cv of the orbit to 1",
            ),
            (
                "the bound 2/N is sharp",
                "beyond it an orbit converges to 1 only by landing on it",
            ),
        ),
        missing="that |1 - x_{k+2}| < |1 - x_k| unless x_k = 1, only that x_k tends to 1",
    ),
    "step.convergent/sharp": Formal(
        theorems=(CONVERGENT_SHARP,),
        reading=(
            (
                "h > 2/N",
                "2 / INR N < h, in scaled coordinates",
            ),
            (
                r"1 \text{ repels}",
                "an orbit that tends to 1 is 1 at some step",
            ),
        ),
        missing="that |1 - x_2| > |1 - x_0| for 1 - x_0 <= 2(hN - 2)/(3hN(N-1))",
    ),
}
