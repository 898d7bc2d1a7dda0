"""The view of each thing that a notebook may end a cell with."""

from __future__ import annotations

import json
from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np

from dmfcheck.base.exact_text import rational_text
from dmfcheck.base.numbers import integer_text, number_text
from dmfcheck.base.verdict import OutsideHypotheses, Undecided, Verdict
from dmfcheck.report.notebook.drawings import boxes, lines
from dmfcheck.report.notebook.parts import (
    Html,
    badge,
    block,
    code,
    folded,
    formula,
    listed,
    rows,
    table,
    text,
)

if TYPE_CHECKING:
    from dmfcheck.claims.claim import Claim, Hypothesis
    from dmfcheck.claims.measured import DescentRecord
    from dmfcheck.dynamics.floats.matrix import MatrixDescent
    from dmfcheck.dynamics.problem import Problem
    from dmfcheck.problems.prediction import Prediction

MOST = 12
"""Eigenvalues and lines of a table at most."""

LARGEST = 20_000
"""Characters of a certificate that are shown."""


def html(thing: object) -> str:
    """HTML for a notebook, from the view of the class of ``thing``, its statement as MathML.

    >>> from dmfcheck import claim
    >>> html(claim("step.monotone")).startswith('<div style="overflow-x:auto"><b>step.monotone</b>')
    True
    """
    for kind in type(thing).__mro__:
        if kind.__name__ in VIEWS:
            return VIEWS[kind.__name__](thing)
    return block(code(repr(thing)))


def _claim(claim: Claim) -> Html:
    variables = [
        f"{v.range_text()}: {v.meaning}" if v.meaning else v.range_text() for v in claim.variables
    ]
    return block(
        Html(f"<b>{text(claim.id)}</b> {badge(claim.expected)} "),
        f"({claim.kind}, {claim.source})",
        Html(f"<p>{formula(claim.statement)}</p>"),
        rows(
            [
                ("for all", listed(variables) if variables else ""),
                ("if", listed(code(h.text) for h in claim.hypotheses)),
                ("constants", listed(f"{c.name} = {c.formula}" for c in claim.constants)),
            ]
        ),
    )


def _hypothesis(hypothesis: Hypothesis) -> Html:
    sign = "> 0" if hypothesis.strict else ">= 0"
    return block(code(hypothesis.text), f" (satisfied where its margin is {sign})")


def _verdict(verdict: Verdict) -> Html:
    said: object = verdict.said
    if isinstance(verdict, Undecided):
        said = verdict.reason
    elif isinstance(verdict, OutsideHypotheses):
        said = Html("fails: " + ", ".join(code(which) for which in verdict.which))
    parts: list[object] = [Html(f"{badge(verdict.name)} "), said]
    if verdict.at:
        parts.append(rows((name, code(_written(value))) for name, value in verdict.at.items()))
    if verdict.certificate:
        written = json.dumps(dict(verdict.certificate), indent=1, default=str)
        if len(written) <= LARGEST:
            parts.append(folded("certificate", Html(f"<pre>{escape(written)}</pre>")))
    return block(*parts)


def _written(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(_written, value))}]"
    return str(value)


def _problem(problem: Problem) -> Html:
    shown = [rational_text(value) for value in problem.spectrum[:MOST]]
    more = ["..."] if problem.size > MOST else []
    stable = problem.monotone_step()
    return block(
        Html(f"<b>{problem.size} x {problem.size}</b>, {text(problem.dynamics)}"),
        rows(
            [
                ("eigenvalues", code(", ".join(shown + more))),
                ("depth N", problem.depth),
                *_starts(problem),
                ("perturbation beta", code(rational_text(problem.beta)) if problem.beta else ""),
                ("step eta", code(rational_text(problem.eta))),
                ("eta <= 1/(N M^(2N-2))", "yes" if stable else "no"),
            ]
        ),
    )


def _starts(problem: Problem) -> list[tuple[str, object]]:
    """alpha, or what all factors, or each of them, are on the eigenvectors."""
    if not problem.starts:
        return [("start alpha", code(rational_text(problem.alpha)))]
    names = ["starts"] if len(problem.starts) == 1 else [f"W_{j + 1}" for j in range(problem.depth)]
    return [
        (name, code(", ".join([*map(rational_text, row[:MOST]), *["..."] * (len(row) > MOST)])))
        for name, row in zip(names, problem.starts, strict=True)
    ]


def _prediction(found: Prediction) -> Html:
    data = [
        (
            _middle(entry.value),
            "-" if entry.limit is None else _middle(entry.limit),
            "-" if entry.hitting_time is None else _bracket(entry.hitting_time),
            entry.reason,
        )
        for entry in found.eigenvalues[:MOST]
    ]
    parts: list[object] = [
        _problem(found.problem),
        table(("eigenvalue", "limit", "recovered at step", ""), data),
    ]
    if found.plateaus:
        resting = [
            (
                plateau.rank,
                integer_text(plateau.start),
                "on" if plateau.stop is None else integer_text(plateau.stop),
                f"{float(plateau.lower):.6g} <= r <= {float(plateau.upper):.6g}",
            )
            for plateau in found.plateaus[:MOST]
        ]
        drawn = [(p.start, p.stop, float(p.lower), float(p.upper)) for p in found.plateaus]
        parts += [
            table(("rank", "from step", "to step", "effective rank"), resting),
            boxes(drawn, "certified plateaus of the effective rank by steps", "effective rank"),
        ]
    return block(*parts)


def _middle(enclosure: Any) -> str:
    return number_text(float((enclosure[0] + enclosure[1]) / 2))


def _bracket(steps: Any) -> str:
    low, high = map(integer_text, steps)
    return low if low == high else f"{low} to {high}"


def _descent(found: MatrixDescent) -> Html:
    ranks = np.asarray(found.effective_rank)
    parts: list[object] = [
        f"{found.completed} steps in float64 ({found.status}), {len(found.steps)} on record"
    ]
    if ranks.ndim == 1:
        data = [
            (int(step), f"{rank:.6g}", f"{loss:.6g}")
            for step, rank, loss in list(zip(found.steps, ranks, found.losses, strict=True))[-MOST:]
        ]
        line = [(float(k), float(rank)) for k, rank in zip(found.steps, ranks, strict=True)]
        parts += [
            table(("step", "effective rank", "loss"), data),
            lines([line], "effective rank by steps", "effective rank"),
        ]
    return block(*parts)


def _record(found: DescentRecord) -> Html:
    columns = np.asarray(found.components).T[:MOST]
    some = " on record" if found.at is None else f", {len(found.at)} of them on record"
    drawn = [
        [(float(k), float(w)) for k, w in zip(found.recorded, column, strict=True)]
        for column in columns
    ]
    return block(
        f"{found.steps} steps of a real descent{some}, {found.components.shape[1]} eigenvalues",
        lines(drawn, "eigenvalues of W(k) by steps", "w_i(k)"),
    )


VIEWS: dict[str, Callable[[Any], Html]] = {
    "Claim": _claim,
    "Hypothesis": _hypothesis,
    "Verdict": _verdict,
    "Problem": _problem,
    "Prediction": _prediction,
    "MatrixDescent": _descent,
    "DescentRecord": _record,
}
"""By the name of the class, so that showing one thing loads nothing for another."""
