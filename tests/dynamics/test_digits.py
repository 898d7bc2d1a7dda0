"""mpmath as the second opinion on the certified orbits and closed forms."""

from fractions import Fraction

import mpmath
import pytest
from flint import arb, ctx, fmpq
from hypothesis import given, settings
from hypothesis import strategies as st

from dmfcheck import BadInput
from dmfcheck.claims.ball_point import BallPoint
from dmfcheck.dynamics import digits
from dmfcheck.dynamics.balls.perturbed_orbit import perturbed_orbit
from dmfcheck.theory.flow.closed_forms import flow_time, flow_time_by_roots_of_unity, logistic
from dmfcheck.theory.flow.closed_forms_strategies import (
    flow_intervals,
    perturbed_flows,
    two_layer_flows,
)


def contains(ball, number, places):
    """Whether a ball holds an mpmath number up to its last digit."""
    mantissa, exponent = int(mpmath.sign(number)) * int(number.man), int(number.exp)
    slack = arb(
        0, abs(arb(mantissa)) * arb(2) ** exponent * arb(10) ** (1 - places) + arb(10) ** -60
    )
    return (arb(mantissa) * arb(2) ** exponent + slack).overlaps(ball)


@given(perturbed_flows(), st.integers(2, 6), st.integers(1, 60))
@settings(max_examples=40)
def test_balls_of_orbits_hold_the_digits(values, depth, steps):
    scale = max(abs(values["eigenvalue"]), values["alpha"], Fraction(1))
    eta = Fraction(1, 2 * depth) / scale ** (2 * depth - 2)
    parameters = (depth, values["eigenvalue"], values["alpha"])
    balls = perturbed_orbit(*parameters, values["beta"], eta, steps, bits=400)
    plain = digits.orbit(*parameters, eta, steps, beta=values["beta"], digits=50)
    with ctx.workprec(400):
        for pair, w in zip(balls, plain, strict=True):
            assert contains(pair.end_to_end(depth), w, 50)


@given(flow_intervals())
@settings(max_examples=40)
def test_balls_of_the_flow_time_hold_the_digits(values):
    plain = digits.flow_time(values["depth"], values["level"], digits=40)
    with ctx.workprec(400):
        level = arb(fmpq(values["level"].numerator, values["level"].denominator))
        for form in (flow_time, flow_time_by_roots_of_unity):
            assert contains(form(BallPoint(), values["depth"], level), plain, 40)


@given(two_layer_flows())
@settings(max_examples=40)
def test_balls_of_the_logistic_hold_the_digits(values):
    eigenvalue, alpha, time = values["eigenvalue"], values["alpha"], values["time"]
    plain = digits.flow_end_to_end(eigenvalue, alpha, time, digits=40)
    with ctx.workprec(400):
        balls = BallPoint()
        ball = logistic(balls, *(balls.number(Fraction(v)) for v in (eigenvalue, alpha, time)))
        assert contains(ball, plain, 40)


def test_the_perturbed_flow_solves_its_equation():
    # Independent of the closed form: mpmath's own Taylor integrator on p' and q'.
    eigenvalue, alpha, beta = -1, mpmath.mpf(1) / 2, mpmath.mpf(1) / 8
    with mpmath.workdps(30):
        solution = mpmath.odefun(
            lambda _, y: [
                y[1] * (eigenvalue - y[0] * y[1]),
                y[0] * (eigenvalue - y[0] * y[1]),
            ],
            0,
            [alpha - beta, alpha],
        )
        p, q = solution(3)
        found = digits.flow_end_to_end(eigenvalue, "1/2", 3, beta="1/8", digits=30)
        assert abs(p * q - found) < mpmath.mpf(10) ** -20


@pytest.mark.parametrize(
    ("call", "argument"),
    [
        (lambda: digits.flow_time(3, 1), "x"),
        (lambda: digits.flow_time(1, "1/2"), "depth"),
        (lambda: digits.flow_end_to_end(0, 1, 1), "eigenvalue"),
        (lambda: digits.flow_end_to_end(1, 1, -1), "time"),
        (lambda: digits.flow_end_to_end(1, 1, 1, beta=1), "beta"),
        (lambda: digits.orbit(2, 1, 1, 1, 2, digits=0), "digits"),
        (lambda: digits.orbit(2, float("nan"), 1, 1, 2), "eigenvalue"),
    ],
)
def test_bad_input_names_the_argument(call, argument):
    with pytest.raises(BadInput, match=f"^{argument} "):
        call()
