"""What is wrong about rank.plateau and rank.leading_last."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Constant, Constants
from dmfcheck.claims.mutant import Mutant, mutate
from dmfcheck.claims.point import Point
from dmfcheck.theory.conditions import LEADING_STEP
from dmfcheck.theory.rank.plateau import (
    BELOW_RANK,
    LARGEST_DELTA,
    LEADING_AHEAD,
    LEADING_LAST,
    LOWER_SHARE,
    PLATEAU,
    QUIET_START,
    SMALL_DELTA,
    SMALL_START,
    START_SHARE,
    UPPER_SHARE,
    excess_rank,
    judged_steps,
    other_rank,
    plateau,
    recovery_times,
    unrecovered_rank,
)
from dmfcheck.theory.rank.plateau_strategies import (
    close_leading,
    full_plateaus,
    high_starts,
    leading,
    loud_plateaus,
    overshooting_plateaus,
    plateaus,
)

if TYPE_CHECKING:
    pass

LESS = Fraction(999, 1000)


LARGE = Fraction(9, 10)


def _upper(bound: Callable[[Point], Any]) -> Any:
    """The margin of r(W) - r_L <= bound alone."""

    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        if len(p.spectrum) == 1:
            return a.number(Fraction(1))
        scale = other_rank(p) + unrecovered_rank(p)
        return a.minimum(
            *((bound(p) - excess_rank(a, p, step)) / scale for step in judged_steps(a, p))
        )

    return margin


def _true_bound(p: Point) -> Any:
    return p.delta / (1 - p.delta) * other_rank(p) + unrecovered_rank(p)


def _within(a: Arithmetic, p: Point, steps: list[Any]) -> Any:
    margins = [a.number(Fraction(1))]
    for step in steps:
        excess = excess_rank(a, p, step)
        if p.rank > 1:
            margins.append(1 + excess / (p.delta * other_rank(p)))
        if len(p.spectrum) > 1:
            margins.append(1 - excess / _true_bound(p))
    return a.minimum(*margins)


def _from_last(a: Arithmetic, p: Point, c: Constants) -> Any:
    return _within(a, p, [recovery_times(a, p)[-1]])


def _from_one_step_before(a: Arithmetic, p: Point, c: Constants) -> Any:
    first = plateau(a, p)[0]
    return _within(a, p, [a.with_digits_of(first, p, lambda a, p: a.maximum(first - 1, 0 * first))])


def _until_one_step_after(a: Arithmetic, p: Point, c: Constants) -> Any:
    last = plateau(a, p)[1]
    if last is None:
        return a.number(Fraction(1))
    return _within(a, p, [a.with_digits_of(last, p, lambda a, p: last + 1)])


def _strictly_last(a: Arithmetic, p: Point, c: Constants) -> Any:
    *others, last = recovery_times(a, p)
    return a.with_digits_of(last, p, lambda a, p: last - 1 - a.maximum(*others))


def _first_is_last(a: Arithmetic, p: Point, c: Constants) -> Any:
    first, *others = recovery_times(a, p)
    return a.with_digits_of(first, p, lambda a, p: first - a.maximum(*others))


def _ahead_at_the_start(a: Arithmetic, p: Point, c: Constants) -> Any:
    return 1 - p.spectrum[0] / p.spectrum[p.rank - 1]


def _ahead(offset: Fraction) -> Any:
    """w_L/lambda_L <= (1 - offset) w_1/lambda_1 at K_L."""

    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        last = p.rank - 1
        if p.exact["spectrum"][last] == p.exact["spectrum"][0]:
            # Equal for ever, which no precision tells from a tie.
            return a.number(-offset)
        step = recovery_times(a, p)[-1]
        lead, behind = (a.value_at(p, step, i) / p.spectrum[i] for i in (0, last))
        return 1 - a.number(offset) - behind / lead

    return margin


def _behind(a: Arithmetic, p: Point, c: Constants) -> Any:
    return -_ahead(Fraction(0))(a, p, c)


def _start(formula: str, value: Fraction) -> Constant:
    return Constant(START_SHARE.name, lambda N: value, formula)


def _delta(formula: str, value: Fraction) -> Constant:
    return Constant(LARGEST_DELTA.name, lambda N: value, formula)


SHALLOW: dict[str, Any] = {"start": Fraction(1, 5), "level": Fraction(2, 5), "step": Fraction(1, 4)}
"""Two layers and delta = 3/5: where delta <= 1/2 cannot be raised so far."""

MUTANTS: tuple[Mutant, ...] = (
    mutate(
        PLATEAU,
        "lower-past-sharp",
        "lower bound tightened by a thousandth",
        plateaus,
        constant=Constant(LOWER_SHARE.name, lambda N: LESS, "0.999", sharp=True),
    ),
    mutate(
        PLATEAU,
        "upper-past-sharp",
        "upper bound tightened by a thousandth",
        plateaus,
        constant=Constant(UPPER_SHARE.name, lambda N: LESS, "0.999", sharp=True),
    ),
    mutate(
        PLATEAU,
        "delta-for-quotient",
        "delta for delta/(1-delta)",
        plateaus,
        margin=_upper(lambda p: p.delta * other_rank(p) + unrecovered_rank(p)),
    ),
    mutate(
        PLATEAU,
        "one-forgotten",
        "n-L-1 for n-L",
        plateaus,
        margin=_upper(
            lambda p: (
                _true_bound(p) - p.quiet_level / ((1 - p.delta) * p.spectrum[0])
                if p.rank < len(p.spectrum)
                else _true_bound(p)
            )
        ),
    ),
    mutate(
        PLATEAU,
        "leading-recovered",
        "lambda_1 for (1-delta) lambda_1",
        plateaus,
        margin=_upper(lambda p: _true_bound(p) - p.delta * unrecovered_rank(p)),
    ),
    mutate(PLATEAU, "any-step", "h_1 <= 1/N dropped", overshooting_plateaus, without=LEADING_STEP),
    mutate(PLATEAU, "loud-start", "alpha^N <= delta' dropped", loud_plateaus, without=QUIET_START),
    mutate(PLATEAU, "high-start", "alpha^N <= lambda_L dropped", high_starts, without=BELOW_RANK),
    mutate(
        PLATEAU, "last-only", "K_L for the maximum of K_1, ..., K_L", high_starts, margin=_from_last
    ),
    mutate(PLATEAU, "too-early", "begins at K1 - 1", plateaus, margin=_from_one_step_before),
    mutate(PLATEAU, "too-long", "ends at K2 + 1", full_plateaus, margin=_until_one_step_after),
    mutate(
        LEADING_LAST,
        "start-past-sharp",
        "21/100 for 1/5",
        partial(close_leading, steps=False),
        constant=_start("21/100", Fraction(21, 100)),
    ),
    mutate(
        LEADING_LAST,
        "larger-delta",
        "3/5 for 1/2",
        partial(close_leading, steps=False, **SHALLOW),
        constant=_delta("3/5", Fraction(3, 5)),
    ),
    mutate(
        LEADING_LAST,
        "any-start",
        "alpha^N <= lambda_L / 5 dropped",
        partial(leading, steps=False, largest_start=LARGE),
        without=SMALL_START,
    ),
    mutate(
        LEADING_LAST,
        "any-delta",
        "delta <= 1/2 dropped",
        partial(leading, steps=False, largest_delta=LARGE),
        without=SMALL_DELTA,
    ),
    mutate(
        LEADING_LAST,
        "strict",
        "never at the same step",
        partial(leading, steps=False),
        margin=_strictly_last,
    ),
    mutate(
        LEADING_LAST,
        "turned",
        "the first is last",
        partial(leading, steps=False),
        margin=_first_is_last,
    ),
    mutate(
        LEADING_AHEAD,
        "start-past-sharp",
        "21/100 for 1/5",
        partial(close_leading, steps=True),
        constant=_start("21/100", Fraction(21, 100)),
    ),
    mutate(
        LEADING_AHEAD,
        "larger-delta",
        "3/5 for 1/2",
        partial(close_leading, **SHALLOW),
        constant=_delta("3/5", Fraction(3, 5)),
    ),
    mutate(
        LEADING_AHEAD,
        "any-start",
        "alpha^N <= lambda_L / 5 dropped",
        partial(leading, largest_start=LARGE),
        without=SMALL_START,
    ),
    mutate(LEADING_AHEAD, "too-early", "from the start on", leading, margin=_ahead_at_the_start),
    mutate(LEADING_AHEAD, "turned", "the first is behind", leading, margin=_behind),
    mutate(
        LEADING_AHEAD,
        "by-a-share",
        "ahead by a thousandth",
        leading,
        margin=_ahead(Fraction(1, 1000)),
    ),
)
