"""Coq: its compiler, run in a folder of its own, with what was compiled before kept."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from dmfcheck.base.kept import keep, kept_folder, read_kept, sha256
from dmfcheck.base.programs import Ended, run_program
from dmfcheck.base.progress import counted
from dmfcheck.base.validation import BadInput
from dmfcheck.proofs.files import in_order, needs, sources

PACKAGE = "coq"
"""What Debian calls the package that has the compiler."""

KEPT = "coq"
"""The folder of compiled files in the user's cache."""

LARGEST = 100_000_000
"""Bytes of a compiled file at most."""

INSTALLED = f"with Coq installed (`apt-get install {PACKAGE}` on Debian and Ubuntu)"

VERSION = re.compile(r"version \d")

OPTIONS = ("-q",)
"""No file of the user's is read first."""

SEARCHED = ("COQPATH", "ROCQPATH", "XDG_DATA_HOME", "XDG_DATA_DIRS")
"""Variables that name folders of more modules, which may have the names of those meant here."""


class Refused(Exception):
    """Coq does not accept a file, or took too long: why, in one line."""


@dataclass
class Workshop:
    """A folder in which files are compiled until ``deadline`` (of ``time.monotonic``).

    ``kept`` is the folder of files that were compiled before, None where there is none.
    ``version`` is of the compiler, and tells it from others. ``files`` has the text of each file
    that was compiled, each after what it needs.
    """

    compiler: str
    version: str
    folder: Path
    deadline: float
    kept: Path | None
    digests: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)

    def compile_all(self, wanted: list[str]) -> None:
        """Compile these files of ``formal/`` and all that they need; raises :class:`Refused`."""
        texts = sources()
        for name in counted(in_order(wanted, texts), "files of Coq"):
            if name in self.digests:
                continue
            below = [self.digests[needed] for needed in needs(texts[name], texts)]
            # A compiled file goes with those that it was compiled against, and no others.
            parts = [self.version, *OPTIONS, name, texts[name], *below]
            key = sha256("\n".join(parts).encode()).hex()
            self.digests[name] = self._compiled(name, texts[name], key)
            self.files[name] = texts[name]

    def _compiled(self, name: str, text: str, key: str) -> str:
        target = self.folder / f"{Path(name).stem}.vo"
        content = read_kept(self.kept, key, LARGEST)
        if content is None:
            self.run(name, text)
            try:
                content = target.read_bytes()
            except OSError:
                raise Refused(f"Coq ends without a word, and has not compiled {name}") from None
            keep(self.kept, key, content)
        else:
            _write(target, content)
        return sha256(content).hex()

    @property
    def left(self) -> float:
        """Seconds until the deadline."""
        return self.deadline - time.monotonic()

    def state(self, name: str, text: str) -> str:
        """The same of a file beside those of ``formal/``; others may be called ``name`` too."""
        stem = name.removesuffix(".v")
        while name in self.files:
            stem += "_"
            name = f"{stem}.v"
        printed = self.run(name, text)
        self.files[name] = text
        return printed

    def run(self, name: str, text: str) -> str:
        """Compile ``text`` as the file ``name``, and return what Coq printed.

        Raises :class:`Refused`.
        """
        _write(self.folder / name, text.encode())
        ended = self._ended(*OPTIONS, name)
        if ended.code is None:
            raise Refused(f"Coq took too long, in {name}")
        if ended.code != 0:
            errors = " ".join(ended.errors.split()) or f"it ended with {ended.code}"
            raise Refused(f"Coq refuses {name}: {errors[:300]}")
        return ended.output

    def has_library(self, name: str) -> bool:
        """Whether a library that does not come with Coq is where its own is."""
        where = self._ended("-where").output.strip()
        return bool(where) and (Path(where) / "user-contrib" / name).is_dir()

    def _ended(self, *arguments: str) -> Ended:
        try:
            command = [self.compiler, *arguments]
            return run_program(command, self.folder, self.left, environment(self.folder))
        except OSError as error:
            raise Refused(f"coqc cannot be run ({error.strerror})") from None


@contextmanager
def workshop(seconds: float) -> Iterator[Workshop]:
    """A workshop for at most ``seconds``, whose folder is removed at the end.

    Raises :class:`~dmfcheck.base.validation.BadInput` where Coq lacks, and :class:`Refused`.
    """
    compiler = shutil.which("coqc")
    if compiler is None:
        raise BadInput("--kernel", "needs coqc, which is not on the PATH", INSTALLED)
    compiler = os.path.abspath(compiler)  # it is run in another folder
    deadline = time.monotonic() + seconds
    try:
        temporary = tempfile.TemporaryDirectory(prefix="dmfcheck-coq-", ignore_cleanup_errors=True)
    except OSError as error:
        wrong = f"has no folder for temporary files ({error.strerror})"
        raise BadInput("TMPDIR", wrong, "a folder that may be written") from None
    with temporary as name:
        folder = Path(name)
        version = _version(compiler, folder, seconds)
        yield Workshop(compiler, version, folder, deadline, kept_folder(KEPT))


def _version(compiler: str, folder: Path, seconds: float) -> str:
    """What the compiler says of itself and what its file is: both change with it."""
    try:
        about = os.stat(compiler)
        ended = run_program([compiler, "--version"], folder, seconds, environment(folder))
    except OSError as error:
        ended = Ended(1, "", error.strerror or "")
    # One that takes too long will do so again.
    if ended.code is not None and (ended.code != 0 or not VERSION.search(ended.output)):
        said = " ".join((ended.errors or ended.output).split())[:300] or "nothing"
        raise BadInput("--kernel", f"needs coqc, and {compiler} --version says {said}", INSTALLED)
    return f"{ended.output} {about.st_size} {about.st_mtime_ns}"


def environment(folder: Path) -> Mapping[str, str]:
    """The variables of this process, for modules that are found in ``folder`` or are Coq's own.

    A library of somebody's that has a module ``Descent`` or ``Reals`` would change the meaning of
    what is proved. Where Coq looks without being told is told to be nowhere.
    """
    kept = {name: value for name, value in os.environ.items() if name not in SEARCHED}
    return kept | dict.fromkeys(("XDG_DATA_HOME", "XDG_DATA_DIRS"), str(folder / "none"))


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise Refused(f"{path.name} cannot be written for Coq ({error.strerror})") from None
