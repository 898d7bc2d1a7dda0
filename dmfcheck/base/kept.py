"""What a computation has found, kept in the user's cache for the next: whole, or not at all."""

from __future__ import annotations

import hashlib
import os
import stat
from contextlib import suppress
from pathlib import Path

from dmfcheck.base.files import write_whole
from dmfcheck.base.validation import BadInput

__all__ = ["drop_old", "keep", "kept_folder", "kept_size", "read_kept", "sha256"]

DIGEST = 32
"""Bytes of the SHA-256 that a kept file begins with."""


def kept_folder(name: str) -> Path | None:
    """Where files of that kind are kept: in the user's cache, None if there is none to write to.

    Nor are they where others may write, who would say what has been found.
    """
    with suppress(OSError, RuntimeError):
        caches = os.environ.get("XDG_CACHE_HOME")
        root = Path(caches) if caches else Path.home() / ".cache"
        if root.is_dir() and os.access(root, os.W_OK):
            folder = root / "dmfcheck" / name
            folder.mkdir(parents=True, exist_ok=True)
            return folder if _is_ours(folder) else None
    return None


def _is_ours(folder: Path) -> bool:
    """Whether nobody else may put files there, where the system can tell."""
    about = folder.stat()
    return not hasattr(os, "geteuid") or (
        about.st_uid == os.geteuid() and not about.st_mode & stat.S_IWOTH
    )


def read_kept(folder: Path | None, key: str, largest: int) -> bytes | None:
    """What was kept under ``key``; None if nothing was, not all of it, or more than ``largest``.

    >>> read_kept(None, "a", 100) is None
    True
    """
    with suppress(OSError):
        if folder is not None and (folder / key).stat().st_size <= DIGEST + largest:
            content = (folder / key).read_bytes()
            if content[:DIGEST] == sha256(content[DIGEST:]):
                return content[DIGEST:]
    return None


def keep(folder: Path | None, key: str, content: bytes) -> None:
    """Keep ``content`` under ``key`` where there is a folder that takes it."""
    with suppress(BadInput):  # a full disk, say: it is found again another time
        if folder is not None:
            write_whole(folder / key, sha256(content) + content)


def drop_old(folder: Path | None, most: int) -> None:
    """Remove all but the ``most`` files that were written last."""
    if folder is None:
        return
    with suppress(OSError):
        files = sorted(folder.iterdir(), key=lambda file: file.stat().st_mtime_ns)
        for file in files[:-most]:
            file.unlink(missing_ok=True)


def kept_size(folder: Path) -> str:
    """How many files there are, and their bytes, in words.

    >>> kept_size(Path("/no/such/folder"))
    'nothing yet'
    """
    sizes = []
    with suppress(OSError):
        sizes = [file.stat().st_size for file in folder.iterdir()]
    if not sizes:
        return "nothing yet"
    return f"{len(sizes)} {'file' if len(sizes) == 1 else 'files'}, {sum(sizes) / 1000:.0f} kB"


def sha256(content: bytes) -> bytes:
    """The digest that a kept file begins with.

    >>> len(sha256(b"")) == DIGEST
    True
    """
    return hashlib.sha256(content).digest()
