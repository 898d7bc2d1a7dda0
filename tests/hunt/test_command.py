"""dmfcheck hunt: from a claim's name to a certificate that replays."""

import json
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest

from dmfcheck.commands.main import main
from dmfcheck.hunt.subject import read_subject

OWN = """
from dmfcheck.claims.claim import Claim
from dmfcheck.theory.vocabulary import ALPHA, DEPTH, ETA, POSITIVE_EIGENVALUE, STEPS

doubling = Claim(
    id="my.doubling",
    statement="d_{k+1} <= 2 d_k",
    source="derived",
    kind="inequality",
    expected="open",
    variables=(DEPTH, POSITIVE_EIGENVALUE, ALPHA, ETA, STEPS),
    margin=lambda a, p, c: a.minimum(
        *(2 - after / before for before, after in zip(a.orbit(p), a.orbit(p)[1:]))
    ),
    exact=True,
)
"""


@pytest.fixture
def own_file(tmp_path, monkeypatch):
    (tmp_path / "my_claims.py").write_text(OWN)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def hunted(capsys, *arguments, code=1):
    assert main(["hunt", *arguments, "--json"]) == code
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("name", ["monotone.literal", "order.preserved~two-over-n"])
def test_a_false_claim_is_refuted_by_a_simple_certificate(tmp_path, capsys, name):
    found = hunted(capsys, name, "-o", str(tmp_path / "found"))
    assert found["verdict"] == "refuted"
    assert found["worst_margin"] < 0
    assert found["evaluations"] > 0
    assert found["resolution"] is None
    assert main(["verify", found["certificate"]]) == 0
    assert "refuted" in capsys.readouterr().out
    written = json.loads((tmp_path / "found" / "summary.json").read_text())
    assert written == found


@pytest.mark.usefixtures("own_file")
def test_a_claim_of_the_users_own(capsys):
    found = hunted(capsys, "my_claims.py::my.doubling", "-o", "found")
    assert found["verdict"] == "refuted"
    # Field operations only, so the smallest instance is found whatever it started from.
    assert found["counterexample"]["steps"] == 1
    assert main(["verify", found["certificate"]]) == 3
    said = " ".join(capsys.readouterr().out.split())
    assert "--claims FILE.py names the file that defines it" in said
    assert main(["verify", "--claims", "my_claims.py", found["certificate"]]) == 0


@pytest.mark.usefixtures("own_file")
def test_the_snippet_shows_it_again(capsys):
    hunted(capsys, "my_claims.py::my.doubling", "-o", "found")
    ran = subprocess.run(
        [sys.executable, "found/snippet.py"], capture_output=True, text=True, check=True
    )
    assert ran.stdout.startswith("Refuted(")


SLOW = """
import time
from dmfcheck.claims.claim import Claim
from dmfcheck.theory.vocabulary import ALPHA

def margin(a, p, c):
    time.sleep(0.05)
    return 1 if p.alpha > 0 else 2  # of no use to a batch

slow = Claim(id="my.slow", statement="0 <= 1", source="derived", kind="inequality",
             expected="open", variables=(ALPHA,), margin=margin)
"""


@pytest.mark.parametrize("workers", ["1", "2"])
def test_the_clock_ends_a_hunt_within_a_shard_which_is_then_run_again(
    tmp_path, monkeypatch, capsys, workers
):
    (tmp_path / "slow.py").write_text(SLOW)
    monkeypatch.chdir(tmp_path)
    options = ["--workers", workers]
    ended = hunted(capsys, "slow.py::my.slow", "--seconds", "0.2", "-o", "found", *options, code=3)
    assert (ended["shards"], ended["evaluations"]) == (0, 0)
    resumed = hunted(capsys, "--resume", "found", "--evaluations", "1", *options, code=3)
    whole = hunted(
        capsys, "slow.py::my.slow", "--evaluations", "1", "-o", "whole", *options, code=3
    )
    assert resumed["shards"] == 1
    assert resumed["stages"] == whole["stages"]
    assert resumed["coverage"] == whole["coverage"]
    assert "nothing" not in {row["tried"] for row in whole["coverage"]["rows"]}


def test_a_true_claim_stays_undecided(tmp_path, capsys):
    found = hunted(
        capsys, "order.depth", "--evaluations", "20000", "-o", str(tmp_path / "found"), code=3
    )
    assert found["verdict"] == "undecided"
    assert found["certificate"] is None
    assert found["worst_margin"] >= 0
    assert found["evaluations"] >= 20000
    assert found["evaluations"] == sum(stage["evaluations"] for stage in found["stages"])
    assert sum(found["coverage"]["integers"]["depth"].values()) == found["counts"]["inside"]
    # A look with certainty that finds nothing leaves no certificate.
    certain = found["coverage"]["exact"] + found["coverage"]["balls"]
    assert 0 < found["counts"]["certified"] < certain <= found["counts"]["inside"]


def test_a_hunt_in_vain_prints_what_it_has_tried_and_what_not(tmp_path, capsys):
    folder = str(tmp_path / "found")
    code = main(["hunt", "order.depth", "--evaluations", "1000", "-o", folder])
    printed = capsys.readouterr().out
    assert code == 3
    assert printed.index("of ") < printed.index("not tried") < printed.index("undecided: ")
    assert "float64; " in printed


def test_the_tightest_point_has_the_margin_that_is_reported(tmp_path, capsys):
    from dmfcheck.claims.judge import float_margin

    found = hunted(
        capsys, "order.depth", "--evaluations", "9000", "-o", str(tmp_path / "found"), code=3
    )
    claim = read_subject("order.depth").claim()
    checked = 0
    for stage in found["stages"]:
        if stage["at"] is not None and stage["best_margin"] > 1e-6:
            margin = float_margin(claim, claim.point(**stage["at"]))
            assert margin == pytest.approx(stage["best_margin"], rel=1e-6)
            checked += 1
    assert checked


def test_the_worst_violation_is_worse_than_the_first(tmp_path, capsys):
    file = Path(__file__).with_name("planted_claims.py")
    name = f"{file}::planted.wide"
    first = hunted(capsys, name, "-o", str(tmp_path / "first"))
    limits = ["--evaluations", "100000"]
    worst = hunted(capsys, name, "--max-violation", *limits, "-o", str(tmp_path / "worst"))
    assert worst["worst_margin"] < first["worst_margin"]
    assert main(["verify", "--claims", str(file), worst["certificate"]]) == 0
    # Simplifying keeps nine tenths of the violation.
    assert worst["margin"] <= Fraction(9, 10) * Fraction(worst["worst_margin"])


def test_the_answer_follows_from_the_seed(tmp_path, capsys):
    name = "monotone.rank~any-step"
    arguments = [
        (name, "--seed", seed, "-o", str(tmp_path / f"{i}")) for i, seed in enumerate("776")
    ]
    same, again, other = (hunted(capsys, *given) for given in arguments)
    for found in (same, again, other):
        assert Path(found.pop("certificate")).is_file()
    assert same == again
    assert other["counterexample"] != same["counterexample"] or other["seed"] != same["seed"]


@pytest.mark.usefixtures("own_file")
def test_the_ledger_shows_mutants_and_own_claims_too(capsys):
    for name in ("my_claims.py::my.doubling", "order.preserved~ties"):
        assert main(["claims", name, "--json"]) == 0
        (entry,) = json.loads(capsys.readouterr().out)
        assert entry["id"] == name.rpartition("::")[2]
