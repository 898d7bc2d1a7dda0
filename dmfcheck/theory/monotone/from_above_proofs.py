"""monotone.from_above: its theorems."""

from __future__ import annotations

from dmfcheck.theory.formal import Formal, Quoted, Theorem

FROM_ABOVE = Theorem(
    name="monotone_from_above",
    file="FromAbove.v",
    statement=r"""(N n : nat) (lambda : nat -> R) (alpha eta : R) :
  (3 <= N)%nat -> 0 < lambda 0%nat ->
  (forall i, (i <= n)%nat -> Rabs (lambda i) <= lambda 0%nat) ->
  (exists i, (i <= n)%nat /\ lambda i < 0) ->
  0 < alpha -> (forall i, (i <= n)%nat -> 0 < lambda i -> alpha ^ N < lambda i) ->
  0 < eta -> scaled N eta (lambda 0%nat) <= / INR N ->
  let r k := effective_rank (fun i => w N eta (lambda i) alpha k) n in
  let limit := effective_rank (fun i => Rmax (lambda i) 0) n in
  exists K, forall k, (K <= k)%nat -> limit < r k""",
)

ONE_POSITIVE = Theorem(
    name="one_positive_is_false",
    file="RefutedLimits.v",
    statement=r""": ~ one_positive 2""",
)

DEFINED = (
    Quoted(
        "RefutedLimits.v",
        r"""Definition one_positive (N : nat) : Prop :=
  forall lambda m alpha eta L,
    0 < lambda -> 0 < m -> 0 < alpha -> alpha ^ N < lambda -> 0 < eta -> scaled N eta lambda < / INR N -> eta * m <= / 2 ->
    let r k := effective_rank (fun i => w N eta (match i with O => lambda | _ => - m end) alpha k) 1 in
    Un_cv r L ->
    (0 < (1 - eta * m) ^ 2 - (1 - 2 * eta * lambda) -> exists K, forall k, (K <= k)%nat -> L < r k)
    /\ ((1 - eta * m) ^ 2 - (1 - 2 * eta * lambda) < 0 -> exists K, forall k, (K <= k)%nat -> r k < L).""",
        "monotone.from_above/one_positive, for one positive and one negative eigenvalue",
    ),
)

KERNEL = {
    "monotone.from_above": Formal(
        theorems=(FROM_ABOVE,),
        reading=(
            (r"N \ge 3,\ \lambda_- < 0", "(3 <= N)%nat, some lambda i < 0; others may be 0"),
            (
                r"|\lambda_n| \le \lambda_1,\ h_1 \le 1/N",
                "Rabs (lambda i) <= lambda 0, scaled N eta (lambda 0) <= / INR N",
            ),
            (
                r"\alpha^N < \lambda_{\min+}",
                "0 < alpha, alpha ^ N < lambda i for every lambda i > 0",
            ),
            (r"\lim r", "effective_rank of the limits max(lambda i, 0) of the w i k"),
            (r"k \text{ late} \implies r(W(k)) > \lim r", "limit < r k from some step K on"),
        ),
        missing="which steps are late: the inequality that the ledger means by it",
    ),
    "monotone.from_above/one_positive": Formal(
        theorems=(ONE_POSITIVE,),
        reading=(
            (r"N = 2,\ \lambda_- < 0", "N = 2, the eigenvalues lambda > 0 and - m < 0"),
            (r"\alpha^2 < \lambda_{\min+} = \lambda_1", "0 < alpha, alpha ^ N < lambda"),
            (
                r"h_1 < 1/2,\ \eta|\lambda_n| \le 1/2",
                "scaled N eta lambda < / INR N, eta * m <= / 2",
            ),
            (
                r"\operatorname{sign}(r(W(k)) - \lim r) = \operatorname{sign}(\dots)",
                (
                    "from some step K on r is above its limit L where the other side is positive "
                    "and below it where that is negative: that is refuted"
                ),
            ),
        ),
        refutes=True,
    ),
}

WITHOUT = {
    "monotone.from_above/two_layers": (
        "elementary, but long: which of two geometric rates wins; not written in Coq yet"
    ),
}
