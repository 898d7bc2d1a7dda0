"""Studies of early stopping on Gaussian noise."""

from __future__ import annotations

from dmfcheck.theory.late import Values, st
from dmfcheck.theory.look import Look
from dmfcheck.theory.stopping.gaussian import GAUSSIAN


def studies(runs: int = 100) -> st.SearchStrategy[Values]:
    """Studies of ``runs`` random instances from any seed on, of two and of three layers."""
    return st.fixed_dictionaries(
        {"depth": st.sampled_from([2, 3]), "seed": st.integers(0, 2**32 - 1), "runs": st.just(runs)}
    )


LOOK = (Look(GAUSSIAN, studies),)
