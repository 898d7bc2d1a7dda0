"""Early-stopped estimates and their errors, against full matrices and written-out formulas."""

from fractions import Fraction
from types import SimpleNamespace

import numpy as np
import pytest

from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.floats.cut_short import complete
from dmfcheck.dynamics.floats.matrix import descend, identical_start
from dmfcheck.dynamics.instances.denoising import gaussian_instance
from dmfcheck.problems import early_stopping
from dmfcheck.problems.denoising_errors import Distances, best_step, denoising_errors
from dmfcheck.problems.early_stopping import (
    choose_plateau,
    chosen_start,
    decompose,
    early_stopped,
    longest_plateau,
    noise_of,
    rank_above_noise,
    values_at,
)
from dmfcheck.problems.matrix_files import read_rectangular
from dmfcheck.problems.shrinkage import hard_threshold, optimal_shrinkage

DELTA = Fraction(1, 10)


def noisy(seed=0, shape=(6, 9)):
    generator = np.random.default_rng(seed)
    truth = np.outer(generator.standard_normal(shape[0]), generator.standard_normal(shape[1]))
    return truth, truth + 0.1 * generator.standard_normal(shape)


def stopped(matrix, start, depth=3):
    spectrum = decompose(matrix, start)
    alpha, eta = chosen_start(spectrum, depth)
    parameters = {"depth": depth, "alpha": alpha, "eta": eta}
    return spectrum, parameters, early_stopped(spectrum, **parameters, delta=DELTA)


def test_singular_values_are_enclosed_and_assembled():
    _, matrix = noisy()
    spectrum = decompose(matrix, "aligned")
    exact = np.linalg.svd(matrix, compute_uv=False)
    for value, (low, high) in zip(exact, spectrum.enclosures, strict=True):
        assert 0 <= low <= high
        assert low - Fraction(1, 10**12) <= Fraction(float(value)) <= high + Fraction(1, 10**12)
        assert high - low < Fraction(1, 10**10)
    assert spectrum.assembled(spectrum.values) == pytest.approx(matrix)


@pytest.mark.parametrize("start", ["identical", "aligned"])
def test_distances_are_those_of_the_matrices(start):
    truth, matrix = noisy(shape=(5, 5))
    if start == "identical":
        truth, matrix = truth + truth.T, matrix + matrix.T
    spectrum = decompose(matrix, start)
    generator = np.random.default_rng(4)
    rows = generator.standard_normal((3, 5))
    expected = [np.linalg.norm(spectrum.assembled(row) - truth) for row in rows]
    distance = Distances(spectrum, truth)
    assert [distance(row) for row in rows] == pytest.approx(expected)
    assert distance.of_rows(rows) == pytest.approx(expected)
    with pytest.raises(BadInput, match="truth"):
        Distances(spectrum, np.eye(4))


def test_the_best_step_is_that_of_the_full_descent():
    instance = gaussian_instance(8, [3.0], seed=2)
    What = np.diag(instance.spectrum)
    spectrum, parameters, _ = stopped(What, "identical")
    error, step = best_step(spectrum, instance.truth, **parameters, steps=250)
    start = identical_start(parameters["alpha"], 8, 3)
    run = complete(descend(What, start, float(parameters["eta"]), 250, log_at=range(251)))
    errors = np.linalg.norm(run.end_to_end - instance.truth, axis=(1, 2))
    assert step == errors.argmin()
    assert error == pytest.approx(errors.min())


def test_every_method_is_what_it_says():
    truth, matrix = noisy(3)
    spectrum, _, found = stopped(matrix, "aligned")
    errors = denoising_errors(spectrum, found, truth)
    U, s, Vt = np.linalg.svd(matrix, full_matrices=False)
    sigma = noise_of(spectrum)
    shrunk = optimal_shrinkage(s, matrix.shape, sigma, symmetric=False)
    assert errors.shrinkage == pytest.approx(np.linalg.norm((U * shrunk) @ Vt - truth))
    for entry, plateau in zip(errors.plateaus, found, strict=True):
        kept = hard_threshold(s, plateau.plateau.rank)
        assert entry.threshold == pytest.approx(np.linalg.norm((U * kept) @ Vt - truth))
    assert errors.converged == errors.noisy == pytest.approx(np.linalg.norm(matrix - truth))


