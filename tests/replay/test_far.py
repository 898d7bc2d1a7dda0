"""Far hitting times and iterates of the replay, against iteration and against certified ones."""

import random
from fractions import Fraction

import mpmath
import pytest

from dmfcheck import claim
from dmfcheck.base.certificate import digest
from dmfcheck.dynamics.balls.hitting_time import hitting_time_original
from dmfcheck.hunt.subject import read_subject
from dmfcheck.replay import far
from dmfcheck.replay.abel import precision
from dmfcheck.replay.lacking import CannotReplay
from dmfcheck.replay.verify import verify_content


def iterated(depth, eigenvalue, alpha, eta, steps):
    """w after every step up to ``steps``, in 60 digits."""
    with mpmath.workdps(60):
        limit, d, size = (mpmath.mpf(v.numerator) / v.denominator for v in (eigenvalue, alpha, eta))
        values = [d**depth]
        for _ in range(steps):
            d += size * d ** (depth - 1) * (limit - d**depth)
            values.append(d**depth)
        return values


def drawn(seed):
    """(depth, eigenvalue, alpha, eta): a start below the eigenvalue and h <= 1/N."""
    rng = random.Random(seed)
    depth = rng.randint(2, 9)
    eigenvalue = Fraction(rng.randint(1, 50), rng.randint(1, 20))
    most = float(eigenvalue) ** (1 / depth)
    alpha = Fraction(rng.randint(1, 999), 1000) * Fraction(most).limit_denominator(1000)
    share = Fraction(rng.randint(1, 999), 1000) ** rng.randint(1, 2)
    eta = share * Fraction(float(eigenvalue) ** (2 / depth - 2) / depth).limit_denominator(10**6)
    return depth, eigenvalue, alpha, eta


@pytest.mark.parametrize("seed", range(16))
def test_times_and_iterates_are_those_of_plain_iteration(seed):
    depth, eigenvalue, alpha, eta = drawn(seed)
    if alpha**depth >= eigenvalue or not far.rises(depth, eigenvalue, alpha, eta):
        alpha, eta = alpha / 2, eta / 2
    values = iterated(depth, eigenvalue, alpha, eta, 3000)
    for fraction in (Fraction(1, 7), Fraction(999, 1000), 1 - Fraction(1, 10**9)):
        level = mpmath.mpf(fraction.numerator) / fraction.denominator
        reached = [k for k, w in enumerate(values) if w >= level * float(eigenvalue)]
        if reached and reached[0]:
            found = far.hitting_bracket(depth, eigenvalue, alpha, eta, fraction)
            assert found == (reached[0], reached[0])
    with precision(100):
        for step in (1, 17, 400, 3000):
            low, high = far.risen_value(depth, eigenvalue, alpha, eta, step)
            share = values[step] / (mpmath.mpf(eigenvalue.numerator) / eigenvalue.denominator)
            assert low <= share <= high
            assert (high - low) / share < 1e-12


@pytest.mark.parametrize(
    ("depth", "alpha", "eta", "missing"),
    [
        (2, "1e-300", "1/200", "1/4"),
        (3, "1e-300", "1/10", "1/4"),
        (6, "1e-20", "1/6", "1/4"),
        (11, "1e-9", "1e-7", "1/4"),
        (2, "1/2", "1/4", "1e-500"),
    ],
)
def test_times_of_any_length_are_those_that_were_certified(depth, alpha, eta, missing):
    given = (depth, Fraction(1), Fraction(alpha), Fraction(eta), 1 - Fraction(missing))
    certified = hitting_time_original(*given)
    assert far.hitting_bracket(*given) == (certified.lo, certified.hi)


@pytest.mark.parametrize("eigenvalue", ["0", "-1/3", "-4", "1/50"])
@pytest.mark.parametrize(("depth", "alpha"), [(2, "3/4"), (3, "1/2"), (5, "9/10")])
def test_falling_eigenvalues_are_enclosed(depth, alpha, eigenvalue):
    given = (depth, Fraction(eigenvalue), Fraction(alpha), Fraction(1, 100))
    values = iterated(*given, 2000)
    with precision(100):
        for step in (1, 50, 2000):
            low, high = far.fallen_value(*given, step)
            assert low <= values[step] <= high
            if eigenvalue == "0":
                assert (high - low) / low < 0.1


def test_an_eigenvalue_just_below_the_start_is_approached_as_fast_as_its_slope_says():
    given = (2, Fraction(14, 25), Fraction(3, 4), Fraction(1, 100))
    limit = mpmath.mpf(14) / 25
    for step, w in enumerate(iterated(*given, 500)):
        if step % 100 == 0:
            low, high = far.fallen_value(*given, step)
            assert low <= w <= high
            assert (w - limit) > 0.9 * (high - limit)


def test_a_falling_eigenvalue_that_may_jump_over_its_limit_is_left_open():
    with pytest.raises(CannotReplay, match="so large a step"):
        far.fallen_value(2, Fraction(1), Fraction(3), Fraction(1, 2), 10**6)


PLATEAU = {
    "spectrum": "1,1/2,1/10",
    "rank": 2,
    "eta": "1/10",
    "delta": "1/100",
    "quiet_level": "1/1000",
}
FAR = [
    ("rank.plateau", PLATEAU | {"depth": 3, "alpha": "1e-300", "steps": 5}),
    ("rank.plateau", PLATEAU | {"depth": 2, "alpha": "1e-200", "steps": 5}),
    (
        "order.rate",
        {"depth": 4, "spectrum": "2,1", "alpha": "1e-30", "eta": "1/40", "fraction": "1/2"},
    ),
    (
        "stopping.plateau",
        PLATEAU
        | {
            "depth": 3,
            "spectrum": "1,1/2,-1/3",
            "factor": [["1"], ["0"], ["0"]],
            "alpha": "1e-30",
            "steps": 10**20,
        },
    ),
]


@pytest.mark.parametrize(("claim_id", "values"), FAR)
def test_verdicts_at_far_steps_replay_and_forged_ones_do_not(claim_id, values):
    certificate = claim(claim_id).examine(**values).certificate
    assert verify_content(certificate).verdict == "holds"
    mantissa, exponent = certificate["margin"]["mid"]
    forged = certificate | {"margin": certificate["margin"] | {"mid": [mantissa, exponent - 1]}}
    forged["digest"] = digest(forged)
    assert verify_content(forged).verdict == "rejected"


def test_a_refutation_at_step_1e17_replays():
    unit = Fraction(1, 11258999068426240000000000)
    refuted = (
        read_subject("stopping.plateau~noise")
        .claim()
        .examine(
            depth=4,
            spectrum=[Fraction(1, 10**10), unit, unit, Fraction(1, 15011998757901653333333333), 0],
            factor=[[0, 0], [0, "1/33333"], [0, 0], [0, 0], [0, 0]],
            rank=1,
            alpha="1/142631004",
            eta=3906250000000,
            delta="1/1048576",
            quiet_level="1/11258999068426239999970498",
            steps=99261673506363322,
        )
    )
    assert verify_content(refuted.certificate).verdict == "refuted"
