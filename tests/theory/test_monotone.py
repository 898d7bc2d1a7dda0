"""The monotone family: its measures, its known counterexamples to the printed digits, its power."""

from collections import Counter
from fractions import Fraction
from itertools import combinations, product

import pytest
from flint import arb, ctx

from dmfcheck.claims.ball_point import BallPoint
from dmfcheck.claims.exact import Exact
from dmfcheck.claims.judge import confirm
from dmfcheck.claims.sign import sign_of
from dmfcheck.replay.lacking import Blurred
from dmfcheck.replay.readings.numbers import Enclosed, Exactly, Irrational
from dmfcheck.replay.readings.ranks import rank_less_one
from dmfcheck.theory.conditions import LEADING_STEP
from dmfcheck.theory.effective_rank import effective_rank, rank_sequence, unimodal_margin
from dmfcheck.theory.ledger import claim, ledger
from dmfcheck.theory.monotone import literal as monotone_false
from dmfcheck.theory.monotone import rank as monotone
from dmfcheck.theory.monotone import variants as monotone_variants
from dmfcheck.theory.monotone.from_above import excess
from dmfcheck.theory.monotone.orbits import decayed, heavy_ball
from dmfcheck.theory.mutants import mutants

BITS = 200


def in_balls(claim_id, values, sequence):
    """``sequence(arithmetic, point)`` at the point, as balls."""
    with ctx.workprec(BITS):
        balls = BallPoint()
        return sequence(balls, claim(claim_id).point(**values).converted(balls.number))


def known(claim_id, index=0):
    return claim(claim_id).counterexamples[index]


def agrees(ball, digits):
    """Whether the number in the ball rounds to the printed decimal digits."""
    unit = Fraction(1, 10 ** len(digits.partition(".")[2]))
    return abs(ball - arb(str(Fraction(digits).numerator)) / Fraction(digits).denominator) < arb(
        str(unit.numerator)
    ) / (2 * unit.denominator) * (1 + arb(10) ** -9)


def test_the_margin_is_the_definition_of_falling_then_rising():
    for values in product(range(1, 4), repeat=5):
        falls_then_rises = not any(
            values[j] > values[i] and values[j] > values[k] for i, j, k in combinations(range(5), 3)
        )
        margin = unimodal_margin(Exact(), [Fraction(v) for v in values])
        assert (margin >= 0) == falls_then_rises, values
        # A single tie keeps the margin away from 0, so that balls decide it.
        distinct_but_one = sum(a == b for a, b in combinations(values, 2)) <= 1
        if falls_then_rises and distinct_but_one:
            assert margin > 0, values


def test_the_margin_does_not_depend_on_the_scale():
    values = [Fraction(v) for v in (5, 3, 4, 2)]
    assert unimodal_margin(Exact(), values) == unimodal_margin(Exact(), [v / 7 for v in values])
    assert unimodal_margin(Exact(), values) == Fraction(-1, 4)


def test_equal_eigenvalues_have_a_constant_rank_in_every_arithmetic():
    values = {"depth": 3, "spectrum": "1/3,1/3,1/3", "alpha": "1/7", "eta": "1/9", "steps": 40}
    subject = claim("monotone.rank")
    assert confirm(subject, subject.point(**values)).name == "holds"
    assert in_balls("monotone.rank", values, rank_sequence)[-1] == 3


def test_the_effective_rank_counts_sizes_and_multiplicities():
    w = [Fraction(2), Fraction(-4), Fraction(1)]
    assert effective_rank(Exact(), w) == Fraction(7, 4)
    assert effective_rank(Exact(), w, [1, 2, 3]) == Fraction(13, 4)


