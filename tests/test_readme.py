"""Every block of code in the README runs; `.ci/run` runs its two set-up commands."""

import doctest
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
ELSEWHERE = ("dmfcheck study",)
"""Minutes: tests of its own try it."""

COMMANDS = [
    (line, shown)
    for block in re.findall(r"^```console\n(.*?)^```", TEXT, flags=re.DOTALL | re.MULTILINE)
    for line, shown in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, flags=re.MULTILINE)
    if not line.startswith(ELSEWHERE)
]
"""Each with what it is shown to print, or with nothing."""
OWN = next(block for block in PYTHON if "Claim(" in block)


@pytest.fixture
def run(tmp_path):
    def run_text(text):
        path = tmp_path / "block.py"
        path.write_text(text)
        return runpy.run_path(str(path))

    return run_text


@pytest.mark.parametrize("number", range(len(PYTHON)))
def test_python(run, number):
    assert set(run(PYTHON[number])) - {"__builtins__"}


def test_the_own_claim_holds_where_it_is_examined(run):
    point = {"depth": 2, "eigenvalue": 1, "alpha": "1/10", "eta": "1/4", "steps": 5}
    own = run(OWN)["doubling"]
    assert own.examine(**point).name == "holds"
    # It has the hypotheses that its statement says.
    assert own.examine(**point | {"eta": "3/4"}).which == ("h <= 1/N",)
    assert own.examine(**point | {"alpha": 2}).which == ("alpha^N <= lambda",)


def test_the_commands_in_their_order(tmp_path, monkeypatch, capsys):
    """In one folder, since some read what others wrote; what takes long is cut to seconds."""
    assert len(COMMANDS) > 12
    monkeypatch.setattr(sharp_catalogue, "DEPTHS", range(2, 4))
    (tmp_path / "tests").symlink_to(ROOT / "tests")
    (tmp_path / "my_claims.py").write_text(OWN)
    monkeypatch.chdir(tmp_path)
    for line, shown in COMMANDS:
        capsys.readouterr()
        # That of the own claim finds nothing, however long it looks.
        short = re.sub(r"--seconds \d+", "--seconds 3", line) if "my_claims" in line else line
        command, *words = shlex.split(short)
        assert command == "dmfcheck"
        code = main(words)
        printed = capsys.readouterr()
        assert code in (0, 1, 3), f"{line}: exit code {code}, {printed.err}"
        if shown:
            flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
            assert doctest.OutputChecker().check_output(shown, printed.out, flags), printed.out
