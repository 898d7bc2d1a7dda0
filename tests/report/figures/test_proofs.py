"""The graph of proofs: every claim and lemma is drawn once, where and as its evidence says."""

import json

import pytest

from dmfcheck.base.validation import BadInput
from dmfcheck.commands.main import main
from dmfcheck.report.figures import proofs_figure as module
from dmfcheck.report.figures.proofs_figure import (
    MARKS,
    WORDS,
    chosen_claims,
    plot_proofs,
    proofs_figure,
    strengths,
)
from dmfcheck.report.proof_graph import proof_graph
from dmfcheck.testing.strength import KINDS
from dmfcheck.theory.ledger import ledger


def marked(axes):
    """(x, y) of every mark, by what the legend says of it."""
    found = {}
    for line in axes.lines:
        found[line.get_label()] = set(zip(line.get_xdata(), line.get_ydata(), strict=True))
    return found


def test_every_node_is_marked_once_as_its_evidence_says():
    graph = proof_graph(strengths(chosen_claims("step"), {}))
    axes = proofs_figure(graph).axes[0]
    marks = marked(axes)
    for node in graph.nodes:
        where = [words for words, places in marks.items() if (node.x, node.y) in places]
        assert where == [WORDS[node.strength]]
    assert sum(map(len, marks.values())) == len(graph.nodes)
    assert len(axes.patches) == len(graph.edges) > 10
    assert [text.get_text() for text in axes.texts] == [node.label for node in graph.nodes]


def test_edges_begin_and_end_at_their_nodes():
    graph = proof_graph(strengths(chosen_claims("monotone.rank"), {}))
    axes = proofs_figure(graph).axes[0]
    for patch, (above, below) in zip(axes.patches, graph.edges, strict=True):
        ends = patch.get_path().vertices
        assert tuple(ends[0]) == (above.x, above.y)
        assert tuple(ends[-1]) == (below.x, below.y)


def test_every_kind_of_evidence_has_a_mark_of_its_own():
    assert set(MARKS) == set(WORDS) == {*KINDS, "false", "taken"}
    assert len({(marker, filled) for marker, _, filled in MARKS.values()}) == len(MARKS)
    known = {node.strength for node in proof_graph(strengths(list(ledger()), {})).nodes}
    assert known <= set(MARKS)


def test_what_a_run_found_is_shown(monkeypatch):
    # As if nothing were proved: what is, changes.
    monkeypatch.setattr(module, "proved", lambda name: {})
    evidence = {"order.depth": {"certified": 12, "swept": 80}, "order.rate": {"swept": 9}}
    axes = plot_proofs("order", evidence=evidence)
    marks = marked(axes)
    assert len(marks[WORDS["certified"]]) == 1
    assert len(marks[WORDS["swept"]]) == 1
    false = sum(ledger()[name].expected == "refuted" for name in chosen_claims("order"))
    assert len(marks[WORDS["false"]]) == false > 0


def test_labels_fit_into_their_columns():
    figure = proofs_figure(proof_graph(strengths(list(ledger()), {})))
    figure.draw_without_rendering()
    axes = figure.axes[0]
    boxes = [text.get_window_extent() for text in axes.texts]
    for i, one in enumerate(boxes):
        for other in boxes[i + 1 : i + 40]:
            assert not one.padded(-1).overlaps(other.padded(-1))
    assert not any(text.get_text().endswith("…") for text in axes.texts)


def test_the_command(tmp_path, drawing):
    ledger_file = tmp_path / "ledger.json"
    record = {"id": "order.depth", "verdict": "holds", "certified": 3}
    ledger_file.write_text(json.dumps([record]))
    file = tmp_path / "a.svg"
    given = ["--evidence", str(ledger_file), "-o", str(file)]
    assert main(["plot", "proofs", "order", *given]) == 0
    text = drawing(file).text
    for words in ("order.preserved", WORDS["kernel"], WORDS["false"]):
        assert words in text


def test_bad_input(tmp_path, capsys):
    file = str(tmp_path / "a.svg")
    assert main(["plot", "proofs", "stp", "-o", file]) == 2
    assert "ID is 'stp', which is no claim; accepted: step." in capsys.readouterr().err
    assert main(["plot", "proofs", "%", "-o", file]) == 2
    assert "lists, or one of completion, edge, flo" in capsys.readouterr().err
    assert main(["plot", "proofs", "--evidence", "none.json", "-o", file]) == 2
    assert "--evidence none.json cannot be read" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(BadInput, match="axes is of type str"):
        plot_proofs("order", axes="here")
    assert chosen_claims(None) == list(ledger())
