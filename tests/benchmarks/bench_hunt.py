"""Hunting against property tests: margin evaluations a second, and seconds to planted violations.

Run ``python tests/benchmarks/bench_hunt.py``; ``--seeds 3 --seconds 15`` (after which a search is
given up), or one table with ``--only``; ``rates`` are a section of ``notes/benchmarks.md``. All
three searchers see the same claims and the same box: (a) a plain ``@given``, (b) ``@given`` with
``target()`` on the margin, (c) the stages of ``dmfcheck hunt`` without its tuned strategies.
Hypothesis tries the literals of the source it tests, so every constant of a planted violation is
computed at run time.
"""

from __future__ import annotations

import argparse
import math
import random
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

import hypothesis
import numpy as np
from hypothesis import strategies as st
from noted import loop, spread, write_section

from dmfcheck import claim
from dmfcheck.base.allocation import keep_freed_memory
from dmfcheck.claims.claim import Claim, Constant, Hypothesis
from dmfcheck.claims.domain import Variable
from dmfcheck.claims.point import Point
from dmfcheck.hunt import shards
from dmfcheck.hunt.box import Box
from dmfcheck.hunt.objective import Objective, evaluate
from dmfcheck.hunt.search import Search
from dmfcheck.hunt.structure import Structure, draw_structure
from dmfcheck.hunt.subject import Subject
from dmfcheck.theory.effective_rank import rank_sequence
from dmfcheck.theory.monotone.rank import falls_then_rises
from dmfcheck.theory.vocabulary import ALPHA, DEPTH, ETA, STEPS

ZERO, ONE = Fraction(0), Fraction(1)


def beyond(name: str, claim_id: str, share: Fraction) -> Claim:
    """A claim with its bound on the step raised to share/N."""
    original = claim(claim_id)
    (bound,) = original.constants
    raised = Constant(bound.name, lambda N: share / N, "raised")
    return replace(original, id=name, constants=(raised,), expected="refuted")


def band(width_h: float, width_x: float) -> Claim:
    """A claim that fails in one small box of the unit square and says nothing of where it is."""
    middle_h, middle_x = (Fraction(math.sqrt(number) % 1) for number in (3, 7))
    half_h, half_x = Fraction(width_h) / 2, Fraction(width_x) / 2

    def margin(a, p, _):
        within = a.minimum(
            a.number(half_h) - a.absolute(p.h - a.number(middle_h)),
            a.number(half_x) - a.absolute(p.x - a.number(middle_x)),
        )
        return -a.indicator(within)

    names = ("h", "x")
    return Claim(
        id="planted.band",
        statement="not in the band",
        source="derived",
        kind="inequality",
        expected="refuted",
        variables=tuple(Variable(name, "number", ZERO, ONE) for name in names),
        margin=margin,
        exact=True,
    )


def late_fall() -> Claim:
    """diag(1, x, 0): once r has fallen and risen it does not fall again, which it does, late."""

    def ranks(a, p):
        def with_spectrum(values, x):
            rest = {name: values[name] for name in ("depth", "alpha", "eta", "steps")}
            return rest | {"spectrum": (x / x, x, 0 * x)}

        full = Point(with_spectrum(p.exact, p.exact["x"]), with_spectrum(p, p.x))
        return rank_sequence(a, full)

    return Claim(
        id="planted.fall",
        statement="r(W(k)) falls, then rises",
        source="derived",
        kind="inequality",
        expected="refuted",
        variables=(DEPTH, Variable("x", "number", ZERO, ONE, open_low=True), ALPHA, ETA, STEPS),
        hypotheses=(
            Hypothesis("alpha^N <= x/100", lambda a, p, c: 1 - 100 * p.alpha**p.depth / p.x),
            Hypothesis("eta <= 1/N", lambda a, p, c: 1 - p.eta * p.depth),
        ),
        margin=falls_then_rises(ranks),
    )


PLANTED = {
    "no overshoot at h <= 1.2/N": beyond("planted.overshoot", "step.monotone", Fraction(6, 5)),
    "a band 1e-3 x 1e-2": band(10.0**-3, 10.0**-2),
    "order kept at h <= 1.1/N": beyond("planted.order", "order.preserved", Fraction(11, 10)),
    "no late fall of r, diag(1, x, 0)": late_fall(),
}


@dataclass(frozen=True)
class Planted(Subject):
    """A subject that carries its claim, for searches within this process."""

    given: Claim | None = None

    def claim(self) -> Claim:
        return self.given


def points(given: Claim, structure: Structure | None) -> st.SearchStrategy:
    """Points of the box: its structure from an integer, its coordinates from floats in [0, 1]."""

    @st.composite
    def drawn(draw):
        chosen = structure or draw_structure(given, random.Random(draw(st.integers(0, 2**32))))
        box = Box(given, chosen)
        unit = st.floats(0, 1)
        row = draw(st.lists(unit, min_size=box.dimension, max_size=box.dimension))
        return box.exact(np.array([row]), 0)

    return drawn()


class Found(Exception):
    """A violation."""


