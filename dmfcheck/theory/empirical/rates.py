"""sensing.*, random.* and completion.*: what is seen outside the proved setting (C6).

None of these is a theorem, and one instance decides nothing. The margin says whether one instance
of the stated ensemble, run in float64, behaves as claimed; a claim's evidence is the *rate* at
which instances do, with an exact interval, measured by its ``study``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from dmfcheck.base.verdict import CannotSay
from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Claim, Constants
from dmfcheck.claims.domain import Variable
from dmfcheck.claims.point import Point

if TYPE_CHECKING:
    from dmfcheck.dynamics.instances.instances import Outcome, Setting

RECOVERED = 0.1
"""A relative error at which W* counts as recovered."""

SIZE = Variable("size", "integer", Fraction(2), Fraction(200), meaning="W* is n x n")
RANK = Variable("rank", "integer", Fraction(1), Fraction(200), meaning="rank of W*")
COUNT = Variable("measurements", "integer", Fraction(1), None, meaning="how many are measured")
ANY_DEPTH = Variable(
    "depth", "integer", Fraction(1), Fraction(5), meaning="number N of factors, also 1"
)
SCALE = Variable(
    "scale",
    "number",
    Fraction(0),
    Fraction(1),
    log_scale=True,
    open_low=True,
    meaning="||W(0)|| / ||W*||",
)
SEED = Variable("seed", "integer", Fraction(0), None, meaning="of the instance")

FULLY_OBSERVED = (SIZE, RANK, ANY_DEPTH, SCALE, SEED)
VARIABLES = (*FULLY_OBSERVED, COUNT)

InstanceMargin = Callable[["Setting", int], float]


def _setting(p: Point, **options: Any) -> Setting:
    from dmfcheck.dynamics.instances.instances import Setting

    size = p.exact["size"]
    return Setting(
        size=size,
        rank=p.exact["rank"],
        measurements=p.exact.get("measurements", size * size),
        depth=p.exact["depth"],
        scale=float(p.exact["scale"]),
        **options,
    )


def _outcome(setting: Setting, seed: int, *, stairs: bool = False) -> Outcome:
    from dmfcheck.dynamics.floats.cut_short import LeftFloat64
    from dmfcheck.dynamics.instances.instances import run

    try:
        return run(setting, [seed], stairs=stairs)
    except LeftFloat64 as error:
        raise CannotSay(str(error)) from None


def rises(setting: Setting, seed: int) -> float:
    """>= 0 if the effective rank rises over rank W* plateaus or more from its least value on."""
    stairs = _outcome(setting, seed, stairs=True).stairs
    return -1.0 if stairs is None else stairs.rises_in(setting.rank)


def falls_first(setting: Setting, seed: int) -> float:
    """>= 0 if the first minimum of the effective rank is its least value."""
    stairs = _outcome(setting, seed, stairs=True).stairs
    return -1.0 if stairs is None else stairs.falls_first()


def recovers(setting: Setting, seed: int) -> float:
    """>= 0 if ||W - W*||_F <= ||W*||_F / 10 at the end."""
    return RECOVERED - _outcome(setting, seed).error


def deeper_is_better(setting: Setting, seed: int) -> float:
    """>= 0 if N + 1 layers end no farther from W* than N."""
    deeper = replace(setting, depth=setting.depth + 1)
    return 1 - _outcome(deeper, seed).error / _outcome(setting, seed).error


def smaller_is_better(setting: Setting, seed: int) -> float:
    """>= 0 if a tenth of the start ends no farther from W*."""
    smaller = replace(setting, scale=setting.scale / 10)
    return 1 - _outcome(smaller, seed).error / _outcome(setting, seed).error


def beats_nuclear_norm(setting: Setting, seed: int) -> float:
    """>= 0 if the descent ends no farther from W* than the completion of least nuclear norm."""
    import numpy as np

    from dmfcheck.dynamics.instances.instances import draw
    from dmfcheck.dynamics.instances.measurements import Entries
    from dmfcheck.dynamics.instances.nuclear_norm import least_nuclear_norm

    truth, entries = draw(setting, [seed])
    assert isinstance(entries, Entries)  # noqa: S101 - the kind of this claim's setting
    least = least_nuclear_norm(entries, entries.apply(truth)).matrix
    error = float(np.linalg.norm(least - truth) / np.linalg.norm(truth))
    return 1 - _outcome(setting, seed).error / error


def _empirical(
    claim_id: str,
    rate: str,
    statement: str,
    instance: InstanceMargin,
    variables: tuple[Variable, ...] = VARIABLES,
    **options: Any,
) -> Claim:
    def margin(a: Arithmetic, p: Point, c: Constants) -> float:
        return instance(_setting(p, **options), p.exact["seed"])

    return Claim(
        id=claim_id,
        statement=statement,
        source="abstract C6",
        kind="empirical",
        expected="open",
        variables=variables,
        margin=margin,
        study=rate.partition(":")[0],
        rate=rate,
    )


STAIRS = r"r(W(k)) \text{ rises over } \operatorname{rank} W^* \text{ plateaus from its minimum on}"
RECOVERS = r"\|W - W^*\|_F \le \|W^*\|_F / 10"
DEEPER = r"\|W_{(N+1)} - W^*\|_F \le \|W_{(N)} - W^*\|_F \text{ at depths } N + 1 \text{ and } N"
SMALLER = r"\|W - W^*\|_F \text{ does not grow if the start is ten times smaller}"

CLAIMS = (
    *(
        _empirical(
            f"random.plateaus/{start}",
            f"plateaus: rises, {start} start",
            rf"\text{{full observation, {start} start: }} {STAIRS}",
            rises,
            FULLY_OBSERVED,
            start=start,
        )
        for start in ("gaussian", "orthogonal", "balanced")
    ),
    _empirical(
        "random.falls_first",
        "plateaus: falls first",
        r"\text{full observation, gaussian start: no minimum of } r(W(k)) \text{ before its least}",
        falls_first,
        FULLY_OBSERVED,
    ),
    *(
        _empirical(
            f"sensing.plateaus/{kind}",
            f"plateaus: rises, {kind} measurements",
            rf"\text{{{kind} measurements, {start} start: }} {STAIRS}",
            rises,
            kind=kind,
            start=start,
            definite=start == "identical",
        )
        for kind, start in (
            ("gaussian", "gaussian"),
            ("rank-one", "gaussian"),
            ("symmetric", "identical"),
        )
    ),
    *(
        _empirical(
            f"sensing.{name}",
            f"recovery: {name}",
            rf"\text{{Gaussian measurements: }} {words}",
            instance,
            kind="gaussian",
        )
        for name, words, instance in (
            ("recovery", RECOVERS, recovers),
            ("depth", DEEPER, deeper_is_better),
            ("scale", SMALLER, smaller_is_better),
        )
    ),
    _empirical(
        "completion.plateaus",
        "plateaus: rises, random entries",
        rf"\text{{random entries: }} {STAIRS}",
        rises,
    ),
    *(
        _empirical(
            f"completion.{name}",
            f"completion: {name}",
            rf"\text{{random entries of a Gaussian product: }} {words}",
            instance,
            truth="gaussian",
        )
        for name, words, instance in (
            ("recovery", RECOVERS, recovers),
            ("depth", DEEPER, deeper_is_better),
            ("scale", SMALLER, smaller_is_better),
            (
                "nuclear",
                r"\|W - W^*\|_F \le \|X - W^*\|_F,\ X \text{ of least nuclear norm}",
                beats_nuclear_norm,
            ),
        )
    ),
)
