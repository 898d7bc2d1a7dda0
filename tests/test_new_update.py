"""One file says an update: it is drawn and descended on, its claims hunted and certified."""

import importlib.util
import sys
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from flint import ctx
from hypothesis import strategies as st

import dmfcheck
from dmfcheck.claims.ball_point import BallPoint
from dmfcheck.claims.exact import Exact
from dmfcheck.dynamics.floats.matrix import complete, descend, identical_start
from dmfcheck.dynamics.updates import nesterov
from dmfcheck.hunt.draws import draw_until_refuted
from dmfcheck.theory.drawing import original_coordinates, shares, starts
from dmfcheck.theory.drawing_dynamics import parameters

FILE = Path(__file__).with_name("nesterov_claims.py")


def _claims():
    spec = importlib.util.spec_from_file_location("nesterov_claims", FILE)
    module = sys.modules["nesterov_claims"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


own = _claims()
TRUE, FALSE = own.CLAIMS
POINT = {
    "depth": 2,
    "eigenvalue": 1,
    "alpha": "1/2",
    "momentum": "1/2",
    "eta": "1/32",
    "steps": 2,
}
OVERSHOOTS = POINT | {"momentum": "9/10", "eta": "1/8", "steps": 40}


def test_the_update_is_one_short_file():
    text = Path(nesterov.__file__).read_text()
    assert len(text.splitlines()) <= 30
    package = Path(dmfcheck.__file__).parent
    naming = [
        path.name
        for path in package.rglob("*.py")
        if "esterov" in path.read_text() and package / "theory" not in path.parents
    ]
    # Claims speak of it, as of any other; what is done with an update does not.
    assert naming == ["nesterov.py"]


@pytest.mark.parametrize(
    ("subject", "point", "verdict", "arithmetic"),
    [
        (TRUE, POINT, "holds", "exact"),
        (TRUE, POINT | {"depth": 3, "steps": 40}, "holds", "balls"),
        (FALSE, OVERSHOOTS | {"steps": 6}, "refuted", "balls"),
        (FALSE, OVERSHOOTS, "refuted", "balls"),
    ],
)
def test_its_claims_are_certified_and_replayed(subject, point, verdict, arithmetic):
    found = subject.examine(**point)
    assert found.name == verdict
    certificate = dict(found.certificate)
    assert (certificate["bits"] == 0) == (arithmetic == "exact")
    replay = dmfcheck.verify_certificate(certificate, claims=own.CLAIMS)
    assert replay.verdict == verdict, replay


def test_a_false_claim_is_hunted_down():
    found = dmfcheck.hunt_claim(FALSE, seed=1, seconds=30)
    assert found.name == "refuted"
    assert dmfcheck.verify_certificate(found.certificate, claims=own.CLAIMS).verdict == "refuted"


@st.composite
def points(draw, dynamics):
    N = draw(st.integers(2, 4))
    h = draw(shares()) / (4 * N)
    values = original_coordinates(N, Fraction(1), draw(starts()), h)
    return values | draw(parameters(dynamics)) | {"steps": 40}


def test_its_parameters_are_drawn():
    assert draw_until_refuted(FALSE, points(own.NESTEROV), [0]).found is not None
    kept = draw_until_refuted(TRUE, points(own.NESTEROV), [0])
    assert kept.found is None
    assert kept.inside > 20


def test_a_thousand_steps_stay_enclosed():
    point = TRUE.point(**POINT).replaced(steps=1000)
    balls = BallPoint()
    with ctx.workprec(64):
        orbit = balls.run(own.NESTEROV, point.converted(balls.number), balls.number(Fraction(1)))
    assert len(orbit) == 1001
    assert max(float(d.rad()) for (d,) in orbit) < 1e-14
    exact = Exact().run(own.NESTEROV, point.replaced(steps=4), Fraction(1))
    with ctx.workprec(400):
        for (ball,), (d,) in zip(orbit, exact, strict=False):
            assert ball.contains(balls.number(d))


def test_real_matrices_descend_as_it_says():
    target = np.array([[2.0, 1.0], [1.0, 2.0]])
    run = complete(
        descend(target, identical_start(0.5, 2, 2), 1 / 16, 300, update=own.Nesterov(0.5))
    )
    assert np.abs(run.end_to_end[-1] - target).max() < 1e-12
    plain = complete(descend(target, identical_start(0.5, 2, 2), 1 / 16, 30))
    pushed = complete(
        descend(target, identical_start(0.5, 2, 2), 1 / 16, 30, update=own.Nesterov(0.5))
    )
    # Momentum is faster.
    assert pushed.losses[-1] < 0.01 * plain.losses[-1]


def test_what_a_parameter_has_not_is_refused_where_it_is_written():
    from dmfcheck.dynamics.parameters import parameter

    with pytest.raises(TypeError, match="a parameter has no 'integer'; it may have low, high"):
        parameter(low=1, integer=True)
