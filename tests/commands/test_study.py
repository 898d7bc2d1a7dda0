import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from dmfcheck.commands.main import main
from dmfcheck.problems.studies import study as studies
from dmfcheck.problems.studies.study import study_named

NOTES = Path(__file__).parents[2] / "notes"


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


def floats_in(value):
    if isinstance(value, dict | list):
        entries = value.values() if isinstance(value, dict) else value
        return [number for entry in entries for number in floats_in(entry)]
    return [value] if isinstance(value, float) else []


@pytest.mark.parametrize("name", studies.MODULES)
def test_a_published_study_holds_no_digit_that_another_processor_would_change(name):
    found = json.loads((NOTES / "studies" / f"{name}.json").read_text())
    numbers = floats_in([found["rows"], found["rates"]])
    assert len(numbers) > 100
    assert numbers == [float(f"{number:.6g}") for number in numbers]
    assert (found["study"], found["seed"]) == (name, 0)


def test_other_vector_instructions_give_the_same_study(tmp_path):
    """As far as one processor can act as another: OpenBLAS and numba without its newer half."""
    script = "import sys; from dmfcheck.commands.main import main; sys.exit(main())"
    command = [sys.executable, "-c", script, "study", "gaussian", "--runs", "2", "--json"]
    older = {"OPENBLAS_CORETYPE": "Prescott", "NUMBA_CPU_NAME": "generic"}
    older["NUMBA_CACHE_DIR"] = str(tmp_path)
    outputs = [
        subprocess.run(
            [*command, "--workers", "1"], env=os.environ | extra, capture_output=True, check=True
        ).stdout
        for extra in ({}, older)
    ]
    assert outputs[0] == outputs[1]
    assert len(floats_in(json.loads(outputs[0])["rows"])) > 50
