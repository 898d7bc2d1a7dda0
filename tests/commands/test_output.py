"""Tables fit into a line: whatever they say is said, in further lines where it has to be."""

import io
import os
import random
from itertools import pairwise

import pytest

from dmfcheck.commands import output
from dmfcheck.commands.main import main

WORDS = ["step", "holds", "0.33333333", "certified", "a", "effective", "10,001", "rank"]


def columns_of(text, headings):
    """The words of every column of a printed table, by where its heading begins."""
    lines = text.splitlines()
    begin = [lines[0].index(heading) for heading in headings] + [None]
    return [
        " ".join(line[a:b].strip() for line in lines if line[a:b].strip())
        for a, b in pairwise(begin)
    ]


@pytest.mark.parametrize("seed", range(20))
def test_every_word_is_there_in_its_column_and_no_line_is_too_long(capsys, seed):
    draw = random.Random(seed)
    headings = ["alpha", "beta", "gamma", "delta"]
    rows = [[" ".join(draw.choices(WORDS, k=draw.randint(1, 9))) for _ in "1234"] for _ in "123"]
    output.print_table(headings, rows)
    said = capsys.readouterr().out
    assert max(map(len, said.splitlines())) <= output.WITHOUT_TERMINAL
    wanted = [
        " ".join([name, *cells])
        for name, cells in zip(headings, zip(*rows, strict=True), strict=True)
    ]
    assert columns_of(said, headings) == wanted


def test_a_word_that_is_too_long_stays_whole(capsys):
    output.print_table(["path", "why"], [["/" + "x" * 90, "it is broken"]])
    lines = capsys.readouterr().out.splitlines()
    assert "/" + "x" * 90 in lines[1]
    assert "broken" in lines[1] + lines[2]


def test_headings_give_way_before_numbers(capsys):
    output.print_table(["one long heading of a column"] * 3, [["1.2345678901 chosen"] * 3])
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 80
    assert lines[-1].count("1.2345678901 chosen") == 3


def test_a_terminal_has_its_own_width(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    monkeypatch.setattr(output.shutil, "get_terminal_size", lambda: os.terminal_size((30, 24)))
    assert output.line_width() == 80
    monkeypatch.setattr(output.sys, "stdout", Terminal())
    assert output.line_width() == 30
    output.print_table(["a"], [["one two three four five six seven"]], {"a": "meaning " * 9})
    said = output.sys.stdout.getvalue()
    assert max(map(len, said.splitlines())) <= 30


@pytest.mark.parametrize(
    "line",
    [
        "claims",
        "predict --spectrum 3,2,1,-1 --depth 3 --alpha 1/100 --eta 1/100",
        "check --spectrum 2,1,-1 --depth 2 --alpha 1/10 --eta 1/10",
        "constants step.quoted",
        "claims time.corrected",
        "doctor",
    ],
)
def test_a_command_keeps_within_80_columns(capsys, line):
    assert main(line.split()) == 0
    said = capsys.readouterr().out.splitlines()
    long = [text for text in said if len(text) > 80 and len(text.split()) > 1]
    assert not long
