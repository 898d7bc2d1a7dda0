"""The Coq files, and which of them needs which."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

FORMAL = Path(__file__).parent / "formal"
"""The folder of the Coq files."""

BIGNUMS = "Bignums"
"""The library of machine integers, which Coq has not by itself."""

_COMMENT = re.compile(r"\(\*|\*\)")
_REQUIRE = re.compile(
    r"(?:From\s+(\w+)\s+)?Require(?:\s+(?:Import|Export))?\s+([\w\s.]+?)\.(?=\s|$)"
)


@cache
def without_comments(text: str) -> str:
    """The text of a Coq file without its comments, which may be nested.

    >>> without_comments("Lemma (* a (* b *) c *) x.")
    'Lemma  x.'
    """
    parts, depth, last = [], 0, 0
    for mark in _COMMENT.finditer(text):
        if mark[0] == "(*":
            if depth == 0:
                parts.append(text[last : mark.start()])
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                last = mark.end()
    return "".join(parts) + (text[last:] if depth == 0 else "")


@cache
def required(text: str) -> tuple[tuple[str, str], ...]:
    """(library or "", module) of every module that a Coq file requires, in order.

    >>> required("From Bignums Require Import BigZ. Require Import Reals Descent.")
    (('Bignums', 'BigZ'), ('', 'Reals'), ('', 'Descent'))
    """
    found = _REQUIRE.findall(without_comments(text))
    return tuple((library, name) for library, names in found for name in names.split())


def sources(folder: Path = FORMAL) -> dict[str, str]:
    """The text of each Coq file by its name.

    >>> "Descent.v" in sources()
    True
    """
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.v"))}


def in_order(wanted: list[str], texts: dict[str, str]) -> list[str]:
    """The files ``wanted`` and all that they need, each after what it needs.

    Raises ``ValueError`` for a circle.

    >>> in_order(["Growth.v"], sources())
    ['Powers.v', 'Growth.v']
    """
    done: list[str] = []

    def add(name: str, above: tuple[str, ...]) -> None:
        if name in done:
            return
        if name in above:
            raise ValueError(f"a circle of Coq files: {' '.join((*above, name))}")
        for needed in needs(texts[name], texts):
            add(needed, (*above, name))
        done.append(name)

    for name in wanted:
        add(name, ())
    return done


def needs(text: str, texts: dict[str, str]) -> list[str]:
    """Those of the files that ``text`` requires itself."""
    names = [f"{module}.v" for library, module in required(text) if not library]
    return [name for name in names if name in texts]


def needs_bignums(wanted: list[str], texts: dict[str, str]) -> bool:
    """Whether one of the files, or of those they need, requires the library of machine integers.

    >>> needs_bignums(["HittingTimesBig.v"], sources()), needs_bignums(["Times.v"], sources())
    (True, False)
    """
    return any(
        library == BIGNUMS
        for name in in_order(wanted, texts)
        for library, _ in required(texts[name])
    )
