"""The command `dmfcheck report` and the option --dmf-report."""

import importlib.util
import json

import pytest

from dmfcheck.commands.main import main
from dmfcheck.theory import kept_constants, sharp_catalogue

SUITE = """
from hypothesis import given
from dmfcheck.testing import examine
from dmfcheck.theory.reduction import decoupling_strategies as strategies

@given(strategies.scalings())
def test_claim(values):
    examine("reduction.scaling", values)
"""


@pytest.fixture
def few_constants(monkeypatch):
    some = list(sharp_catalogue.sharp_constants("step.monotone", 2))
    monkeypatch.setattr(kept_constants, "kept_constants", lambda workers: iter(some))


@pytest.mark.usefixtures("few_constants")
def test_the_page_is_written(tmp_path, capsys):
    place, evidence = tmp_path / "ledger.html", tmp_path / "ledger.json"
    record = {"id": "rank.plateau", "verdict": "holds", "certified": 12}
    evidence.write_text(json.dumps([record]))
    assert main(["report", "-o", str(place), "--evidence", str(evidence), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told == {"path": str(place), "bytes": place.stat().st_size, "claims": 1}
    text = place.read_text(encoding="utf-8")
    assert "points certified: 12" in text
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ledger.html", "ledger.json"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "--output is missing"),
        (["-o", ""], "-o is empty; accepted: "),
        (["-o", "ledger.pdf"], "-o ledger.pdf has another ending; accepted: FILE.html"),
        (["-o", "nowhere/l.html"], "-o nowhere/l.html cannot be written (no such folder)"),
        (["-o", "l.html", "--evidence", "l.html"], "-o l.html is the file that is read"),
        (["-o", "l.html", "--evidence", "none.json"], "--evidence none.json cannot be read"),
    ],
)
def test_bad_input(arguments, message, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["report", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert message in err
    assert err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_the_extra_is_named(monkeypatch, capsys, tmp_path):
    find = importlib.util.find_spec
    monkeypatch.setattr(
        "dmfcheck.report.ledger_page.find_spec",
        lambda name: None if name == "latex2mathml" else find(name),
    )
    assert main(["report", "-o", str(tmp_path / "l.html")]) == 2
    assert capsys.readouterr().err == (
        "dmfcheck: report needs latex2mathml; accepted: with the extra report: "
        "pip install 'dmfcheck[report]'\n"
    )


@pytest.fixture
def run(pytester, monkeypatch):
    monkeypatch.delenv("PYTEST_ADDOPTS", raising=False)
    pytester.makepyfile(SUITE)
    # The constants of all claims take half a minute.
    pytester.makeconftest(
        "from dmfcheck.theory import kept_constants\n"
        "kept_constants.kept_constants = lambda workers: ()"
    )

    def run_suite(*arguments):
        return pytester.runpytest_subprocess("-p", "no:cacheprovider", *arguments)

    return run_suite


@pytest.mark.parametrize("workers", ["0", "2"])
def test_a_run_ends_with_the_page(run, pytester, workers):
    run("--dmf-report", "ledger.html", "-n", workers).assert_outcomes(passed=1)
    text = (pytester.path / "ledger.html").read_text(encoding="utf-8")
    assert "within the hypotheses: 60 of 60 (100%)" in text
    assert text.count("within the hypotheses") == 1


@pytest.mark.parametrize("place", ["nowhere/ledger.html", "ledger.txt"])
def test_a_page_that_cannot_be_written_is_refused_at_once(run, place):
    result = run("--dmf-report", place)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert "accepted: FILE.html in an existing folder" in result.stderr.str()
