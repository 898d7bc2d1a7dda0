"""What both arithmetics of a replay have in common: where their dynamics come from.

A margin finds here all that :class:`dmfcheck.claims.arithmetic.Arithmetic` offers, and none of it
is the same code: descents are those of :mod:`dmfcheck.replay.descents` and
:mod:`dmfcheck.replay.matrices`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import repeat
from typing import Any

from dmfcheck.claims.point import Point
from dmfcheck.replay import descents, floats, horizon, matrices, stated
from dmfcheck.replay.lacking import CannotReplay
from dmfcheck.replay.matrices import Rows

Which = int | None
"""Which eigenvalue of a point: ``None`` for ``point.eigenvalue``, i for ``point.spectrum[i]``."""


def eigenvalue_of(values: Any, which: Which) -> Any:
    """The eigenvalue that ``which`` names, of a point or of its exact values.

    >>> eigenvalue_of({"spectrum": (2, 1)}, 1)
    1
    """
    return values["eigenvalue"] if which is None else values["spectrum"][which]


class ReplayArithmetic(ABC):
    """Numbers, functions of them and descents: what a margin is handed by a replay."""

    compared = False
    """Whether :meth:`equal`, whose unit is that of the arithmetic, went into a margin."""

    @abstractmethod
    def number(self, value: Fraction) -> Any:
        """``value`` as a number of this arithmetic."""

    @abstractmethod
    def minimum(self, *values: Any) -> Any:
        """The least of the values."""

    @abstractmethod
    def root(self, x: Any, degree: int) -> Any:
        """x^{1/degree}, x >= 0."""

    @abstractmethod
    def followed(self, iterates: Iterator[Any], steps: int) -> list[Any]:
        """The iterates at steps 0..steps, for as long as this arithmetic can follow them."""

    def maximum(self, *values: Any) -> Any:
        """The greatest of the values."""
        return -self.minimum(*(-value for value in values))

    def orbit(self, point: Point, which: Which = None) -> Sequence[Any]:
        """d(0), ..., d(steps) from N factors alpha."""
        start = point.depth, eigenvalue_of(point, which), point.alpha, point.eta
        return self.followed(descents.identical(*start), point.steps)

    def perturbed_orbit(self, point: Point, which: Which = None) -> Sequence[Any]:
        """(p, q, w) at steps 0..steps from alpha - beta and N - 1 factors alpha."""
        start = point.depth, eigenvalue_of(point, which), point.alpha, point.beta, point.eta
        return self.followed(descents.perturbed(*start), point.steps)

    def run(self, dynamics: Any, point: Point, eigenvalue: Any) -> list[Any]:
        """The distinct factors at steps 0, 1, ... of whatever start and update."""
        iterates, steps = stated.iterates(dynamics, point, eigenvalue, self.number)
        return self.followed(iterates, steps)

    def complex_orbit(self, point: Point) -> list[Any]:
        """(Re d, Im d) at steps 0..steps."""
        root = point.root_real, point.root_imaginary
        iterates = descents.turning(point.depth, root, point.alpha, point.eta)
        return self.followed(iterates, point.steps)

    def end_to_end(self, point: Point, which: Which = None) -> list[Any]:
        """w(0), ..., w(steps), of the perturbed start if the point has a beta."""
        if "beta" in point:
            return [w for _, _, w in self.perturbed_orbit(point, which)]
        return [d**point.depth for d in self.orbit(point, which)]

    def iterate_at(self, point: Point, step: int, which: Which = None) -> tuple[Any, Any]:
        """(d, d^{N-2} (lambda - w)) at one step of the identical start."""
        d = self.orbit(point.replaced(steps=step), which)[-1]
        return d, d ** (point.depth - 2) * (eigenvalue_of(point, which) - d**point.depth)

    def value_at(self, point: Point, step: Any, which: Which = None) -> Any:
        """w(step) of the identical start."""
        return self.orbit(point.replaced(steps=int(step)), which)[-1] ** point.depth

    def scaled(self, point: Point, which: Which = None) -> tuple[Any, Any]:
        """(alpha / lambda^{1/N}, eta lambda^{2-2/N})."""
        eigenvalue = eigenvalue_of(point, which)
        limit = self.root(eigenvalue, point.depth)
        return point.alpha / limit, point.eta * (eigenvalue / limit) ** 2

    def contractions(self, point: Point, which: Which = None) -> list[Any]:
        """(1 - x_{k+1}) / (1 - x_k) = 1 - h x_k^{N-1} (1 + x_k + ... + x_k^{N-1})."""
        N = point.depth
        limit = self.root(eigenvalue_of(point, which), N)
        step = self.scaled(point, which)[1]
        factors = []
        for d in self.orbit(point, which)[:-1]:
            x = d / limit
            factors.append(1 - step * sum((x**j for j in range(N, 2 * N - 1)), x ** (N - 1)))
        return factors

    def two_step_contractions(self, point: Point, which: Which = None) -> list[Any]:
        """(1 - x_{k+2}) / (1 - x_k), one factor times the next."""
        factors = self.contractions(point, which)
        return [factors[k] * factors[k + 1] for k in range(len(factors) - 1)]

    def along(self, quantity: Callable[..., Any], *sequences: Sequence[Any]) -> list[Any]:
        """quantity(self, x, y, ...) of the entries of sequences, up to the end of the shortest."""
        shortest = min(len(sequence) for sequence in sequences)
        return [quantity(self, *(one[k] for one in sequences)) for k in range(shortest)]

    def running_least(self, values: Sequence[Any]) -> list[Any]:
        """min(v_0, ..., v_j) for every j."""
        found: list[Any] = list(values[:1])
        for value in values[1:]:
            found.append(self.minimum(found[-1], value))
        return found

    def steps_of(self, orbit: Sequence[Any]) -> list[int]:
        """The steps that the entries of an orbit are of: all from 0 on."""
        return list(range(len(orbit)))

    def descend(self, factors: Sequence[Rows], target: Rows, eta: Any, steps: int) -> list[Rows]:
        """The factors, W_1 first, after ``steps`` steps of matrix descent."""
        return matrices.descend(factors, target, eta, steps)

    def gradients(self, factors: Sequence[Rows], target: Rows) -> list[Rows]:
        """The gradient of 1/2 ||W_N ... W_1 - What||_F^2 in each factor, W_1 first."""
        return matrices.slopes(factors, target)

    def float64_factors(
        self, target: Any, depth: int, alpha: float, eta: float, steps: int
    ) -> Sequence[Rows]:
        """The rationals that a float64 descent from alpha I ends in, W_1 first."""
        return floats.float64_factors(target, depth, alpha, eta, steps)

    def float_horizon(self, point: Point) -> int | None:
        """Up to which step float64 can be held against an orbit; None if beyond ``steps``."""
        return horizon.of_point(point.exact)

    def denoising_study(self, depth: int, seed: int, runs: int) -> Any:
        """Raise :class:`CannotReplay`: random instances are drawn by their study alone."""
        raise CannotReplay("study of random instances; `pytest properties/` repeats it")

    def end_to_end_matrix(self, point: Point) -> Rows:
        """W_N ... W_1 at the last step, from N factors alpha I."""
        size, zero = len(point.target), 0 * point.alpha
        start = tuple(
            tuple(point.alpha if i == j else zero for j in range(size)) for i in range(size)
        )
        factors = self.descend([start] * point.depth, point.target, point.eta, point.steps)
        return matrices.end_to_end(factors)

    def with_digits_of(self, time: Any, point: Point, quantity: Callable[[Any, Point], Any]) -> Any:
        """quantity(self, point), with as many digits more as ``time`` has."""
        return quantity(self, point)

    def exactly_if_possible(self, point: Point, quantity: Callable[[Any, Point], Any]) -> Any:
        """quantity(self, point), from exact numbers where there are some."""
        return quantity(self, point)

    def constant_orbit(self, value: int, steps: int) -> list[Any]:
        """``value`` at each of the steps 0, ..., ``steps``."""
        return self.followed(repeat(self.number(Fraction(value))), steps)

    @abstractmethod
    def require_few(self, depth: int, steps: int, *parameters: Any) -> None:
        """Refuse quotients of iterates after ``steps`` exact steps where they would be too long."""

    def require_at_most(  # noqa: B027 - no arithmetic of the replay refuses
        self, most: int, steps: int
    ) -> None:
        """Nothing: what is worth trying is said by :meth:`require_few`."""

    def require_few_of(self, point: Point) -> None:
        """:meth:`require_few` for the steps of every eigenvalue of the spectrum."""
        exact = point.exact
        self.require_few(
            point.depth, point.steps, exact["alpha"], exact["eta"], exact["spectrum"][-1]
        )
