"""``dmfcheck doctor``: every check is there, is quick, and sees what is broken."""

import json
import shutil
import time
from fractions import Fraction
from importlib import metadata

import pytest

from dmfcheck.commands.main import main
from dmfcheck.report import installation
from dmfcheck.report.installation import Check

NAMES = ["python", "dmfcheck", "dependencies", "coq", "compiled loops", "compiled theorems"]
NAMES += ["enclosed constants", "derived forms", "kill matrices"]


def found():
    return {check.name: check for check in installation.installation()}


def test_the_json_contract(capsys):
    begun = time.process_time()
    assert main(["doctor", "--json"]) == 0
    assert time.process_time() - begun < 10
    told = json.loads(capsys.readouterr().out)
    assert list(told) == ["checks"]
    assert all(set(entry) == {"name", "ok", "detail"} for entry in told["checks"])
    names = [entry["name"] for entry in told["checks"]]
    assert [name for name in names if not name.startswith("extra")] == [*NAMES, "self-test"]
    assert {"extra cluster", "extra figures", "extra studies"} <= set(names)
    assert all(entry["ok"] is True for entry in told["checks"])


def test_a_line_for_each_check(capsys):
    assert main(["doctor"]) == 0
    said = capsys.readouterr().out
    lines = said.splitlines()
    assert all(line.startswith(("ok  ", "  ")) for line in lines)
    assert lines[-1] == "ok  self-test: hitting time, counterexample, compiled descent"
    assert f"numpy {metadata.version('numpy')}" in " ".join(said.split())


def test_a_release_that_is_too_old_is_broken(monkeypatch, capsys):
    real = installation._version
    monkeypatch.setattr(
        installation, "_version", lambda name: "1.26.4" if name == "numpy" else real(name)
    )
    assert main(["doctor"]) == 70
    assert "BROKEN  dependencies: " in capsys.readouterr().out
    check = found()["dependencies"]
    assert not check.ok
    assert "numpy 1.26.4 is older than 2.0" in check.detail


def test_what_is_not_installed(monkeypatch):
    real = installation._version
    lacking = {"scipy", "matplotlib"}
    monkeypatch.setattr(
        installation, "_version", lambda name: None if name in lacking else real(name)
    )
    checks = found()
    assert not checks["dependencies"].ok
    assert "scipy is not installed" in checks["dependencies"].detail
    figures = checks["extra figures"]
    assert figures == Check(
        "extra figures",
        True,
        "not installed (matplotlib); for `dmfcheck plot`: pip install 'dmfcheck[figures]'",
    )


def test_without_coq(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    check = found()["coq"]
    assert (check.ok, check.detail) == (
        True,
        "not installed; for `dmfcheck prove ID --kernel`: apt-get install coq",
    )


def test_a_wrong_hitting_time_is_seen(monkeypatch):
    from dmfcheck.dynamics.balls import hitting_time as balls

    real = balls.hitting_time
    monkeypatch.setattr(balls, "hitting_time", lambda n, h, x, b: real(n, h, x, Fraction(3, 4)))
    check = found()["self-test"]
    assert not check.ok
    assert check.detail.startswith("ArithmeticError: the hitting time ")


def test_a_wrong_descent_is_seen(monkeypatch):
    from dmfcheck.dynamics import known

    real = known.end_to_end_orbit
    monkeypatch.setattr(known, "end_to_end_orbit", lambda *given: real(*given) + 1e-9)
    assert "the float64 orbit is 1e-09 off" in found()["self-test"].detail


def test_a_replay_that_disagrees_is_seen(monkeypatch):
    from dmfcheck.replay import verify

    replay = verify.Replay("", "rejected", "broken")
    monkeypatch.setattr(verify, "verify_content", lambda content: replay)
    assert found()["self-test"].detail.endswith("certificate is rejected: broken")


@pytest.mark.parametrize(
    ("version", "least", "enough"),
    [("2.13.0+cpu", "2.3", True), ("1.9", "1.10", False), ("8.2", "8.2.0", True)],
)
def test_versions_are_compared_as_numbers(version, least, enough):
    assert (installation._numbers(version) >= installation._numbers(least)) is enough
