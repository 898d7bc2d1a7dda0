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

LATE = Theorem(
    name="monotone_from_above_late",
    file="FromAboveLate.v",
    statement="""(N n : nat) (lambda : nat -> R) (alpha eta : R) (j K : nat) :
  (3 <= N)%nat -> 0 < lambda 0%nat ->
  (forall i, (i <= n)%nat -> Rabs (lambda i) <= lambda 0%nat) ->
  (j <= n)%nat -> lambda j < 0 ->
  0 < alpha -> (forall i, (i <= n)%nat -> 0 < lambda i -> alpha ^ N < lambda i) ->
  0 < eta -> scaled N eta (lambda 0%nat) <= / INR N ->
  (* K is late *)
  eta * alpha ^ (N - 2) * (Rabs (lambda j) + alpha ^ N) < 1 ->
  sum_f_R0 (fun i => if Rlt_dec 0 (lambda i) then lambda i * lack N eta (lambda i) alpha K else 0) n
    <= negative_floor N eta (lambda j) alpha K ->
  let r k := effective_rank (fun i => w N eta (lambda i) alpha k) n in
  let limit := effective_rank (fun i => Rmax (lambda i) 0) n in
  limit < r K""",
)

TWO_LAYERS = Theorem(
    name="monotone_from_above_two_layers",
    file="FromAboveTwoLayers.v",
    section="""Variables (n : nat) (lambda : nat -> R) (alpha eta : R) (j p K : nat).
Hypothesis setting : two_layer_signs n lambda alpha eta j p.

Let W i := w 2 eta (lambda i) alpha K.
Let lack i := 1 - W i / lambda i.
Let r := effective_rank W n.
Let limit := effective_rank (fun i => Rmax (lambda i) 0) n.""",
    statement=r""":
  (late_above n lambda alpha eta j K -> missing_rate eta (lambda p) < negative_rate eta (lambda j) -> limit < r)
  /\ (late_below n lambda alpha eta j p K -> negative_rate eta (lambda j) < missing_rate eta (lambda p) -> r < limit)""",
)

LIMIT = Theorem(
    name="effective_rank_limit",
    file="Denoising.v",
    statement="""(N n : nat) (lambda : nat -> R) (alpha eta M : R) :
  (2 <= N)%nat -> 0 < lambda 0%nat -> 0 < alpha <= M -> (forall i, (i <= n)%nat -> Rabs (lambda i) <= M ^ N) ->
  0 < eta -> eta * M ^ (2 * N - 2) <= / INR N ->
  Un_cv (fun k => effective_rank (fun i => w N eta (lambda i) alpha k) n)
        (effective_rank (fun i => Rmax (lambda i) 0) n)""",
)

ONE_POSITIVE = Theorem(
    name="one_positive_is_false",
    file="RefutedLimits.v",
    statement=r""": ~ one_positive 2""",
)

