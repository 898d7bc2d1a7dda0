"""Hypothesis strategies for complex eigenvalues, nonnormal triangles and rectangular targets."""

from __future__ import annotations

import math
from fractions import Fraction
from functools import partial

from dmfcheck.claims.small_matrices import rotation
from dmfcheck.theory.drawing import ONE, depths, scales, shares, small_numbers, starts
from dmfcheck.theory.drawing_rationals import fractions
from dmfcheck.theory.late import Draw, Values, composite, st
from dmfcheck.theory.look import Look
from dmfcheck.theory.normal.targets import ALIGNED, DETERMINANT, NEGATIVE, PRINCIPAL, REACHED


@composite
def complex_eigenvalues(draw: Draw, *, largest: Fraction = ONE, farthest: Fraction = ONE) -> Values:
    """|arg rho| < farthest pi/N, near either end often, and eta up to largest/(N M^{2N-2})."""
    N = draw(depths(2, 6))
    real, imaginary = draw(directions(N, farthest))
    scale, alpha = draw(scales()), draw(st.one_of(shares(), starts(3), st.just(Fraction(2))))
    M_squared = max(alpha**2, real**2 + imaginary**2)
    eta = draw(st.one_of(st.just(ONE), shares())) * largest / (N * M_squared ** (N - 1))
    return {
        "depth": N,
        "root_real": scale * real,
        "root_imaginary": scale * imaginary,
        "alpha": scale * alpha,
        "eta": eta / scale ** (2 * N - 2),
        "steps": draw(st.integers(1, 40)),
    }


@composite
def directions(draw: Draw, depth: int, farthest: Fraction) -> tuple[Fraction, Fraction]:
    """(x, y) on the unit circle, exactly, at an angle within farthest pi/N of 0, farthest < N."""
    share = draw(
        st.one_of(
            st.just(Fraction(0)),
            fractions(Fraction(1, 50), Fraction(49, 50), max_denominator=100),
            st.integers(4, 30).map(lambda j: 1 - Fraction(1, 2**j)),
        )
    )
    # The half-angle's tangent, rounded towards 0, gives a rational point of the circle.
    tangent = math.tan(math.pi / (2 * depth) * float(share * farthest)) * (1 - 1e-12)
    t = Fraction(tangent).limit_denominator(10**6)
    if farthest == 1 and math.atan(float(t)) * 2 * depth >= math.pi * (1 - 1e-14):
        t -= Fraction(1, 10**6)
    sign = draw(st.sampled_from([1, -1]))
    return (1 - t * t) / (1 + t * t), sign * 2 * t / (1 + t * t)


@composite
def triangles(
    draw: Draw,
    signs: tuple[int, int],
    *,
    normal: bool = False,
    steps: int = 0,
    step: int = 1,
    depth: int = 2,
) -> Values:
    """[[a, b], [0, d]] with those signs of a and d, b of the same order (0 if ``normal``).

    For long enough unless ``steps`` says otherwise; ``step`` multiplies eta.
    """
    ordinary = fractions(Fraction(1, 2), Fraction(2), max_denominator=8)
    top, bottom = draw(st.tuples(ordinary, ordinary).filter(lambda pair: pair[0] != pair[1]))
    a, d = signs[0] * top, signs[1] * bottom
    least = min(top, bottom)
    corner = draw(st.sampled_from([1, -1])) * least * draw(fractions(ONE / 2, 3, max_denominator=8))
    corner = max(corner, abs(a - d) / 10, key=abs)
    corner = max(-3 * least, min(3 * least, corner))
    alpha = draw(st.sampled_from([Fraction(1, 2), Fraction(1, 4), Fraction(2, 3)]))
    eta = draw(st.sampled_from([Fraction(1, 32), Fraction(1, 24)]))
    return {
        "depth": depth,
        "target": [[a, 0 if normal else corner], [0, d]],
        "alpha": alpha,
        "eta": step * eta,
        "steps": steps or math.ceil(30 / (eta * least)),
    }


@composite
def singular_values(draw: Draw) -> Values:
    """Rational U, V of different sizes, min(m, n) singular values and an aligned start."""
    rows, columns = draw(st.integers(1, 3)), draw(st.integers(1, 3))

    def orthogonal(size: int) -> list[list[Fraction]]:
        count = size * (size - 1) // 2
        skew = draw(st.lists(small_numbers(), min_size=count, max_size=count))
        return [list(row) for row in rotation(skew, size)]

    ordinary = fractions(Fraction(1, 8), Fraction(2), max_denominator=8)
    least = min(rows, columns)
    return {
        "depth": draw(depths(2, 4)),
        "left": orthogonal(rows),
        "right": orthogonal(columns),
        "spectrum": draw(st.lists(ordinary, min_size=least, max_size=least)),
        "alpha": draw(ordinary),
        "eta": Fraction(1, draw(st.integers(2, 64))),
        "steps": draw(st.integers(1, 2)),
    }


LOOK = (
    Look(PRINCIPAL, complex_eigenvalues),
    Look(REACHED, partial(triangles, (1, 1))),
    Look(NEGATIVE, partial(triangles, (-1, -1))),
    Look(DETERMINANT, partial(triangles, (1, -1))),
    Look(ALIGNED, singular_values),
)
