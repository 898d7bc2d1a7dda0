"""Property tests are held against mutants one by one, and nothing is left behind."""

import json

import pytest
from hypothesis import settings

from dmfcheck.base.shipped import properties_folder
from dmfcheck.commands.main import main
from dmfcheck.commands.mutants import _print_matrix
from dmfcheck.testing import kept_matrix
from dmfcheck.testing.evidence import gathered
from dmfcheck.testing.kill_matrix import killers, property_tests, redundant
from dmfcheck.testing.mutation import KillMatrix, Trial
from dmfcheck.theory.ledger import claim, ledger, standing_in
from dmfcheck.theory.mutants import mutants

FILE = """
import pytest
from hypothesis import given
from hypothesis import strategies as st
from dmfcheck.theory.reduction.decoupling_strategies import triangular_targets
from dmfcheck.theory.step import identical_strategies as strategies
from dmfcheck.testing import examine, proved_symbolically, refute

@given(strategies.below())
def test_rises(values):
    assert examine("step.monotone", values)

@pytest.mark.parametrize("claim_id", ["step.monotone", "step.convergent"])
@given(data=st.data())
def test_by_parameter(claim_id, data):
    examine(claim_id, data.draw(strategies.below()))

def test_of_a_false_claim():
    refute("reduction.nonnormal", triangular_targets())

def test_proves():
    proved_symbolically("flow.time", 2)

def test_of_nothing():
    pass
"""


@pytest.fixture
def tests(tmp_path):
    (tmp_path / "test_properties.py").write_text(FILE)
    return property_tests(tmp_path, 0)


def test_the_tests_that_judge_claims_are_found_with_their_claims(tests):
    assert [(test.name, set(test.claims)) for test in tests] == [
        ("test_properties.py::test_rises", {"step.monotone"}),
        ("test_properties.py::test_by_parameter", {"step.monotone"}),
        ("test_properties.py::test_by_parameter", {"step.convergent"}),
        ("test_properties.py::test_of_a_false_claim", {"reduction.nonnormal"}),
    ]


def test_a_mutant_is_killed_by_the_tests_of_its_claim_that_meet_it(tests):
    known, profile = dict(ledger()), settings.get_current_profile_name()
    records = [record.as_json() for record in gathered()]
    overshoots = killers(tests, mutants()["step.monotone~turned"])
    assert overshoots == [test.name for test in tests if "step.monotone" in test.claims]
    # Its points are within h <= 1/N, whatever the mutant allows.
    assert killers(tests, mutants()["step.monotone~any-step"]) == []
    assert killers(tests, mutants()["reduction.nonnormal~positive"]) == [tests[3].name]
    assert ledger() == known
    assert settings.get_current_profile_name() == profile
    assert [record.as_json() for record in gathered()] == records


def test_a_claim_is_back_after_its_stand_in_even_if_the_block_fails():
    original, wrong = claim("flow.time"), mutants()["step.monotone~turned"].claim
    with pytest.raises(KeyError):
        standing_in(wrong).__enter__()
    with pytest.raises(ZeroDivisionError), standing_in(original):
        _ = 1 / 0
    assert claim("flow.time") is original


def test_the_reports_of_the_run_around_it_are_left_alone(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTEST_ADDOPTS", f"--dmf-json={tmp_path / 'ledger.json'}")
    (tmp_path / "test_properties.py").write_text(FILE)
    assert len(property_tests(tmp_path, 0)) == 4
    assert not (tmp_path / "ledger.json").exists()


def test_a_folder_that_cannot_be_collected_is_an_error(tmp_path):
    (tmp_path / "test_broken.py").write_text("import nowhere")
    with pytest.raises(RuntimeError, match="could not collect"):
        property_tests(tmp_path, 0)


def test_what_another_test_kills_as_well_is_redundant():
    killed_by = {"m": ["a", "b"], "n": ["b"], "o": []}
    assert redundant(killed_by, ["a", "b", "c"]) == ["a", "c"]


def test_the_command_tells_the_same_whatever_the_number_of_workers(capsys, monkeypatch, tmp_path):
    found = []
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "none"))
    for workers in "12":
        assert main(["mutants", "reduction.scaling", "--json", "--workers", workers]) == 0
        found.append(json.loads(capsys.readouterr().out))
    assert found[0] == found[1]
    matrix = found[0]
    assert (matrix["killed"], matrix["total"], matrix["survivors"]) == (4, 4, [])
    assert list(matrix["tests"]) == [
        "test_reduction.py::test_scaled_coordinates_obey_the_normalised_recursion"
    ]
    assert [entry["killers"] for entry in matrix["mutants"]] == [list(matrix["tests"])] * 4
    assert matrix["redundant"] == []
    assert properties_folder().name == "properties"
    # Kept now, and read then: nothing is run.
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    for _ in range(2):
        assert main(["mutants", "reduction.scaling", "--json", "--workers", "1"]) == 0
        assert json.loads(capsys.readouterr().out) == matrix
        monkeypatch.setattr(kept_matrix, "run_mutants", None)


def test_the_matrix_is_printed_for_readers(capsys):
    killed, survives = (mutants()[f"step.monotone~{name}"] for name in ("turned", "halves"))
    tests = {"a.py::a": frozenset({"step.monotone"}), "b.py::b": frozenset({"step.monotone"})}
    trials = [Trial(killed, {"depth": 2}, 3, 2, ("b.py::b",)), Trial(survives, None, 4, 4)]
    matrix = KillMatrix(trials, tests)
    _print_matrix(matrix)
    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == ["step.monotone, judged by", "   1  a.py::a", "   2  b.py::b"]
    assert lines[4].split()[-3:] == ["2/3", ".", "2"]
    assert lines[5].split()[-3:] == ["-", ".", "."]
    assert (matrix.survivors, matrix.redundant) == ([survives.name], ["a.py::a"])
