"""Some points are decided with certainty whatever float64 says, and where it errs it is said."""

import json
from fractions import Fraction
from pathlib import Path

import pytest

from dmfcheck import Claim, Variable
from dmfcheck.claims.float_batch import FloatBatch
from dmfcheck.commands.main import main
from dmfcheck.hunt.disagreements import EXAMPLES, Disagreements, float64_margin, told
from dmfcheck.hunt.probes import FAR, LONGEST, OF_AN_IDENTITY, PROBES, probes
from dmfcheck.hunt.search import Search
from dmfcheck.hunt.stages import NAMES
from dmfcheck.hunt.start import Start
from dmfcheck.hunt.structure import Structure

X = Variable("x", "number", Fraction(0), Fraction(1), open_low=True)
TERMS = Variable("terms", "integer", Fraction(1), Fraction(10**6))
THIRD = Fraction(333333333333, 10**12)


def claim_of(margin, variables=(X,), **more):
    fields = {"source": "conjectured", "kind": "inequality", "expected": "open", "exact": True}
    return Claim(
        id="own.probe", statement="x", variables=variables, margin=margin, **{**fields, **more}
    )


NOTHING = Structure((), ())


def probed(claim, structure=NOTHING, near=()):
    return probes(Start(claim, structure, near, (1, 2)))


def test_an_identity_off_by_1e_12_is_refuted_and_float64_contradicted():
    claim = claim_of(lambda a, p, c: a.equal(THIRD * p.x, p.x / 3, 1), kind="identity")
    tally = probed(claim)
    assert tally.found.refuted
    [example] = tally.disagreements.examples
    assert example["float64"] > 0
    assert example["certain"] == "refuted"
    assert example["at"] == tally.found.parameters


def test_what_float64_loses_in_thousands_of_steps_is_seen_at_a_corner():
    # 1 - x^2 shrinks by 1 - 2h at each step, and is lost in float64 after a thousand of them.
    def margin(_a, p, _c):
        x = p.x
        for _ in range(p.steps):
            x = x + p.h * x * (1 - x * x)
        odds = x * x / (1 - x * x) / (p.x**2 / (1 - p.x**2))
        return 1 - odds / (2 * (1 + p.h) ** (2 * p.steps))

    step = Variable("h", "number", Fraction(0), Fraction(1, 50), open_low=True)
    steps = Variable("steps", "integer", Fraction(0), None)
    start = Variable("x", "number", Fraction(1, 4), Fraction(3, 4))
    claim = claim_of(margin, (start, step, steps))
    structure = Structure((("steps", 1200),), ())
    assert not float64_margin(claim, {"x": Fraction(1, 2), "h": Fraction(1, 50), "steps": 1200}) < 0
    tally = probes(Start(claim, structure, (), (1, 2), known=True))
    assert tally.found.refuted
    assert int(tally.found.parameters["steps"]) == 1200


def test_points_that_float64_cannot_judge_are_judged():
    # 1/x - 1/x is NaN in float64 where x^200 is 0 there.
    def margin(_a, p, _c):
        tiny = (p.x / 10**6) ** 200
        return tiny / tiny - 2

    claim = claim_of(margin)
    assert float64_margin(claim, {"x": Fraction(1, 3)}) != float64_margin(
        claim, {"x": Fraction(1, 3)}
    )
    assert probed(claim).found.refuted


def test_a_margin_that_raises_in_float64_is_judged():
    def margin(_a, p, _c):
        if type(p.x).__module__.startswith("numpy"):
            raise OverflowError("no float64")
        return -p.x

    assert probed(claim_of(margin)).found.refuted


def test_an_identity_is_probed_more_often_and_a_true_one_stays():
    true = probed(claim_of(lambda a, p, c: a.equal(p.x + p.x, 2 * p.x, 1), kind="identity"))
    assert true.found is None
    assert PROBES < true.evaluations <= OF_AN_IDENTITY * PROBES
    assert true.coverage.exact == true.inside == true.evaluations
    assert true.disagreements.count == 0
    assert probed(claim_of(lambda a, p, c: p.x)).evaluations <= PROBES


def test_only_structures_of_some_thousand_steps_are_looked_at_with_certainty():
    looked = set()

    def margin(a, p, _c):
        if not isinstance(a, FloatBatch):
            looked.add(p.terms)
        return p.x

    claim = claim_of(margin, (TERMS, X))
    near = ({"terms": 10**6, "x": Fraction(1, 2)},)
    assert probed(claim, Structure((("terms", 10**6),), ()), near).inside > 0
    assert LONGEST < max(looked) <= FAR


def test_nothing_disagrees_with_0_or_nan_and_few_examples_are_kept():
    found = Disagreements()
    for margin in (0.0, float("nan"), 1.0):
        found.compare({"x": Fraction(1)}, margin, holds=True)
    assert found.count == 0
    for _ in range(EXAMPLES + 2):
        found.compare({"x": Fraction(1, 2)}, -1.0, holds=True)
    both = Disagreements()
    both.add(found.as_json())
    both.add(found.as_json())
    assert both.count == 2 * (EXAMPLES + 2)
    assert both.examples == found.examples
    assert len(both.examples) == EXAMPLES
    assert told(both.as_json()) == (
        "float64 and certainty disagree at 10 points, such as x = 1/2: margin -1 in float64, holds"
        " with certainty"
    )


def test_every_phase_has_both_stages():
    assert {"equalities", "probes"} <= set(NAMES)
    search = Search(claim_of(lambda a, p, c: p.x), 0, 0)
    stages = [task.stage for task in search.next_phase()]
    assert {"equalities", "probes"} <= set(stages)


SOURCE = """\
from fractions import Fraction
from dmfcheck import Claim, Variable

X = Variable("x", "number", Fraction(0), Fraction(1), open_low=True)
THIRD = Fraction(333333333333, 10**12)
claim = Claim(
    id="own.third", statement="x/3", source="conjectured", kind="identity", expected="open",
    variables=(X,), exact=True, margin=lambda a, p, c: a.equal(THIRD * p.x, p.x / 3, 1),
)
"""


@pytest.fixture
def thirds(tmp_path: Path):
    path = tmp_path / "mine.py"
    path.write_text(SOURCE)
    return f"{path}::own.third"


def test_a_hunt_reports_the_disagreement(thirds, tmp_path, capsys):
    arguments = ["hunt", thirds, "--seconds", "120", "--evaluations", "1000000"]
    assert main([*arguments, "-o", str(tmp_path / "one"), "--json"]) == 1
    summary = json.loads(capsys.readouterr().out)
    assert summary["disagreements"]["count"] > 0
    assert summary["disagreements"]["examples"][0]["certain"] == "refuted"
    assert main([*arguments, "-o", str(tmp_path / "two")]) == 1
    assert "float64 and certainty disagree at" in capsys.readouterr().out
