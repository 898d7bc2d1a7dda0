"""The real matrix descent: against the recursions it should decouple into, and its own record."""

import subprocess
import sys

import numpy as np
import pytest

from dmfcheck.descent.factors import identical_start, perturbed_start
from dmfcheck.descent.matrix import (
    PROGRESS_EVERY,
    components,
    descend,
    measured_hitting_steps,
)
from dmfcheck.descent.recursion import hitting_steps, identical_orbit, perturbed_orbit
from dmfcheck.validation import BadInput

SPECTRUM = np.array([1.5, 1.0, 0.7, 0.2])


def random_basis(rng, n):
    return np.linalg.qr(rng.standard_normal((n, n)))[0]


def with_spectrum(basis, spectrum):
    target = (basis * spectrum) @ basis.T
    return (target + target.T) / 2


@pytest.mark.parametrize("depth", [2, 3, 4, 5])
def test_identical_starts_follow_the_recursion(depth):
    V = random_basis(np.random.default_rng(depth), 4)
    run = descend(
        with_spectrum(V, SPECTRUM),
        identical_start(0.4, 4, depth),
        0.1 / depth,
        300,
        log_at=range(301),
    )
    w = identical_orbit(0.4, SPECTRUM, 0.1 / depth, depth, 300) ** depth
    assert run.steps.tolist() == list(range(301))
    rotated = V.T @ run.end_to_end @ V
    assert np.abs(rotated - w[:, :, None] * np.eye(4)).max() < 1e-12
    assert components(run.end_to_end, V) == pytest.approx(w, abs=1e-12)
    assert run.eigenvalues == pytest.approx(np.sort(w)[:, ::-1], abs=1e-12)
    assert run.effective_rank == pytest.approx(w.sum(axis=1) / w.max(axis=1), rel=1e-11)
    assert run.losses == pytest.approx(((w - SPECTRUM) ** 2).sum(axis=1) / 2, rel=1e-9, abs=1e-13)


@pytest.mark.parametrize("depth", [2, 3, 4, 5])
def test_perturbed_starts_follow_the_recursion_for_either_sign(depth):
    spectrum = np.array([1.0, 0.5, -0.5, -1.0])
    V = random_basis(np.random.default_rng(depth), 4)
    eta, steps = 0.3 / depth, 400
    start = perturbed_start(0.5, 0.25, 4, depth)
    run = descend(with_spectrum(V, spectrum), start, eta, steps)
    p, q, w = perturbed_orbit(0.5, 0.25, spectrum, eta, depth, steps)
    assert (w[-1, 2:] < 0).all()
    assert np.abs(V.T @ run.end_to_end[-1] @ V - np.diag(w[-1])).max() < 1e-11
    for factor, expected in zip(run.factors, [p[-1]] + [q[-1]] * (depth - 1), strict=True):
        assert np.abs(V.T @ factor @ V - np.diag(expected)).max() < 1e-11


def test_a_basis_that_is_not_the_eigenbasis_is_noticed():
    V, other = (random_basis(np.random.default_rng(seed), 4) for seed in (0, 1))
    target, start = with_spectrum(V, SPECTRUM), identical_start(0.4, 4, 3)
    assert measured_hitting_steps(target, V, SPECTRUM, start, 0.05, 50).off_diagonal < 1e-14
    assert measured_hitting_steps(target, other, SPECTRUM, start, 0.05, 50).off_diagonal > 0.01


def test_the_off_diagonal_is_that_of_the_rotated_matrices():
    V, other = (random_basis(np.random.default_rng(seed), 4) for seed in (0, 1))
    target, start = with_spectrum(V, SPECTRUM), identical_start(0.4, 4, 3)
    run = descend(target, start, 0.05, 30, log_at=range(31))
    rotated = other.T @ run.end_to_end @ other
    rotated[:, range(4), range(4)] = 0
    measured = measured_hitting_steps(target, other, np.full(4, 9.0), start, 0.05, 30)
    assert measured.off_diagonal == pytest.approx(np.linalg.norm(rotated, axis=1).max())
    assert measured.completed == 30
    assert measured.steps.tolist() == [-1] * 4


@pytest.mark.parametrize("depth", [2, 3, 4])
def test_measured_hitting_steps_are_those_of_the_recursion(depth):
    V = random_basis(np.random.default_rng(depth), 4)
    eta, theta = 0.2 / depth, 0.9
    start = identical_start(0.3, 4, depth)
    measured = measured_hitting_steps(
        with_spectrum(V, SPECTRUM), V, theta * SPECTRUM, start, eta, 3000
    )
    expected, _ = hitting_steps(
        0.3 / SPECTRUM ** (1 / depth),
        eta * SPECTRUM ** (2 - 2 / depth),
        theta ** (1 / depth),
        depth,
        3000,
    )
    assert (measured.steps == expected).all()
    assert measured.completed == expected.max()
    assert measured.status == "done"


def test_negative_levels_are_reached_from_above():
    spectrum = np.array([1.0, -1.0])
    V = random_basis(np.random.default_rng(3), 2)
    start = perturbed_start(0.5, 0.25, 2, depth=2)
    measured = measured_hitting_steps(
        with_spectrum(V, spectrum), V, 0.8 * spectrum, start, 0.1, 500
    )
    w = perturbed_orbit(0.5, 0.25, spectrum, 0.1, 2, 500)[2]
    assert measured.steps.tolist() == [
        int(np.argmax(w[:, 0] >= 0.8)),
        int(np.argmax(w[:, 1] <= -0.8)),
    ]
    assert measured.steps[1] > 0


