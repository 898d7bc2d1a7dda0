"""Random instances of sensing, completion and plain factorization, each from one seed.

What the empirical claims measure on one instance; the studies only repeat it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dmfcheck.base import validation
from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.floats.arrays import FloatArray
from dmfcheck.dynamics.floats.cut_short import complete
from dmfcheck.dynamics.floats.norms import frobenius
from dmfcheck.dynamics.instances.measurements import (
    Measurements,
    random_entries,
    random_measurements,
)
from dmfcheck.dynamics.instances.sensing import SensingDescent, Status, descend_measured
from dmfcheck.dynamics.instances.staircase import Staircase, staircase
from dmfcheck.dynamics.instances.starts import start_factors

TRUTHS = ("geometric", "gaussian")


@dataclass(frozen=True)
class Setting:
    """One ensemble: what is drawn, and from where and how it is descended on.

    ``truth`` "geometric" has the singular values 1, 1/2, 1/4, ... and Haar singular vectors (one
    basis, so that W* is positive semidefinite, if ``definite``); "gaussian" is the product of
    Gaussian size x rank and rank x size factors, divided by its norm, so ||W*||_2 = 1 in both.
    ``kind`` is "entries" or a kind of :func:`random_measurements`; ``measurements`` their number.
    ``scale`` is ||W(0)||_2 = ||W(0)||_2/||W*||_2. The step is share/curvature; it ends after
    ``steps`` or at a fit ||A(W) - y|| <= tolerance ||y||.
    """

    size: int
    rank: int
    measurements: int
    depth: int
    scale: float
    kind: str = "entries"
    truth: str = "geometric"
    start: str = "gaussian"
    definite: bool = False
    share: float = 1.0
    steps: int = 4000
    tolerance: float = 1e-3


@dataclass(frozen=True)
class Outcome:
    """What became of one instance.

    ``error`` is ||W - W*||_F / ||W*||_F and ``fit`` ||A(W) - y|| / ||y|| after ``steps`` steps.
    """

    error: float
    fit: float
    steps: int
    status: Status
    stairs: Staircase | None


def draw(setting: Setting, seed: Sequence[int]) -> tuple[FloatArray, Measurements]:
    """W* and its measurements; they do not depend on the depth, the start or its scale.

    Raises :class:`~dmfcheck.base.validation.BadInput`.

    >>> truth, A = draw(Setting(6, 2, 20, depth=3, scale=1e-3), [0])
    >>> np.linalg.svd(truth, compute_uv=False).round(3)[:3], A.count
    (array([1. , 0.5, 0. ]), 20)
    """
    n = validation.whole(setting.size, "size", 1)
    r = validation.whole(setting.rank, "rank", 1, n)
    generator = np.random.default_rng([*seed, 0])
    left, right = generator.standard_normal((2, n, r))
    if setting.truth == "geometric":
        U, V = (_haar(G) for G in (left, right))
        truth = (U * 0.5 ** np.arange(r)) @ (U if setting.definite else V).T
    elif setting.truth == "gaussian":
        truth = left @ (left if setting.definite else right).T
        truth /= np.linalg.norm(truth, 2)
    else:
        raise BadInput("truth", f"is {setting.truth!r}", ", ".join(TRUTHS))
    if setting.kind == "entries":
        return truth, random_entries(n, n, setting.measurements, generator)
    return truth, random_measurements(setting.kind, n, n, setting.measurements, generator)


def run(setting: Setting, seed: Sequence[int], *, stairs: bool = False) -> Outcome:
    """Draw an instance, descend on it and compare with W*; with ``stairs`` its effective ranks too.

    The start has a stream of its own, so that settings that differ in the start or in the depth
    are matched: they share W* and the measurements. Every W* has norm 1, so no scale of a start
    that an ensemble uses leaves float64; one that does raises
    :class:`~dmfcheck.dynamics.floats.cut_short.LeftFloat64`: the rate of a sample with holes is
    none.

    >>> run(Setting(6, 1, 30, depth=3, scale=1e-3), [0]).error < 0.1
    True
    """
    truth, A = draw(setting, seed)
    descent = _descend(setting, seed, truth, A, log_every=1 if stairs else None)
    error = frobenius(descent.end_to_end - truth) / frobenius(truth)
    rises = None
    if stairs and descent.completed > 0:
        rises = staircase(descent.times, descent.effective_ranks)
    return Outcome(error, float(descent.fits[-1]), descent.completed, descent.status, rises)


def _descend(
    setting: Setting,
    seed: Sequence[int],
    truth: FloatArray,
    A: Measurements,
    log_every: int | None,
) -> SensingDescent:
    generator = np.random.default_rng([*seed, 1])
    n = setting.size
    start = start_factors(setting.start, n, n, setting.depth, setting.scale, generator)
    return complete(
        descend_measured(
            A,
            A.apply(truth),
            start,
            steps=setting.steps,
            share=setting.share,
            tolerance=setting.tolerance,
            log_every=log_every,
        )
    )


def _haar(G: FloatArray) -> FloatArray:
    Q, R = np.linalg.qr(G)
    return np.asarray(Q * np.sign(np.diag(R)))
