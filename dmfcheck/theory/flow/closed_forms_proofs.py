"""flow.*: the theorems behind the closed forms."""

from __future__ import annotations

from dmfcheck.theory.formal import Formal, Quoted, Theorem

TIME = Theorem(
    name="flow_time",
    file="Flows.v",
    statement=r"""(N : nat) (F H : R -> R) (a b : R) :
  (3 <= N)%nat -> (forall x, 0 < x < 1 -> derivable_pt_lim F x (/ speed N x)) ->
  (forall x, 0 < x < 1 ->
     Un_cv (fun n => sum_f_R0 (fun i => hyper 1 (2 / INR N) (1 + 2 / INR N) i * (x ^ N) ^ i) n) (H x)) ->
  0 < a <= b -> b < 1 ->
  let T x := - / (INR (N - 2) * x ^ (N - 2)) + x ^ 2 / 2 * H x in
  F b - F a = T b - T a""",
)

TIME_TWO = Theorem(
    name="flow_time_two_layers",
    file="Flows.v",
    statement=r"""(F : R -> R) (a b : R) :
  (forall x, 0 < x < 1 -> derivable_pt_lim F x (/ speed 2 x)) -> 0 < a <= b -> b < 1 ->
  F b - F a = flow_time_2 b - flow_time_2 a""",
)

LOGISTIC = Theorem(
    name="flow_logistic",
    file="FlowAndAbove.v",
    statement=r"""(lambda alpha t : R) :
  alpha <> 0 -> 1 + (lambda / alpha ^ 2 - 1) * exp (- (2 * lambda * t)) <> 0 ->
  (lambda <> 0 -> logistic lambda alpha 0 = alpha ^ 2)
  /\ derivable_pt_lim (logistic lambda alpha) t
       (2 * logistic lambda alpha t * (lambda - logistic lambda alpha t))""",
)

ONLY = Theorem(
    name="flow_logistic_only",
    file="Flows.v",
    statement=r"""(lambda alpha : R) (d : R -> R) :
  0 < alpha -> alpha ^ 2 <= lambda -> d 0 = alpha ->
  (forall t, 0 <= t -> derivable_pt_lim d t (d t * (lambda - d t ^ 2))) ->
  forall t, 0 <= t -> d t ^ 2 = logistic lambda alpha t""",
)

BALANCED = Theorem(
    name="flow_balanced",
    file="Flows.v",
    statement=r"""(n N : nat) (What : matrix) (W : R -> factors) (t : R) :
  (forall j a b, (j < N)%nat -> (a <= n)%nat -> (b <= n)%nat ->
     derivable_pt_lim (fun x => W x j a b) t (- gradient n N What (W t) j a b)) ->
  forall j a b, (S j < N)%nat -> (a <= n)%nat -> (b <= n)%nat ->
  derivable_pt_lim (fun x => sub (mul n (tr (W x (S j))) (W x (S j))) (mul n (W x j) (tr (W x j))) a b) t 0""",
)

PERTURBED = Theorem(
    name="flow_perturbed",
    file="Flows.v",
    statement=r"""(lambda alpha beta : R) (p q : R -> R) :
  0 < beta < alpha -> p 0 = alpha - beta -> q 0 = alpha ->
  (forall t, 0 <= t -> derivable_pt_lim p t (q t * (lambda - p t * q t))) ->
  (forall t, 0 <= t -> derivable_pt_lim q t (p t * (lambda - p t * q t))) ->
  let C := alpha ^ 2 - (alpha - beta) ^ 2 in
  let D := sqrt (4 * lambda ^ 2 + C ^ 2) in
  let w t := p t * q t in
  let u t := (2 * w t + sqrt (C ^ 2 + 4 * w t ^ 2)) / C in
  let u_plus := (2 * lambda + D) / C in
  let u_minus := (2 * lambda - D) / C in
  forall t, 0 <= t ->
  derivable_pt_lim w t (sqrt (C ^ 2 + 4 * w t ^ 2) * (lambda - w t))
  /\ (u t - u_minus) * (u_plus - u 0) = (u 0 - u_minus) * exp (D * t) * (u_plus - u t)""",
)

