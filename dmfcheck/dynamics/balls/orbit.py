"""Orbits of single eigenvalues in balls: the identical start, and the search for a precision.

x + h x^{N-1} (1 - x^N) evaluated on balls widens them at every step, also where the map contracts.
In mean-value form, g(mid) + g'(x) (x - mid), the radii follow the derivative of the map: thousands
of steps keep their digits. ``notes/ball-orbits.md`` has the forms.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TypeVar

from flint import acb, arb, arb_mat, ctx

from dmfcheck.base import validation
from dmfcheck.base.bounds import check_time
from dmfcheck.base.validation import BadInput
from dmfcheck.base.verdict import Undecided
from dmfcheck.dynamics.balls.balls import ball, first_answer, power

__all__ = [
    "EXACT_BITS",
    "exact_orbit",
    "identical_orbit",
    "largest_radius",
    "normalised_orbit",
    "orbit_to",
    "require_affordable",
]

State = TypeVar("State")

EXACT_BITS = 1 << 18
"""An exact iterate may have about so many bits: more would not fit a sensible time."""


def identical_orbit(
    depth: object, eigenvalue: object, alpha: object, eta: object, steps: object, *, bits: object
) -> list[arb]:
    """Balls of d(0), ..., d(steps): d+ = d + eta d^{N-1} (lambda - d^N), d(0) = alpha.

    Exact rationals of any sign, depth N in 2..50, computed at ``bits`` bits of precision. Raises
    BadInput. Source: derived (claim reduction.decoupling).

    >>> orbit = identical_orbit(2, 1, "1/10", "1/4", 2000, bits=64)
    >>> len(orbit), abs(orbit[-1] - 1) < 1e-18
    (2001, True)
    """
    n = validation.depth(depth)
    numbers = [
        validation.rational(value, name)
        for value, name in ((eigenvalue, "eigenvalue"), (alpha, "alpha"), (eta, "eta"))
    ]
    count = validation.whole(steps, "steps", 0)
    with ctx.workprec(validation.whole(bits, "bits", 2)):
        target, d, step = (ball(number) for number in numbers)
        orbit = [d]
        for _ in range(count):
            check_time()
            d = _identical_step(n, target, step, d)
            orbit.append(d)
    return orbit


def _identical_step(n: int, target: arb, step: arb, d: arb) -> arb:
    middle = d.mid()
    most = middle ** (n - 1)
    image = middle + step * most * (target - most * middle)
    if d.is_exact():
        return image
    slope = 1 + step * power(d, n - 2) * ((n - 1) * target - (2 * n - 1) * power(d, n))
    return arb(image, abs(slope * d.rad()).upper())


def normalised_orbit(
    depth: object, x0: object, h: object, steps: object, *, bits: object
) -> list[arb]:
    """Balls of x_0, ..., x_steps: x+ = x + h x^{N-1} (1 - x^N), x_0 and h exact rationals.

    The identical start in the coordinates x = d / lambda^{1/N}, h = eta lambda^{2-2/N}. Raises
    BadInput. Source: derived (claim reduction.scaling).

    >>> float(normalised_orbit(2, "1/2", "1/4", 1, bits=53)[1])
    0.59375
    """
    return identical_orbit(
        depth,
        1,
        validation.rational(x0, "x0"),
        validation.rational(h, "h"),
        steps,
        bits=bits,
    )


def exact_orbit(
    depth: object, eigenvalue: object, alpha: object, eta: object, steps: object
) -> list[Fraction]:
    """d(0), ..., d(steps) of the identical start without any rounding, of a few steps.

    The digits are multiplied by 2N-1 at every step: iterates of more than 2^18 bits raise BadInput.
    Source: derived (claim reduction.decoupling).

    >>> exact_orbit(2, 1, "1/2", "1/4", 1)
    [Fraction(1, 2), Fraction(19, 32)]
    """
    n = validation.depth(depth)
    target = validation.rational(eigenvalue, "eigenvalue")
    d = validation.rational(alpha, "alpha")
    step = validation.rational(eta, "eta")
    count = validation.whole(steps, "steps", 0)
    require_affordable(n, (target, d, step), count)
    orbit = [d]
    for _ in range(count):
        most = d ** (n - 1)
        d = d + step * most * (target - most * d)
        orbit.append(d)
    return orbit


def require_affordable(depth: int, parameters: Sequence[Fraction], steps: int) -> None:
    """Refuse exact iterates of more than ``EXACT_BITS`` bits, by BadInput.

    >>> require_affordable(2, (Fraction(1, 2),), 30)
    Traceback (most recent call last):
    dmfcheck.base.validation.BadInput: steps is 30; accepted: at most 10 exact steps of this orbit
    """
    bits = sum(p.numerator.bit_length() + p.denominator.bit_length() for p in parameters)
    most = 0
    while bits * (2 * depth - 1) ** (most + 1) <= EXACT_BITS:
        most += 1
    if steps > most:
        raise BadInput("steps", f"is {steps}", f"at most {most} exact steps of this orbit")


def orbit_to(
    tolerance: object,
    orbit: Callable[[int], Sequence[State]],
    *,
    start_bits: int = 64,
    limit_bits: int = 16384,
) -> Sequence[State] | Undecided:
    """``orbit(bits)`` at the first precision at which no radius of it exceeds ``tolerance``.

    The precision is doubled from ``start_bits`` up to ``limit_bits``; if that is not enough the
    result is Undecided and names the widest ball. The states may be balls, complex balls, ball
    matrices and tuples of them; ``tolerance`` is an exact number > 0, in the unit of the orbit.

    >>> orbit = orbit_to("1e-50", lambda bits: identical_orbit(3, 1, "1/9", "1/4", 99, bits=bits))
    >>> max(float(d.rad()) for d in orbit) <= 1e-50
    True
    """
    bound = validation.positive(tolerance, "tolerance")
    widest = ""

    def attempt(bits: int) -> Sequence[State] | None:
        nonlocal widest
        states = orbit(bits)
        radii = [largest_radius(state) for state in states]
        limit = ball(bound).lower()
        for k, radius in enumerate(radii):
            # The first ball that is too wide: those after it need not be finite.
            if not radius <= limit:
                widest = f"the ball at step {k} has radius {radius.str(3, radius=False)}"
                return None
        return states

    found = first_answer(attempt, start_bits=start_bits, limit_bits=limit_bits)
    if isinstance(found, Undecided):
        return Undecided(f"{widest} at {limit_bits} bits, above {validation.shown(bound)}")
    return found


def largest_radius(state: object) -> arb:
    """The largest radius in a ball, complex ball, ball matrix or tuple of them.

    >>> float(largest_radius((arb(1), arb(2, (1, -1)))))
    0.5
    """
    if isinstance(state, arb):
        return state.rad()
    if isinstance(state, acb):
        return largest_radius((state.real, state.imag))
    parts = state.entries() if isinstance(state, arb_mat) else state
    if not isinstance(parts, Sequence):
        raise TypeError(f"no radius is known of {type(state).__name__}")
    largest = arb(0)
    for part in parts:
        radius = largest_radius(part)
        if not radius <= largest:
            largest = radius
    return largest
