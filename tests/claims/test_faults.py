"""A mistake in a claim of a user's own is shown, with its line, by whatever evaluates the claim."""

import pickle
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction

import pytest

from dmfcheck.base.validation import BadInput
from dmfcheck.claims.ball_point import BallPoint
from dmfcheck.claims.claim import Claim, Constant, Hypothesis
from dmfcheck.claims.domain import Variable
from dmfcheck.claims.faults import ClaimFault
from dmfcheck.claims.judge import float_margin
from dmfcheck.claims.point import Point
from dmfcheck.commands.main import main
from dmfcheck.hunt.first_look import first_look
from dmfcheck.theory import ledger

HEAD = """
import math
from fractions import Fraction
from dmfcheck.claims.claim import Claim, Hypothesis
from dmfcheck.claims.domain import Variable

def claim(name, margin, *hypotheses, **options):
    return Claim(
        id="my." + name, statement="s", source="derived", kind="inequality", expected="open",
        variables=(Variable("x", "number", Fraction(0), Fraction(1)),), margin=margin,
        hypotheses=tuple(Hypothesis("given", h) for h in hypotheses), exact=True, **options
    )

good = lambda a, p, c: p.x + 1
"""
FAULTS = {
    "attribute": ("lambda a, p, c: p.y", "margin that raises AttributeError"),
    "constant": ("lambda a, p, c: p.x + c['rate']", "margin that raises KeyError: 'rate'"),
    "name": ("lambda a, p, c: p.x + nowhere", "margin that raises NameError"),
    "type": ("lambda a, p, c: p.x + {}", "margin that raises TypeError"),
    "list": ("lambda a, p, c: [p.x]", "margin that returns a list"),
    "tuple": ("lambda a, p, c: (p.x, 1)", "margin that returns a tuple"),
    "none": ("lambda a, p, c: None", "margin that returns None"),
    "text": ("lambda a, p, c: '1'", "margin that returns a str"),
    "bool": ("lambda a, p, c: True", "margin that returns a bool"),
    "truth": ("lambda a, p, c: p.x >= 0", "margin that returns truth values"),
    "two": ("lambda a, p, c: __import__('numpy').ones(2)", "returns 2 numbers for 1 point"),
    "float": ("lambda a, p, c: 0.5 * p.x + 1", "margin that raises TypeError"),
    "own": ("lambda a, p, c: (_ for _ in ()).throw(AssertionError('no'))", "AssertionError: no"),
    "hypothesis": ("good, lambda a, p, c: p.y", "hypothesis 'given' that raises AttributeError"),
    "yes": ("good, lambda a, p, c: True", "hypothesis 'given' that returns a bool"),
    "divides": ("lambda a, p, c: 1 // 0", "raises ZeroDivisionError"),
    "logarithm": ("lambda a, p, c: math.log(-1)", "raises ValueError"),
    "never": ("good, lambda a, p, c: p.x - 2", "no point within the hypotheses"),
    "nan": ("lambda a, p, c: a.log(p.x - 2)", "the margin is NaN at all"),
}
LINE = HEAD.count("\n") + 1
# These are of the points, not of the claim: nothing is refused, and nothing is said to hold.
OF_THE_POINTS = ("divides", "logarithm", "never", "nan")


def source(*names):
    return HEAD + "".join(f"{name} = claim({name!r}, {FAULTS[name][0]})\n" for name in names)


def built(name):
    space = {}
    exec(compile(source(name), "my_claims.py", "exec"), space)  # noqa: S102 - written above
    return space[name]


@pytest.mark.parametrize("name", [name for name in FAULTS if name not in OF_THE_POINTS])
def test_a_mistake_is_found_at_a_first_look_and_by_examine(name):
    claim, said = built(name), FAULTS[name][1]
    with pytest.raises(ClaimFault) as first:
        first_look(claim)
    assert f"claim 'my.{name}' has a " in str(first.value)
    assert said in str(first.value)
    assert f"(my_claims.py, line {LINE})" in str(first.value)
    if name not in ("two", "truth"):  # which only arrays have
        with pytest.raises(ClaimFault, match=f"line {LINE}"):
            claim.examine(x="1/3")


@pytest.mark.parametrize("name", ["list", "constant", "truth"])
def test_a_mistake_is_found_in_float64_as_well(name):
    claim = built(name)
    with pytest.raises(ClaimFault, match=f"line {LINE}"):
        float_margin(claim, claim.point(x="1/3"))


def test_a_mistake_is_sent_from_a_worker_as_it_is():
    with pytest.raises(ClaimFault) as raised:
        first_look(built("list"))
    again = pickle.loads(pickle.dumps(raised.value))  # noqa: S301 - made here
    assert (type(again), str(again)) == (ClaimFault, str(raised.value))


@pytest.mark.parametrize("name", ["constant", "list", "hypothesis"])
def test_a_hunt_of_a_mistake_is_bad_input_and_leaves_no_folder(tmp_path, monkeypatch, capsys, name):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my_claims.py").write_text(source(name))
    assert main(["hunt", f"my_claims.py::my.{name}", "-o", "found"]) == 2
    error = capsys.readouterr().err
    assert FAULTS[name][1] in error
    assert f"my_claims.py, line {LINE}" in error
    assert error.count("\n") == 1
    assert not (tmp_path / "found").exists()


