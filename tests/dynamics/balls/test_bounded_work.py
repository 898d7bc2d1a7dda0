"""Calls that once took minutes, deaf to signals: an answer or none, within bounded work."""

import time

import pytest
from flint import acb, arb, ctx

from dmfcheck import claim
from dmfcheck.base.bounds import OutOfWork, TimeUp, effort, interruptible, spend, within
from dmfcheck.base.verdict import Undecided
from dmfcheck.dynamics.balls import quadrature
from dmfcheck.dynamics.balls.hitting_time import hitting_time
from dmfcheck.dynamics.balls.other_times import decay_time, negative_recovery_time

MOST_SECONDS = 15.0
"""Of processor time: all of these are meant to take less than 5 on a quiet machine."""


@pytest.fixture(autouse=True)
def _bounded():
    begun = time.process_time()
    yield
    assert time.process_time() - begun < MOST_SECONDS


@pytest.mark.parametrize(("time_", "verdict"), [("1/10", "holds"), (1, "undecided")])
def test_a_logistic_flow_that_has_all_but_arrived(time_, verdict):
    found = claim("flow.logistic").examine(depth=2, eigenvalue=1000, alpha="1/10", time=time_)
    assert found.name == verdict


def test_a_perturbed_flow_that_has_all_but_arrived():
    point = {"depth": 2, "eigenvalue": 1000, "alpha": "1/10", "beta": "1/20", "time": 1}
    assert claim("flow.perturbed").examine(**point).name == "undecided"


@pytest.mark.parametrize("max_bits", [128, 200])
def test_a_hitting_time_of_fewer_bits_than_its_digits_is_a_bracket(max_bits):
    found = hitting_time(3, "1/3", "1e-59", "1/2", max_bits=max_bits)
    exact = hitting_time(3, "1/3", "1e-59", "1/2")
    assert exact.exact
    assert found.lo <= exact.lo <= found.hi
    # Of 60 digits the first 30 are known at least.
    assert (found.hi - found.lo) * 10**30 < found.lo


@pytest.mark.parametrize("depth", [20, 50])
def test_times_of_deep_factorizations(depth):
    found = decay_time(depth, -1, "1/2", "1/8", "1/100")
    assert found.exact
    # The flow takes 1/(eta (N-2)) (b^{2-N} - alpha^{2-N}) all but a part of 10^-6.
    flow = 8 * (100 ** (depth - 2) - 2 ** (depth - 2)) // (depth - 2)
    assert abs(found.lo - flow) * 10**6 < flow
    undecided = negative_recovery_time(depth, -1, "1/2", "1e-10", "1/8", "1/2")
    assert isinstance(undecided, Undecided)
    assert undecided.reason.startswith("K >= ")
    assert undecided.reason.endswith("more work than is worth it")


def test_effort_is_spent_and_given_back():
    with effort(10):
        with effort(2), pytest.raises(OutOfWork):
            spend(3)
        spend(10)
        with pytest.raises(OutOfWork):
            spend(1)
    spend(10**9)


def test_a_quadrature_gives_what_its_integrand_raises():
    def failing(_z, _analytic):
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        quadrature.integral(failing, 0, 1)


def test_a_quadrature_that_cannot_end_is_unbounded_and_short():
    evaluated = []

    def singular(z, _analytic):
        evaluated.append(z)
        return 1 / z

    for bits in (64, 4096):
        evaluated.clear()
        with ctx.workprec(bits):
            assert not quadrature.integral(singular, 0, 1).is_finite()
        assert 0 < len(evaluated) < 60_000


def test_a_quadrature_is_ended_by_the_time():
    def slow(z, _analytic):
        for _ in range(1000):
            z = acb(z.real + arb(0, 1), z.imag)
        return 1 / z

    for alarm in (False, True):
        with within(0.3) as limit, ctx.workprec(2048):
            if alarm:
                with interruptible():
                    quadrature.integral(slow, 0, 1)
            else:
                quadrature.integral(slow, 0, 1)
        assert limit.reached, alarm
    assert ctx.prec == 53
    assert issubclass(TimeUp, BaseException)
