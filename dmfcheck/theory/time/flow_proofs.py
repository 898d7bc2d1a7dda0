"""time.*: the theorems that hold the descent against the flow."""

from __future__ import annotations

from dmfcheck.theory.formal import Formal, Quoted, Theorem
from dmfcheck.theory.time.recovery_proofs import RECOVERY

BOUNDS = Theorem(
    name="time_flow_bounds",
    file="FlowBounds.v",
    statement=r"""(N : nat) (h : R) (T : R -> R) (x0 b : R) (K : nat) :
  (2 <= N)%nat -> 0 < h -> h * INR N <= 1 ->
  (forall x, 0 < x < 1 -> derivable_pt_lim T x (/ speed N x)) ->
  0 < x0 < b -> b < 1 -> recovered_first N h 1 x0 (b ^ N) K ->
  let c := h * INR N in
  let flow_steps := (T b - T x0) / h in
  (c < 1 -> c / - ln (1 - c) * flow_steps <= INR K)
  /\ INR K < 1 + c / 2 / ln (1 + c / 2) * flow_steps""",
)

CORRECTED = Theorem(
    name="time_corrected",
    file="CorrectedTime.v",
    statement=r"""(N : nat) (h : R) (T : R -> R) (x0 b : R) (K : nat) :
  (2 <= N)%nat -> 0 < h -> h * INR N <= 1 / 2 ->
  (forall y, 0 < y < 1 -> derivable_pt_lim T y (/ speed N y)) ->
  0 < x0 < b -> b < 1 -> recovered_first N h 1 x0 (b ^ N) K ->
  let steps := (T b - T x0) / h + / 2 * ln (speed N b / speed N x0) in
  let E := corrected_error (387 / 1000) N h x0 b in
  - E <= INR K - steps < 1 + E""",
)

DIFFERENCE = Theorem(
    name="flow_difference_is_false",
    file="RefutedAsymptotics.v",
    statement=": ~ flow_difference",
)

EARLY = Theorem(
    name="flow_difference_early_is_false",
    file="RefutedAsymptotics.v",
    statement=": ~ flow_difference_early",
)

