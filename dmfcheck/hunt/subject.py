"""What is hunted: a built-in claim, a mutant, or a claim from a user's own file."""

from __future__ import annotations

import hashlib
import importlib
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from types import ModuleType

from dmfcheck.base import interrupts
from dmfcheck.base.bounds import TimeUp, interruptible, within
from dmfcheck.base.exits import Ended, kept_alive
from dmfcheck.base.files import file_label, require_readable
from dmfcheck.base.validation import BadInput
from dmfcheck.claims.claim import Claim
from dmfcheck.claims.scaled import resolved

SEPARATOR = "::"
LARGEST_FILE = 1 << 22
LOADING = 10
"""Seconds that a file of claims may take to run."""

DEFINES = "a Python file that defines claims"
ACCEPTED = "an id, a mutant, or FILE.py::claim.id"


@dataclass(frozen=True)
class Subject:
    """The name of a claim, and the text of the file it comes from (empty for built-in ones).

    Sent to workers in place of the claim itself, whose margin is a function that no message holds.
    """

    name: str
    path: str = ""
    source: str = ""

    @property
    def text(self) -> str:
        """The subject as a user writes it."""
        return f"{self.path}{SEPARATOR}{self.name}" if self.path else self.name

    @property
    def digest(self) -> str:
        """SHA-256 of the file, empty for a built-in claim."""
        return hashlib.sha256(self.source.encode()).hexdigest() if self.source else ""

    def claim(self) -> Claim:
        """The claim itself; raises :class:`~dmfcheck.base.validation.BadInput` if there is none.

        >>> Subject("order.preserved~ties").claim().expected
        'refuted'
        """
        if self.path:
            own = claims_of(self.path, self.source)
            # An own claim may have any id.
            if self.name in own:
                return own[self.name]
            return resolved(self.name, self._own) or self._own(self.name)
        from dmfcheck.theory.ledger import claim, ledger
        from dmfcheck.theory.mutants import mutants

        if self.name not in ledger() and self.name in mutants():
            return mutants()[self.name].claim
        return resolved(self.name, claim) or claim(self.name)

    def _own(self, name: str) -> Claim:
        return _chosen(claims_of(self.path, self.source), replace(self, name=name))


def read_subject(text: str) -> Subject:
    """The subject that ``text`` names, its file read and its claim looked up.

    Raises :class:`~dmfcheck.base.validation.BadInput` naming ``ID``.

    >>> read_subject("order.preserved").claim().source
    'abstract C2'
    """
    path, separator, name = text.rpartition(SEPARATOR)
    subject = Subject(name, path, read_source(path)) if separator else Subject(text)
    study = subject.claim().study
    if study is not None:
        raise BadInput(
            "ID",
            f"is {text!r}, of which no single point is a counterexample",
            f"a claim that a point can refute (`dmfcheck study {study}` measures this one)",
        )
    return subject


def read_source(path: str, argument: str = "ID") -> str:
    """The text of a Python file of claims.

    Raises :class:`~dmfcheck.base.validation.BadInput` naming ``argument`` and the file.
    """
    label = file_label(argument, path, ACCEPTED)
    if not path.endswith(".py"):
        raise BadInput(label, "is no Python file", ACCEPTED)
    require_readable(Path(path), label, LARGEST_FILE, ACCEPTED)
    try:
        return Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise BadInput(label, "cannot be read as text", ACCEPTED) from None


@lru_cache(maxsize=16)
def claims_of(path: str, source: str) -> dict[str, Claim]:
    """The claims that a file defines, by id: its ``CLAIMS``, or every :class:`Claim` in it.

    The file is run, for :data:`LOADING` seconds at most, with its folder on ``sys.path``, so that
    it may import its neighbours. Raises :class:`~dmfcheck.base.validation.BadInput` if it fails,
    ends the process, does not end, or has no claims.

    >>> list(claims_of("mine.py", "from dmfcheck import claim; mine = claim('step.monotone')"))
    ['step.monotone']
    """
    name = f"dmfcheck_claims_{hashlib.sha256(f'{path}:{source}'.encode()).hexdigest()[:16]}"
    module = ModuleType(name)
    module.__file__ = path
    sys.modules[name] = module  # where dataclasses look for the module they are defined in
    with loading(path):
        try:
            exec(compile(source, path, "exec"), module.__dict__)  # noqa: S102 - the user's own file
        except Exception as error:  # noqa: BLE001 - whatever their file raises is their bad input
            text = " ".join(f"{type(error).__name__}: {error}".split())[:200]
            raise BadInput(path, f"raises {text}{_line_of(error, path)}", DEFINES) from None
    found: dict[str, Claim] = {}
    for entry in _listed(module, path):
        if found.setdefault(entry.id, entry) is not entry:
            raise BadInput(path, f"defines two claims {entry.id!r}", DEFINES)
    if not found:
        raise BadInput(path, "defines no claim", DEFINES)
    return found


@contextmanager
def loading(path: str) -> Iterator[None]:
    """Run the file at ``path`` in the block: bounded in time, its folder on ``sys.path``.

    Raises :class:`~dmfcheck.base.validation.BadInput` naming the file if it ends the process, or
    does not end.
    """
    folder = str(Path(path).resolve().parent)
    importlib.invalidate_caches()
    sys.path.insert(0, folder)
    try:
        with within(LOADING) as limit, interruptible(), kept_alive():
            yield
    except (Exception, TimeUp):
        raise
    except BaseException as error:
        if not _ends(error):
            raise
        wrong = f"ends the process ({type(error).__name__}: {error}){_line_of(error, path)}"
        raise BadInput(path, wrong, DEFINES) from None
    finally:
        with suppress(ValueError):  # the file may have taken it away itself
            sys.path.remove(folder)
    if limit.reached:
        raise BadInput(path, f"is still running after {LOADING} s", DEFINES)


def _ends(error: BaseException) -> bool:
    """Whether what the file has raised would end the process."""
    if isinstance(error, KeyboardInterrupt):
        return not interrupts.may_have_come()
    # Others are those of who runs it: pytest has one to skip a file.
    return isinstance(error, (SystemExit, GeneratorExit, Ended))


def _line_of(error: BaseException, path: str) -> str:
    """Where in the file it happened, as the end of a sentence; nothing if it is not known."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if frame.filename == path]
    return f" (line {lines[-1]})" if lines else ""


def _listed(module: ModuleType, path: str) -> list[Claim]:
    listed = getattr(module, "CLAIMS", None)
    if listed is None:
        return [value for value in vars(module).values() if isinstance(value, Claim)]
    if not isinstance(listed, (tuple, list)):
        raise BadInput(path, f"has CLAIMS of type {type(listed).__name__}", "a tuple of claims")
    for index, entry in enumerate(listed, start=1):
        if not isinstance(entry, Claim):
            wrong = f"has CLAIMS with entry {index} of type {type(entry).__name__}"
            raise BadInput(path, wrong, "a tuple of claims")
    return list(listed)


def _chosen(claims: dict[str, Claim], subject: Subject) -> Claim:
    if subject.name not in claims:
        from dmfcheck.theory.ledger import unknown_id

        few = ", ".join(list(claims)[:3]) + (", ..." if len(claims) > 3 else "")
        raise unknown_id(subject.name, claims, f"which is no claim of {subject.path}", few)
    return claims[subject.name]
