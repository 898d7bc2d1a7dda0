"""Every block of code in the README runs; `.ci/run` runs its two set-up commands."""

import re
import runpy
import shlex
from pathlib import Path

import pytest

from dmfcheck.commands.main import main
from dmfcheck.theory import sharp_catalogue

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
PYTHON = re.findall(r"^```python\n(.*?)^```", TEXT, flags=re.DOTALL | re.MULTILINE)
ELSEWHERE = ("dmfcheck study", "dask ", "pip ", "pytest ")
"""Minutes of a study, a cluster, installations, runs of pytest: tests of their own try these."""

COMMANDS = [
    line
    for block in re.findall(r"^```console\n(.*?)^```", TEXT, flags=re.DOTALL | re.MULTILINE)
    for line in re.findall(r"^\$ (.*)$", block, flags=re.MULTILINE)
    if not line.startswith(ELSEWHERE) and "--scheduler" not in line
]
OWN = next(block for block in PYTHON if "Claim(" in block)


@pytest.fixture
def run(tmp_path):
    def run_text(text):
        path = tmp_path / "block.py"
        path.write_text(text.replace("seconds=60", "seconds=2"))
        return runpy.run_path(str(path))

    return run_text


@pytest.mark.parametrize("number", range(len(PYTHON)))
def test_python(run, number):
    assert set(run(PYTHON[number])) - {"__builtins__"}


def test_the_own_claim_holds_where_it_is_examined(run):
    point = {"depth": 2, "eigenvalue": 1, "alpha": "1/10", "eta": "1/4", "steps": 5}
    assert run(OWN)["doubling"].examine(**point).name == "holds"


def test_the_commands_in_their_order(tmp_path, monkeypatch, capsys):
    """In one folder, since some read what others wrote; what takes long is cut to seconds."""
    assert len(COMMANDS) > 12
    monkeypatch.setattr(sharp_catalogue, "DEPTHS", range(2, 4))
    (tmp_path / "tests").symlink_to(ROOT / "tests")
    (tmp_path / "my_claims.py").write_text(OWN)
    monkeypatch.chdir(tmp_path)
    for line in COMMANDS:
        command, *words = shlex.split(re.sub(r"--seconds \d+", "--seconds 3", line))
        assert command == "dmfcheck"
        if words[0] == "hunt" and "--seconds" not in words:
            words += ["--seconds", "3"]
        code = main(words)
        assert code in (0, 1, 3), f"{line}: exit code {code}, {capsys.readouterr().err}"
