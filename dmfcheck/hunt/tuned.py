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
    from dmfcheck.theory.drawing import depths

    return depths(2, 3)


LISTED: dict[str, tuple[str, str, dict[str, Any]]] = {
    "float.determinant": ("float64.departures_strategies", "negative_determinants", {}),
    "float.rotation": ("float64.departures_strategies", "half_turns", {}),
    "float.saddle/horizon": (
        "float64.departures_strategies",
        "rotated_spectra",
        {"depth": _two_or_three},
    ),
    "float.saddle": ("float64.departures_strategies", "saddles", {}),
    "monotone.decay": ("monotone.literal_strategies", "decays", {}),
    "monotone.entropy": ("monotone.literal_strategies", "clusters", {}),
    "monotone.from_above/one_positive": ("monotone.literal_strategies", "one_positive", {}),
    "monotone.literal": ("monotone.literal_strategies", "semidefinite", {}),
    "monotone.literal/few_steps": ("monotone.literal_strategies", "many_initial_steps", {}),
    "monotone.literal/perturbed": ("monotone.literal_strategies", "perturbed_signs", {}),
    "monotone.momentum": ("monotone.rank_strategies", "heavy_balls", {}),
    "monotone.momentum/small": ("monotone.rank_strategies", "heavy_balls", {"small": True}),
    "monotone.participation": ("monotone.literal_strategies", "clusters", {}),
    "monotone.perturbed": ("monotone.rank_strategies", "perturbed_spectra", {}),
    "monotone.start/deep": ("monotone.literal_strategies", "unordered_pairs", {"depth": 3}),
    "monotone.start/effective_rank": (
        "monotone.literal_strategies",
        "unordered_pairs",
        {"depth": 2},
    ),
    "order.depth/descent": ("order.depth_strategies", "step_transitions", {}),
    "order.depth/whole_steps": ("order.depth_strategies", "step_transitions", {}),
    "order.depth_literal": ("order.depth_strategies", "recovered_pairs", {}),
    "order.rate_literal": ("time.recovery_strategies", "recovered_pairs", {}),
    "rank.leading_last_literal": (
        "rank.plateau_strategies",
        "leading",
        {"largest_start": ONE, "largest_delta": ONE},
    ),
    "rank.window_literal": ("rank.window_strategies", "early_leading", {}),
    "reduction.nonnormal": ("drawing", "triangular_targets", {}),
    "step.perturbed_sharp/convergence": ("perturbed.sign_strategies", "fast_perturbed", {}),
    "stopping.always_better": ("stopping.plateau_strategies", "stopped_descents", {}),
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
    from dmfcheck.theory.mutants import mutants

    if claim_id in mutants():
        return [mutants()[claim_id].strategy()]
    found = []
    if claim_id in LISTED:
        file, name, arguments = LISTED[claim_id]
        module = import_module(f"dmfcheck.theory.{file}")
        made = {key: value() if callable(value) else value for key, value in arguments.items()}
        found.append(getattr(module, name)(**made))
    makers = {
        id(mutant.strategy): mutant.strategy
        for mutant in mutants().values()
        if mutant.claim_id == claim_id
    }
    return [*found, *(maker() for maker in makers.values())][:MOST]
