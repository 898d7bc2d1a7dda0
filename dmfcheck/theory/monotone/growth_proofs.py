"""The proof of monotone.rank as numbers: the theorems of what one step says of the next."""

from __future__ import annotations

from dmfcheck.theory.formal import Formal, Quoted, Theorem

_SCHEDULE = """Variables (N n : nat) (eta lambda : nat -> R) (alpha : R).
Hypotheses (HN : (2 <= N)%nat) (Hl : forall i, (i <= n)%nat -> lambda i <= lambda 0%nat)
           (Ha : 0 < alpha) (Hal : forall i, (i <= n)%nat -> alpha ^ N <= lambda i)
           (He : forall k, 0 < eta k /\\ scaled N (eta k) (lambda 0%nat) <= / INR N).

Let x i k := orbit N eta (lambda i) alpha k.
Let s i k := x i (S k) / x i k.
Let change k := sum_f_R0 (fun i => x i k ^ N * (s i k ^ N - s 0%nat k ^ N)) n.
Let H k := eta k * x 0%nat k ^ (N - 2) * lambda 0%nat.
Let t k := eta (S k) / eta k.
Let factor k :=
  s 0%nat k * t k * next_growth_slope N (H k) (s 0%nat k)
  * (1 + t k * (next_growth_bound N (H k) (s 0%nat k) - 1)) ^ (N - 1)."""

_CONSTANT = """Variables (N n : nat) (lambda : nat -> R) (alpha eta : R).
Hypotheses (HN : (2 <= N)%nat) (Hl : forall i, (i <= n)%nat -> lambda i <= lambda 0%nat)
           (Ha : 0 < alpha) (Hal : forall i, (i <= n)%nat -> alpha ^ N <= lambda i)
           (He : 0 < eta) (Hs : scaled N eta (lambda 0%nat) <= / INR N).

Let x i k := d N eta (lambda i) alpha k.
Let s i k := x i (S k) / x i k.
Let change k := sum_f_R0 (fun i => x i k ^ N * (s i k ^ N - s 0%nat k ^ N)) n.
Let H k := eta * x 0%nat k ^ (N - 2) * lambda 0%nat.
Let kappa k :=
  s 0%nat k * next_growth_bound N (H k) (s 0%nat k) ^ (N - 1) * next_growth_slope N (H k) (s 0%nat k).
Let T i k := s i k ^ N * ((s i (S k) ^ N - s 0%nat (S k) ^ N) / (s i k ^ N - s 0%nat k ^ N))."""

SCHEDULE_GROWTH = Theorem(
    name="monotone_schedule_growth",
    file="GrowthClaims.v",
    section=_SCHEDULE,
    statement=r"""(k : nat) : 0 <= factor k /\ factor k * change k <= change (S k)""",
)

RANK_GROWTH = Theorem(
    name="monotone_rank_growth",
    file="GrowthClaims.v",
    section=_CONSTANT,
    statement=r"""(k : nat) : 0 <= kappa k /\ kappa k * change k <= change (S k)""",
)

PAIR = Theorem(
    name="monotone_pair_growth",
    file="GrowthClaims.v",
    section=_CONSTANT,
    statement=r"""(i k : nat) :
  (i <= n)%nat -> (s 0%nat k < s i k -> kappa k <= T i k) /\ (s i k < s 0%nat k -> T i k <= kappa k)""",
)

_IDENTICAL = (
    r"h_1 \le 1/N,\ \alpha^N \le \lambda_n",
    "scaled N eta (lambda 0) <= / INR N, 0 < alpha, alpha ^ N <= lambda i; lambda 0 is the largest",
)
_CHANGE = (
    r"S_k = \sum_i w_i (s_i^N - s_1^N)",
    "change k, s i k = x i (S k) / x i k, w_i = x i k ^ N",
)
_SLOPE = (
    r"G, G'",
    (
        "next_growth_bound, and next_growth_slope, its derivative (next_growth_slope_correct), "
        "with H k = eta * d_1 ^ (N - 2) * lambda_1"
    ),
)
_KAPPA = (r"\kappa = s_1 G(s_1)^{N-1} G'(s_1)", "kappa k, a definition of the section")

DEFINED = (
    Quoted(
        "GrowthClaims.v",
        """Definition next_growth_bound (N : nat) (H s : R) : R :=
  1 + H * s ^ (N - 2) - (1 + H) * s ^ (2 * N - 2) + s ^ (2 * N - 1).""",
        "G(s) = 1 + H s^{N-2} - (1+H) s^{2N-2} + s^{2N-1}",
    ),
    Quoted(
        "GrowthClaims.v",
        """Definition next_growth_slope (N : nat) (H s : R) : R :=
  H * (INR (N - 2) * s ^ (N - 3)) - (1 + H) * (INR (2 * N - 2) * s ^ (2 * N - 3)) + INR (2 * N - 1) * s ^ (2 * N - 2).""",
        "G'(s), the derivative (next_growth_slope_correct proves it)",
    ),
)

KERNEL = {
    "monotone.rank/growth": Formal(
        theorems=(RANK_GROWTH,),
        reading=(
            _IDENTICAL,
            _CHANGE,
            _SLOPE,
            _KAPPA,
            (
                r"S_{k+1} \ge \kappa S_k,\ \kappa \ge 0",
                "kappa k * change k <= change (S k), 0 <= kappa k",
            ),
        ),
        stronger="every N and n",
    ),
    "monotone.schedule/growth": Formal(
        theorems=(SCHEDULE_GROWTH,),
        reading=(
            (
                r"\text{any steps with } h_1 \le 1/N,\ \alpha^N \le \lambda_n",
                (
                    "0 < eta k and scaled N (eta k) (lambda 0) <= / INR N for every k, 0 < alpha, "
                    "alpha ^ N <= lambda i; lambda 0 is the largest"
                ),
            ),
            _CHANGE,
            _SLOPE,
            (
                r"\kappa_t = s_1 t G'(s_1) (1 + t(G(s_1)-1))^{N-1},\ t = \eta_{k+1}/\eta_k",
                "factor k with t k, definitions of the section",
            ),
            (
                r"S_{k+1} \ge \kappa_t S_k",
                "factor k * change k <= change (S k), and 0 <= factor k",
            ),
        ),
        stronger="every N and n",
    ),
    "monotone.pair": Formal(
        theorems=(PAIR,),
        reading=(
            _IDENTICAL,
            _SLOPE,
            _KAPPA,
            (
                r"T_i = s_i^N \frac{(s_i^+)^N - (s_1^+)^N}{s_i^N - s_1^N}",
                "T i k, a definition of the section; s_i^+ = s i (S k)",
            ),
            (
                r"T_A \ge \kappa \ge T_B,\ s_A > s_1 > s_B",
                "kappa k <= T i k where s 0 k < s i k, T i k <= kappa k where s i k < s 0 k",
            ),
        ),
        stronger="every N and n",
    ),
}