def test_the_rule_finds_the_rank_of_a_low_rank_truth():
    """Eight instances of rank 3 in R^30: the oracle's plateau every time."""
    for seed in range(8):
        instance = gaussian_instance(30, [3.0, 2.5, 2.0], seed)
        spectrum, _, found = stopped(np.diag(instance.spectrum), "identical")
        assert rank_above_noise(spectrum) == 3
        errors = denoising_errors(spectrum, found, instance.truth)
        early = [entry.early for entry in errors.plateaus]
        assert choose_plateau(spectrum, found) == int(np.argmin(early))


def test_rules_without_plateaus():
    spectrum = decompose(np.eye(3), "identical")
    assert choose_plateau(spectrum, []) is None
    assert longest_plateau([]) is None
    _, _, found = stopped(np.diag([5.0, 1.0, 0.99]), "identical")
    assert found[longest_plateau(found)].plateau.rank == 1
    # Noise above everything: the first plateau is the least that one can take.
    assert choose_plateau(spectrum, found, sigma=100.0) == 0


def test_late_steps_are_enclosed_and_agree_with_iterated_ones():
    """A zero eigenvalue falls slowly, and late its enclosure is wider: hence the tolerance."""
    values = np.array([1.0, 1e-3, 0.0, -0.5])
    parameters = {"depth": 3, "alpha": Fraction(1, 20), "eta": Fraction(1, 3)}
    (early,) = values_at(values, [100_000], **parameters)
    (late,) = values_at(values, [100_001], **parameters)
    assert late == pytest.approx(early, rel=1e-9, abs=1e-6)
    assert late[0] == pytest.approx(1)


@pytest.mark.parametrize("name", ["wide.csv", "wide.npy"])
def test_rectangles_are_read(tmp_path, name):
    matrix = np.arange(6.0).reshape(2, 3)
    path = tmp_path / name
    if name.endswith("npy"):
        np.save(path, matrix)
    else:
        np.savetxt(path, matrix, delimiter=",")
    assert (read_rectangular(path) == matrix).all()


def test_a_photograph_is_shipped():
    from dmfcheck.problems.studies.real import MATRICES, truth_of

    assert truth_of("pagoda").shape == (85, 128)
    for name in MATRICES:
        assert np.linalg.norm(truth_of(name), 2) == pytest.approx(1)


