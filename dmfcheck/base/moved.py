"""Modules by the names that an earlier release had for them, with a ``DeprecationWarning``."""

from __future__ import annotations

import sys
import warnings
from importlib import import_module
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

MOVED = {
    "bounds": "base.bounds",
    "certified": "dynamics.balls",
    "constants": "theory",
    "constants.witness": "theory.sharp_witness",
    "descent": "dynamics.floats",
    "descent.denoising": "dynamics.instances.denoising",
    "problem": "dynamics.problem",
    "strategies": "theory.drawing",
    "symbolic": "dynamics.symbols",
    "validation": "base.validation",
}
"""What the README, the notes and printed snippets of 0.1.0 named, below ``dmfcheck``.

A file of a package that moved as a whole is found in its new place.
"""

VARIABLES = "theory.vocabulary"
"""Where the variables are that ``claims.domain`` had beside :class:`Variable`."""


def variable(module: str, name: str) -> Any:
    """The variable that ``module`` had until 0.1.0; ``AttributeError`` if it had none of that name.

    >>> import warnings
    >>> with warnings.catch_warnings(action="ignore"):
    ...     variable("dmfcheck.claims.domain", "ETA").name
    'eta'
    """
    package = module.partition(".")[0]
    known = import_module(f"{package}.{VARIABLES}") if name.isupper() else None
    if known is None or not hasattr(known, name):
        raise AttributeError(f"module {module!r} has no attribute {name!r}")
    new = f"{package}.{VARIABLES}.{name}"
    warnings.warn(f"{module}.{name} is now {new}", DeprecationWarning, stacklevel=3)
    return getattr(known, name)


class _Alias:
    def __init__(self, new: str) -> None:
        self.new = new

    def create_module(self, spec: ModuleSpec) -> None:
        """Nothing of its own: what is imported is the module by its new name."""

    def exec_module(self, module: ModuleType) -> None:
        """Put the module itself where its old name is looked up."""
        sys.modules[module.__name__] = import_module(self.new)


def found(name: str) -> ModuleSpec | None:
    """How to import the module that was called ``name`` until 0.1.0; None if there was none.

    >>> found("dmfcheck.no_such_module") is None
    True
    """
    package, _, rest = name.partition(".")
    room, _, file = rest.partition(".")
    if rest in MOVED:
        new = MOVED[rest]
    elif file and room in MOVED:
        new = f"{MOVED[room]}.{file}"
    else:
        return None
    # Python does not count its own frames: this one, the finder's, and the statement's.
    warnings.warn(f"{name} is now {package}.{new}", DeprecationWarning, stacklevel=3)
    return ModuleSpec(name, _Alias(f"{package}.{new}"))  # type: ignore[arg-type]
