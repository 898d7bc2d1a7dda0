"""monotone.*: theorems about other descents than the identical start with a constant step."""

from __future__ import annotations

from dmfcheck.theory.formal import Formal, Quoted, Theorem

SCHEDULE = Theorem(
    name="monotone_schedule",
    file="RankClaims.v",
    statement=r"""(N n : nat) (lambda eta : nat -> R) (alpha : R) :
  (2 <= N)%nat -> (forall i, (i <= n)%nat -> lambda i <= lambda 0%nat) ->
  0 < alpha -> (forall i, (i <= n)%nat -> alpha ^ N <= lambda i) ->
  (forall k, 0 < eta k /\ scaled N (eta k) (lambda 0%nat) <= / INR N) ->
  let r k := effective_rank (fun i => orbit N eta (lambda i) alpha k ^ N) n in
  never_falls_again r /\ falls_then_rises r""",
)

MOMENTUM = Theorem(
    name="monotone_momentum_is_false",
    file="RefutedClaims.v",
    statement=r""": ~ monotone_momentum""",
)

DECAY = Theorem(
    name="monotone_decay_is_false",
    file="RefutedClaims.v",
    statement=r""": ~ monotone_decay""",
)

LITERAL_PERTURBED = Theorem(
    name="monotone_literal_perturbed_is_false",
    file="RefutedClaims.v",
    statement=r"""(s : nat -> R) : 2 / 5 <= s 2%nat -> ~ monotone_literal_perturbed s""",
)

DECAY_TWO_LAYERS = Theorem(
    name="monotone_decay_two_layers",
    file="TwoLayers.v",
    statement=r"""(n : nat) (lambda : nat -> R) (alpha eta c : R) :
  (forall i, (i <= n)%nat -> lambda i <= lambda 0%nat) ->
  0 < alpha -> (forall i, (i <= n)%nat -> alpha ^ 2 <= lambda i - c) ->
  0 < eta -> eta * (lambda 0%nat - c) <= / 2 ->
  let r k := effective_rank (fun i => decayed 2 eta c (lambda i) alpha k ^ 2) n in
  never_falls_again r /\ falls_then_rises r""",
)

_BELOW = (
    r"h_1 \le 1/N,\ \alpha^N \le \lambda_n",
    "small_step N eta (lambda 0), 0 < alpha, alpha ^ N <= lambda i; lambda 0 is the largest",
)
_REFUTED = (
    r"\text{falls, then rises}",
    "falls_then_rises, for all N, n, spectra, starts and steps: that is refuted",
)

DEFINED = (
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
)

KERNEL = {
    "monotone.momentum": Formal(
        theorems=(MOMENTUM,),
        reading=(
            (
                r"d^+ = d + \eta d^{N-1}(\lambda - w) + m(d - d^-)",
                "heavy: the iterate and the one before it, both alpha at the start; 0 <= m < 1",
            ),
            _BELOW,
            (r"r(W(k))", "effective_rank of the N-th powers of the iterates"),
            _REFUTED,
        ),
        refutes=True,
    ),
    "monotone.decay": Formal(
        theorems=(DECAY,),
        reading=(
            (r"d^+ = d + \eta (d^{N-1}(\lambda - w) - c d)", "decayed, 0 <= c"),
            _BELOW,
            (r"r(W(k))", "effective_rank of the N-th powers of the iterates"),
            _REFUTED,
        ),
        refutes=True,
    ),
    "monotone.decay/two_layers": Formal(
        theorems=(DECAY_TWO_LAYERS,),
        reading=(
            (
                r"N = 2,\ \eta(\lambda_1 - c) \le 1/2",
                "0 < eta, eta * (lambda 0 - c) <= / 2, c of any sign; lambda 0 is the largest",
            ),
            (r"\alpha^2 \le \lambda_n - c", "0 < alpha, alpha ^ 2 <= lambda i - c"),
            (r"r(W(k))", "effective_rank of the squares of the iterates decayed 2"),
            (r"\text{falls, then rises}", "falls_then_rises and never_falls_again"),
        ),
        stronger="every n; weights that grow, c < 0",
    ),
    "monotone.literal/perturbed": Formal(
        theorems=(LITERAL_PERTURBED,),
        reading=(
            (r"0 < \beta < \alpha", "0 < beta < alpha, pw the product of the factors"),
            (
                r"\eta \le 1/(L_N M^{2N-2})",
                (
                    "0 < eta, eta * M ^ (2 * N - 2) <= s N, for any s with 2/5 <= s 2, such as "
                    "1/L_2 = .447..., rounded down to 30 digits or not"
                ),
            ),
            (
                r"M = \max(\alpha, \|\hat W\|^{1/N})",
                "alpha <= M, Rabs (lambda i) <= M ^ N: any such M, and fewer steps if it is larger",
            ),
            (r"\hat W \text{ of any signs}", "lambda i of any sign"),
            _REFUTED,
        ),
        refutes=True,
    ),
    "monotone.schedule": Formal(
        theorems=(SCHEDULE,),
        reading=(
            (
                r"\text{any steps } \eta_k \text{ with } h_1 \le 1/N",
                "eta k > 0 and scaled N (eta k) (lambda 0) <= / INR N for every k",
            ),
            (
                r"\alpha^N \le \lambda_n",
                "0 < alpha, alpha ^ N <= lambda i for every i <= n; lambda 0 is the largest",
            ),
            (r"r(W(k))", "effective_rank of the N-th powers of the orbits with these steps"),
            (
                r"\text{falls, then rises}",
                "falls_then_rises and never_falls_again, as in monotone.rank",
            ),
        ),
        stronger="every N and n",
    ),
}
