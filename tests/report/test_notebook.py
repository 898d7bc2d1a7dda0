"""What a notebook shows: well formed, all text escaped, nothing loaded."""

from html.parser import HTMLParser

import numpy as np
import pytest

from dmfcheck import Claim, Problem, claim, descend, predict
from dmfcheck import Hypothesis as Given
from dmfcheck.base.verdict import (
    Holds,
    OutsideHypotheses,
    Proved,
    Refuted,
    Uncontradicted,
    Undecided,
)
from dmfcheck.claims.measured import DescentRecord
from dmfcheck.report.notebook import parts

EVIL = "</p><script>alert('x')</script>&"
CERTIFICATE = {"margin": {"mid": [3, -2], "rad": [1, -60]}, "parameters": {"depth": 2}}


class Outline(HTMLParser):
    """The elements, which all have to be closed, and the text."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.open, self.said = [], [], ""
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        assert not [name for name, _ in attrs if name in ("src", "href") or name.startswith("on")]
        if tag != "br":
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.said += data


def evil_claim():
    return Claim(
        id=f"my{EVIL}", statement=rf"\text{{{EVIL}}}", source=EVIL, kind="inequality",
        expected="open", variables=(), hypotheses=(Given(EVIL, lambda a, p, c: 1),),
        margin=lambda a, p, c: 1,
    )  # fmt: skip


THINGS = [
    evil_claim(),
    Given(EVIL, lambda a, p, c: 1),
    Holds({**CERTIFICATE, "claim": EVIL}, at={EVIL: EVIL}),
    Refuted({"depth": EVIL}, {**CERTIFICATE, "claim": EVIL}),
    Proved({"claim": EVIL}),
    Undecided(EVIL),
    OutsideHypotheses((EVIL,), at={"depth": EVIL}),
    Uncontradicted(0.5),
]


@pytest.mark.parametrize("thing", THINGS, ids=lambda thing: type(thing).__name__)
def test_hostile_text_stays_text(thing):
    shown = Outline(thing._repr_html_())
    assert "script" not in shown.tags
    if not isinstance(thing, Uncontradicted):
        assert "alert('x')" in shown.said


def test_a_claim_is_shown_with_its_formula_and_its_domain():
    shown = Outline(claim("step.monotone")._repr_html_())
    assert "math" in shown.tags
    assert claim("step.monotone").statement in shown.said
    for variable in claim("step.monotone").variables:
        assert variable.range_text() in shown.said
    for hypothesis in claim("step.monotone").hypotheses:
        assert hypothesis.text in shown.said


def test_without_the_extra_a_formula_is_text(monkeypatch):
    monkeypatch.setattr(parts, "find_spec", lambda name: None)
    shown = Outline(claim("step.monotone")._repr_html_())
    assert "math" not in shown.tags
    assert "h ≤ 1/N" in shown.said


def test_a_verdict_is_shown_with_its_margin_and_where():
    verdict = claim("time.two_layer").examine(
        depth=2, eigenvalue=1, alpha="1/10", eta="1/8", fraction="1/2"
    )
    shown = Outline(verdict._repr_html_())
    assert "holds margin 0.02412921 in [0.024129211" in shown.said
    assert "alpha1/10" in shown.said
    assert verdict.certificate["digest"] in shown.said
    assert "details" in shown.tags


def test_a_problem_and_its_prediction_are_shown_and_drawn():
    predicted = predict("3, 1", depth=2, alpha="1/100", eta="1/20")
    shown = Outline(predicted._repr_html_())
    assert "depth N2" in shown.said
    assert "1/(N M^(2N-2))yes" in shown.said
    assert "44" in shown.said
    assert shown.tags.count("rect") == len(predicted.plateaus) == 2
    wild = Problem.from_spectrum("3, 1", depth=2, alpha="1/100", eta=1)
    assert "1/(N M^(2N-2))no" in Outline(wild._repr_html_()).said


def test_plateaus_beyond_all_floats_are_drawn():
    far = predict("2, 1", depth=20, alpha="1/1000000000000000000000000", eta="1/1000000")
    assert far.plateaus[0].start > 10**300
    assert "nan" not in Outline(far._repr_html_()).said


def test_descents_are_shown_and_drawn():
    half = [0.5 * np.eye(2)] * 2
    run = descend(np.diag([1.0, 0.5]), half, 0.25, 40, log_at=range(41))
    shown = Outline(run._repr_html_())
    assert "40 steps in float64 (done), 41 on record" in shown.said
    assert shown.tags.count("polyline") == 1
    values = np.array([[0.25, 0.25], [0.5, np.nan], [1.0, 0.5]])
    record = Outline(DescentRecord(values, np.zeros(3))._repr_html_())
    assert "2 steps of a real descent on record, 2 eigenvalues" in record.said
    assert record.tags.count("polyline") == 3  # what is not a number breaks a line
