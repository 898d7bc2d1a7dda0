"""From a seed to conjectures that survived a hunt each: sample, fit, filter, hunt, write."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from dmfcheck.base.bounds import within
from dmfcheck.base.certificate import write as write_certificate
from dmfcheck.base.files import write_whole
from dmfcheck.base.progress import counted
from dmfcheck.hunt.conjectures.conjecture import Conjecture
from dmfcheck.hunt.conjectures.linear import Found, conjectured
from dmfcheck.hunt.conjectures.novelty import novel
from dmfcheck.hunt.conjectures.sample import POINTS, draw
from dmfcheck.hunt.first_look import NOTHING_UNDEFINED, nothing_seen
from dmfcheck.hunt.hunt import Budget
from dmfcheck.hunt.hunt_claim import searched, simplified
from dmfcheck.hunt.subject import Subject
from dmfcheck.theory.quantities import SETTINGS

LEAST = 2.0
"""Seconds of a hunt at least, so that it sees something."""

SIMPLIFIED = 2.0
"""Seconds at most for which a counterexample is simplified."""


def conjecture_id(one: Conjecture) -> str:
    """The id of the claim: the setting and the inequality, without signs that a shell reads.

    >>> from fractions import Fraction
    >>> conjecture_id(Conjecture("deep", (("K_1", -1), ("K_2-1", 1)), Fraction(9, 2)))
    'conjecture.deep.K_2-1_le_9_over_2_K_1'
    """
    words = one.text.replace("<=", "le").replace("/", "_over_").replace("^", "p")
    words = re.sub(r"[^A-Za-z0-9_-]+", "_", words).strip("_")
    return f"conjecture.{one.where.name.replace(' ', '_')}.{words}"


def generated(
    seed: int, most: int, settings: Sequence[str], points: int = POINTS
) -> tuple[list[Found], dict[str, Any]]:
    """New conjectures, the best of each setting in turn, and how many there were before."""
    found: list[list[Found]] = []
    counts: dict[str, Any] = {}
    for name in counted(settings, "settings"):
        sample = draw(SETTINGS[name], seed, points)
        every = conjectured(sample, seed)
        kept = novel(sample, every, most, seed)
        counts[name] = {"points": len(sample.logs), "found": len(every), "new": len(kept)}
        found.append(kept)
    return [one for tier in _tiers(found) for one in tier][:most], counts


def _tiers(found: Sequence[Sequence[Found]]) -> list[list[Found]]:
    longest = max(map(len, found), default=0)
    return [[kept[i] for kept in found if i < len(kept)] for i in range(longest)]


def conjectures(
    seconds: float,
    seed: int,
    most: int,
    folder: Path | None,
    settings: Sequence[str],
    evaluations: int | None = None,
) -> dict[str, Any]:
    """Generate, then hunt each for its share of the time that is left of ``seconds``.

    What survives is in a file of ``folder`` that ``dmfcheck hunt`` takes; what is refuted leaves
    its certificate there, and its file too.
    """
    end = time.monotonic() + seconds
    found, counts = generated(seed, most, settings)
    told = []
    for place, one in enumerate(counted(found, "conjectures")):
        share = max(LEAST, (end - time.monotonic()) / (len(found) - place))
        told.append(_hunted(one, Budget(share, evaluations), seed, folder))
    return {
        "seed": seed,
        "settings": counts,
        "conjectures": told,
        "survived": sum(survived(entry) for entry in told),
    }


def survived(entry: Mapping[str, Any]) -> bool:
    """Whether a hunt of the conjecture has seen something, and no counterexample.

    >>> survived({"verdict": "undecided", "reason": "0 evaluations"})
    False
    """
    return entry["verdict"] == "undecided" and entry["reason"] is None


def _hunted(one: Found, budget: Budget, seed: int, folder: Path | None) -> dict[str, Any]:
    name = conjecture_id(one.conjecture)
    source = one.conjecture.source(name)
    path = Path(f"{name}.py") if folder is None else folder / f"{name}.py"
    subject = Subject(name, str(path), source)
    if folder is not None:
        write_whole(path, source, "--output")
    search = searched(subject, seed, budget, 0)
    entry: dict[str, Any] = {
        "id": name,
        **one.conjecture.as_json(),
        "touches": one.touches,
        "slack": one.slack,
        "verdict": "undecided",
        "reason": nothing_seen(search, NOTHING_UNDEFINED),
        "evaluations": search.evaluations,
        "worst_margin": search.worst_margin,
        "file": None if folder is None else str(path),
        "counterexample": None,
        "certificate": None,
    }
    if search.found is not None:
        certificate = search.found["certificate"]
        with within(SIMPLIFIED, divisible=False):
            certificate = simplified(subject.claim(), certificate).certificate or certificate
        entry |= {"verdict": "refuted", "reason": None, "counterexample": certificate["parameters"]}
        if folder is not None:
            written = folder / f"{name}.json"
            write_certificate(certificate, written)
            entry["certificate"] = str(written)
    return entry
