"""Corners of the hypotheses: points that meet many of them with equality, or nearly, at once."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from dmfcheck import ALPHA, Claim, Hypothesis, Variable
from dmfcheck.hunt.box import Box
from dmfcheck.hunt.corners import corners, into_corners
from dmfcheck.hunt.objective import inside
from dmfcheck.hunt.start import Start
from dmfcheck.hunt.structure import Structure

SPECTRUM = Variable("spectrum", "spectrum", Fraction(0), None, open_low=True)
BELOW = Hypothesis("alpha^2 <= lambda_n", lambda a, p, c: p.spectrum[-1] - p.alpha**2)
HARMONIC = Hypothesis(
    "lambda_i <= lambda_1/i",
    lambda a, p, c: a.minimum(*(p.spectrum[0] - i * x for i, x in enumerate(p.spectrum, start=1))),
)
SUM = Claim(
    id="my.sum",
    statement="wrong from the fourth eigenvalue on",
    source="conjectured",
    kind="inequality",
    expected="open",
    variables=(SPECTRUM, ALPHA),
    hypotheses=(BELOW, HARMONIC),
    margin=lambda a, p, c: 2 - sum(p.spectrum[1:], p.spectrum[0]) / p.spectrum[0],
    exact=True,
)


def of_size(n):
    return Structure((), (("spectrum", (n,)),))


def drawn(n, seed):
    """A box, points of it within the hypotheses, and a generator."""
    box = Box(SUM, of_size(n))
    rng = np.random.default_rng(seed)
    cube = rng.random((4096, box.dimension))
    return box, cube[inside(box, cube)][:64], rng


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_corners_are_within_the_hypotheses_and_spectra_keep_their_order(seed):
    box, cube, rng = drawn(3, seed)
    assert len(cube) > 20
    moved = into_corners(box, cube, rng)
    assert inside(box, moved).all()
    assert (np.diff(moved[:, :3], axis=1) <= 0).all()
    assert (moved != box.in_order(cube)).any(axis=1).mean() > 0.8


def shares(values):
    """i lambda_i / lambda_1, the least of each point."""
    first, *_ = spectrum = values["spectrum"]
    return np.min([i * x / first for i, x in enumerate(spectrum, start=1)], axis=0)


def test_many_hypotheses_are_met_nearly_with_equality():
    box, cube, rng = drawn(4, 5)
    # lambda_2, lambda_3 and lambda_4 at once; not so of points that are drawn.
    assert shares(box.values(cube)).max() < 0.9
    moved = into_corners(box, cube, rng)
    assert (shares(box.values(moved)) > 0.99).sum() >= 3


def test_the_stage_refutes_what_only_a_corner_refutes():
    tally = corners(Start(SUM, of_size(6), (), (0, 1)))
    assert tally.found is not None
    assert tally.found.margin < 0


def test_a_claim_of_no_numbers_and_one_without_points_within_have_no_corners():
    whole = Variable("n", "integer", Fraction(1), Fraction(9))
    bare = replace(SUM, variables=(whole,), hypotheses=(), margin=lambda a, p, c: p.n)
    assert corners(Start(bare, Structure((("n", 3),), ()), (), (0, 1))).evaluations == 0
    never = replace(SUM, hypotheses=(Hypothesis("never", lambda a, p, c: -1 - p.alpha),))
    assert corners(Start(never, of_size(2), (), (0, 1))).evaluations == 0
