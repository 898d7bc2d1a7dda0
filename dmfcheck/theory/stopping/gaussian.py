"""stopping.gaussian: early stopping of noisy targets, in rates and means with intervals (C5).

An empirical claim: a point is a study of seeded random instances, and holds where the 95%
intervals of what was measured agree with what is stated. No study proves anything about other
instances. The table of rates and what decides single instances: ``notes/stopping.md``.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Claim, Constant, Constants
from dmfcheck.claims.domain import Variable
from dmfcheck.claims.point import Point

if TYPE_CHECKING:
    from dmfcheck.dynamics.instances.denoising import NoiseStudy
    from dmfcheck.dynamics.instances.statistics import Estimate

DEPTH = Variable("depth", "integer", Fraction(2), Fraction(3), meaning="number N of factors")
SEED = Variable("seed", "integer", Fraction(0), Fraction(2**32 - 1), meaning="of the first run")
RUNS = Variable("runs", "integer", Fraction(100), Fraction(10_000), meaning="random instances")


def study_of(a: Arithmetic, p: Point) -> NoiseStudy:
    """The study that a point is."""
    found: NoiseStudy = a.denoising_study(p.depth, p.seed, p.runs)
    return found


def meets(a: Arithmetic, found: Estimate, low: Any, high: Any) -> Any:
    """>= 0 exactly if the interval of ``found`` meets [low, high]."""
    return a.minimum(a.number(Fraction(found.high)) - low, high - a.number(Fraction(found.low)))


def _rates(a: Arithmetic, p: Point, c: Constants) -> Any:
    found = study_of(a, p)
    means = {"early": found.early, "threshold": found.threshold, "converged": found.converged}
    return a.minimum(
        *(meets(a, mean, c[f"{name} from"], c[f"{name} to"]) for name, mean in means.items()),
        a.number(Fraction(found.early_beats_threshold.low)) - c[WINS.name],
    )


def _percent(name: str, value: int) -> Constant:
    return Constant(name, lambda N: Fraction(value, 100), f"0.{value}")


WINS = Constant(
    "share of wins", lambda N: Fraction(2, 3) if N == 2 else Fraction(9, 10), "2/3 (N=2), 9/10"
)


GAUSSIAN = Claim(
    id="stopping.gaussian",
    statement=(
        r"E \text{ Gaussian},\ n = 30,\ L = 3:\ \mathbb{E}\|\cdot - W^*\|_F / \|E\|_F"
        r" \text{ in } [.38,.46] \text{ stopped early (best step)},\ [.42,.54] \text{ at }"
        r" \hat W_L,\ [.72,.76] \text{ at convergence};\ \text{early beats } \hat W_L"
        r" \text{ in more than } 2/3\ (N=2),\ 9/10\ (N=3) \text{ of all}"
    ),
    source="abstract C5",
    kind="empirical",
    expected="open",
    variables=(DEPTH, SEED, RUNS),
    constants=(
        _percent("early from", 38),
        _percent("early to", 46),
        _percent("threshold from", 42),
        _percent("threshold to", 54),
        _percent("converged from", 72),
        _percent("converged to", 76),
        WINS,
    ),
    margin=_rates,
    rate="gaussian: early beats thresholding",
)

CLAIMS = (GAUSSIAN,)
