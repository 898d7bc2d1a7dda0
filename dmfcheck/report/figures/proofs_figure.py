"""The graph of claims and their evidence: what each rests on, and what checks that."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dmfcheck.report.figures.style import COLOURS, WIDTH, new_figure, require_axes, styled
from dmfcheck.report.proof_graph import COLUMN, ROW, Graph, Node, proof_graph
from dmfcheck.testing.strength import KINDS, proved, strongest
from dmfcheck.theory.ledger import ledger, unknown_id

__all__ = ["chosen_claims", "draw_proofs", "plot_proofs", "proofs_figure", "strengths"]

BLACK, BLUE, RED, GREEN, PINK, SKY, ORANGE = COLOURS

MARKS: dict[str, tuple[str, str, bool]] = {
    "kernel": ("s", GREEN, True),
    "symbolic": ("D", BLUE, True),
    "coefficients": ("^", BLUE, True),
    "boxes": ("v", BLUE, True),
    "certified": ("o", ORANGE, True),
    "swept": ("o", ORANGE, False),
    "measured": ("P", PINK, True),
    "taken": ("s", BLACK, False),
    "false": ("X", RED, True),
    "none": (".", BLACK, True),
}
"""Marker, colour, whether it is filled: the shapes are told apart in grey too."""

WORDS = {
    **KINDS,
    "false": "false: refuted by a theorem or a counterexample",
    "taken": "a step that no machine checks: cited, or written out",
    "none": "nothing is given that decides all of it",
}

ROW_INCHES = 0.165
COLUMN_INCHES = 2.3
"""At least, of a figure of its own."""

CHARACTER = 0.05
"""Inches of a label, for each character."""


def plot_proofs(
    claim_id: str | None = None,
    *,
    evidence: Mapping[str, Mapping[str, Any]] | None = None,
    axes: Any = None,
) -> Any:
    """Draw claims and lemmas, an edge to each from what rests on it, on ``axes``: the Axes.

    ``claim_id`` is a claim, whose parts are drawn too, or the beginning of the ids of several, such
    as ``rank``; all without it. ``evidence`` has by id what a run found, as `pytest --dmf-json`
    writes it. Raises :class:`~dmfcheck.base.validation.BadInput`.

    >>> len(plot_proofs("order.preserved").texts) > 1
    True
    """
    require_axes(axes)
    graph = proof_graph(strengths(chosen_claims(claim_id), evidence or {}))
    if axes is None:
        return proofs_figure(graph).axes[0]
    draw_proofs(axes, graph)
    return axes


def chosen_claims(claim_id: str | None) -> list[str]:
    """The claims that are named: all, those whose ids begin so, or one with its parts.

    Raises :class:`~dmfcheck.base.validation.BadInput` if there is none.

    >>> chosen_claims("flow")
    ['flow.time', 'flow.logistic', 'flow.balanced', 'flow.perturbed']
    """
    known = list(ledger())
    if claim_id is None:
        return known
    chosen = [name for name in known if name == claim_id or name.startswith(_beginnings(claim_id))]
    if not chosen:
        families = sorted({name.partition(".")[0] for name in known})
        accepted = f"an id that `dmfcheck claims` lists, or one of {', '.join(families)}"
        others = " (`dmfcheck claims` lists all)"
        raise unknown_id(claim_id, known, "which is no claim", accepted, others)
    return chosen


def _beginnings(claim_id: str) -> tuple[str, str]:
    return f"{claim_id}.", f"{claim_id}/"


def strengths(claims: list[str], found: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """The strongest evidence of each claim, "false" where it is expected to be refuted.

    >>> strengths(["order.preserved", "order.depth_literal"], {})
    {'order.preserved': 'kernel', 'order.depth_literal': 'false'}
    """
    known = {}
    for name in claims:
        strength = strongest({**proved(name), **found.get(name, {})})
        known[name] = "false" if ledger()[name].expected == "refuted" else strength
    return known


def proofs_figure(graph: Graph) -> Any:
    """A figure of its own, as tall as the graph."""
    used = _used(graph)
    with styled():
        height = ROW_INCHES * (graph.height / ROW + len(used) + 2)
        figure, (axes,) = new_figure(height)
        figure.set_figwidth(_width(graph))
        draw_proofs(axes, graph)
        handles, labels = axes.get_legend_handles_labels()
        figure.legend(handles, labels, loc="outside lower left")
    return figure


def draw_proofs(axes: Any, graph: Graph) -> None:
    """Draw on an Axes, which may be anybody's; its legend is in the labels of its lines."""
    axes.set_axis_off()
    axes.set_xlim(0, graph.width)
    axes.set_ylim(graph.height, 0)
    for above, below in graph.edges:
        _edge(axes, above, below)
    longest = _longest(graph)
    for node in graph.nodes:
        axes.annotate(
            node.label if len(node.label) <= longest else f"{node.label[: longest - 1]}…",
            (node.x, node.y),
            xytext=(6, 0),
            textcoords="offset points",
            va="center_baseline",
            fontsize=6.5,
            # An edge that begins here passes beneath the words.
            bbox={"facecolor": "white", "linewidth": 0, "pad": 0.6},
            zorder=2,
        )
    for strength in _used(graph):
        marker, colour, filled = MARKS[strength]
        nodes = [node for node in graph.nodes if node.strength == strength]
        axes.plot(
            [node.x for node in nodes],
            [node.y for node in nodes],
            linestyle="none",
            marker=marker,
            color=colour,
            markerfacecolor=colour if filled else "white",
            label=WORDS[strength],
            clip_on=False,
            zorder=3,
        )


def _width(graph: Graph) -> float:
    return max(WIDTH, COLUMN_INCHES * graph.width / COLUMN)


def _longest(graph: Graph) -> int:
    """Characters of a label that fit into a column beside its mark."""
    return int(_width(graph) * COLUMN / graph.width / CHARACTER) - 3


def _used(graph: Graph) -> list[str]:
    """The strengths that occur, the strongest first."""
    occurring = {node.strength for node in graph.nodes}
    return [strength for strength in MARKS if strength in occurring]


def _edge(axes: Any, above: Node, below: Node) -> None:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    middle = below.x - COLUMN / 6
    ends = [(above.x, above.y), (middle, above.y), (middle, below.y), (below.x, below.y)]
    path = Path(ends, [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4])
    axes.add_patch(PathPatch(path, fill=False, color="#8c8c8c", linewidth=0.6, zorder=1))
