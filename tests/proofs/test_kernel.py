"""Coq's kernel on the theorems that claims name."""

import re
from dataclasses import replace
from itertools import groupby

import pytest

from dmfcheck.base.kept import kept_folder
from dmfcheck.proofs.assumptions import assumptions, unwanted
from dmfcheck.proofs.coq import KEPT, Refused, workshop
from dmfcheck.proofs.files import needs_bignums, sources, without_comments
from dmfcheck.proofs.kernel import check, checked, quotation
from dmfcheck.theory.formal import formal_statements

pytestmark = [pytest.mark.coq, pytest.mark.usefixtures("compiled")]

PROVED = re.compile(
    r"^\s*(?:Theorem|Lemma|Corollary|Example|Fact|Remark|Proposition) ([\w']+)", re.MULTILINE
)
PLATEAU = formal_statements()["rank.plateau"].theorems[0]
ORDER = formal_statements()["order.preserved"]


def test_whatever_is_proved_rests_on_the_real_numbers_alone():
    texts = sources()
    plain = [name for name in texts if not needs_bignums([name], texts)]
    lines = [f"Require {' '.join(name.removesuffix('.v') for name in plain)}.", "Open Scope nat."]
    names = [
        f"{file.removesuffix('.v')}.{name}"
        for file in plain
        for name in PROVED.findall(without_comments(texts[file]))
    ]
    assert len(names) > 150
    with workshop(300) as shop:
        shop.compile_all(plain)
        found = assumptions(shop.run("Everything.v", "\n".join([*lines, *assumed_by(names)])))
    assert unwanted(found) == []
    assert "ClassicalDedekindReals.sig_forall_dec" in found


def assumed_by(names):
    """Lines that print what any of the theorems assumes: a nested pair assumes what they all do."""
    everything = "tt"
    for name in names:
        everything = f"(@{name}, {everything})"
    return [f"Definition everything := {everything}.", "Print Assumptions everything."]


def test_every_theorem_has_the_statement_that_is_quoted():
    """Coq looks a second or more for the axioms of one theorem, hardly longer for all of them."""
    theorems = {t for formal in formal_statements().values() for t in formal.theorems}
    assert len(theorems) > 100
    names, files = [], []
    with workshop(300) as shop:
        for file, group in groupby(sorted(theorems, key=lambda t: t.file), lambda t: t.file):
            members = list(group)
            files.append(f"Quoted{len(files)}")
            shop.compile_all([file])
            shop.run(f"{files[-1]}.v", quotation(members, printed=False))
            names += [f"{files[-1]}.as_quoted_{number}" for number in range(len(members))]
        lines = [f"Require {' '.join(files)}.", *assumed_by(names)]
        found = assumptions(shop.run("Everything.v", "\n".join(lines)))
    assert len(names) == len(theorems)
    assert unwanted(found) == []


@pytest.mark.parametrize("claim_id", ["rank.window", "step.monotone"])
def test_the_theorems_of_a_claim_are_checked_one_by_one(claim_id):
    theorems = formal_statements()[claim_id].theorems
    with workshop(300) as shop:
        found = checked(shop, theorems)
    assert [(entry.theorem, entry.reason) for entry in found] == [(t, "") for t in theorems]
    assert all(entry.assumptions for entry in found)


@pytest.mark.parametrize(
    ("part", "instead"),
    [
        ("scaled N eta lambda_i <= / INR N", "scaled N eta lambda_i <= 2 / INR N"),
        ("alpha ^ N <= lambda_j", "alpha ^ N <= lambda_i"),
        ("(1 <= k)%nat", "(0 <= k)%nat"),
        ("d N eta lambda_j alpha k <", "d N eta lambda_j alpha k <="),
        # What follows from the theorem is not what it says.
        ("0 < eta ->", "0 < eta -> 0 < eta + 1 ->"),
    ],
)
def test_a_statement_that_is_not_that_of_the_theorem_is_refused(part, instead):
    [theorem] = ORDER.theorems
    assert part in theorem.statement
    wrong = replace(theorem, statement=theorem.statement.replace(part, instead))
    found = check(replace(ORDER, theorems=(wrong,)), 300)
    assert found.verdict == "undecided"
    assert found.reason.startswith("Coq refuses Checked.v: ")
    assert found.theorems[0].assumptions is None


@pytest.mark.parametrize(
    ("text", "assumed"),
    [
        ("Lemma lie : False. Admitted.", ["lie"]),
        ("Axiom lie : False.", ["lie"]),
        ("Definition lie : False. admit. Admitted.", ["lie"]),
        ("Parameter no : False. Definition lie := no.", ["no"]),
        (
            "Unset Guard Checking. Fixpoint lie (n : nat) : False := lie n.",
            ["lie is assumed to be guarded."],
        ),
        ("Lemma lie : True. exact I. Qed.", []),
    ],
)
def test_what_is_not_proved_is_seen(text, assumed):
    with workshop(60) as shop:
        found = assumptions(shop.run("Lie.v", f"{text}\nPrint Assumptions lie."))
    assert found == assumed
    assert unwanted(found) == assumed


def test_a_theorem_that_says_less_decides_nothing():
    found = check(replace(ORDER, missing="which step is the first"), 300)
    assert found.verdict == "undecided"
    assert found.reason == "the theorems are checked, but do not say which step is the first"
    assert check(ORDER, 300).verdict == "proved"


def test_the_time_is_limited():
    found = check(ORDER, 0.001)
    assert found.verdict == "undecided"
    assert "Coq took too long" in found.reason


def test_what_is_kept_is_used_and_a_damaged_file_is_not(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    with workshop(100) as shop:
        shop.compile_all(["Powers.v"])
        content = (shop.folder / "Powers.vo").read_bytes()
    [kept] = kept_folder(KEPT).iterdir()
    assert kept.read_bytes()[32:] == content
    with workshop(100) as shop:
        shop.run = None  # nothing is left to compile
        shop.compile_all(["Powers.v"])
        assert (shop.folder / "Powers.vo").read_bytes() == content
    kept.write_bytes(kept.read_bytes()[:-1] + b"?")
    with workshop(100) as shop:
        shop.compile_all(["Powers.v"])
    assert kept.read_bytes()[32:] == content


def test_it_works_where_nothing_can_be_kept(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "none"))
    assert kept_folder(KEPT) is None
    with workshop(100) as shop:
        shop.compile_all(["Powers.v"])
        with pytest.raises(Refused, match=r"Coq refuses Wrong\.v: .*Syntax error"):
            shop.run("Wrong.v", "Lemma.")
    assert not shop.folder.exists()
