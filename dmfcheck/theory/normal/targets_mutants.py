"""What is wrong about normal.*, nonnormal.* and rectangular.*: other maps, roots and limits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Claim, Constant, Constants, Hypothesis
from dmfcheck.claims.mutant import Mutant, mutate, swap_hypothesis, turned
from dmfcheck.claims.other_orbits import Complex, times
from dmfcheck.claims.point import Point
from dmfcheck.claims.small_matrices import product, transpose
from dmfcheck.dynamics.dynamics import PLAIN
from dmfcheck.theory.normal.targets import (
    ALIGNED,
    BOTH_NEGATIVE,
    BOTH_POSITIVE,
    DETERMINANT,
    LONG,
    NEGATIVE,
    NONNORMAL,
    PRINCIPAL,
    PRINCIPAL_ROOT,
    PRINCIPAL_STEP,
    REACHED,
    modulus_squared,
    partial_identity,
)
from dmfcheck.theory.normal.targets_strategies import (
    complex_eigenvalues,
    singular_values,
    triangles,
)
from dmfcheck.theory.vocabulary import UP_TO_FOUR

if TYPE_CHECKING:
    pass


def _few_steps(a: Arithmetic, p: Point) -> list[Complex]:
    """The orbit, from which exact arithmetic turns away where its digits would explode."""
    a.require_few(p.depth, p.steps, p.exact["alpha"], p.exact["eta"], p.exact["root_real"])
    return a.complex_orbit(p)


def _modulus_approaches(a: Arithmetic, p: Point, c: Constants) -> Any:
    goal = modulus_squared((p.root_real, p.root_imaginary))
    sizes = [modulus_squared(d) for d in _few_steps(a, p)]
    return a.minimum(
        *((after - before) * (goal - before) / goal**2 for before, after in pairwise(sizes))
    )


def _turns_to_conjugate(a: Arithmetic, p: Point, c: Constants) -> Any:
    # d conj(rho) replaced by d rho: the angle to the conjugate root.
    sides = [times(d, (p.root_real, p.root_imaginary)) for d in _few_steps(a, p)]
    return a.minimum(
        *(
            (a.absolute(y) * x_next - a.absolute(y_next) * x) / a.absolute(x * x_next)
            for (x, y), (x_next, y_next) in pairwise(sides)
        )
    )


def _one_power_less() -> Claim:
    def bound(a: Arithmetic, p: Point, c: Constants) -> Any:
        M = a.maximum(p.alpha**2, modulus_squared((p.root_real, p.root_imaginary)))
        return 1 - (p.eta * p.depth) ** 2 * M ** (2 * p.depth - 3)

    changed = Hypothesis("eta <= 1/(N M^{2N-3})", bound)
    return swap_hypothesis(PRINCIPAL, PRINCIPAL_STEP, changed)


def _reaches_transpose(a: Arithmetic, p: Point, c: Constants) -> Any:
    (w, x), (y, z) = a.end_to_end_matrix(p)
    (top, corner), (_, bottom) = p.target
    square = (w - top) ** 2 + x**2 + (y - corner) ** 2 + (z - bottom) ** 2
    return 1 - square / corner**2


def _vanishes(a: Arithmetic, p: Point, c: Constants) -> Any:
    (w, x), (y, z) = a.end_to_end_matrix(p)
    return p.alpha**4 - (w**2 + x**2 + y**2 + z**2)


def _lower_left_stays_zero(a: Arithmetic, p: Point, c: Constants) -> Any:
    (_, _), (y, _) = a.end_to_end_matrix(p)
    return a.number(Fraction(1, 10**6)) - a.absolute(y) / p.alpha**2


def _trace_stays_positive(a: Arithmetic, p: Point, c: Constants) -> Any:
    (w, _), (_, z) = a.end_to_end_matrix(p)
    return a.minimum(w, z) / p.alpha**2


def _other_singular_values(
    predict: Callable[[Arithmetic, Point, Any], Any], *, aligned: bool = True
) -> Callable[[Arithmetic, Point, Constants], Any]:
    """rectangular.aligned with another prediction, or read in the wrong bases."""

    def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
        N, m, n = p.depth, len(p.left), len(p.right)
        width = min(m, n)
        same = [p.alpha] * width
        target = product(p.left, partial_identity(a, m, n, p.spectrum), transpose(p.right))
        starts = [
            product(partial_identity(a, width, n, same), transpose(p.right)),
            *[partial_identity(a, width, width, same)] * (N - 2),
            product(p.left, partial_identity(a, m, width, same)),
        ]
        end = product(*reversed(a.descend(starts, target, p.eta, p.steps)))
        read = product(transpose(p.left), end, p.right) if aligned else end
        scale = p.alpha**N + p.spectrum[0]
        return a.minimum(
            *(a.equal(read[i][i], predict(a, p, p.spectrum[i]), scale) for i in range(width))
        )

    return margin


def _final(a: Arithmetic, p: Point, value: Any, power: int) -> Any:
    return a.run(PLAIN, p, value)[-1][0] ** power


LARGE_STEPS = partial(complex_eigenvalues, largest=Fraction(4))
FAR_ROOTS = partial(complex_eigenvalues, farthest=Fraction(3, 2))
POSITIVE_TRIANGLES = partial(triangles, signs=(1, 1))
NEGATIVE_TRIANGLES = partial(triangles, signs=(-1, -1))
MIXED_TRIANGLES = partial(triangles, signs=(1, -1))


MUTANTS: tuple[Mutant, ...] = (
    mutate(PRINCIPAL, "any-step", "the bound on eta dropped", LARGE_STEPS, without=PRINCIPAL_STEP),
    mutate(
        PRINCIPAL,
        "raised",
        "21/(10N) for 1/N",
        LARGE_STEPS,
        constant=Constant("normal step", lambda N: Fraction(21, 10 * N), "21/(10N)"),
    ),
    mutate(_one_power_less(), "exponent", "M^{2N-3}", LARGE_STEPS),
    mutate(PRINCIPAL, "any-root", "rho need not be principal", FAR_ROOTS, without=PRINCIPAL_ROOT),
    mutate(
        PRINCIPAL, "modulus", "|d| is monotone", complex_eigenvalues, margin=_modulus_approaches
    ),
    mutate(
        PRINCIPAL,
        "conjugate",
        "the conjugate root",
        complex_eigenvalues,
        margin=_turns_to_conjugate,
    ),
    mutate(PRINCIPAL, "turned", "arg(d/rho) grows", complex_eigenvalues, margin=turned(PRINCIPAL)),
    mutate(
        REACHED,
        "any-sign",
        "a, d > 0 dropped",
        MIXED_TRIANGLES,
        without=BOTH_POSITIVE,
    ),
    mutate(REACHED, "transposed", "the transpose", POSITIVE_TRIANGLES, margin=_reaches_transpose),
    mutate(
        REACHED,
        "at-once",
        "after 20 steps",
        partial(triangles, signs=(1, 1), steps=20),
        without=LONG,
    ),
    mutate(REACHED, "turned", "does not reach What", POSITIVE_TRIANGLES, margin=turned(REACHED)),
    mutate(
        NEGATIVE,
        "normal",
        "diagonal as well",
        partial(triangles, signs=(-1, -1), normal=True),
        without=NONNORMAL,
    ),
    mutate(NEGATIVE, "any-sign", "a, d < 0 dropped", MIXED_TRIANGLES, without=BOTH_NEGATIVE),
    mutate(
        NEGATIVE, "vanishes", "goes to 0, like the symmetric", NEGATIVE_TRIANGLES, margin=_vanishes
    ),
    mutate(
        NEGATIVE,
        "diagonal",
        "the diagonal stays positive",
        NEGATIVE_TRIANGLES,
        margin=_trace_stays_positive,
    ),
    mutate(NEGATIVE, "turned", "does not reach What", NEGATIVE_TRIANGLES, margin=turned(NEGATIVE)),
    mutate(
        replace(DETERMINANT, variables=(UP_TO_FOUR, *DETERMINANT.variables[1:])),
        "three-layers",
        "N = 3 and any step as well",
        partial(triangles, signs=(1, -1), depth=3, steps=3, step=20),
    ),
    mutate(
        DETERMINANT,
        "turned",
        "det W < 0",
        partial(triangles, signs=(1, -1), steps=12),
        margin=turned(DETERMINANT),
    ),
    mutate(DETERMINANT, "reaches", "What is reached", MIXED_TRIANGLES, margin=REACHED.margin),
    mutate(
        DETERMINANT,
        "triangular",
        "W stays triangular",
        partial(triangles, signs=(1, -1), steps=12),
        margin=_lower_left_stays_zero,
    ),
    mutate(
        ALIGNED,
        "power",
        "d^{N-1} for d^N",
        singular_values,
        margin=_other_singular_values(lambda a, p, value: _final(a, p, value, p.depth - 1)),
    ),
    mutate(
        ALIGNED,
        "squared",
        "sigma^2 for sigma",
        singular_values,
        margin=_other_singular_values(lambda a, p, value: _final(a, p, value * value, p.depth)),
    ),
    mutate(
        ALIGNED,
        "largest",
        "every singular value follows the largest",
        singular_values,
        margin=_other_singular_values(lambda a, p, value: _final(a, p, p.spectrum[0], p.depth)),
    ),
    mutate(
        ALIGNED,
        "bases",
        "read without U and V",
        singular_values,
        margin=_other_singular_values(
            lambda a, p, value: _final(a, p, value, p.depth), aligned=False
        ),
    ),
)
