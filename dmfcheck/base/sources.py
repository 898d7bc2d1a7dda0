"""A digest of all that a result follows from: the package, and what it computes with."""

from __future__ import annotations

import platform
from contextlib import suppress
from functools import cache
from importlib import metadata
from pathlib import Path

from dmfcheck.base.kept import sha256
from dmfcheck.base.shipped import PACKAGE
from dmfcheck.base.version import __version__

__all__ = ["sources_key"]

COMPUTED_WITH = ("python-flint", "mpmath", "sympy", "numpy")


@cache
def sources_key(*more: Path, also_with: tuple[str, ...] = ()) -> str:
    """The digest of the version, of all sources, of the releases that they compute with.

    ``more`` are folders whose Python files count too, ``also_with`` further distributions. ""
    where something of it cannot be read.

    >>> len(sources_key())
    64
    """
    with suppress(OSError, metadata.PackageNotFoundError):
        used = [f"{name} {metadata.version(name)}" for name in (*COMPUTED_WITH, *also_with)]
        parts = [__version__, platform.python_version(), *used]
        for folder in (PACKAGE, *more):
            for path in sorted(folder.rglob("*.py")):
                parts += [path.relative_to(folder).as_posix(), sha256(path.read_bytes()).hex()]
        return sha256("\n".join(parts).encode()).hex()
    return ""
