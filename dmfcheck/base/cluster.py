"""A running Dask cluster, which must have this version of dmfcheck: the extra ``cluster``."""

from __future__ import annotations

from typing import Any

from dmfcheck.base.validation import BadInput

__all__ = ["connected"]

PATIENCE = 10.0
"""Seconds that a scheduler has to answer."""


def connected(scheduler: str) -> Any:
    """A client (``distributed.Client``) of the scheduler at an address.

    Raises :class:`~dmfcheck.base.validation.BadInput` without the extra, and where none answers.
    """
    try:
        from distributed import Client
    except ImportError:
        raise BadInput(
            "--scheduler",
            "needs the extra 'cluster', which is not installed",
            "pip install 'dmfcheck[cluster]'",
        ) from None
    try:
        return Client(scheduler, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError, AssertionError) as error:
        # distributed asserts that its own loop has begun, and ended, in time: on a busy machine
        # neither need be so.
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise BadInput(
            "--scheduler",
            f"{scheduler!r} cannot be reached ({reason})",
            "the address of a running Dask scheduler, such as tcp://127.0.0.1:8786",
        ) from None
