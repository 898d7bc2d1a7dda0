"""What is wrong about step.*: bounds past sharp, hypotheses dropped, exponents off by one."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Constant, Constants, Hypothesis
from dmfcheck.claims.mutant import Mutant, drawn, mutate, swap_hypothesis
from dmfcheck.claims.point import Point
from dmfcheck.theory.step import identical as step
from dmfcheck.theory.step.identical import CONVERGENCE_BOUND, STEP_BOUND, decay_size

_CLAIMS = {claim.id: claim for claim in step.CLAIMS}
MONOTONE, ABOVE = _CLAIMS["step.monotone"], _CLAIMS["step.monotone/from_above"]
SHARP, CONVERGENT = _CLAIMS["step.monotone/sharp"], _CLAIMS["step.convergent"]
REPELS, DECAYS = _CLAIMS["step.convergent/sharp"], _CLAIMS["step.nonpositive"]
EVEN, CYCLE = _CLAIMS["step.nonpositive/even"], _CLAIMS["step.nonpositive/cycle"]

FROM_ABOVE = "h <= 1/(x_0^{N-1}(1+...+x_0^{N-1}))"
AT_MOST_ONE = "eta alpha^{N-2}(|lambda| + alpha^N) <= 1"

BELOW = drawn("below", largest_share=Fraction(2))
FAR_BELOW = drawn("below", largest_share=Fraction(3))
STEEP_ABOVE = drawn("above", largest_share=Fraction(3))
OVERSHOOTING, REPELLED = drawn("overshooting"), drawn("repelled")
NONPOSITIVE = drawn("nonpositive", largest=Fraction(5, 2))


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
        OVERSHOOTING,
        constant=_step("1.001/N", lambda N: Fraction(1001, 1000 * N)),
    ),
    mutate(
        MONOTONE,
        "off-by-one",
        "1/(N-1) for 1/N",
        OVERSHOOTING,
        constant=_step("1/(N-1)", lambda N: Fraction(1, N - 1)),
    ),
    mutate(MONOTONE, "any-step", "h <= 1/N dropped", BELOW, without="h <= 1/N"),
    mutate(MONOTONE, "turned", "overshoots at every step", BELOW, margin=_undershoots),
    mutate(MONOTONE, "halves", "the gap halves at every step", BELOW, margin=_halves),
    mutate(
        MONOTONE,
        "any-start",
        "alpha^N < lambda dropped",
        STEEP_ABOVE,
        without="alpha^N < lambda",
    ),
    mutate(ABOVE, "any-step", "the bound on h dropped", STEEP_ABOVE, without=FROM_ABOVE),
    mutate(
        swap_hypothesis(ABOVE, FROM_ABOVE, _ONE_TERM),
        "one-term",
        "one term of the sum in the bound",
        STEEP_ABOVE,
    ),
    mutate(ABOVE, "turned", "undershoots at every step", STEEP_ABOVE, margin=_undershoots),
    mutate(ABOVE, "halves", "the gap halves at every step", STEEP_ABOVE, margin=_halves),
    mutate(
        SHARP,
        "any-start",
        "h x_0^{N-1}(1+...+x_0^{N-1}) > 1 dropped",
        BELOW,
        without="h x_0^{N-1}(1+...+x_0^{N-1}) > 1",
    ),
    mutate(
        CONVERGENT,
        "past-sharp",
        "2/N raised by a thousandth",
        REPELLED,
        constant=_convergence("2.002/N", lambda N: Fraction(2002, 1000 * N)),
    ),
    mutate(CONVERGENT, "any-step", "h <= 2/N dropped", REPELLED, without="h <= 2/N"),
    mutate(
        CONVERGENT,
        "off-by-one",
        "2/(N-1) for 2/N",
        REPELLED,
        constant=_convergence("2/(N-1)", lambda N: Fraction(2, N - 1)),
    ),
    mutate(CONVERGENT, "halves", "the gap halves at every step", BELOW, margin=_halves),
    mutate(
        REPELS,
        "anywhere",
        "nearness of x_0 to 1 dropped",
        FAR_BELOW,
        without="1 - x_0 <= 2(hN - 2) / (3hN(N-1))",
    ),
    mutate(DECAYS, "any-step", "the bound 1 dropped", NONPOSITIVE, without=AT_MOST_ONE),
    mutate(
        swap_hypothesis(DECAYS, AT_MOST_ONE, _HALF_SIZE),
        "bound-two",
        "2 for 1: d changes sign",
        NONPOSITIVE,
    ),
    mutate(
        swap_hypothesis(DECAYS, AT_MOST_ONE, _SHIFTED_SIZE),
        "exponent",
        "alpha^{N-1} for alpha^{N-2}",
        NONPOSITIVE,
    ),
    mutate(DECAYS, "grows", "d never decreases", NONPOSITIVE, margin=_never_shrinks),
    mutate(
        swap_hypothesis(EVEN, "eta alpha^{N-2}(|lambda| + alpha^N) < 2", _FOUR),
        "past-sharp",
        "4 for 2",
        NONPOSITIVE,
    ),
    mutate(EVEN, "odd", "N even dropped", NONPOSITIVE, without="N even"),
    mutate(CYCLE, "same-sign", "alpha -> alpha", drawn("two_cycles"), margin=_repeats_at_once),
    mutate(
        CYCLE, "late", "-alpha after two steps", drawn("two_cycles"), margin=_returns_after_three
    ),
    mutate(
        swap_hypothesis(CYCLE, "eta alpha^{N-2}(|lambda| + alpha^N) = 2", _CYCLE_AT_ONE),
        "at-one",
        "1 for 2",
        drawn("nonpositive"),
    ),
)
