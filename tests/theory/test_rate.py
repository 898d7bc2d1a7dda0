"""The claims about rates of recovery must break where they should, and only there."""

from dataclasses import replace
from fractions import Fraction

import pytest

from dmfcheck.claims.judge import confirm
from dmfcheck.dynamics.balls.hitting_time import hitting_time_original
from dmfcheck.theory.ledger import claim
from dmfcheck.theory.order import rate

STARTS = [3, 30, 300, 3000]


def name_at(subject, **values):
    return confirm(subject, subject.point(**values)).name


def pair(depth, exponent, **changes):
    values = {
        "depth": depth,
        "spectrum": (1, "1/2"),
        "alpha": Fraction(1, 10**exponent),
        "eta": Fraction(2, 5 * (depth - 1)),
        "fraction": "1/2",
    }
    return values | changes


@pytest.mark.parametrize("exponent", STARTS)
@pytest.mark.parametrize("depth", [2, 3, 5, 8])
def test_the_rate_holds_at_every_scale(depth, exponent):
    assert name_at(claim("order.rate"), **pair(depth, exponent)) == "holds"


@pytest.mark.parametrize(
    ("depth", "limit"), [(2, 0.541873), (3, 0.5), (5, 0.5)], ids=["ln 1.2/ln 1.4", "1/2", "1/2"]
)
def test_the_limit_is_approached_by_certified_times(depth, limit):
    values = pair(depth, 3000)
    larger, smaller = (
        hitting_time_original(depth, value, values["alpha"], values["eta"], "1/2").lo
        for value in values["spectrum"]
    )
    ratio = Fraction(larger, smaller)
    assert abs(ratio - Fraction(limit)) < Fraction(1, 10_000)


def test_the_bound_is_attained_but_for_a_small_part():
    # Eigenvalues far apart and a low level: K_i/K_j misses its limit by nearly all of the bound.
    subject = claim("order.rate")
    point = pair(2, 30, spectrum=(1, "1e-20"), eta="1/2", fraction="1/100")
    tightened = replace(
        subject,
        constants=(
            subject.constants[0],
            replace(rate.SLACK, stated=lambda N: Fraction(9, 10)),
        ),
    )
    assert name_at(subject, **point) == "holds"
    assert name_at(tightened, **point) == "refuted"


@pytest.mark.parametrize("depth", [2, 3])
def test_the_inequality_turned_around_is_refuted(depth):
    subject = claim("order.rate")
    turned = replace(subject, margin=lambda a, p, c: -subject.margin(a, p, c))
    assert name_at(turned, **pair(depth, 30)) == "refuted"


@pytest.mark.parametrize("depth", [2, 3, 5])
def test_the_ratio_of_the_wrong_eigenvalues_is_refuted(depth, monkeypatch):
    limit = rate.limiting_ratio
    monkeypatch.setattr(rate, "limiting_ratio", lambda a, p, i, j: limit(a, p, j, i))
    assert name_at(claim("order.rate"), **pair(depth, 30)) == "refuted"


def test_the_logarithms_of_two_layers_are_refuted_for_three(monkeypatch):
    def logarithms(a, p, i, j):
        return a.log(1 + p.eta * p.spectrum[j]) / a.log(1 + p.eta * p.spectrum[i])

    monkeypatch.setattr(rate, "limiting_ratio", logarithms)
    assert name_at(claim("order.rate"), **pair(2, 30)) == "holds"
    assert name_at(claim("order.rate"), **pair(3, 30)) == "refuted"


def test_proportion_to_the_eigenvalue_fails_at_fixed_steps_and_holds_as_they_shrink():
    literal = claim("order.rate_literal")
    small_steps = claim("order.rate_literal/small_steps")
    point = pair(2, 30)
    assert name_at(literal, **point) == "refuted"
    for divisor in (1, 10, 1000):
        assert name_at(small_steps, **point | {"eta": Fraction(2, 5 * divisor)}) == "holds"
    # What is missed at 30 digits is within the bound once the step is small enough.
    assert name_at(literal, **point | {"eta": Fraction(1, 1000)}) == "holds"


def test_the_share_of_small_steps_is_needed():
    literal = claim("order.rate_literal/small_steps")
    without = replace(literal, margin=claim("order.rate_literal").margin)
    assert name_at(without, **pair(2, 300)) == "refuted"


def test_three_layers_are_not_asked_about_the_literal_claim():
    from dmfcheck.base.validation import BadInput

    with pytest.raises(BadInput, match="depth"):
        claim("order.rate_literal").point(**pair(3, 30))


@pytest.mark.parametrize(
    ("changes", "hypothesis"),
    [
        ({"spectrum": (1,)}, "two eigenvalues or more"),
        ({"alpha": "9/10"}, "alpha^N < theta lambda_n"),
        ({"eta": "3/5"}, "h_1 <= 1/N"),
    ],
)
def test_nothing_is_claimed_outside_the_hypotheses(changes, hypothesis):
    subject = claim("order.rate")
    verdict = confirm(subject, subject.point(**pair(2, 3) | changes))
    assert verdict.name == "outside hypotheses"
    assert verdict.which == (hypothesis,)
