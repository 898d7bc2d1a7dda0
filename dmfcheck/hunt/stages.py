"""The stages of a search: what each starts from, and the function that runs it.

A stage is a function of a :class:`~dmfcheck.hunt.start.Start` that returns a
:class:`~dmfcheck.hunt.tally.Tally`: it evaluates points of one structure in batches
(``Tally.count`` and ``Tally.harvest``), or yields exact candidates that are decided
(``Tally.decide``). What it does follows from its start alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from dmfcheck.hunt.start import Start

if TYPE_CHECKING:
    from dmfcheck.hunt.tally import Tally


@dataclass(frozen=True)
class Stage:
    """A stage by its ``name``, the function that runs a shard of it, and where one begins.

    ``afresh``: with a drawn structure, every other time with a known one; ``known``: with the
    points known, if there are any; ``near``: with a known point, and not before there is one.
    Every phase has ``least`` shards of the stage; its margins may take ``share`` of the operations
    of others, for it evaluates so many batches.
    """

    name: str
    run: Callable[[Start], Tally]
    begins: Literal["afresh", "known", "near"]
    least: int = 1
    share: float = 1.0


def _sobol(start: Start) -> Tally:
    # Each stage is imported when it is run: it loads its own heavy library.
    from dmfcheck.hunt.sobol import sobol

    return sobol(start)


def _edge(start: Start) -> Tally:
    from dmfcheck.hunt.edge import edge

    return edge(start)


def _equalities(start: Start) -> Tally:
    from dmfcheck.hunt.equalities.stage import equalities

    return equalities(start)


def _probes(start: Start) -> Tally:
    from dmfcheck.hunt.probes import probes

    return probes(start)


def _ends(start: Start) -> Tally:
    from dmfcheck.hunt.ends import ends

    return ends(start)


def _patterns(start: Start) -> Tally:
    from dmfcheck.hunt.patterns import patterns

    return patterns(start)


def _corners(start: Start) -> Tally:
    from dmfcheck.hunt.corners import corners

    return corners(start)


def _evolution(start: Start) -> Tally:
    from dmfcheck.hunt.evolve import evolution

    return evolution(start)


def _dips(start: Start) -> Tally:
    from dmfcheck.hunt.dips import dips

    return dips(start)


def _neighbourhood(start: Start) -> Tally:
    from dmfcheck.hunt.near import near

    return near(start)


GENERIC = (
    Stage("sobol", _sobol, "afresh", 4),
    Stage("equalities", _equalities, "afresh", 2),
    Stage("probes", _probes, "afresh"),
    Stage("dips", _dips, "afresh", 3, share=0.25),
    Stage("edge", _edge, "afresh", 4),
    Stage("ends", _ends, "afresh", 2),
    Stage("patterns", _patterns, "afresh", 2),
    Stage("corners", _corners, "afresh", 3),
    Stage("evolution", _evolution, "known", 2, share=0.5),
    Stage("neighbourhood", _neighbourhood, "near"),
)
"""Every stage that needs nothing but the claim, in the order of a first round."""

BY_NAME = {stage.name: stage for stage in GENERIC}

DIPS = "dips"
"""The stage that starts from points with dips, not from tight ones."""

DRAWN = "drawn"
"""The stage of the tuned strategies, whose points Hypothesis draws."""

NAMES = (DRAWN, *BY_NAME)
"""The stages as a hunt lists them."""
