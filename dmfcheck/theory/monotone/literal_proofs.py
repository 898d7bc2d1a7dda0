"""monotone.*: what is false, with the theorem that it is."""

from __future__ import annotations

from dmfcheck.theory.formal import Formal, Quoted, Theorem

LITERAL = Theorem(
    name="monotone_literal_is_false",
    file="RefutedClaims.v",
    statement=r""": ~ monotone_literal""",
)

PARTICIPATION = Theorem(
    name="monotone_participation_is_false",
    file="RefutedClaims.v",
    statement=r""": ~ monotone_participation""",
)

START_DEEP = Theorem(
    name="monotone_start_deep_is_false",
    file="RefutedClaims.v",
    statement=r""": ~ monotone_start_deep""",
)

START_RANK = Theorem(
    name="monotone_start_effective_rank_is_false",
    file="RefutedClaims.v",
    statement=r""": ~ monotone_start_effective_rank""",
)

ENTROPY = Theorem(
    name="monotone_entropy_is_false",
    file="RefutedEntropy.v",
    statement=r""": ~ monotone_entropy""",
)

FEW_STEPS = Theorem(
    name="monotone_literal_few_steps_is_false",
    file="RefutedLimits.v",
    statement=r""": ~ monotone_literal_few_steps""",
)

_PAIR = """Variables (N : nat) (lambda : nat -> R) (alpha eta : R).
Hypotheses (HN : (2 <= N)%nat) (Hl : forall i, (i <= 1)%nat -> 0 < lambda i <= lambda 0%nat)
           (Ha : 0 < alpha) (Hal : forall i, (i <= 1)%nat -> alpha ^ N <= lambda i)
           (He : 0 < eta) (Hs : scaled N eta (lambda 0%nat) <= / INR N).

Let W i k := w N eta (lambda i) alpha k."""

PARTICIPATION_PAIR = Theorem(
    name="participation_pair",
    file="TwoLayers.v",
    section=_PAIR,
    statement=r""": falls_then_rises (fun k => participation (fun i => W i k) 1)""",
)

ENTROPY_PAIR = Theorem(
    name="entropy_pair",
    file="TwoLayers.v",
    section=_PAIR,
    statement=r""": falls_then_rises (fun k => entropy_rank (fun i => W i k) 1)""",
)

START = Theorem(
    name="monotone_start",
    file="TwoLayers.v",
    statement=r"""(n : nat) (lambda start : nat -> R) (eta : R) :
  (forall i, (i <= n)%nat -> 0 < start i /\ start i ^ 2 <= lambda i /\ lambda i <= lambda 0%nat) ->
  0 < eta -> scaled 2 eta (lambda 0%nat) <= / 2 ->
  let r k := relative_sum (fun i => w 2 eta (lambda i) (start i) k) n in
  never_falls_again r /\ falls_then_rises r""",
)

_TWO_EIGENVALUES = (
    r"n = 2,\ h_1 \le 1/N,\ \alpha^N \le \lambda_n",
    (
        "the indices 0 and 1, 0 < lambda 1 <= lambda 0, scaled N eta (lambda 0) <= / INR N, "
        "0 < alpha, alpha ^ N <= lambda i"
    ),
)
_UNIMODAL = (r"\text{falls, then rises}", "falls_then_rises")

