"""perturbed.time: its theorems."""

from __future__ import annotations

from dmfcheck.theory.formal import Formal, Quoted, Theorem

REACHED = Theorem(
    name="perturbed_reached",
    file="PerturbedTime.v",
    statement=r"""(c M l eta alpha beta theta : R) :
  1 < c -> (c - 1) * c ^ 1 = 1 -> alpha <= M -> 0 < l <= M ^ 2 -> 0 < beta < alpha ->
  0 < eta -> eta * (perturbed_L 2 c * M ^ 2) <= 1 -> theta < 1 ->
  exists T, reached_first eta l alpha beta theta T""",
)

TIME = Theorem(
    name="perturbed_time",
    file="PerturbedTime.v",
    statement=r"""(c M l eta alpha beta theta : R) (T : nat) :
  1 < c -> (c - 1) * c ^ 1 = 1 -> alpha <= M -> 0 < l <= M ^ 2 -> 0 < beta < alpha ->
  0 < eta -> eta * (perturbed_L 2 c * M ^ 2) <= 1 -> 0 < theta < 1 ->
  beta * (2 * alpha - beta) <= 2 * l * sqrt (1 - theta ^ 2) -> reached_first eta l alpha beta theta T ->
  let h := eta * l in
  let R := ln (1 + h) in
  (ln (2 * sqrt l / beta) + / 2 * ln theta - (2 * alpha - beta) ^ 2 / (4 * l * (2 - h) * (1 + h))) / R <= INR T
  /\ INR T <= 1 + (/ 2 * ln (4 * l / beta ^ 2) + / 2 * ln ((1 + theta) / (1 - theta))) / R""",
)

SHARPER = Theorem(
    name="perturbed_time_sharper",
    file="PerturbedTime.v",
    statement=r"""(c M l eta alpha beta theta : R) (T : nat) :
  1 < c -> (c - 1) * c ^ 1 = 1 -> alpha <= M -> 0 < l <= M ^ 2 -> 0 < beta < alpha ->
  0 < eta -> eta * (perturbed_L 2 c * M ^ 2) <= 1 -> 0 < theta < 1 ->
  beta * (2 * alpha - beta) <= 2 * l * sqrt (1 - theta ^ 2) -> reached_first eta l alpha beta theta T ->
  INR T <= 1 + (/ 2 * ln (2 * l / beta ^ 2) + / 2 * ln ((1 + theta) / (1 - theta))) / ln (1 + eta * l)""",
)

KERNEL = {
    "perturbed.time": Formal(
        theorems=(
            REACHED,
            TIME,
        ),
        reading=(
            (
                r"N = 2,\ \lambda = -l < 0",
                "pw 2 eta (- l) alpha beta, 0 < l, 0 < beta < alpha, 0 < theta < 1",
            ),
            (r"\beta(2\alpha-\beta) \le 2l\sqrt{1-\theta^2}", "the same"),
            (
                r"\eta \le 1/(L_2 M^2)",
                (
                    "eta * (perturbed_L 2 c * M ^ 2) <= 1, c the exact root, any M with alpha "
                    "<= M, l <= M ^ 2"
                ),
            ),
            (
                "T",
                (
                    "reached_first: the first step with w <= - (theta * l); "
                    "perturbed_reached: there is one"
                ),
            ),
            (r"R = \ln(1+\eta l)", "the same"),
            (r"\tfrac1R[\dots] \le T", "the same"),
            (r"T \le 1 + \tfrac1R[\dots]", "the same"),
        ),
    ),
    "perturbed.time/sharper": Formal(
        theorems=(
            REACHED,
            SHARPER,
        ),
        reading=(
            (
                r"N = 2,\ \lambda = -l < 0",
                "pw 2 eta (- l) alpha beta, 0 < l, 0 < beta < alpha, 0 < theta < 1",
            ),
            (r"\beta(2\alpha-\beta) \le 2l\sqrt{1-\theta^2}", "the same"),
            (
                r"\eta \le 1/(L_2 M^2)",
                (
                    "eta * (perturbed_L 2 c * M ^ 2) <= 1, c the exact root, any M with alpha "
                    "<= M, l <= M ^ 2"
                ),
            ),
            (
                "T",
                (
                    "reached_first: the first step with w <= - (theta * l); "
                    "perturbed_reached: there is one"
                ),
            ),
            (r"R = \ln(1+\eta l)", "the same"),
            (
                r"T \le 1 + \tfrac1R\left[\tfrac12\ln\tfrac{2 l}{\beta^2} + \tfrac12\ln\tfrac{1+\theta}{1-\theta}\right]",
                "the same",
            ),
        ),
    ),
}

DEFINED = (
    Quoted(
        "PerturbedTime.v",
        r"""Definition reached_first (eta l alpha beta theta : R) (T : nat) : Prop :=
  pw 2 eta (- l) alpha beta T <= - (theta * l)
  /\ forall k, (k < T)%nat -> - (theta * l) < pw 2 eta (- l) alpha beta k.""",
        r"T = the first step with w \le -\theta l, N = 2, \lambda = -l",
    ),
)
