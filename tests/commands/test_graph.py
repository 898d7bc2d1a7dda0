"""`dmfcheck prove --graph`, and the note that says the same of every proof."""

import json
import re
from pathlib import Path

from dmfcheck.commands.main import main
from dmfcheck.theory.formal import formal_statements
from dmfcheck.theory.ledger import ledger
from dmfcheck.theory.proof import proofs

NOTE = (Path(__file__).parents[2] / "notes" / "proofs.md").read_text(encoding="utf-8")


def graph(capsys, *arguments):
    assert main(["prove", "--graph", "--json", *arguments]) == 0
    return json.loads(capsys.readouterr().out)


def test_every_claim_lemma_and_theorem_is_in_it(capsys):
    found = graph(capsys)
    names = {node["name"] for node in found["nodes"]}
    assert set(ledger()) <= names
    for claim_id, proof in proofs().items():
        assert {f"{claim_id}:{step.name}" for step in proof.steps} <= names
    for claim_id, formal in formal_statements().items():
        if claim_id not in proofs():
            assert {f"{claim_id}:{theorem.name}" for theorem in formal.theorems} <= names
    assert all({above, below} <= names for above, below in found["edges"])


def test_one_claim(capsys):
    found = graph(capsys, "order.preserved")
    assert {node["claim"] for node in found["nodes"]} == {"order.preserved"}
    below = [low for high, low in found["edges"] if high == "order.preserved"]
    assert below == [f"order.preserved:{proofs()['order.preserved'].steps[-1].name}"]
    checks = {node["name"].partition(":")[2]: node["check"] for node in found["nodes"]}
    assert checks["the larger stays larger"] == "boxes"
    assert checks["induction"] == "kernel"


def test_as_text(capsys):
    assert main(["prove", "rank.plateau", "--graph"]) == 0
    first, *rest = capsys.readouterr().out.splitlines()
    assert first.startswith("rank.plateau: kernel; rests on ")
    assert all(line.startswith("    ") for line in rest)
    assert any("taken by a human" in line for line in rest)


def test_bad_input(capsys):
    assert main(["prove", "rank.platau", "--graph"]) == 2
    assert "which is no claim" in capsys.readouterr().err
    assert main(["prove"]) == 2
    assert capsys.readouterr().err.startswith("dmfcheck: ID is missing; accepted: ")


def named(cell):
    """The ids of a cell of the note's tables, "/part" standing for a part of the one before."""
    found, last = [], ""
    for text in re.split(r",\s*", cell.strip()):
        last = text if not text.startswith("/") else last.partition("/")[0] + text
        found.append(last)
    return found


def test_the_note_has_the_claims_of_the_graph_and_no_others():
    rows = re.findall(r"^\| ([a-z_]+\.[a-z_][^|]*) \|", NOTE, flags=re.MULTILINE)
    assert {name for row in rows for name in named(row)} == set(proofs())
