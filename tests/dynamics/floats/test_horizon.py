"""The float horizon: its Hessian, its rounding model, and descents that do leave their orbit."""

from fractions import Fraction

import numpy as np
import pytest

from dmfcheck.base.bounds import within
from dmfcheck.dynamics.floats import deviation
from dmfcheck.dynamics.floats.factors import Factors, gradient, perturbed_start
from dmfcheck.dynamics.floats.formats import FLOAT64
from dmfcheck.dynamics.floats.fused import FusedDescent
from dmfcheck.dynamics.floats.hessian import pair_hessian, single_hessian
from dmfcheck.dynamics.floats.horizon import (
    DEPARTED,
    float_horizon,
    rounding_deviation,
)
from dmfcheck.dynamics.floats.recursion import perturbed_orbit
from dmfcheck.replay.horizon import float_horizon as replayed_horizon

SADDLE = [2, "1.2", "0.6", "0.3", "-0.5", -1]


def random_basis(rng, n):
    return np.linalg.qr(rng.standard_normal((n, n)))[0]


def descent_deviation(
    spectrum, depth, alpha, eta, steps, rng, *, beta=0.0, every=10, mirrored=True
):
    """Steps and ||W - V D V^T||_F / M of a real descent, D the decoupled orbit; stops past 0.1.

    ``mirrored`` rounds the target to a bitwise symmetric matrix; V diag V^T as a product is not.
    """
    values = np.asarray(spectrum, dtype=float)
    V = random_basis(rng, values.size)
    target = (V * values) @ V.T
    if mirrored:
        target = (target + target.T) / 2
    run = FusedDescent(
        Factors(perturbed_start(alpha, beta, values.size, depth), target), eta, steps
    )
    run.advance(0)
    p, q, _ = perturbed_orbit(alpha, beta, values, eta, depth, steps)
    scale = max(alpha, np.abs(values).max() ** (1 / depth))
    at, deviations = [], []
    for k in range(0, steps + 1, every):
        squares = [
            np.square(weight - (V * (p[k] if j == 0 else q[k])) @ V.T).sum()
            for j, weight in enumerate(run.weights())
        ]
        at.append(k)
        deviations.append(np.sqrt(sum(squares)) / scale)
        if deviations[-1] > 0.1:
            break
        run.advance(every)
    return np.array(at), np.array(deviations)


@pytest.mark.parametrize("depth", [2, 3, 4, 5])
def test_the_hessian_is_the_derivative_of_the_gradient(depth):
    rng = np.random.default_rng(depth)
    p, q, values = rng.uniform(-1, 1, 2), rng.uniform(0.2, 1.2, 2), rng.uniform(-2, 2, 2)
    orbit = [np.diag(p)] + [np.diag(q)] * (depth - 1)
    target = np.diag(values)

    def derivative(factor, row, column):
        ends = []
        for step in (1e-5, -1e-5):
            moved = [weight.copy() for weight in orbit]
            moved[factor][row, column] += step
            ends.append(gradient(moved, target))
        return [(ahead - behind) / 2e-5 for ahead, behind in zip(*ends, strict=True)]

    a, b = (np.array([p[i], q[i], values[i]]) for i in (0, 1))
    pair, single = np.empty((2 * depth, 2 * depth)), np.empty((depth, depth))
    pair_hessian(a, b, depth, pair)
    single_hessian(a, depth, single)
    for k in range(depth):
        for column, entry in ((k, (0, 1)), (depth + k, (1, 0))):
            slopes = derivative(k, *entry)
            found = [s[0, 1] for s in slopes] + [s[1, 0] for s in slopes]
            assert pair[:, column] == pytest.approx(found, rel=1e-6, abs=1e-8)
            # Nothing of an off-diagonal entry reaches the diagonal: the pair is on its own.
            assert max(abs(np.diag(s)).max() for s in slopes) < 1e-9
        slopes = derivative(k, 0, 0)
        assert single[:, k] == pytest.approx([s[0, 0] for s in slopes], rel=1e-6, abs=1e-8)


MIXED = [1.0, 0.4, -0.6]


