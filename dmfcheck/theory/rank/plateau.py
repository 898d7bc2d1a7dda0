"""rank.*: step intervals on which the effective rank is that of a best rank-L part (C3).

K_i(1-delta) is the first step with w_i >= (1-delta) lambda_i. The interval is K1..K2: K1 the first
step at which the L leading eigenvalues are recovered, K2 the last at which w_{L+1} <= delta'.
Proofs: ``notes/rank.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import partial
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Claim, Constant, Constants, Hypothesis
from dmfcheck.claims.point import Point
from dmfcheck.theory.conditions import LEADING_STEP, LEADING_STEP_BOUND
from dmfcheck.theory.effective_rank import distinct, sum_of
from dmfcheck.theory.vocabulary import (
    ALPHA,
    DELTA,
    DEPTH,
    ETA,
    NONNEGATIVE_SPECTRUM,
    QUIET_LEVEL,
    RANK,
    STEPS,
)


def at_level(p: Point, fraction: Callable[[Mapping[str, Any]], Any]) -> Point:
    """The same point with the recovery level ``fraction`` of its parameters.

    >>> at_level(Point({"delta": Fraction(1, 10)}), lambda q: 1 - q["delta"]).fraction
    Fraction(9, 10)
    """
    return Point({**p.exact, "fraction": fraction(p.exact)}, {**p, "fraction": fraction(p)})


def recovery_times(a: Arithmetic, p: Point) -> list[Any]:
    """K_i(1-delta) for i = 1, ..., L, in steps."""
    recovered = at_level(p, lambda q: 1 - q["delta"])
    return [a.hitting_time(recovered, i) for i in range(p.rank)]


def growth_time(a: Arithmetic, p: Point) -> Any | None:
    """The first step with w_{L+1} >= delta'; None if w_{L+1} <= delta' for ever.

    For alpha^N <= delta', so that w_{L+1} > delta' only if lambda_{L+1} is.
    """
    spectrum, L = p.exact["spectrum"], p.rank
    if len(spectrum) == L or spectrum[L] <= p.exact["quiet_level"]:
        return None
    return a.hitting_time(at_level(p, lambda q: q["quiet_level"] / q["spectrum"][L]), L)


def plateau(a: Arithmetic, p: Point) -> tuple[Any, Any | None]:
    """(K1, K2) of rank.plateau in steps; K2 is None where the plateau lasts for ever.

    At the start w_{L+1} = alpha^N <= delta', so K2 >= 0.
    """
    first, growth = exact_maximum(a, p, recovery_times(a, p)), growth_time(a, p)
    if growth is None:
        return first, None
    # The step that meets delta' exactly still belongs to the plateau.
    left = (p.quiet_level - a.value_at(p, growth, p.rank)) / p.quiet_level
    meets = (1 + a.indicator(left)) / 2
    last = a.with_digits_of(growth, p, lambda a, p: a.maximum(growth - 1 + meets, 0 * growth))
    return first, last


def exact_maximum(a: Arithmetic, p: Point, times: list[Any]) -> Any:
    """The greatest of whole numbers of steps, without rounding, however long they are."""
    return a.with_digits_of(a.maximum(*times), p, lambda a, p: a.maximum(*times))


def judged_steps(a: Arithmetic, p: Point) -> list[Any]:
    """The steps of the plateau at which it is judged: both ends, and ``steps`` after the first."""
    first, last = plateau(a, p)
    later = later_step(a, p, first)
    if last is None:
        return [first, later]
    longest = a.maximum(first, last)
    return [first, a.with_digits_of(longest, p, lambda a, p: a.minimum(later, last)), last]


def later_step(a: Arithmetic, p: Point, step: Any) -> Any:
    """step + p.steps, without rounding."""
    return a.with_digits_of(step + p.steps, p, lambda a, p: step + p.steps)


def excess_rank(a: Arithmetic, p: Point, step: Any) -> Any:
    """r(W(step)) - r(What_L), to the relative accuracy of what is small in it.

    With w_1/max w = 1 - s, s = max(0, max_i w_i - w_1) / max w, the multiplicity of lambda_1
    cancels exactly; s is exactly 0 wherever the order of the eigenvalues is kept.
    """
    (_, ties), *groups = distinct(p)
    lead, *others = [a.value_at(p, step, index) for index, _ in distinct(p)]
    top = a.maximum(lead, *others)
    shortfall = a.maximum(0 * lead, *(w - lead for w in others)) / top
    rest = [count * w / top for (_, count), w in zip(groups, others, strict=True)]
    missing = [-value / p.spectrum[0] for value in p.spectrum[ties : p.rank]]
    return sum_of([ties - min(ties, p.rank) - ties * shortfall, *rest, *missing])


def other_rank(p: Point) -> Any:
    """r(What_L) - 1 = sum_{1 < i <= L} lambda_i / lambda_1."""
    return sum_of([0 * p.alpha, *(value / p.spectrum[0] for value in p.spectrum[1 : p.rank])])


def unrecovered_rank(p: Point) -> Any:
    """(n-L) delta' / ((1-delta) lambda_1), a bound of sum_{i > L} w_i / w_1."""
    rest = len(p.spectrum) - p.rank
    return rest * p.quiet_level / ((1 - p.delta) * p.spectrum[0])


