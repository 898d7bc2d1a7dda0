"""The real matrix descent: against the recursions it should decouple into, and its own record."""

import subprocess
import sys
from dataclasses import fields
from typing import get_args, get_origin, get_type_hints

import numpy as np
import pytest

from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.floats.cut_short import CutShort, LeftFloat64, complete
from dmfcheck.dynamics.floats.factors import identical_start, perturbed_start
from dmfcheck.dynamics.floats.matrix import (
    components,
    descend,
    measured_hitting_steps,
)
from dmfcheck.dynamics.floats.recursion import hitting_steps, identical_orbit, perturbed_orbit
from dmfcheck.dynamics.floats.walk import PROGRESS_EVERY
from dmfcheck.dynamics.instances.sensing import descend_measured

SPECTRUM = np.array([1.5, 1.0, 0.7, 0.2])


def random_basis(rng, n):
    return np.linalg.qr(rng.standard_normal((n, n)))[0]


def with_spectrum(basis, spectrum):
    target = (basis * spectrum) @ basis.T
    return (target + target.T) / 2


@pytest.mark.parametrize("depth", [2, 3, 4, 5])
def test_identical_starts_follow_the_recursion(depth):
    V = random_basis(np.random.default_rng(depth), 4)
    run = complete(
        descend(
            with_spectrum(V, SPECTRUM),
            identical_start(0.4, 4, depth),
            0.1 / depth,
            300,
            log_at=range(301),
        )
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
    run = complete(descend(with_spectrum(V, spectrum), start, eta, steps))
    p, q, w = perturbed_orbit(0.5, 0.25, spectrum, eta, depth, steps)
    assert (w[-1, 2:] < 0).all()
    assert np.abs(V.T @ run.end_to_end[-1] @ V - np.diag(w[-1])).max() < 1e-11
    for factor, expected in zip(run.factors, [p[-1]] + [q[-1]] * (depth - 1), strict=True):
        assert np.abs(V.T @ factor @ V - np.diag(expected)).max() < 1e-11


def test_a_basis_that_is_not_the_eigenbasis_is_noticed():
    V, other = (random_basis(np.random.default_rng(seed), 4) for seed in (0, 1))
    target, start = with_spectrum(V, SPECTRUM), identical_start(0.4, 4, 3)
    right, wrong = (
        complete(measured_hitting_steps(target, basis, SPECTRUM, start, 0.05, 50))
        for basis in (V, other)
    )
    assert right.off_diagonal < 1e-14
    assert wrong.off_diagonal > 0.01


def test_the_off_diagonal_is_that_of_the_rotated_matrices():
    V, other = (random_basis(np.random.default_rng(seed), 4) for seed in (0, 1))
    target, start = with_spectrum(V, SPECTRUM), identical_start(0.4, 4, 3)
    run = complete(descend(target, start, 0.05, 30, log_at=range(31)))
    rotated = other.T @ run.end_to_end @ other
    rotated[:, range(4), range(4)] = 0
    measured = complete(measured_hitting_steps(target, other, np.full(4, 9.0), start, 0.05, 30))
    assert measured.off_diagonal == pytest.approx(np.linalg.norm(rotated, axis=1).max())
    assert measured.completed == 30
    assert measured.steps.tolist() == [-1] * 4


@pytest.mark.parametrize("depth", [2, 3, 4])
def test_measured_hitting_steps_are_those_of_the_recursion(depth):
    V = random_basis(np.random.default_rng(depth), 4)
    eta, theta = 0.2 / depth, 0.9
    start = identical_start(0.3, 4, depth)
    measured = complete(
        measured_hitting_steps(with_spectrum(V, SPECTRUM), V, theta * SPECTRUM, start, eta, 3000)
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


def test_negative_levels_are_reached_from_above():
    spectrum = np.array([1.0, -1.0])
    V = random_basis(np.random.default_rng(3), 2)
    start = perturbed_start(0.5, 0.25, 2, depth=2)
    measured = complete(
        measured_hitting_steps(with_spectrum(V, spectrum), V, 0.8 * spectrum, start, 0.1, 500)
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
    batch = complete(
        descend(targets, identical_start(0.4, 4, 3, batch=6), sizes, 90, log_at=[0, 40, 90])
    )
    measured = complete(
        measured_hitting_steps(
            targets, bases, 0.9 * SPECTRUM, identical_start(0.4, 4, 3, batch=6), sizes, 400
        )
    )
    assert batch.end_to_end.shape == (3, 6, 4, 4)
    assert batch.eigenvalues.shape == (3, 6, 4)
    assert batch.losses.shape == batch.effective_rank.shape == (3, 6)
    for i in range(6):
        start = identical_start(0.4, 4, 3)
        single = complete(descend(targets[i], start, sizes[i], 90, log_at=[0, 40, 90]))
        assert batch.end_to_end[:, i] == pytest.approx(single.end_to_end, abs=1e-13)
        assert batch.effective_rank[:, i] == pytest.approx(single.effective_rank)
        alone = complete(
            measured_hitting_steps(targets[i], bases[i], 0.9 * SPECTRUM, start, sizes[i], 400)
        )
        assert (measured.steps[i] == alone.steps).all()


def test_rectangular_targets():
    # Factors aligned with the singular vectors: the singular values follow the same recursion.
    rng = np.random.default_rng(8)
    U, V = random_basis(rng, 4), random_basis(rng, 2)
    singular = np.array([1.0, 0.4])
    start = [0.5 * U[:, :2] @ V.T, 0.5 * U @ np.eye(4, 4) @ U.T]
    run = complete(descend((U[:, :2] * singular) @ V.T, start, 0.1, 60))
    w = identical_orbit(0.5, singular, 0.1, 2, 60)[-1] ** 2
    assert run.eigenvalues is None
    assert np.abs(run.end_to_end[-1] - (U[:, :2] * w) @ V.T).max() < 1e-13
    assert run.effective_rank[-1] == pytest.approx(w.sum() / w.max())


def test_stop_ends_the_run_and_records_where():
    seen = []

    def stop(k, product):
        seen.append(float(product[0, 0]))
        return k == 7

    run = complete(descend([[1.0]], identical_start(0.5, 1, 2), 0.1, 100, stop=stop))
    assert run.status == "stopped"
    assert run.completed == 7
    assert run.steps.tolist() == [0, 7]
    assert seen == pytest.approx(identical_orbit(0.5, 1.0, 0.1, 2, 7) ** 2)


def test_a_run_that_leaves_float64_is_no_record_and_gives_no_warning():
    start = identical_start(10.0, 1, 3)
    runs = [
        descend([[1.0]], start, 1.0, 100),
        measured_hitting_steps([[1.0]], [[1.0]], [1e300], start, 1.0, 100),
    ]
    for run in runs:
        assert isinstance(run, CutShort)
        assert 0 < run.at < 100
        assert run.gone
        assert run.others is None
        with pytest.raises(LeftFloat64, match=f"step {run.at}: the iterate is not in float64"):
            complete(run)
    whole = complete(descend([[1.0]], start, 1.0, runs[0].at - 1))
    assert np.isfinite(whole.end_to_end).all()


def test_a_loss_beyond_float64_ends_nothing():
    # 1/2 (1e160)^2 is not in float64, every iterate is.
    run = complete(descend([[1e160]], identical_start(5e79, 1, 2), 2.5e-161, 100))
    assert run.completed == 100
    assert run.losses[0] == np.inf
    assert run.end_to_end[-1] == pytest.approx(1e160, rel=1e-9)


def test_half_a_square_is_in_float64_where_the_square_is_not():
    run = complete(descend([[1.5e154]], [np.zeros((1, 1))] * 2, 1e-160, 0))
    assert run.losses[0] == pytest.approx(1.125e308)


@pytest.mark.parametrize("exponent", [-300, -1, 0, 299])
def test_a_scaled_descent_is_the_same_descent_scaled(exponent):
    # Powers of two round nothing: every number is the same but for its exponent.
    V = random_basis(np.random.default_rng(1), 4)
    target, factor, product = with_spectrum(V, SPECTRUM), 2.0**exponent, 4.0**exponent
    other = random_basis(np.random.default_rng(2), 4)

    def both(scale):
        start = identical_start(0.4 * scale, 4, 2)
        problem = (scale * scale * target, start, 0.1 / (scale * scale))
        levels = 0.9 * scale * scale * SPECTRUM
        return (
            complete(descend(*problem, 50, log_at=range(0, 51, 10))),
            complete(measured_hitting_steps(problem[0], other, levels, *problem[1:], 50)),
        )

    (plain, hits), (scaled, scaled_hits) = both(1.0), both(factor)
    assert (scaled.end_to_end == product * plain.end_to_end).all()
    assert scaled.eigenvalues == pytest.approx(product * plain.eigenvalues, rel=1e-12)
    assert scaled.effective_rank == pytest.approx(plain.effective_rank, rel=1e-12)
    assert (scaled_hits.steps == hits.steps).all()
    assert scaled_hits.off_diagonal == pytest.approx(product * hits.off_diagonal, rel=1e-12)
    assert hits.off_diagonal > 0.01


def test_an_instance_that_leaves_float64_leaves_the_others_alone():
    targets = np.ones((3, 1, 1))
    sizes = np.array([0.1, 9.0, 0.2])
    run = descend(targets, identical_start(0.5, 1, 3, batch=3), sizes, 200)
    assert isinstance(run, CutShort)
    assert run.gone.tolist() == [False, True, False]
    assert isinstance(descend(targets[1], identical_start(0.5, 1, 3), 9.0, run.at), CutShort)
    complete(descend(targets[1], identical_start(0.5, 1, 3), 9.0, run.at - 1))
    others = run.others
    assert others.end_to_end.shape == (2, 2, 1, 1)
    assert others.factors[2].shape == (2, 1, 1)
    for place, i in enumerate((0, 2)):
        alone = complete(descend(targets[i], identical_start(0.5, 1, 3), sizes[i], 200))
        assert others.completed == alone.completed == 200
        assert others.losses[-1, place] == alone.losses[-1]
        assert others.end_to_end[-1, place] == alone.end_to_end[-1]
        assert others.effective_rank[-1, place] == alone.effective_rank[-1] == 1.0


def test_times_of_the_instances_that_stay():
    targets, sizes = np.ones((3, 1, 1)), np.array([0.1, 9.0, 0.2])
    start = identical_start(0.5, 1, 3, batch=3)
    run = measured_hitting_steps(targets, [[1.0]], [0.9], start, sizes, 2000)
    alone = [
        complete(
            measured_hitting_steps([[1.0]], [[1.0]], [0.9], identical_start(0.5, 1, 3), size, 2000)
        ).steps.tolist()
        for size in (0.1, 0.2)
    ]
    assert run.gone.tolist() == [False, True, False]
    assert run.others.steps.tolist() == alone
    assert run.others.completed == max(alone)[0]


@pytest.mark.parametrize("function", [descend, measured_hitting_steps, descend_measured])
def test_what_was_cut_short_has_no_name_of_a_record(function):
    # The type checker refuses a name that one of the two types of the union lacks.
    record, cut = get_args(get_type_hints(function)["return"])
    assert get_args(cut) == (record,)
    assert get_origin(cut) is CutShort
    names = {field.name for field in fields(record)}
    assert names
    assert not names & {field.name for field in fields(CutShort)}
    assert not any(hasattr(CutShort, name) for name in names)


def test_the_zero_matrix_has_no_effective_rank():
    run = complete(descend(np.zeros((2, 2)), [np.zeros((2, 2))] * 2, 0.1, 1))
    assert np.isnan(run.effective_rank).all()


@pytest.mark.parametrize("steps", [0, 300])
def test_progress_is_called_rarely_and_at_the_end(steps):
    at = []
    complete(descend([[1.0]], identical_start(0.5, 1, 2), 0.1, steps, progress=at.append))
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
        "import sys, dmfcheck.dynamics.floats.matrix, dmfcheck.dynamics.floats.horizon;"
        "sys.exit(any(name in sys.modules for name in ('numba', 'sympy', 'scipy', 'flint')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_steps_to_log_that_are_one_number_are_refused():
    with pytest.raises(BadInput, match="log_at is 3; accepted: steps, such as"):
        descend([[1.0]], identical_start(0.5, 1, 2), 0.1, 5, log_at=3)


@pytest.mark.parametrize("exponent", [-1070, -1000, -480, -300, 0, 450])
def test_the_effective_rank_is_that_of_the_matrix_in_whatever_units(exponent):
    """A zero step: the iterates are the product of the start, in units of a power of two."""
    whole = np.array([[-25, 28, -32], [-17, 25, 20], [3, 4, 5]])
    start = [np.ldexp(whole, exponent), np.eye(3)]
    run = complete(descend(np.zeros((3, 3)), start, 0.0, 12, log_at=range(13)))
    singular = np.linalg.svd(whole, compute_uv=False)
    assert run.effective_rank == pytest.approx(singular.sum() / singular[0], rel=1e-13)
