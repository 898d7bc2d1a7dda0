"""Files of claims: what they may do while they are loaded, and what is said of those that fail."""

import os
import subprocess
import sys

import pytest

from dmfcheck.commands.main import main
from dmfcheck.hunt import subject

MINE = """
from dataclasses import replace
from dmfcheck import claim

mine = replace(claim("order.depth"), id="my.width")
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "other").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


BAD = {
    "import sys; sys.exit(3)": "ends the process (SystemExit: 3) (line 1)",
    "exit()": "ends the process (SystemExit: None)",
    "\nwhile True: pass": "is still running after 1 s",
    "while True:\n  try:\n    1/0\n  except Exception: pass": "is still running after 1 s",
    "\n1/0": "raises ZeroDivisionError: division by zero (line 2)",
    "import no_such_neighbour": "raises ModuleNotFoundError",
    "CLAIMS = 1": "has CLAIMS of type int; accepted: a tuple of claims",
    MINE + "CLAIMS = [mine, 'mine']": "has CLAIMS with entry 2 of type str",
    MINE + "other = replace(mine, kind='identity')": "defines two claims 'my.width'",
    MINE + "other = replace(mine, kind='lemma')": "raises BadInput: kind of claim 'my.width'",
    "def broken(:": "raises SyntaxError",
}


@pytest.mark.parametrize("text", BAD)
def test_a_file_that_fails_is_bad_input(folder, monkeypatch, capsys, text):
    monkeypatch.setattr(subject, "LOADING", 1)
    (folder / "mine.py").write_text(text)
    path = list(sys.path)
    assert main(["hunt", "mine.py::my.width", "-o", "found"]) == 2
    said = capsys.readouterr().err
    assert f"mine.py {BAD[text]}" in said
    assert said.count("\n") == 1
    assert sys.path == path
    assert not (folder / "found").exists()
    if "while" in text:  # verify loads the file in a process of its own, with the limit of users
        return
    (folder / "c.json").write_text("{}")
    assert main(["verify", "--claims", "mine.py", "c.json"]) == 2
    assert BAD[text] in capsys.readouterr().err


def test_a_file_may_import_its_neighbours_in_every_process(folder):
    (folder / "other" / "beside_it.py").write_text("NAME = 'my.width'")
    text = "from beside_it import NAME\n" + MINE.replace('"my.width"', "NAME")
    (folder / "other" / "mine.py").write_text(text)
    # The folder of nobody else: -P keeps the working directory off the path.
    command = [
        sys.executable,
        "-P",
        "-c",
        "import sys; from dmfcheck.commands.main import main; main()",
    ]
    limits = ["--evaluations", "1000", "--workers", "2", "-o", "found"]
    hunted = subprocess.run(
        [*command, "hunt", "other/mine.py::my.width", *limits],
        capture_output=True,
        text=True,
        check=False,
    )
    assert hunted.stdout.startswith("stage")
    assert "undecided: no counterexample in" in hunted.stdout
    tested = subprocess.run(
        [sys.executable, "-P", "-m", "pytest", "--import-mode=importlib", "other/mine.py"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTEST_ADDOPTS": ""},
    )
    assert "1 passed" in tested.stdout


@pytest.mark.parametrize("text", ["import sys; sys.exit(3)", "def broken(:"])
def test_pytest_names_a_file_of_claims_that_fails(folder, text):
    (folder / "mine.py").write_text("# dmfcheck\n" + text)
    (folder / "good.py").write_text(MINE)
    tested = subprocess.run(
        [sys.executable, "-m", "pytest", "--continue-on-collection-errors", "mine.py", "good.py"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTEST_ADDOPTS": ""},
    )
    assert "1 passed, 1 error" in tested.stdout
    assert ("ends the process (SystemExit: 3)" in tested.stdout) == ("exit" in text)
    assert ("SyntaxError" in tested.stdout) == ("broken" in text)
