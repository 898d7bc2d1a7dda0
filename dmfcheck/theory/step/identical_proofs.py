"""step.*: the theorems behind the claims about the identical start."""

from __future__ import annotations

from dmfcheck.theory.formal import Formal, Quoted, Theorem

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

CONTRACTS = Theorem(
    name="step_convergent_contracts",
    file="Convergence.v",
    statement=r"""(N : nat) (h x0 : R) :
  (2 <= N)%nat -> 0 < h <= 2 / INR N -> 0 < x0 < 1 ->
  let x := orbit N (fun _ => h) 1 x0 in
  forall k, x k = 1 \/ Rabs (1 - x (S (S k))) < Rabs (1 - x k)""",
)

CONVERGENT_SHARP = Theorem(
    name="step_convergent_sharp",
    file="Convergence.v",
    statement=r"""(N : nat) (h x0 : R) :
  (2 <= N)%nat -> 2 / INR N < h ->
  Un_cv (orbit N (fun _ => h) 1 x0) 1 -> exists k, orbit N (fun _ => h) 1 x0 k = 1""",
)

REPELS = Theorem(
    name="step_convergent_repels",
    file="Repels.v",
    statement=r"""(N : nat) (h x0 : R) :
  (2 <= N)%nat -> 2 / INR N < h -> 0 < x0 < 1 ->
  1 - x0 <= 2 * (h * INR N - 2) / (3 * h * INR N * (INR N - 1)) ->
  let x := orbit N (fun _ => h) 1 x0 in
  Rabs (1 - x 0%nat) < Rabs (1 - x 2%nat)""",
)

FROM_ABOVE = Theorem(
    name="step_monotone_from_above",
    file="FlowAndAbove.v",
    statement=r"""(N : nat) (h x0 : R) :
  (1 <= N)%nat -> 1 < x0 -> 0 < h -> h <= / (x0 ^ (N - 1) * geometric N x0) ->
  let x := orbit N (fun _ => h) 1 x0 in
  (forall k, 1 <= x (S k) <= x k) /\ (forall k, 1 < x k -> x (S k) < x k) /\ Un_cv x 1""",
)

SHARP_STARTS = Theorem(
    name="step_monotone_sharp_starts",
    file="FlowAndAbove.v",
    statement=r"""(N : nat) (h x0 : R) :
  (1 <= N)%nat -> 0 < x0 < 1 -> 1 < h * (x0 ^ (N - 1) * geometric N x0) -> 1 < orbit N (fun _ => h) 1 x0 1""",
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
    "step.monotone/from_above": Formal(
        theorems=(FROM_ABOVE,),
        reading=(
            ("x_0 > 1", "1 < x0, in scaled coordinates: lambda = 1, where eta is h"),
            (
                r"h \le 1/(x_0^{N-1}(1+\dots+x_0^{N-1}))",
                "0 < h, h <= / (x0 ^ (N - 1) * geometric N x0), geometric N x = 1 + x + ... + x^(N-1)",
            ),
            (
                r"x_k \text{ decreases}",
                "1 <= x (S k) <= x k, and x (S k) < x k while x k > 1: it may land on 1",
            ),
            (r"\text{to } 1", "Un_cv x 1"),
        ),
        stronger="every N, where the claim is tested up to 50",
    ),
    "step.monotone/sharp": Formal(
        theorems=(
            SHARP_STARTS,
            SHARP,
        ),
        reading=(
            (
                r"\text{every } x_0 < 1 \text{ with } h x_0^{N-1}(1+\dots+x_0^{N-1}) > 1",
                "0 < x0 < 1, 1 < h * (x0 ^ (N - 1) * geometric N x0); lambda = 1, where eta is h",
            ),
            (
                r"\text{overshoots}",
                "1 < x 1: in its first step",
            ),
            (
                "h > 1/N",
                "/ INR N < scaled N eta lambda: then there are such starts, in step_monotone_sharp",
            ),
        ),
        stronger="every N, where the claim is tested up to 50",
    ),
    "step.convergent": Formal(
        theorems=(
            CONTRACTS,
            CONVERGENT,
            CONVERGENT_SHARP,
        ),
        reading=(
            (
                r"0 < x_0 < 1, h \le 2/N",
                "the same, in scaled coordinates: lambda = 1, where eta is h",
            ),
            (
                r"|1-x_{k+2}| < |1-x_k| \text{ or } x_k = 1 \text{ for every } k",
                "x k = 1 or Rabs (1 - x (S (S k))) < Rabs (1 - x k), for every k",
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
        stronger="every N, where the claim is tested up to 50",
    ),
    "step.convergent/sharp": Formal(
        theorems=(
            REPELS,
            CONVERGENT_SHARP,
        ),
        reading=(
            (
                "h > 2/N",
                "2 / INR N < h, in scaled coordinates",
            ),
            (
                r"|1-x_2| > |1-x_0|",
                "Rabs (1 - x 0) < Rabs (1 - x 2)",
            ),
            (
                r"\text{near } 1",
                "0 < x0 < 1, 1 - x0 <= 2 (hN - 2) / (3hN(N - 1)), as in its hypotheses",
            ),
            (
                r"1 \text{ repels}",
                "besides, an orbit that tends to 1 is 1 at some step",
            ),
        ),
        stronger="every N, where the claim is tested up to 50",
    ),
}

DEFINED = (
    Quoted(
        "FlowAndAbove.v",
        "Definition geometric (N : nat) (x : R) : R := sum_f_R0 (fun i => x ^ i) (N - 1).",
        r"1 + x + \dots + x^{N-1}",
    ),
)
