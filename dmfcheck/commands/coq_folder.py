"""What Coq compiled, written so that nothing but Coq and make is needed to compile it again."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from dmfcheck.base.files import file_label, require_new_place
from dmfcheck.base.validation import BadInput

ACCEPTED = "a folder that is not there yet, in one that may be written"


def require_new_folder(path: str) -> None:
    """Refuse a place where something is, or where no folder can be made.

    Raises :class:`~dmfcheck.base.validation.BadInput` that names ``--output``.

    >>> require_new_folder("/tmp")
    Traceback (most recent call last):
    dmfcheck.base.validation.BadInput: --output /tmp is there already; accepted: a folder that is not there yet, in one that may be written
    """  # noqa: E501 - a line of output
    if os.path.lexists(path):
        raise BadInput(file_label("--output", path, ACCEPTED), "is there already", ACCEPTED)
    require_new_place(path, (), "--output", ACCEPTED)


def write_folder(path: str, files: Mapping[str, str]) -> None:
    """Write the Coq files, each after what it needs, and a Makefile that compiles them in order.

    All of it is there or nothing. Raises :class:`~dmfcheck.base.validation.BadInput` where that
    cannot be.
    """
    place = Path(path).absolute()
    try:
        with tempfile.TemporaryDirectory(
            dir=place.parent, prefix=f".{place.name}-", ignore_cleanup_errors=True
        ) as name:
            made = Path(name) / place.name
            made.mkdir()
            for file, text in files.items():
                (made / file).write_text(text, encoding="utf-8")
            (made / "Makefile").write_text(_makefile(files), encoding="utf-8")
            made.rename(place)
    except OSError as error:
        label = file_label("--output", path, ACCEPTED)
        raise BadInput(label, f"cannot be written ({error.strerror})", ACCEPTED) from None


def _makefile(files: Mapping[str, str]) -> str:
    # In order, one after the other: each is compiled against those above it.
    return "\n".join(["all:", *(f"\tcoqc -q {file}" for file in files), ""])
