"""What is wrong about rank.plateau and rank.leading_last."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from importlib import import_module
from typing import TYPE_CHECKING, Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Constant, Constants
from dmfcheck.claims.mutant import Mutant, mutate
from dmfcheck.claims.point import Point
from dmfcheck.theory.rank import plateau as rank
from dmfcheck.theory.rank.plateau import (
    LARGEST_DELTA,
    LOWER_SHARE,
    START_SHARE,
    UPPER_SHARE,
    excess_rank,
    judged_steps,
    other_rank,
    plateau,
    recovery_times,
    unrecovered_rank,
)

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

_CLAIMS = {claim.id: claim for claim in rank.CLAIMS}
PLATEAU = _CLAIMS["rank.plateau"]
LAST, AHEAD = _CLAIMS["rank.leading_last"], _CLAIMS["rank.leading_last/bound"]
LESS = Fraction(999, 1000)


def drawn_from(
    module: str, name: str, **arguments: Any
) -> Callable[[], SearchStrategy[Mapping[str, Any]]]:
    """The strategy of that name in that module of dmfcheck, made when it is asked for.

    >>> callable(drawn_from("rank.plateau_strategies", "plateaus"))
    True
    """

    def make() -> SearchStrategy[Mapping[str, Any]]:
        strategies = import_module(f"dmfcheck.theory.{module}")
        strategy: SearchStrategy[Mapping[str, Any]] = getattr(strategies, name)(**arguments)
        return strategy

    return make


PLATEAUS = drawn_from("rank.plateau_strategies", "plateaus")
OVERSHOOTING = drawn_from("rank.plateau_strategies", "overshooting_plateaus")
LOUD = drawn_from("rank.plateau_strategies", "loud_plateaus")
FULL = drawn_from("rank.plateau_strategies", "full_plateaus")
HIGH = drawn_from("rank.plateau_strategies", "high_starts")
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


def _leading(**arguments: Any) -> Callable[[], SearchStrategy[Mapping[str, Any]]]:
    return drawn_from("rank.plateau_strategies", "leading", **arguments)


def _close(**arguments: Any) -> Callable[[], SearchStrategy[Mapping[str, Any]]]:
    return drawn_from("rank.plateau_strategies", "close_leading", **arguments)


SHALLOW = {"start": Fraction(1, 5), "level": Fraction(2, 5), "step": Fraction(1, 4)}
"""Two layers and delta = 3/5: where delta <= 1/2 cannot be raised so far."""

MUTANTS: tuple[Mutant, ...] = (
    mutate(
        PLATEAU,
        "lower-past-sharp",
        "lower bound tightened by a thousandth",
        PLATEAUS,
        constant=Constant(LOWER_SHARE.name, lambda N: LESS, "0.999", sharp=True),
    ),
    mutate(
        PLATEAU,
        "upper-past-sharp",
        "upper bound tightened by a thousandth",
        PLATEAUS,
        constant=Constant(UPPER_SHARE.name, lambda N: LESS, "0.999", sharp=True),
    ),
    mutate(
        PLATEAU,
        "delta-for-quotient",
        "delta for delta/(1-delta)",
        PLATEAUS,
        margin=_upper(lambda p: p.delta * other_rank(p) + unrecovered_rank(p)),
    ),
    mutate(
        PLATEAU,
        "one-forgotten",
        "n-L-1 for n-L",
        PLATEAUS,
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
        PLATEAUS,
        margin=_upper(lambda p: _true_bound(p) - p.delta * unrecovered_rank(p)),
    ),
    mutate(PLATEAU, "any-step", "h_1 <= 1/N dropped", OVERSHOOTING, without="h_1 <= 1/N"),
    mutate(PLATEAU, "loud-start", "alpha^N <= delta' dropped", LOUD, without="alpha^N <= delta'"),
    mutate(
        PLATEAU, "high-start", "alpha^N <= lambda_L dropped", HIGH, without="alpha^N <= lambda_L"
    ),
    mutate(PLATEAU, "last-only", "K_L for the maximum of K_1, ..., K_L", HIGH, margin=_from_last),
    mutate(PLATEAU, "too-early", "begins at K1 - 1", PLATEAUS, margin=_from_one_step_before),
    mutate(PLATEAU, "too-long", "ends at K2 + 1", FULL, margin=_until_one_step_after),
    mutate(
        LAST,
        "start-past-sharp",
        "21/100 for 1/5",
        _close(steps=False),
        constant=_start("21/100", Fraction(21, 100)),
    ),
    mutate(
        LAST,
        "larger-delta",
        "3/5 for 1/2",
        _close(steps=False, **SHALLOW),
        constant=_delta("3/5", Fraction(3, 5)),
    ),
    mutate(
        LAST,
        "any-start",
        "alpha^N <= lambda_L / 5 dropped",
        _leading(steps=False, largest_start=LARGE),
        without="alpha^N <= lambda_L / 5",
    ),
    mutate(
        LAST,
        "any-delta",
        "delta <= 1/2 dropped",
        _leading(steps=False, largest_delta=LARGE),
        without="delta <= 1/2",
    ),
    mutate(LAST, "strict", "never at the same step", _leading(steps=False), margin=_strictly_last),
    mutate(LAST, "turned", "the first is last", _leading(steps=False), margin=_first_is_last),
    mutate(
        AHEAD,
        "start-past-sharp",
        "21/100 for 1/5",
        _close(steps=True),
        constant=_start("21/100", Fraction(21, 100)),
    ),
    mutate(
        AHEAD,
        "larger-delta",
        "3/5 for 1/2",
        _close(**SHALLOW),
        constant=_delta("3/5", Fraction(3, 5)),
    ),
    mutate(
        AHEAD,
        "any-start",
        "alpha^N <= lambda_L / 5 dropped",
        _leading(largest_start=LARGE),
        without="alpha^N <= lambda_L / 5",
    ),
    mutate(AHEAD, "too-early", "from the start on", _leading(), margin=_ahead_at_the_start),
    mutate(AHEAD, "turned", "the first is behind", _leading(), margin=_behind),
    mutate(
        AHEAD,
        "by-a-share",
        "ahead by a thousandth",
        _leading(),
        margin=_ahead(Fraction(1, 1000)),
    ),
)
