"""Bars: what takes long is counted, on a terminal alone."""

import io
import shlex
import subprocess
import sys

import pytest

from dmfcheck.base.progress import counted, watched
from dmfcheck.commands import bars
from dmfcheck.commands.main import main
from dmfcheck.theory.sharp_catalogue import DEPTHS

LINES = {
    "derive --depth 2": "closed forms",
    "constants step.monotone": "constants",
    "predict --spectrum 3,2,1 --depth 2 --alpha 1/100 --eta 1/20": "recovery times",
    "predict --spectrum 3,1 --depth 2 --alpha 1/100 --beta 1/1000 --eta 1/40": "recovery times",
    "check --spectrum 2,1 --depth 2 --alpha 1/10 --eta 1/10": "claims",
    "prove order.preserved": "depths of ",
    "plot constants step.monotone -o constants.svg": "constants",
    "verify time.json time.json": "certificates",
    "denoise matrix.csv --depth 2": "recovery times",
    "denoise matrix.csv --depth 2 --truth matrix.csv": "thousands of steps",
}
CERTIFICATE = "hitting-time --depth 3 --h 1/3 --x0 1/9 --b 1/2 --certificate time.json"


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def told(monkeypatch):
    """(what, done, in all) of every count that a bar is told of."""
    found = []
    tell = bars._Bar.tell

    def recorded(self, *count):
        found.append(count)
        tell(self, *count)

    monkeypatch.setattr(bars._Bar, "tell", recorded)
    return found


@pytest.mark.parametrize("line", LINES)
def test_what_takes_long_is_counted_to_its_end(line, told, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(shlex.split(CERTIFICATE)) == 0
    (tmp_path / "matrix.csv").write_text("3,0,0\n0,1,0\n0,0,0.01\n")
    monkeypatch.setattr(sys, "stderr", Terminal())
    assert main(shlex.split(line)) in (0, 3)
    counts = [(done, total) for what, done, total in told if what.startswith(LINES[line])]
    assert counts[-1][0] == counts[-1][1] >= 1
    assert [done for done, total in counts if total == counts[-1][1]][-1] == counts[-1][1]
    if line.startswith("constants"):
        assert counts == [(done, len(DEPTHS)) for done in range(len(DEPTHS) + 1)]


class Unheard:
    """A server that ends at once."""

    def __init__(self, port):
        assert port == 0

    def new_address(self):
        return "nowhere"

    def run(self):
        pass


UNCOUNTED = {
    CERTIFICATE: "hitting time",
    "overlay run.csv --depth 2 --eta 1/10 --alpha 1/10": "overlay",
    "explore": "explore",
}
"""What is not counted shows the time that has passed."""


@pytest.mark.parametrize("line", UNCOUNTED)
def test_what_is_not_counted_has_a_bar_too(line, tmp_path, monkeypatch):
    begun = []
    real = bars._Bar.__init__

    def recorded(self, label, seconds):
        begun.append(label)
        real(self, label, seconds)

    monkeypatch.setattr(bars._Bar, "__init__", recorded)
    monkeypatch.setattr("dmfcheck.report.explore.serving.Explorer", Unheard)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "run.csv").write_text("step,w1,w2\n0,0.01,0.01\n1,0.014,0.012\n")
    monkeypatch.setattr(sys, "stderr", Terminal())
    main(shlex.split(line))
    assert begun == [UNCOUNTED[line]]


@pytest.mark.parametrize("line", [line for line in LINES if line.startswith(("con", "pre"))])
def test_nothing_is_told_without_a_terminal(line, told, monkeypatch):
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert main(shlex.split(line)) == 0
    assert (sys.stderr.getvalue(), told) == ("", [])


def test_a_pipe_sees_no_bar():
    code = (
        "import time\nfrom dmfcheck.commands.bars import bar, PATIENCE\n"
        "with bar('pipe') as progress:\n    time.sleep(PATIENCE + 0.3)\nprint(progress)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "None\n", "")


def test_a_count_within_a_count_is_a_part_of_it():
    found = []
    with watched(lambda *count: found.append(count)):
        for _ in counted("ab", "outer"):
            assert list(counted("xyz", "inner")) == ["x", "y", "z"]
        assert list(counted(iter("z"), "after", 1)) == ["z"]
    assert list(counted("ab", "unseen")) == ["a", "b"]
    outer = [("outer", done, 2) for done in range(3)]
    assert found == [*outer, ("after", 0, 1), ("after", 1, 1)]


def test_a_count_that_is_given_up_leaves_room_for_the_next():
    found = []
    with watched(lambda *count: found.append(count[0])):
        for _ in counted("ab", "first"):
            break
        list(counted("a", "second"))
    assert found == ["first", "second", "second"]


def test_no_length_is_refused():
    with watched(print), pytest.raises(TypeError, match="need a total"):
        list(counted(iter("ab"), "letters"))


def test_a_short_wait_draws_nothing(monkeypatch):
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with bars.bar("short") as progress:
        progress(1, 2)
    assert terminal.getvalue() == ""


def drawn_at(monkeypatch, seconds, *counts):
    """What a bar shows after ``counts``."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    shown = bars._Bar("proof", seconds)
    shown.start()
    for count in counts:
        shown.tell(*count)
    shown.stop()
    return terminal.getvalue()


def test_what_a_bar_says(monkeypatch):
    assert "50 % 2/4, " in drawn_at(monkeypatch, None, ("depths", 0, 4), ("depths", 2, 4))
    assert "0:00 so far" in drawn_at(monkeypatch, None)
    # After a count that is done the block goes on, within its limit.
    ended = drawn_at(monkeypatch, 90, ("depths", 0, 1), ("depths", 1, 1))
    assert "0:00 of at most 1:30" in ended.rpartition("proof")[2]