KERNEL = {
    "time.flow_bounds": Formal(
        theorems=(RECOVERY, BOUNDS),
        reading=(
            (
                r"c = hN \le 1",
                (
                    "c = h * INR N, 0 < h, h * INR N <= 1, in scaled coordinates: lambda = 1, "
                    "where eta is h"
                ),
            ),
            (
                "T = T(b) - T(x_0)",
                (
                    "T b - T x0 of any T with T' = 1 / (x^(N-1) (1 - x^N)) on (0, 1): it is "
                    "the integral"
                ),
            ),
            (
                "K",
                (
                    "recovered_first N h 1 x0 (b ^ N) K: the first k with x_k ^ N >= b ^ N, 0 "
                    "< x0 < b < 1; recovery: there is one"
                ),
            ),
            (
                r"\frac{c}{-\ln(1-c)}\,\frac{T}{h} \le K",
                "the same for c < 1; at c = 1 the factor is 0, so that it says 0 <= K",
            ),
            (r"K < 1 + \frac{c/2}{\ln(1+c/2)}\,\frac{T}{h}", "the same"),
        ),
        stronger="every N, where the claim is tested up to 50",
    ),
    "time.corrected": Formal(
        theorems=(RECOVERY, CORRECTED),
        reading=(
            (
                r"c = hN \le 1/2",
                "0 < h, h * INR N <= 1 / 2, in scaled coordinates: lambda = 1, where eta is h",
            ),
            (
                r"S = \frac{T}{h} + \frac12 \ln\frac{f(b)}{f(x_0)}",
                ("steps, with any T with T' = 1/f on (0, 1); f(x) = speed N x = x^(N-1) (1 - x^N)"),
            ),
            (
                "K",
                (
                    "recovered_first N h 1 x0 (b ^ N) K: the first k with x_k ^ N >= b ^ N, 0 "
                    "< x0 < b < 1; recovery: there is one"
                ),
            ),
            (
                r"E = 0.387\,t' \left[\Lambda + \ln\frac{1-x_0^N}{1-b^N} - \ln(1-t')\right]",
                (
                    "corrected_error (387 / 1000) N h x0 b, with t' and Lambda (spread) as in "
                    "the remainder of the ledger"
                ),
            ),
            (r"-E \le K - S < 1 + E", "the same"),
        ),
        stronger="every N, where the claim is tested up to 50",
    ),
    "time.flow_difference": Formal(
        theorems=(DIFFERENCE,),
        reading=(
            (
                r"K - T/h \le B",
                (
                    "INR K - (flow_time_2 b - flow_time_2 x0) / h <= B, N = 2, lambda = 1; "
                    "one depth refutes it"
                ),
            ),
            (
                r"\text{some bound } B \text{ has } \dots \text{ for every } x_0",
                (
                    "for all h <= 1/2 and b in (0, 1) some B serves every x0 in (0, b): that "
                    "is refuted, at h = 1/4, b = 1/2"
                ),
            ),
        ),
        refutes=True,
    ),
    "time.flow_difference/early": Formal(
        theorems=(EARLY,),
        reading=(
            (
                r"K - T/h \ge -B",
                (
                    "- B <= INR K - (flow_time_2 b - flow_time_2 x0) / h, N = 2, lambda = 1; "
                    "one depth refutes it"
                ),
            ),
            (
                r"\text{some bound } B \text{ has } \dots \text{ for every } b < 1",
                (
                    "for all h <= 1/2 and x0 in (0, 1) some B serves every b in (x0, 1): that "
                    "is refuted, at h = 1/4, x0 = 9/10"
                ),
            ),
        ),
        refutes=True,
    ),
}

DEFINED = (
    Quoted(
        "RefutedAsymptotics.v",
        r"""Definition flow_difference : Prop :=
  forall h b, 0 < h -> h * 2 <= 1 -> 0 < b < 1 ->
    exists B, forall x0 K, 0 < x0 < b -> recovered_first 2 h 1 x0 (b ^ 2) K ->
      INR K - (flow_time_2 b - flow_time_2 x0) / h <= B.""",
        "the claim of that name at N = 2",
    ),
    Quoted(
        "RefutedAsymptotics.v",
        r"""Definition flow_difference_early : Prop :=
  forall h x0, 0 < h -> h * 2 <= 1 -> 0 < x0 < 1 ->
    exists B, forall b K, x0 < b < 1 -> recovered_first 2 h 1 x0 (b ^ 2) K ->
      - B <= INR K - (flow_time_2 b - flow_time_2 x0) / h.""",
        "the claim time.flow_difference/early at N = 2",
    ),
    Quoted(
        "CorrectedTime.v",
        r"""Definition spread (N : nat) (h x0 b : R) : R :=
  if Nat.eqb N 2 then 2 * (1 + h) * ln (b * (1 + h) / x0) else INR N / INR (N - 2).""",
        r"\Lambda: N/(N-2), or 2 (1+h) \ln(b(1+h)/x_0) for N = 2",
    ),
    Quoted(
        "CorrectedTime.v",
        r"""Definition corrected_error (C : R) (N : nat) (h x0 b : R) : R :=
  let c := h * INR N in
  let tb := c * b ^ (N - 2) in
  let t := Rmin c (tb * exp tb) in
  C * t * (spread N h x0 b + ln ((1 - x0 ^ N) / (1 - b ^ N)) - ln (1 - t)).""",
        r"E, with C for 0.387; t' = \min(c, t_b e^{t_b}), t_b = c b^{N-2}",
    ),
)

WITHOUT = {
    "time.corrected/sharper": (
        "its constant is proved by boxes, at N = 2..50, which have no replay in Coq; "
        "time_corrected_from has the rest of it"
    ),
}
