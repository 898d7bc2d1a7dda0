"""Descent on measurements: gradients against differences and the formula, steps, endings."""

import numpy as np
import pytest

from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.floats.cut_short import CutShort, complete
from dmfcheck.dynamics.floats.factors import identical_start
from dmfcheck.dynamics.floats.matrix import descend
from dmfcheck.dynamics.floats.norms import TrackedNorm
from dmfcheck.dynamics.instances.measurements import Dense, random_entries, random_measurements
from dmfcheck.dynamics.instances.sensing import MeasuredFactors, curvature_bound, descend_measured
from dmfcheck.dynamics.instances.starts import start_factors

MAPS = {
    "gaussian": lambda g, rows, columns: random_measurements("gaussian", rows, columns, 7, g),
    "rank-one": lambda g, rows, columns: random_measurements("rank-one", rows, columns, 7, g),
    "entries": lambda g, rows, columns: random_entries(rows, columns, 5, g),
}


def chain_of(kind, depth, rows=4, columns=3):
    generator = np.random.default_rng([depth, len(kind)])
    measurements = MAPS[kind](generator, rows, columns)
    factors = start_factors("gaussian", rows, columns, depth, 1.0, generator)
    return factors, measurements, generator.standard_normal(measurements.count)


def loss_of(factors, measurements, values):
    chain = MeasuredFactors(factors, measurements, values)
    chain.multiply()
    return chain.loss()


