"""monotone.*: the measures of which false claims speak."""

from __future__ import annotations

from dmfcheck.theory.shown import Shown

SHOWN = {
    "monotone.literal": Shown("effective rank"),
    "monotone.literal/few_steps": Shown("effective rank", "rises from step few on"),
    "monotone.literal/perturbed": Shown("effective rank"),
    "monotone.participation": Shown("participation"),
    "monotone.start/deep": Shown("relative sum"),
    "monotone.start/effective_rank": Shown("effective rank"),
    "monotone.momentum": Shown("effective rank"),
    "monotone.decay": Shown("effective rank"),
    "monotone.entropy": Shown("entropy"),
    "monotone.schedule/small_powers": Shown("sum of powers"),
}
