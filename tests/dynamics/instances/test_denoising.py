import numpy as np
import pytest

from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.floats.cut_short import complete
from dmfcheck.dynamics.floats.matrix import descend, identical_start
from dmfcheck.dynamics.instances.denoising import Instance, denoise, gaussian_instance, noise_study


def test_the_noise_has_norm_about_one_and_the_truth_keeps_its_eigenvalues():
    instance = gaussian_instance(200, [3.0, 2.0], seed=4)
    assert np.linalg.eigvalsh(instance.truth)[-3:] == pytest.approx([0, 2, 3], abs=1e-12)
    noise = np.diag(instance.spectrum) - instance.truth
    assert np.linalg.norm(noise, 2) == pytest.approx(1, abs=0.1)
    assert instance.noise == pytest.approx(np.linalg.norm(noise))
    assert (np.diff(instance.spectrum) <= 0).all()


@pytest.mark.parametrize("depth", [2, 3])
def test_the_errors_are_those_of_a_real_descent(depth):
    """In another basis and on full matrices, against numpy's own norms."""
    alpha, share, steps, rank = 0.2, 0.8, 60, 2
    instance = gaussian_instance(6, [3.0, 2.0], seed=8)
    V, _ = np.linalg.qr(np.random.default_rng(0).standard_normal((6, 6)))
    target = (V * instance.spectrum) @ V.T
    truth = V @ instance.truth @ V.T
    eta = share / (depth * instance.spectrum[0] ** (2 - 2 / depth))
    run = complete(
        descend(target, identical_start(alpha, 6, depth=depth), eta, steps, log_at=range(steps + 1))
    )

    def ratio(estimate):
        return np.linalg.norm(estimate - truth) / np.linalg.norm(target - truth)

    early = [ratio(W) for W in run.end_to_end]
    found = denoise(instance, rank, depth=depth, alpha=alpha, share=share, steps=steps)
    assert found.step == int(np.argmin(early))
    assert found.early == pytest.approx(min(early), rel=1e-9)
    values, U = np.linalg.eigh(target)
    kept = (U[:, -rank:] * values[-rank:]) @ U[:, -rank:].T
    assert found.threshold == pytest.approx(ratio(kept), rel=1e-9)
    assert found.converged == pytest.approx(ratio((U * values.clip(0)) @ U.T), rel=1e-9)


def test_a_study_is_the_mean_of_its_instances():
    settings = {"depth": 2, "alpha": 0.05, "steps": 50}
    found = noise_study(3, 7, size=8, signal=[3.0], **settings)
    errors = [
        denoise(gaussian_instance(8, [3.0], seed), 1, share=1.0, **settings) for seed in (7, 8, 9)
    ]
    assert found.early.value == pytest.approx(np.mean([error.early for error in errors]))
    assert found.threshold.value == pytest.approx(np.mean([error.threshold for error in errors]))
    assert found.converged.value == pytest.approx(np.mean([error.converged for error in errors]))
    wins = np.mean([error.early < error.threshold for error in errors])
    assert found.early_beats_threshold.value == wins
    assert found.early.runs == 3


@pytest.mark.parametrize(
    ("size", "signal"), [(0, [1.0]), (3, []), (3, [1.0, -1.0]), (2, [3.0, 2.0, 1.0])]
)
def test_instances_without_a_signal_are_refused(size, signal):
    with pytest.raises(BadInput):
        gaussian_instance(size, signal, seed=0)


@pytest.mark.parametrize("wrong", [{"depth": 1}, {"steps": -1}, {"rank": 0}, {"rank": 5}])
def test_a_descent_that_cannot_be_run_is_refused(wrong):
    settings = {"rank": 1, "depth": 2, "alpha": 0.1, "share": 1.0, "steps": 5} | wrong
    with pytest.raises(BadInput):
        denoise(gaussian_instance(4, [2.0], seed=0), settings.pop("rank"), **settings)


@pytest.mark.parametrize("power", [-332, -100, 100, 332])
@pytest.mark.parametrize("depth", [2, 3])
def test_the_errors_have_no_unit(depth, power):
    scale = 2.0 ** (power * depth)
    instance = gaussian_instance(6, [3.0, 2.0], seed=8)
    scaled = Instance(instance.spectrum * scale, instance.truth * scale)
    assert scaled.noise == pytest.approx(scale * instance.noise)
    settings = {"depth": depth, "share": 0.8, "steps": 60}
    plain = denoise(instance, 2, alpha=0.2, **settings)
    assert denoise(scaled, 2, alpha=0.2 * 2.0**power, **settings) == plain


def test_an_instance_without_noise_is_refused():
    still = Instance(np.array([1.0]), np.array([[1.0]]))
    with pytest.raises(BadInput, match="noise of norm"):
        denoise(still, 1, depth=2, alpha=0.1, share=1.0, steps=3)
