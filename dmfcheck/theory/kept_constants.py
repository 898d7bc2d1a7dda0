"""Sharp constants that were enclosed before, by these sources, or are enclosed now on every core.

What was found goes into one file of the user's cache, whose name is a digest of the version, of all
sources of the package and of what they compute with: whatever changes, all is enclosed anew.
"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import ExitStack, suppress
from fractions import Fraction
from pathlib import Path
from typing import Any

from dmfcheck.base.bounds import check_time, remaining
from dmfcheck.base.exact_text import rational_text, read_rational
from dmfcheck.base.kept import drop_old, keep, kept_folder, read_kept
from dmfcheck.base.progress import counted
from dmfcheck.base.sources import sources_key
from dmfcheck.base.workers import WorkerPool
from dmfcheck.theory.sharp import SharpConstant
from dmfcheck.theory.sharp_catalogue import Wanted, enclosed, wanted_constants

__all__ = ["KEPT", "MOST", "kept_constants"]

KEPT = "constants"
"""The folder in the user's cache."""

MOST = 8
"""Files at most, each of other sources; the oldest goes."""

LARGEST = 4_000_000
"""Bytes of a file at most; those of all constants have a tenth."""

ALONE = 2.0
"""Seconds in this process before others help: they take about one to begin."""

POLL = 0.1
"""Seconds of waiting between two looks at the time."""

Found = dict[Wanted, SharpConstant]


def kept_constants(
    claim_id: str | None = None, depth: int | None = None, *, workers: int = 1
) -> Iterator[SharpConstant]:
    """Those of :func:`~dmfcheck.theory.sharp_catalogue.sharp_constants`, in the same order.

    ``workers`` processes enclose what lacks, where it takes longer than :data:`ALONE`. Raises
    :class:`~dmfcheck.base.validation.BadInput` as that does.

    >>> [str(found.low) for found in kept_constants("step.monotone", 5)]
    ['1/5']
    """
    wanted = wanted_constants(claim_id, depth)
    key = sources_key()
    folder = kept_folder(KEPT) if key else None
    known = _read(folder, key)
    fresh: Found = {}
    try:
        for task, found in counted(_each(wanted, known, workers), "constants", len(wanted)):
            if task not in known:
                fresh[task] = found
            yield found
    finally:
        # Also of what was interrupted; a limit of time may change what is found.
        if fresh and remaining() == math.inf:
            _write(folder, key, fresh)


def _each(
    wanted: Sequence[Wanted], known: Found, workers: int
) -> Iterator[tuple[Wanted, SharpConstant]]:
    begun = time.monotonic()
    helped: dict[Wanted, Future[Found]] = {}
    with ExitStack() as stack:
        for place, task in enumerate(wanted):
            if task in known:
                yield task, known[task]
                continue
            together = _together(other for other in wanted[place:] if other not in known)
            many = min(workers, len(together))
            if not helped and many > 1 and time.monotonic() - begun > ALONE:
                pool = stack.enter_context(WorkerPool(many))
                for tasks in together:
                    helped |= dict.fromkeys(tasks, pool.submit(_enclosed, tasks))
            yield task, _result(helped[task])[task] if task in helped else enclosed(task)


def _together(left: Iterable[Wanted]) -> list[list[Wanted]]:
    """Those of one family at one depth, which share the most of their work, to one worker."""
    groups: dict[tuple[str, int], list[Wanted]] = {}
    for task in left:
        groups.setdefault((task.claim.partition(".")[0], task.depth), []).append(task)
    return list(groups.values())


def _enclosed(tasks: Sequence[Wanted]) -> Found:
    return {task: enclosed(task) for task in tasks}


def _result(helped: Future[Found]) -> Found:
    """What a worker finds; whoever limits the time of this process is asked meanwhile."""
    while True:
        with suppress(TimeoutError):
            return helped.result(timeout=POLL)
        check_time()


def _read(folder: Path | None, key: str) -> Found:
    """What was kept; nothing where it is not what is written here."""
    content = read_kept(folder, key, LARGEST)
    if content is None:
        return {}
    try:
        return dict(map(_constant, json.loads(content)))
    except (ValueError, KeyError, TypeError, ArithmeticError, RecursionError):
        return {}


def _write(folder: Path | None, key: str, fresh: Found) -> None:
    """Keep ``fresh`` beside what another command may have kept meanwhile."""
    found = {**_read(folder, key), **fresh}
    rows = [_row(task, constant) for task, constant in found.items()]
    content = json.dumps(rows).encode()
    # What does not come back as it was is not kept.
    if len(content) <= LARGEST and dict(map(_constant, json.loads(content))) == found:
        keep(folder, key, content)
        drop_old(folder, MOST)


NUMBERS = ("stated", "low", "high")


def _row(task: Wanted, constant: SharpConstant) -> dict[str, Any]:
    fields = dict(vars(constant))
    for name in NUMBERS:
        fields[name] = None if fields[name] is None else rational_text(fields[name])
    return {"of": [task.claim, task.place, task.depth], "is": fields}


def _constant(row: Mapping[str, Any]) -> tuple[Wanted, SharpConstant]:
    fields = dict(row["is"])
    for name in NUMBERS:
        fields[name] = None if fields[name] is None else Fraction(read_rational(fields[name]))
    return Wanted(*row["of"]), SharpConstant(**fields)
