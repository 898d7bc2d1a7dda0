"""step.*: the theorems about the step of a perturbed start, and those that are beyond it."""

from __future__ import annotations

from dmfcheck.theory.formal import Formal, Quoted, Theorem

PERTURBED = Theorem(
    name="step_perturbed",
    file="StepPerturbed.v",
    statement=r"""(N : nat) (c M lambda eta alpha beta : R) :
  (2 <= N)%nat -> 1 < c -> (c - 1) * c ^ (N - 1) = 1 ->
  alpha <= M -> Rabs lambda <= M ^ N -> 0 < beta < alpha ->
  0 < eta -> eta * (perturbed_L N c * M ^ (2 * N - 2)) <= 1 ->
  Un_cv (pw N eta lambda alpha beta) lambda
  /\ ((forall k, pw N eta lambda alpha beta k <= pw N eta lambda alpha beta (S k) <= lambda)
      \/ (forall k, lambda <= pw N eta lambda alpha beta (S k) <= pw N eta lambda alpha beta k))
  /\ forall k, snd (porbit N eta lambda alpha beta k) <= sqrt c * M""",
)

QUOTED = Theorem(
    name="step_quoted_perturbed",
    file="PerturbedSigns.v",
    statement=r"""(N : nat) (c M lambda eta alpha beta : R) :
  (2 <= N)%nat -> 1 < c -> (c - 1) * c ^ (N - 1) = 1 -> alpha <= M -> Rabs lambda <= M ^ N -> 0 < beta < alpha ->
  0 < eta -> eta < / (9 * INR N * (c * M) ^ (2 * N - 2)) ->
  Un_cv (pw N eta lambda alpha beta) lambda
  /\ ((forall k, pw N eta lambda alpha beta k <= pw N eta lambda alpha beta (S k) <= lambda)
      \/ (forall k, lambda <= pw N eta lambda alpha beta (S k) <= pw N eta lambda alpha beta k))
  /\ forall k, snd (porbit N eta lambda alpha beta k) <= sqrt c * M""",
)

BEYOND = Theorem(
    name="perturbed_sharp_beyond_is_false",
    file="RefutedTimes.v",
    statement=r""":
  ~ never_crosses 2 1 (IZR 29009 / IZR 62500)
  /\ ~ never_crosses 3 1 (IZR 9251 / IZR 31250)
  /\ ~ never_crosses 4 1 (IZR 21609 / IZR 100000)
  /\ ~ never_crosses 5 1 (IZR 16979 / IZR 100000)
  /\ ~ never_crosses 6 1 (IZR 139709 / IZR 1000000)
  /\ ~ never_crosses 7 1 (IZR 118639 / IZR 1000000)
  /\ ~ never_crosses 8 1 (IZR 25769 / IZR 250000)
  /\ ~ never_crosses 9 1 (IZR 1139 / IZR 12500)
  /\ ~ never_crosses 10 1 (IZR 81651 / IZR 1000000)""",
)

NEGATIVE_BEYOND = Theorem(
    name="perturbed_sharp_negative_beyond_is_false",
    file="RefutedTimes.v",
    statement=r""":
  ~ never_crosses 2 (-1) (IZR 235061 / IZR 500000)
  /\ ~ never_crosses 3 (-1) (IZR 298403 / IZR 1000000)
  /\ ~ never_crosses 4 (-1) (IZR 217271 / IZR 1000000)
  /\ ~ never_crosses 5 (-1) (IZR 85237 / IZR 500000)
  /\ ~ never_crosses 6 (-1) (IZR 140147 / IZR 1000000)
  /\ ~ never_crosses 7 (-1) (IZR 5947 / IZR 50000)
  /\ ~ never_crosses 8 (-1) (IZR 51647 / IZR 500000)
  /\ ~ never_crosses 9 (-1) (IZR 22821 / IZR 250000)
  /\ ~ never_crosses 10 (-1) (IZR 40889 / IZR 500000)""",
)