DEFINED = (
    Quoted(
        "RefutedEntropy.v",
        r"""Definition monotone_entropy : Prop :=
  forall (N n : nat) (lambda : nat -> R) (alpha eta : R),
    (2 <= N)%nat -> (forall i, (i <= n)%nat -> 0 < lambda i <= lambda 0%nat) ->
    0 < alpha -> (forall i, (i <= n)%nat -> alpha ^ N <= lambda i) -> small_step N eta (lambda 0%nat) ->
    falls_then_rises (fun k => entropy_rank (fun i => w N eta (lambda i) alpha k) n).""",
        "the claim of that name, for all parameters",
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
        "TwoLayers.v",
        """Definition entropy_rank (e : nat -> R) (n : nat) : R :=
  exp (- sum_f_R0 (fun i => e i / sum_f_R0 e n * ln (e i / sum_f_R0 e n)) n).""",
        r"\exp(-\sum_i p_i \ln p_i), p_i = e_i / \sum_j e_j",
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
)

KERNEL = {
    "monotone.entropy": Formal(
        theorems=(ENTROPY,),
        reading=(
            (r"h_1 \le 1/N", "small_step N eta (lambda 0)"),
            (r"\alpha^N \le \lambda_n", "0 < alpha, alpha ^ N <= lambda i for every i <= n"),
            (
                r"e^{-\sum_i p_i \ln p_i},\ p_i = w_i/\textstyle\sum_j w_j",
                "entropy_rank of w i k",
            ),
            (
                r"\text{falls, then rises}",
                "falls_then_rises, for all N, n, spectra, starts and steps: that is refuted",
            ),
        ),
        refutes=True,
    ),
    "monotone.participation/pair": Formal(
        theorems=(PARTICIPATION_PAIR,),
        reading=(
            _TWO_EIGENVALUES,
            (r"(\textstyle\sum_i w_i)^2/\sum_i w_i^2", "participation of w 0 k and w 1 k"),
            _UNIMODAL,
        ),
        stronger="every N",
    ),
    "monotone.entropy/pair": Formal(
        theorems=(ENTROPY_PAIR,),
        reading=(
            _TWO_EIGENVALUES,
            (
                r"e^{-\sum_i p_i \ln p_i},\ p_i = w_i/\textstyle\sum_j w_j",
                "entropy_rank of w 0 k and w 1 k",
            ),
            _UNIMODAL,
        ),
        stronger="every N",
    ),
    "monotone.literal/few_steps": Formal(
        theorems=(FEW_STEPS,),
        reading=(
            (r"\hat W \succeq 0", "lambda 0 >= ... >= lambda n >= 0, lambda 0 > 0"),
            (
                r"h_1 \le 1/N,\ \alpha^N \le \lambda_1",
                "0 < eta, scaled N eta (lambda 0) <= / INR N, 0 < alpha, alpha ^ N <= lambda 0",
            ),
            (
                r"\text{after a fixed number of initial steps}",
                "one K, before all parameters: that there is one is refuted",
            ),
            (r"r(W(k)) \text{ does not decrease}", "r k <= r (S k) for every k >= K"),
        ),
        refutes=True,
    ),
    "monotone.literal": Formal(
        theorems=(LITERAL,),
        reading=(
            (r"\hat W \succeq 0", "lambda 0 >= ... >= lambda n >= 0, lambda 0 > 0"),
            (r"h_1 \le 1/N", "small_step N eta (lambda 0)"),
            (r"\alpha^N \le \lambda_1", "0 < alpha, alpha ^ N <= lambda 0"),
            (
                r"\text{falls, then rises}",
                "falls_then_rises, for all N, n, spectra, starts and steps: that is refuted",
            ),
        ),
        refutes=True,
    ),
    "monotone.participation": Formal(
        theorems=(PARTICIPATION,),
        reading=(
            (r"h_1 \le 1/N", "small_step N eta (lambda 0)"),
            (r"\alpha^N \le \lambda_n", "0 < alpha, alpha ^ N <= lambda i for every i <= n"),
            (r"(\textstyle\sum_i w_i)^2/\sum_i w_i^2", "participation of w i k"),
            (
                r"\text{falls, then rises}",
                "falls_then_rises, for all N, n, spectra, starts and steps: that is refuted",
            ),
        ),
        refutes=True,
    ),
    "monotone.start/deep": Formal(
        theorems=(START_DEEP,),
        reading=(
            (r"N \ge 3,\ h_1 \le 1/N", "(3 <= N)%nat, small_step N eta (lambda 0)"),
            (
                r"0 < d_i(0)^N \le \lambda_i \le \lambda_1",
                "0 < start i, start i ^ N <= lambda i <= lambda 0",
            ),
            (r"\textstyle\sum_i w_i/w_1", "relative_sum of w i k"),
            (
                r"\text{falls, then rises}",
                "falls_then_rises, for all N, n, spectra, starts and steps: that is refuted",
            ),
        ),
        refutes=True,
    ),
    "monotone.start/effective_rank": Formal(
        theorems=(START_RANK,),
        reading=(
            (r"N = 2,\ h_1 \le 1/2", "small_step 2 eta (lambda 0)"),
            (
                r"0 < d_i(0)^N \le \lambda_i \le \lambda_1",
                "0 < start i, start i ^ N <= lambda i <= lambda 0",
            ),
            ("r(W(k))", "effective_rank of w i k"),
            (
                r"\text{falls, then rises}",
                "falls_then_rises, for all N, n, spectra, starts and steps: that is refuted",
            ),
        ),
        refutes=True,
    ),
    "monotone.start": Formal(
        theorems=(START,),
        reading=(
            (r"N = 2,\ h_1 \le 1/2", "0 < eta, scaled 2 eta (lambda 0) <= / 2"),
            (
                r"0 < d_i(0)^N \le \lambda_i \le \lambda_1",
                "0 < start i, start i ^ N <= lambda i <= lambda 0",
            ),
            (
                r"\textstyle\sum_i w_i/w_1",
                "relative_sum of w i k, the first of them any of the largest eigenvalue",
            ),
            (
                r"\text{falls, then rises}",
                "falls_then_rises and never_falls_again, whatever the order of the starts",
            ),
        ),
        stronger="every n",
    ),
}
