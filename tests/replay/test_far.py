"""Far hitting times and iterates of the replay, against iteration and against certified ones."""

import random
from fractions import Fraction

import mpmath
import pytest

from dmfcheck import claim
from dmfcheck.base.certificate import digest
from dmfcheck.dynamics.balls.hitting_time import hitting_time_original
from dmfcheck.hunt.subject import read_subject
from dmfcheck.replay import far, passage
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


@pytest.mark.parametrize(
    ("depth", "eigenvalue", "alpha", "eta", "step"),
    [
        (2, "-4", "1e-20", "1e-9", 10**10),
        (3, "-4", "1e-9", "1e-6", 10**16),
        (5, "-1/3", "1e-6", "1e-4", 10**24),
        (2, "0", "3/4", "1e-6", 10**8),
        (4, "0", "3/4", "1e-6", 10**9),
    ],
)
def test_far_falls_are_what_the_flow_says(depth, eigenvalue, alpha, eta, step):
    """Steps so small that the descent is its flow: d' = d^{N-1} (lambda - d^N), lambda or d^N = 0.

    d^{-m} grows by m eta |lambda| a step, m = N-2 (for N = 2 ln d falls), or by m eta (m = 2N-2).
    """
    value, alpha, eta = (Fraction(text) for text in (eigenvalue, alpha, eta))
    with precision(200), mpmath.workdps(50):
        low, high = far.fallen_value(depth, value, alpha, eta, step)
        time = step * mpmath.mpf(eta.numerator) / eta.denominator
        start = mpmath.mpf(alpha.numerator) / alpha.denominator
        pull = mpmath.mpf(-value.numerator) / value.denominator
        m = 2 * depth - 2 if value == 0 else depth - 2
        if m:
            d = (start**-m + m * time * (pull or 1)) ** (-mpmath.mpf(1) / m)
        else:
            d = start * mpmath.exp(-time * pull)
        assert low <= high
        assert abs(high / d**depth - 1) < 1e-3
        assert low == 0 if value else abs(low / d**depth - 1) < 1e-3


def test_an_eigenvalue_just_below_the_start_is_approached_as_fast_as_its_slope_says():
    given = (2, Fraction(14, 25), Fraction(3, 4), Fraction(1, 100))
    limit = mpmath.mpf(14) / 25
    for step, w in enumerate(iterated(*given, 500)):
        if step % 100 == 0:
            low, high = far.fallen_value(*given, step)
            assert low <= w <= high
            assert (w - limit) > 0.9 * (high - limit)


def test_where_an_orbit_rises_or_never_passes_its_limit_is_exact():
    more = 1 + Fraction(1, 10**9)
    half, eighth = Fraction(1, 2), Fraction(1, 8)
    # h = 1/N with irrational roots too: (eta N)^N lambda^{2N-2} = 1.
    assert far.rises(3, Fraction(8), half, Fraction(1, 48))
    assert not far.rises(3, Fraction(8), half, Fraction(1, 48) * more)
    assert far.rises(2, Fraction(3), half, Fraction(1, 6))
    assert not far.rises(2, Fraction(3), half, Fraction(1, 6) * more)
    assert far.rises(3, eighth, half, half)
    assert not far.rises(3, eighth, half * more, half)
    for wrong in ((-half, half), (Fraction(0), half), (half, Fraction(0)), (half, -half)):
        assert not far.rises(2, Fraction(1), *wrong)
        assert not far.never_passes(2, Fraction(0), *wrong)
    # N eta alpha^{2N-2} <= 1 above a positive limit, eta alpha^{N-2} (alpha^N - lambda) <= 1 else.
    assert far.never_passes(3, Fraction(1), Fraction(2), Fraction(1, 48))
    assert not far.never_passes(3, Fraction(1), Fraction(2), Fraction(1, 48) * more)
    assert not far.never_passes(3, Fraction(8), Fraction(2), Fraction(1, 48))
    for eigenvalue, eta in ((0, Fraction(1, 16)), (-2, Fraction(1, 20))):
        assert far.never_passes(3, Fraction(eigenvalue), Fraction(2), eta)
        assert not far.never_passes(3, Fraction(eigenvalue), Fraction(2), eta * more)


