"""Positive quantities of two eigenvalues between which inequalities are conjectured.

A setting says which points there are (a depth, lambda_1 >= lambda_2 > 0, a start, a step size and a
level theta) and what is known already of its quantities. h_i = eta lambda_i^{2-2/N},
x_i = alpha/lambda_i^{1/N}, K_i the first step with w_i >= theta lambda_i.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Hypothesis
from dmfcheck.claims.domain import Variable
from dmfcheck.claims.point import Point
from dmfcheck.theory.conditions import LEADING_STEP, LEADING_STEP_BOUND
from dmfcheck.theory.vocabulary import ALPHA, ETA, FRACTION, THREE_TO_EIGHT, TWO_LAYERS

Value = Callable[[Arithmetic, Point], Any]

PAIR = Variable(
    "spectrum",
    "spectrum",
    Fraction(0),
    None,
    open_low=True,
    meaning="lambda_1 >= lambda_2 > 0",
    sizes=(2,),
)


@dataclass(frozen=True)
class Quantity:
    """A number >= 0 that a point has, > 0 unless it ``vanishes``; ``low`` and ``high`` are bounds.

    ``measured`` says that an orbit is iterated for it, so that an inequality without any such says
    nothing of the dynamics. Bounds are claims of the ledger that hold.
    """

    name: str
    latex: str
    value: Value
    measured: bool = False
    vanishes: bool = False
    low: Value | None = None
    high: Value | None = None


@dataclass(frozen=True)
class Setting:
    """The points over which inequalities are conjectured, and the quantities that they have.

    ``depths`` and ``least_start`` (of x_2) say where a sample is drawn. ``known`` has products that
    are at most 1, by their exponents: order.preserved, and what needs no proof.
    """

    name: str
    depth: Variable
    quantities: tuple[Quantity, ...]
    depths: tuple[int, ...]
    least_start: float
    half: bool = False
    known: tuple[tuple[tuple[str, int], ...], ...] = (
        (("K_1", 1), ("K_2", -1)),
        (("K_1-1", 1), ("K_1", -1)),
        (("K_2-1", 1), ("K_2", -1)),
        (("K_2-K_1", 1), ("K_2", -1)),
        (("K_1", -1),),
        (("K_2", -1),),
    )

    @property
    def variables(self) -> tuple[Variable, ...]:
        """Those of every claim of this setting."""
        return (self.depth, PAIR, ALPHA, ETA, FRACTION)

    @property
    def hypotheses(self) -> tuple[Hypothesis, ...]:
        """Those of every claim of this setting."""
        return (BELOW_LEVELS, LEADING_STEP, *((HALF,) if self.half else ()))

    def quantity(self, name: str) -> Quantity:
        """The one of that name; raises ``KeyError``."""
        return {quantity.name: quantity for quantity in self.quantities}[name]


CONSTANTS = (LEADING_STEP_BOUND,)


def measured_from(first: Any, second: Any) -> dict[str, Any]:
    """The measured quantities of every setting, were K_1 and K_2 other numbers.

    >>> measured_from(2, 5)
    {'K_1': 2, 'K_1-1': 1, 'K_2': 5, 'K_2-1': 4, 'K_2-K_1': 3}
    """
    return {
        "K_1": first,
        "K_1-1": first - 1,
        "K_2": second,
        "K_2-1": second - 1,
        "K_2-K_1": second - first,
    }


BELOW_LEVELS = Hypothesis(
    "alpha^N < theta lambda_2",
    lambda a, p, c: 1 - p.alpha**p.depth / (p.fraction * p.spectrum[1]),
    strict=True,
)
HALF = Hypothesis("theta <= 1/2", lambda a, p, c: a.number(Fraction(1, 2)) - p.fraction)


def _time(which: int) -> Value:
    return lambda a, p: a.hitting_time(p, which)


def _before(which: int) -> Value:
    return lambda a, p: a.hitting_time(p, which) - 1


def _between(a: Arithmetic, p: Point) -> Any:
    return a.hitting_time(p, 1) - a.hitting_time(p, 0)


def _step(which: int) -> Value:
    return lambda a, p: a.scaled(p, which)[1]


def _growth(which: int) -> Value:
    return lambda a, p: a.log(1 + a.scaled(p, which)[1])


def _scale(which: int) -> Value:
    return lambda a, p: 1 / a.scaled(p, which)[0]


def odds_to_gain(a: Arithmetic, p: Point, which: int) -> Any:
    """ln(rho_theta/rho_0), rho = w/(lambda - w): what K_i has to gain for N = 2."""
    start = p.alpha**p.depth / p.spectrum[which]
    return a.log(p.fraction * (1 - start) / (start * (1 - p.fraction)))


def _gain(which: int) -> Value:
    return lambda a, p: odds_to_gain(a, p, which)


def _two_layers_high(which: int, less: int) -> Value:
    """time.two_layer: K - 1 < L/(2 ln(1+h))."""
    return lambda a, p: (
        odds_to_gain(a, p, which) / (2 * a.log(1 + a.scaled(p, which)[1])) + (1 - less)
    )


def _two_layers_low(which: int) -> Value:
    """time.two_layer: K >= L/(-ln(1-2h)), and K >= 1."""

    def low(a: Arithmetic, p: Point) -> Any:
        h = a.scaled(p, which)[1]
        # At h = 1/2 the bound says nothing.
        floor = a.number(Fraction(1, 10**9))
        rate = -a.log(a.maximum(1 - 2 * h, floor))
        return a.maximum(a.number(Fraction(1)), odds_to_gain(a, p, which) / rate)

    return low


def _deep_low(which: int) -> Value:
    """time.deep_lower, and K >= 1."""

    def low(a: Arithmetic, p: Point) -> Any:
        x, h = a.scaled(p, which)
        m = p.depth - 2
        level = a.root(p.fraction, p.depth)
        bound = (x ** (-m) - level ** (-m)) / (m * h)
        return a.maximum(a.number(Fraction(1)), bound)

    return low


def _common() -> tuple[Quantity, ...]:
    return (
        Quantity("gap", r"(\lambda_1/\lambda_2)", lambda a, p: p.spectrum[0] / p.spectrum[1]),
        Quantity("unrecovered", r"(1-\theta)", lambda a, p: 1 - p.fraction),
        Quantity("level", r"\theta", lambda a, p: p.fraction),
    )


def _each(which: int, name: str, latex: str, value: Value) -> Quantity:
    return Quantity(f"{name}_{which + 1}", f"{latex}_{which + 1}", value)


def _times(low: Callable[[int], Value], high: Callable[[int, int], Value] | None) -> list[Quantity]:
    """K_1, K_2, each less 1, and their difference, with what is known of them."""
    found = []
    for i in (0, 1):
        above, less = (None, None) if high is None else (high(i, 0), high(i, 1))
        found += [
            Quantity(f"K_{i + 1}", f"K_{i + 1}", _time(i), True, False, low(i), above),
            Quantity(f"K_{i + 1}-1", f"(K_{i + 1}-1)", _before(i), True, vanishes=True, high=less),
        ]
    return [*found, Quantity("K_2-K_1", "(K_2-K_1)", _between, True, vanishes=True)]


TWO = (
    *_times(_two_layers_low, _two_layers_high),
    *_common(),
    *(
        made
        for i in (0, 1)
        for made in (
            _each(i, "h", "h", _step(i)),
            _each(i, "g", r"\ln(1+h)", _growth(i)),
            _each(i, "L", r"\ln(\rho_\theta/\rho_0)", _gain(i)),
        )
    ),
)
DEEP = (
    *_times(_deep_low, None),
    *_common(),
    *(
        made
        for i in (0, 1)
        for made in (_each(i, "h", "h", _step(i)), _each(i, "scale", r"x_0^{-1}", _scale(i)))
    ),
)

SETTINGS = {
    setting.name: setting
    for setting in (
        Setting("two layers", TWO_LAYERS, TWO, (2,), 1e-8),
        Setting("two layers up to half", TWO_LAYERS, TWO, (2,), 1e-8, half=True),
        Setting("deep", THREE_TO_EIGHT, DEEP, (3, 4, 5), 0.02),
        Setting("deep up to half", THREE_TO_EIGHT, DEEP, (3, 4, 5), 0.02, half=True),
    )
}