DEFINED = (
    Quoted(
        "FromAboveLate.v",
        """Definition negative_floor (N : nat) (eta lambda alpha : R) (K : nat) : R :=
  let m := (N - 2)%nat in
  let q := eta * alpha ^ m * (Rabs lambda + alpha ^ N) in
  let u := (1 + INR K * INR m * q / (1 - q) ^ (m + 1)) / alpha ^ m in
  / root m (u ^ N).""",
        r"u^{-N/m}, u = \alpha^{-m} (1 + K m q / (1-q)^{m+1}), q = \eta \alpha^m (|\lambda| + \alpha^N), m = N - 2",
    ),
    Quoted(
        "FromAboveLate.v",
        """Definition lack (N : nat) (eta lambda alpha : R) (K : nat) : R :=
  let x0 := alpha / root N lambda in
  INR N * (1 - x0) * (1 - scaled N eta lambda * (x0 ^ (N - 1) * geometric N x0)) ^ K.""",
        r"N (1 - x_0) (1 - h \phi(x_0))^K, \phi(x) = x^{N-1} (1 + ... + x^{N-1})",
    ),
    Quoted(
        "FromAboveTwoLayers.v",
        "Definition missing_rate (eta lambda : R) : R := 1 - 2 * eta * lambda.",
        r"1 - 2 \eta \lambda",
    ),
    Quoted(
        "FromAboveTwoLayers.v",
        "Definition negative_rate (eta lambda : R) : R := (1 - eta * Rabs lambda) ^ 2.",
        r"(1 - \eta |\lambda|)^2",
    ),
    Quoted(
        "FromAboveTwoLayers.v",
        """Definition positive_slack (eta lambda alpha : R) : R :=
  (1 - alpha ^ 2 / lambda) / (alpha ^ 2 / lambda * missing_rate eta lambda).""",
        r"c = (1-y) / (y (1 - 2 \eta \lambda)), y = \alpha^2 / \lambda",
    ),
    Quoted(
        "FromAboveTwoLayers.v",
        """Definition negative_slack (eta lambda alpha : R) : R :=
  - 2 * ln (1 - eta * alpha ^ 2 / (1 - eta * Rabs lambda)) / (1 - negative_rate eta lambda).""",
        r"c_- = -2 \ln(1 - u) / (1 - (1 - \eta |\lambda|)^2), u = \eta \alpha^2 / (1 - \eta |\lambda|)",
    ),
    Quoted(
        "FromAboveTwoLayers.v",
        """Definition late_above (n : nat) (lambda : nat -> R) (alpha eta : R) (j K : nat) : Prop :=
  forall i, (i <= n)%nat -> 0 < lambda i ->
    0 <= INR K * ln (negative_rate eta (lambda j) / missing_rate eta (lambda i)) - ln (INR (n + 1) * lambda i / alpha ^ 2)
         - negative_slack eta (lambda j) alpha - positive_slack eta (lambda i) alpha.""",
        "the hypothesis that K is late of monotone.from_above/two_layers where r comes from above",
    ),
    Quoted(
        "FromAboveTwoLayers.v",
        r"""Definition late_below (n : nat) (lambda : nat -> R) (alpha eta : R) (j p K : nat) : Prop :=
  let unit := 2 * INR (n + 1) / (lambda p * (1 - alpha ^ 2 / lambda p)) in
  0 <= INR K * ln (missing_rate eta (lambda p) / missing_rate eta (lambda 0%nat))
       - ln (unit * lambda 0%nat * (1 - alpha ^ 2 / lambda 0%nat)) - positive_slack eta (lambda 0%nat) alpha
  /\ 0 <= INR K * ln (missing_rate eta (lambda p) / negative_rate eta (lambda j)) - ln (unit * alpha ^ 2).""",
        "the same where r comes from below",
    ),
    Quoted(
        "FromAboveTwoLayers.v",
        r"""Definition two_layer_signs (n : nat) (lambda : nat -> R) (alpha eta : R) (j p : nat) : Prop :=
  (forall i, (i <= n)%nat -> lambda i <> 0 /\ lambda i <= lambda 0%nat)
  /\ (j <= n)%nat /\ lambda j < 0 /\ (forall i, (i <= n)%nat -> lambda i < 0 -> lambda i <= lambda j)
  /\ (p <= n)%nat /\ 0 < lambda p /\ (forall i, (i <= n)%nat -> 0 < lambda i -> lambda p <= lambda i)
  /\ 0 < alpha /\ alpha ^ 2 < lambda p /\ 0 < eta /\ eta * lambda 0%nat < / 2
  /\ (forall i, (i <= n)%nat -> lambda i < 0 -> eta * - lambda i <= / 2).""",
        "what monotone.from_above/two_layers supposes of the spectrum, the start and the step",
    ),
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

_LIMIT = (
    r"\lim r",
    (
        "effective_rank of the limits max(lambda i, 0) of the w i k, to which r k tends: "
        "effective_rank_limit, M ^ N the largest Rabs (lambda i)"
    ),
)

KERNEL = {
    "monotone.from_above": Formal(
        theorems=(LATE, FROM_ABOVE, LIMIT),
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
            _LIMIT,
            (
                r"k \text{ late}",
                (
                    "the ledger's inequality, for any negative eigenvalue j: the sum over positive "
                    "lambda i of lambda i * lack i is at most negative_floor"
                ),
            ),
            (
                r"\implies r(W(k)) > \lim r",
                "limit < r K at every late K; besides, limit < r k from some step on",
            ),
        ),
        stronger="every N and n",
    ),
    "monotone.from_above/two_layers": Formal(
        theorems=(TWO_LAYERS, LIMIT),
        reading=(
            (
                r"N = 2,\ \lambda_- < 0,\ \lambda_i \ne 0",
                "two_layer_signs: no lambda i is 0, j is the negative one nearest 0",
            ),
            (
                r"\alpha^2 < \lambda_{\min+} < \lambda_1",
                (
                    "p is the least positive one, 0 < alpha, alpha ^ 2 < lambda p; lambda p < "
                    "lambda 0 is not supposed: where they are equal no K meets late_below"
                ),
            ),
            (
                r"h_1 < 1/2,\ \eta|\lambda_n| \le 1/2",
                "0 < eta, eta * lambda 0 < / 2, eta * - lambda i <= / 2",
            ),
            _LIMIT,
            (r"k \text{ late}", "late_above or late_below, the ledger's inequality of the side"),
            (
                (
                    r"\operatorname{sign}(r(W(k)) - \lim r) ="
                    r" \operatorname{sign}((1-\eta|\lambda_-|)^2 - (1-2\eta\lambda_{\min+}))"
                ),
                (
                    "limit < r where missing_rate of p < negative_rate of j, r < limit where it "
                    "is larger: the ledger supposes that they differ"
                ),
            ),
        ),
        stronger="every n",
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
