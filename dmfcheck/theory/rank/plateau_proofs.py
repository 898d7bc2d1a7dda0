"""rank.plateau and rank.leading_last: their theorems."""

from __future__ import annotations

from dmfcheck.theory.formal import Formal, Quoted, Theorem

PLATEAU = Theorem(
    name="rank_plateau",
    file="Plateau.v",
    statement=r"""(N n L : nat) (lambda : nat -> R) (alpha eta delta delta' : R) (k : nat) :
  (2 <= N)%nat -> (1 <= L <= n + 1)%nat ->
  (forall i j, (i <= j <= n)%nat -> 0 <= lambda j <= lambda i) ->
  0 < alpha -> alpha ^ N <= lambda (L - 1)%nat -> alpha ^ N <= delta' ->
  0 < eta -> scaled N eta (lambda 0%nat) <= / INR N ->
  0 < delta < 1 ->
  (* K1 <= k *)
  (forall i, (i < L)%nat -> exists j, (j <= k)%nat /\ (1 - delta) * lambda i <= w N eta
    (lambda i) alpha j) ->
  (* k <= K2 *)
  ((L <= n)%nat -> exists j, (k <= j)%nat /\ w N eta (lambda L) alpha j <= delta') ->
  let r := effective_rank (fun i => w N eta (lambda i) alpha k) n in
  let r_L := effective_rank (fun i => if Nat.ltb i L then lambda i else 0) n in
  - delta * (r_L - 1) <= r - r_L
  /\ r - r_L <= delta / (1 - delta) * (r_L - 1)
                + INR (n + 1 - L) * (delta' / ((1 - delta) * lambda 0%nat))""",
)

LEADING_LAST = Theorem(
    name="leading_last_literal_is_false",
    file="RefutedTimes.v",
    statement=r""": ~ leading_last_literal""",
)

LEADING_AHEAD = Theorem(
    name="leading_ahead_literal_is_false",
    file="RefutedTimes.v",
    statement=r""": ~ leading_ahead_literal""",
)

DEFINED = (
    Quoted(
        "RefutedTimes.v",
        r"""Definition leading_last_setting N n L (lambda : nat -> R) alpha eta delta : Prop :=
  (2 <= N)%nat /\ (2 <= L <= n + 1)%nat /\ (forall i j, (i <= j <= n)%nat -> 0 <= lambda j <= lambda i)
  /\ 0 < alpha /\ alpha ^ N <= lambda (L - 1)%nat /\ small_step N eta (lambda 0%nat) /\ 0 < delta < 1.""",
        "what both parts of rank.leading_last_literal suppose",
    ),
    Quoted(
        "RefutedTimes.v",
        r"""Definition leading_last_literal : Prop :=
  forall N n L lambda alpha eta delta (K : nat),
    leading_last_setting N n L lambda alpha eta delta ->
    recovered_first N eta (lambda (L - 1)%nat) alpha (1 - delta) K ->
    forall i, (i < L)%nat -> exists j, (j <= K)%nat /\ (1 - delta) * lambda i <= w N eta (lambda i) alpha j.""",
        "K_1 = K_L in rank.leading_last_literal, for all parameters",
    ),
    Quoted(
        "RefutedTimes.v",
        """Definition leading_ahead_literal : Prop :=
  forall N n L lambda alpha eta delta (K i k : nat),
    leading_last_setting N n L lambda alpha eta delta -> (i < L)%nat ->
    recovered_first N eta (lambda i) alpha (1 - delta) K -> (K <= k)%nat ->
    w N eta (lambda i) alpha k / lambda i <= w N eta (lambda 0%nat) alpha k / lambda 0%nat.""",
        r"w_i/\lambda_i \le w_1/\lambda_1 in rank.leading_last_literal, for all parameters",
    ),
)

KERNEL = {
    "rank.leading_last_literal": Formal(
        theorems=(LEADING_LAST, LEADING_AHEAD),
        reading=(
            (
                r"L \ge 2,\ \alpha^N \le \lambda_L,\ h_1 \le 1/N",
                "leading_last_setting: the indices 0, ..., L-1 lead, alpha ^ N <= lambda (L - 1)",
            ),
            (
                r"K_1 = K_L(1-\delta)",
                "each i < L is recovered at a step j <= K, K that of L - 1: that is refuted",
            ),
            (
                (
                    r"\frac{w_i(k)}{\lambda_i} \le \frac{w_1(k)}{\lambda_1}"
                    r" \text{ for } i \le L,\ k \ge K_i(1-\delta)"
                ),
                "the same, recovered_first ... K and K <= k: that is refuted too",
            ),
            (
                r"\text{so } r(W(k)) - r_L \le \dots",
                "left out: the claim is all three, and one that is false is enough",
            ),
        ),
        refutes=True,
    ),
    "rank.plateau": Formal(
        theorems=(PLATEAU,),
        reading=(
            (
                r"n \text{ eigenvalues } \ge 0, 1 \le L \le n",
                "n + 1 eigenvalues lambda 0 >= ... >= lambda n >= 0, (1 <= L <= n + 1)%nat",
            ),
            (
                r"\alpha^N \le \lambda_L, \alpha^N \le \delta'",
                "alpha ^ N <= lambda (L - 1), alpha ^ N <= delta'",
            ),
            (
                r"h_1 \le 1/N",
                "scaled N eta (lambda 0) <= / INR N",
            ),
            (
                r"K_1 \le k",
                (
                    "each i < L has a step j <= k with w i j >= (1 - delta) * lambda i: then K_i "
                    "<= k"
                ),
            ),
            (
                r"k \le K_2",
                "if L <= n, some step j >= k has w L j <= delta': K_2 is the last such step",
            ),
            (
                r"r_L = r(\hat W_L)",
                "effective_rank of the L largest eigenvalues, the others 0",
            ),
            (
                r"-\delta(r_L-1) \le r(W(k)) - r_L \le \dots",
                "the same; that the shares 1 of the bounds are sharp is not part of it",
            ),
        ),
        stronger="every N and n",
    ),
}

_BY_BALLS = (
    "its derivative by the eigenvalue needs logarithms, and for N = 2 boxes of balls; "
    "not written in Coq yet"
)
WITHOUT = {"rank.leading_last": _BY_BALLS, "rank.leading_last/bound": _BY_BALLS}
