import json
from dataclasses import replace

import pytest

from dmfcheck.cli import main
from dmfcheck.studies import study as studies
from dmfcheck.studies.study import study_named


@pytest.fixture
def small(monkeypatch):
    """The gaussian study, cut down to one ensemble at one depth."""
    original = study_named("gaussian")

    def few(runs, seed):
        tasks = original.tasks(runs, seed)
        return [task for task in tasks if (task["signal"], task["depth"]) == ("strong", 3)]

    cut = replace(original, tasks=few)
    monkeypatch.setattr(studies, "study_named", lambda name: cut)


@pytest.mark.usefixtures("small")
def test_a_study_prints_and_writes_its_table(capsys, tmp_path):
    destination = tmp_path / "study.json"
    line = ["study", "gaussian", "--seed", "5", "--runs", "3", "-o", str(destination)]
    assert main([*line, "--workers", "2", "--json"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    found = json.loads(out)
    assert json.loads(destination.read_text()) == found
    assert list(tmp_path.iterdir()) == [destination]
    assert (found["study"], found["seed"], found["runs"]) == ("gaussian", 5, 3)
    (row,) = found["rows"]
    assert list(row) == found["columns"]
    (rate,) = found["rates"]
    assert (rate["claim"], rate["runs"], rate["seed"]) == ("stopping.gaussian", 3, 5)
    assert rate["low"] <= rate["rate"] <= rate["high"]
    assert 0.3 < row["best step"]["mean"] <= row["best plateau"]["mean"]
    assert row["threshold at rank"]["mean"] < row["converged"]["mean"]

    assert main([*line[:6], "--workers", "1"]) == 0
    out = capsys.readouterr().out
    assert "seed 5, 3 runs" in out
    assert f"{row['converged']['mean']:.3g}" in out
    assert "stopping.gaussian: rate " in out
