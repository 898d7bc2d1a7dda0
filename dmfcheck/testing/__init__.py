"""What property tests call, and what becomes of a run: evidence, the ledger, the plugin of pytest.

>>> from dmfcheck.testing import examine
>>> examine("flow.time", {"depth": 3, "start": "1/10", "level": "1/2"})
True
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dmfcheck.testing.examination import ClaimFails as ClaimFails
    from dmfcheck.testing.examination import ClaimUndecided as ClaimUndecided
    from dmfcheck.testing.examination import examine as examine
    from dmfcheck.testing.examination import examine_descent as examine_descent
    from dmfcheck.testing.examination import proved_symbolically as proved_symbolically
    from dmfcheck.testing.examination import refute as refute
    from dmfcheck.testing.examination import refuted_at_known_points as refuted_at_known_points
    from dmfcheck.testing.examination import snippet as snippet

# One long string: pytest loads this file in every run of the machine (see the plugin of pytest).
_NAMES = (
    "ClaimFails ClaimUndecided examine examine_descent proved_symbolically refute "
    "refuted_at_known_points snippet"
).split()


def __getattr__(name: str) -> object:
    # Nothing heavy loads before a test asks for it: pytest imports this package for its plugin.
    if name not in _NAMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.examination"), name)
