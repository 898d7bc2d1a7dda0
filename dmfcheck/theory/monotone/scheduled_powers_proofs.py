"""monotone.schedule/powers: its theorem."""

from __future__ import annotations

from dmfcheck.theory.formal import Formal, Quoted, Theorem

GENERAL = Theorem(
    name="monotone_rank_general",
    file="DeepFactorization.v",
    statement=r"""(q : R) (N n : nat) (eta lambda start : nat -> R) :
  1 <= q \/ (0 < q /\ forall k, eta (S k) <= eta k) ->
  (2 <= N)%nat ->
  (forall i, (i <= n)%nat -> 0 < lambda i <= lambda 0%nat) ->
  (forall i, (i <= n)%nat -> 0 < start i <= start 0%nat /\ start i ^ N <= lambda i) ->
  (forall k, 0 < eta k /\ scaled N (eta k) (lambda 0%nat) <= / INR N) ->
  let r := rank_of_power q N n eta lambda start in
  never_falls_again r /\ falls_then_rises r""",
)

SMALL_POWERS = Theorem(
    name="monotone_small_powers_is_false",
    file="RefutedSchedule.v",
    statement=""": ~ monotone_small_powers""",
)

DEFINED = (
    Quoted(
        "RefutedSchedule.v",
        """Definition monotone_small_powers : Prop :=
  forall (N n : nat) (lambda eta : nat -> R) (alpha p : R),
    (2 <= N)%nat -> (forall i, (i <= n)%nat -> 0 < lambda i <= lambda 0%nat) ->
    0 < alpha -> (forall i, (i <= n)%nat -> alpha ^ N <= lambda i) -> (forall k, small_step N (eta k) (lambda 0%nat)) -> 0 < p ->
    falls_then_rises (fun k =>
      sum_f_R0 (fun i => Rpower (orbit N eta (lambda i) alpha k ^ N / orbit N eta (lambda 0%nat) alpha k ^ N) p) n).""",
        "monotone.schedule/small_powers, for all parameters",
    ),
)

KERNEL = {
    "monotone.schedule/small_powers": Formal(
        theorems=(SMALL_POWERS,),
        reading=(
            (
                r"\text{any steps } \eta_k \text{ with } h_1 \le 1/N",
                "small_step N (eta k) (lambda 0) for every k: a schedule that does not end",
            ),
            (r"\alpha^N \le \lambda_n", "0 < alpha, alpha ^ N <= lambda i for every i <= n"),
            (
                r"\textstyle\sum_i (w_i/w_1)^p,\ p > 0",
                "the sum over i <= n of Rpower (w i k / w 0 k) p, w = orbit ^ N, 0 < p",
            ),
            (
                r"\text{falls, then rises}",
                "falls_then_rises, for all N, n, spectra, starts, steps and powers: refuted",
            ),
        ),
        refutes=True,
    ),
    "monotone.schedule/powers": Formal(
        theorems=(GENERAL,),
        reading=(
            (
                r"\text{any steps } \eta_k \text{ with } h_1 \le 1/N",
                "eta k > 0 and scaled N (eta k) (lambda 0) <= / INR N for every k",
            ),
            (
                r"\alpha^N \le \lambda_n",
                "start i = alpha: 0 < start i <= start 0, start i ^ N <= lambda i <= lambda 0",
            ),
            (
                r"p \ge 1/N \text{ or } \eta_{k+1} \le \eta_k",
                r"q = N p: 1 <= q, or 0 < q and eta (S k) <= eta k for every k",
            ),
            (
                r"\textstyle\sum_i (w_i/w_1)^p",
                "rank_of_power q: the sum over i <= n of Rpower (d i k / d 0 k) q, q = N p",
            ),
            (
                r"\text{falls, then rises}",
                "falls_then_rises and never_falls_again, as in monotone.rank",
            ),
        ),
        stronger="every N and n; any starts with start i <= start 0",
    ),
}

WITHOUT = {
    "monotone.schedule/growing_steps": (
        "elementary, but its last inequality is a polynomial of 137 terms; not written in Coq yet"
    ),
}
