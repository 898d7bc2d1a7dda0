"""dmfcheck: theory verification for gradient descent on deep matrix factorization.

The public names are those of ``dir(dmfcheck)``; each loads what it needs when it is first used.

>>> import dmfcheck
>>> dmfcheck.hitting_time(2, "1/8", "1/10", "1/2").lo
15
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dmfcheck.base.validation import BadInput as BadInput
    from dmfcheck.base.version import __version__ as __version__
    from dmfcheck.claims.claim import Claim as Claim
    from dmfcheck.claims.claim import Constant as Constant
    from dmfcheck.claims.claim import Hypothesis as Hypothesis
    from dmfcheck.claims.domain import Variable as Variable
    from dmfcheck.dynamics.balls.hitting_time import hitting_time as hitting_time
    from dmfcheck.dynamics.floats.matrix import descend as descend
    from dmfcheck.dynamics.problem import Problem as Problem
    from dmfcheck.dynamics.recursions.read import recursion as recursion
    from dmfcheck.hunt.hunt_claim import hunt_claim as hunt_claim
    from dmfcheck.problems.asked import check as check
    from dmfcheck.problems.overlay.overlay import overlay as overlay
    from dmfcheck.problems.prediction import predict as predict
    from dmfcheck.replay.verify import verify_certificate as verify_certificate
    from dmfcheck.report.figures.constants_figure import plot_constants as plot_constants
    from dmfcheck.report.figures.margin_figure import plot_margin as plot_margin
    from dmfcheck.report.figures.orbit_figure import plot_orbit as plot_orbit
    from dmfcheck.report.figures.overlay_figure import plot_overlay as plot_overlay
    from dmfcheck.report.figures.plateaus_figure import plot_plateaus as plot_plateaus
    from dmfcheck.report.figures.proofs_figure import plot_proofs as plot_proofs
    from dmfcheck.theory.ledger import claim as claim
    from dmfcheck.theory.vocabulary import ALPHA as ALPHA
    from dmfcheck.theory.vocabulary import DEPTH as DEPTH
    from dmfcheck.theory.vocabulary import ETA as ETA
    from dmfcheck.theory.vocabulary import FRACTION as FRACTION
    from dmfcheck.theory.vocabulary import NONPOSITIVE_EIGENVALUE as NONPOSITIVE_EIGENVALUE
    from dmfcheck.theory.vocabulary import POSITIVE_EIGENVALUE as POSITIVE_EIGENVALUE
    from dmfcheck.theory.vocabulary import POSITIVE_SPECTRUM as POSITIVE_SPECTRUM
    from dmfcheck.theory.vocabulary import STEPS as STEPS

# Long strings: pytest loads this file in every run of the machine, and Hypothesis would draw short
# ones in the tests of other projects (see dmfcheck.testing.pytest_plugin).
_PLACES = """
dynamics.problem Problem
base.validation BadInput
base.version __version__
claims.claim Claim Constant Hypothesis
claims.domain Variable
dynamics.balls.hitting_time hitting_time
dynamics.floats.matrix descend
hunt.hunt_claim hunt_claim
problems.asked check
problems.overlay.overlay overlay
problems.prediction predict
dynamics.recursions.read recursion
replay.verify verify_certificate
report.figures.constants_figure plot_constants
report.figures.margin_figure plot_margin
report.figures.orbit_figure plot_orbit
report.figures.overlay_figure plot_overlay
report.figures.plateaus_figure plot_plateaus
report.figures.proofs_figure plot_proofs
theory.ledger claim
theory.vocabulary ALPHA DEPTH ETA FRACTION STEPS
theory.vocabulary NONPOSITIVE_EIGENVALUE POSITIVE_EIGENVALUE POSITIVE_SPECTRUM
"""
_HOMES = {
    name: home for home, *names in map(str.split, _PLACES.strip().splitlines()) for name in names
}
"""Where each public name is, below this package."""

_OLD = "bounds certified constants descent digits problem strategies symbolic validation"
_OLD_ROOMS = [f"{__name__}.{room}" for room in _OLD.split()]


def __getattr__(name: str) -> object:
    # The heavy modules behind these names load when first asked for: `dmfcheck --help` is instant.
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(_HOMES)


class _Moved:
    """Finds what an earlier release named otherwise."""

    @staticmethod
    def find_spec(name: str, *_: Any) -> Any:
        if not any(name == room or name.startswith(f"{room}.") for room in _OLD_ROOMS):
            return None
        from dmfcheck.base.moved import found

        return found(name)


# Before Python looks itself: within a package of an old name it would load files a second time.
sys.meta_path.insert(0, _Moved)