@pytest.mark.parametrize("depth", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("kind", MAPS)
def test_gradient_is_the_central_difference_of_the_loss(kind, depth):
    factors, measurements, values = chain_of(kind, depth)
    chain = MeasuredFactors(factors, measurements, values)
    chain.multiply()
    step = 1e-6
    for j, slope in enumerate(chain.differentiate()):
        for entry in np.ndindex(slope.shape):
            ahead, behind = ([f.copy() for f in factors] for _ in range(2))
            ahead[j][entry] += step
            behind[j][entry] -= step
            rise = loss_of(ahead, measurements, values) - loss_of(behind, measurements, values)
            assert slope[entry] == pytest.approx(rise / (2 * step), rel=1e-5, abs=1e-7)


@pytest.mark.parametrize("depth", [1, 2, 4])
@pytest.mark.parametrize("kind", MAPS)
def test_starts_that_share_measurements_descend_as_one_after_the_other(kind, depth):
    factors, measurements, values = chain_of(kind, depth)
    starts = [np.stack([f, -f, 2 * f, 0 * f]) for f in factors]
    together = MeasuredFactors(starts, measurements, values)
    alone = [MeasuredFactors([s[i] for s in starts], measurements, values) for i in range(4)]
    for _ in range(3):
        products = [chain.multiply() for chain in alone]
        np.testing.assert_allclose(together.multiply(), products, rtol=1e-11, atol=1e-13)
        np.testing.assert_allclose(together.misfits(), [c.misfit() for c in alone], rtol=1e-11)
        assert together.misfit() == pytest.approx(np.linalg.norm([c.misfit() for c in alone]))
        for chain in (together, *alone):
            chain.move(0.01, chain.differentiate())


@pytest.mark.parametrize("depth", [1, 2, 5])
def test_the_bound_is_above_the_hessian(depth):
    """The largest eigenvalue of a Hessian by central differences of the gradient."""
    factors, measurements, values = chain_of("gaussian", depth, 3, 3)
    flat = np.concatenate([f.ravel() for f in factors])
    cuts = np.cumsum([f.size for f in factors])[:-1]

    def gradient(vector):
        parts = [p.reshape(f.shape) for p, f in zip(np.split(vector, cuts), factors, strict=True)]
        chain = MeasuredFactors(parts, measurements, values)
        chain.multiply()
        return np.concatenate([slope.ravel() for slope in chain.differentiate()])

    columns = [(gradient(flat + e) - gradient(flat - e)) / 2e-5 for e in 1e-5 * np.eye(flat.size)]
    chain = MeasuredFactors(factors, measurements, values)
    chain.multiply()
    bound = curvature_bound(
        [float(np.linalg.norm(f, 2)) for f in factors],
        float(np.linalg.norm(chain.slope, 2)),
        measurements.curvature,
    )
    largest = np.abs(np.linalg.eigvalsh(np.array(columns))).max()
    assert largest <= bound * (1 + 1e-6)
    assert bound < 30 * largest


@pytest.mark.parametrize("depth", [1, 2, 3, 5])
def test_the_bound_is_attained(depth):
    """1 x 1 factors s that fit: the Hessian is s^{2N-2} times the matrix of ones."""
    size = 0.7
    hessian = np.full((depth, depth), size ** (2 * depth - 2))
    largest = np.linalg.eigvalsh(hessian).max()
    assert curvature_bound([size] * depth, 0.0, 1.0) == pytest.approx(largest)


def test_all_entries_give_the_descent_on_the_matrix_itself():
    """With a fixed step size; independent code for the same iterates."""
    generator = np.random.default_rng(3)
    target = generator.standard_normal((4, 4))
    everything = random_entries(4, 4, 16, generator)
    start = identical_start(0.5, 4, depth=3)
    chain = MeasuredFactors(start, everything, everything.apply(target))
    for _ in range(40):
        chain.multiply()
        chain.move(0.01, chain.differentiate())
    expected = complete(descend(target, start, 0.01, 40)).end_to_end[-1]
    assert chain.multiply() == pytest.approx(expected, rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("depth", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("kind", ["gaussian", "orthogonal", "balanced", "identical"])
def test_the_loss_falls_at_every_step_and_the_truth_is_found(kind, depth):
    generator = np.random.default_rng(depth)
    truth = np.outer([1.0, 2, 0, -1], [1.0, -1, 1])
    # More measurements than entries: the truth is the only minimiser, whatever the start.
    measurements = random_measurements("gaussian", 4, 3, 40, generator)
    values = measurements.apply(truth)
    fits = []
    start = start_factors(kind, 4, 3, depth, 1e-2, generator)
    run = complete(
        descend_measured(
            measurements,
            values,
            start,
            steps=2000,
            share=0.25,
            watch=lambda _, W: fits.append(np.linalg.norm(measurements.apply(W) - values)),
        )
    )
    assert (np.diff(fits) <= 1e-12).all()
    if kind != "identical":  # which cannot reach every matrix: it keeps the sign of W
        assert np.linalg.norm(run.end_to_end - truth) < 0.02 * np.linalg.norm(truth)


def test_the_record_of_a_descent():
    measurements = Dense(np.eye(4).reshape(4, 2, 2) * 2)
    run = complete(
        descend_measured(measurements, [2.0, 0, 0, 1], np.eye(2)[None] / 10, steps=25, log_every=10)
    )
    assert run.steps.tolist() == [0, 10, 20, 25]
    assert run.singular_values.shape == (4, 2)
    assert run.effective_ranks[0] == pytest.approx(2)
    assert (np.diff(run.times) > 0).all()
    assert run.fits[0] > run.fits[-1] > 0
    assert run.status == "done"


def test_a_tracked_norm_follows_the_norm():
    generator = np.random.default_rng(0)
    matrix = generator.standard_normal((6, 4))
    norm = TrackedNorm(matrix)
    for _ in range(100):
        found = norm.update(matrix)
    assert found == pytest.approx(np.linalg.norm(matrix, 2), rel=1e-9)
    assert found <= np.linalg.norm(matrix, 2) * (1 + 1e-12)
    assert TrackedNorm(np.zeros((2, 2))).update(np.zeros((2, 2))) == 0


def test_an_overflow_leaves_no_record():
    one = Dense(np.ones((1, 1, 1)))
    run = descend_measured(one, [1.0], [np.full((1, 1), 1e200)] * 2, steps=3)
    assert isinstance(run, CutShort)
    assert (run.at, run.others) == (0, None)


def test_an_entry_that_nobody_measures_must_be_in_float64_too():
    corner = Dense(np.array([[[1.0, 0.0]]]))
    run = descend_measured(corner, [1.0], [[[1e200, 0.0], [0.0, 1e200]], [[0.0, 1e200]]], steps=3)
    assert isinstance(run, CutShort)


@pytest.mark.parametrize(("size", "value"), [(1e-120, 1e-200), (1e100, 1.0)])
def test_a_step_size_that_float64_does_not_hold_is_no_rest(size, value):
    # The step size is one over about 3 size^4 + 2 |value - size^3| size.
    start = [np.full((1, 1), size)] * 3
    run = descend_measured(Dense(np.ones((1, 1, 1))), [value], start, steps=3)
    assert isinstance(run, CutShort)
    assert "step size" in run.reason


def test_a_start_without_a_gradient_rests():
    start = [np.zeros((1, 1))] * 3
    run = complete(descend_measured(Dense(np.ones((1, 1, 1))), [1.0], start, steps=3))
    assert (run.status, run.completed, run.fits.tolist()) == ("done", 3, [1.0, 1.0])


@pytest.mark.parametrize("exponent", [-531, -265, 265, 500])
@pytest.mark.parametrize("depth", [1, 2, 3])
def test_a_scaled_descent_on_measurements_is_the_same_descent_scaled(depth, exponent):
    # 2^exponent is the unit of W: 1e-160 to 1e150; a factor has the unit 2^(exponent / depth).
    part = exponent // depth
    generator = np.random.default_rng(3)
    A = random_measurements("gaussian", 3, 3, 7, generator)
    start = start_factors("gaussian", 3, 3, depth, 1e-1, generator)
    values = A.apply(np.diag([1.0, 0.5, 0.0]))
    plain = complete(descend_measured(A, values, start, steps=60, tolerance=1e-3, log_every=10))
    unit = 2.0 ** (part * depth)
    scaled = complete(
        descend_measured(
            A,
            unit * values,
            [2.0**part * factor for factor in start],
            steps=60,
            tolerance=1e-3,
            log_every=10,
        )
    )
    assert (scaled.status, scaled.completed) == (plain.status, plain.completed)
    assert scaled.fits == pytest.approx(plain.fits, rel=1e-9)
    assert scaled.singular_values / unit == pytest.approx(plain.singular_values, rel=1e-9)
    assert scaled.effective_ranks == pytest.approx(plain.effective_ranks, rel=1e-9)
    assert plain.fits[-1] < plain.fits[0] / 2


@pytest.mark.parametrize(
    ("factors", "values", "options", "named"),
    [
        ([], [1.0], {}, "factors"),
        ([np.eye(2)], [1.0], {}, "factors"),
        ([np.ones((1, 1)), np.ones((2, 2))], [1.0], {}, "factors"),
        ([np.ones((1, 1))], [1.0, 2.0], {}, "values"),
        ([np.ones((1, 1))], [np.nan], {}, "values"),
        ([[[np.inf]]], [1.0], {}, "factors matrix 1"),
        ([np.ones((1, 1))], [1.0], {"share": 0}, "share"),
        ([np.ones((1, 1))], [1.0], {"share": 1.5}, "share"),
        ([np.ones((1, 1))], [1.0], {"log_every": 0}, "log_every"),
    ],
)
def test_refusals(factors, values, options, named):
    with pytest.raises(BadInput) as caught:
        complete(descend_measured(Dense(np.ones((1, 1, 1))), values, factors, steps=1, **options))
    assert caught.value.argument == named
