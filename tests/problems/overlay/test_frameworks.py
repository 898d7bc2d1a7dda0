"""Loops in PyTorch and JAX, recorded by three lines: `pytest -m "torch or jax or tensorboard"`.

Written as a user of each writes them; they need the extras `studies`, `jax` and `tensorboard`.
"""

from functools import reduce

import numpy as np
import pytest

from dmfcheck.base.validation import BadInput
from dmfcheck.commands.main import main
from dmfcheck.problems.overlay.overlay import overlay
from dmfcheck.problems.prediction import predict

SPECTRUM = "2,1,1/2"
ASKED = {"depth": 3, "eta": "1/20", "alpha": "1/5", "target": SPECTRUM}
STEPS, SCALE, RATE = 300, 0.2, 0.05
CERTIFIED = [
    entry.hitting_time for entry in predict(SPECTRUM, depth=3, eta="1/20", alpha="1/5").eigenvalues
]


def matrix():
    basis = np.linalg.qr(np.random.default_rng(3).standard_normal((3, 3)))[0]
    return (basis * [2.0, 1.0, 0.5]) @ basis.T


def torch_run(kind, loss="half", rate=RATE):
    """A module of linear layers without bias, trained by SGD."""
    import torch

    target = torch.tensor(matrix(), dtype=kind)
    layers = [torch.nn.Linear(3, 3, bias=False, dtype=kind) for _ in range(3)]
    model = torch.nn.Sequential(*layers)
    for layer in model:
        torch.nn.init.eye_(layer.weight)
        layer.weight.data *= SCALE
    optimiser = torch.optim.SGD(model.parameters(), lr=rate)
    losses = {
        "half": lambda E: E.square().sum() / 2,
        "sum": lambda E: E.square().sum(),
        "mean": lambda E: torch.nn.functional.mse_loss(E, torch.zeros_like(E)),
    }
    steps, rows = [], []
    for k in range(STEPS + 1):
        end = model(torch.eye(3, dtype=kind)).T
        # The three lines: at step k, before the update.
        with torch.no_grad():
            steps.append(k)
            rows.append(torch.linalg.svdvals(end))
        optimiser.zero_grad()
        losses[loss](end - target).backward()
        optimiser.step()
    return steps, torch.stack(rows)


@pytest.mark.torch
def test_a_torch_module_in_float64_agrees_to_the_step():
    import torch

    found = overlay(*torch_run(torch.float64), **ASKED)
    assert [(time.measured, time.measured) for time in found.times] == CERTIFIED
    assert {time.verdict for time in (*found.times, found.onset)} == {"to the step"}
    assert found.contradictions == []
    assert {entry.verdict for entry in found.claims} == {"holds"}


@pytest.mark.torch
@pytest.mark.parametrize(
    ("loss", "rate"), [("half", RATE), ("sum", RATE / 2), ("mean", RATE * 4.5)]
)
def test_a_torch_module_in_float32_agrees_within_the_horizon(loss, rate):
    import torch

    steps, values = torch_run(torch.float32, loss, rate)
    found = overlay(steps, values, **ASKED | {"eta": rate}, convention=loss)
    assert found.arithmetic.name == "float32"
    assert found.judged == STEPS
    assert found.contradictions == []
    for time, certified in zip(found.times, CERTIFIED, strict=True):
        assert time.verdict in {"to the step", "agrees"}
        assert abs(time.measured - certified[0]) <= max(
            time.within[1] - time.measured, time.measured - time.within[0]
        )


@pytest.mark.torch
def test_a_wrong_loss_is_seen_in_a_torch_run():
    import torch

    found = overlay(*torch_run(torch.float32, "sum"), **ASKED)
    assert found.contradictions
    assert any("'sum, identical" in suspect for suspect in found.suspected)