SEQUENCES = {
    "monotone.entropy": monotone_false.measured_by(monotone_false.entropy_rank),
    "monotone.participation": monotone_false.measured_by(monotone_false.participation),
    "monotone.literal": rank_sequence,
    "monotone.literal/perturbed": rank_sequence,
    "monotone.start/deep": monotone.leading_quotients,
    "monotone.momentum": monotone_variants.ranks_along(heavy_ball),
    "monotone.decay": monotone_variants.ranks_along(decayed),
}
PRINTED = [
    ("monotone.entropy", 0, {12: "224.3267", 32: "329.9291", 63: "216.3703"}),
    ("monotone.entropy", 1, {5: "2.532777", 6: "2.532795"}),
    ("monotone.participation", 0, {5: "2.41968503", 6: "2.41968712", 8: "2.41968681"}),
    ("monotone.literal", 0, {22: "1.18209", 94: "1.50797"}),
    (
        "monotone.start/deep",
        0,
        {0: "9", 1: "10.09", 2: "11.32", 3: "12.51", 4: "13.17", 5: "12.60"},
    ),
    ("monotone.momentum", 0, {3: "1.194", 6: "1.279", 7: "1.255"}),
    ("monotone.decay", 0, {5: "1.552", 10: "1.605"}),
    ("monotone.literal/perturbed", 0, {0: "2", 3: "1.032", 9: "1.990", 20: "1.247"}),
]


@pytest.mark.parametrize(("claim_id", "index", "printed"), PRINTED)
def test_known_counterexamples_have_the_printed_digits(claim_id, index, printed):
    values = in_balls(claim_id, known(claim_id, index), SEQUENCES[claim_id])
    for step, digits in printed.items():
        assert agrees(values[step], digits), (step, values[step])


@pytest.mark.parametrize(
    ("claim_id", "index", "steps", "limit"),
    [
        ("monotone.entropy", 1, 60, "2.532783"),
        ("monotone.decay", 0, 60, "1.564"),
        ("monotone.literal/perturbed", 0, 400, "1.333"),
        ("monotone.literal", 0, 4000, "1.50"),
    ],
)
def test_where_they_end(claim_id, index, steps, limit):
    values = {**known(claim_id, index), "steps": steps}
    assert agrees(in_balls(claim_id, values, SEQUENCES[claim_id])[-1], limit)


def test_known_values_are_exact():
    decreasing = {"depth": 2, "spectrum": "1,0", "alpha": "1/2", "eta": "1/4", "steps": 2}
    point = claim("monotone.literal").point(**decreasing)
    assert rank_sequence(Exact(), point)[1] == Fraction(586, 361)
    wavering = {"depth": 2, "spectrum": "1,81/100", "alpha": "9/10", "eta": "3/4", "steps": 3}
    point = claim("monotone.rank").point(**wavering)
    ranks = rank_sequence(Exact(), point)
    assert ranks[:2] == [2, Fraction(368849, 208849)]
    assert [round(float(r), 4) for r in ranks[2:]] == [1.8364, 1.7981]
    assert claim("monotone.rank").examine(**wavering).name == "outside hypotheses"
    free = claim("monotone.rank").without_hypothesis(LEADING_STEP)
    assert confirm(free, point).name == "refuted"


@pytest.mark.parametrize(
    ("alpha", "turn"),
    [("1e-1", 21), ("1e-2", 39), ("1e-4", 78), ("1e-8", 156), ("1e-30", 586), ("1e-300", 5865)],
)
def test_few_initial_steps_are_any_number_of_steps(alpha, turn):
    """diag(1, 1/2), eta = 1/8: r falls up to the turn and rises from there."""
    values = {"depth": 2, "spectrum": "1,1/2", "alpha": alpha, "eta": "1/8", "steps": turn + 1}
    subject = claim("monotone.literal/few_steps")
    for few, verdict in ((turn - 1, "refuted"), (turn, "holds")):
        assert confirm(subject, subject.point(**values, few=few)).name == verdict, few


def test_a_start_with_the_smaller_eigenvalue_ahead_does_not_even_keep_the_norms_in_order():
    """N = 2: sum w_i / w_1 falls, then rises, but the effective rank need not."""
    values = known("monotone.start/effective_rank")
    assert claim("monotone.start").examine(**values).name == "holds"
    assert claim("monotone.start/effective_rank").examine(**values).name == "refuted"


def test_one_positive_eigenvalue_is_always_approached_from_above():
    values = known("monotone.from_above/one_positive")
    subject = claim("monotone.from_above/one_positive")
    for steps in (1, 10, 1000):
        assert subject.examine(**{**values, "steps": steps}).name == "refuted"
    two = {**values, "spectrum": "1,1/2,-1", "alpha": "1/2", "steps": 400}
    assert claim("monotone.from_above/two_layers").examine(**two).name == "holds"


