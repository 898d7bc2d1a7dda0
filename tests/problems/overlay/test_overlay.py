"""An overlay of descents that are what they are said to be, and of some that are not."""

import math
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import dmfcheck
from dmfcheck.base.validation import BadInput
from dmfcheck.problems.overlay import overlay as module
from dmfcheck.problems.overlay.overlay import overlay
from dmfcheck.problems.prediction import predict
from dmfcheck.theory.ledger import ledger

SPECTRUM, TEXT = [2.0, 1.0, 0.5], "2,1,1/2"
ASKED = {"depth": 3, "eta": "1/20", "alpha": "1/5", "target": TEXT}
LOOP = {"depth": 3, "eta": 0.05, "alpha": 0.2}


@pytest.fixture(scope="module")
def run(loop):
    return loop(SPECTRUM, **LOOP, steps=330)


def test_a_descent_agrees_to_the_step_with_all_that_is_certified(run):
    found = overlay(*run, **ASKED)
    predicted = predict(TEXT, depth=3, eta="1/20", alpha="1/5")
    assert [time.certified for time in found.times] == [
        entry.hitting_time for entry in predicted.eigenvalues
    ]
    levels = 0.9 * np.array(SPECTRUM)
    assert [time.measured for time in found.times] == list(np.argmax(run[1] >= levels, axis=0))
    assert {time.verdict for time in (*found.times, found.onset)} == {"to the step"}
    assert [(entry.plateau.rank, entry.verdict) for entry in found.plateaus] == [
        (1, "agrees"),
        (3, "agrees"),
    ]
    assert found.contradictions == []
    assert (found.horizon, found.judged) == (None, 330)
    assert 0.999 < found.follows <= 1


def test_every_claim_has_a_verdict_or_a_reason(run):
    found = overlay(*run, **ASKED)
    verdicts = {entry.id: entry.verdict for entry in found.claims}
    others = {entry.id: entry.reason for entry in found.left_out}
    assert verdicts.keys() | others.keys() == set(ledger())
    assert not verdicts.keys() & others.keys()
    assert set(verdicts.values()) == {"holds"}
    assert {"rank.plateau", "step.monotone", "time.corrected", "order.preserved"} <= set(verdicts)
    for claim, words in {
        "reduction.decoupling": "the eigenvectors of W(k)",
        "time.two_layer": "nothing of this run is in its domain",
        "perturbed.sign": "beta",
        "random.plateaus/gaussian": "dmfcheck study plateaus",
        "step.monotone/from_above": "hypotheses do not hold here: alpha^N > lambda",
        "step.nonpositive": "nothing of this run",
    }.items():
        assert words in others[claim]


def test_a_record_of_some_steps_leaves_room(loop):
    steps, values = loop(SPECTRUM, **LOOP, steps=330, every=7)
    found = overlay(steps, values, **ASKED)
    for time in found.times:
        assert time.verdict == "agrees"
        assert time.within == (time.measured - 6, time.measured)
        assert time.within[0] <= time.certified[0] <= time.certified[1] <= time.within[1]
    assert found.claims == ()
    assert any("needs every step" in entry.reason for entry in found.left_out)


@pytest.mark.parametrize(
    ("loss", "eta"), [("half", "1/20"), ("sum", "1/40"), ("mean", Fraction(9, 40))]
)
@pytest.mark.parametrize("words", ["", "end-to-end", "target=1/2"])
def test_conventions_are_translated(loop, loss, eta, words):
    steps, values = loop(
        SPECTRUM, depth=3, alpha=0.2, eta=float(Fraction(eta)), steps=80, loss=loss
    )
    asked = {"depth": 3, "eta": eta, "alpha": "1/5", "target": TEXT}
    asked |= {"end-to-end": {"alpha": "1/125"}, "target=1/2": {"target": "4,2,1"}}.get(words, {})
    found = overlay(steps, values, **asked, convention=f"{loss}, {words}")
    assert found.problem.eta == Fraction(1, 20)
    assert found.problem.alpha == Fraction(1, 5)
    assert found.problem.spectrum == (2, 1, Fraction(1, 2))
    assert found.times[0].verdict == found.onset.verdict == "to the step"
    assert found.contradictions == []