@pytest.mark.parametrize("name", ["divides", "logarithm", "never", "nan"])
def test_a_hunt_that_sees_nothing_says_so(tmp_path, monkeypatch, capsys, name):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my_claims.py").write_text(source(name))
    arguments = ["-o", "found", "--evaluations", "500", "--seconds", "60"]
    assert main(["hunt", f"my_claims.py::my.{name}", *arguments]) == 3
    assert FAULTS[name][1] in capsys.readouterr().out


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_mistake_that_is_met_late_ends_the_hunt_all_the_same(
    tmp_path, monkeypatch, capsys, workers
):
    monkeypatch.chdir(tmp_path)
    late = "late = claim('late', lambda a, p, c: 1 if p.x < Fraction(99, 100) else c['rate'])"
    (tmp_path / "my_claims.py").write_text(HEAD + late)
    limits = ["--seconds", "120", "--workers", workers]
    assert main(["hunt", "my_claims.py::my.late", "-o", "found", *limits]) == 2
    error = capsys.readouterr().err
    assert f"margin that raises KeyError: 'rate' (my_claims.py, line {LINE})" in error
    assert error.count("\n") == 1


def test_a_hunt_without_an_evaluation_is_undecided(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["hunt", "step.monotone", "-o", "found", "--seconds", "0.0000001"]) == 3
    assert "undecided: 0 evaluations" in capsys.readouterr().out
    assert main(["hunt", "step.monotone", "-o", "other", "--seconds", "1e-7", "--json"]) == 3
    assert '"reason": "0 evaluations"' in capsys.readouterr().out


def test_pytest_fails_for_every_mistake(tmp_path):
    names = ["constant", "list", "hypothesis", "divides", "never", "nan"]
    (tmp_path / "my_claims.py").write_text(source(*names) + "fine = claim('fine', good)\n")
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "my_claims.py"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert f"{len(names)} failed, 1 passed" in ended.stdout
    for name in names:
        assert FAULTS[name][1] in ended.stdout
    assert f"my_claims.py, line {LINE + 1}" in ended.stdout


GIVEN = {
    "id": "my.claim",
    "statement": "s",
    "source": "derived",
    "kind": "inequality",
    "expected": "open",
    "variables": (Variable("x", "number"),),
    "margin": lambda a, p, c: p.x,
}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"kind": "lemma"}, "kind of claim 'my.claim' is 'lemma'; accepted: identity, inequality"),
        ({"expected": "true"}, "expected of claim 'my.claim' is 'true'; accepted: holds, refuted"),
        ({"expected": ["holds"]}, "expected of claim 'my.claim' is ['holds']"),
        ({"id": ""}, "id of a claim is ''"),
        ({"id": 7}, "id of a claim is 7"),
        ({"id": "my\nclaim"}, r"id of a claim is 'my\nclaim'"),
        ({"margin": 1}, "margin of claim 'my.claim' is of type int"),
        ({"variables": Variable("x", "number")}, "variables of claim 'my.claim' are of type"),
        ({"variables": ("x",)}, "variables of claim 'my.claim', entry 1, is of type str"),
        ({"variables": (Variable("x", "number"),) * 2}, "variables of claim 'my.claim' have 'x'"),
        ({"hypotheses": (lambda a, p, c: p.x,)}, "hypotheses of claim 'my.claim', entry 1, is of"),
        ({"hypotheses": (Hypothesis("x", None),)}, "hypotheses of claim 'my.claim', entry 1, has"),
        ({"constants": (Constant("r", 1, "r"),)}, "constants of claim 'my.claim', entry 1, has no"),
    ],
)
def test_what_is_no_claim_is_refused_when_it_is_made(wrong, said):
    Claim(**GIVEN)
    with pytest.raises(BadInput) as refused:
        Claim(**{**GIVEN, **wrong})
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("x", "vector"), "shape of variable 'x' is 'vector'; accepted: integer, number"),
        (("x", "number", 0.5), "low of variable 'x' is 0.5"),
        (("x", "number", 1, Fraction(1, 2)), "high of variable 'x' is 1/2; accepted: at least 1"),
        (("", "number"), "name of a variable is ''"),
        ((3, "number"), "name of a variable is 3"),
    ],
)
def test_what_is_no_variable_is_refused(arguments, said):
    with pytest.raises(BadInput) as refused:
        Variable(*arguments)
    assert said in str(refused.value)


def test_a_level_that_is_a_ball_is_refused_with_what_is_accepted():
    subject = ledger.claim("time.corrected")
    point = {"depth": 3, "eigenvalue": 1, "alpha": "1/100", "eta": "1/50", "fraction": "9/10"}

    def later(level):
        def margin(a, p, _):
            return a.hitting_time(p.replaced(fraction=level(p))) - 1

        return replace(subject, id="mine", margin=margin, exact=False, hypotheses=())

    found = later(lambda p: p.fraction / 3).examine(**point)
    assert found.name == "undecided"
    assert "fraction must be an exact number, not a ball; accepted: p.exact['fr" in str(found)
    assert later(lambda p: p.exact["fraction"] / 3).examine(**point).name == "holds"


def test_so_is_that_of_a_negative_recovery():
    arithmetic = BallPoint()
    numbers = {"eigenvalue": "-1", "alpha": "1/2", "beta": "1/4", "eta": "1/8", "fraction": "1/2"}
    exact = {name: Fraction(value) for name, value in numbers.items()} | {"depth": 2}
    point = Point(exact).converted(arithmetic.number)
    assert arithmetic.negative_recovery_time(point) > 0
    with pytest.raises(ValueError, match="fraction must be an exact number, not a ball"):
        arithmetic.negative_recovery_time(point.replaced(fraction=point.fraction / 3))
