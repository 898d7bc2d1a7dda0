"""stopping.* on real data beneath noise: the digits covariance and the karate club's graph."""

from fractions import Fraction
from functools import cache

import numpy as np
import pytest

from dmfcheck.base.shipped import data_folder
from dmfcheck.claims.judge import failed_hypotheses
from dmfcheck.dynamics.floats.cut_short import complete
from dmfcheck.dynamics.floats.matrix import descend, identical_start
from dmfcheck.problems.matrix_files import read_matrix
from dmfcheck.testing import examine
from dmfcheck.testing.evidence import evidence_for
from dmfcheck.theory.ledger import claim

DATA = data_folder()
MATRICES = ("digits_covariance.csv", "karate_club.mtx")
LEVELS = (0.02, 0.05, 0.2)
RANK = 5
DELTA = Fraction(1, 10)
STARTS = {2: ("1e-6", "9/20"), 3: ("1/22", "27/100"), 4: ("1/10", "1/5")}
"""alpha and eta by depth: for ||What|| < 1.1, and with plateaus in a few hundred steps."""


def dyadic(x, bits):
    """What float64 arithmetic gave, rounded to a short rational: exact from here on."""
    return Fraction(round(float(x) * 2**bits), 2**bits)


@cache
def noisy(name, level):
    """(W*, What): the best positive semidefinite part of rank 5, and Gaussian noise added."""
    A = read_matrix(DATA / name)
    A /= np.linalg.norm(A, 2)
    values, U = np.linalg.eigh(A)
    B = U[:, -RANK:] * np.sqrt(values[-RANK:])
    G = np.random.default_rng([len(A), int(100 * level)]).standard_normal(A.shape)
    return B, B @ B.T + level / (8 * len(A)) ** 0.5 * (G + G.T)


def point(name, level):
    """The same as the claims have it: in the eigenbasis of What, in rationals."""
    B, What = noisy(name, level)
    values, V = np.linalg.eigh(What)
    return {
        "spectrum": [dyadic(x, 40) for x in values[::-1]],
        "factor": [[dyadic(x, 20) for x in row] for row in V[:, ::-1].T @ B],
    }


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("name", MATRICES)
def test_the_limit_is_no_farther_from_real_data_than_the_noise(name, level):
    assert examine("stopping.projection", {"depth": 3, **point(name, level)}, certify=True)


def plateau_points(name, level, depth):
    """One point of stopping.plateau per rank; those without a plateau are left out."""
    alpha, eta = STARTS[depth]
    given = point(name, level) | {"depth": depth, "alpha": alpha, "eta": eta, "steps": 1}
    for L in range(1, RANK + 1):
        quiet = max(DELTA * given["spectrum"][L], Fraction(alpha) ** depth)
        values = given | {"rank": L, "delta": DELTA, "quiet_level": quiet}
        subject = claim("stopping.plateau")
        if not failed_hypotheses(subject, subject.point(**values))[0]:
            yield values


@pytest.mark.parametrize("depth", STARTS)
@pytest.mark.parametrize("name", MATRICES)
def test_the_error_on_plateaus_of_real_data_is_bounded(name, depth):
    found = 0
    for level in LEVELS if (name, depth) == ("karate_club.mtx", 3) else LEVELS[1:2]:
        for values in plateau_points(name, level, depth):
            found += examine("stopping.plateau", values)
    assert found >= 2


@pytest.mark.parametrize(("name", "depth"), [(MATRICES[0], 3), (MATRICES[1], 4)])
def test_real_descents_on_real_data_keep_the_bound(name, depth):
    """Full matrices in float64; the plateaus are where the theory puts them."""
    from dmfcheck.dynamics.balls.plateaus import plateaus

    level = 0.05
    B, What = noisy(name, level)
    alpha, eta = (Fraction(value) for value in STARTS[depth])
    values, V = np.linalg.eigh(What)
    spectrum = [(Fraction(v), Fraction(v)) for v in values[::-1]]
    certain = plateaus(spectrum, depth=depth, alpha=alpha, eta=eta, delta=DELTA)
    certain = [plateau for plateau in certain if plateau.rank <= RANK]
    steps = [step for plateau in certain for step in (plateau.start, plateau.stop)]
    run = complete(
        descend(
            What,
            identical_start(alpha, len(What), depth),
            float(eta),
            max(steps),
            log_at=steps,
        )
    )
    at = dict(zip(run.steps.tolist(), run.end_to_end, strict=True))
    truth = B @ B.T
    for plateau in certain:
        L = plateau.rank
        best = (V[:, -L:] * values[-L:]) @ V[:, -L:].T
        quiet = max(float(DELTA) * values[-L - 1], float(alpha) ** depth)
        slack = (float(DELTA**2) * (values[-L:] ** 2).sum() + (len(What) - L) * quiet**2) ** 0.5
        for step in (plateau.start, plateau.stop):
            error = np.linalg.norm(at[step] - truth)
            assert error <= np.linalg.norm(best - truth) + slack
            evidence_for("stopping.plateau", "holds").descents += 1
    assert len(certain) >= 2
