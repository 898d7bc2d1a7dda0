"""The claims about stopping early must break where they should, and only there."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dmfcheck import claim
from dmfcheck.claims.sign import sign_of
from dmfcheck.dynamics.instances.gaussian import gaussian_study
from dmfcheck.replay.reading import digest
from dmfcheck.replay.verify import verify_content
from dmfcheck.theory.stopping.plateau import elementary_sums

NOISY = {
    "depth": 3,
    "spectrum": ("2", "1", "1/8", "-1/4"),
    "factor": (("4/3", "1/9"), ("1/5", "1"), ("0", "1/7"), ("1/3", "0")),
    "alpha": "1/4",
    "eta": "1/20",
}
POINTS = {
    "stopping.projection": {k: NOISY[k] for k in ("depth", "spectrum", "factor")},
    "stopping.projection/limit": {
        **{k: NOISY[k] for k in ("depth", "spectrum", "alpha", "eta")},
        "delta": "1/10",
        "steps": 30,
    },
    "stopping.plateau": NOISY
    | {"rank": 2, "delta": "1/10", "quiet_level": "1/10", "steps": 4},
    "stopping.plateau/threshold": {
        **{k: NOISY[k] for k in ("depth", "spectrum", "factor")},
        "rank": 2,
        "noise": "9/10",
    },
    "stopping.plateau/threshold_sharp": {
        **{k: NOISY[k] for k in ("depth", "spectrum", "factor")},
        "rank": 2,
        "noise": "9/10",
    },
}  # fmt: skip


@pytest.mark.parametrize("claim_id", POINTS)
def test_it_holds_and_its_certificate_replays(claim_id):
    verdict = claim(claim_id).examine(**POINTS[claim_id])
    assert verdict.name == "holds"
    replayed = verify_content(dict(verdict.certificate))
    assert replayed.verdict == "holds", replayed


def test_a_study_of_random_instances_is_not_replayed_but_repeated():
    verdict = claim("stopping.gaussian").examine(depth=3, seed=0, runs=100)
    assert verdict.name == "holds"
    replayed = verify_content(dict(verdict.certificate))
    assert replayed.verdict == "undecided"
    assert "no study of random instances" in replayed.reason


def test_the_counterexample_replays():
    always = claim("stopping.always_better")
    verdict = always.examine(**always.counterexamples[0])
    assert verdict.name == "refuted"
    assert verify_content(dict(verdict.certificate)).verdict == "refuted"


def floats(values):
    return np.array([[float(Fraction(x)) for x in row] for row in values])


def orbit(values, steps):
    """W(0), ..., W(steps) of diag(spectrum), in float64."""
    size = np.array([float(Fraction(x)) for x in values["spectrum"]])
    d, rows = np.full(len(size), float(Fraction(values["alpha"]))), []
    for _ in range(steps + 1):
        rows.append(d ** values["depth"])
        d = d + float(Fraction(values["eta"])) * d ** (values["depth"] - 1) * (size - rows[-1])
    return size, np.array(rows)


def margin(claim_id, **changes):
    subject = claim(claim_id)
    return sign_of(subject.margin, subject, subject.point(**(POINTS[claim_id] | changes))).size


def test_the_margins_are_those_of_the_definitions():
    B = floats(NOISY["factor"])
    truth = B @ B.T
    size, w = orbit(NOISY, 800)
    noise = np.linalg.norm(np.diag(size) - truth)
    converged = np.linalg.norm(np.diag(size.clip(0)) - truth)
    assert margin("stopping.projection") == pytest.approx(1 - (converged / noise) ** 2)

    recovered = [int(np.argmax(w[:, i] >= 0.9 * size[i])) for i in range(3)]
    k = max(recovered) + 30
    decay = ((1 / 4) ** -4 + 4 * k / 20) ** -1.5
    bound = 0.01 * (size[:3] ** 2).sum() + decay
    missing = ((w[k] - size.clip(0)) ** 2).sum()
    assert margin("stopping.projection/limit") == pytest.approx(1 - missing / bound)

    first, last = max(recovered[:2]), int(np.flatnonzero(w[:, 2] <= 0.1)[-1])
    assert first + 4 < last
    steps = [first, first + 4, last]
    best = np.diag([2.0, 1.0, 0.0, 0.0])
    radius = (0.01 * 5 + 2 * 0.01) ** 0.5
    allowed = np.linalg.norm(best - truth) + radius
    errors = [np.linalg.norm(np.diag(w[step]) - truth) for step in steps]
    assert margin("stopping.plateau") == pytest.approx(1 - (max(errors) / allowed) ** 2)

    distance = np.linalg.norm(best - truth) ** 2
    for claim_id, factor in (("threshold", 8), ("threshold_sharp", 5)):
        found = margin(f"stopping.plateau/{claim_id}")
        assert found == pytest.approx(1 - distance / (factor * 2 * 0.81))


@given(st.integers(1, 5), st.data())
def test_elementary_sums_are_the_coefficients_of_the_characteristic_polynomial(n, data):
    entries = st.lists(st.integers(-3, 3), min_size=n, max_size=n)
    half = [data.draw(entries) for _ in range(n)]
    matrix = [[half[i][j] + half[j][i] for j in range(n)] for i in range(n)]
    sums = [float(e) for e in elementary_sums(tuple(map(tuple, matrix)))]
    signed = np.poly(np.array(matrix, dtype=float))[1:] * (-1.0) ** np.arange(1, n + 1)
    assert sums == pytest.approx(list(signed), abs=1e-6 * 10**n)


def test_the_norm_of_the_noise_is_decided_exactly():
    """E = diag(1/2, -1/2): epsilon = 1/2 is enough, and nothing less."""
    point = {"depth": 2, "spectrum": (1, "1/2"), "factor": (("1/2", "1/2"), ("0", "1")), "rank": 2}
    sharp = claim("stopping.plateau/threshold_sharp")
    E = np.diag([1, 0.5]) - floats(point["factor"]) @ floats(point["factor"]).T
    norm = Fraction(float(np.abs(np.linalg.eigvalsh(E)).max()))
    assert sharp.examine(**point, noise=norm + Fraction(1, 10**9)).name == "holds"
    assert "||E|| <= epsilon" in sharp.examine(**point, noise=norm - Fraction(1, 10**9)).which


@pytest.mark.parametrize(
    ("spectrum", "factor"),
    [
        # E = 1 and E = -1, alone and beside smaller eigenvalues of the other sign
        (("1",), (("0",),)),
        (("0",), (("1",),)),
        (("1", "-1/4"), (("0",), ("0",))),
        (("1/4", "0"), (("0",), ("1",))),
    ],
)
def test_noise_is_bounded_on_both_sides(spectrum, factor):
    """||E|| = 1 is more than epsilon = 1/2, whichever sign has the eigenvalue."""
    point = {"depth": 2, "spectrum": spectrum, "factor": factor, "rank": 1}
    for name in ("threshold", "threshold_sharp"):
        of = claim(f"stopping.plateau/{name}")
        beyond = of.examine(**point, noise="1/2")
        assert beyond.name == "outside hypotheses"
        assert "||E|| <= epsilon" in beyond.which
        assert of.examine(**point, noise="1").name == "holds"


def test_five_is_attained():
    """What = diag(1, 1), W* = diag(0, 2), What_1 = diag(1, 0), ||E|| = 1."""
    point = {"depth": 2, "spectrum": (1, 1), "factor": ((0,), (1,)), "rank": 1, "noise": 1}
    doubled = point | {"factor": (("0", "0"), ("1", "1")), "rank": 2}
    attained = point | {"spectrum": ("1/2", "1/2"), "noise": "1/2"}
    verdict = claim("stopping.plateau/threshold_sharp").examine(**attained)
    assert (verdict.name, verdict.certificate["margin"]) == ("holds", "0")
    assert claim("stopping.plateau/threshold_sharp").examine(**doubled).name == "holds"


def test_a_rank_that_does_not_exist_is_outside():
    above = {**POINTS["stopping.plateau"], "rank": 5}
    assert "L <= n" in claim("stopping.plateau").examine(**above).which


def test_early_stopping_helps_where_the_noise_is_positive():
    """W* = 1, E = 1/10: the descent passes W* on its way to What."""
    always = claim("stopping.always_better")
    point = always.counterexamples[0] | {"spectrum": ("11/10",), "steps": 10}
    assert always.examine(**point).name == "holds"


@pytest.mark.parametrize(("steps", "verdict"), [(1, "undecided"), (10, "undecided"), (20, "holds")])
def test_a_better_step_may_be_later_than_the_first(steps, verdict):
    """W* = 1, E = 1/10: W* is passed after step 10, so no fewer steps refute it."""
    always = claim("stopping.always_better")
    values = always.counterexamples[0] | {"spectrum": "11/10", "alpha": "1/10", "steps": steps}
    found = always.examine(**values)
    assert found.name == verdict
    forged = dict(always.examine(**always.counterexamples[0]).certificate)
    forged["parameters"] = always.point(**values).as_text()
    forged["digest"] = digest(forged)
    assert verify_content(forged).verdict != "refuted"


@pytest.mark.parametrize(
    ("spectrum", "factor", "verdict"),
    [
        ("1/2,1/4", [["1", "0"], ["0", "1"]], "refuted"),
        ("1/2,-1/4", [["1"], ["0"]], "refuted"),
        ("1/2,0", [["1"], ["0"]], "refuted"),
        ("1/2,-1/4", [["1"], ["1/2"]], "undecided"),
        ("1/2,1/4", [["1"], ["1/8"]], "undecided"),
    ],
)
def test_it_is_refuted_where_no_eigenvalue_comes_nearer_than_its_limit(spectrum, factor, verdict):
    always = claim("stopping.always_better")
    values = {"depth": 2, "alpha": "1/4", "eta": "1/2", "steps": 2}
    found = always.examine(**values, spectrum=spectrum, factor=factor)
    assert found.name == verdict
    if verdict == "refuted":
        replay = verify_content(found.certificate)
        assert (replay.verdict, replay.second_reading) == ("refuted", True)


@pytest.mark.parametrize("name", ["stopping.plateau/threshold", "stopping.plateau/threshold_sharp"])
def test_the_rank_of_the_truth_is_no_count_of_columns(name):
    subject = claim(name)
    values = {"depth": 2, "spectrum": "1,0", "rank": 1, "noise": "8"}
    for factor in ([["1", "0"], ["0", "0"]], [["1", "2"], ["1/2", "1"]], [["0", "0"], ["0", "0"]]):
        verdict = subject.examine(**values, factor=factor)
        assert verdict.name == "holds"
        replay = verify_content(verdict.certificate)
        assert (replay.verdict, replay.second_reading) == ("holds", True)
    outside = subject.examine(**values, factor=[["1", "2"], ["1/2", "2"]])
    assert "rank W* <= L" in outside.which


def test_a_study_depends_on_its_seed_alone():
    assert gaussian_study(2, 3, 100) == gaussian_study(2, 3, 100)
    assert gaussian_study(2, 3, 100) != gaussian_study(2, 4, 100)


TIES = {
    "at the start": {
        "depth": 2,
        "spectrum": "1",
        "factor": [["1"]],
        "alpha": "1/2",
        "eta": "1/4",
        "delta": "3/4",
    },
    "after a step": {
        "depth": 2,
        "spectrum": "1",
        "factor": [["1"]],
        "alpha": "1/2",
        "eta": "1/4",
        "delta": "663/1024",
    },
}


@pytest.mark.parametrize("point", TIES.values(), ids=TIES)
def test_a_plateau_that_begins_exactly_at_its_bound_holds(point):
    """w(K_1) = (1 - delta) lambda is an equality that no ball shows, far as the plateau goes on."""
    verdict = claim("stopping.plateau").examine(**point, rank=1, quiet_level="1/2", steps=10**40)
    assert verdict.name == "holds"
    assert verdict.certificate["margin"]["mid"] == [0, 0]
    assert verify_content(verdict.certificate).verdict == "holds"


def test_a_difference_of_nearly_nothing_has_a_square():
    """Off the diagonal W* may be a ball around 0, of which flint has no power."""
    verdict = claim("stopping.plateau").examine(
        depth=2,
        spectrum="1,1/68719476736",
        factor=[["-23/12", "-1"], ["1", "-23/12"]],
        rank=2,
        alpha="1/26214400",
        eta="15/32",
        delta="1/2",
        quiet_level="3/1374389534720000",
        steps=24,
    )
    assert verdict.name == "holds"
    assert verify_content(verdict.certificate).verdict == "holds"
