"""The manual page: every command with all that it takes, and the exit codes."""

import re
from pathlib import Path

import pytest
import typer

from dmfcheck.commands.main import app, main
from dmfcheck.commands.man_page import EXIT_CODES, man_page

NOTES = Path(__file__).parents[2] / "notes" / "command-line.md"


def commands(group, before=()):
    for name, command in group.commands.items():
        yield [*before, name]
        if hasattr(command, "commands"):
            yield from commands(command, [*before, name])


ALL = list(commands(typer.main.get_command(app)))


def section(name):
    """The part of the page about a command, without what roff reads."""
    head = f".SS dmfcheck {name}\n".replace("-", "\\-")
    page = man_page()
    assert page.count(head) == 1
    text = re.split(r"^\.S[SH] ", page.partition(head)[2], flags=re.MULTILINE)[0]
    return text.replace("\\-", "-")


@pytest.mark.parametrize("command", ALL, ids=" ".join)
def test_it_has_what_the_help_has(command, capsys):
    assert main([*command, "--help"]) == 0
    said = capsys.readouterr().out
    text = section(" ".join(command))
    lines = re.findall(r"^  (-[^ ].*?)(?:  |$)", said, flags=re.MULTILINE)
    options = {name for line in lines for name in re.findall(r"(?<!\w)--?\w[\w-]*", line)}
    assert set(re.findall(r"(?<=\\fB)-[\w-]+", text)) == options - {"-h", "--help"}
    assert text.split("\n")[0]


def test_there_are_the_exit_codes():
    page = man_page()
    table = NOTES.read_text(encoding="utf-8")
    for code, meaning in EXIT_CODES.items():
        assert f".TP\n.B {code}\n{meaning}\n" in page
        assert f"| {code} | " in table
    assert len(re.findall(r"^\| \d+ \| ", table, flags=re.MULTILINE)) == len(EXIT_CODES)
