"""One result of these sources: found once, read from the user's cache afterwards."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from dmfcheck.base.kept import drop_old, keep, kept_folder, read_kept, sha256

__all__ = ["kept_result"]


def kept_result(
    kind: str, key: str, task: str, find: Callable[[], Any], *, most: int, largest: int
) -> Any:
    """``find()``, which gives JSON, or what it gave to ``key`` (the sources) and ``task`` before.

    Files are named ``kind``, ``most`` of them are kept and none above ``largest`` bytes. Nothing is
    kept, or read, where ``key`` is empty, and None, which stands for what may be found another
    time, is not kept.

    >>> kept_result("examples", "", "six", lambda: {"six": 6}, most=1, largest=100)
    {'six': 6}
    """
    folder = kept_folder(kind) if key else None
    name = sha256(f"{key}\n{task}".encode()).hex()
    content = read_kept(folder, name, largest)
    if content is not None:
        with suppress(ValueError, RecursionError):
            return json.loads(content)
    found = find()
    written = json.dumps(found).encode()
    if found is not None and len(written) <= largest:
        keep(folder, name, written)
        drop_old(folder, most)
    return found
