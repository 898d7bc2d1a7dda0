"""Every block of code in the tutorials and the how-to pages runs, in order, as it is shown."""

import doctest
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from dmfcheck.commands.main import main

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    path for folder in ("tutorials", "howto") for path in (ROOT / "notes" / folder).glob("*.md")
)
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
FILE = re.compile(r"`(\w+\.py)`:$")
"""What stands before a block that is a file, or, with the word add, what comes to one."""

ELSEWHERE = ("python3 -m venv", "pip ", "docker ", "dask ", "export ", "chmod ")
"""Installations, containers and clusters: blocks of `sh` have nothing else, and tests of their
own try these. `text` is what is not compared, a `dockerfile` a file of another program."""

SHOWN = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


class Page:
    """Runs the blocks of a page in a folder of their own, with one namespace for its Python."""

    def __init__(self, folder, capsys):
        self.folder = folder
        self.capsys = capsys
        self.names = {"__name__": "page"}

    def run(self, before, language, text):
        """``before`` is the line before the block."""
        if named := FILE.search(before):
            mode = "a" if "add" in before.lower().split() else "w"
            with (self.folder / named[1]).open(mode, encoding="utf-8") as file:
                file.write(text)
            sys.modules.pop(named[1].removesuffix(".py"), None)
        elif language == "python":
            self.python(text)
        elif language == "console":
            for command, shown in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", text, re.MULTILINE):
                self.command(command, shown)
        elif language == "sh":
            lines = text.splitlines()
            assert all(line.startswith(ELSEWHERE) or "--scheduler" in line for line in lines), text
        else:
            assert language in ("text", "dockerfile"), f"no block is of {language!r}"

    def python(self, text):
        if ">>>" not in text:
            exec(text, self.names)  # noqa: S102 - a block of a page of our own
            return
        example = doctest.DocTestParser().get_doctest(text, self.names, "block", None, 0)
        report = []
        runner = doctest.DocTestRunner(optionflags=SHOWN)
        runner.run(example, out=report.append, clear_globs=False)
        self.names.update(example.globs)
        assert not runner.failures, "".join(report)

    def command(self, command, shown):
        program, *words = shlex.split(command)
        if program == "dmfcheck":
            self.capsys.readouterr()
            code = main(words)
            printed = self.capsys.readouterr()
            # What takes long says so on the other stream.
            found, said, faults = printed.out, printed.err, code not in (0, 1, 3)
        else:
            assert program in ("pytest", "python"), command
            run = [sys.executable, *(["-m", "pytest"] if program == "pytest" else []), *words]
            done = subprocess.run(run, capture_output=True, text=True)
            found, said, faults = done.stdout, done.stderr, done.returncode not in (0, 1)
        assert not faults, f"{command}\n{found}{said}"
        same = doctest.OutputChecker().check_output(shown or "...", found or "\n", SHOWN)
        assert same, f"$ {command}\n{found}\ninstead of\n{shown}"


@pytest.fixture
def page(tmp_path, monkeypatch, capsys):
    (tmp_path / "tests").symlink_to(ROOT / "tests")
    (tmp_path / "properties").symlink_to(ROOT / "properties")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("PYTEST_ADDOPTS", raising=False)
    yield Page(tmp_path, capsys)
    for name in [path.stem for path in tmp_path.glob("*.py")]:
        sys.modules.pop(name, None)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_the_blocks_of_a_page_in_their_order(page, path):
    text = path.read_text(encoding="utf-8")
    found = list(FENCE.finditer(text))
    assert found
    for block in found:
        before = text[: block.start()].rstrip().rsplit("\n\n", 1)[-1].replace("\n", " ")
        page.run(before, block[1], block[2])


def test_what_is_shown_otherwise_fails(page):
    page.run("", "python", ">>> 1 + 1\n2\n")
    with pytest.raises(AssertionError, match="Expected:"):
        page.run("", "python", ">>> 1 + 1\n3\n")
    page.run("", "console", "$ dmfcheck hitting-time --depth 2 --h 1/8 --x0 1/10 --b 1/2\nK = 15\n")
    with pytest.raises(AssertionError, match="instead of"):
        page.run("", "console", "$ dmfcheck derive --depth 3\nnothing\n")
    with pytest.raises(AssertionError, match="NONE"):
        page.run("", "console", "$ dmfcheck claims NONE\n...\n")
    with pytest.raises(AssertionError, match="is of"):
        page.run("", "yaml", "a: b\n")


def test_a_block_may_be_a_file_or_come_to_one(page):
    page.run("In `own.py`:", "python", "x = 1\n")
    page.run("Add to `own.py`:", "python", "y = x + 1\n")
    page.run("", "python", ">>> from own import y\n>>> y\n2\n")