def hypothesis_search(
    given: Claim, structure: Structure | None, *, target: bool, seed: int, ends: Callable[[], bool]
) -> tuple[bool, int]:
    """(whether a violation was found, examples) of @given until ``ends``."""
    count = 0

    @hypothesis.seed(seed)
    @hypothesis.settings(
        database=None,
        deadline=None,
        max_examples=10**9,
        phases=[hypothesis.Phase.generate, hypothesis.Phase.target],
        suppress_health_check=list(hypothesis.HealthCheck),
        verbosity=hypothesis.Verbosity.quiet,
    )
    @hypothesis.given(points(given, structure))
    def search(values):
        nonlocal count
        count += 1
        try:
            scores = evaluate(given, values, 1)
        except (ArithmeticError, LookupError, ValueError):  # the margin is undefined there
            return
        if target:
            hypothesis.target(-float(scores.objective()[0]))
        if scores.inside[0] and scores.margin[0] < -1e-12:
            raise Found
        if ends():
            raise TimeoutError

    try:
        search()
    except Found:
        return True, count
    except TimeoutError:
        pass
    return False, count


def hunt_search(given: Claim, *, seed: int, ends: Callable[[], bool]) -> bool:
    """Whether the stages of a hunt find a certified violation before ``ends``."""
    subject = Planted(given.id, given=given)
    search = Search(given, seed, 0)
    while not ends():
        for task in search.next_phase():
            search.absorb(task, shards.run_shard(subject, task))
            if search.found is not None:
                return True
            if ends():
                break
    return False


ASKED = {"order.preserved": 4.8e6, "step.monotone": 2.2e6, "monotone.rank": 0.55e6}
"""Margins of a hunt's batches in the time P."""


def rates(repeats: int) -> list[str]:
    """Margin evaluations a second, medians of ``repeats`` seconds, as Markdown."""
    keep_freed_memory()  # as a hunt's shards do
    unit = []
    lines = [
        "| 100 steps, N = 3 | `@given` | with `target()` | a hunt's batches | in P | asked |",
        "|---|---|---|---|---|---|",
    ]
    for claim_id, asked in ASKED.items():
        given = claim(claim_id)
        shapes = (("spectrum", (2,)),) if claim_id != "step.monotone" else ()
        structure = Structure((("depth", 3), ("steps", 100)), shapes)
        measured: list[list[float]] = [[], [], []]
        objective = Objective(given, Box(given, structure))
        cube = np.random.default_rng(0).random((4096, objective.box.dimension))
        objective(cube)
        for repeat in range(repeats):
            unit.append(loop())
            for side, target in enumerate((False, True)):
                begun = time.perf_counter()
                _, count = hypothesis_search(
                    given,
                    structure,
                    target=target,
                    seed=repeat,
                    ends=lambda begun=begun: time.perf_counter() - begun > 1,
                )
                measured[side].append(count / (time.perf_counter() - begun))
            begun = time.perf_counter()
            for _ in range(10):
                objective(cube)
            measured[2].append(10 * len(cube) / (time.perf_counter() - begun))
        plain, targeted, batches = (statistics.median(side) for side in measured)
        here = batches * statistics.median(unit)
        lines.append(
            f"| {claim_id} | {plain:,.0f} | {targeted:,.0f} | {batches:,.0f},"
            f" {batches / plain:.0f} x | {here:,.0f} | {asked:,.0f} |"
        )
    return [
        "Written by `python tests/benchmarks/bench_hunt.py --only rates`: margins a second of",
        f"property tests and of the batches of 4096 that a hunt evaluates. P = {spread(unit)} s.",
        "",
        *lines,
    ]


def times(seeds: int, seconds: float) -> None:
    """Seconds to each planted violation: the median, and how many seeds found it in time."""
    print(
        f"\n{'seconds (seeds that found it)':34s} {'@given':>16s} {'target()':>16s} {'hunt':>16s}"
    )
    for name, given in PLANTED.items():
        cells = []
        for side in ("given", "target", "hunt"):
            spent = []
            for seed in range(seeds):
                begun = time.perf_counter()

                def ends(begun: float = begun) -> bool:
                    return time.perf_counter() - begun > seconds

                if side == "hunt":
                    found = hunt_search(given, seed=seed, ends=ends)
                else:
                    found, _ = hypothesis_search(
                        given, None, target=side == "target", seed=seed, ends=ends
                    )
                spent.append(time.perf_counter() - begun if found else math.inf)
            median = statistics.median(spent)
            text = f"> {seconds:g}" if math.isinf(median) else f"{median:.2f}"
            cells.append(f"{text} ({sum(map(math.isfinite, spent))}/{seeds})")
        print(f"{name:34s} " + " ".join(f"{cell:>16s}" for cell in cells), flush=True)


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=15)
    parser.add_argument("--only", choices=["rates", "times"])
    options = parser.parse_args()
    # The libraries and kernels that every searcher loads once are not what is timed.
    hunt_search(PLANTED["no overshoot at h <= 1.2/N"], seed=99, ends=lambda: False)
    if options.only != "times":
        lines = rates(max(5, options.seeds))
        print("\n".join(lines))
        write_section("Hunting", lines)
    if options.only != "rates":
        times(options.seeds, options.seconds)


if __name__ == "__main__":
    main()