def _plateau(a: Arithmetic, p: Point, c: Constants) -> Any:
    """What is left of the lower and of the upper bound, as parts of them.

    A bound of 0 (L = 1 below, n = 1 above) is one that r, being 1 or more, meets by itself.
    """
    below = c[LOWER_SHARE.name] * p.delta * other_rank(p)
    above = c[UPPER_SHARE.name] * (p.delta / (1 - p.delta) * other_rank(p) + unrecovered_rank(p))
    left = [a.number(Fraction(1))]
    for step in judged_steps(a, p):
        excess = excess_rank(a, p, step)
        if p.rank > 1:
            left.append(1 + excess / below)
        if len(p.spectrum) > 1:
            left.append(1 - excess / above)
    return a.minimum(*left)


def _leading_is_last(a: Arithmetic, p: Point, c: Constants) -> Any:
    """(K_L - max_{i < L} K_i) / (1 + K_L)."""
    *others, last = recovery_times(a, p)
    return a.with_digits_of(
        a.maximum(*others, last), p, lambda a, p: (last - a.maximum(*others)) / (1 + last)
    )


def _leading_is_ahead(a: Arithmetic, p: Point, c: Constants) -> Any:
    """1 - (w_i/lambda_i) / (w_1/lambda_1), 1 < i <= L, at K_i and ``steps`` later."""
    times = recovery_times(a, p)
    margins = []
    for index, _ in distinct(p)[1:]:
        if index < p.rank:
            first = times[index]
            for step in (first, later_step(a, p, first)):
                lead, behind = (a.value_at(p, step, i) / p.spectrum[i] for i in (0, index))
                margins.append(1 - behind / lead)
    return a.minimum(*(margins or [a.number(Fraction(0))]))


def _leading_last_literal(a: Arithmetic, p: Point, c: Constants) -> Any:
    return a.minimum(_leading_is_last(a, p, c), _leading_is_ahead(a, p, c))


def _rank_exists(a: Arithmetic, p: Point, c: Constants) -> Any:
    return a.number(Fraction(len(p.spectrum) - p.rank))


def _starts_below_rank(a: Arithmetic, p: Point, c: Constants) -> Any:
    return p.spectrum[min(p.rank, len(p.spectrum)) - 1] / p.alpha**p.depth - 1


def _starts_quiet(a: Arithmetic, p: Point, c: Constants) -> Any:
    return 1 - p.alpha**p.depth / p.quiet_level


def length(a: Arithmetic, p: Point) -> Any:
    """(K2 - K1) / (1 + K2), or 1 where the plateau lasts for ever."""
    first, last = plateau(a, p)
    if last is None:
        return a.number(Fraction(1))
    longest = a.maximum(first, last)
    return a.with_digits_of(longest, p, lambda a, p: (last - first) / (1 + last))


def _not_empty(a: Arithmetic, p: Point, c: Constants) -> Any:
    if p.rank > len(p.spectrum):
        return a.number(Fraction(-1))
    return length(a, p)


def _small_start(a: Arithmetic, p: Point, c: Constants) -> Any:
    level = p.spectrum[min(p.rank, len(p.spectrum)) - 1]
    return c[START_SHARE.name] * level / p.alpha**p.depth - 1


LOWER_SHARE = Constant("lower share", lambda N: Fraction(1), "1", sharp=True)
UPPER_SHARE = Constant("upper share", lambda N: Fraction(1), "1", sharp=True)
START_SHARE = Constant("start share", lambda N: Fraction(1, 5), "1/5")
LARGEST_DELTA = Constant("largest delta", lambda N: Fraction(1, 2), "1/2")

