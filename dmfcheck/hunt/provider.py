"""Hypothesis without the constants that it harvests from the source it finds loaded.

What is loaded differs between a test run, a command and a worker, so with those constants the same
seed would not draw the same points everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from hypothesis.internal.conjecture.providers import AVAILABLE_PROVIDERS, HypothesisProvider

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

from dmfcheck.base import seeds

BACKEND = "dmfcheck-no-harvest"


class WithoutHarvest(HypothesisProvider):
    """Hypothesis' own generator, but no constant is ever taken from source code."""

    def _maybe_draw_constant(self, *_arguments: Any, **_options: Any) -> None:
        return None


AVAILABLE_PROVIDERS[BACKEND] = f"{__name__}.{WithoutHarvest.__name__}"


def draw_until(
    strategy: SearchStrategy[Mapping[str, Any]],
    ends: Callable[[Mapping[str, Any]], bool],
    seed: Sequence[int],
    examples: int,
) -> None:
    """Draw at most ``examples`` points of ``strategy``, repeatably, until ``ends`` says so.

    >>> from hypothesis import strategies as st
    >>> seen = []
    >>> draw_until(st.fixed_dictionaries({}), lambda drawn: seen.append(drawn) or True, [0], 5)
    >>> seen[0]
    {}
    """
    import hypothesis

    settings = hypothesis.settings(
        database=None,
        deadline=None,
        max_examples=examples,
        backend=BACKEND,
        phases=[hypothesis.Phase.generate, hypothesis.Phase.target],
        suppress_health_check=list(hypothesis.HealthCheck),
        verbosity=hypothesis.Verbosity.quiet,
    )
    generator = seeds.branch(*seed)
    try:
        hypothesis.find(strategy, ends, settings=settings, random=generator)
    except (hypothesis.errors.NoSuchExample, hypothesis.errors.Unsatisfiable):
        return
