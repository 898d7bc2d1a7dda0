"""The ledger as a table for the terminal."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

from dmfcheck.base.exact_text import parameters_text
from dmfcheck.testing.evidence import LEAST_ACCEPTANCE, Evidence
from dmfcheck.testing.strength import proved, strongest

_HEADINGS = (
    "claim",
    "verdict",
    "strongest",
    "satisfied/drawn",
    "certified",
    "descents",
    "tightest margin",
)


def ledger_lines(records: Iterable[Evidence], width: int) -> list[str]:
    r"""The ledger, one line a claim, each with the parameters of its tightest margin beneath.

    >>> print(*ledger_lines([Evidence("step.monotone", "holds", drawn=4)], 100), sep="\n")
    claim          verdict        strongest  satisfied/drawn  certified  descents  tightest margin
    step.monotone  UNDECIDED (!)  kernel     0/4              0          0         -
    hardly tested: step.monotone, 0 of 4 examples within its hypotheses
    """
    chosen = list(records)
    rows = [_HEADINGS, *(_row(record) for record in chosen)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADINGS))]
    lines = []
    for index, row in enumerate(rows):
        cells = (cell.ljust(size) for cell, size in zip(row, widths, strict=True))
        lines.append("  ".join(cells).rstrip())
        if index:
            lines += _details(chosen[index - 1], width)
    return lines + vacuous_lines(chosen)


def vacuous_lines(records: Iterable[Evidence]) -> list[str]:
    """A line for every claim whose hypotheses too few of the drawn examples meet.

    >>> vacuous_lines([Evidence("step.monotone", "holds", drawn=60, satisfied=6, swept=6)])
    ['hardly tested: step.monotone, 6 of 60 examples within its hypotheses']
    """
    return [
        f"hardly tested: {record.claim_id}, {record.satisfied} of {record.drawn} examples within "
        f"its hypotheses{' and with a margin' if record.undefined else ''}"
        for record in records
        if record.acceptance is not None and record.acceptance < LEAST_ACCEPTANCE
    ]


def _row(record: Evidence) -> tuple[str, ...]:
    verdict = record.verdict if record.as_expected else f"{record.verdict.upper()} (!)"
    margin = "-" if math.isinf(record.tightest) else f"{record.tightest:.3g}"
    return (
        record.claim_id,
        verdict,
        strongest({**proved(record.claim_id), **record.as_json()}),
        f"{record.satisfied}/{record.drawn}",
        str(record.certified),
        str(record.descents),
        margin,
    )


def _details(record: Evidence, width: int) -> list[str]:
    lines = [_clip(f"    {rate_text(rate)}", width) for rate in record.ordered_rates]
    if record.undefined:
        # Whole, however narrow the terminal: the exception is at its end.
        lines.append(f"    {_undefined(record)}")
    if record.where is not None:
        lines.append(_clip(f"    at {parameters_text(record.where)}", width))
    if record.counterexample is not None:
        lines.append(_clip(f"    fails at {parameters_text(record.counterexample)}", width))
    if record.undecided:
        lines.append(_clip(f"    undecided: {record.undecided_because}", width))
    return lines


def _undefined(record: Evidence) -> str:
    within = record.satisfied + record.undefined
    what = record.raised.removeprefix("raises ") or "NaN in float64"
    return (
        f"margin has no value at {record.undefined} of {within} points within the hypotheses: "
        f"{what}"
    )


def rate_text(rate: Mapping[str, Any]) -> str:
    """A rate with its interval, its sample size, its seed and its ensemble.

    >>> rate_text({"rate": 0.9, "low": 0.683, "high": 0.988, "successes": 18, "runs": 20,
    ...            "seed": 0, "where": {"depth": 3}})
    'rate 0.900 [0.683, 0.988], 18 of 20, seed 0: depth=3'
    """
    return (
        f"rate {rate['rate']:.3f} [{rate['low']:.3f}, {rate['high']:.3f}], "
        f"{rate['successes']} of {rate['runs']}, seed {rate['seed']}: "
        f"{parameters_text(rate['where'])}"
    )


def _clip(line: str, width: int) -> str:
    return line if len(line) <= width else line[: width - 3] + "..."
