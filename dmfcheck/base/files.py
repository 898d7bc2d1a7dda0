"""Files: looked at before they are read; written beside their place, then renamed into it."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from dmfcheck.base.validation import BadInput

ACCEPTED = "a file in an existing folder that may be written"


def file_label(argument: str, name: str | os.PathLike[str], accepted: str) -> str:
    """What a refusal calls a file: the argument and the name; an empty name is refused.

    >>> file_label("MATRIX", "a.csv", "a file")
    'MATRIX a.csv'
    """
    if not os.fspath(name):
        raise BadInput(argument, "is empty", accepted)
    return f"{argument} {os.fspath(name)}"


def require_readable(path: Path, argument: str, largest: int, accepted: str) -> None:
    """Refuse what is no regular file of 1..``largest`` bytes, before anything is read.

    Raises :class:`~dmfcheck.base.validation.BadInput` naming ``argument``.

    >>> require_readable(Path("/"), "MATRIX", 100, "a file")
    Traceback (most recent call last):
    dmfcheck.base.validation.BadInput: MATRIX is a folder; accepted: a file
    """
    try:
        status = path.stat()
    except ValueError:  # a null character in the name
        raise BadInput(argument, "is no file name", accepted) from None
    except OSError as error:
        raise BadInput(argument, f"cannot be read ({error.strerror})", accepted) from None
    if stat.S_ISDIR(status.st_mode):
        raise BadInput(argument, "is a folder", accepted)
    if not stat.S_ISREG(status.st_mode):
        raise BadInput(argument, "is not a regular file", accepted)
    if status.st_size == 0:
        raise BadInput(argument, "is empty", accepted)
    if status.st_size > largest:
        raise BadInput(argument, f"has {status.st_size} bytes", f"at most {largest} bytes")


def require_new_place(
    path: str, inputs: Iterable[str], argument: str, accepted: str = ACCEPTED
) -> None:
    """Refuse a place for output that has no folder, is one, or is a file that is read.

    Before anything is computed; what else may be wrong :func:`write_whole` finds. Raises
    :class:`~dmfcheck.base.validation.BadInput` naming ``argument``.

    >>> require_new_place("/no/such/place.csv", (), "--output")
    Traceback (most recent call last):
    dmfcheck.base.validation.BadInput: --output /no/such/place.csv cannot be written (no such folder); accepted: a file in an existing folder that may be written
    """  # noqa: E501 - a line of output
    label = file_label(argument, path, accepted)
    try:
        place = Path(path).resolve()
        if place.is_dir():
            raise BadInput(label, "is a folder", accepted)
        if not place.parent.is_dir():
            raise BadInput(label, "cannot be written (no such folder)", accepted)
        if not os.access(place.parent, os.W_OK) and (place.is_file() or not place.exists()):
            raise BadInput(label, "cannot be written (its folder may not be)", accepted)
        for name in inputs:
            read = Path(name).resolve()
            if place == read or (place.exists() and read.exists() and place.samefile(read)):
                raise BadInput(label, "is the file that is read", "another file")
    except (OSError, RuntimeError, ValueError) as error:
        if isinstance(error, BadInput):
            raise
        raise BadInput(label, "is no file name", accepted) from None


def write_whole(path: str | os.PathLike[str], content: str | bytes, argument: str = "FILE") -> None:
    """Write ``content`` (text as UTF-8) to ``path``: a reader sees the old file or the new one.

    The content goes to a temporary file in the same folder, which takes the place of ``path`` once
    it is on the disk; after an error ``path`` is as it was and nothing is left beside it. A link is
    followed; a device or a pipe is written to, for a renaming would replace it by a file. Raises
    :class:`~dmfcheck.base.validation.BadInput` naming ``argument`` where the file cannot be
    written.

    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_whole(Path(folder) / "ledger.json", "[]")
    ...     (Path(folder) / "ledger.json").read_text()
    '[]'
    """
    data = content.encode() if isinstance(content, str) else content
    try:
        destination = Path(path).resolve()
        if destination.is_dir():
            raise BadInput(argument, f"{os.fspath(path)} is a folder", ACCEPTED)
        if destination.exists() and not stat.S_ISREG(destination.stat().st_mode):
            destination.write_bytes(data)
        else:
            _replace(destination, data)
    except (OSError, RuntimeError, ValueError) as error:
        if isinstance(error, BadInput):
            raise
        # A loop of links is a RuntimeError, a name with a null character a ValueError.
        reason = getattr(error, "strerror", None) or error
        raise BadInput(
            argument, f"{os.fspath(path)!r} cannot be written ({reason})", ACCEPTED
        ) from None


def _replace(destination: Path, data: bytes) -> None:
    descriptor, name = tempfile.mkstemp(
        dir=destination.parent, prefix=f".{destination.name[:100]}.", suffix=".part"
    )
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as handle:
            handle.write(data)
            handle.flush()
            os.fsync(handle.fileno())
        temporary.chmod(_permissions(destination))
        temporary.replace(destination)
    except BaseException:  # also an interrupt: whatever happened, no half a file stays behind
        with suppress(OSError):
            temporary.unlink()
        raise


def _permissions(destination: Path) -> int:
    """Those of the file that is replaced, or those that a new file of this process gets."""
    with suppress(FileNotFoundError):
        return stat.S_IMODE(destination.stat().st_mode)
    # The mask can be read only by setting it.
    mask = os.umask(0o077)
    os.umask(mask)
    return 0o666 & ~mask