@pytest.mark.torch
def test_a_torch_tensor_that_is_not_detached_is_refused():
    import torch

    values = torch.full((1, 2), 0.1, requires_grad=True)
    with pytest.raises(
        BadInput, match=r"^singular_values cannot be read as numbers .*requires grad"
    ):
        overlay([0], values, depth=2, eta=1, alpha=1)


def jax_run(kind):
    """A function of a list of factors, its gradient compiled."""
    import jax
    import jax.numpy as jnp

    with jax.enable_x64(kind == "float64"):
        target = jnp.asarray(matrix(), dtype=kind)

        def end(factors):
            return reduce(lambda product, factor: factor @ product, factors)

        @jax.jit
        def step(factors):
            gradients = jax.grad(lambda f: jnp.sum((end(f) - target) ** 2) / 2)(factors)
            return [f - RATE * g for f, g in zip(factors, gradients, strict=True)]

        factors = [SCALE * jnp.eye(3, dtype=kind) for _ in range(3)]
        steps, rows = [], []
        for k in range(STEPS + 1):
            # The three lines: at step k, before the update.
            steps.append(k)
            rows.append(jnp.linalg.svd(end(factors), compute_uv=False))
            factors = step(factors)
        return jnp.asarray(steps), rows


@pytest.mark.jax
def test_a_jax_loop_in_float64_agrees_to_the_step():
    found = overlay(*jax_run("float64"), **ASKED)
    assert found.arithmetic.name == "float64"
    assert [(time.measured, time.measured) for time in found.times] == CERTIFIED
    assert {time.verdict for time in (*found.times, found.onset)} == {"to the step"}
    assert {entry.verdict for entry in found.claims} == {"holds"}


@pytest.mark.jax
def test_a_jax_loop_in_float32_agrees_within_the_horizon():
    found = overlay(*jax_run("float32"), **ASKED)
    assert found.arithmetic.name == "float32"
    assert found.judged == STEPS
    assert found.contradictions == []
    for time, certified in zip(found.times, CERTIFIED, strict=True):
        assert time.verdict in {"to the step", "agrees"}
        assert time.within[0] <= certified[0] <= time.within[1]


def written(folder, rows, names):
    from tensorboard.compat.proto.event_pb2 import Event
    from tensorboard.compat.proto.summary_pb2 import Summary
    from tensorboard.summary.writer.event_file_writer import EventFileWriter

    writer = EventFileWriter(str(folder))
    for k, row in enumerate(rows):
        for name, value in zip(names, row, strict=True):
            summary = Summary(value=[Summary.Value(tag=name, simple_value=float(value))])
            writer.add_event(Event(step=k, summary=summary))
    writer.close()


@pytest.mark.tensorboard
def test_a_folder_of_tensorboard_is_a_run(loop, tmp_path, capsys):
    _, rows = loop([2.0, 1.0], depth=2, alpha=0.1, eta=0.1, steps=40)
    written(tmp_path, rows, ["singular_values/1", "singular_values/2"])
    options = ["--depth", "2", "--eta", "1/10", "--alpha", "1/10", "--spectrum", "2,1"]
    assert main(["overlay", str(tmp_path), *options]) == 0
    out = capsys.readouterr().out
    assert "float32 follows that far" in out
    assert out.split("\n")[1].split()[:3] == ["2", "19", "19"]
    assert main(["overlay", str(tmp_path), *options, "--convention", "float64"]) == 0
    assert "float64 follows that far" in capsys.readouterr().out


@pytest.mark.tensorboard
@pytest.mark.parametrize(("names", "words"), [(["loss", "rate"], "none"), (["a/1", "b/1"], "a, b")])
def test_a_folder_without_singular_values_is_refused(tmp_path, capsys, names, words):
    written(tmp_path, [[1.0, 2.0]], names)
    assert main(["overlay", str(tmp_path), "--depth", "2", "--eta", "1", "--alpha", "1"]) == 2
    error = capsys.readouterr().err
    assert (
        f"has no scalars singular_values/1, singular_values/2, ... (numbered ones: {words})"
        in error
    )
