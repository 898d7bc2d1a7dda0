import json
from pathlib import Path

import numpy as np
import pytest

from dmfcheck.commands.main import main
from dmfcheck.dynamics.floats.cut_short import complete
from dmfcheck.dynamics.instances.denoising import gaussian_instance


@pytest.fixture
def files(tmp_path, monkeypatch):
    """What = W* + E, 12 x 12 with W* of rank 2, and a rectangle with W* of rank 1."""
    monkeypatch.chdir(tmp_path)
    instance = gaussian_instance(12, [4.0, 3.0], seed=1)
    np.save("noisy.npy", np.diag(instance.spectrum))
    np.save("truth.npy", instance.truth)
    generator = np.random.default_rng(0)
    wide = np.outer(generator.standard_normal(5), generator.standard_normal(8))
    np.savetxt("wide_truth.csv", wide, delimiter=",")
    noise = 0.1 * generator.standard_normal((5, 8))
    np.savetxt("wide.csv", wide + noise, delimiter=",")
    return instance


def run(capsys, line):
    code = main(["denoise", *line.split()])
    out, err = capsys.readouterr()
    assert err == ""
    return code, out


@pytest.mark.parametrize("depth", [2, 3, 4])
def test_a_noisy_matrix_is_stopped_at_the_rank_of_the_truth(files, capsys, depth):
    code, out = run(capsys, f"noisy.npy --depth {depth} --truth truth.npy --json")
    found = json.loads(out)
    assert code == 0
    assert found["chosen"] == found["oracle"] == found["rank_above_noise"] == 2
    ranks = [entry["rank"] for entry in found["plateaus"]]
    assert ranks == sorted(ranks)
    (best,) = [entry for entry in found["plateaus"] if entry["rank"] == 2]
    assert best["start"] <= best["step"] <= best["stop"]
    errors = found["errors"]
    assert errors["best_step"]["error"] <= best["error"]
    assert best["error"] < errors["converged"] < errors["noisy"]
    assert errors["noisy"] == pytest.approx(files.noise)
    kept = np.where(np.arange(12) < 2, files.spectrum, 0)
    assert best["threshold_error"] == pytest.approx(np.linalg.norm(np.diag(kept) - files.truth))
    assert errors["shrinkage"] < errors["converged"]


@pytest.mark.usefixtures("files")
def test_the_estimate_is_that_of_a_real_descent(capsys, tmp_path):
    """Full matrices, no bases, no recursion."""
    from fractions import Fraction

    from dmfcheck.dynamics.floats.matrix import descend, identical_start

    line = "noisy.npy --depth 3 --alpha 1/20 --eta 1/100 -o out.npy --json"
    found = json.loads(run(capsys, line)[1])
    (entry,) = [entry for entry in found["plateaus"] if entry["rank"] == found["chosen"]]
    target = np.load("noisy.npy")
    real = complete(descend(target, identical_start(Fraction(1, 20), 12, 3), 0.01, entry["step"]))
    assert np.load("out.npy") == pytest.approx(real.end_to_end[-1], abs=1e-10)
    assert entry["effective_rank"] == pytest.approx(real.effective_rank[-1], rel=1e-9)
    assert sorted(path.name for path in tmp_path.glob("out*")) == ["out.npy"]


@pytest.mark.usefixtures("files")
def test_a_rectangle_is_descended_on_from_the_aligned_start(capsys):
    from dmfcheck.dynamics.floats.matrix import descend

    code, out = run(capsys, "wide.csv --depth 3 --truth wide_truth.csv -o out.csv --json")
    found = json.loads(out)
    assert (code, found["start"], found["chosen"], found["oracle"]) == (0, "aligned", 1, 1)
    noisy = np.loadtxt("wide.csv", delimiter=",")
    U, _, Vt = np.linalg.svd(noisy, full_matrices=False)
    numerator, denominator = map(int, found["alpha"].split("/"))
    alpha = numerator / denominator
    start = [alpha * Vt, alpha * np.eye(5), alpha * U]
    step = found["plateaus"][0]["step"]
    numerator, denominator = map(int, found["eta"].split("/"))
    real = complete(descend(noisy, start, numerator / denominator, step))
    written = np.loadtxt("out.csv", delimiter=",")
    assert written == pytest.approx(real.end_to_end[-1], abs=1e-10)


@pytest.mark.usefixtures("files")
def test_an_aligned_start_keeps_negative_eigenvalues(capsys):
    np.save("both.npy", np.diag([5.0, -4.0, 0.01]))
    identical = json.loads(run(capsys, "both.npy --depth 3 --json")[1])
    aligned = json.loads(run(capsys, "both.npy --depth 3 --aligned --json")[1])
    assert max(entry["rank"] for entry in identical["plateaus"]) == 2
    assert {1, 2} <= {entry["rank"] for entry in aligned["plateaus"]}
    assert aligned["plateaus"][1]["effective_rank"] == pytest.approx(1.8, abs=0.1)