def test_a_root_that_is_no_fraction_is_the_one_that_a_loop_computes(loop):
    alpha = 0.01 ** (1 / 3)
    steps, values = loop(SPECTRUM, depth=3, alpha=alpha, eta=0.05, steps=80)
    found = overlay(steps, values, **ASKED | {"alpha": "1/100"}, convention="end-to-end")
    assert float(found.problem.alpha) == alpha
    assert found.times[0].verdict == "to the step"


def test_a_matrix_and_the_last_row_tell_the_same_spectrum(loop):
    matrix = [[2.0, 1.0], [1.0, 2.0]]
    steps, values = loop([3.0, 1.0], depth=2, alpha=0.1, eta=0.1, steps=90)
    asked = {"depth": 2, "eta": "1/10", "alpha": "1/10"}
    given_, told = overlay(steps, values, **asked, target=matrix), overlay(steps, values, **asked)
    assert {time.verdict for time in (*given_.times, *told.times)} == {"to the step"}
    assert [float(value) for value in told.problem.spectrum] == pytest.approx([3, 1], rel=1e-9)
    assert told.eigenvalues.source == "told by the rows up to step 90"
    # Cut short before the second one has risen: its row tells where it goes all the same.
    early = overlay(steps[:25], values[:25], **asked)
    assert float(early.problem.spectrum[1]) == pytest.approx(1, rel=1e-6)
    assert early.times[1].verdict == "not reached"
    assert early.times[1].certified == given_.times[1].certified


def test_a_negative_eigenvalue_is_told_and_is_not_recovered(loop):
    steps, values = loop([2.0, -0.5], depth=2, alpha=0.3, eta=0.1, steps=40)
    found = overlay(steps, values, depth=2, eta="1/10", alpha="3/10")
    assert float(found.problem.spectrum[1]) == pytest.approx(-0.5, rel=1e-6)
    assert found.times[1].verdict == "nothing certified"
    assert "<= 0" in found.times[1].reason
    assert found.onset.reason == "is certified where every eigenvalue is at least the start alpha^N"
    assert found.contradictions == []


def test_what_has_left_a_saddle_is_told_by_the_rows_before(loop):
    """A descent in float64 ends near +0.96 where its target has -0.96: beyond its horizon."""
    spectrum = [1.345, 1.107, -0.964]
    steps, values = loop(spectrum, depth=2, alpha=0.316, eta=0.25, steps=600, seed=253)
    found = overlay(steps, values, depth=2, eta="1/4", alpha="0.316")
    assert [float(v) for v in found.problem.spectrum] == pytest.approx(spectrum, rel=1e-6)
    assert found.horizon is not None
    assert found.judged == found.horizon < 200
    assert found.contradictions == []
    assert {entry.verdict for entry in found.claims} == {"holds"}


def test_a_coarse_record_that_goes_its_way_is_not_held_to_its_rounding(loop, monkeypatch):
    asked = {"depth": 4, "alpha": 0.102, "eta": float(np.float32(0.03756848385715695))}
    steps, values = loop([1.673, 1.032, 0.84], **asked, steps=600, kind=np.float32, seed=1074)
    found = overlay(steps, values, **asked)
    assert found.contradictions == []
    assert {entry.verdict for entry in found.claims} == {"holds"}
    lost = [entry.id for entry in found.left_out if "is within its rounding" in entry.reason]
    assert lost == ["perturbed.sign/unperturbed"]
    # Of a run that goes another way nothing is put down to rounding.
    monkeypatch.setattr(module, "following", lambda *_: -1.0)
    strayed = overlay(steps, values, **asked)
    undecided = {entry.id for entry in strayed.claims if entry.verdict == "undecided"}
    assert undecided == {"perturbed.sign/unperturbed"}


def test_a_run_that_begins_too_late_needs_its_target():
    late = [10**9, 10**9 + 1]
    with pytest.raises(
        BadInput, match=r"^target is not given, and the first row is that of step 10{9}"
    ):
        overlay(late, [[1.0], [1.0]], depth=2, eta="1/10", alpha="1/10")
    found = overlay(late, [[1.0], [1.0]], depth=2, eta="1/10", alpha="1/10", target="1")
    assert (found.judged, found.times[0].verdict) == (-1, "not reached")