@pytest.mark.parametrize("depth", [2, 5])
@pytest.mark.parametrize("start", ["identical", "aligned"])
def test_the_unit_of_the_matrix_does_not_matter(start, depth):
    """Steps, ranks and errors are those of the unscaled matrix, to a power of 2^N."""
    truth, matrix = noisy(5, shape=(5, 5))
    if start == "identical":
        truth, matrix = truth + truth.T, matrix + matrix.T
    spectrum, parameters, found = stopped(matrix, start, depth)
    errors = denoising_errors(spectrum, found, truth)
    best = best_step(spectrum, truth, **parameters, steps=300)
    assert found
    for exponent in (-1000, -500, -60, 60, 500, 1000):
        power = Fraction(2) ** (exponent // depth)
        unit = float(power**depth)
        again = {"depth": depth, "alpha": parameters["alpha"] * power}
        again["eta"] = parameters["eta"] / power ** (2 * depth - 2)
        scaled = decompose(matrix * unit, start)
        assert scaled.values == pytest.approx(unit * spectrum.values, rel=1e-12, abs=unit * 1e-14)
        stops = early_stopped(scaled, **again, delta=DELTA)
        assert [e.plateau.rank for e in stops] == [e.plateau.rank for e in found]
        for entry, other in zip(stops, found, strict=True):
            assert entry.step == pytest.approx(other.step, abs=2)
            assert entry.effective_rank == pytest.approx(other.effective_rank, rel=1e-3)
        assert noise_of(scaled) == pytest.approx(unit * noise_of(spectrum), rel=1e-9)
        assert choose_plateau(scaled, stops) == choose_plateau(spectrum, found)
        missed = denoising_errors(scaled, stops, truth * unit)
        for name in ("shrinkage", "converged", "noisy"):
            assert getattr(missed, name) == pytest.approx(unit * getattr(errors, name), rel=1e-9)
        error, step = best_step(scaled, truth * unit, **again, steps=300)
        assert (step, error) == (best[1], pytest.approx(unit * best[0], rel=1e-9))
        # The default start and step are short decimals, within their rounding.
        alpha, eta = chosen_start(scaled, depth)
        assert float(alpha / again["alpha"]) == pytest.approx(1, rel=0.006)
        assert float(eta / again["eta"]) == pytest.approx(1, rel=0.006)


def test_distances_lose_nothing_that_is_small():
    """What = W* + E with ||E|| a billionth of ||W*||: no difference of squares finds it."""
    truth, _ = noisy(1, shape=(6, 6))
    generator = np.random.default_rng(0)
    E = 1e-9 * generator.standard_normal((6, 6))
    spectrum = decompose(truth + E, "aligned")
    found = Distances(spectrum, truth)(spectrum.values)
    assert found == pytest.approx(np.linalg.norm(E), rel=1e-5)


@pytest.mark.parametrize("alpha", ["1e-400", "1e400", "1e155"])
def test_a_start_that_float64_cannot_hold_is_refused(alpha):
    spectrum = decompose(np.diag([2.0, 1.0]), "identical")
    eta = Fraction(1, 10**900)
    with pytest.raises(BadInput, match="alpha is"):
        values_at(spectrum.values, [5], depth=2, alpha=Fraction(alpha), eta=eta)
    with pytest.raises(BadInput, match="eta is"):
        values_at(spectrum.values, [5], depth=2, alpha=Fraction(1), eta=eta)


@pytest.mark.parametrize("scale", [1e-310, 1e308])
def test_a_norm_outside_float64_is_refused(scale):
    with pytest.raises(BadInput, match="has a norm"):
        decompose(np.full((4, 4), scale), "identical")
    with pytest.raises(BadInput, match="has a norm"):
        decompose(np.full((4, 5), scale), "aligned")


def test_a_truth_farther_away_than_float64_holds_is_refused():
    with pytest.raises(BadInput, match="truth may be farther away"):
        Distances(decompose(np.eye(4), "identical"), np.full((4, 4), 1e308))


@pytest.mark.parametrize(
    ("ends", "longest"),
    [
        ([(1, 5), (2, 20), (30, None)], 1),
        # (stop + 1)/(start + 1) is 2 for both: the first counts.
        ([(0, 1), (1, 3)], 0),
        ([(9, 10), (0, 1), (1, 3)], 1),
        ([(5, None)], None),
        ([], None),
    ],
)
def test_the_longest_plateau_for_its_age(ends, longest):
    found = [SimpleNamespace(plateau=SimpleNamespace(start=a, stop=b)) for a, b in ends]
    assert longest_plateau(found) == longest


@pytest.mark.parametrize(
    ("ranks", "above", "chosen"),
    [([1, 2, 4], 3, 1), ([1, 2, 4], 4, 2), ([3, 4], 2, 0), ([1], 0, 0), ([], 3, None)],
)
def test_the_plateau_of_the_rank_above_the_noise(ranks, above, chosen, monkeypatch):
    monkeypatch.setattr(early_stopping, "rank_above_noise", lambda spectrum, sigma: above)
    found = [SimpleNamespace(plateau=SimpleNamespace(rank=rank)) for rank in ranks]
    assert choose_plateau(None, found) == chosen


@pytest.mark.parametrize("steps", [0, 1, 998, 999, 1000, 1001, 1999])
def test_the_best_step_may_be_the_last(steps):
    """Slow steps towards the truth: each is nearer, also across the thousands."""
    spectrum = decompose(np.eye(1), "identical")
    parameters = {"depth": 2, "alpha": Fraction(1, 10), "eta": Fraction(1, 10**4)}
    error, step = best_step(spectrum, np.eye(1), **parameters, steps=steps)
    (last,) = values_at(spectrum.values, [steps], **parameters)
    assert step == steps
    assert error == pytest.approx(1 - last[0])
