"""What a higher room does for the objects of a lower one: ``claim.strategy()``, a notebook's view.

A lower room imports no higher one. It asks here, by name, for what is offered; nothing of it is
loaded before.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

OFFERED = {
    "html": "report.notebook.views.html",
    "strategy": "testing.strategy.of_claim.strategy",
}
"""Where each is, below ``dmfcheck``."""


def show(thing: object) -> str:
    """HTML of ``thing`` for a notebook.

    >>> from dmfcheck.base.verdict import Undecided
    >>> "too long" in show(Undecided("too long"))
    True
    """
    return str(offered("html")(thing))


def offered(name: str) -> Callable[..., Any]:
    """The function that a higher room offers as ``name``; ``KeyError`` if there is none.

    >>> offered("strategy").__name__
    'strategy'
    """
    module, _, function = OFFERED[name].rpartition(".")
    found: Callable[..., Any] = getattr(import_module(f"dmfcheck.{module}"), function)
    return found
