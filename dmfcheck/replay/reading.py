"""Certificate files and the numbers in them, read by rules of the replay's own.

Every number has one way to be written: integers as JSON has them, rationals as text in lowest terms
("3", "-1/2"; never "2/4", "0.5" or "1e-3"), balls as pairs of an odd integer and a power of two.
"""

from __future__ import annotations

import hashlib
import json
import re
import stat
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from flint import fmpz

from dmfcheck.base.validation import BadInput
from dmfcheck.replay.lacking import CannotReplay
from dmfcheck.replay.rejected import Rejected

SCHEMA = "dmfcheck-certificate/1"

LARGEST_FILE = 64 * 2**20
"""Bytes beyond which a file is no certificate."""

ACCEPTED = "a certificate file written by dmfcheck"

LARGEST_RATIONAL = 100_000
"""Digits of a rational beyond which it is not read."""

_RATIONAL = re.compile(r"(-?(?:0|[1-9][0-9]*))(?:/([1-9][0-9]*))?")


def read(path: Path) -> dict[str, Any]:
    """The certificate in a file, its JSON read strictly: no NaN, no repeated key.

    Raises :class:`~dmfcheck.base.validation.BadInput` if there is no such file, if it is none (a
    pipe, a device), or if it holds no JSON object.
    """
    argument = f"CERTIFICATE {path}"
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            # Opening a pipe waits for whoever writes to it, and a device has no end.
            raise BadInput(argument, "is not a regular file", ACCEPTED)
        if about.st_size > LARGEST_FILE:
            raise BadInput(argument, f"has more than {LARGEST_FILE} bytes", ACCEPTED)
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise BadInput(argument, "does not exist", ACCEPTED) from None
    except BadInput:
        raise
    except (OSError, ValueError):
        raise BadInput(argument, "cannot be read as text", ACCEPTED) from None
    return parsed(text, argument)


def parsed(text: str, argument: str = "CERTIFICATE") -> dict[str, Any]:
    """The JSON object that ``text`` is, strictly; raises ``BadInput``.

    >>> parsed('{"lo": 1}')
    {'lo': 1}
    """
    try:
        content = json.loads(
            text, object_pairs_hook=_unique, parse_constant=_refuse, parse_int=_integer
        )
    except (ValueError, RecursionError):
        raise BadInput(argument, "is not strict JSON", ACCEPTED) from None
    if not isinstance(content, dict):
        raise BadInput(argument, "is not a JSON object", ACCEPTED)
    return content


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) != len(pairs):
        raise ValueError("repeated key")
    return content


def _refuse(name: str) -> Any:
    raise ValueError(f"{name} is not a number of JSON")


def _integer(text: str) -> int | float:
    if text == "-0":
        # 0 has another spelling; a float is accepted nowhere.
        return -0.0
    # Python itself refuses to read integers of more than 4300 digits.
    return int(text) if len(text) < 4000 else int(fmpz(text))


def digest(content: Mapping[str, Any]) -> str:
    """SHA-256 of the content without its digest: keys sorted, no spaces, ASCII only.

    >>> digest({"a": 1, "b": [2]}) == digest({"b": [2], "a": 1, "digest": "any"})
    True
    """
    rest = {name: value for name, value in content.items() if name != "digest"}
    return hashlib.sha256(_canonical(rest).encode("ascii")).hexdigest()


def _canonical(value: Any) -> str:
    if isinstance(value, Mapping):
        entries = (f"{json.dumps(key)}:{_canonical(value[key])}" for key in sorted(value))
        return "{" + ",".join(entries) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(map(_canonical, value)) + "]"
    if isinstance(value, int) and not isinstance(value, bool):
        return str(fmpz(value))
    return json.dumps(value)


def rational(value: Any, what: str) -> Fraction:
    """The rational that ``value`` writes in lowest terms; ``what`` names it in a rejection.

    Raises :class:`~dmfcheck.replay.rejected.Rejected` for any other spelling, and
    :class:`~dmfcheck.replay.lacking.CannotReplay` beyond :data:`LARGEST_RATIONAL` digits.

    >>> rational("-1/2", "alpha")
    Fraction(-1, 2)
    >>> rational("2/4", "alpha")
    Traceback (most recent call last):
    dmfcheck.replay.rejected.Rejected: alpha is not a rational in lowest terms
    """
    if isinstance(value, str) and len(value) > LARGEST_RATIONAL:
        raise CannotReplay(f"room for {what}, a number of more than {LARGEST_RATIONAL} digits")
    written = _RATIONAL.fullmatch(value) if isinstance(value, str) else None
    if written is None or value == "-0":
        raise Rejected(f"{what} is not a rational in lowest terms")
    over, under = fmpz(written[1]), fmpz(written[2] or 1)
    if written[2] is not None and (under == 1 or over.gcd(under) != 1):
        raise Rejected(f"{what} is not a rational in lowest terms")
    return Fraction(int(over), int(under))


def read_parameter(value: Any, what: str, levels: int = 3) -> Any:
    """A parameter of a claim: an integer, a rational, or lists of them as tuples.

    >>> read_parameter([1, ["1/2"]], "modes")
    (1, (Fraction(1, 2),))
    """
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, list) and levels:
        return tuple(read_parameter(entry, what, levels - 1) for entry in value)
    return rational(value, what)
