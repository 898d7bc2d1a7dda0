import json
from fractions import Fraction

import pytest

from dmfcheck.commands.main import main
from dmfcheck.theory.sharp_catalogue import DEPTHS, claims_with_constants

CONTRACT = {"claim", "name", "stated", "sharp", "slack", "witness"}


def run(capsys, *arguments):
    code = main(["constants", *arguments])
    out, err = capsys.readouterr()
    return code, out, err


def test_one_claim_at_every_depth(capsys):
    code, out, err = run(capsys, "step.monotone", "--json")
    entries = json.loads(out)
    assert (code, err) == (0, "")
    assert [entry["depth"] for entry in entries] == list(DEPTHS)
    for entry in entries:
        assert set(entry) >= CONTRACT
        low, high = map(Fraction, entry["sharp"])
        assert low <= Fraction(1, entry["depth"]) <= high
        assert Fraction(entry["digits"][0]) <= Fraction(1, entry["depth"])
        assert entry["slack"] == pytest.approx(1)
        assert entry["witness"]["depth"] == entry["depth"]


def test_a_claim_with_its_parts_and_an_end_that_is_missing(capsys):
    code, out, _ = run(capsys, "time.corrected_upper", "--depth", "2", "--json")
    entries = json.loads(out)
    assert code == 0
    assert [entry["claim"] for entry in entries] == [
        "time.corrected_upper",
        "time.corrected_upper/lower",
    ]
    assert all(entry["sharp"][1] is None and entry["reason"] for entry in entries)
    text = run(capsys, "time.corrected_upper", "--depth", "2")[1].splitlines()
    assert text[0] == "time.corrected_upper, excess"
    assert text[1].split() == ["N", "stated", "at", "least", "at", "most", "slack"]
    assert "not certified" in text[2]
    assert "slack: stated / sharp" in text
    words = " ".join(" ".join(text).split())
    assert "time.corrected_upper/lower, deficit: the one-step bounds add up" in words


def test_every_claim_of_the_catalogue_at_one_depth(capsys):
    code, out, _ = run(capsys, "--depth", "3", "--json")
    entries = json.loads(out)
    assert code == 0
    assert {entry["claim"] for entry in entries} == set(claims_with_constants())
    for entry in entries:
        low, high = entry["sharp"]
        assert low is not None
        assert high is None or low <= high


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["step.monoton"], "is no claim"),
        (["order.preserved"], "whose constants are not enclosed"),
        (["--depth", "11"], "--depth is 11; accepted: an integer in 2..10"),
        (["step.monotone", "--depth", "x"], "--depth is 'x'"),
    ],
)
def test_bad_input_is_one_line(capsys, arguments, said):
    code, out, err = run(capsys, *arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert said in err
