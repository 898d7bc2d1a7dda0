from fractions import Fraction

import pytest

from dmfcheck import BadInput, Problem


def make(**changes):
    values = {"spectrum": "2,1", "depth": 3, "alpha": "1/10", "eta": "1/40"} | changes
    return Problem.from_spectrum(values.pop("spectrum"), **values)


def test_floats_are_the_dyadic_rationals_that_they_are():
    assert make(alpha=0.1).alpha == Fraction(0.1) != Fraction(1, 10)
    assert make(alpha="0.1").alpha == Fraction(1, 10)


def test_spectrum_is_sorted_with_ties_kept():
    assert make(spectrum=[1, -1, "3/2", 1]).spectrum == (Fraction(3, 2), 1, 1, -1)


@pytest.mark.parametrize(
    ("changes", "argument"),
    [
        ({"depth": 1}, "depth"),
        ({"depth": 51}, "depth"),
        ({"depth": 2.5}, "depth"),
        ({"depth": True}, "depth"),
        ({"alpha": 0}, "alpha"),
        ({"alpha": float("nan")}, "alpha"),
        ({"alpha": None}, "alpha"),
        ({"eta": -1}, "eta"),
        ({"eta": "1/0"}, "eta"),
        ({"eta": "1e999999999"}, "eta"),
        ({"beta": "1/10"}, "beta"),
        ({"beta": "-1/10"}, "beta"),
        ({"spectrum": ""}, "spectrum"),
        ({"spectrum": "3,,1"}, "spectrum"),
        ({"spectrum": []}, "spectrum"),
        ({"spectrum": 3}, "spectrum"),
        ({"spectrum": [1, float("inf")]}, "spectrum entry 2"),
    ],
)
def test_bad_input_is_one_line_that_names_the_argument(changes, argument):
    with pytest.raises(BadInput) as refusal:
        make(**changes)
    message = str(refusal.value)
    assert message.startswith(argument)
    assert "accepted: " in message
    assert "\n" not in message


def test_the_stable_bound_is_decided_exactly_at_equality():
    at_bound = make(spectrum="8", eta=Fraction(1, 48))
    assert at_bound.monotone_step()
    assert not make(spectrum="8", eta=Fraction(1, 48) + Fraction(1, 10**40)).monotone_step()


def test_a_step_above_the_stable_bound_says_the_bound():
    with pytest.raises(BadInput, match=r"eta is 1, above the stable bound .* = 0\.020833333"):
        make(spectrum="8", eta=1).require_stable_step()


def test_scaled_coordinates_of_an_exact_cube():
    start, step = make(spectrum="8", eta="1/160").scaled(Fraction(8))
    assert abs(float(start) - 1 / 20) < 1e-15
    assert abs(float(step) - 1 / 10) < 1e-15
