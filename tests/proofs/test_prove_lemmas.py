"""`dmfcheck prove` without Coq: what is proved, what is left to a human, what is refuted."""

import json

import pytest

from dmfcheck.commands.main import main
from dmfcheck.proofs.coq import workshop
from dmfcheck.proofs.kernel import checked
from dmfcheck.proofs.lemmas import check_lemma
from dmfcheck.theory.glue import THEOREMS
from dmfcheck.theory.ledger import claim
from dmfcheck.theory.proof import Cited, Kernel, Taken, proofs

KEYS = ["verdict", "method", "boxes", "terms", "seconds", "certificate", "depths", "lemmas"]


def run(capsys, *arguments):
    code = main(["prove", *arguments, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_a_proof_without_glue_that_a_human_takes(capsys, tmp_path):
    path = tmp_path / "proof.json"
    code, found = run(capsys, "step.monotone/sharp", "-o", str(path))
    assert list(found) == [*KEYS, "reason", "counterexample"]
    assert (code, found["verdict"], found["method"]) == (0, "proved", "coefficients")
    assert found["depths"] == list(range(2, 21))
    assert found["certificate"] == str(path)
    assert [step["check"] for step in found["lemmas"]] == ["coefficients", "symbolic"]
    # A sum of N powers is negative at every N: one coefficient each.
    assert found["lemmas"][0]["terms"] == sum(range(2, 21))
    assert main(["verify", str(path)]) == 0
    assert "holds" in capsys.readouterr().out


@pytest.mark.coq
def test_what_a_human_takes_is_named(capsys):
    code, found = run(capsys, "monotone.rank/powers", "--depth", "4")
    assert (code, found["verdict"]) == (3, "undecided")
    assert found["reason"] == "proved up to glue: tangent"
    assert found["depths"] == [4]


@pytest.mark.coq
def test_the_glue_is_a_theorem_that_coq_checks(capsys):
    with workshop(300) as shop:
        assert [entry.reason for entry in checked(shop, THEOREMS)] == [""] * len(THEOREMS)
    code, found = run(capsys, "step.monotone", "--depth", "3")
    assert (code, found["verdict"], found["reason"]) == (0, "proved", None)
    assert [step["check"] for step in found["lemmas"] if step["glue"]] == [
        "symbolic",
        "kernel",
        "kernel",
    ]


def test_without_coq_such_glue_leaves_it_undecided(capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    code, found = run(capsys, "step.monotone", "--depth", "3")
    assert (code, found["verdict"]) == (3, "undecided")
    assert found["reason"].startswith("proved up to glue: induction, a theorem for Coq to check")
    assert found["seconds"] < 20


def test_the_time_is_a_limit(capsys):
    code, found = run(capsys, "step.convergent/sharp", "--depth", "9", "--seconds", "0.2")
    assert (code, found["verdict"]) == (3, "undecided")
    assert "not within 0.2 s" in found["reason"]
    assert found["seconds"] < 20


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["time.two_layer", "--depth", "3"], "--depth is 3; accepted: an integer in 2..2"),
        (["step.monotone", "--depth", "x"], "--depth"),
        (["step.monotone", "--seconds", "-1"], "--seconds is -1; accepted: 0 < "),
        (["step.monotone", "-o", "/no/such/folder/x"], "--output /no/such/folder/x"),
        (["step.monotonne"], "which is no claim"),
        (["/no/such/file.py::mine"], "ID /no/such/file.py"),
    ],
)
def test_bad_input(capsys, arguments, message):
    assert main(["prove", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert message in err
    assert err.count("\n") == 1


OWN = """
from fractions import Fraction
from dmfcheck import Claim, Variable

x = Variable("x", "number", Fraction(0), Fraction(1))
y = Variable("y", "number", Fraction(0))
def mine(name, margin):
    return Claim(f"my.{name}", name, "own", "inequality", "holds", (x, y), margin, exact=True)

TRUE = mine("true", lambda a, p, c: (1 - p.x) * p.y + p.x**3)
FALSE = mine("false", lambda a, p, c: (1 - p.x) * p.y - p.x**3)
ENDS = mine("ends", lambda a, p, c: exit(0))

def forever(a, p, c):
    while True:
        pass

LASTS = mine("lasts", forever)
"""


def test_a_claim_of_ones_own_goes_the_same_way(capsys, tmp_path):
    file = tmp_path / "mine.py"
    file.write_text(OWN)
    proof = tmp_path / "proof.json"
    code, found = run(capsys, f"{file}::my.true", "-o", str(proof))
    assert (code, found["verdict"], found["method"]) == (0, "proved", "bernstein")
    assert main(["verify", str(proof), "--claims", str(file)]) == 0
    # Without the file there is nothing to hold it against; with another margin it is none.
    assert main(["verify", str(proof)]) == 3
    file.write_text(OWN.replace("p.y + p.x**3", "p.y + p.x**2"))
    assert main(["verify", str(proof), "--claims", str(file)]) == 1
    file.write_text(OWN)
    capsys.readouterr()
    code, found = run(capsys, f"{file}::my.false")
    assert (code, found["verdict"]) == (1, "refuted")
    assert set(found["counterexample"]) == {"x", "y"}


def test_a_margin_that_ends_the_process_or_never_ends(capsys, tmp_path):
    file = tmp_path / "mine.py"
    file.write_text(OWN)
    assert main(["prove", f"{file}::my.ends", "--seconds", "20"]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    code, found = run(capsys, f"{file}::my.lasts", "--seconds", "1")
    assert (code, found["verdict"]) == (3, "undecided")
    assert found["reason"] == "margin: not within 1 s"


@pytest.mark.parametrize("name", proofs())
def test_lemmas_are_shown_at_their_least_depth(name):
    proof = proofs()[name]
    depth = (proof.depths or (2,))[0]
    shown = [lemma for lemma in proof.steps if not isinstance(lemma.check, Kernel | Taken | Cited)]
    assert shown
    for lemma in shown:
        outcome = check_lemma(lemma, claim(name), depth)
        assert outcome.terms + outcome.boxes > 0, lemma.name
