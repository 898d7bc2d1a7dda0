"""order.depth: theorems about what depth does along the flow, and what it does not do."""

from __future__ import annotations

from dmfcheck.theory.formal import Formal, Quoted, Theorem

NARROWER = Theorem(
    name="order_depth",
    file="OrderDepth.v",
    statement=r"""(N : nat) (T T' : R -> R) (y0 t1 t2 t3 : R) :
  (2 <= N)%nat -> flow_time N T -> flow_time (N + 1) T' ->
  0 < y0 <= t1 -> t1 < t2 < 1 -> y0 < t3 <= t2 -> y0 < t1 \/ t3 < t2 ->
  width (N + 1) T' y0 t1 t2 t3 < width N T y0 t1 t2 t3""",
)

SAME_START = Theorem(
    name="order_depth_same_start",
    file="OrderDepth.v",
    statement="""(N : nat) (T T' : R -> R) (alpha t1 t2 t3 : R) :
  (2 <= N)%nat -> flow_time N T -> flow_time (N + 1) T' ->
  0 < alpha < 1 -> alpha ^ N <= t1 -> t1 < t2 < 1 -> alpha ^ N < t3 <= t2 ->
  width (N + 1) T' (alpha ^ (N + 1)) t1 t2 t3 < width N T (alpha ^ N) t1 t2 t3""",
)

WHOLE_STEPS = Theorem(
    name="order_depth_whole_steps_is_false",
    file="RefutedTimes.v",
    statement=r""": ~ order_depth_whole_steps""",
)

LITERAL = Theorem(
    name="order_depth_literal_is_false",
    file="RefutedTimes.v",
    statement=r""": ~ order_depth_literal""",
)

DEFINED = (
    Quoted(
        "OrderDepth.v",
        """Definition flow_time (N : nat) (T : R -> R) : Prop :=
  forall x, 0 < x < 1 -> derivable_pt_lim T x (/ speed N x).""",
        r"T(x) - T(x_0) is the time of the flow from x_0 to x, T = \int dx / (x^{N-1} (1 - x^N))",
    ),
    Quoted(
        "OrderDepth.v",
        """Definition width (N : nat) (T : R -> R) (y0 t1 t2 t3 : R) : R :=
  (T (root N t2) - T (root N t1)) / (T (root N t3) - T (root N y0)).""",
        r"(K(t_2) - K(t_1)) / K(t_3) of the flow from w = y_0 \lambda on, K(t) the time to w = t \lambda",
    ),
    Quoted(
        "RefutedTimes.v",
        """Definition order_depth_whole_steps : Prop :=
  forall (N : nat) (alpha alpha' eta t1 t2 t3 : R) (K1 K2 K3 K1' K2' K3' : nat),
    (2 <= N)%nat -> 0 < alpha -> 0 < alpha' -> alpha ^ N = alpha' ^ (N + 1) ->
    0 < eta <= / INR (N + 1) -> t1 < t2 < 1 -> t3 <= t2 -> alpha ^ N <= t1 -> alpha ^ N < t3 ->
    recovered_first N eta 1 alpha t1 K1 -> recovered_first N eta 1 alpha t2 K2 -> recovered_first N eta 1 alpha t3 K3 ->
    recovered_first (N + 1) eta 1 alpha' t1 K1' -> recovered_first (N + 1) eta 1 alpha' t2 K2' ->
    recovered_first (N + 1) eta 1 alpha' t3 K3' ->
    (INR K2' - INR K1') / INR K3' <= (INR K2 - INR K1) / INR K3.""",
        "the claim of that name, for all parameters",
    ),
    Quoted(
        "RefutedTimes.v",
        """Definition order_depth_literal : Prop :=
  forall (N : nat) (lambda_i lambda_j alpha eta theta : R) (Ki Kj Ki' Kj' : nat),
    (2 <= N)%nat -> 0 < lambda_j < lambda_i -> 0 < alpha < 1 -> theta < 1 ->
    alpha ^ N < theta * lambda_j -> alpha ^ (N + 1) < theta * lambda_j ->
    small_step N eta lambda_i -> small_step (N + 1) eta lambda_i ->
    recovered_first N eta lambda_i alpha theta Ki -> recovered_first N eta lambda_j alpha theta Kj ->
    recovered_first (N + 1) eta lambda_i alpha theta Ki' -> recovered_first (N + 1) eta lambda_j alpha theta Kj' ->
    (INR Kj - INR Ki) / INR Kj <= (INR Kj' - INR Ki') / INR Kj'.""",
        "the claim of that name, for all parameters",
    ),
)

