"""sensing.*, random.* and completion.*: rates on small ensembles, never a bare pass (C6).

What is measured here is small; `dmfcheck study` measures it at full size.
"""

from dataclasses import replace

import numpy as np
import pytest

from dmfcheck.base import seeds
from dmfcheck.dynamics.instances.instances import Setting, draw, run
from dmfcheck.dynamics.instances.nuclear_norm import least_nuclear_norm
from dmfcheck.dynamics.instances.rates import rate_of
from dmfcheck.testing.rates import measured

RUNS = 8
SMALL = Setting(size=10, rank=2, measurements=100, depth=3, scale=1e-4, steps=1000)


def rate(claim_id, successes, setting):
    """Record the rate and return its interval."""
    where = {"size": setting.size, "rank": setting.rank, "measurements": setting.measurements}
    found = rate_of(
        claim_id,
        list(successes),
        seeds.current(),
        **where,
        depth=setting.depth,
        scale=setting.scale,
    )
    measured([found])
    return found.estimate


def outcomes(setting, *, stairs=False):
    """The same truths and measurements for every depth and start."""
    return [run(setting, [seeds.current(), i], stairs=stairs) for i in range(RUNS)]


@pytest.mark.parametrize("start", ["gaussian", "orthogonal", "balanced"])
def test_random_starts_rise_in_plateaus(start):
    setting = replace(SMALL, start=start)
    found = outcomes(setting, stairs=True)
    rises = [one.stairs.rises_in(2) >= 0 for one in found]
    assert rate(f"random.plateaus/{start}", rises, setting).low > 0.1
    if start == "gaussian":
        first = [one.stairs.falls_first() >= 0 for one in found]
        rate("random.falls_first", first, setting)


@pytest.mark.parametrize("kind", ["gaussian", "rank-one", "symmetric"])
def test_sensing_rises_in_plateaus(kind):
    definite = kind == "symmetric"
    setting = replace(SMALL, kind=kind, measurements=80 if not definite else 50, definite=definite)
    setting = replace(setting, start="identical" if definite else "gaussian")
    rises = [one.stairs.rises_in(2) >= 0 for one in outcomes(setting, stairs=True)]
    assert rate(f"sensing.plateaus/{kind}", rises, setting).low > 0.1


def test_completion_rises_in_plateaus():
    setting = replace(SMALL, measurements=70)
    rises = [one.stairs.rises_in(2) >= 0 for one in outcomes(setting, stairs=True)]
    assert rate("completion.plateaus", rises, setting).low > 0.1


@pytest.mark.parametrize(
    ("family", "options"),
    [("sensing", {"kind": "gaussian"}), ("completion", {"truth": "gaussian", "size": 12})],
)
def test_recovery_depth_and_scale(family, options):
    """Twice the degrees of freedom: two layers and large starts do worse, instance by instance."""
    setting = replace(SMALL, measurements=80, scale=1e-2, **options)
    errors = {
        (depth, scale): np.array(
            [one.error for one in outcomes(replace(setting, depth=depth, scale=scale))]
        )
        for depth, scale in ((2, 1e-2), (3, 1e-2), (3, 1e-3))
    }
    rate(f"{family}.recovery", errors[3, 1e-3] <= 0.1, replace(setting, scale=1e-3))
    deeper = rate(f"{family}.depth", errors[3, 1e-2] <= errors[2, 1e-2], replace(setting, depth=2))
    smaller = rate(f"{family}.scale", errors[3, 1e-3] <= errors[3, 1e-2], setting)
    assert deeper.low > 0.1
    assert smaller.low > 0.1


def test_few_entries_and_three_layers_beat_the_least_nuclear_norm():
    setting = replace(SMALL, size=20, measurements=150, truth="gaussian", scale=1e-3)
    wins = []
    for i in range(RUNS):
        truth, entries = draw(setting, [seeds.current(), i])
        least = least_nuclear_norm(entries, entries.apply(truth), tolerance=1e-3).matrix
        error = np.linalg.norm(least - truth) / np.linalg.norm(truth)
        wins.append(run(setting, [seeds.current(), i]).error <= error)
    assert rate("completion.nuclear", wins, setting).low > 0.1
