"""The recursion of any start and update against those written out one by one, and real descents."""

from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest

from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.dynamics import PERTURBED, PLAIN, Dynamics, iterates
from dmfcheck.dynamics.floats.matrix import CutShort, complete, descend, perturbed_start
from dmfcheck.dynamics.start import Given, Identical, Perturbed
from dmfcheck.dynamics.updates.descent import Descent
from dmfcheck.dynamics.updates.heavy_ball import HeavyBall
from dmfcheck.dynamics.updates.nesterov import Nesterov
from dmfcheck.dynamics.updates.schedule import Schedule
from dmfcheck.dynamics.updates.weight_decay import WeightDecay

F = Fraction
SIZES = (F(1, 8), F(1, 16), F(1, 5), F(1, 9))
POINT = {
    "alpha": F(3, 5),
    "beta": F(1, 7),
    "eta": F(1, 8),
    "momentum": F(2, 3),
    "decay": F(1, 11),
    "schedule": (SIZES,),
}


def descended(p, eigenvalue, sizes, decay=0, momentum=0):
    """d+ = d + eta_k (d^{N-1} (lambda - d^N) - c d) + m (d - d_before), written out."""
    N = p["depth"]
    before = d = p["alpha"]
    orbit = [d]
    for eta in sizes:
        pull = d ** (N - 1) * (eigenvalue - d**N) - decay * d
        d, before = d + eta * pull + momentum * (d - before), d
        orbit.append(d)
    return orbit


WRITTEN = {
    Dynamics(Identical, Schedule): lambda p, value: descended(p, value, p["schedule"][0]),
    Dynamics(Identical, HeavyBall): lambda p, value: descended(
        p, value, [p["eta"]] * p["steps"], momentum=p["momentum"]
    ),
    Dynamics(Identical, WeightDecay): lambda p, value: descended(
        p, value, [p["eta"]] * p["steps"], decay=p["decay"]
    ),
    PLAIN: lambda p, value: descended(p, value, [p["eta"]] * p["steps"]),
}


def point(depth, steps=4):
    return POINT | {"depth": depth, "steps": steps}


@pytest.mark.parametrize("eigenvalue", [F(2), F(0), F(-3, 4)])
@pytest.mark.parametrize("depth", [2, 3, 5])
@pytest.mark.parametrize("dynamics", WRITTEN, ids=str)
def test_identical_starts_are_those_that_are_written_out(dynamics, depth, eigenvalue):
    values = point(depth)
    orbit = [d for (d,) in dynamics.orbit(values, eigenvalue)]
    assert orbit == WRITTEN[dynamics](values, eigenvalue)
    assert len(orbit) == 5


@pytest.mark.parametrize("eigenvalue", [F(2), F(0), F(-3, 4)])
@pytest.mark.parametrize("depth", [2, 3, 5])
def test_the_perturbed_start_is_that_which_is_written_out(depth, eigenvalue):
    values = point(depth)
    orbit = list(PERTURBED.orbit(values, eigenvalue))
    assert orbit[0] == (F(3, 5) - F(1, 7), F(3, 5))
    for (p, q), after in pairwise(orbit):
        gap = eigenvalue - p * q ** (depth - 1)
        assert after == (
            p + F(1, 8) * q ** (depth - 1) * gap,
            q + F(1, 8) * p * q ** (depth - 2) * gap,
        )


@pytest.mark.parametrize("update", [Descent(), HeavyBall(F(2, 3)), Nesterov(F(1, 3))], ids=repr)
def test_factors_given_one_by_one_move_as_their_classes_do(update):
    """What makes classes of equal factors one number each: equal factors stay equal."""
    given = Given(((F(1, 2), F(3, 5), F(3, 5)),))
    classes = Perturbed(F(3, 5), F(1, 10))
    orbits = [iterates(start, update, 3, F(2), F(1, 8)) for start in (given, classes)]
    for _ in range(5):
        (w1, w2, w3), (p, q) = (next(orbit) for orbit in orbits)
        assert (w1, w2, w3) == (p, q, q)


def test_steps_are_those_of_the_point_or_of_the_update():
    scheduled = Dynamics(Identical, Schedule)
    alone = {"depth": 2, "alpha": F(1), "schedule": (SIZES,)}
    assert len(list(scheduled.orbit(alone, F(2)))) == 5
    assert len(list(scheduled.orbit(alone | {"steps": 2}, F(2)))) == 3
    with pytest.raises(BadInput, match="steps is missing"):
        list(PLAIN.orbit(alone | {"eta": F(1, 4)}, F(2)))


SYMMETRIC = np.array([[2.0, 0.5, 0.25], [0.5, 1.0, -0.5], [0.25, -0.5, -1.0]])


@pytest.mark.parametrize("depth", [2, 3, 4])
@pytest.mark.parametrize(
    ("start", "update"),
    [
        (Identical(0.5), Nesterov(0.5)),
        (Perturbed(0.5, 0.125), HeavyBall(0.5)),
        (Perturbed(0.5, 0.125), Nesterov(0.25)),
        (Identical(0.5), WeightDecay(0.125)),
        (Identical(0.5), Schedule((tuple((1 + k % 3) / 64 for k in range(40)),))),
    ],
    ids=repr,
)
def test_real_matrices_follow_the_recursion_of_any_pair(start, update, depth):
    eta, steps = 1 / 32, 40
    values, V = np.linalg.eigh(SYMMETRIC)
    factors = perturbed_start(0.5, getattr(start, "beta", 0.0), 3, depth)
    run = complete(descend(SYMMETRIC, factors, eta, steps, update=update))
    assert run.completed == steps
    expected = np.array(list(iterates_of(start, update, depth, values, eta, steps))[-1])
    counts = [count for _, count in start.classes(depth)]
    firsts = np.cumsum([0, *counts[:-1]])
    for first, values_of_class in zip(firsts, expected, strict=True):
        exact = (V * values_of_class) @ V.T
        error = np.abs(run.factors[first] - exact).max() / np.abs(exact).max()
        assert error < 3e-15
    assert np.abs(run.end_to_end[-1]).max() > 2 * np.abs(run.end_to_end[0]).max()


def iterates_of(start, update, depth, values, eta, steps):
    orbit = iterates(start, update, depth, values, eta)
    for _ in range(steps + 1):
        yield np.broadcast_arrays(*next(orbit), values)[:-1]


def test_a_batch_has_its_own_step_sizes_and_leaves_float64_one_by_one():
    targets = np.array([[[1.0]], [[1.0]]])
    factors = [np.full((2, 1, 1), 0.5)] * 2
    run = descend(targets, factors, np.array([0.125, 64.0]), 60, update=Nesterov(0.5))
    assert isinstance(run, CutShort)
    assert run.gone.tolist() == [False, True]
    alone = complete(descend(targets[0], [f[0] for f in factors], 0.125, 60, update=Nesterov(0.5)))
    assert run.others.end_to_end[-1, 0] == alone.end_to_end[-1]


def test_plain_descent_is_the_same_whoever_names_it():
    factors = perturbed_start(0.25, 0.125, 3, 3)
    plain = complete(descend(SYMMETRIC, factors, 1 / 32, 40))
    named = complete(descend(SYMMETRIC, factors, 1 / 32, 40, update=Descent()))
    without = complete(descend(SYMMETRIC, factors, 1 / 32, 40, update=HeavyBall(0.0)))
    assert (plain.end_to_end[-1] == named.end_to_end[-1]).all()
    assert (plain.end_to_end[-1] == without.end_to_end[-1]).all()
