"""A hunt that found nothing explained: what it has tried of a domain, and what it has not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from dmfcheck.claims.claim import Claim
from dmfcheck.claims.domain import Variable
from dmfcheck.hunt.box import within
from dmfcheck.hunt.coverage import Coverage

NEAR = 1e-3
"""An end of a bounded range is met to this share of it."""

RUNS = 6
"""Runs of values that are listed, the first ones."""

SQUARE = {"matrix": (0, 1), "matrices": (1, 2)}
"""The sizes of a matrix that is square where they are equal."""


@dataclass(frozen=True)
class Row:
    """What was tried of one thing, and what was not (empty: nothing is left)."""

    of: str
    tried: str
    not_tried: str


def rows_of(claim: Claim, coverage: Coverage) -> list[Row]:
    """One row for each parameter, and for ties, zeros and precision."""
    rows = [_row(variable, coverage) for variable in claim.variables]
    if any(variable.shape == "spectrum" for variable in claim.variables):
        rows.append(_counted("ties", coverage.ties, "equal eigenvalues"))
    if any(_may_be_zero(variable) for variable in claim.variables):
        rows.append(_counted("zeros", coverage.zeros, "a number that is 0"))
    certain = coverage.exact + coverage.balls
    tried = f"float64; {coverage.exact} points in exact numbers, {coverage.balls} in balls"
    if coverage.balls:
        tried += f" of up to {coverage.bits} bits"
    missing = "" if certain else "any point exactly or in balls"
    return [*rows, Row("precision", tried, missing)]


def explained(
    claim: Claim, coverage: Coverage, evaluations: Mapping[str, int], counts: Mapping[str, int]
) -> dict[str, Any]:
    """The rows and the counts behind them, as the JSON of a hunt has them.

    ``evaluations`` are those of each stage, ``counts`` those of the whole search.
    """
    rows = rows_of(claim, coverage)
    idle = [stage for stage, count in evaluations.items() if not count]
    rows.append(Row("stages", _listed(s for s in evaluations if s not in idle), _listed(idle)))
    unknown, open_still = counts.get("unknown", 0), counts.get("undecided", 0)
    if unknown or open_still:
        inside = counts.get("inside", 0)
        judged = f"{inside - unknown} of {inside} points in float64"
        missing = f"{unknown} points that float64 could not judge, {open_still} that stayed open"
        rows.append(Row("judgement", judged, missing))
    return {"rows": [asdict(row) for row in rows], **coverage.as_json()}


def _row(variable: Variable, coverage: Coverage) -> Row:
    name = variable.name
    if variable.shape == "integer":
        return _integers(variable, coverage.integers.get(name, {}))
    ends = coverage.numbers.get(name)
    tried, missing = _range(variable, ends)
    shapes = coverage.shapes.get(name)
    if variable.shape == "number":
        return Row(name, tried, missing)
    sizes, unmet = _sizes(variable, shapes or {})
    return Row(name, f"{sizes}; {tried}" if shapes else "nothing", _joined(unmet, missing))


def _integers(variable: Variable, counts: Mapping[str, int]) -> Row:
    values = sorted(map(int, counts))
    low = 0 if variable.low is None else int(variable.low)
    high = None if variable.high is None else int(variable.high)
    if not values:
        return Row(variable.name, "nothing", variable.range_text())
    before = [low - 1, *values]
    after = [*values, *([] if high is None else [high + 1])]
    gaps = [(x + 1, y - 1) for x, y in zip(before, after, strict=False) if y - x > 1]
    missing = [_run(x, y) for x, y in gaps]
    if high is None:
        missing = [*missing[: RUNS - 1], f"beyond {values[-1]}"]
    many = f"{len(values)} value{'s' if len(values) > 1 else ''}"
    tried = f"{_run(values[0], values[-1])} ({many})"
    return Row(variable.name, tried, _listed(missing))


def _run(first: int, last: int) -> str:
    return str(first) if first == last else f"{first} to {last}"


def _range(variable: Variable, ends: list[float] | None) -> tuple[str, str]:
    if ends is None:
        return "nothing", variable.range_text()
    least, greatest = ends
    low, high = within(variable)
    near = 0.0 if low is None or high is None else NEAR * (high - low)
    missing = []
    if low is None or least > low + near:
        missing.append(f"below {least:.3g}")
    if high is None or greatest < high - near:
        missing.append(f"above {greatest:.3g}")
    return f"{least:.3g} to {greatest:.3g}", _listed(missing)


def _sizes(variable: Variable, shapes: Mapping[str, int]) -> tuple[str, str]:
    met = sorted(tuple(map(int, text.split("x"))) for text in shapes)
    if not met:
        return "nothing", "every size"
    if variable.shape == "spectrum":
        most = met[-1][0]
        fixed = any(isinstance(size, int) for size in variable.sizes)
        gaps = f" ({len(met)} sizes)" if len(met) <= most - met[0][0] else ""
        return f"{_run(met[0][0], most)} eigenvalues{gaps}", "" if fixed else f"more than {most}"
    first, second = SQUARE[variable.shape]
    square = all(shape[first] == shape[second] for shape in met)
    named = variable.sizes[first : second + 1]
    may_differ = not named or named[0] != named[1]
    sizes = [" x ".join(map(str, shape)) for shape in (met[0], met[-1])]
    tried = sizes[0] if len(met) == 1 else f"{sizes[0]} to {sizes[1]} ({len(met)} shapes)"
    return tried, "matrices that are not square" if square and may_differ else ""


def _may_be_zero(variable: Variable) -> bool:
    if variable.shape == "integer":
        return False
    above = variable.low is not None and (
        variable.low > 0 or (variable.low == 0 and variable.open_low)
    )
    below = variable.high is not None and (
        variable.high < 0 or (variable.high == 0 and variable.open_high)
    )
    return not above and not below


def _counted(of: str, count: int, what: str) -> Row:
    return Row(of, f"{count} points with {what}", "" if count else what)


def _listed(texts: Iterable[str]) -> str:
    found = list(texts)
    return ", ".join(found[:RUNS]) + (", ..." if len(found) > RUNS else "")


def _joined(*texts: str) -> str:
    return "; ".join(text for text in texts if text)
