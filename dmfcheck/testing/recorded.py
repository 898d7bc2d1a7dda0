"""What a run has recorded, read again from a file that anyone may have written.

A file says what a run found, never what is proved: theorems and proofs are those of the package.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from dmfcheck.base.files import file_label, require_readable
from dmfcheck.base.validation import BadInput

__all__ = ["read_evidence", "record_of"]

LARGEST = 1 << 26
"""Bytes of a file at most."""

LONGEST = 200_000
"""Characters of a record at most: the parameters of a point are among them."""

ACCEPTED = "a file that `pytest --dmf-json FILE` wrote"

VERDICTS = ("holds", "proved", "refuted", "undecided", "measured", None, "")


def read_evidence(path: str) -> dict[str, Mapping[str, Any]]:
    """The records of a ledger file by claim id, without those of claims that were not run.

    Raises :class:`~dmfcheck.base.validation.BadInput`.
    """
    label = file_label("--evidence", path, ACCEPTED)
    require_readable(Path(path), label, LARGEST, ACCEPTED)
    try:
        records = json.loads(Path(path).read_text(encoding="utf-8"), parse_constant=_refuse)
        found = [record_of(record) for record in records]
    except OSError as error:
        raise BadInput(label, f"cannot be read ({error.strerror or error})", ACCEPTED) from None
    except (ValueError, TypeError, RecursionError):
        raise BadInput(label, "is no ledger of a test run", ACCEPTED) from None
    return {record["id"]: record for record in found if record.get("verdict")}


def record_of(data: object) -> dict[str, Any]:
    """What is of a run in ``data``, a record as JSON has it; raises ``ValueError`` for none.

    >>> record_of({"id": "step.monotone", "verdict": "holds", "certified": 3, "kernel": "mine"})
    {'id': 'step.monotone', 'verdict': 'holds', 'certified': 3}
    """
    if not isinstance(data, dict) or not isinstance(data.get("id"), str) or "verdict" not in data:
        raise ValueError("no record")
    if len(json.dumps(data)) > LONGEST:
        raise ValueError("a record that is too long")
    for name, fits in FIELDS.items():
        if name in data and not fits(data[name]):
            raise ValueError(f"{name} is {data[name]!r}")
    if data.get("satisfied", 0) > data.get("drawn", 0) or ("drawn" in data) > ("satisfied" in data):
        raise ValueError("more within the hypotheses than were drawn")
    return {name: data[name] for name in ("id", *FIELDS) if name in data}


def _refuse(constant: str) -> float:
    raise ValueError(f"{constant} is no number of JSON")


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**18


def _is_number(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return abs(value) < 10**300 and math.isfinite(value)


def _is_point(value: object) -> bool:
    return value is None or isinstance(value, dict)


def _is_list(fits: Callable[[object], bool]) -> Callable[[object], bool]:
    return lambda value: isinstance(value, list) and all(map(fits, value))


def _is_rate(value: object) -> bool:
    return (
        isinstance(value, dict)
        and all(_is_number(value.get(name)) for name in ("rate", "low", "high"))
        and all(_is_count(value.get(name)) for name in ("successes", "runs", "seed"))
        and isinstance(value.get("where"), dict)
    )


COUNTS = (
    "drawn satisfied swept certified descents false_alarms refuted undecided".split()  # noqa: SIM905
)

FIELDS: dict[str, Callable[[Any], bool]] = {
    "expected": lambda value: isinstance(value, str),
    "verdict": lambda value: value is None or (isinstance(value, str) and value in VERDICTS),
    **dict.fromkeys(COUNTS, _is_count),
    "undecided_because": lambda value: isinstance(value, str),
    "tightest_margin": lambda value: value is None or _is_number(value),
    "where": _is_point,
    "counterexample": _is_point,
    "binding": lambda value: isinstance(value, dict) and all(map(_is_count, value.values())),
    "proved_depths": _is_list(_is_count),
    "rates": _is_list(_is_rate),
}
"""The keys of :meth:`dmfcheck.testing.evidence.Evidence.as_json`, and what fits each."""
