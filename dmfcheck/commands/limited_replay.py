"""Replays in a process of their own, which ends at a time and at a size.

A certificate is anybody's file: it may ask for numbers of any length and for any number of steps,
and a claim of a user's own runs any code.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dmfcheck.base.validation import BadInput
from dmfcheck.replay.verify import Replay

MEMORY = 2 * 2**30
"""Bytes of address space that a replay may take, where the system can limit it."""

THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
"""Each thread of a linear algebra library reserves memory that nobody uses here."""


@dataclass(frozen=True)
class ClaimsFile:
    """A file of claims by its path and its text: a worker runs it, this process never does."""

    path: str
    source: str

    def claims(self) -> Mapping[str, Any]:
        """Its claims by id.

        Raises :class:`~dmfcheck.base.validation.BadInput` where one has the id of a built-in claim.
        """
        from dmfcheck.hunt.subject import claims_of
        from dmfcheck.replay.verify import by_id

        return by_id(claims_of(self.path, self.source).values(), "--claims", self.path)


def replays(
    paths: Sequence[str], seconds: float, own: ClaimsFile | None = None
) -> Iterator[Replay | BadInput]:
    """The replay of each certificate, undecided where it takes longer or more than :data:`MEMORY`.

    One worker replays one file after the other; one that does not end is killed, and the next file
    has a new one. A file that cannot be read, or whose claim is mistaken, has the refusal in the
    place of its replay. Raises :class:`~dmfcheck.base.validation.BadInput` where ``own`` is no file
    of claims.
    """
    from dmfcheck.base.workers import WorkerPool

    before = {name: os.environ.get(name) for name in THREADS}
    pool: WorkerPool | None = None
    try:
        os.environ.update(dict.fromkeys(THREADS, "1"))
        for path in paths:
            pool = pool or WorkerPool(1, _limit_memory)
            try:
                answer = pool.submit(_answer, path, own).result(timeout=seconds)
            except TimeoutError:
                pool.kill()
                pool, answer = None, ("undecided", f"it took more than {seconds:g} s")
            except BrokenProcessPool:
                pool.kill()
                pool, answer = None, ("undecided", "its replay ended without an answer")
            if answer[0] == "no claims":
                raise BadInput(*answer[1:])
            refused = answer[0] == "bad input"
            yield BadInput(*answer[1:]) if refused else Replay(path, *answer)
    finally:
        if pool is not None:
            pool.kill()
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _answer(path: str, own: ClaimsFile | None) -> tuple[Any, ...]:
    """(verdict, reason, second reading), or "bad input" and the parts of the refusal.

    "no claims" says that it is of ``own``.
    """
    from dmfcheck.replay.verify import verify

    try:
        claims = {} if own is None else own.claims()
    except BadInput as error:
        return "no claims", error.argument, error.wrong, error.accepted
    try:
        found = verify(Path(path), claims)
    except BadInput as error:
        return "bad input", error.argument, error.wrong, error.accepted
    except MemoryError:
        return "undecided", f"it takes more than {MEMORY // 2**30} GB"
    return found.verdict, found.reason, found.second_reading


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:
        # Not on Windows: there only the time is limited.
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
