import json
import re
import time

import pytest
from flint import fmpz

from dmfcheck.commands.main import main

LINE = "hitting-time --depth {0} --h {1} --x0 {2} --b {3}"


def run(capsys, *numbers, options=("--json",)):
    code = main([*LINE.format(*numbers).split(), *options])
    return code, *capsys.readouterr()


def iterated(depth, h, x0, b):
    x, k = x0, 0
    while x < b:
        x += h * x ** (depth - 1) * (1 - x**depth)
        k += 1
    return k


@pytest.mark.parametrize(
    ("depth", "h", "x0", "b"),
    [(2, 0.25, 0.125, 0.5), (3, 0.125, 0.25, 0.75), (5, 0.0625, 0.5, 0.9)],
)
def test_the_same_as_iterating(capsys, depth, h, x0, b):
    K = iterated(depth, h, x0, b)
    code, out, err = run(capsys, depth, h, x0, b)
    assert (code, json.loads(out), err) == (0, {"lo": K, "hi": K, "exact": True}, "")
    assert run(capsys, depth, h, x0, b, options=()) == (0, f"K = {K}\n", "")


def test_an_integer_of_81_digits_is_an_integer_in_json(capsys):
    code, out, _ = run(capsys, 6, "1/6", "1e-20", "1/2")
    found = json.loads(out)
    assert code == 0
    assert isinstance(found["lo"], int)
    assert len(str(found["lo"])) == 81


def test_a_bracket_is_undecided(capsys):
    # K has more bits than the certified search works with.
    code, out, err = run(capsys, 2, "1e-40000", "1/1000", "1/2", options=())
    assert (code, err) == (3, "")
    assert re.fullmatch(r"\d{40001} <= K <= \d{40001}\n", out)


def test_no_bracket_at_all_is_undecided_and_says_why(capsys, monkeypatch):
    def unbracketed(*_numbers):
        raise ArithmeticError("128 bits do not bracket the hitting time")

    monkeypatch.setattr("dmfcheck.dynamics.balls.hitting_time.hitting_time", unbracketed)
    code, out, err = run(capsys, 2, "1/8", "1/1000", "1/2")
    reason = "128 bits do not bracket the hitting time"
    assert code == 3
    assert json.loads(out) == {"lo": None, "hi": None, "exact": False, "reason": reason}
    assert err == f"dmfcheck: undecided: {reason}\n"


@pytest.mark.parametrize("depth", [2, 3, 50])
@pytest.mark.parametrize("start", ["1/3", "1/100"])
def test_a_time_of_a_hundred_thousand_digits_takes_no_longer_than_another(capsys, depth, start):
    begun = time.process_time()
    code, out, err = run(capsys, depth, "1e-99999", start, "1/2")
    assert time.process_time() - begun < 5
    found = json.loads(out, parse_int=fmpz)
    assert (code, found["exact"], err) == (3, False, "")
    assert fmpz(10) ** 99_998 < found["lo"] < found["hi"]
    assert (found["hi"] - found["lo"]) * fmpz(10) ** 1000 < found["lo"]
