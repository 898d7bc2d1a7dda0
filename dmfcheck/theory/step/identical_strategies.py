"""Where step.monotone, step.convergent and step.nonpositive are tight, on both sides."""

from __future__ import annotations

from fractions import Fraction
from functools import partial

from dmfcheck.theory.drawing import (
    DEPTHS,
    ONE,
    even_depths,
    original_coordinates,
    scales,
    shares,
    starts,
)
from dmfcheck.theory.drawing_rationals import fractions
from dmfcheck.theory.late import Depths, Draw, Values, composite, st
from dmfcheck.theory.look import Look
from dmfcheck.theory.step.identical import (
    CONVERGENT,
    CYCLE,
    DECAYS,
    EVEN,
    FROM_ABOVE,
    MONOTONE,
    OVERSHOOTS,
    REPELS,
)


@composite
def below(
    draw: Draw,
    depth: Depths = DEPTHS,
    *,
    largest_share: Fraction = ONE,
    smallest_exponent: int = 6,
    most_steps: int = 30,
) -> Values:
    """A positive eigenvalue, a start x_0 < 1 and a step h = share * largest_share / N."""
    N = draw(depth())
    h = draw(shares()) * largest_share / N
    values = original_coordinates(N, draw(scales()), draw(starts(smallest_exponent)), h)
    return values | {"steps": draw(st.integers(2, most_steps))}


@composite
def above(draw: Draw, depth: Depths = DEPTHS, *, largest_share: Fraction = ONE) -> Values:
    """A start x_0 in (1, 3] and h = share * largest_share of the bound of starts above."""
    from dmfcheck.dynamics.steepness import steepness

    N = draw(depth())
    excess = draw(
        st.one_of(
            fractions(Fraction(1, 100), Fraction(2), max_denominator=100),
            st.integers(1, 30).map(lambda j: Fraction(1, 2**j)),
        )
    )
    x0 = 1 + excess
    h = draw(shares()) * largest_share / steepness(x0, N)
    values = original_coordinates(N, draw(scales()), x0, h)
    return values | {"steps": draw(st.integers(1, 30))}


@composite
def overshooting(draw: Draw) -> Values:
    """h in (1/N, 2/N) and x_0 < 1 so near 1 that the next iterate lies above 1."""
    N = draw(DEPTHS())
    excess = draw(st.one_of(shares(), st.integers(1, 25).map(lambda j: Fraction(1, 2**j))))
    h = (1 + excess) / N
    # phi(x) >= N (1 - (2N-2)(1-x)): so near 1 that h phi > 1.
    distance = excess / ((1 + excess) * (2 * N - 2)) * draw(shares(reach_one=False))
    return original_coordinates(N, draw(scales()), 1 - distance, h) | {"steps": 2}


@composite
def repelled(draw: Draw) -> Values:
    """h > 2/N and x_0 < 1 within the distance of 1 where two steps lead away from it."""
    N = draw(DEPTHS())
    h = (2 + draw(shares())) / N
    distance = 2 * (h * N - 2) / (3 * h * N * (N - 1)) * draw(shares())
    return original_coordinates(N, draw(scales()), 1 - distance, h) | {"steps": 3}


@composite
def nonpositive(draw: Draw, depth: Depths = DEPTHS, *, largest: Fraction = ONE) -> Values:
    """lambda <= 0 and a step with eta alpha^{N-2}(|lambda| + alpha^N) = share * largest."""
    N = draw(depth())
    alpha = draw(st.one_of(starts(), scales()))
    ratio = draw(st.one_of(st.just(Fraction(0)), starts(), scales()))
    eigenvalue = -ratio * alpha**N
    size = draw(shares()) * largest
    eta = size / (alpha ** (N - 2) * (alpha**N - eigenvalue))
    return {
        "depth": N,
        "eigenvalue": eigenvalue,
        "alpha": alpha,
        "eta": eta,
        "steps": draw(st.integers(1, 20)),
    }


@composite
def two_cycles(draw: Draw) -> Values:
    """Even N, lambda <= 0 and eta alpha^{N-2}(|lambda| + alpha^N) = 2 exactly."""
    values = draw(nonpositive(even_depths))
    N, alpha = values["depth"], values["alpha"]
    size = alpha ** (N - 2) * (alpha**N - values["eigenvalue"])
    return {**values, "eta": 2 / size, "steps": 2}


LOOK = (
    Look(MONOTONE, below),
    Look(FROM_ABOVE, above),
    Look(OVERSHOOTS, overshooting),
    Look(CONVERGENT, partial(below, largest_share=Fraction(2))),
    Look(REPELS, repelled),
    Look(DECAYS, nonpositive),
    Look(EVEN, partial(nonpositive, even_depths, largest=2 - Fraction(1, 2**30))),
    Look(CYCLE, two_cycles),
)
