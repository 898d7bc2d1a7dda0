"""pytest on a file of claims: a short hunt for each claim of it."""

import json
import os
import re
import subprocess
import sys
from itertools import pairwise

from dmfcheck.base.exact_text import parameters_text
from dmfcheck.hunt.hunt_claim import hunt_claim
from dmfcheck.testing.recorded import FIELDS

TRUE = """
from dataclasses import replace
from dmfcheck import claim

kept = replace(claim("order.depth"), id="my.width")
builtin = claim("step.monotone")
"""
FALSE = """
from dataclasses import replace
from dmfcheck import claim

CLAIMS = (
    replace(claim("monotone.literal"), id="my.false"),
    replace(claim("monotone.literal"), id="my.wrong", expected="holds"),
)
"""


def run_pytest(folder, *arguments):
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTEST_ADDOPTS": ""},
    )


def test_every_claim_of_a_file_is_hunted(tmp_path):
    (tmp_path / "true_claims.py").write_text(TRUE)
    (tmp_path / "false_claims.py").write_text(FALSE)
    ran = run_pytest(tmp_path, "true_claims.py", "false_claims.py")
    assert "1 failed, 2 passed" in ran.stdout
    assert "my.wrong fails with certainty (margin " in ran.stdout
    assert ".claim().examine(depth=" in ran.stdout
    verdicts = {
        line.split()[0]: line.split()[1].lower() for line in ran.stdout.splitlines() if "/" in line
    }
    assert verdicts["my.width"] == "holds"
    assert verdicts["my.false"] == verdicts["my.wrong"] == "refuted"
    # Nothing is claimed of what is built in already.
    assert "step.monotone" not in ran.stdout


def test_files_of_tests_collect_their_tests_only(tmp_path):
    (tmp_path / "test_mine.py").write_text(FALSE + "\ndef test_nothing():\n    assert CLAIMS\n")
    ran = run_pytest(tmp_path)
    assert "1 passed" in ran.stdout


def test_a_profile_that_is_asked_for_keeps_the_database_a_fuzzer_needs(tmp_path):
    (tmp_path / "test_mine.py").write_text(
        "import dmfcheck.testing\n"
        "from hypothesis import settings\n"
        "def test_database():\n"
        "    assert settings().database is not None\n"
    )
    assert "1 passed" in run_pytest(tmp_path, "--hypothesis-profile", "default").stdout
    assert "1 failed" in run_pytest(tmp_path).stdout


PARTIAL = """
from dataclasses import replace
from fractions import Fraction
from dmfcheck import Claim, Hypothesis, Variable

def from_one_on(a, p, c):
    if p.x < 1:
        raise ValueError("x is below 1")
    return p.x

raises = Claim(
    id="my.raises", statement="s", source="derived", kind="inequality", expected="open",
    variables=(Variable("x", "number", Fraction(0), Fraction(2)),),
    hypotheses=(Hypothesis("x <= 3/2", lambda a, p, c: 3 - 2 * p.x),),
    margin=from_one_on, exact=True,
)
nans = replace(raises, id="my.nans", margin=lambda a, p, c: 1 + a.log(p.x - 1) ** 2, exact=False)
"""


def test_points_without_a_margin_are_not_satisfied_and_the_ledger_says_so(tmp_path):
    (tmp_path / "partial_claims.py").write_text(PARTIAL)
    # Through a worker, whose records reach the ledger as JSON.
    ran = run_pytest(tmp_path, "partial_claims.py", "-n", "1", "--dmf-json", "ledger.json")
    assert "2 passed" in ran.stdout
    records = {entry["id"]: entry for entry in json.loads((tmp_path / "ledger.json").read_text())}
    pattern = r"    margin has no value at (\d+) of (\d+) points within the hypotheses: (.*)"
    said = {}
    for above, line in pairwise(ran.stdout.splitlines()):
        found = re.fullmatch(pattern, line)
        if found is not None:
            said[above.split()[0]] = found[3]
            points, within = int(found[1]), int(found[2])
            record = records[above.split()[0]]
            assert record["satisfied"] == within - points
            assert 0 < record["swept"] <= record["satisfied"] < record["drawn"]
            assert points > within / 10
            assert record.keys() == {"id", *FIELDS}
    assert said == {
        "my.raises": "ValueError: x is below 1 (partial_claims.py, line 8)",
        "my.nans": "NaN in float64",
    }


TIE = """
from fractions import Fraction
from dmfcheck import Claim, Variable

def number(name):
    return Variable(name, "number", Fraction(0), None, open_low=True)

untied = Claim(
    id="my.untied", statement="x != y^2", source="conjectured", kind="inequality", expected="open",
    variables=(number("x"), number("y")), exact=True,
    margin=lambda a, p, c: -a.indicator(-a.absolute(p.x - p.y**2)),
)
"""


def test_with_seconds_a_file_is_hunted_as_a_hunt_does(tmp_path, monkeypatch):
    (tmp_path / "tie_claims.py").write_text(TIE)
    monkeypatch.chdir(tmp_path)
    ran = run_pytest(tmp_path, "tie_claims.py", "--dmf-seconds", "300", "--dmf-seed", "4")
    found = hunt_claim("tie_claims.py::my.untied", seconds=300, seed=4)
    assert found.name == "refuted"
    assert parameters_text(dict(found.counterexample)) in ran.stdout


def test_seconds_that_are_none_are_refused(tmp_path):
    (tmp_path / "tie_claims.py").write_text(TIE)
    for wrong in ("0", "nan"):
        refused = run_pytest(tmp_path, "tie_claims.py", f"--dmf-seconds={wrong}")
        assert refused.returncode == 4
        assert "accepted: a positive number" in refused.stderr