RANK_EXISTS = Hypothesis("L <= n", _rank_exists)
BELOW_RANK = Hypothesis("alpha^N <= lambda_L", _starts_below_rank)
QUIET_START = Hypothesis("alpha^N <= delta'", _starts_quiet)
NOT_EMPTY = Hypothesis("K1 <= K2", _not_empty)
SEVERAL_LEADING = Hypothesis("L >= 2", lambda a, p, c: a.number(Fraction(p.rank - 2)))

PLATEAU_VARIABLES = (DEPTH, NONNEGATIVE_SPECTRUM, RANK, ALPHA, ETA, DELTA, QUIET_LEVEL, STEPS)

SMALL_DELTA = Hypothesis("delta <= 1/2", lambda a, p, c: 1 - p.delta / c[LARGEST_DELTA.name])
SMALL_START = Hypothesis("alpha^N <= lambda_L / 5", _small_start)
_ENOUGH = (SMALL_DELTA, SMALL_START)
_ENOUGH_TEXT = r"\delta \le \tfrac12,\ \alpha^N \le \tfrac15\lambda_L \implies "
_IS_LAST = r"K_1 = K_L(1-\delta)"
_IS_AHEAD = (
    r"\frac{w_i(k)}{\lambda_i} \le \frac{w_1(k)}{\lambda_1} \text{ for } i \le L,"
    r"\ k \ge K_i(1-\delta),\text{ so } r(W(k)) - r_L \le \frac{(n-L)\delta'}{(1-\delta)\lambda_1}"
    r"\text{ for } K_1 \le k \le K_2"
)
_LEADING_VARIABLES = (DEPTH, NONNEGATIVE_SPECTRUM, RANK, ALPHA, ETA, DELTA)

_claim = partial(
    Claim,
    source="abstract C3",
    kind="inequality",
    expected="holds",
    variables=(*_LEADING_VARIABLES, STEPS),
)

PLATEAU = _claim(
    id="rank.plateau",
    statement=(
        r"K_1 \le k \le K_2 \implies -\delta(r_L-1) \le r(W(k)) - r_L"
        r" \le \frac{\delta}{1-\delta}(r_L-1) + \frac{(n-L)\delta'}{(1-\delta)\lambda_1},"
        r"\ r_L = r(\hat W_L)"
    ),
    variables=PLATEAU_VARIABLES,
    hypotheses=(RANK_EXISTS, BELOW_RANK, QUIET_START, LEADING_STEP, NOT_EMPTY),
    constants=(LEADING_STEP_BOUND, LOWER_SHARE, UPPER_SHARE),
    margin=_plateau,
    on_descent=True,
)
LEADING_LAST = _claim(
    id="rank.leading_last",
    statement=rf"L \ge 2,\ {_ENOUGH_TEXT}{_IS_LAST}",
    variables=_LEADING_VARIABLES,
    hypotheses=(RANK_EXISTS, SEVERAL_LEADING, *_ENOUGH, LEADING_STEP),
    constants=(LEADING_STEP_BOUND, START_SHARE, LARGEST_DELTA),
    margin=_leading_is_last,
    on_descent=True,
    derivation="recovery_order",
)
LEADING_AHEAD = _claim(
    id="rank.leading_last/bound",
    statement=rf"L \ge 2,\ {_ENOUGH_TEXT}{_IS_AHEAD}",
    hypotheses=(RANK_EXISTS, SEVERAL_LEADING, *_ENOUGH, LEADING_STEP),
    constants=(LEADING_STEP_BOUND, START_SHARE, LARGEST_DELTA),
    margin=_leading_is_ahead,
    on_descent=True,
)
LEADING_LAST_LITERAL = _claim(
    id="rank.leading_last_literal",
    statement=rf"L \ge 2 \implies {_IS_LAST},\ {_IS_AHEAD}",
    expected="refuted",
    hypotheses=(RANK_EXISTS, SEVERAL_LEADING, BELOW_RANK, LEADING_STEP),
    constants=(LEADING_STEP_BOUND,),
    margin=_leading_last_literal,
    counterexamples=(
        {
            "depth": 2,
            "spectrum": ("1", "1/2"),
            "rank": 2,
            "alpha": "67/100",
            "eta": "1/8",
            "delta": "11/100",
            "steps": 1,
        },
    ),
)

CLAIMS = (
    PLATEAU,
    LEADING_LAST,
    LEADING_AHEAD,
    LEADING_LAST_LITERAL,
)
