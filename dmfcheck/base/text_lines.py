"""The lines of a text file, compressed by gzip or not, within limits of bytes and of lines."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

COMPRESSED = ".gz"

MOST_LINES = 1 << 25
"""Twice the entries of the largest matrix, which an array writes one a line."""


class Malformed(ValueError):
    """What is wrong with a text, as the end of a sentence about its file."""


def text_suffix(path: Path) -> str:
    """The suffix that says what the text is, in small letters; that of a .gz is in front of it.

    >>> text_suffix(Path("A.MTX.gz")), text_suffix(Path("b.tar")), text_suffix(Path("c.gz"))
    ('.mtx', '.tar', '')
    """
    name = path.name.lower().removesuffix(COMPRESSED)
    return Path(name).suffix


@contextmanager
def opened(path: Path, most_bytes: int) -> Iterator[IO[bytes]]:
    """The bytes of ``path``, decompressed if its name ends in .gz, ``most_bytes`` of them at most.

    Reading on raises :class:`Malformed`, and so does a damaged or a shortened .gz.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = (Path(folder) / "a.mtx.gz").write_bytes(gzip.compress(b"0" * 10**6))
    ...     with opened(Path(folder) / "a.mtx.gz", 100) as handle:
    ...         handle.read()
    Traceback (most recent call last):
    dmfcheck.base.text_lines.Malformed: has more than 100 bytes
    """
    compressed = path.name.lower().endswith(COMPRESSED)
    with path.open("rb") as handle, gzip.open(handle) if compressed else handle as source:
        try:
            yield io.BufferedReader(_Bounded(source, most_bytes), 1 << 16)
        except EOFError:
            raise Malformed("ends before its compressed data do") from None
        except (gzip.BadGzipFile, zlib.error):
            raise Malformed("is no gzip file, or a damaged one") from None


def numbered(lines: IO[bytes] | IO[str]) -> Iterator[tuple[int, Any]]:
    r"""(1, first line), (2, second line), ...; raises :class:`Malformed` after ``MOST_LINES``.

    >>> list(numbered(io.StringIO("a\nb")))
    [(1, 'a\n'), (2, 'b')]
    """
    for number, line in enumerate(lines, start=1):
        if number > MOST_LINES:
            raise Malformed(f"has more than {MOST_LINES} lines")
        yield number, line


class _Bounded(io.RawIOBase):
    """Reads on from a file until ``most`` bytes have come out of it."""

    def __init__(self, source: Any, most: int) -> None:
        self._source = source
        self._most = most
        self._left = most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        count = int(self._source.readinto(buffer) or 0)
        self._left -= count
        if self._left < 0:
            raise Malformed(f"has more than {self._most} bytes")
        return count
