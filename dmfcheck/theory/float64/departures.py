"""float.*: why what a float64 descent does is no counterexample.

Each claim says that the real float64 descent on full matrices follows the exact dynamics. The
float64 side is run as anyone would run it; the exact side is what the arithmetic of the margin
gives, and only rationals or balls can say how far apart the two are. ``notes/float64.md``.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any

from dmfcheck.base.validation import shown
from dmfcheck.base.verdict import CannotSay
from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Claim, Constant, Constants, Hypothesis
from dmfcheck.claims.point import Point
from dmfcheck.claims.small_matrices import Matrix, combine, product, transpose
from dmfcheck.theory.conditions import ORTHOGONAL
from dmfcheck.theory.vocabulary import (
    ALPHA,
    ETA,
    NEGATIVE_MULTIPLE,
    ROTATION,
    SIGNED_SPECTRUM,
    STEPS,
    TWO_BY_TWO,
    TWO_LAYERS,
    UP_TO_FIVE,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    FloatMatrix = NDArray[np.float64]

FEW_STEPS = 8
"""Exact iterates are not worth trying beyond them: float64 is far from leaving an orbit so soon."""

LEAST_NORMAL, BEYOND = Fraction(2) ** -1022, Fraction(2) ** 1024 - Fraction(2) ** 970
"""Of float64: smaller numbers lose bits, and from the other on they round to inf."""


def _descended(a: Arithmetic, p: Point, target: FloatMatrix, steps: int) -> Sequence[Matrix]:
    alpha, eta = (_in_float64(p.exact[name], name) for name in ("alpha", "eta"))
    _in_float64(Fraction(float(abs(target).max())), "the largest entry of What")
    rows = tuple(tuple(float(entry) for entry in row) for row in target)
    return a.float64_factors(rows, p.depth, alpha, eta, steps)


def _in_float64(number: Fraction, name: str) -> float:
    """The nearest float64, which has all its 53 bits; raises CannotSay where there is none."""
    if number and not LEAST_NORMAL <= abs(number) < BEYOND:
        raise CannotSay(f"{name} is {shown(number)}, which float64 cannot hold")
    return float(number)


def _float_array(p: Point, name: str) -> FloatMatrix:
    import numpy as np

    def entries(value: Any) -> Any:
        if isinstance(value, tuple):
            return [entries(entry) for entry in value]
        if abs(value) >= BEYOND:
            raise CannotSay(f"{name} has the entry {shown(value)}, which float64 cannot hold")
        return float(value)

    return np.array(entries(p.exact[name]), dtype=np.float64)


def spectral_target(p: Point) -> FloatMatrix:
    """V Lambda V^T as float64 computes it: symmetric to its last bit, but not always in it."""
    import numpy as np

    V, spectrum = _float_array(p, "basis"), _float_array(p, "spectrum")
    with np.errstate(over="ignore", invalid="ignore"):
        target = np.asarray((V * spectrum) @ V.T)
    if not np.isfinite(target).all():
        raise CannotSay("V Lambda V^T is not in float64")
    return target


def half_turn_target(p: Point) -> FloatMatrix:
    """|lambda| times the rotation by pi, from cos and sin: in float64 sin(pi) is 1.2e-16."""
    import numpy as np

    cosine, sine = np.cos(np.pi), np.sin(np.pi)
    size = -_in_float64(p.exact["eigenvalue"], "eigenvalue")
    return np.asarray(size * np.array([[cosine, -sine], [sine, cosine]]))


def _distance(a: Arithmetic, found: Matrix, exact: Matrix) -> Any:
    """The largest entry of found - exact, ``found`` in rationals."""
    numbers = tuple(tuple(a.number(entry) for entry in row) for row in found)
    difference = combine(numbers, exact, -1)
    return a.maximum(*(a.absolute(entry) for row in difference for entry in row))


def _diagonal(entries: Sequence[Any]) -> Matrix:
    return tuple(
        tuple(entry if i == j else 0 * entry for j in range(len(entries)))
        for i, entry in enumerate(entries)
    )


def _saddle(a: Arithmetic, p: Point, c: Constants, steps: int) -> Any:
    a.require_at_most(FEW_STEPS, steps)
    found = _descended(a, p, spectral_target(p), steps)
    iterates = [a.orbit(p.replaced(steps=steps), i)[-1] for i in range(len(p.spectrum))]
    exact = product(p.basis, _diagonal(iterates), transpose(p.basis))
    largest = a.maximum(*(a.absolute(value) for value in p.spectrum))
    M = a.maximum(p.alpha, a.root(largest, p.depth))
    departed = a.maximum(*(_distance(a, factor, exact) for factor in found))
    return 1 - departed / (c[DEPARTED.name] * M)


def _leaves_saddle(a: Arithmetic, p: Point, c: Constants) -> Any:
    return _saddle(a, p, c, p.steps)


def _up_to_horizon(a: Arithmetic, p: Point, c: Constants) -> Any:
    horizon = a.float_horizon(p)
    return _saddle(a, p, c, p.steps if horizon is None else horizon)


def _determinant(a: Arithmetic, p: Point, c: Constants) -> Any:
    # The real descent first: where it has no end, the exact one is not worth its time.
    found = _descended(a, p, _float_array(p, "target"), p.steps)
    exact = a.end_to_end_matrix(p)
    largest = a.maximum(*(a.absolute(entry) for row in p.target for entry in row))
    return 1 - _distance(a, product(*reversed(found)), exact) / (c[DEPARTED.name] * largest)


def _rotation(a: Arithmetic, p: Point, c: Constants) -> Any:
    found = _descended(a, p, half_turn_target(p), p.steps)
    w = a.orbit(p)[-1] ** p.depth
    distance = _distance(a, product(*reversed(found)), _diagonal([w, w]))
    return 1 + distance / (c[DEPARTED.name] * p.eigenvalue)


def _stable(a: Arithmetic, p: Point, size: Any) -> Any:
    """1 - (N eta)^N max(alpha^N, size)^{2N-2}: eta <= 1/(N M^{2N-2}) in rationals."""
    power = a.maximum(p.alpha**p.depth, size)
    return 1 - (p.depth * p.eta) ** p.depth * power ** (2 * p.depth - 2)


def _stable_spectrum(a: Arithmetic, p: Point, c: Constants) -> Any:
    return _stable(a, p, a.maximum(*(a.absolute(value) for value in p.spectrum)))


def _stable_target(a: Arithmetic, p: Point, c: Constants) -> Any:
    # ||What||^2 <= the sum of the squares; N = 2, so M^2 is a rational and its square is enough.
    squares = sum(entry * entry for row in p.target for entry in row)
    return 1 - (2 * p.eta) ** 2 * a.maximum(p.alpha**4, squares)


def _stable_half_turn(a: Arithmetic, p: Point, c: Constants) -> Any:
    return _stable(a, p, -p.eigenvalue)


def _negative_determinant(a: Arithmetic, p: Point, c: Constants) -> Any:
    return p.target[0][1] * p.target[1][0] - p.target[0][0] * p.target[1][1]


def _reflection(*normal: int) -> Matrix:
    """I - 2 v v^T / |v|^2: an orthogonal matrix of rationals."""
    square = sum(x * x for x in normal)
    return tuple(
        tuple(int(i == j) - Fraction(2 * x * y, square) for j, y in enumerate(normal))
        for i, x in enumerate(normal)
    )


DEPARTED = Constant("departed", lambda N: Fraction(1, 10**6), "1e-6")

_SPECTRAL = (UP_TO_FIVE, SIGNED_SPECTRUM, ROTATION, ALPHA, ETA, STEPS)
_SPECTRAL_HYPOTHESES = (
    ORTHOGONAL,
    Hypothesis("eta <= 1/(N M^{2N-2})", _stable_spectrum),
)

_claim = partial(
    Claim,
    source="derived",
    kind="inequality",
    expected="refuted",
    variables=_SPECTRAL,
    constants=(DEPARTED,),
)

SADDLE = _claim(
    id="float.saddle",
    statement=(
        r"\text{float64 descent on } V\Lambda V^T \text{ from } \alpha I \text{ stays within }"
        r" 10^{-6} M \text{ of } W_j(k) = V \operatorname{diag}(d_i(k)) V^T"
    ),
    hypotheses=_SPECTRAL_HYPOTHESES,
    margin=_leaves_saddle,
    counterexamples=(
        {
            "depth": 2,
            "spectrum": ("3/4", "-2/3"),
            "basis": (("3/5", "-4/5"), ("4/5", "3/5")),
            "alpha": "1/4",
            "eta": "1/4",
            "steps": 250,
        },
        {
            "depth": 3,
            "spectrum": ("2", "6/5", "3/5", "3/10", "-1/2", "-1"),
            "basis": _reflection(2, -1, 3, 1, -2, 4),
            "alpha": "2/5",
            "eta": "1/20",
            "steps": 4000,
        },
    ),
)
HORIZON = _claim(
    id="float.saddle/horizon",
    statement=(
        r"\text{float64 descent on } V\Lambda V^T \text{ from } \alpha I \text{ stays within }"
        r" 10^{-6} M \text{ of } W_j(k) \text{ up to its float horizon}"
    ),
    kind="empirical",
    expected="open",
    hypotheses=_SPECTRAL_HYPOTHESES,
    margin=_up_to_horizon,
)
DETERMINANT = _claim(
    id="float.determinant",
    statement=(
        r"N = 2,\ \det\hat W < 0:\ \text{float64 descent from } \alpha I"
        r" \text{ stays within } 10^{-6} \max_{ij}|\hat W_{ij}| \text{ of the exact } W(k)"
    ),
    variables=(TWO_LAYERS, TWO_BY_TWO, ALPHA, ETA, STEPS),
    hypotheses=(
        Hypothesis("det What < 0", _negative_determinant, strict=True),
        Hypothesis("eta <= 1/(2 max(alpha^2, ||What||_F))", _stable_target),
    ),
    margin=_determinant,
    counterexamples=(
        {
            "depth": 2,
            "target": ((1, 3), (0, "-1/2")),
            "alpha": "1/4",
            "eta": "1/8",
            "steps": 2000,
        },
    ),
)
HALF_TURN = _claim(
    id="float.rotation",
    statement=(
        r"\text{float64 descent on } |\lambda| (\cos\pi, -\sin\pi; \sin\pi, \cos\pi)"
        r" \text{ follows the descent on } \lambda I,\ \lambda < 0"
    ),
    variables=(UP_TO_FIVE, NEGATIVE_MULTIPLE, ALPHA, ETA, STEPS),
    hypotheses=(Hypothesis("eta <= 1/(N M^{2N-2})", _stable_half_turn),),
    margin=_rotation,
    counterexamples=({"depth": 2, "eigenvalue": -1, "alpha": "1/2", "eta": "1/8", "steps": 400},),
)

CLAIMS = (
    SADDLE,
    HORIZON,
    DETERMINANT,
    HALF_TURN,
)