@pytest.mark.parametrize(("depth", "start"), [(2, "1e-30"), (3, "1/100"), (6, "1/10")])
def test_the_estimate_of_the_steps_is_that_of_the_plateau(depth, start):
    """(x_0^{2-N}/(N-2) - ln(1 - fraction))/h in scaled coordinates, here with lambda^{1/N} = 4."""
    x0, h, fraction = Fraction(start), Fraction(1, 100), Fraction(2, 3)
    given = (depth, Fraction(4) ** depth, 4 * x0, h / Fraction(4) ** (2 * depth - 2), fraction)
    wait = mpmath.log(1 / x0) if depth == 2 else float(x0) ** (2 - depth) / (depth - 2)
    assert float(far.steps_estimate(*given)) == pytest.approx(100 * float(wait + mpmath.log(3)))


def test_steps_are_counted_up_to_a_limit(monkeypatch):
    """One by one where no jump is possible; then the end on that side, or the refusal."""
    monkeypatch.setattr(far, "COUNTED", 20)
    for step in (5, 20):
        x = Fraction(1, 8)
        for _ in range(step):
            x += Fraction(1, 4) * x * (1 - x * x)
            x = x.limit_denominator(10**30)
        with precision(100):
            given = 2, Fraction(1, 4), Fraction(1, 8)
            ends = [far._counted(*given, step, Fraction(0.999999), side) for side in (0, 1)]
            assert ends[0] <= x <= ends[1]
            assert ends[1] - ends[0] < Fraction(1, 10**25)
    with precision(100):
        with pytest.raises(CannotReplay, match="more than 20 steps"):
            far._counted(*given, 21, Fraction(0.999999), 0)
        found = [far._counted(*given, 10**6, Fraction(0.25), side) for side in (0, 1)]
        assert found == [Fraction(1, 4), 1]


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


@pytest.mark.parametrize(("depth", "h"), [(2, "1/3"), (3, "1/90"), (6, "1/7")])
def test_the_steps_to_nearly_one_are_bounded_and_not_absurdly_so(depth, h):
    h, x, nearly_one = Fraction(h), Fraction(7, 10), 1 - Fraction(1, 2**60)
    with precision(100), mpmath.workdps(40):
        bound = far._settling(depth, h, x, nearly_one)
        assert far._settling(depth, h, nearly_one, nearly_one) == 0
        position, steps = mpmath.mpf(7) / 10, 0
        step = mpmath.mpf(h.numerator) / h.denominator
        while 1 - position > mpmath.mpf(2) ** -60:
            position += step * position ** (depth - 1) * (1 - position**depth)
            steps += 1
        # ln(0.3 2^60) / (h 0.7^{N-1}).
        expected = mpmath.log(mpmath.mpf("0.3") * 2**60) / (step * mpmath.mpf("0.7") ** (depth - 1))
        assert abs(bound - expected) < 1e-20 * expected
        assert steps <= bound


@pytest.mark.parametrize("depth", [3, 4])
@pytest.mark.parametrize("more", [0, 1, 2])
def test_a_level_just_beyond_the_jump_is_not_passed_by_it(depth, more):
    """The level is that of so many steps after the orbit left where the Abel function decides."""
    h, x0 = Fraction(1, depth), Fraction(1, 100)
    with mpmath.workdps(60):
        last = mpmath.mpf(passage.switch(depth, h).numerator) / passage.switch(depth, h).denominator
        x, steps = mpmath.mpf(1) / 100, 0
        while x <= last or more:
            more -= x > last
            x += x ** (depth - 1) * (1 - x**depth) / depth
            steps += 1
        level = Fraction(str(x * (1 - mpmath.mpf(10) ** -6)))
    assert passage.bracket(depth, h, x0, level, steps) == (steps, steps)


@pytest.mark.parametrize("depth", [2, 3, 5])
@pytest.mark.parametrize("near", ["1/10", "1/2", "99/100"])
def test_the_place_after_a_jump_is_found_to_every_digit(depth, near):
    """From a guess a hundredth of ln(x/(1-x)) away, also where the orbit saturates."""
    h, x0, near = Fraction(1, 10**6), Fraction(1, 20), Fraction(near)
    guess = near + near * (1 - near) / 100
    with precision(300):
        steps = int(passage.abel_interval(depth, h, x0, near)[0])
        below, above = passage.position_after(depth, h, x0, guess, steps)
        assert 0 < above - below < Fraction(1, 10**30)
        assert abs(below - near) < Fraction(1, 10**5)