@pytest.mark.parametrize("steps", [100, 400])
def test_an_eigenvalue_zero_keeps_two_layers_above_whatever_the_rates(steps):
    """w_3 = 1/(2 eta k) in the end, which is more than any rate to the power k."""
    values = {"depth": 2, "spectrum": "1,1/10,0,-1", "alpha": "1/4", "eta": "1/4", "steps": steps}
    verdict = claim("monotone.from_above/two_layers").examine(**values)
    assert verdict.which == ("no eigenvalue is 0",)
    assert mutants()["monotone.from_above/two_layers~zero"].claim.examine(**values).name == (
        "refuted"
    )
    without = values | {"spectrum": "1,1/10,-1"}
    assert claim("monotone.from_above/two_layers").examine(**without).name == "holds"


@pytest.mark.parametrize("spectrum", ["1,1/2,0,-1/4", "1,1/2,-1/4", "1,3/4,0,0,-1/2", "1,0,-1"])
@pytest.mark.parametrize("depth", [2, 3])
def test_the_excess_is_that_of_the_effective_rank_over_its_limit(spectrum, depth):
    subject = claim("monotone.from_above" + ("/one_positive" if depth == 2 else ""))
    for steps in (1, 2, 3):
        values = {"depth": depth, "spectrum": spectrum, "alpha": "1/3", "eta": "1/4"}
        point = subject.point(**values, steps=steps)
        sizes = []
        for eigenvalue in point.exact["spectrum"]:
            d = Fraction(1, 3)
            for _ in range(steps):
                d += Fraction(1, 4) * d ** (depth - 1) * (eigenvalue - d**depth)
            sizes.append(d**depth)
        limit = sum(value for value in point.exact["spectrum"] if value > 0)
        over = sum(sizes) / sizes[0] - limit
        gaps = [
            (value, 1 - w / value)
            for value, w in zip(point.exact["spectrum"], sizes, strict=True)
            if value > 0
        ]
        vanishing = sum(sizes[len(gaps) :])
        assert sizes[0] * over == vanishing + sum(v * (gaps[0][1] - g) for v, g in gaps)
        parts = vanishing + sum(v * (gaps[0][1] + g) for v, g in gaps[1:])
        with ctx.workprec(256):
            balls = BallPoint()
            found = excess(balls, point.converted(balls.number))
            assert found.overlaps(balls.number(sizes[0] * over / parts))


@pytest.mark.parametrize("spectrum", ["-1", "-1,-1"])
def test_the_matrix_zero_has_no_effective_rank(spectrum):
    """d(1) = 0 exactly in both factors: 0/0, whatever the multiplicity."""
    values = {"depth": 2, "spectrum": spectrum, "alpha": 1, "beta": "1/2", "eta": "1/3"}
    verdict = claim("monotone.literal/perturbed").examine(**values, steps=4)
    assert (verdict.name, "ZeroDivisionError" in verdict.reason) == ("undecided", True)
    values["eta"] = "1/4"
    assert claim("monotone.literal/perturbed").examine(**values, steps=4).name == "holds"
    with ctx.workprec(64):
        assert not effective_rank(BallPoint(), [arb(0, 1)], [2]).is_finite()
        assert effective_rank(BallPoint(), [arb(3, 1)], [2]) == 2
    for numbers in (Exactly(), Enclosed()):
        with pytest.raises((Irrational, Blurred)):
            rank_less_one(numbers, [numbers.number(0)])


def test_a_smooth_power_is_exact_where_its_root_is():
    values = {"depth": 2, "spectrum": "1,1/4", "alpha": "1/4", "eta": "1/4", "steps": 2}
    subject = claim("monotone.rank/powers")
    point = subject.point(**values, power="1/2")
    assert sign_of(subject.margin, subject, point).bits == 0


def test_every_true_claim_has_at_least_four_mutants():
    counts = Counter(mutant.claim_id for mutant in mutants().values())
    for entry in ledger().values():
        if entry.id.startswith("monotone.") and entry.expected != "refuted":
            assert counts[entry.id] >= 4, entry.id
