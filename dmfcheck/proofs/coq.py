"""Coq: its compiler, run in a folder of its own, with what was compiled before kept."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from dmfcheck.base.kept import keep, kept_folder, read_kept, sha256
from dmfcheck.base.programs import run_program
from dmfcheck.base.progress import counted
from dmfcheck.base.validation import BadInput
from dmfcheck.proofs.files import in_order, needs, sources

PACKAGE = "coq"
"""What Debian calls the package that has the compiler."""

KEPT = "coq"
"""The folder of compiled files in the user's cache."""

LARGEST = 100_000_000
"""Bytes of a compiled file at most."""


class Refused(Exception):
    """Coq does not accept a file, or took too long: why, in one line."""


@dataclass
class Workshop:
    """A folder in which files are compiled until ``deadline`` (of ``time.monotonic``).

    ``kept`` is the folder of files that were compiled before, None where there is none.
    """

    compiler: str
    version: str
    folder: Path
    deadline: float
    kept: Path | None
    digests: dict[str, str] = field(default_factory=dict)

    def compile_all(self, wanted: list[str]) -> None:
        """Compile these files of ``formal/`` and all that they need; raises :class:`Refused`."""
        texts = sources()
        for name in counted(in_order(wanted, texts), "files of Coq"):
            if name in self.digests:
                continue
            below = [self.digests[needed] for needed in needs(texts[name], texts)]
            # A compiled file goes with those that it was compiled against, and no others.
            key = sha256("\n".join([self.version, name, texts[name], *below]).encode()).hex()
            self.digests[name] = self._compiled(name, texts[name], key)

    def _compiled(self, name: str, text: str, key: str) -> str:
        target = self.folder / f"{Path(name).stem}.vo"
        content = read_kept(self.kept, key, LARGEST)
        if content is None:
            self.run(name, text)
            content = target.read_bytes()
            keep(self.kept, key, content)
        else:
            target.write_bytes(content)
        return sha256(content).hex()

    @property
    def left(self) -> float:
        """Seconds until the deadline."""
        return self.deadline - time.monotonic()

    def run(self, name: str, text: str) -> str:
        """Compile ``text`` as the file ``name``, and return what Coq printed.

        Raises :class:`Refused`.
        """
        (self.folder / name).write_text(text, encoding="utf-8")
        ended = run_program([self.compiler, "-q", name], self.folder, self.left)
        if ended.code is None:
            raise Refused(f"Coq took too long, in {name}")
        if ended.code != 0:
            errors = " ".join(ended.errors.split()) or f"it ended with {ended.code}"
            raise Refused(f"Coq refuses {name}: {errors[:300]}")
        return ended.output


@contextmanager
def workshop(seconds: float) -> Iterator[Workshop]:
    """A workshop for at most ``seconds``, whose folder is removed at the end.

    Raises :class:`~dmfcheck.base.validation.BadInput` where Coq lacks, and :class:`Refused`.
    """
    compiler = shutil.which("coqc")
    if compiler is None:
        raise BadInput(
            "--kernel",
            "needs coqc, which is not on the PATH",
            f"with Coq installed (`apt-get install {PACKAGE}` on Debian and Ubuntu)",
        )
    deadline = time.monotonic() + seconds
    with tempfile.TemporaryDirectory(prefix="dmfcheck-coq-") as name:
        folder = Path(name)
        version = run_program([compiler, "--version"], folder, seconds).output
        yield Workshop(compiler, version, folder, deadline, kept_folder(KEPT))