def test_a_batch_runs_like_its_instances():
    rng = np.random.default_rng(5)
    bases = np.stack([random_basis(rng, 4) for _ in range(6)])
    targets = np.stack([with_spectrum(V, SPECTRUM * (1 + i / 9)) for i, V in enumerate(bases)])
    sizes = np.linspace(0.02, 0.1, 6)
    batch = descend(targets, identical_start(0.4, 4, 3, batch=6), sizes, 90, log_at=[0, 40, 90])
    measured = measured_hitting_steps(
        targets, bases, 0.9 * SPECTRUM, identical_start(0.4, 4, 3, batch=6), sizes, 400
    )
    assert batch.end_to_end.shape == (3, 6, 4, 4)
    assert batch.eigenvalues.shape == (3, 6, 4)
    assert batch.losses.shape == batch.effective_rank.shape == (3, 6)
    for i in range(6):
        start = identical_start(0.4, 4, 3)
        single = descend(targets[i], start, sizes[i], 90, log_at=[0, 40, 90])
        assert batch.end_to_end[:, i] == pytest.approx(single.end_to_end, abs=1e-13)
        assert batch.effective_rank[:, i] == pytest.approx(single.effective_rank)
        alone = measured_hitting_steps(targets[i], bases[i], 0.9 * SPECTRUM, start, sizes[i], 400)
        assert (measured.steps[i] == alone.steps).all()


def test_rectangular_targets():
    # Factors aligned with the singular vectors: the singular values follow the same recursion.
    rng = np.random.default_rng(8)
    U, V = random_basis(rng, 4), random_basis(rng, 2)
    singular = np.array([1.0, 0.4])
    start = [0.5 * U[:, :2] @ V.T, 0.5 * U @ np.eye(4, 4) @ U.T]
    run = descend((U[:, :2] * singular) @ V.T, start, 0.1, 60)
    w = identical_orbit(0.5, singular, 0.1, 2, 60)[-1] ** 2
    assert run.eigenvalues is None
    assert np.abs(run.end_to_end[-1] - (U[:, :2] * w) @ V.T).max() < 1e-13
    assert run.effective_rank[-1] == pytest.approx(w.sum() / w.max())


def test_stop_ends_the_run_and_records_where():
    seen = []

    def stop(k, product):
        seen.append(float(product[0, 0]))
        return k == 7

    run = descend([[1.0]], identical_start(0.5, 1, 2), 0.1, 100, stop=stop)
    assert run.status == "stopped"
    assert run.completed == 7
    assert run.steps.tolist() == [0, 7]
    assert seen == pytest.approx(identical_orbit(0.5, 1.0, 0.1, 2, 7) ** 2)


def test_a_run_that_overflows_ends_with_a_status_and_no_warning():
    run = descend([[1.0]], identical_start(10.0, 1, 3), 1.0, 100)
    assert run.status == "not finite"
    assert 0 < run.completed < 100
    assert not np.isfinite(run.losses[-1])
    assert np.isnan(run.effective_rank[-1])
    assert np.isnan(run.eigenvalues[-1]).all()
    measured = measured_hitting_steps(
        [[1.0]], [[1.0]], [1e300], identical_start(10.0, 1, 3), 1.0, 100
    )
    assert measured.status == "not finite"
    assert measured.steps.tolist() == [-1]


def test_an_instance_that_overflows_leaves_the_others_alone():
    targets = np.ones((3, 1, 1))
    sizes = np.array([0.1, 9.0, 0.2])
    run = descend(targets, identical_start(0.5, 1, 3, batch=3), sizes, 200)
    assert run.status == "done"
    assert np.isfinite(run.losses[-1]).tolist() == [True, False, True]
    for i in (0, 2):
        alone = descend(targets[i], identical_start(0.5, 1, 3), sizes[i], 200)
        assert run.end_to_end[-1, i] == alone.end_to_end[-1]
        assert run.effective_rank[-1, i] == alone.effective_rank[-1] == 1.0


def test_the_zero_matrix_has_no_effective_rank():
    run = descend(np.zeros((2, 2)), [np.zeros((2, 2))] * 2, 0.1, 1)
    assert np.isnan(run.effective_rank).all()


@pytest.mark.parametrize("steps", [0, 300])
def test_progress_is_called_rarely_and_at_the_end(steps):
    at = []
    descend([[1.0]], identical_start(0.5, 1, 2), 0.1, steps, progress=at.append)
    assert at == sorted({*range(0, steps, PROGRESS_EVERY), steps})


def test_the_caller_keeps_its_own_warnings():
    with np.errstate(over="raise"):
        descend([[1.0]], identical_start(10.0, 1, 3), 1.0, 50)
        assert np.geterr()["over"] == "raise"


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"steps": -1}, "steps"),
        ({"step_size": [0.1, 0.2]}, "step_size"),
        ({"step_size": np.nan}, "step_size"),
        ({"basis": np.eye(3)}, "basis"),
        ({"basis": [[1.0, 0.0], [0.5, 1.0]]}, "basis"),
        ({"levels": [1.0]}, "levels"),
        ({"target": np.ones((2, 3)), "start_factors": [np.ones((2, 3)), np.eye(2)]}, "basis"),
    ],
)
def test_bad_input_is_refused(change, named):
    arguments = {
        "target": np.eye(2),
        "basis": np.eye(2),
        "levels": [0.5, 0.5],
        "start_factors": identical_start(0.5, 2, 2),
        "step_size": 0.1,
        "steps": 5,
    }
    with pytest.raises(BadInput) as refusal:
        measured_hitting_steps(**(arguments | change))
    assert refusal.value.argument == named


def test_the_matrix_descent_does_not_load_the_compiler():
    code = (
        "import sys, dmfcheck.descent.matrix, dmfcheck.descent.horizon;"
        "sys.exit(any(name in sys.modules for name in ('numba', 'sympy', 'scipy', 'flint')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