@pytest.mark.parametrize(
    ("spectrum", "depth", "alpha", "beta", "eta", "steps", "agreement"),
    [
        (MIXED, 2, 0.1, 0.0, 0.3, 45, 1e-8),
        (MIXED, 2, 0.1, 0.02, 0.3, 45, 1e-8),
        (MIXED, 3, 0.1, 0.02, 0.3, 45, 1e-8),
        # Beyond 64 steps the model holds the Hessian over stretches of steps.
        (MIXED, 2, 0.1, 0.0, 0.04, 250, 1e-4),
        (MIXED, 3, 0.1, 0.0, 0.1, 150, 1e-4),
        # A long wait, then all of the growth within a few steps.
        ([1.0], 3, 0.01, 0.0, 0.05, 2100, 0.02),
    ],
)
def test_the_bound_is_that_of_the_whole_linearised_descent(
    spectrum, depth, alpha, beta, eta, steps, agreement
):
    """Every entry of every factor at once, a derivative per step, no pairs and no stretches."""
    n = len(spectrum)
    p, q, _ = perturbed_orbit(alpha, beta, spectrum, eta, depth, steps + 1)
    target, entries, shifts = np.diag(spectrum), depth * n * n, 0
    covariance = (FLOAT64.roundoff * alpha) ** 2 * np.eye(entries)
    at, bounds = rounding_deviation(spectrum, depth, alpha, eta, beta, steps)
    assert at[-1] == steps
    for k in range(steps):
        orbit = [np.diag(p[k])] + [np.diag(q[k])] * (depth - 1)
        jacobian = np.empty((entries, entries))
        for column in range(entries):
            ends = []
            for step in (1e-6, -1e-6):
                moved = np.stack(orbit)
                moved.reshape(-1)[column] += step
                ends.append(moved - eta * np.stack(gradient(list(moved), target)))
            jacobian[:, column] = (ends[0] - ends[1]).ravel() / 2e-6
        norm = max(np.abs(p[k + 1]).max(), np.abs(q[k + 1]).max())
        sigma = FLOAT64.roundoff * (
            norm + eta * depth * norm ** (depth - 1) * max(1.0, norm**depth)
        )
        covariance = jacobian @ covariance @ jacobian.T + sigma**2 * np.eye(entries)
        blocks = covariance.reshape(depth, n, n, depth, n, n)
        total = 0.0
        for a, b in np.ndindex(n, n):
            block = blocks[:, a, b, :, a, b]
            part = np.trace(block)
            if a == b:
                # Along the orbit an error is a shift in time, counted as part of the k + 1 steps.
                velocity = np.array(
                    [p[k + 2, a] - p[k + 1, a]] + [q[k + 2, a] - q[k + 1, a]] * (depth - 1)
                )
                speed = np.linalg.norm(velocity)
                along = velocity @ block @ velocity / speed**2
                shifted = min(1.0, 1.0 / (speed * (k + 1)))
                shifts += shifted < 1
                part -= along * (1 - shifted**2)
            total += (depth if a == b else 2 * depth) * part
        if k + 1 in at:
            bound = np.sqrt((k + 2) * total)  # M = 1
            assert bounds[at == k + 1] == pytest.approx(bound, rel=agreement, abs=0)
    assert bounds[-1] > 100 * bounds[0]
    assert shifts > 0


def exact_step(weights, target, eta):
    """One step of gradient descent in rational arithmetic, rounded at the end."""

    def exact(matrix):
        return np.array([[Fraction(float(entry)) for entry in row] for row in matrix], dtype=object)

    W, What = [exact(weight) for weight in weights], exact(target)
    below = [exact(np.eye(len(target)))]
    for weight in W:
        below.append(weight @ below[-1])
    above, moved = below[-1] - What, []
    for j in range(len(W) - 1, -1, -1):
        moved.insert(0, W[j] - Fraction(eta) * (above @ below[j].T))
        above = W[j].T @ above
    return moved


