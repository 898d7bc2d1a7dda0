"""What `import dmfcheck` offers, and what tests and own dynamics import, from the docstrings."""

from __future__ import annotations

from pages.names import public

OPENING = """# In Python

All of it is loaded when it is first used. Numbers may be ints, Fractions or text such as `"1/100"`;
a float is the dyadic rational that it is. What is refused raises {py:class}`dmfcheck.BadInput`,
which is a `ValueError`. The variables are on a page of [their own](reference/variables.md).
"""
GROUPS = {
    "Ask about a matrix": ("predict", "check", "descend", "hitting_time", "Problem"),
    "Claims": ("claim", "Claim", "Hypothesis", "Constant", "Variable"),
    "Hunt, and decide again": ("hunt_claim", "verify_certificate"),
    "Figures": ("plot_orbit", "plot_plateaus", "plot_constants", "plot_margin", "plot_proofs"),
}
"""What is not named here comes last."""
MODULES = {
    "In tests": (
        "`from dmfcheck.testing import examine`: what property tests call.",
        "dmfcheck.testing.examination",
        "examine, examine_descent, refute, refuted_at_known_points, proved_symbolically, snippet, "
        "ClaimFails, ClaimUndecided",
    ),
    "Starts": ("Which factors are equal, and what they are.", "dmfcheck.dynamics.start", ""),
    "Updates": ("What one step makes of a factor.", "dmfcheck.dynamics.update", "Update"),
    "Dynamics": (
        "A start times an update.",
        "dmfcheck.dynamics.dynamics",
        "Dynamics, iterates, end_to_end",
    ),
    "Verdicts": ("What examine and the commands answer with.", "dmfcheck.base.verdict", ""),
}


def page() -> str:
    """A section for each group."""
    grouped = {name for names in GROUPS.values() for name in names}
    others = tuple(name for name in public() if name not in grouped)
    lines = [OPENING]
    for heading, names in {**GROUPS, "Besides": others}.items():
        lines += [f"## {heading}", "", "```{eval-rst}"]
        for name in names:
            lines += _documented(name)
        lines += ["```", ""]
    for heading, (text, module, members) in MODULES.items():
        lines += [f"## {heading}", "", text, "", "```{eval-rst}"]
        lines += [f".. automodule:: {module}", f"   :members: {members}"]
        lines += ["```", ""]
    return "\n".join(lines)


def _documented(name: str) -> list[str]:
    import dmfcheck

    value = getattr(dmfcheck, name)
    if isinstance(value, type):
        return [f".. autoclass:: dmfcheck.{name}", "   :members:", ""]
    return [f".. autofunction:: dmfcheck.{name}", ""]
