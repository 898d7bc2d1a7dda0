"""The page of the ledger, read as text: all of it is there without a script."""

import re
from html.parser import HTMLParser

import pytest

from dmfcheck.base.validation import BadInput
from dmfcheck.report import ledger_page as pages
from dmfcheck.report.ledger_page import LARGEST
from dmfcheck.report.proof_graph import proof_graph
from dmfcheck.theory.abstract import SENTENCES
from dmfcheck.theory.ledger import ledger
from dmfcheck.theory.proof import proofs
from dmfcheck.theory.shown import shown

VOID = {"meta", "link", "input", "br"}


class Outline(HTMLParser):
    """The elements with their attributes, and the text of each claim."""

    def __init__(self):
        super().__init__()
        self.elements, self.open, self.claims = [], [], {}

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open[-1][0] == tag, f"</{tag}> closes <{self.open[-1][0]}>"
        self.open.pop()

    def handle_data(self, data):
        for tag, attributes in self.open:
            if tag == "details" and "data-id" in attributes:
                self.claims[attributes["data-id"]] = (
                    self.claims.get(attributes["data-id"], "") + data
                )


@pytest.fixture(scope="module")
def outline(page):
    parsed = Outline()
    parsed.feed(page)
    assert parsed.open == []
    return parsed


def test_every_claim_has_its_place_and_its_formula(outline):
    assert set(outline.claims) == set(ledger())
    assert sum(tag == "math" for tag, _ in outline.elements) == len(ledger())
    for claim in ledger().values():
        assert claim.statement in outline.claims[claim.id]
        for hypothesis in claim.hypotheses:
            assert hypothesis.text in outline.claims[claim.id]


def test_what_a_run_found_is_there(outline):
    text = outline.claims["rank.plateau"]
    assert "30 of 40 (75%)" in text
    assert "0.125 at depth=3, eta='1/8'" in text
    assert "points certified: 20" in text
    assert "found: refuted" in outline.claims["step.quoted"]  # which is expected to hold
    assert "found: " not in outline.claims["monotone.momentum"]
    assert "steps=9" in outline.claims["monotone.momentum"]
    assert "0.1250000000000000000000000" in outline.claims["step.monotone"]


def test_every_false_claim_has_a_counterexample_that_was_judged_again(outline):
    for claim in ledger().values():
        shows = "Fails at" in outline.claims[claim.id]
        assert shows == (claim.expected == "refuted"), claim.id


def test_a_counterexample_that_was_judged_is_evidence_without_a_run():
    shown = pages.entry(ledger()["float.determinant"], {}, (), ())
    assert shown.counterexample is not None
    assert (shown.strength, shown.evidence) == ("certified", (("points certified", "1"),))
    assert pages.entry(ledger()["monotone.perturbed"], {}, (), ()).strength == "none"


def test_a_counterexample_that_is_none_is_not_shown():
    claim = ledger()["step.monotone"]
    point = {"depth": 2, "eigenvalue": "1", "alpha": "1/2", "eta": "1/8", "steps": 5}
    assert pages.entry(claim, {"counterexample": point}, (), ()).counterexample is None


POINT = dict(ledger()["monotone.momentum"].counterexamples[0])


@pytest.mark.parametrize(
    ("point", "said"),
    [
        ({"depth": 2}, "is none of its points: spectrum is missing"),
        ({"x": 1}, "x is not a parameter of this claim"),
        (POINT | {"depth": 10**9}, "depth is 1000000000"),
        (POINT | {"spectrum": ["1", "<b>"]}, "spectrum entry 2 is '<b>'"),
    ],
)
def test_a_counterexample_that_is_no_point_is_refused_by_name(point, said):
    with pytest.raises(BadInput) as refused:
        pages.entry(ledger()["monotone.momentum"], {"counterexample": point}, (), ())
    assert str(refused.value).startswith("the counterexample to monotone.momentum is none of its")
    assert said in str(refused.value)


def test_the_sentences_of_the_abstract_have_verdicts(page, outline):
    text = re.sub(r"<[^>]*>", "", page)
    for name, sentence in SENTENCES.items():
        assert f"{name} {sentence}" in text
    assert "false as literally stated" in text
    named = {attributes["href"] for tag, attributes in outline.elements if tag == "a"}
    assert {f"#claim={claim.id}" for claim in ledger().values() if "C4" in claim.source} <= named


def test_every_link_leads_somewhere_and_no_id_is_twice(outline):
    ids = [attributes["id"] for _, attributes in outline.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    for tag, attributes in outline.elements:
        if tag == "a" and attributes["href"].startswith("#"):
            assert attributes["href"][1:] in ids


def test_nothing_is_loaded_and_it_is_small(page, outline):
    assert len(page.encode()) < LARGEST / 2
    for tag, attributes in outline.elements:
        assert tag not in ("img", "iframe", "object", "embed")
        assert "src" not in attributes
        if tag == "link":
            assert attributes["href"] == "data:,"
    assert "@import" not in page
    assert "url(" not in page


def test_a_page_that_is_too_large_is_no_page(monkeypatch):
    monkeypatch.setattr(pages, "LARGEST", 1000)
    monkeypatch.setattr(pages, "ledger", lambda: {"time.two_layer": ledger()["time.two_layer"]})
    with pytest.raises(BadInput, match=r"makes a page of .* bytes; accepted: up to 1000 of them"):
        pages.ledger_page({})


def test_hostile_text_of_a_run_stays_text(monkeypatch):
    monkeypatch.setattr(pages, "ledger", lambda: {"time.two_layer": ledger()["time.two_layer"]})
    evil = "</script><script>alert(1)</script>"
    found = {"verdict": evil, "tightest_margin": 1.0, "where": {"depth": evil}}
    page = pages.ledger_page({"time.two_layer": found})
    assert evil not in page
    assert "&lt;/script&gt;" in page


def test_the_graph_has_every_claim_and_every_step_of_its_proof():
    strengths = dict.fromkeys(ledger(), "certified")
    graph = proof_graph(strengths)
    names = {node.name for node in graph.nodes}
    assert set(ledger()) <= names
    places = {(node.x, node.y) for node in graph.nodes}
    assert len(places) == len(graph.nodes)
    for claim_id, proof in proofs().items():
        for step in proof.steps:
            assert f"{claim_id}:{step.name}" in names
            for below in step.rests_on:
                assert (f"{claim_id}:{step.name}", f"{claim_id}:{below}") in {
                    (a.name, b.name) for a, b in graph.edges
                }
    for a, b in graph.edges:
        assert a.x < b.x


def test_what_is_shown_of_a_claim_is_what_it_says():
    for claim_id, says in shown().items():
        statement = ledger()[claim_id].statement
        measure = {
            "effective rank": "r(W(k))",
            "relative sum": r"\textstyle\sum_i w_i/w_1",
            "participation": r"(\textstyle\sum_i w_i)^2/\sum_i w_i^2",
            "sum of powers": r"\textstyle\sum_i (w_i/w_1)^p",
            # exp of the entropy rises and falls as the entropy does
            "entropy": r"e^{-\sum_i p_i \ln p_i}",
        }[says.measure]
        assert measure in statement, claim_id
        assert ("falls, then rises" in statement) == (says.shape == "falls, then rises"), claim_id
