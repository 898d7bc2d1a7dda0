"""Numbers of thousands of digits are read, printed and written in files like any others."""

import json
from fractions import Fraction

import pytest
from flint import fmpq, fmpz

from dmfcheck.base.certificate import hitting_time_certificate
from dmfcheck.base.exact_text import LONGEST, json_text, rational_text, read_rational
from dmfcheck.base.validation import BadInput, rational
from dmfcheck.commands.main import main
from dmfcheck.dynamics.digits import flow_time
from dmfcheck.theory.ledger import claim

TINY = Fraction(1, 10**5000)
ZEROS = 5000 * "0"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (f"1/1{ZEROS}", TINY),
        (f"-1{ZEROS}", -1 / TINY),
        (f"+1{ZEROS}/1{ZEROS}", Fraction(1)),
        (f"0.{ZEROS}1", TINY / 10),
        (f"1{ZEROS}.5", 1 / TINY + Fraction(1, 2)),
        (f"-.{ZEROS}25e5002", Fraction(-25)),
        (f"1{ZEROS}e-5000", Fraction(1)),
    ],
)
def test_long_numbers_are_read(text, number):
    assert rational(text, "alpha") == number
    assert rational(rational_text(number), "alpha") == number


@pytest.mark.parametrize(
    "text", [f"{ZEROS}x", f"1/{ZEROS}", f"{ZEROS}/1/1", f".e{ZEROS}", "." + 5000 * " " + "1"]
)
def test_long_text_that_is_no_number_is_refused_in_a_short_line(text):
    with pytest.raises(BadInput) as refusal:
        rational(text, "alpha")
    assert refusal.value.argument == "alpha"
    assert len(str(refusal.value)) < 200


def test_the_length_of_a_number_is_bounded():
    with pytest.raises(ValueError, match="characters"):
        read_rational(LONGEST * "1" + "0")


def test_text_of_a_rational_is_that_of_flint():
    number = Fraction(3**12_000 + 1, 7**5000)
    assert rational_text(number) == str(fmpq(fmpz(3) ** 12_000 + 1, fmpz(7) ** 5000))


def test_json_is_that_of_the_json_module():
    data = {"b": [1, -2, [], {"c": None}], "a": [True, 0.5, 'a"\n\u2028é'], "d": {}}
    assert json_text(data) == json.dumps(data)
    assert json_text(data, indent=2) == json.dumps(data, indent=2)
    compact = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    assert json_text(data, sort_keys=True, compact=True) == compact


@pytest.mark.parametrize(
    ("claim_id", "others"),
    [
        ("step.monotone", {"eigenvalue": 1, "eta": "1/4", "steps": 5}),
        ("time.deep_lower", {"depth": 3, "eigenvalue": 1, "eta": "1/4", "fraction": "1/2"}),
        ("monotone.rank", {"spectrum": "1,1/2", "eta": "1/4", "steps": 5}),
        ("perturbed.invariant", {"eigenvalue": 1, "beta": "1e-6000", "eta": "1/4", "steps": 2}),
    ],
)
def test_a_start_of_5000_digits_is_examined_and_certified(claim_id, others):
    verdict = claim(claim_id).examine(**{"depth": 2, "alpha": "1e-5000"} | others)
    assert verdict.name == "holds"
    assert rational(verdict.certificate["parameters"]["alpha"], "alpha") == TINY
    assert "\n" not in verdict.certificate["digest"]


def test_a_hitting_time_from_5000_digits_has_a_certificate(tmp_path):
    path = tmp_path / "time.json"
    given = {"depth": 2, "h": "1/3", "x0": "1e-5000", "b": "1/2", "certificate": path}
    level, step = Fraction(1, 2), Fraction(1, 3)
    code = main(["hitting-time", *(f"--{name}={value}" for name, value in given.items())])
    assert code == 0
    written = json.loads(path.read_text())
    # x grows by 1 + h at first: a little more than ln(b/x0) / ln(1 + h) = 40017.2 steps.
    assert 40_018 <= written["lo"] == written["hi"] < 40_025
    found = written["lo"], written["hi"]
    assert written == hitting_time_certificate(2, step, TINY, level, *found)
    assert rational(written["x0"], "x0") == TINY


def test_the_flow_time_next_to_1_has_its_digits():
    # T(x) for N = 2 is ln x - ln(1 - x^2)/2: (5000 ln 10 - ln 2)/2 at x = 1 - 1e-5000.
    assert str(flow_time(2, 1 - TINY, digits=20)).startswith("5756.11615889483")