KERNEL = {
    "step.perturbed": Formal(
        theorems=(PERTURBED,),
        reading=(
            (
                r"0 < \beta < \alpha",
                "the same; p(0) = alpha - beta, q(0) = alpha (porbit), lambda any real number",
            ),
            (
                r"\eta \le 1/(L_N M^{2N-2})",
                (
                    "eta * (perturbed_L N c * M ^ (2 * N - 2)) <= 1, with the exact root c of "
                    "(c - 1) c ^ (N - 1) = 1"
                ),
            ),
            (
                r"M = \max(\alpha,|\lambda|^{1/N})",
                "any M with alpha <= M, Rabs lambda <= M ^ N, of which this is the least",
            ),
            (
                r"w(k) \to \lambda \text{ monotonically, never crossing it}",
                (
                    "Un_cv pw lambda; pw k rises for every k and stays at most lambda, or "
                    "falls for every k and stays at least lambda"
                ),
            ),
            (r"q \le \sqrt{c} M", "snd (porbit ... k) <= sqrt c * M for every k"),
        ),
        stronger=(
            "every N, where the claim is tested up to 50; the exact c and L_N, where the "
            "claim rounds 1/L_N down and c up"
        ),
    ),
    "step.quoted_perturbed": Formal(
        theorems=(QUOTED,),
        reading=(
            (r"0 < \beta < \alpha", "the same"),
            (
                r"\eta < 1/(9N (cM)^{2N-2})",
                "eta < / (9 * INR N * (c * M) ^ (2 * N - 2)), c as in step.perturbed",
            ),
            (
                r"M = \max(\alpha,|\lambda|^{1/N})",
                "any M with alpha <= M, Rabs lambda <= M ^ N, of which this is the least",
            ),
            (
                r"w(k) \to \lambda \text{ monotonically, never crossing it}",
                (
                    "Un_cv pw lambda; pw k rises for every k and stays at most lambda, or "
                    "falls for every k and stays at least lambda"
                ),
            ),
            (r"q \le \sqrt{c} M", "the same"),
        ),
        stronger=(
            "every N, where the claim is tested up to 50; the exact c and L_N, where the "
            "claim rounds 1/L_N down and c up"
        ),
    ),
    "step.perturbed_sharp/beyond": Formal(
        theorems=(BEYOND,),
        reading=(
            (
                r"0 < \beta < \alpha,\ \eta \le s/M^{2N-2},\  \lambda > 0",
                ("never_crosses N 1 s: the same, for any M with alpha <= M, Rabs lambda <= M ^ N"),
            ),
            (r"s \text{ one digit larger}", "the nine constants of the ledger, N = 2, ..., 10"),
            (
                r"w(k) \to \lambda \text{ monotonically, never crossing it}",
                (
                    "only that w does not cross lambda: that alone is refuted, at alpha = "
                    "lambda = M = 1"
                ),
            ),
        ),
        refutes=True,
    ),
    "step.perturbed_sharp/negative_beyond": Formal(
        theorems=(NEGATIVE_BEYOND,),
        reading=(
            (
                r"0 < \beta < \alpha,\ \eta \le s/M^{2N-2},\  \lambda < 0",
                (
                    "never_crosses N (-1) s: the same, for any M with alpha <= M, Rabs lambda "
                    "<= M ^ N"
                ),
            ),
            (r"s \text{ one digit larger}", "the nine constants of the ledger, N = 2, ..., 10"),
            (
                r"w(k) \to \lambda \text{ monotonically, never crossing it}",
                (
                    "only that w does not cross lambda: that alone is refuted, at alpha = "
                    "-lambda = M = 1"
                ),
            ),
        ),
        refutes=True,
    ),
}

DEFINED = (
    Quoted(
        "RefutedTimes.v",
        r"""Definition never_crosses (N : nat) (sign s : R) : Prop :=
  forall lambda alpha beta eta M, 0 < lambda * sign -> 0 < beta < alpha -> alpha <= M -> Rabs lambda <= M ^ N ->
    0 < eta -> eta * M ^ (2 * N - 2) <= s ->
    forall k, (pw N eta lambda alpha beta 0 <= lambda -> pw N eta lambda alpha beta k <= lambda)
              /\ (lambda <= pw N eta lambda alpha beta 0 -> lambda <= pw N eta lambda alpha beta k).""",
        r"w stays on its side of \lambda, of the sign of `sign`, while \eta M^{2N-2} \le s",
    ),
)

WITHOUT = {
    "step.perturbed_sharp": "its constants are proved by boxes, at N = 2..10; the boxes have no replay in Coq",
    "step.perturbed_sharp/negative": "its constants are proved by boxes, at N = 2..10; the boxes have no replay in Coq",
}
