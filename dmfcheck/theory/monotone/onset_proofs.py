"""monotone.onset: its theorems."""

from __future__ import annotations

from dmfcheck.theory.formal import Formal, Theorem

_SETTING = """Variables (N n : nat) (lambda : nat -> R) (alpha eta : R).
Hypotheses (HN : (2 <= N)%nat) (Hl : forall i, (i <= n)%nat -> 0 < lambda i <= lambda 0%nat)
           (Ha : 0 < alpha) (Hal : forall i, (i <= n)%nat -> alpha ^ N <= lambda i)
           (He : 0 < eta) (Hs : scaled N eta (lambda 0%nat) <= / INR N).

Let phi i k := d N eta (lambda i) alpha k ^ (N - 2) * (lambda i - w N eta (lambda i) alpha k).
Let r k := effective_rank (fun i => w N eta (lambda i) alpha k) n."""

FROM_ONSET = Theorem(
    name="monotone_onset_phi",
    file="Ratio.v",
    section=_SETTING,
    statement=r"""(k : nat) :
  (forall i, (1 <= i <= n)%nat -> phi 0%nat k <= phi i k) -> forall j, (k <= j)%nat -> r j <= r (S j)""",
)

SHARE = Theorem(
    name="monotone_onset_share",
    file="Ratio.v",
    section=_SETTING,
    statement=r"""(k k' : nat) :
  (k <= k')%nat -> w N eta (lambda 0%nat) alpha k / lambda 0%nat * r k <= r k'""",
)

_IDENTICAL = (
    r"h_1 \le 1/N,\ \alpha^N \le \lambda_n",
    "scaled N eta (lambda 0) <= / INR N, 0 < alpha, alpha ^ N <= lambda i; lambda 0 is the largest",
)
_PHI = (r"\varphi_i = d_i^{N-2}(\lambda_i - w_i)", "phi i k, a definition of the section")

KERNEL = {
    "monotone.onset": Formal(
        theorems=(FROM_ONSET,),
        reading=(
            _IDENTICAL,
            _PHI,
            (
                r"\text{the first step with } \varphi_1 \le \min_{i \ge 2} \varphi_i",
                "any step k with phi 0 k <= phi i k for 1 <= i <= n: the first is one of them",
            ),
            (
                r"r \text{ does not decrease from it on}",
                "r j <= r (S j) for every j >= k, r the effective_rank of w i k",
            ),
        ),
        stronger="every N and n; from any step at which the inequality holds",
    ),
    "monotone.onset/any_scale": Formal(
        theorems=(FROM_ONSET,),
        reading=(
            _IDENTICAL,
            (
                r"\varphi_1(k) \le \min_{i \ge 2} \varphi_i(k)",
                "phi 0 k <= phi i k for 1 <= i <= n",
            ),
            (r"k' \ge k \implies r(W(k'+1)) \ge r(W(k'))", "k <= j -> r j <= r (S j)"),
        ),
        stronger="every N and n",
    ),
    "monotone.onset/share": Formal(
        theorems=(SHARE,),
        reading=(
            _IDENTICAL,
            (
                r"k' \ge k \implies r(W(k')) \ge (w_1(k)/\lambda_1)\, r(W(k))",
                "k <= k' -> w 0 k / lambda 0 * r k <= r k'",
            ),
        ),
        stronger="every N and n",
    ),
}
