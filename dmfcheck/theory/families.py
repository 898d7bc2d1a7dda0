"""The families: each package beside this file, found by looking; no list names them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TypeVar

Entry = TypeVar("Entry")

HERE = Path(__file__).parent
SUFFIXES = ("_mutants", "_strategies", "_sharp", "_proofs", "_instances", "_shown")
"""What a topic has beside its claims, each in a file of its own that loads when it is asked for."""


def topics(suffix: str = "") -> Iterator[ModuleType]:
    """The modules ``<family>/<topic><suffix>`` in the order of their names; those of claims for "".

    >>> next(topics("_mutants")).__name__
    'dmfcheck.theory.edge.cycle_mutants'
    """
    found = sorted(path for path in HERE.glob(f"*/*{suffix}.py") if path.stem != "__init__")
    for path in found:
        if suffix or not path.stem.endswith(SUFFIXES):
            yield import_module(f"{__package__}.{path.parent.name}.{path.stem}")


def by_name(
    suffix: str, of: Callable[[ModuleType], Iterable[tuple[str, Entry]]]
) -> dict[str, Entry]:
    """What all the files of that suffix have, ``of`` naming the (name, entry) of each file.

    Raises ``ValueError`` where two have one name.

    >>> by_name("_mutants", lambda topic: [("one", topic)])
    Traceback (most recent call last):
    ValueError: two entries of the files *_mutants.py are of one
    """
    found: dict[str, Entry] = {}
    for topic in topics(suffix):
        for name, entry in of(topic):
            if name in found:
                raise ValueError(f"two entries of the files *{suffix}.py are of {name}")
            found[name] = entry
    return found