_WIDTH = (
    r"\frac{K(t_2)-K(t_1)}{K(t_3)},\ \text{flow}",
    (
        "width, of any T with flow_time N T, and of any T' with flow_time (N + 1) T': the time "
        "from x to x' is T x' - T x in units of lambda^(2/N - 2), which cancel"
    ),
)
_LEVELS = (r"t_1 < t_2,\ t_3 \le t_2", "t1 < t2 < 1, t3 <= t2")

KERNEL = {
    "order.depth": Formal(
        theorems=(NARROWER,),
        reading=(
            _WIDTH,
            _LEVELS,
            (
                r"\alpha^N \text{ matched},\ \alpha^N \le t_1\lambda,\ \alpha^N < t_3\lambda",
                "y0 = alpha^N / lambda at both depths, 0 < y0 <= t1, y0 < t3",
            ),
            (
                r"\alpha^N < t_1\lambda \text{ or } t_3 < t_2",
                "y0 < t1 \\/ t3 < t2",
            ),
            (
                r"\text{strictly decreases in } N",
                "width at depth N + 1 < width at depth N, for every N >= 2",
            ),
        ),
        stronger="every N",
    ),
    "order.depth/same_start": Formal(
        theorems=(SAME_START,),
        reading=(
            _WIDTH,
            _LEVELS,
            (
                r"\lambda = 1,\ \alpha < 1 \text{ matched},\ \alpha^N \le t_1,\ \alpha^N < t_3",
                "0 < alpha < 1, y0 = alpha ^ N and alpha ^ (N + 1), alpha ^ N <= t1, alpha ^ N < t3",
            ),
            (
                r"\text{strictly decreases in } N",
                "width at depth N + 1 < width at depth N, for every N >= 2",
            ),
        ),
        stronger="every N",
    ),
    "order.depth/whole_steps": Formal(
        theorems=(WHOLE_STEPS,),
        reading=(
            (
                r"\lambda = 1,\ \alpha^N \text{ matched}",
                "lambda = 1, alpha ^ N = alpha' ^ (N + 1), both positive",
            ),
            (r"\eta \le \tfrac{1}{N+1}", "0 < eta <= / INR (N + 1)"),
            (
                r"t_1 < t_2,\ t_3 \le t_2,\ \alpha^N \le t_1,\ \alpha^N < t_3",
                "the same, t2 < 1",
            ),
            (r"K(t)", "recovered_first: K1, K2, K3 at depth N, K1', K2', K3' at depth N + 1"),
            (
                r"\frac{K(t_2)-K(t_1)}{K(t_3)} \text{ decreases in } N",
                "that at depth N + 1 is at most that at depth N: that is refuted",
            ),
        ),
        refutes=True,
    ),
    "order.depth_literal": Formal(
        theorems=(LITERAL,),
        reading=(
            (
                r"\alpha < 1 \text{ matched},\ \alpha^N < \theta\lambda_j",
                "0 < alpha < 1, alpha ^ N and alpha ^ (N + 1) below theta * lambda_j, theta < 1",
            ),
            (r"h_1 \le 1/N", "small_step N eta lambda_i and small_step (N + 1) eta lambda_i"),
            (r"K_i, K_j", "recovered_first at the level theta, at depth N and at depth N + 1"),
            (
                r"\frac{K_j - K_i}{K_j} \text{ increases in } N,\ \lambda_i > \lambda_j",
                "that at depth N is at most that at depth N + 1: that is refuted",
            ),
        ),
        refutes=True,
    ),
}
