"""Points at the extremes of any claim's domain, from its variables and a seed.

:func:`extreme_points` makes values as a caller would write them: most are in the domain and many
meet the hypotheses with equality, some have matrices that do not fit together.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from random import Random
from typing import Any

from dmfcheck.claims.claim import Claim
from dmfcheck.claims.domain import Variable
from dmfcheck.hunt.bases import simple_orthogonals

ONE = Fraction(1)
TINY, HUGE = Fraction(1, 10**5000), Fraction(10) ** 300
EXTREMES = (
    TINY,
    HUGE,
    1 / HUGE,
    Fraction(10**400 + 7, 10**400 + 9),
    Fraction(1, 3**700),
    Fraction(1, 10**30),
    Fraction(10) ** 30,
    Fraction(2) ** -1074,
    Fraction(2) ** 1024,
    Fraction(355, 113),
    ONE,
)
SCALES = (ONE, ONE, ONE, ONE / 2, Fraction(3, 7), Fraction(2), 1 / HUGE, HUGE, TINY)
"""The root of the largest eigenvalue, so that h and x_0 can be rational."""

SHARES = (ONE, ONE / 2, Fraction(3, 4), ONE / 10, 1 - TINY, 1 - 1 / HUGE, Fraction(1, 10**9))
RARE_SHARES = (1 / HUGE, TINY, Fraction(3, 2), 1 + TINY, Fraction(2))
STEP_SHARES = (ONE, ONE / 2, ONE / 4, ONE / 10, ONE / 60, 1 - TINY, Fraction(2), 1 + TINY)
RARE_STEP_SHARES = (1 / HUGE, TINY, Fraction(10), HUGE, 2 + Fraction(1, 10**9))
STEPS = (1, 2, 3, 5, 9, 30, 41, 200)
MANY_STEPS = (1000, 10**6, 10**12)
SIZES = (1, 2, 2, 3, 4)


class Drawn:
    """One point in the making: the numbers that its parameters have in common."""

    def __init__(self, claim: Claim, random: Random) -> None:
        self.random = random
        by_name = {variable.name: variable for variable in claim.variables}
        depth = by_name.get("depth")
        self.depth = 2 if depth is None else integer(depth, random, (2, 3, 3, 4, 50))
        self.root = random.choice(SCALES)
        self.size = random.choice(SIZES)
        others = random.choices(SHARES, k=self.size - 1)
        self.roots = sorted((self.root * share for share in (ONE, *others)), reverse=True)
        # Most starts are below every eigenvalue, some exactly at the least.
        self.start = self.roots[-1] * self.share()
        self.step = (
            self._of(STEP_SHARES, RARE_STEP_SHARES) / self.depth / self.root ** (2 * self.depth - 2)
        )

    def share(self) -> Fraction:
        """A share of a quantity, at most times up to all of it."""
        return self._of(SHARES, RARE_SHARES)

    def _of(self, common: tuple[Fraction, ...], rare: tuple[Fraction, ...]) -> Fraction:
        return self.random.choice(rare if self.random.random() < 0.15 else common)


def extreme_points(claim: Claim, count: int, seed: int) -> Iterator[dict[str, Any]]:
    """``count`` points of ``claim``, the same ones for the same seed."""
    random = Random(f"{claim.id} {seed}")
    for _ in range(count):
        drawn = Drawn(claim, random)
        values = {variable.name: _fitting(variable, drawn) for variable in claim.variables}
        kind = random.random()
        changed = 0 if kind < 0.5 else 1 if kind < 0.8 else len(claim.variables)
        for variable in random.sample(claim.variables, changed):
            values[variable.name] = _anywhere(variable, drawn)
        yield {name: written(value) for name, value in values.items()}


def _fitting(variable: Variable, drawn: Drawn) -> Any:
    """A value that belongs to the others, by the name that it has in every claim."""
    random, name = drawn.random, variable.name
    if variable.shape == "integer":
        if name == "depth":
            return drawn.depth
        if name in ("rank", "size"):
            return integer(variable, random, (1, drawn.size - 1, drawn.size, drawn.size + 1))
        common = MANY_STEPS if random.random() < 0.1 else STEPS
        return integer(variable, random, common)
    if variable.shape == "spectrum":
        return _spectrum(variable, drawn)
    if variable.shape == "number":
        return within(variable, _number(variable, drawn), random)
    return _fitting_matrix(variable, drawn)


def _number(variable: Variable, drawn: Drawn) -> Fraction:
    known = {
        "alpha": drawn.start,
        "eta": drawn.step,
        "beta": drawn.start * drawn.share(),
        "eigenvalue": drawn.root**drawn.depth,
        "quiet_level": drawn.random.choice((ONE, ONE / 2)) * drawn.roots[-1] ** drawn.depth,
        "position": drawn.root * drawn.share(),
        "noise": drawn.root**drawn.depth * drawn.share(),
        "power": drawn.random.choice((ONE / drawn.depth, ONE / 2, ONE, Fraction(2), 1 / HUGE)),
        "time": drawn.share() / drawn.root**drawn.depth,
    }
    found = known.get(variable.name, drawn.share())
    if variable.low is not None:
        return found
    # A number of either sign.
    return found * drawn.random.choice((-1, 0, 1, 1))


def _spectrum(variable: Variable, drawn: Drawn) -> tuple[Fraction, ...]:
    values = [root**drawn.depth for root in drawn.roots]
    if drawn.random.random() < 0.5 and len(values) > 1:
        if variable.low is None:
            values[-1] = -values[-1] * drawn.random.choice((0, 1, 1))
        elif not variable.open_low:
            values[-1] = variable.low
    return tuple(values)


def _fitting_matrix(variable: Variable, drawn: Drawn) -> Any:
    random, n = drawn.random, drawn.size
    if variable.name in ("basis", "left", "right"):
        return random.choice(list(simple_orthogonals(n)))
    if variable.shape == "matrices":
        return tuple(_blocks(max(2, n), drawn) for _ in range(drawn.depth))
    if variable.name == "modes":
        return tuple((root**drawn.depth, root * drawn.share()) for root in drawn.roots)
    if variable.name == "schedule":
        return (tuple(drawn.step * drawn.share() for _ in range(random.choice((2, 3, 9)))),)
    if variable.name == "factor":
        columns = random.choice((1, 1, 2, n))
        return tuple(
            tuple(root * drawn.share() * (i == j) for j in range(columns))
            for i, root in enumerate(drawn.roots)
        )
    return _blocks(2, drawn) if random.random() < 0.3 else _triangle(drawn)


def _triangle(drawn: Drawn) -> Any:
    size, sign = drawn.root**drawn.depth, drawn.random.choice((-1, 0, 1, 1))
    corner = size * drawn.share() * drawn.random.choice((0, 1, 1))
    return ((size, corner), (0 * size, size * drawn.share() * sign))


def _blocks(size: int, drawn: Drawn) -> Any:
    """a I + b J, then a diagonal."""
    a, b = (drawn.root * drawn.share() * drawn.random.choice((-1, 0, 1)) for _ in range(2))
    rows = [[drawn.root * drawn.share() * (i == j) for j in range(size)] for i in range(size)]
    if size > 1:
        rows[0][:2], rows[1][:2] = [a, -b], [b, a]
    return tuple(map(tuple, rows))


def _anywhere(variable: Variable, drawn: Drawn) -> Any:
    """A value at an end of the domain, of another size than the rest, or refused."""
    random = drawn.random
    if variable.shape == "integer":
        low = 0 if variable.low is None else int(variable.low)
        high = low + 10**6 if variable.high is None else int(variable.high)
        return random.choice((low, low + 1, high, high - 1, 10**12, low - 1))
    if variable.shape == "number":
        return within(variable, _extreme(variable, random), random)
    if variable.shape == "spectrum":
        count = random.choice((1, 2, 3))
        value = within(variable, _extreme(variable, random), random)
        tied = random.random() < 0.5
        return tuple(
            value if tied else within(variable, _extreme(variable, random), random)
            for _ in range(count)
        )
    if variable.shape == "matrix":
        return _any_matrix(random)
    return tuple(_any_matrix(random) for _ in range(random.choice((1, 2, drawn.depth))))


def _any_matrix(random: Random) -> Any:
    rows, columns = random.choice(((1, 1), (1, 2), (2, 1), (2, 2), (2, 2), (3, 3), (2, 3), (0, 0)))
    kind = random.choice(("zero", "one", "extreme", "ragged", "skew"))
    entries = {
        "zero": lambda i, j: Fraction(0),
        "one": lambda i, j: Fraction(i == j),
        "extreme": lambda i, j: random.choice(EXTREMES) * random.choice((-1, 1)),
        "ragged": lambda i, j: Fraction(i + j),
        "skew": lambda i, j: Fraction(i - j),
    }[kind]
    matrix = [[entries(i, j) for j in range(columns)] for i in range(rows)]
    if kind == "ragged" and rows > 1:
        matrix[-1].append(ONE)
    return tuple(map(tuple, matrix))


def _extreme(variable: Variable, random: Random) -> Fraction:
    ends = [end for end in (variable.low, variable.high, Fraction(0)) if end is not None]
    near = [end + sign * step for end in ends for sign in (-1, 1) for step in (TINY, ONE / 2**30)]
    number = random.choice((*EXTREMES, *ends, *near))
    return -number if variable.low is None and random.random() < 0.3 else number


def within(variable: Variable, number: Fraction, random: Random) -> Fraction:
    """``number`` moved into the range of ``variable``, but for one in twenty."""
    low, high = variable.low, variable.high
    if random.random() < 0.05:
        return number
    most = variable.largest_denominator
    if most is not None:
        number = number.limit_denominator(most)
    if low is not None and (number < low or (variable.open_low and number == low)):
        number = low + (1 if variable.open_low else 0) * ONE / 7 if high is not None else low + ONE
    if high is not None and (number > high or (variable.open_high and number == high)):
        number = -number if low is None else high - ONE / 7
    return number


def integer(variable: Variable, random: Random, common: tuple[int, ...]) -> int:
    """One of ``common``, moved into the range of ``variable``."""
    low = 0 if variable.low is None else int(variable.low)
    value = max(low, random.choice(common))
    return value if variable.high is None else min(value, int(variable.high))


def written(value: Any) -> Any:
    """``value`` as a caller writes it: text where Python prints the digits, else the number."""
    if isinstance(value, tuple):
        return [written(entry) for entry in value]
    if isinstance(value, Fraction) and max(abs(value.numerator), value.denominator) < 10**4000:
        return str(value)
    return value
