"""The plugin, run on small suites of its own in a separate process."""

import json
import subprocess
import sys

import pytest

SUITE = """
from hypothesis import given
from dmfcheck.theory.reduction import decoupling_strategies as strategies
from dmfcheck.testing import examine

@given(strategies.scalings())
def test_scaling(values):
    examine("reduction.scaling", values, certify=True)
"""

FALSE_SUITE = """
from hypothesis import given
from dmfcheck.theory.reduction import decoupling_strategies as strategies
from dmfcheck.testing import examine

@given(strategies.triangular_targets())
def test_false(values):
    examine("reduction.nonnormal", values)
"""


@pytest.fixture
def run(pytester, monkeypatch):
    monkeypatch.delenv("PYTEST_ADDOPTS", raising=False)

    def run_suite(source, *arguments):
        pytester.makepyfile(source)
        return pytester.runpytest_subprocess("-p", "no:cacheprovider", *arguments)

    return run_suite


def test_the_run_ends_with_the_ledger_and_writes_it_as_json(run, pytester):
    result = run(SUITE, "--dmf-json", "ledger.json")
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(
        ["dmfcheck: profile quick, seed 0", "*dmfcheck ledger*", "reduction.scaling*holds*"]
    )
    (record,) = json.loads((pytester.path / "ledger.json").read_text())
    assert record["id"] == "reduction.scaling"
    assert record["verdict"] == "holds"
    assert record["satisfied"] == record["drawn"] == record["certified"] > 0
    assert [path.name for path in pytester.path.glob(".ledger*")] == []


ORDER_SUITE = (
    SUITE.replace("scalings", "ordered_spectra")
    .replace("reduction.scaling", "order.preserved")
    .replace("reduction import decoupling_strategies", "order import preserved_strategies")
)


@pytest.mark.parametrize("on_ci", [False, True])  # where Hypothesis changes its defaults
def test_same_seed_same_ledger(run, pytester, monkeypatch, on_ci):
    monkeypatch.delenv("CI", raising=False)
    if on_ci:
        monkeypatch.setenv("CI", "true")
    ledgers = []
    for seed in ("3", "3", "4"):
        run(ORDER_SUITE, "--dmf-json", "ledger.json", "--dmf-seed", seed)
        ledgers.append((pytester.path / "ledger.json").read_text())
    assert ledgers[0] == ledgers[1] != ledgers[2]


SPLIT_SUITE = (
    ORDER_SUITE
    + """
from dmfcheck.theory.step.identical_strategies import below

@given(strategies.tied_spectra())
def test_ties(values):
    examine("order.preserved", values)

@given(below())
def test_monotone(values):
    examine("step.monotone", values)
"""
)


def test_the_ledger_is_the_same_on_any_number_of_workers(run, pytester):
    ledgers = []
    for workers in ("0", "2"):
        result = run(SPLIT_SUITE, "--dmf-json", "ledger.json", "-n", workers)
        result.assert_outcomes(passed=3)
        ledgers.append((pytester.path / "ledger.json").read_text())
    assert ledgers[0] == ledgers[1]
    assert [record["id"] for record in json.loads(ledgers[0])] == [
        "order.preserved",
        "step.monotone",
    ]


def test_a_failing_claim_prints_a_snippet_that_reproduces_it(run):
    result = run(FALSE_SUITE)
    result.assert_outcomes(failed=1)
    lines = [line.removeprefix("E").strip() for line in result.outlines if line.startswith("E ")]
    start = lines.index("from dmfcheck import claim")
    pasted = subprocess.run(
        [sys.executable, "-c", "\n".join(lines[start : start + 2])],
        capture_output=True,
        text=True,
        check=True,
    )
    assert pasted.stdout.startswith("Refuted(")


def test_a_ledger_file_in_a_missing_folder_is_refused_at_once(run):
    result = run(SUITE, "--dmf-json", "nowhere/ledger.json")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert "accepted: a file in an existing folder" in result.stderr.str()