def test_float32_is_judged_up_to_its_own_horizon(loop):
    steps, values = loop(SPECTRUM, **LOOP, steps=1400, kind=np.float32)
    assert values.dtype == np.float32
    found = overlay(steps, values, **ASKED)
    assert found.arithmetic.name == "float32"
    assert found.horizon is not None
    assert found.judged == found.horizon < 1400
    assert found.contradictions == []
    assert {entry.verdict for entry in found.claims} == {"holds"}
    for time in found.times:
        assert time.verdict in {"to the step", "agrees"}
        assert time.within[0] <= time.certified[0] <= time.within[1]
    # The same numbers as those of a float64 loop: then they are wrong, for they are not its.
    said = overlay(steps, values, **ASKED, convention="float64")
    assert said.arithmetic.name == "float64"
    assert said.horizon is None
    assert said.follows < found.follows


def test_numbers_of_float32_that_a_file_does_not_call_so_are_suspected_to_be(loop):
    slow = {"depth": 3, "eta": 0.01, "alpha": 0.05}
    steps, values = loop([4.0, 2.0, 1.0], **slow, steps=1500, kind=np.float32)
    written = [[float(value) for value in row] for row in values]
    asked = {"depth": 3, "eta": "1/100", "alpha": "1/20", "target": "4,2,1"}
    found = overlay(steps, written, **asked)
    assert found.arithmetic.name == "float64"
    assert found.contradictions == ["the recursion of its eigenvalues"]
    words = "identical, factor, float32"
    assert found.suspected == (f"the run is that of the convention 'half, {words}'",)
    assert overlay(steps, written, **asked, convention=words).contradictions == []
    # What another loss explains is no float32.
    other = overlay(*loop(SPECTRUM, **LOOP, steps=330, loss="mean"), **ASKED)
    assert not any("float32" in words for words in other.suspected)


@pytest.mark.parametrize("start", ["gaussian", "orthogonal"])
def test_of_random_starts_rates_are_measured_and_nothing_is_certified(loop, starts, start):
    steps, values = loop(SPECTRUM, **LOOP, steps=330, start=starts[start])
    found = overlay(steps, values, **ASKED, convention=start)
    seen = {entry.id: entry for entry in found.claims}
    expected = {f"random.plateaus/{start}"} | (
        {"random.falls_first"} if start == "gaussian" else set()
    )
    assert seen.keys() == expected
    for entry in seen.values():
        assert entry.verdict == "measured"
        low, high = (0.025, 1) if entry.margin >= 0 else (0, 0.975)
        assert f"[{low:g}, {high:g}]" in entry.detail
    assert [time.certified for time in found.times] == [None] * 3
    assert found.times[0].measured == np.argmax(values[:, 0] >= 1.8)
    assert (found.plateaus, found.judged, math.isnan(found.follows)) == ((), -1, True)
    assert len(found.left_out) == len(ledger()) - len(seen)
    assert f"this one is {start}" in found.uncertified


def test_beyond_the_stable_step_size_nothing_is_certified(loop):
    steps, values = loop([1.0], depth=2, alpha=0.1, eta=0.7, steps=30)
    found = overlay(steps, values, depth=2, eta="7/10", alpha="1/10", target="1")
    assert "above the stable bound 1/(N M^(2N-2)) = 0.5" in found.uncertified
    assert found.claims == ()
    assert found.times[0].measured is not None


def recursion(spectrum, depth, alpha, eta, steps):
    """w(0), ..., w(steps) of each eigenvalue, in Python floats."""
    d, rows = [alpha] * len(spectrum), []
    for _ in range(steps + 1):
        rows.append([x**depth for x in d])
        d = [x - eta * x ** (depth - 1) * (x**depth - v) for x, v in zip(d, spectrum, strict=True)]
    return rows


