"""Units in which float64 holds a descent: What / s, alpha / s^{1/N} and eta s^{2-2/N}.

The descent is the same in every unit (reduction.scaling). With s a power of 2^N all of it is
scaled by powers of two, exactly, unless a number is too small to matter.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from dmfcheck.base.validation import BadInput, held_by_float64, shown
from dmfcheck.dynamics.floats.arrays import FloatArray


@dataclass(frozen=True)
class Units:
    """The eigenvalues, the start and the step of a descent on What / 2^``exponent``."""

    values: FloatArray
    alpha: float
    eta: float
    exponent: int

    def restored(self, values: FloatArray) -> FloatArray:
        """2^exponent values: what they are in the unit of What."""
        return np.ldexp(values, self.exponent)


def in_units(values: FloatArray, *, depth: int, alpha: Fraction, eta: Fraction) -> Units:
    """The descent in a unit within 2^{N+1} of max(alpha^N, ||What||), for ``values`` of shape (n,).

    Raises :class:`~dmfcheck.base.validation.BadInput` where float64 cannot hold alpha or eta even
    there.

    >>> alpha, eta = Fraction(1, 10**160), Fraction(10**299)
    >>> tiny = in_units(np.array([1e-300]), depth=2, alpha=alpha, eta=eta)
    >>> tiny.values.round(2), round(tiny.eta, 3), tiny.exponent
    (array([2.68]), 0.037, -998)
    """
    largest = max(Fraction(float(np.abs(values).max())), alpha**depth)
    power = (largest.numerator.bit_length() - largest.denominator.bit_length()) // depth
    if alpha**depth > Fraction(sys.float_info.max):
        wrong = f"is {shown(alpha)}, whose power alpha^N float64 cannot hold"
        raise BadInput("alpha", wrong, "alpha^N up to 1.8e308")
    start = alpha / Fraction(2) ** power
    step = eta * Fraction(2) ** (power * (2 * depth - 2))
    accepted = "a number that float64 can hold in the unit of the matrix"
    if not held_by_float64(start) or float(start) < sys.float_info.min:
        raise BadInput("alpha", f"is {shown(alpha)}", accepted)
    if not held_by_float64(step):
        raise BadInput("eta", f"is {shown(eta)}", accepted)
    exponent = power * depth
    return Units(np.ldexp(values, -exponent), float(start), float(step), exponent)


def exponent_of(*arrays: FloatArray) -> int:
    """The e with 2^{e-1} <= max |entry| < 2^e; 0 where there are only zeros.

    >>> exponent_of(np.array([0.75, -3.0]))
    2
    """
    return int(np.frexp(max(float(np.abs(array).max(initial=0.0)) for array in arrays))[1])


def frobenius(matrix: FloatArray) -> float:
    """||matrix||_F, also where the squares leave the range of float64.

    >>> frobenius(np.array([[3e200, 4e200]])) / 1e200
    5.0
    """
    exponent = exponent_of(matrix)
    return float(np.ldexp(np.linalg.norm(np.ldexp(matrix, -exponent)), exponent))