@pytest.mark.usefixtures("files")
def test_the_table(capsys):
    out = run(capsys, "noisy.npy --depth 3 --truth truth.npy")[1]
    (line,) = [line for line in out.splitlines() if line.startswith("2  ")]
    assert line.endswith("chosen best")
    assert "error of the optimal shrinker: " in out
    out = run(capsys, "noisy.npy --depth 3")[1]
    assert "error" not in out
    assert "2 values stand above noise of standard deviation 0." in out


def test_a_known_noise_level_decides(files, capsys):
    low, high = (
        json.loads(run(capsys, f"noisy.npy --depth 3 --sigma {sigma} --json")[1])
        for sigma in ("1/100", "1/2")
    )
    assert (low["sigma"], high["sigma"]) == (0.01, 0.5)
    edge = 2 * 12**0.5 * 0.5
    assert high["rank_above_noise"] == (files.spectrum > edge).sum()
    assert low["rank_above_noise"] == (files.spectrum > edge / 50).sum() > 2
    assert low["chosen"] > high["chosen"]


@pytest.mark.usefixtures("files")
def test_no_plateau_is_undecided(capsys):
    code, out = run(capsys, "noisy.npy --depth 2 --alpha 2 --eta 1/100")
    assert code == 3
    assert "no plateau is certified" in out


@pytest.mark.usefixtures("files")
def test_a_photograph_that_is_not_symmetric_is_sent_to_aligned(capsys):
    generator = np.random.default_rng(2)
    photograph = np.outer(generator.random(9), generator.random(9))
    np.savetxt("square.csv", photograph + 0.01 * generator.standard_normal((9, 9)), delimiter=",")
    assert main(["denoise", "square.csv", "--depth", "3"]) == 2
    assert "or any other with --aligned" in capsys.readouterr().err
    found = json.loads(run(capsys, "square.csv --depth 3 --aligned --json")[1])
    assert (found["start"], found["chosen"]) == ("aligned", 1)


@pytest.mark.parametrize("scale", [1e300, 1e-300])
@pytest.mark.parametrize("depth", [2, 3, 50])
@pytest.mark.usefixtures("files")
def test_matrices_near_the_ends_of_float64(capsys, scale, depth):
    """1e300 I and a diagonal of 1e-300, with truth and estimate: as at scale 1."""
    for name, diagonal in (("ties", [1.0, 1.0, 1.0]), ("steps", [4.0, 1.0, 0.01])):
        np.save("unit.npy", np.diag(diagonal))
        np.save("scaled.npy", np.diag(diagonal) * scale)
        line = f"--depth {depth} -o out.npy --json"
        unit = json.loads(run(capsys, f"unit.npy --truth unit.npy {line}")[1])
        estimate = np.load("out.npy")
        code, out = run(capsys, f"scaled.npy --truth scaled.npy {line}")
        found = json.loads(out)
        assert code == 0
        assert found["chosen"] == unit["chosen"]
        assert [p["rank"] for p in found["plateaus"]] == [p["rank"] for p in unit["plateaus"]]
        ranks = [p["effective_rank"] for p in unit["plateaus"]]
        assert [p["effective_rank"] for p in found["plateaus"]] == pytest.approx(ranks, rel=1e-2)
        assert found["sigma"] == pytest.approx(scale * unit["sigma"])
        assert np.load("out.npy") / scale == pytest.approx(estimate, rel=1e-2, abs=1e-2), name
        assert run(capsys, f"scaled.npy --depth {depth}")[0] == 0


@pytest.mark.parametrize("sigma", ["1e-400", "1e400"])
@pytest.mark.usefixtures("files")
def test_a_noise_level_that_float64_cannot_hold(capsys, sigma):
    assert main(["denoise", "noisy.npy", "--depth", "3", "--sigma", sigma]) == 2
    assert "--sigma is about 1.0e" in capsys.readouterr().err


@pytest.mark.usefixtures("files")
def test_a_start_of_many_digits_is_shown_in_few(capsys):
    np.save("scaled.npy", np.diag([4e300, 1e300, 1e298]))
    code, out = run(capsys, "scaled.npy --depth 2")
    assert code == 0
    first = out.splitlines()[0]
    assert first.startswith("identical start, alpha about ")
    assert "step size about " in first
    assert len(first) < 80


@pytest.mark.parametrize("place", ["noisy.npy", "./noisy.npy", "link.npy"])
@pytest.mark.usefixtures("files")
def test_the_estimate_never_replaces_the_matrix(capsys, place):
    Path("link.npy").symlink_to("noisy.npy")
    before = Path("noisy.npy").read_bytes()
    assert main(["denoise", "noisy.npy", "--depth", "3", "-o", place]) == 2
    line = f"dmfcheck: --output {place} is the file that is read; accepted: another file\n"
    assert capsys.readouterr().err == line
    assert Path("noisy.npy").read_bytes() == before
