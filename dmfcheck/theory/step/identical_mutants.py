"""What is wrong about step.*: bounds past sharp, hypotheses dropped, exponents off by one."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Constant, Constants, Hypothesis
from dmfcheck.claims.mutant import Mutant, mutate, swap_hypothesis
from dmfcheck.claims.point import Point
from dmfcheck.theory.step.identical import (
    BELOW,
    CONVERGENCE_BOUND,
    CONVERGENT,
    CONVERGENT_STEP,
    CYCLE,
    CYCLE_STEP,
    DECAY_STEP,
    DECAYS,
    EVEN,
    EVEN_DECAY_STEP,
    EVEN_DEPTH,
    FROM_ABOVE,
    MONOTONE,
    MONOTONE_STEP,
    NEAR_ONE,
    OVERSHOOTING_STEP,
    OVERSHOOTS,
    REPELS,
    STEP_BOUND,
    STEP_FROM_ABOVE,
    decay_size,
)
from dmfcheck.theory.step.identical_strategies import (
    above,
    below,
    nonpositive,
    overshooting,
    repelled,
    two_cycles,
)

TWICE_BELOW = partial(below, largest_share=Fraction(2))
FAR_BELOW = partial(below, largest_share=Fraction(3))
STEEP_ABOVE = partial(above, largest_share=Fraction(3))
CYCLES_AGAIN = partial(two_cycles)
"""The same again: a hunt of the claim draws from it once for each."""
NONPOSITIVE = partial(nonpositive, largest=Fraction(5, 2))


def _undershoots(a: Arithmetic, p: Point, c: Constants) -> Any:
    return a.minimum(*(-factor for factor in a.contractions(p)))


def _halves(a: Arithmetic, p: Point, c: Constants) -> Any:
    return a.minimum(*(a.number(Fraction(1, 2)) - factor for factor in a.contractions(p)))


def _one_term(a: Arithmetic, p: Point, c: Constants) -> Any:
    x, h = a.scaled(p)
    return 1 - h * x ** (p.depth - 1)


def _never_shrinks(a: Arithmetic, p: Point, c: Constants) -> Any:
    orbit = a.orbit(p)
    return a.absolute(orbit[-1] / orbit[0]) - 1


def _repeats_at_once(a: Arithmetic, p: Point, c: Constants) -> Any:
    orbit = a.orbit(p)
    return a.equal(orbit[1], orbit[0], orbit[0])


def _returns_after_three(a: Arithmetic, p: Point, c: Constants) -> Any:
    # Of a 2-cycle: alpha after one step, read as after three.
    orbit = a.orbit(p)
    return a.equal(orbit[2], -orbit[0], orbit[0])


def _step(formula: str, value: Any) -> Constant:
    return Constant(STEP_BOUND.name, value, formula)


def _convergence(formula: str, value: Any) -> Constant:
    return Constant(CONVERGENCE_BOUND.name, value, formula)


_HALF_SIZE = Hypothesis("half the size <= 1", lambda a, p, c: 2 - decay_size(p))
_SHIFTED_SIZE = Hypothesis(
    "eta alpha^{N-1}(|lambda| + alpha^N) <= 1", lambda a, p, c: 1 - decay_size(p) * p.alpha
)
_FOUR = Hypothesis("size < 4", lambda a, p, c: 4 - decay_size(p), strict=True)
_ONE_TERM = Hypothesis("h x_0^{N-1} <= 1", _one_term)
_CYCLE_AT_ONE = Hypothesis("size = 1", lambda a, p, c: -a.absolute(1 - decay_size(p)))

MUTANTS: tuple[Mutant, ...] = (
    mutate(
        MONOTONE,
        "past-sharp",
        "1/N raised by a thousandth",
        overshooting,
        constant=_step("1.001/N", lambda N: Fraction(1001, 1000 * N)),
    ),
    mutate(
        MONOTONE,
        "off-by-one",
        "1/(N-1) for 1/N",
        overshooting,
        constant=_step("1/(N-1)", lambda N: Fraction(1, N - 1)),
    ),
    mutate(MONOTONE, "any-step", "h <= 1/N dropped", TWICE_BELOW, without=MONOTONE_STEP),
    mutate(MONOTONE, "turned", "overshoots at every step", TWICE_BELOW, margin=_undershoots),
    mutate(MONOTONE, "halves", "the gap halves at every step", TWICE_BELOW, margin=_halves),
    mutate(
        MONOTONE,
        "any-start",
        "alpha^N < lambda dropped",
        STEEP_ABOVE,
        without=BELOW,
    ),
    mutate(FROM_ABOVE, "any-step", "the bound on h dropped", STEEP_ABOVE, without=STEP_FROM_ABOVE),
    mutate(
        swap_hypothesis(FROM_ABOVE, STEP_FROM_ABOVE, _ONE_TERM),
        "one-term",
        "one term of the sum in the bound",
        STEEP_ABOVE,
    ),
    mutate(FROM_ABOVE, "turned", "undershoots at every step", STEEP_ABOVE, margin=_undershoots),
    mutate(FROM_ABOVE, "halves", "the gap halves at every step", STEEP_ABOVE, margin=_halves),
    mutate(
        OVERSHOOTS,
        "any-start",
        "h x_0^{N-1}(1+...+x_0^{N-1}) > 1 dropped",
        TWICE_BELOW,
        without=OVERSHOOTING_STEP,
    ),
    mutate(
        CONVERGENT,
        "past-sharp",
        "2/N raised by a thousandth",
        repelled,
        constant=_convergence("2.002/N", lambda N: Fraction(2002, 1000 * N)),
    ),
    mutate(CONVERGENT, "any-step", "h <= 2/N dropped", repelled, without=CONVERGENT_STEP),
    mutate(
        CONVERGENT,
        "off-by-one",
        "2/(N-1) for 2/N",
        repelled,
        constant=_convergence("2/(N-1)", lambda N: Fraction(2, N - 1)),
    ),
    mutate(CONVERGENT, "halves", "the gap halves at every step", TWICE_BELOW, margin=_halves),
    mutate(
        REPELS,
        "anywhere",
        "nearness of x_0 to 1 dropped",
        FAR_BELOW,
        without=NEAR_ONE,
    ),
    mutate(DECAYS, "any-step", "the bound 1 dropped", NONPOSITIVE, without=DECAY_STEP),
    mutate(
        swap_hypothesis(DECAYS, DECAY_STEP, _HALF_SIZE),
        "bound-two",
        "2 for 1: d changes sign",
        NONPOSITIVE,
    ),
    mutate(
        swap_hypothesis(DECAYS, DECAY_STEP, _SHIFTED_SIZE),
        "exponent",
        "alpha^{N-1} for alpha^{N-2}",
        NONPOSITIVE,
    ),
    mutate(DECAYS, "grows", "d never decreases", NONPOSITIVE, margin=_never_shrinks),
    mutate(
        swap_hypothesis(EVEN, EVEN_DECAY_STEP, _FOUR),
        "past-sharp",
        "4 for 2",
        NONPOSITIVE,
    ),
    mutate(EVEN, "odd", "N even dropped", NONPOSITIVE, without=EVEN_DEPTH),
    mutate(CYCLE, "same-sign", "alpha -> alpha", two_cycles, margin=_repeats_at_once),
    mutate(CYCLE, "late", "-alpha after two steps", CYCLES_AGAIN, margin=_returns_after_three),
    mutate(
        swap_hypothesis(CYCLE, CYCLE_STEP, _CYCLE_AT_ONE),
        "at-one",
        "1 for 2",
        nonpositive,
    ),
)
