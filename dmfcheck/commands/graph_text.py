"""``dmfcheck prove --graph``: claims and lemmas, and what each rests on, as text or JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dmfcheck.base.validation import BadInput
from dmfcheck.commands import output

if TYPE_CHECKING:
    from dmfcheck.report.proof_graph import Graph, Node

TAKEN = "taken by a human"


def print_graph(claim_id: str | None, *, json_output: bool) -> None:
    """Print the graph of one claim or of all; raises :class:`BadInput` for none of the ledger."""
    from dmfcheck.report.proof_graph import proof_graph
    from dmfcheck.testing.strength import proved, strongest
    from dmfcheck.theory.ledger import claim, ledger

    chosen = list(ledger()) if claim_id is None else [claim(claim_id).id]
    if claim_id is not None and claim_id not in ledger():
        raise BadInput("ID", f"is {claim_id!r}, which is no claim of the ledger", "one of its ids")
    graph = proof_graph({name: strongest(proved(name)) for name in chosen})
    if json_output:
        output.print_json(as_json(graph))
        return
    for line in lines(graph):
        print(line)


def as_json(graph: Graph) -> dict[str, Any]:
    """Nodes with what checks each, and edges: the first rests on the second."""
    return {
        "nodes": [
            {"name": node.name, "claim": node.claim, "check": node.strength} for node in graph.nodes
        ],
        "edges": [[above.name, below.name] for above, below in graph.edges],
    }


def lines(graph: Graph) -> list[str]:
    """A line for each claim, and beneath it one for each of its lemmas.

    >>> from dmfcheck.report.proof_graph import proof_graph
    >>> lines(proof_graph({"monotone.start": "kernel"}))[0]
    'monotone.start: kernel; rests on monotone_start'
    """
    below: dict[str, list[Node]] = {}
    for above, node in graph.edges:
        below.setdefault(above.name, []).append(node)
    found = []
    for node in graph.nodes:
        indent = "" if node.name == node.claim else "    "
        check = TAKEN if node.strength == "taken" else node.strength
        rests = ", ".join(entry.label for entry in below.get(node.name, ()))
        found.append(f"{indent}{node.label}: {check}" + (f"; rests on {rests}" if rests else ""))
    return found
