"""What a margin is written in: exact rationals, float64 batches, balls or a real descent.

A margin is written once against :class:`Arithmetic`. What differs between arithmetics is how a
number is made, which functions exist, and where the dynamics come from: plain recursion on
rationals, compiled recursion on batches, enclosures, or the record of a real matrix descent.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from dmfcheck.base.bounds import check_time
from dmfcheck.base.validation import shown
from dmfcheck.base.verdict import CannotSay
from dmfcheck.claims import other_orbits, small_matrices
from dmfcheck.claims.point import Point
from dmfcheck.claims.small_matrices import Matrix
from dmfcheck.dynamics.dynamics import Dynamics, States
from dmfcheck.dynamics.steepness import steepness

if TYPE_CHECKING:
    from dmfcheck.dynamics.recursions.recursion import Recursion

Which = int | None
"""Which eigenvalue of a point: ``None`` for ``point.eigenvalue``, i for ``point.spectrum[i]``."""


Factors = tuple[Any, Any, Any]
"""(p, q, w): the first factor, each of the others, and the end-to-end eigenvalue p q^{N-1}."""


MOST_BITS = 1 << 32
"""Bits of an orbit at most, half a gigabyte."""

BITS_OF_AN_OBJECT = 1024


def require_room(numbers: int, bits: int) -> None:
    """Raise :class:`CannotSay` where an orbit of so many numbers of so many bits is not held.

    >>> require_room(10**6, 64)
    >>> require_room(10**9, 64)
    Traceback (most recent call last):
    dmfcheck.base.verdict.CannotSay: an orbit of 1000000000 numbers of 64 bits is too long
    """
    if numbers * (bits + BITS_OF_AN_OBJECT) > MOST_BITS:
        many = shown(Fraction(numbers))
        raise CannotSay(f"an orbit of {many} numbers of {bits} bits is too long")


def eigenvalue_of(point: Point, which: Which, *, exact: bool = False) -> Any:
    """The eigenvalue that ``which`` names, as a number of the point's arithmetic or exactly.

    >>> eigenvalue_of(Point({"spectrum": (Fraction(2), Fraction(1))}), 1)
    Fraction(1, 1)
    """
    values = point.exact if exact else point
    return values["eigenvalue"] if which is None else values["spectrum"][which]


class Arithmetic(ABC):
    """Numbers, a few functions of them, and the dynamics of gradient descent."""

    @abstractmethod
    def number(self, value: Fraction) -> Any:
        """``value`` as a number of this arithmetic."""

    @abstractmethod
    def log(self, x: Any) -> Any:
        """ln x."""

    @abstractmethod
    def root(self, x: Any, degree: int) -> Any:
        """x^{1/degree}, x >= 0."""

    @abstractmethod
    def minimum(self, *values: Any) -> Any:
        """The least of the values."""

    @abstractmethod
    def absolute(self, x: Any) -> Any:
        """|x|."""

    @abstractmethod
    def equal(self, left: Any, right: Any, scale: Any) -> Any:
        """The margin of ``left = right``: 1 where equal, 0 where as far apart as is allowed.

        The distance is measured relative to ``scale`` and in units of the arithmetic's agreement;
        exact arithmetic allows none and answers -|left - right| / scale.
        """

    @abstractmethod
    def orbit(self, point: Point, which: Which = None) -> Sequence[Any]:
        """d(0), ..., d(steps) of the identical start: d+ = d + eta d^{N-1}(lambda - d^N)."""

    @abstractmethod
    def perturbed_orbit(self, point: Point, which: Which = None) -> Sequence[Factors]:
        """(p, q, w) at steps 0..steps of the start p = alpha - beta, q = alpha.

        p+ = p + eta q^{N-1}(lambda - w), q+ = q + eta p q^{N-2}(lambda - w), w = p q^{N-1}.
        """

    def end_to_end(self, point: Point, which: Which = None) -> Sequence[Any]:
        """w(0), ..., w(steps), of the perturbed start if the point has a beta, else identical."""
        if "beta" in point:
            return [w for _, _, w in self.perturbed_orbit(point, which)]
        return [d**point.depth for d in self.orbit(point, which)]

    def iterate_at(self, point: Point, step: int, which: Which = None) -> tuple[Any, Any]:
        """(d, phi) at one step of the identical start, phi = d^{N-2} (lambda - w).

        For lambda > 0, alpha^N <= lambda and h <= 1/N, where balls know it at any step.
        """
        d = self.orbit(point.replaced(steps=step), which)[-1]
        gap = eigenvalue_of(point, which) - d**point.depth
        return d, d ** (point.depth - 2) * gap

    def value_at(self, point: Point, step: Any, which: Which = None) -> Any:
        """w(step) of the identical start; ``step`` is a whole number of this arithmetic."""
        return self.orbit(point.replaced(steps=int(step)), which)[-1] ** point.depth

    @abstractmethod
    def hitting_time(self, point: Point, which: Which = None) -> Any:
        """First k with w(k) >= fraction * lambda, for the identical start and lambda > 0."""

    @abstractmethod
    def negative_recovery_time(self, point: Point) -> Any:
        """First k with w(k) <= fraction * lambda, for the perturbed start and lambda < 0."""

    def with_digits_of(
        self, time: Any, point: Point, quantity: Callable[[Arithmetic, Point], Any]
    ) -> Any:
        """quantity(self, point), with as many digits more as the hitting time ``time`` has.

        For what is small beside ``time``: K - T/h in steps, or how far K_i/K_j is from its limit.
        """
        return quantity(self, point)

    def exactly_if_possible(
        self, point: Point, quantity: Callable[[Arithmetic, Point], Any]
    ) -> Any:
        """quantity(self, point), from exact arithmetic where that can and enclosures are used.

        For parts of a margin that are 0 at a tie, which no enclosure shows.
        """
        return quantity(self, point)

    def end_to_end_matrix(self, point: Point) -> Matrix:
        """W_N ... W_1 at the last step of the descent on ``target``, n x n, from W_j = alpha I."""
        zero = 0 * point.alpha
        indices = range(len(point.target))
        start = tuple(tuple(point.alpha if i == j else zero for j in indices) for i in indices)
        factors = self.descend([start] * point.depth, point.target, point.eta, point.steps)
        return small_matrices.product(*reversed(factors))

    def descend(
        self, factors: Sequence[Matrix], target: Matrix, eta: Any, steps: int
    ) -> list[Matrix]:
        """The factors, W_1 first, after ``steps`` steps of gradient descent as written."""
        return small_matrices.descend(factors, target, eta, steps)

    def gradients(self, factors: Sequence[Matrix], target: Matrix) -> list[Matrix]:
        """The gradient of 1/2 ||W_N ... W_1 - What||_F^2 in each factor, W_1 first."""
        return small_matrices.gradients(factors, target)

    def run(self, dynamics: Dynamics | Recursion, point: Point, eigenvalue: Any) -> list[States]:
        """One factor of each class at steps 0, 1, ..., iterated as written.

        Of a recursion its variables.
        The parameters of ``dynamics`` are those of ``point`` that have their names. Raises
        :class:`CannotSay` where so many numbers are not held.

        >>> from dmfcheck.claims.exact import Exact
        >>> from dmfcheck.dynamics.dynamics import PLAIN
        >>> start = {"depth": 2, "alpha": Fraction(1, 2), "eta": Fraction(1, 4), "steps": 1}
        >>> Exact().run(PLAIN, Point(start), Fraction(1))
        [(Fraction(1, 2),), (Fraction(19, 32),)]
        """
        require_room(dynamics.size(point) * dynamics.steps(point), 64)
        orbit = []
        # Fractions of a caller stay Fractions.
        number = None if isinstance(eigenvalue, (int, Fraction)) else self.number
        for factors in dynamics.orbit(point, eigenvalue, number):
            check_time()
            orbit.append(factors)
        return orbit

    def complex_orbit(self, point: Point) -> list[tuple[Any, Any]]:
        """(Re d, Im d) at steps 0..steps for the complex eigenvalue rho^N."""
        return other_orbits.complex_orbit(point)

    def float64_factors(
        self, target: Any, depth: int, alpha: float, eta: float, steps: int
    ) -> Sequence[Matrix]:
        """The rationals that a real float64 descent from alpha I ends in, W_1 first."""
        from dmfcheck.dynamics.floats.exact_factors import float64_factors

        return float64_factors(target, depth, alpha, eta, steps)

    def float_horizon(self, point: Point) -> int | None:
        """Up to which step float64 can be held against an orbit; None if beyond ``steps``."""
        from dmfcheck.dynamics.floats.horizon import float_horizon

        exact = point.exact
        start = exact["spectrum"], exact["depth"], exact["alpha"], exact["eta"]
        return float_horizon(*start, steps=exact["steps"])

    def denoising_study(self, depth: int, seed: int, runs: int) -> Any:
        """The rates of so many random instances with noise, in float64."""
        from dmfcheck.dynamics.instances.gaussian import gaussian_study

        return gaussian_study(depth, seed, runs)

    def constant_orbit(self, value: int, steps: int) -> list[Any]:
        """``value`` at each of the steps 0, ..., ``steps``: a rank that one eigenvalue keeps.

        Raises :class:`CannotSay` where so many numbers are not held.

        >>> from dmfcheck.claims.exact import Exact
        >>> [str(rank) for rank in Exact().constant_orbit(2, 1)]
        ['2', '2']
        """
        require_room(steps, 0)
        return [self.number(Fraction(value))] * (steps + 1)

    def require_few(  # noqa: B027 - only exact arithmetics refuse
        self, depth: int, steps: int, *parameters: Any
    ) -> None:
        """Where digits explode, refuse ``steps`` steps from exact ``parameters`` if too many."""

    def require_at_most(  # noqa: B027 - only exact arithmetics refuse
        self, most: int, steps: int
    ) -> None:
        """Where digits explode, refuse ``steps`` steps if they are more than are worth trying."""

    def require_few_of(self, point: Point) -> None:
        """:meth:`require_few` for ``point.steps`` steps of every eigenvalue of the spectrum."""
        exact = point.exact
        parameters = (exact["alpha"], exact["eta"], exact["spectrum"][-1])
        self.require_few(point.depth, point.steps, *parameters)

    @abstractmethod
    def integral(self, integrand: Callable[[Any], Any], low: Any, high: Any) -> Any:
        """The integral of a smooth ``integrand`` from low to high."""

    @abstractmethod
    def exp(self, x: Any) -> Any:
        """e^x."""

    @abstractmethod
    def atan(self, x: Any) -> Any:
        """arctan x."""

    @abstractmethod
    def cos_pi(self, turn: Fraction) -> Any:
        """cos(pi turn), turn an exact rational."""

    @abstractmethod
    def hypergeometric(self, b: Fraction, y: Any) -> Any:
        """2F1(1, b; 1 + b; y), 0 <= y < 1."""

    @abstractmethod
    def indicator(self, x: Any) -> Any:
        """1 where x >= 0, -1 where x < 0: for a sign whose size says nothing."""

    def along(
        self, quantity: Callable[..., Any], first: Sequence[Any], *others: Sequence[Any]
    ) -> Sequence[Any]:
        """quantity(self, x, y, ...) of the entries of sequences, up to the end of the shortest.

        ``quantity`` takes the arithmetic that it is given, which may be one of whole sequences.

        >>> from dmfcheck.claims.exact import Exact
        >>> Exact().along(lambda a, x, y: a.minimum(x, y), [1, 2, 3], [3, 1])
        [1, 1]
        """
        return [quantity(self, *entries) for entries in zip(first, *others, strict=False)]

    def running_least(self, values: Sequence[Any]) -> Sequence[Any]:
        """min(v_0, ..., v_j) for every j.

        >>> from dmfcheck.claims.exact import Exact
        >>> Exact().running_least([3, 4, 2])
        [3, 3, 2]
        """
        least: list[Any] = []
        for value in values:
            least.append(self.minimum(least[-1], value) if least else value)
        return least

    def steps_of(self, orbit: Sequence[Any]) -> Sequence[int]:
        """The steps that the entries of an orbit are of: 0, 1, ..., unless some are not on record.

        >>> from dmfcheck.claims.exact import Exact
        >>> list(Exact().steps_of([3, 4, 2]))
        [0, 1, 2]
        """
        return range(len(orbit))

    def two_step_contractions(self, point: Point, which: Which = None) -> Sequence[Any]:
        """(1 - x_{k+2}) / (1 - x_k), k < steps - 1: the products of neighbours among contractions.

        >>> from dmfcheck.claims.exact import Exact
        >>> start = {"depth": 2, "alpha": Fraction(1, 2), "eta": Fraction(1, 4), "steps": 2}
        >>> point = Point(start | {"eigenvalue": Fraction(1)})
        >>> first, second = Exact().contractions(point)
        >>> Exact().two_step_contractions(point) == [first * second]
        True
        """
        factors = self.contractions(point, which)
        return [first * second for first, second in pairwise(factors)]

    def contractions(self, point: Point, which: Which = None) -> Sequence[Any]:
        """(1 - x_{k+1}) / (1 - x_k) = 1 - h phi(x_k), k < steps, of the identical start.

        The right-hand side, phi the :func:`steepness`, keeps its accuracy as x_k nears 1.
        """
        root = self.root(eigenvalue_of(point, which), point.depth)
        step = self.scaled(point, which)[1]
        return [1 - step * steepness(d / root, point.depth) for d in self.orbit(point, which)[:-1]]

    def maximum(self, *values: Any) -> Any:
        """The greatest of the values."""
        return -self.minimum(*(-value for value in values))

    def scaled(self, point: Point, which: Which = None) -> tuple[Any, Any]:
        """(x_0, h) = (alpha / lambda^{1/N}, eta lambda^{2-2/N}); source reduction.scaling."""
        eigenvalue = eigenvalue_of(point, which)
        root = self.root(eigenvalue, point.depth)
        ratio = eigenvalue / root
        return point.alpha / root, point.eta * ratio * ratio