@pytest.mark.parametrize("depth", [2, 3, 4])
@pytest.mark.parametrize(("alpha", "compiled"), [(1e-3, False), (0.5, False), (0.5, True)])
def test_the_rounding_of_a_step_is_within_the_model(depth, alpha, compiled):
    rng = np.random.default_rng(depth)
    spectrum = np.array([1.6, 0.9, -0.4, -1.3])
    V = random_basis(rng, 4)
    target = (V * spectrum) @ V.T
    eta = 0.5 / (depth * 1.6 ** (2 - 2 / depth))
    chain = Factors(perturbed_start(alpha, 0, 4, depth), target)
    run, after = FusedDescent(chain, eta, 120), chain.weights
    run.advance(0)
    largest = 0.0
    for k in range(120):
        before = [weight.copy() for weight in after]
        if compiled:
            run.advance(1)
            after = run.weights()
        else:
            chain.multiply()
            chain.differentiate()
            chain.move(eta)
        if k % 20:
            continue
        norm = max(np.linalg.norm(weight, 2) for weight in before)
        sigma = FLOAT64.roundoff * (
            norm + eta * depth * norm ** (depth - 1) * max(1.6, norm**depth)
        )
        errors = np.stack(
            [
                V.T
                @ np.array(moved - [[Fraction(float(x)) for x in row] for row in rounded], float)
                @ V
                for moved, rounded in zip(exact_step(before, target, eta), after, strict=True)
            ]
        )
        # What the model assumes is on each pair's root mean square over the factors.
        mean = np.sqrt((errors**2).mean(axis=0))
        largest = max(largest, float(np.maximum(mean, mean.T).max() / sigma))
    assert 0.05 < largest <= 1.0


@pytest.mark.parametrize(
    ("depth", "alpha", "steps"), [(2, 0.1, 3000), (3, 0.4, 3000), (4, 0.5, 9000)]
)
def test_the_saddle_is_announced_before_the_descent_leaves_it(depth, alpha, steps):
    eta = 0.05 if depth < 4 else 0.02
    horizon = float_horizon(SADDLE, depth, alpha, eta)
    at, deviation = descent_deviation(
        [float(Fraction(value)) for value in SADDLE],
        depth,
        alpha,
        eta,
        steps,
        np.random.default_rng(depth),
        mirrored=False,
    )
    departure = at[deviation > 1e-3][0]
    assert deviation[at <= horizon].max() <= DEPARTED
    assert departure / 3 <= horizon < departure


def test_horizons_come_before_departures_and_not_absurdly_so():
    rng = np.random.default_rng(2)
    ratios = []
    for instance in range(36):
        depth, n = 2 + instance % 3, int(rng.integers(2, 7))
        spectrum = np.sort(rng.uniform(-1, 1, n) * rng.choice([0.3, 1.0, 3.0]))[::-1]
        spectrum[-1] = -abs(spectrum[-1])
        alpha = 10 ** rng.uniform(-2, -0.1)
        scale = max(alpha, np.abs(spectrum).max() ** (1 / depth))
        eta = 10 ** rng.uniform(-1, 0) / (depth * scale ** (2 * depth - 2))
        horizon = float_horizon(spectrum.tolist(), depth, alpha, eta, steps=6000)
        at, deviation = descent_deviation(
            spectrum, depth, alpha, eta, 6000, rng, mirrored=instance % 2 == 0
        )
        inside = at <= (6000 if horizon is None else horizon)
        assert deviation[inside].max() <= DEPARTED, (depth, spectrum, alpha, eta)
        if (deviation > 1e-3).any():
            ratios.append(horizon / at[deviation > 1e-3][0])
    assert len(ratios) >= 15
    assert np.mean(np.array(ratios) >= 1 / 3) >= 0.8
    assert np.median(ratios) >= 0.5


@pytest.mark.parametrize(
    ("depth", "alpha", "eta"),
    [(2, 1e-3, 0.2), (2, 1.4, 0.1), (3, 1e-3, 0.1), (4, 1e-2, 0.05), (6, 0.1, 0.02)],
)
@pytest.mark.parametrize(
    "spectrum", [[1, "1/2", "1/3", "1/50"], [1, 1, "1/2", "1/2", 0, 0], ["1/10000"]]
)
def test_no_alarm_where_no_eigenvalue_is_negative(spectrum, depth, alpha, eta):
    assert float_horizon(spectrum, depth, alpha, eta, steps=100_000) is None


def test_descents_on_positive_spectra_do_stay():
    _, deviation = descent_deviation(
        [1.0, 0.5, 0.2], 3, 0.05, 0.2, 3000, np.random.default_rng(1), mirrored=False
    )
    assert deviation.max() < 1e-11


def test_a_perturbation_larger_than_rounding_is_followed():
    # The eigenvalue leaves the saddle along its own exact orbit, not by rounding.
    assert float_horizon([1, -1], 2, "1/10", "1/20", beta="1/1000") is None
    at, deviation = descent_deviation(
        [1.0, -1.0], 2, 0.1, 0.05, 1500, np.random.default_rng(4), beta=1e-3, mirrored=False
    )
    assert at[-1] == 1500
    assert deviation.max() < DEPARTED


