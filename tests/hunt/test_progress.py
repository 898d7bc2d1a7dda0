"""The line of progress: what this run did in its own time, and how much time is left."""

from types import SimpleNamespace

import pytest

from dmfcheck.hunt import progress
from dmfcheck.hunt.progress import LOG_EVERY, Progress


@pytest.fixture
def clock(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(progress, "time", SimpleNamespace(monotonic=lambda: now[0]))
    return now


def search(evaluations, worst=None):
    claim = SimpleNamespace(id="my.claim")
    return SimpleNamespace(claim=claim, evaluations=evaluations, worst_margin=worst)


def test_a_log_has_a_line_every_half_minute_with_the_speed_of_this_run(clock, capsys):
    with Progress(90.0) as shown:
        shown.show(search(1000))
        clock[0] += LOG_EVERY - 1
        shown.show(search(5000))
        assert capsys.readouterr().err == ""
        clock[0] += 1
        shown.show(search(7000, -0.12345))
        text = "7000 evaluations, 200/s, tightest margin -0.123, 60 s left\n"
        assert capsys.readouterr().err == f"hunting my.claim: {text}"
        clock[0] += LOG_EVERY - 1
        shown.show(search(8000))
        assert capsys.readouterr().err == ""
        clock[0] += 71
        shown.show(search(14000))
        assert "100/s, tightest margin none, 0 s left" in capsys.readouterr().err


def test_without_a_limit_no_time_is_left(clock):
    shown = Progress(None)
    assert shown.line(search(50, 2), clock[0] + 10) == (
        "hunting my.claim: 50 evaluations, 5/s, tightest margin 2"
    )
