"""The numbers of the explorer as HTML: what `dmfcheck predict` says of the same problem."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Sequence
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from html import escape

import mpmath

from dmfcheck.base.exact_text import rational_text
from dmfcheck.base.numbers import integer_text, nearest, number_text
from dmfcheck.problems.predicted_eigenvalues import PredictedEigenvalue
from dmfcheck.problems.prediction import HORIZON_STEPS
from dmfcheck.report.explore.asked import DIGITS, Asked
from dmfcheck.report.explore.lines import Lines
from dmfcheck.report.explore.view import View

__all__ = ["command", "tables"]

SHOWN = 12
"""Rows of a table at most; the command has them all."""

NOTHING = "–"


def command(asked: Asked) -> str:
    """The command line that says the same, of gradient descent.

    >>> from dmfcheck.report.explore.asked import asked
    >>> from dmfcheck.report.explore.target import of_spectrum
    >>> command(asked(of_spectrum("3,1"), 2, Fraction(1, 100), Fraction(1, 2)))
    'dmfcheck predict --spectrum=3,1 --depth 2 --alpha 1/100 --eta 0.0833'
    """
    problem = asked.problem
    numbers = f"--alpha {rational_text(problem.alpha)} --eta {_decimal(problem.eta)}"
    target = shlex.quote(asked.target.argument)
    return f"dmfcheck predict {target} --depth {problem.depth} {numbers}"


def tables(view: View) -> str:
    """All that is known, as HTML: a table of eigenvalues, one of plateaus, and single lines."""
    return "\n".join([_eigenvalues(view), _plateaus(view), _lines(view)])


def _eigenvalues(view: View) -> str:
    predicted = view.prediction.found
    if predicted is None:
        return f"<h2>Recovery</h2><p class='reason'>{escape(view.prediction.reason)}</p>"
    measured = _measured(view)
    shown = predicted.eigenvalues[:SHOWN]
    reasons = list(dict.fromkeys(entry.reason for entry in shown if entry.reason))
    rows = []
    for index, entry in enumerate(shown):
        time = NOTHING if entry.hitting_time is None else _steps(*entry.hitting_time)
        seen = measured[index] if measured else None
        rows.append(
            [
                number_text(nearest(_middle(entry.value))),
                NOTHING if entry.limit is None else number_text(nearest(_limit(entry))),
                f"<span data-time='{index + 1}'>{time}</span>{_note(reasons, entry.reason)}",
                *([NOTHING if seen is None else str(seen)] if measured else []),
            ]
        )
    heads = ["eigenvalue", "limit", "recovered at step, certified"]
    heads += ["in float64"] if measured else []
    more = _more(len(predicted.eigenvalues), "eigenvalues")
    said = "".join(
        f"<p class='reason'>{_note(reasons, reason)} {escape(reason)}</p>" for reason in reasons
    )
    return f"<h2>Recovery</h2>{_table(heads, rows)}{more}{said}"


def _note(reasons: Sequence[str], reason: str) -> str:
    """The mark by which a row leads to its reason, below the table: there it has the page's width.

    >>> _note(["far", "near"], "near"), _note(["far"], "")
    ('<sup>2</sup>', '')
    """
    return f"<sup>{reasons.index(reason) + 1}</sup>" if reason else ""


def _measured(view: View) -> list[int | None]:
    """The steps of the float64 lines, where nothing else is known; [] where something is."""
    predicted, lines = view.prediction.found, view.lines.found
    if predicted is None or lines is None or not lines.every:
        return []
    if any(entry.hitting_time is not None for entry in predicted.eigenvalues):
        return []
    part = 1 - view.asked.delta
    return lines.first_steps([part * value for value in view.asked.target.values])


def _plateaus(view: View) -> str:
    predicted = view.prediction.found
    if predicted is None or not predicted.plateaus:
        return ""
    rows = [
        [
            str(entry.rank),
            f"<span data-start='{entry.rank}'>{_steps(entry.start)}</span>",
            "on" if entry.stop is None else _steps(entry.stop),
            number_text(nearest(_middle(entry.effective_rank))),
            f"{float(entry.lower):.6g} to {float(entry.upper):.6g}",
        ]
        for entry in predicted.plateaus[:SHOWN]
    ]
    heads = ["rank", "from step", "to step", "effective rank", "certified bounds"]
    more = _more(len(predicted.plateaus), "plateaus")
    return f"<h2>Plateaus of the effective rank</h2>{_table(heads, rows)}{more}"


def _lines(view: View) -> str:
    asked = view.asked
    stable = mpmath.nstr(asked.stable, 6)
    eta = _decimal(asked.problem.eta)
    rows = [
        ("Step size η", f"{eta}; stable up to {stable}"),
        ("Onset of the rise", f"<span data-name='onset'>{_onset(view)}</span>"),
        ("Float horizon", f"<span data-name='horizon'>{_horizon(view)}</span>"),
        ("Curves", escape(view.lines.reason or _means(view.lines.found))),
        ("The same by", f"<code>{escape(command(asked))}</code>"),
    ]
    if not asked.problem.update.parameters():
        return _list(rows)
    rows[-1] = ("The update", f"<code>{escape(repr(asked.problem.update))}</code>")
    return _list(rows)


def _means(lines: Lines | None) -> str:
    return "" if lines is None else f"{lines.means}; not certified"


def _onset(view: View) -> str:
    if view.onset.found is None:
        lines = view.lines.found
        seen = ""
        if lines is not None and lines.every and not view.onset.undecided:
            fall = lines.last_fall()
            seen = (
                "; in float64 it never falls"
                if fall is None
                else f"; in float64 it falls last at step {fall}"
            )
        return escape(view.onset.reason + seen)
    (onset,) = view.onset.found
    if onset is None:
        return "there is none"
    says = f"step {_steps(*onset)}, certified"
    return says if not view.asked.target.file else f"{says} of the nearest float64 eigenvalues"


def _horizon(view: View) -> str:
    if view.horizon.found is None:
        return escape(view.horizon.reason)
    (horizon,) = view.horizon.found
    return f"beyond step {HORIZON_STEPS}" if horizon is None else f"step {horizon}"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    first = "".join(f"<th scope='col'>{head}</th>" for head in heads)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>\n" for row in rows)
    return f"<table><thead><tr>{first}</tr></thead><tbody>{body}</tbody></table>"


def _list(rows: Iterable[tuple[str, str]]) -> str:
    items = "".join(f"<dt>{name}</dt><dd>{text}</dd>\n" for name, text in rows)
    return f"<h2>One by one</h2><dl>{items}</dl>"


def _more(count: int, what: str) -> str:
    return f"<p>and {count - SHOWN} more {what}</p>" if count > SHOWN else ""


def _steps(low: int, high: int | None = None) -> str:
    ends = [low] if high in (None, low) else [low, high]
    return "..".join(integer_text(end) for end in ends if end is not None)


def _decimal(number: Fraction) -> str:
    """A decimal number of few digits, exactly.

    >>> _decimal(Fraction(833, 10**12)), _decimal(Fraction(1, 8))
    ('8.33E-10', '0.125')
    """
    with localcontext(Context(prec=DIGITS)):
        return str(Decimal(number.numerator) / Decimal(number.denominator))


def _middle(enclosure: tuple[Fraction, Fraction]) -> Fraction:
    return (enclosure[0] + enclosure[1]) / 2


def _limit(entry: PredictedEigenvalue) -> Fraction:
    low, high = entry.limit or entry.value
    return max(low, min(_middle(entry.value), high))
