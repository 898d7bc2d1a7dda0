"""Every claim and lemma as a node, an edge from each to what it rests on, placed for drawing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dmfcheck.testing.strength import CHECKS
from dmfcheck.theory.formal import formal_statements
from dmfcheck.theory.proof import Proof, proofs

Lemmas = dict[str, tuple[str, tuple[str, ...]]]
"""By name: the check, and the names of what it rests on, each of which comes before."""

COLUMN, ROW, MARGIN = 250, 22, 14


@dataclass(frozen=True)
class Node:
    """A claim or a lemma at (x, y) in pixels; ``strength`` is its strongest evidence."""

    name: str
    label: str
    claim: str
    strength: str
    x: int
    y: int


@dataclass(frozen=True)
class Graph:
    """Nodes, and edges as pairs of them: the first rests on the second."""

    nodes: tuple[Node, ...]
    edges: tuple[tuple[Node, Node], ...]

    @property
    def width(self) -> int:
        """Pixels."""
        return max((node.x for node in self.nodes), default=0) + COLUMN

    @property
    def height(self) -> int:
        """Pixels."""
        return max((node.y for node in self.nodes), default=0) + ROW


def proof_graph(strengths: Mapping[str, str]) -> Graph:
    """The graph of the claims in ``strengths``: by id, the strongest evidence of each.

    A claim stands at the left, each lemma right of all that rest on it. A claim without a proof
    object has the theorems that state it, if it has any.

    >>> graph = proof_graph({"rank.plateau": "kernel", "order.depth": "certified"})
    >>> len(graph.nodes) > 2, graph.nodes[0].label
    (True, 'rank.plateau')
    """
    nodes: list[Node] = []
    edges: list[tuple[Node, Node]] = []
    top = MARGIN
    for claim_id, strength in strengths.items():
        lemmas = _lemmas(claim_id)
        columns = _columns(lemmas)
        place = {claim_id: Node(claim_id, claim_id, claim_id, strength, MARGIN, top)}
        filled: dict[int, int] = {}
        for name, (check, _) in lemmas.items():
            row = filled.get(columns[name], 0)
            filled[columns[name]] = row + 1
            x, y = MARGIN + COLUMN * columns[name], top + ROW * row
            place[name] = Node(f"{claim_id}:{name}", name, claim_id, check, x, y)
        used = {below for _, rests_on in lemmas.values() for below in rests_on}
        edges += [(place[claim_id], place[name]) for name in lemmas if name not in used]
        edges += [
            (place[name], place[below])
            for name, (_, rests_on) in lemmas.items()
            for below in rests_on
        ]
        nodes += place.values()
        top += ROW * max(1, *filled.values(), 1)
    return Graph(tuple(nodes), tuple(edges))


def _lemmas(claim_id: str) -> Lemmas:
    """Of each lemma, its check and what it rests on; the claim itself is none."""
    if proof := proofs().get(claim_id):
        return _of_proof(proof)
    formal = formal_statements().get(claim_id)
    return {theorem.name: ("kernel", ()) for theorem in formal.theorems} if formal else {}


def _of_proof(proof: Proof) -> Lemmas:
    return {
        step.name: (CHECKS.get(type(step.check), "taken"), step.rests_on) for step in proof.steps
    }


def _columns(lemmas: Lemmas) -> dict[str, int]:
    """1 for a lemma that only the claim rests on, one more for each step further down."""
    columns = dict.fromkeys(lemmas, 1)
    for name, (_, rests_on) in reversed(lemmas.items()):
        for below in rests_on:
            columns[below] = max(columns[below], columns[name] + 1)
    return columns
