"""How the inner loops are compiled, and where the compiled code is kept for the next process.

numba keeps it beside the source or in the user's home. Where neither may be written, as for a
read-only installation run by an account without a home, it refuses to compile at all; then the code
is kept in a temporary folder, or, failing that, compiled anew by every process.
"""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numba

# numpy's error model: without it every division carries a branch that stops vectorisation.
# Without the interpreter's lock a long loop does not keep an interrupted command from ending.
OPTIONS = {"error_model": "numpy", "nogil": True}

# A function that only compiled ones call needs no way in from Python, which takes long to compile.
INNER = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}

TOLD = "DMFCHECK_COMPILES_ANEW"
"""Set in the environment once it has been said, for the processes that this one begins."""


def compiled(function: Callable[..., Any]) -> Any:
    """``function`` compiled by numba in strict IEEE arithmetic, and cached where that is possible.

    >>> from dmfcheck.dynamics.floats.kernels import identical_orbit
    >>> identical_orbit(2).targetoptions["nogil"]
    True
    """
    return _compiled(function, OPTIONS)


def inner(function: Callable[..., Any]) -> Any:
    """:func:`compiled`, for compiled functions to call, and for nothing else.

    >>> from dmfcheck.dynamics.floats.deviation import _multiply
    >>> _multiply.targetoptions["no_cpython_wrapper"]
    True
    """
    return _compiled(function, OPTIONS | INNER)


def spliced(function: Callable[..., Any]) -> Any:
    """:func:`compiled`, for the one compiled function that calls it, as a part of it.

    What is called is compiled by itself and once more with every caller up to the outermost.

    >>> from dmfcheck.dynamics.floats.deviation import _update
    >>> _update.targetoptions["inline"]
    'always'
    """
    return _compiled(function, OPTIONS | {"inline": "always"})


def _compiled(function: Callable[..., Any], options: dict[str, Any]) -> Any:
    try:
        return numba.njit(cache=True, **options)(function)
    except (RuntimeError, OSError):
        pass  # no folder can be written
    before = numba.config.CACHE_DIR
    try:
        numba.config.CACHE_DIR = str(_temporary_folder())
        return numba.njit(cache=True, **options)(function)
    except (RuntimeError, OSError):
        if TOLD not in os.environ:
            os.environ[TOLD] = "1"
            _say("no folder can be written, so every process compiles its loops anew")
        return numba.njit(**options)(function)
    finally:
        numba.config.CACHE_DIR = before


def _temporary_folder() -> Path:
    """A folder for compiled code, which is run: nobody else may have touched it.

    Raises ``OSError`` if there can be none.
    """
    user = os.getuid() if hasattr(os, "getuid") else ""
    folder = Path(tempfile.gettempdir()) / f"dmfcheck-{user}"
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        status = folder.lstat()
        private = not hasattr(os, "getuid") or (
            status.st_uid == user and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
        )
        if not stat.S_ISDIR(status.st_mode) or not private:
            raise PermissionError(f"{folder} may be another user's") from None
    else:
        _say(f"compiled loops are kept in {folder}: the package and the home cannot be written")
    return folder


def _say(message: str) -> None:
    print(f"dmfcheck: {message}", file=sys.stderr)
