"""The Coq files as text, and what is quoted of them."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from dmfcheck.proofs.files import in_order, needs_bignums, sources, without_comments
from dmfcheck.theory.definitions import definitions
from dmfcheck.theory.formal import formal_statements, without_theorem
from dmfcheck.theory.ledger import ledger

CHECKOUT = Path(__file__).parents[2]
FORMAL = list(formal_statements().items())
THEOREMS = list(dict.fromkeys(t for _, formal in FORMAL for t in formal.theorems))
DEFINED = re.compile(r"^(?:Definition|Fixpoint) ([\w']+)", flags=re.MULTILINE)
UNPROVED = (
    r"\b(Admitted|admit|Axiom|Axioms|Parameter|Parameters|Conjecture|bypass_check)\b|\bUnset\b"
)


def spaced(text):
    return " ".join(text.split())


@pytest.mark.parametrize("theorem", THEOREMS, ids=lambda theorem: theorem.name)
def test_theorems_are_quoted_as_they_stand(theorem):
    text = sources()[theorem.file]
    stated = re.search(rf"^Theorem {theorem.name}\b.*?\.\s+Proof\b", text, re.DOTALL | re.MULTILINE)
    assert spaced(stated[0]).removesuffix(" Proof") == spaced(theorem.quoted)
    assert spaced(theorem.section) in spaced(text)


@pytest.mark.parametrize("entry", definitions(), ids=lambda entry: entry.text.split()[1])
def test_definitions_are_quoted_as_they_stand(entry):
    # A sentence, as no part of a longer one.
    assert f"{spaced(entry.text)} " in spaced(without_comments(sources()[entry.file])) + " "
    assert entry.text.endswith(".")
    assert entry.means


def test_every_definition_that_a_theorem_speaks_of_is_quoted():
    texts = sources()
    quoted = {DEFINED.search(entry.text)[1]: entry.text for entry in definitions()}
    assert len(quoted) == len(definitions())
    names = {file: set(DEFINED.findall(text)) for file, text in texts.items()}
    known = {file: set().union(*(names[f] for f in in_order([file], texts))) for file in texts}
    spoken = [(f"{t.section}\n{t.statement}", known[t.file]) for t in THEOREMS]
    spoken += [(entry.text, known[entry.file]) for entry in definitions()]
    for text, defined in spoken:
        bound = set(re.findall(r"(?:let|Let|exists) ([\w']+)", text))
        for group in re.findall(r"\(([\w' ]+?) :", text):
            bound |= set(group.split())
        assert set(re.findall(r"[A-Za-z_][\w']*", text)) & defined - bound <= set(quoted), text


def test_a_claim_with_a_theorem_is_in_the_ledger_and_is_read():
    for claim_id, formal in FORMAL:
        assert claim_id in ledger()
        assert formal.theorems, claim_id
        assert len(formal.reading) >= 2, claim_id
        assert formal.refutes == (ledger()[claim_id].expected == "refuted")
        assert not formal.missing.endswith(".")


@pytest.mark.parametrize(
    "claim_id",
    [name for name, known in ledger().items() if known.expected != "open"],
)
def test_a_claim_that_is_decided_has_a_theorem_or_a_reason_why_not(claim_id):
    assert (claim_id in formal_statements()) != (claim_id in without_theorem())


@pytest.mark.parametrize(("claim_id", "reason"), without_theorem().items())
def test_a_reason_is_one_line_about_a_claim_that_is_decided(claim_id, reason):
    assert ledger()[claim_id].expected != "open"
    assert len(reason) > 20
    assert "\n" not in reason
    assert not reason.endswith(".")
    assert f"| {claim_id} | " in (CHECKOUT / "notes" / "formal.md").read_text(encoding="utf-8")


def test_notes_are_what_the_data_say():
    printed = subprocess.run(
        [sys.executable, ".ci/formal_page.py"], cwd=CHECKOUT, capture_output=True, text=True
    )
    assert printed.returncode == 0, printed.stderr
    assert printed.stdout == (CHECKOUT / "notes" / "formal.md").read_text(encoding="utf-8")


def test_nothing_is_left_unproved():
    for name, text in sources().items():
        assert not re.search(UNPROVED, without_comments(text)), name


def test_all_files_have_an_order():
    texts = sources()
    order = in_order(list(texts), texts)
    assert sorted(order) == sorted(texts)
    assert order.index("Powers.v") < order.index("Descent.v") < order.index("Times.v")
    assert needs_bignums(["HittingTimesBig.v"], texts)
    with pytest.raises(ValueError, match=r"a circle of Coq files: A\.v B\.v A\.v"):
        in_order(["A.v"], {"A.v": "Require Import B.", "B.v": "Require Import A."})