def test_a_perturbation_below_rounding_is_not():
    horizon = float_horizon([1, -1], 2, "1/10", "1/20", beta="1e-16")
    at, deviation = descent_deviation(
        [1.0, -1.0], 2, 0.1, 0.05, 2000, np.random.default_rng(4), beta=1e-16, mirrored=False
    )
    assert horizon is not None
    assert deviation[at <= horizon].max() <= DEPARTED
    assert horizon < at[deviation > 1e-3][0]


def test_a_start_lost_in_the_rounding_of_the_leading_factor_is_announced():
    # All eigenvalues positive, but the second still waits at 3e-14 when the first has reached 1.
    horizon = float_horizon([1, "1/10"], 2, 1e-15, "1/10")
    at, deviation = descent_deviation(
        [1.0, 0.1], 2, 1e-15, 0.1, 5000, np.random.default_rng(1), mirrored=False
    )
    assert deviation.max() > 100 * DEPARTED
    assert horizon is not None
    assert deviation[at <= horizon].max() <= DEPARTED


@pytest.mark.parametrize("beta", [0, "1/100"])
def test_the_pieces_in_which_it_is_computed_make_no_difference(monkeypatch, beta):
    start = {"depth": 3, "alpha": "1/10", "eta": "1/10", "beta": beta, "steps": 2000}
    whole = rounding_deviation("1,1/2,-1", **start)
    for piece in (1, 7, 10**6):
        monkeypatch.setattr(deviation, "PIECE", piece)
        found = rounding_deviation("1,1/2,-1", **start)
        assert [list(part) for part in found] == [list(part) for part in whole]
    monkeypatch.setattr(deviation, "PIECE", 1)
    with within(0) as limit:
        float_horizon("1,1/2,-1", **start)
    assert limit.reached


def test_the_horizon_does_not_depend_on_how_far_one_looks():
    horizon = float_horizon(SADDLE, 3, "2/5", "1/20")
    assert horizon == float_horizon(SADDLE, 3, "2/5", "1/20", steps=10 * horizon)
    assert float_horizon(SADDLE, 3, "2/5", "1/20", steps=horizon) is None
    assert float_horizon(SADDLE, 3, "2/5", "1/20", steps=0) is None


@pytest.mark.parametrize(
    ("depth", "unit"),
    # lambda is about 1e-160 to 1e160.
    [(2, -265), (2, -1), (2, 1), (2, 265), (3, -177), (3, 177), (4, -132), (4, 132)],
)
@pytest.mark.parametrize("beta", ["0", "1/20"])
def test_the_horizon_has_no_unit(depth, unit, beta):
    # Powers of two round nothing: the descent is the same but for its exponents.
    plain = [Fraction(value) for value in SADDLE], "1/4", "1/20", beta
    scale = Fraction(2) ** unit
    scaled = (
        [value * scale**depth for value in plain[0]],
        scale / 4,
        Fraction(1, 20) / scale ** (2 * depth - 2),
        scale * Fraction(beta),
    )
    horizons = [
        float_horizon(spectrum, depth, alpha, eta, perturbation, steps=9000)
        for spectrum, alpha, eta, perturbation in (plain, scaled)
    ]
    assert horizons[0] == horizons[1]
    if beta == "0":
        spectrum, alpha, eta, _ = scaled
        assert replayed_horizon(spectrum, depth, alpha, eta, 9000) == horizons[0]
    assert beta != "0" or 50 < horizons[0] < 9000


@pytest.mark.parametrize("spectrum", [[1.0, 0.6, -1.0], [0.7, 0.05, -1.0]])
def test_a_start_whose_square_is_not_in_float64_is_followed(spectrum):
    # What rounds the start, 1e-176, has a square of 0 in float64. It grows as the orbit does, and
    # faster where the largest eigenvalue is the negative one.
    alpha, eta, steps = 1e-160, 0.1, 9000
    horizon = float_horizon(spectrum, 2, alpha, eta, steps=steps)
    at, deviation = descent_deviation(
        spectrum, 2, alpha, eta, steps, np.random.default_rng(4), mirrored=False
    )
    departed = at[np.argmax(deviation > DEPARTED)]
    assert deviation.max() > 0.1
    assert departed / 2 < horizon < departed
    again = replayed_horizon(
        [Fraction(x) for x in spectrum], 2, Fraction(alpha), Fraction(eta), steps
    )
    assert again == horizon
