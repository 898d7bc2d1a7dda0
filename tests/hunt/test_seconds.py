"""--seconds ends a hunt, and a file of claims under pytest, also within a single decision."""

import json
import os
import subprocess
import sys
import time

import pytest

from dmfcheck.commands.main import main

SLOW = """
import time
from dmfcheck.claims.claim import Claim
from dmfcheck.theory.vocabulary import ALPHA, DEPTH, ETA, POSITIVE_EIGENVALUE, STEPS

VARIABLES = (DEPTH, POSITIVE_EIGENVALUE, ALPHA, ETA, STEPS)


def own(name, margin):
    return Claim(
        id=name, statement="mine", source="derived", kind="inequality", expected="open",
        variables=VARIABLES, margin=margin, exact=True,
    )


def heavy_ball(p):
    before = d = p.alpha
    for _ in range(p.steps):
        step = p.eta * d ** (p.depth - 1) * (p.eigenvalue - d**p.depth)
        before, d = d, d + step + (d - before) / 4
    return d


def sleepy(a, p, c):
    time.sleep(0.05)
    return p.alpha


decided = []


def late_violation(a, p, c):
    # Found at once, and slow to simplify.
    if type(a).__name__ != "FloatBatch":
        decided.append(p)
        time.sleep(1 if len(decided) > 8 else 0)
    return -p.alpha - p.eta / 7


def endless_violation(a, p, c):
    # float64 sees a violation at once; whoever decides it waits for ever.
    while type(a).__name__ != "FloatBatch":
        pass
    return -p.alpha


def endless(a, p, c):
    while True:
        pass


CLAIMS = (
    own("my.heavy_ball", lambda a, p, c: 1 + 1 / heavy_ball(p) ** 2),
    own("my.negative", lambda a, p, c: -1 - heavy_ball(p) ** 2),
    own("my.sleepy", sleepy),
    own("my.late_violation", late_violation),
    own("my.endless", endless),
    own("my.endless_violation", endless_violation),
)
"""

OVER = 10.0
"""Seconds that a machine with much else to do may need for the rest: imports most of all."""


@pytest.fixture
def slow_file(tmp_path, monkeypatch):
    (tmp_path / "slow.py").write_text(SLOW)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("slow_file")
@pytest.mark.parametrize(
    ("name", "code"),
    [("sleepy", 3), ("endless", 3), ("endless_violation", 3), ("heavy_ball", 3), ("negative", 1)],
)
def test_a_hunt_ends_in_time(name, code, capsys):
    begun = time.monotonic()
    assert main(["hunt", f"slow.py::my.{name}", "--seconds", "1", "-o", "found", "--json"]) == code
    assert time.monotonic() - begun < 1 + OVER
    summary = json.loads(capsys.readouterr().out)
    assert summary["verdict"] == {3: "undecided", 1: "refuted"}[code]


@pytest.mark.usefixtures("slow_file")
def test_what_is_found_late_is_simplified_as_far_as_the_time_goes(capsys):
    begun = time.monotonic()
    command = ["hunt", "slow.py::my.late_violation", "-o", "found", "--json"]
    assert main([*command, "--seconds", "4"]) == 1
    assert time.monotonic() - begun < 4 + OVER
    summary = json.loads(capsys.readouterr().out)
    assert "--resume goes on" in summary["resolution"]
    assert main(["verify", "--claims", "slow.py", summary["certificate"]]) == 0


def test_workers_end_with_the_time(slow_file):
    from dmfcheck.hunt.directory import HuntDirectory
    from dmfcheck.hunt.executors import LocalPool
    from dmfcheck.hunt.hunt import Budget, hunt
    from dmfcheck.hunt.subject import read_subject

    pool = LocalPool(2)
    begun = time.monotonic()
    directory = HuntDirectory(slow_file / "found", "-o")
    with directory.locked(create=True):
        subject = read_subject("slow.py::my.endless")
        summary = hunt(subject, 0, directory, pool, Budget(3.0, None))
    assert time.monotonic() - begun < 3 + OVER
    assert summary["shards"] == 0
    assert not pool.pids()


def test_a_file_of_claims_takes_its_seconds_for_each(slow_file):
    (slow_file / "few.py").write_text(
        SLOW + "\nfrom dmfcheck.testing import collect\ncollect.SECONDS['quick'] = 4\n"
        "CLAIMS = tuple(c for c in CLAIMS if 'violation' not in c.id and 'sleepy' not in c.id)\n"
    )
    begun = time.monotonic()
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "few.py"],
        cwd=slow_file,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTEST_ADDOPTS": "-n 0"},
    )
    assert time.monotonic() - begun < 3 * (4 + OVER) + 5
    assert "my.negative fails with certainty" in ran.stdout
    assert "my.endless was not checked" in ran.stdout
    assert "2 failed, 1 passed" in ran.stdout


def test_the_seconds_of_a_hunt_count_from_where_it_began():
    from dmfcheck.hunt.hunt import Budget

    now = time.monotonic()
    assert 5.9 < Budget(10.0, None, begun=now - 4).left <= 6
    # A hunt of a second or two is one, however long it takes to load what it needs.
    assert Budget(10.0, None, begun=now - 9).left == 5
    assert Budget(10.0, None).left == 10
    assert Budget(None, 3, begun=now).left is None


@pytest.mark.usefixtures("slow_file")
def test_a_first_look_takes_a_part_of_the_time():
    from dmfcheck.hunt.first_look import SHARE, first_look
    from dmfcheck.hunt.subject import read_subject

    begun = time.monotonic()
    first_look(read_subject("slow.py::my.endless").claim(), 2.0)
    assert time.monotonic() - begun < 2 * SHARE + 1
