"""Orbits of any start and update in balls, whose derivatives are found from the update itself.

The recursion is iterated as written, and where its balls have lost half of their digits in
mean-value form: an enclosure is a point plus a matrix times a box, F(mid) + DF (state - mid) is
one again, and a matrix that is nearly orthogonal keeps the box from being wrapped in ever larger
ones, which momentum would do within dozens of steps (Lohner's method). ``notes/ball-orbits.md``
has the forms.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import islice
from typing import Any

from flint import arb, arb_mat, ctx

from dmfcheck.base.bounds import check_time
from dmfcheck.base.verdict import CannotSay
from dmfcheck.dynamics.balls import precision
from dmfcheck.dynamics.balls.jets import Jet, variables
from dmfcheck.dynamics.balls.mixed_ball import MixedBall
from dmfcheck.dynamics.dynamics import States, classes_of, iterates, stepped
from dmfcheck.dynamics.start import Start
from dmfcheck.dynamics.update import Update

__all__ = ["Enclosure", "mean_value_iterates", "pair_orbit", "plain_ball"]

Orbit = list[tuple[arb, ...]]

MOST_WORK = 1 << 18
"""Steps times the square of the size of a state, in mean-value form: ten seconds or so."""


def pair_orbit(
    start: Start, update: Update, depth: int, eigenvalue: arb, eta: arb, steps: int
) -> Orbit:
    """Balls of one factor of each class at steps 0, ..., ``steps``, at the precision in force.

    The parameters of ``start`` and ``update`` are balls. NaN from where nothing is known. Raises
    :class:`~dmfcheck.base.verdict.CannotSay` where so many steps need the mean-value form that
    nobody waits for them, and :class:`~dmfcheck.base.verdict.Unsure` where an update compares what
    the balls do not decide.

    >>> from dmfcheck.dynamics.start import Identical
    >>> from dmfcheck.dynamics.updates.heavy_ball import HeavyBall
    >>> given = Identical(arb(0.5)), HeavyBall(arb(0.5)), 2, arb(1), arb(0.125)
    >>> abs(pair_orbit(*given, 2000)[-1][0] - 1) < 1e-14
    True
    """
    if not (_is_known(start) and _is_known(update)):
        # Slower, but what others write has Fractions in it, and questions.
        start, update = start.converted(MixedBall), update.converted(MixedBall)
        eigenvalue, eta = MixedBall(eigenvalue), MixedBall(eta)
    given = start, update, depth, eigenvalue, eta
    orbit: Orbit = []
    iterated = iterates(*given, _kind_of(eigenvalue))
    for iterate in islice(iterated, steps + 1):
        check_time()
        factors = tuple(map(plain_ball, iterate))
        if not all(2 * factor.rel_accuracy_bits() >= ctx.prec for factor in factors):
            size = len(_leaves((factors, tuple(map(update.remembers, factors)))))
            if steps * size**2 > MOST_WORK:
                raise CannotSay(f"{steps} steps of {size} numbers are too many for balls")
            return list(islice(mean_value_iterates(*given), steps + 1))
        orbit.append(factors)
    return orbit


def _is_known(part: Start | Update) -> bool:
    """Whether it is one of those beside this file, which are + - * / of their numbers."""
    known = f"{__name__.partition('.')[0]}.dynamics."
    return type(part).__module__.startswith((f"{known}start", f"{known}updates."))


def _kind_of(number: arb) -> Any:
    """What makes a ball of the kind that ``number`` is of."""
    return lambda value: type(number)(plain_ball(value))


def plain_ball(value: Any) -> arb:
    """A ball of flint's own kind.

    >>> plain_ball(Fraction(1, 2)) == 0.5
    True
    """
    return precision.ball(value) if isinstance(value, (int, Fraction)) else arb(value)


def mean_value_iterates(
    start: Start, update: Update, depth: int, eigenvalue: arb, eta: arb
) -> Iterator[tuple[arb, ...]]:
    """The enclosures of :func:`pair_orbit` in mean-value form, from step 0 on.

    >>> from dmfcheck.dynamics.start import Identical
    >>> from dmfcheck.dynamics.updates.descent import Descent
    >>> given = Identical(arb(0.5)), Descent(), 2, arb(1), arb(0.25)
    >>> list(islice(mean_value_iterates(*given), 2))
    [(0.500000000000000,), (0.593750000000000,)]
    """
    kind = _kind_of(eigenvalue)
    classes = classes_of(start, depth, kind)
    counts = [count for _, count in classes]
    factors: States = tuple(value for value, _ in classes)
    shape: Any = (factors, tuple(map(update.remembers, factors)))
    set_ = Enclosure.of(_leaves(shape))
    k = 0
    while True:
        check_time()
        hull = set_.hull()
        yield tuple(hull[: len(counts)])

        def image(values: list[Any], shape: Any = shape, k: int = k) -> Any:
            state, memories = _filled(shape, iter(values))
            return stepped(update, state, memories, counts, eigenvalue, eta, k)

        moved = image([kind(value) for value in set_.middle])
        if _same_shape(moved, shape):
            set_ = set_.mapped(lambda values: _leaves(image(values)), _leaves(moved), hull, kind)
        else:
            # A memory that begins, or ends, is not differentiated.
            set_ = Enclosure.of(_leaves(image([kind(value) for value in hull])))
        shape = moved
        k += 1


class Enclosure:
    """The points ``middle + frame * box``: exact numbers, an exact matrix and balls."""

    def __init__(self, middle: list[arb], frame: arb_mat, box: arb_mat) -> None:
        self.middle = middle
        self.frame = frame
        self.box = box

    @classmethod
    def of(cls, state: list[Any]) -> Enclosure:
        """The box that a list of balls is."""
        balls = [plain_ball(value) for value in state]
        middle = [ball.mid() for ball in balls]
        spread = [ball - centre for ball, centre in zip(balls, middle, strict=True)]
        return cls(middle, _unit(len(balls)), _column(spread))

    def hull(self) -> list[arb]:
        """A ball of each coordinate."""
        spread = (self.frame * self.box).entries()
        return [centre + off for centre, off in zip(self.middle, spread, strict=True)]

    def mapped(self, image: Any, moved: list[Any], hull: list[arb], kind: Any) -> Enclosure:
        """An enclosure of the images of all its points, which ``hull`` contains.

        ``moved`` is the image of its middle.
        """
        found = Enclosure.of(moved)
        if all(entry == 0 for entry in self.box.entries()):
            return found
        still = (arb(0),) * len(hull)
        images = image(variables([kind(value) for value in hull]))
        slopes = [jet.slopes if isinstance(jet, Jet) else still for jet in images]
        matrix = arb_mat([list(row) for row in slopes]) * self.frame
        frame, inverse = _frame(matrix, self.box)
        box = (inverse * matrix) * self.box + inverse * found.box
        return Enclosure(found.middle, frame, box)


def _frame(matrix: arb_mat, box: arb_mat) -> tuple[arb_mat, arb_mat]:
    """A matrix, nearly orthogonal, whose first columns are the longest sides, and its inverse.

    Any invertible one encloses; this one encloses well.
    """
    size = matrix.nrows()
    sides = [[matrix[i, j].mid() * box[j, 0].abs_upper() for i in range(size)] for j in range(size)]
    sides.sort(key=lambda side: _float(_dot(side, side)), reverse=True)
    columns: list[list[arb]] = []
    for side in sides + [[arb(int(i == j)) for i in range(size)] for j in range(size)]:
        rest = side
        for column in columns:
            along = _dot(rest, column)
            rest = [(x - along * y).mid() for x, y in zip(rest, column, strict=True)]
        length = _dot(rest, rest)
        # What is left of a side that lies among the columns is rounding.
        if length > _dot(side, side) * arb(2) ** (-ctx.prec):
            columns.append([(x / length.sqrt()).mid() for x in rest])
        if len(columns) == size:
            break
    try:
        frame = arb_mat([[column[i] for column in columns] for i in range(size)])
        return frame, frame.inv()
    except (ValueError, IndexError, ZeroDivisionError):
        return _unit(size), _unit(size)


def _dot(x: list[arb], y: list[arb]) -> arb:
    return sum((a * b for a, b in zip(x, y, strict=True)), arb(0)).mid()


def _float(x: arb) -> float:
    value = float(x)
    return value if value == value else float("inf")


def _unit(size: int) -> arb_mat:
    return arb_mat([[int(i == j) for j in range(size)] for i in range(size)])


def _column(entries: list[arb]) -> arb_mat:
    return arb_mat([[entry] for entry in entries])


def _leaves(state: Any) -> list[Any]:
    """The numbers of a state, within tuples; a memory of None has none."""
    if state is None:
        return []
    if isinstance(state, tuple):
        return [leaf for part in state for leaf in _leaves(part)]
    return [state]


def _same_shape(state: Any, other: Any) -> bool:
    """Whether both have numbers at the same places."""
    if isinstance(state, tuple) and isinstance(other, tuple):
        return len(state) == len(other) and all(map(_same_shape, state, other))
    return (state is None) == (other is None) and isinstance(state, tuple) == isinstance(
        other, tuple
    )


def _filled(shape: Any, leaves: Iterator[Any]) -> Any:
    """The state of that shape with those numbers."""
    if shape is None:
        return None
    if isinstance(shape, tuple):
        return tuple(_filled(part, leaves) for part in shape)
    return next(leaves)
