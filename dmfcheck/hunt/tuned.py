"""Hypothesis strategies that know where a claim is tight: a mutant's own, and those listed here."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy


ONE = Fraction(1)


def _two_or_three() -> SearchStrategy[int]:
    from dmfcheck.strategies import depths

    return depths(2, 3)


LISTED: dict[str, tuple[str, str, dict[str, Any]]] = {
    "float.determinant": ("float64", "negative_determinants", {}),
    "float.rotation": ("float64", "half_turns", {}),
    "float.saddle/horizon": ("float64", "rotated_spectra", {"depth": _two_or_three}),
    "float.saddle": ("float64", "saddles", {}),
    "monotone.decay": ("monotone_false", "decays", {}),
    "monotone.entropy": ("monotone_false", "clusters", {}),
    "monotone.from_above/one_positive": ("monotone_false", "one_positive", {}),
    "monotone.literal": ("monotone_false", "semidefinite", {}),
    "monotone.literal/few_steps": ("monotone_false", "many_initial_steps", {}),
    "monotone.literal/perturbed": ("monotone_false", "perturbed_signs", {}),
    "monotone.momentum": ("monotone", "heavy_balls", {}),
    "monotone.momentum/small": ("monotone", "heavy_balls", {"small": True}),
    "monotone.participation": ("monotone_false", "clusters", {}),
    "monotone.perturbed": ("monotone", "perturbed_spectra", {}),
    "monotone.start/deep": ("monotone_false", "unordered_pairs", {"depth": 3}),
    "monotone.start/effective_rank": ("monotone_false", "unordered_pairs", {"depth": 2}),
    "order.depth/descent": ("depth", "step_transitions", {}),
    "order.depth/whole_steps": ("depth", "step_transitions", {}),
    "order.depth_literal": ("depth", "recovered_pairs", {}),
    "order.rate_literal": ("times", "recovered_pairs", {}),
    "rank.leading_last_literal": ("rank", "leading", {"largest_start": ONE, "largest_delta": ONE}),
    "rank.window_literal": ("window", "early_leading", {}),
    "reduction.nonnormal": ("", "triangular_targets", {}),
    "step.perturbed_sharp/convergence": ("perturbed", "fast_perturbed", {}),
    "stopping.always_better": ("stopping", "stopped_descents", {}),
}
"""Claim id: the file of strategies, the strategy in it, its arguments (functions make theirs)."""

MOST = 3
"""Strategies of one claim at most."""


def strategies_for(claim_id: str) -> list[SearchStrategy[Mapping[str, Any]]]:
    """Strategies on whose points a claim or a mutant is hunted first, at most :data:`MOST`.

    A claim has those of its mutants too: they look where it is tight. Other claims have none.

    >>> len(strategies_for("my.claim"))
    0
    """
    from dmfcheck.claims.mutants import mutants

    if claim_id in mutants():
        return [mutants()[claim_id].strategy()]
    found = []
    if claim_id in LISTED:
        file, name, arguments = LISTED[claim_id]
        module = import_module(f"dmfcheck.strategies_{file}" if file else "dmfcheck.strategies")
        made = {key: value() if callable(value) else value for key, value in arguments.items()}
        found.append(getattr(module, name)(**made))
    makers = {
        id(mutant.strategy): mutant.strategy
        for mutant in mutants().values()
        if mutant.claim_id == claim_id
    }
    return [*found, *(maker() for maker in makers.values())][:MOST]
