"""What is descended on: a spectrum or a symmetric matrix, a depth, a start, a step, an update."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from dmfcheck.base import validation
from dmfcheck.base.offered import show
from dmfcheck.base.validation import BadInput, Rational, shown
from dmfcheck.dynamics.diagonal import Rows, mode, ordered_starts
from dmfcheck.dynamics.dynamics import Dynamics
from dmfcheck.dynamics.start import Diagonal, DiagonalFactors, Identical, Perturbed, Start
from dmfcheck.dynamics.update import Update, require_update
from dmfcheck.dynamics.updates.descent import Descent

if TYPE_CHECKING:
    import mpmath

PLAIN_UPDATE = Descent()


@dataclass(frozen=True)
class Problem:
    """Descent on L = 1/2 ||W_N ... W_1 - What||_F^2 with exact parameters.

    ``spectrum`` holds the eigenvalues of the symmetric ``What``, nonincreasing and of any sign;
    every factor starts as alpha I, but the first as (alpha - beta) I (0 <= beta < alpha; beta = 0
    is the identical start). Or ``starts`` has what the factors are on each eigenvector, in the
    order of the spectrum: one row that all have, or a row for each; alpha is then the largest of
    them. ``eta`` is the constant step size and ``update`` what a step makes of a factor, gradient
    descent unless said otherwise. Numbers may be ints, Fractions,
    text such as ``"1/100"``, or floats, which are taken as the dyadic rationals that they are.

    Raises :class:`~dmfcheck.base.validation.BadInput` on anything else.

    >>> problem = Problem.from_spectrum("2, 1", depth=3, alpha="1/10", eta="1/20")
    >>> problem.spectrum
    (Fraction(2, 1), Fraction(1, 1))
    """

    spectrum: tuple[Fraction, ...]
    depth: int
    alpha: Fraction
    eta: Fraction
    beta: Fraction = Fraction(0)
    update: Update = PLAIN_UPDATE
    starts: Rows = ()

    @classmethod
    def from_spectrum(
        cls,
        spectrum: object,
        *,
        depth: object,
        alpha: Rational | None = None,
        eta: Rational,
        beta: Rational = 0,
        update: Update = PLAIN_UPDATE,
        start: object = None,
    ) -> Problem:
        """Validate every argument, the parameters of ``update`` too, and make the problem.

        ``start``, in place of alpha, has a number for each entry of the spectrum as it is written,
        or a row of them for each factor (:func:`~dmfcheck.dynamics.diagonal.read_starts`).

        >>> Problem.from_spectrum([1], depth=2, alpha=0, eta="1/8")
        Traceback (most recent call last):
        dmfcheck.base.validation.BadInput: alpha is 0; accepted: a positive number such as 1/8
        >>> Problem.from_spectrum("1,3", depth=2, start="1/5,1/4", eta="1/8").starts
        ((Fraction(1, 4), Fraction(1, 5)),)
        """
        require_update(update)
        require_one_start(alpha, beta, start)
        if not isinstance(spectrum, str) and isinstance(spectrum, Iterable):
            spectrum = list(spectrum)
        values, N = validation.spectrum(spectrum), validation.depth(depth)
        starts: Rows = ()
        if start is None:
            largest = validation.positive(alpha, "alpha")
        else:
            starts = ordered_starts(start, spectrum, len(values), N)
            largest = max(map(max, starts))
        perturbation = validation.rational(beta, "beta")
        if not 0 <= perturbation < largest:
            raise BadInput(
                "beta", f"is {shown(perturbation)}", f"0 <= beta < alpha = {shown(largest)}"
            )
        step = validation.positive(eta, "eta")
        return cls(values, N, largest, step, perturbation, update.validated(), starts)

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        return show(self)

    @property
    def start(self) -> Start:
        """The identical start, the perturbed one where beta > 0, or a diagonal one.

        >>> Problem.from_spectrum([1], depth=2, alpha=1, eta="1/8").start
        Identical(alpha=Fraction(1, 1))
        """
        if self.starts:
            return (Diagonal if len(self.starts) == 1 else DiagonalFactors)(self.starts)
        return Perturbed(self.alpha, self.beta) if self.beta else Identical(self.alpha)

    @property
    def dynamics(self) -> Dynamics:
        """The families of the start and of the update.

        >>> str(Problem.from_spectrum([1], depth=2, alpha=1, eta="1/8").dynamics)
        'Descent from Identical'
        """
        return Dynamics(type(self.start), type(self.update))

    def mode(self, index: int) -> Problem:
        """The problem of one eigenvalue alone, with what the factors are on its eigenvector.

        >>> problem = Problem.from_spectrum("3,1", depth=2, start="1/5,1/4", eta="1/8")
        >>> problem.mode(1).spectrum, problem.mode(1).start
        ((Fraction(1, 1),), Identical(alpha=Fraction(1, 4)))
        """
        own = (self.spectrum[index],)
        if not self.starts:
            return replace(self, spectrum=own)
        column = mode(self.starts, index)
        rows = tuple((a,) for a in column) if len(column) > 1 else ()
        return replace(self, spectrum=own, alpha=max(column), starts=rows)

    @property
    def size(self) -> int:
        """The number n of eigenvalues."""
        return len(self.spectrum)

    @cached_property
    def scale_power(self) -> Fraction:
        """M^N = max(alpha^N, ||What||), M the bound that the factors keep.

        >>> Problem.from_spectrum([3, -4], depth=2, alpha=1, eta="1/8").scale_power
        Fraction(4, 1)
        """
        return max(self.alpha**self.depth, max(abs(value) for value in self.spectrum))

    def scaled(self, eigenvalue: Fraction, digits: int = 30) -> tuple[mpmath.mpf, mpmath.mpf]:
        """(x_0, h) = (alpha / lambda^{1/N}, eta lambda^{2-2/N}) for an eigenvalue lambda > 0.

        Rounded to ``digits`` decimal digits (both are irrational in general); source
        reduction.scaling.

        >>> start, step = Problem.from_spectrum([4], depth=2, alpha="1/2", eta="1/32").scaled(
        ...     Fraction(4)
        ... )
        >>> float(start), float(step)
        (0.25, 0.125)
        """
        import mpmath

        if eigenvalue <= 0:
            raise BadInput("eigenvalue", f"is {shown(eigenvalue)}", "a positive eigenvalue")
        with mpmath.workdps(digits):
            value = mpmath.mpf(eigenvalue.numerator) / eigenvalue.denominator
            root = mpmath.root(value, self.depth)
            start = mpmath.mpf(self.alpha.numerator) / self.alpha.denominator / root
            step = mpmath.mpf(self.eta.numerator) / self.eta.denominator * (value / root) ** 2
            return start, step

    def monotone_step(self) -> bool:
        """Whether h_1 <= 1/N for the largest |lambda| and no step leaves the stable region.

        With the identical start this is eta <= 1/(N M^{2N-2}), decided exactly: both sides are
        raised to the N-th power. Source: step.monotone and step.nonpositive.

        >>> Problem.from_spectrum([1], depth=2, alpha="1/10", eta="1/2").monotone_step()
        True
        """
        N = self.depth
        return (N * self.eta) ** N * self.scale_power ** (2 * N - 2) <= 1

    def largest_step(self) -> mpmath.mpf:
        """The stable bound 1/(N M^{2N-2}) on eta, to 15 digits, for messages.

        >>> float(Problem.from_spectrum([4], depth=2, alpha="1/2", eta="1/32").largest_step())
        0.125
        """
        import mpmath

        N = self.depth
        power = mpmath.mpf(self.scale_power.numerator) / self.scale_power.denominator
        return 1 / (N * mpmath.power(power, mpmath.mpf(2 * N - 2) / N))

    def require_stable_step(self) -> None:
        """Refuse a step size of gradient descent above 1/(N M^{2N-2}), naming the bound.

        No bound is known of other updates, and none is asked for. Raises
        :class:`~dmfcheck.base.validation.BadInput`.
        """
        if type(self.update) is Descent and not self.monotone_step():
            import mpmath

            raise BadInput(
                "eta",
                f"is {shown(self.eta)}, above the stable bound "
                f"1/(N M^(2N-2)) = {mpmath.nstr(self.largest_step(), 8)}",
                "a positive step size up to that bound",
            )


def require_one_start(alpha: object, beta: object, start: object) -> None:
    """Refuse neither alpha nor a start, both, and a start with a beta.

    >>> require_one_start(None, 0, None)
    Traceback (most recent call last):
    dmfcheck.base.validation.BadInput: alpha is missing; accepted: a positive number, or a start
    """
    if alpha is None and start is None:
        raise BadInput("alpha", "is missing", "a positive number, or a start")
    if start is not None and alpha is not None:
        raise BadInput("alpha", "is given with a start", "one of them")
    if start is not None and validation.rational(beta, "beta"):
        raise BadInput("beta", "is given with a start", "a start of a row for each factor")
