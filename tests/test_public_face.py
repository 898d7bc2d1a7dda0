"""What ``import dmfcheck`` offers, and the names that an earlier release had."""

import subprocess
import sys
from fractions import Fraction

import pytest

import dmfcheck
from dmfcheck.base.moved import MOVED
from dmfcheck.base.validation import BadInput

ROOMS = {
    "base",
    "claims",
    "commands",
    "dynamics",
    "hunt",
    "problems",
    "proofs",
    "replay",
    "report",
    "testing",
    "theory",
}


def shown(code):
    run = [sys.executable, "-W", "error::DeprecationWarning", "-c", code]
    return subprocess.run(run, capture_output=True, text=True, check=True).stdout


def test_every_public_name_is_there_and_none_is_a_room():
    names = dir(dmfcheck)
    assert {"claim", "Claim", "Hypothesis", "Constant", "Problem", "BadInput"} <= set(names)
    assert {
        "predict",
        "check",
        "overlay",
        "plot_overlay",
        "descend",
        "hitting_time",
        "hunt_claim",
    } <= set(names)
    assert {"plot_orbit", "plot_plateaus", "plot_constants", "plot_margin", "plot_proofs"} <= set(
        names
    )
    assert "verify_certificate" in names
    assert not ROOMS & set(names)
    for name in names:
        assert getattr(dmfcheck, name) is not None


def test_nothing_loads_before_it_is_used():
    code = (
        "import sys, dmfcheck; dir(dmfcheck); print(*(m for m in sys.modules if 'dmfcheck.' in m))"
    )
    assert shown(code).split() == []


def test_a_name_that_is_none():
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = dmfcheck.no_such_name


@pytest.mark.parametrize(
    "old",
    [
        *MOVED,
        *("certified.hitting_time", "symbolic.exact", "descent.horizon", "descent.denoising"),
        *("descent.sensing", "descent.starts"),
    ],
)
def test_an_old_path_is_the_module_itself_and_warns(old):
    code = (
        "import importlib, sys, warnings\n"
        "with warnings.catch_warnings(record=True) as caught:\n"
        "    warnings.simplefilter('always')\n"
        f"    module = importlib.import_module('dmfcheck.{old}')\n"
        "print(caught[-1].category.__name__, module is sys.modules[module.__name__])\n"
        "print(module.__name__)\n"
    )
    first, name = shown(code).splitlines()
    assert first == "DeprecationWarning True"
    assert not name.startswith(f"dmfcheck.{old}")


def test_a_name_that_a_note_had_warns():
    from dmfcheck.dynamics.instances import denoising

    with pytest.warns(DeprecationWarning, match=r"denoising\.study is now noise_study"):
        assert denoising.study is denoising.noise_study
    with pytest.raises(AttributeError, match="no attribute 'none_such'"):
        _ = denoising.none_such


@pytest.mark.parametrize("old", ["certified.none_such", "constants.ledger", "bounds.within"])
def test_what_no_old_path_led_to_is_not_there(old):
    code = (
        "import importlib, warnings\n"
        "with warnings.catch_warnings(record=True) as caught:\n"
        "    warnings.simplefilter('always')\n"
        f"    try: importlib.import_module('dmfcheck.{old}')\n"
        "    except ModuleNotFoundError as error: print(error)\n"
        "print(*(str(w.message).split()[0] for w in caught))\n"
    )
    message, warned = shown(code).splitlines()
    assert message.startswith(f"No module named 'dmfcheck.{old}'")
    # No promise of a new place that is none.
    assert warned.split() == [f"dmfcheck.{old.partition('.')[0]}"]


def test_the_variables_by_their_old_path_warn():
    from dmfcheck.claims import domain
    from dmfcheck.theory import vocabulary

    with pytest.warns(DeprecationWarning, match="is now dmfcheck.theory.vocabulary.POSITIVE_SPEC"):
        assert (
            domain.POSITIVE_SPECTRUM is vocabulary.POSITIVE_SPECTRUM is dmfcheck.POSITIVE_SPECTRUM
        )
    with pytest.raises(AttributeError, match="no attribute 'NONE_SUCH'"):
        _ = domain.NONE_SUCH


def test_predict_and_check_take_a_spectrum_or_a_matrix():
    start = {"depth": 2, "alpha": Fraction(1, 10), "eta": Fraction(1, 10)}
    times = [entry.hitting_time for entry in dmfcheck.predict("3,1", **start).eigenvalues]
    assert times == [
        entry.hitting_time for entry in dmfcheck.predict([[3, 0], [0, 1]], **start).eigenvalues
    ]
    measured = [
        entry["measured"] for entry in dmfcheck.check([[3, 0], [0, 1]], **start).eigenvalues
    ]
    assert [(time, time) for time in measured] == times


def test_a_claim_at_hand_is_hunted():
    false = dmfcheck.Claim(
        id="mine.below",
        statement="w < 1",
        source="derived",
        kind="inequality",
        expected="refuted",
        variables=(dmfcheck.ALPHA, dmfcheck.DEPTH),
        margin=lambda a, p, c: 1 - p.alpha**p.depth,
    )
    found = dmfcheck.hunt_claim(false, seconds=20)
    assert Fraction(found.counterexample["alpha"]) > 1
    again = dmfcheck.verify_certificate(found.certificate, claims=[false])
    assert again.verdict == "refuted"
    true = dmfcheck.hunt_claim("step.monotone", seconds=20, evaluations=2000)
    assert true.name == "undecided"
    assert "no counterexample in" in true.reason


def test_a_claim_of_the_ledger_is_not_redefined():
    import dataclasses

    other = dataclasses.replace(dmfcheck.claim("step.monotone"), exact=True)
    with pytest.raises(BadInput, match=r"one defines step\.monotone, which is built in"):
        dmfcheck.verify_certificate({}, claims=[other])