KERNEL = {
    "flow.time": Formal(
        theorems=(
            TIME,
            TIME_TWO,
        ),
        reading=(
            (
                r"\int_{x_0}^{b} \frac{dx}{x^{N-1}(1-x^N)}",
                ("F b - F a for any F with the derivative / speed N x on (0, 1), 0 < a <= b < 1"),
            ),
            (
                r"T(x) = \frac{x^{2-N}}{2-N} + \frac{x^2}{2}\,{}_2F_1(\dots)",
                (
                    "N >= 3: the same, x^(2-N) as / x ^ (N - 2), H x for the last factor; N = "
                    "2: flow_time_2, as the ledger takes it there"
                ),
            ),
            (
                r"{}_2F_1(1,\tfrac2N;1+\tfrac2N;x^N)",
                ("any H to which the sums of hyper 1 (2/N) (1 + 2/N) i * (x^N)^i tend on (0, 1)"),
            ),
        ),
        stronger="every N, where the claim is tested up to 50",
    ),
    "flow.logistic": Formal(
        theorems=(
            ONLY,
            LOGISTIC,
        ),
        reading=(
            (
                r"N=2:\ w(t)",
                (
                    "d t ^ 2 for any d with d' = d (lambda - d^2) for t >= 0, d 0 = alpha, 0 "
                    "< alpha, alpha^2 <= lambda"
                ),
            ),
            (
                r"\lambda / (1 + (\lambda/\alpha^2 - 1) e^{-2\lambda t})",
                (
                    "logistic lambda alpha t; flow_logistic: it has this start and solves w' "
                    "= 2 w (lambda - w)"
                ),
            ),
        ),
    ),
    "flow.balanced": Formal(
        theorems=(BALANCED,),
        reading=(
            (
                "W_{j+1}^T W_{j+1} - W_j W_j^T",
                "every entry of it, square factors of size n + 1, S j < N",
            ),
            (r"\frac{d}{dt}(\dots) = 0", "derivable_pt_lim ... t 0"),
            (
                r"\text{along the gradient flow}",
                ("at a time t at which every entry of every factor has the derivative - gradient"),
            ),
        ),
        stronger="every N and size",
    ),
    "flow.perturbed": Formal(
        theorems=(PERTURBED,),
        reading=(
            (
                "N=2",
                (
                    "p' = q (lambda - p q), q' = p (lambda - p q) for t >= 0, from (alpha - "
                    "beta, alpha), 0 < beta < alpha"
                ),
            ),
            (
                r"w' = \sqrt{C^2+4w^2}\,(\lambda-w),\ C = \alpha^2-(\alpha-\beta)^2",
                "the same, w = p q",
            ),
            (
                "u",
                (
                    "u = (2w + sqrt(C^2 + 4w^2)) / C, that is e^s with w = (C/2) sinh s; "
                    "u_plus, u_minus = (2 lambda +- D) / C"
                ),
            ),
            (
                r"\frac{u-u_-}{u_+-u} = \frac{u_0-u_-}{u_+-u_0} e^{\sqrt{4\lambda^2+C^2}\,t}",
                "the same, multiplied out: at w = lambda the quotients have no value",
            ),
        ),
        stronger="any real lambda",
    ),
}

DEFINED = (
    Quoted(
        "FlowAndAbove.v",
        "Definition logistic (lambda alpha t : R) : R := lambda / (1 + (lambda / alpha ^ 2 - 1) * exp (- (2 * lambda * t))).",
        "the solution, as a function of t",
    ),
    Quoted(
        "Flows.v",
        r"""Fixpoint hyper (a b c : R) (i : nat) : R :=
  match i with O => 1 | S j => hyper a b c j * ((a + INR j) * (b + INR j)) / ((c + INR j) * (1 + INR j)) end.""",
        "the coefficients of 2F1(a, b; c; y) by their recursion",
    ),
)
