"""Modules by the names that an earlier release had for them, with a ``DeprecationWarning``."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Mapping
from importlib import import_module
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from types import ModuleType
from typing import Any

MOVED = {
    "bounds": "base.bounds",
    "certified": "dynamics.balls",
    "constants": "theory",
    "constants.witness": "theory.sharp_witness",
    "descent": "dynamics.floats",
    "digits": "dynamics.digits",
    "problem": "dynamics.problem",
    "strategies": "theory.drawing",
    "symbolic": "dynamics.symbols",
    "validation": "base.validation",
}
"""What the README, the notes and printed snippets of 0.1.0 named, below ``dmfcheck``."""

FILES_IN = {
    "certified": ("dynamics.balls",),
    "descent": ("dynamics.floats", "dynamics.instances"),
    "symbolic": ("dynamics.symbols",),
}
"""Where the files of a package of 0.1.0 are now, by their old names."""

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


def renamed(module: str, name: str, names: Mapping[str, str]) -> Any:
    """What ``module`` had as ``name``, in ``names`` the new one; ``AttributeError`` if nothing.

    >>> renamed("dmfcheck.base.moved", "nothing", {})
    Traceback (most recent call last):
    AttributeError: module 'dmfcheck.base.moved' has no attribute 'nothing'
    """
    if name not in names:
        raise AttributeError(f"module {module!r} has no attribute {name!r}")
    warnings.warn(f"{module}.{name} is now {names[name]}", DeprecationWarning, stacklevel=3)
    return getattr(import_module(module), names[name])


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

    Raises ``ModuleNotFoundError`` for a file that a package of that time did not have.

    >>> found("dmfcheck.no_such_module") is None
    True
    """
    package, _, rest = name.partition(".")
    room, _, file = rest.partition(".")
    places = [f"{place}.{file}" for place in FILES_IN.get(room, ()) if file]
    new = MOVED.get(rest) or next((p for p in places if find_spec(f"{package}.{p}")), None)
    if new is None:
        if room not in MOVED:
            return None
        # Python itself would find what has the name in the new place, and load it a second time.
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)
    # Python does not count its own frames: this one, the finder's, and the statement's.
    warnings.warn(f"{name} is now {package}.{new}", DeprecationWarning, stacklevel=3)
    return ModuleSpec(name, _Alias(f"{package}.{new}"))  # type: ignore[arg-type]