@st.composite
def descents(draw):
    """Depth, spectrum, alpha and a step size up to the stable one, exact."""
    depth = draw(st.integers(2, 4))
    positive = st.integers(4, 32).map(lambda k: Fraction(k, 16))
    others = st.lists(st.integers(-16, 32).map(lambda k: Fraction(k, 16)), max_size=3)
    spectrum = sorted([draw(positive), *draw(others)], reverse=True)
    alpha = Fraction(draw(st.integers(4, 12)), 20)
    M = max(float(alpha), max(abs(float(v)) for v in spectrum) ** (1 / depth))
    share = draw(st.integers(2, 9))
    return depth, spectrum, alpha, Fraction(share / 10 / (depth * M ** (2 * depth - 2)))


@settings(max_examples=12, deadline=None)
@given(descents(), st.integers(1, 9), st.booleans())
def test_no_descent_contradicts_what_is_certified(descent, every, known):
    depth, spectrum, alpha, eta = descent
    rows = recursion([float(v) for v in spectrum], depth, float(alpha), float(eta), 150)
    found = overlay(
        range(0, 151, every),
        rows[::every],
        depth=depth,
        alpha=alpha,
        eta=eta,
        target=spectrum if known else None,
    )
    assert found.contradictions == []
    assert "undecided" not in {entry.verdict for entry in found.claims}
    assert found.judged >= 0


@settings(max_examples=12, deadline=None)
@given(descents(), st.sampled_from(["one less", "one more", "sum", "mean"]))
def test_a_planted_mistake_is_reported_and_named(descent, mistake):
    """Of a descent that moves by much more than is allowed for, within its record."""
    depth, spectrum, alpha, eta = descent
    size, M = len(spectrum), max(alpha**depth, *map(abs, spectrum))
    factor = {"sum": 2.0, "mean": 2 / size**2}.get(mistake, 1.0)
    rows = recursion(
        [float(v) for v in spectrum], depth, float(alpha), float(eta) / 4 * factor, 150
    )
    fastest = max(abs(b - a) for x, y in pairwise(rows) for a, b in zip(x, y, strict=True))
    assume(fastest > 1e-4 * M)
    shift = {"one less": -1, "one more": 1}.get(mistake, 0)
    found = overlay(
        [k + shift for k in range(2, 151)],
        rows[2:],
        depth=depth,
        alpha=alpha,
        eta=eta / 4,
        target=spectrum,
    )
    words = {
        "one less": "counted off by one: +1 makes",
        "one more": "counted off by one: -1 makes",
        "sum": "that of the convention 'sum, identical, factor'",
        "mean": "that of the convention 'mean, identical, factor'",
    }[mistake]
    assert found.contradictions
    assert any(words in suspect for suspect in found.suspected), found.suspected


def test_a_row_too_early_is_refused_at_the_start(run):
    steps, values = run
    with pytest.raises(BadInput, match=r"have 0\.0\d+ at step 0, and alpha = 1/5 starts at 0\.008"):
        overlay(steps[:-5], values[5:], **ASKED)
    with pytest.raises(BadInput, match="that of the convention 'half, identical, end-to-end'"):
        overlay(steps, values, **ASKED | {"alpha": "0.008"})
    with pytest.raises(BadInput, match=r"alpha = 1/10 starts at 0\.001, alpha = 0\.2 at 0\.008;"):
        overlay(steps, values, **ASKED | {"alpha": "1/10"})


def test_an_end_to_end_start_without_its_first_row_is_suspected(run):
    steps, values = run
    found = overlay(steps[1:], values[1:], **ASKED | {"alpha": Fraction(1, 125)})
    assert found.contradictions
    assert any("end-to-end" in suspect for suspect in found.suspected)


def test_no_claim_is_read_off_a_run_of_nothing(monkeypatch, run):
    """Beyond the horizon nothing is judged: here it is 0."""
    monkeypatch.setattr("dmfcheck.problems.overlay.reading.float_horizon", lambda *_, **__: 0)
    found = overlay(*run, **ASKED)
    assert (found.judged, found.horizon, found.claims) == (0, 0, ())
    assert {time.verdict for time in found.times} == {"not reached"}
    assert found.contradictions == []


def test_the_public_name_is_that_function():
    assert dmfcheck.overlay is overlay
    assert module.overlay is overlay
