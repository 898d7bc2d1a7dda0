"""A file of claims with the scaled ones that a tightening ended at."""

from __future__ import annotations

import os
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from dmfcheck.base.exact_text import rational_text
from dmfcheck.claims.scaled import scaled_id
from dmfcheck.hunt.subject import Subject

CLAIMS, WITNESS = "claims.py", "witness.json"


def claims_file(subject: Subject, name: str, factors: Sequence[Fraction], folder: Path) -> str:
    """The text of a file in ``folder`` that defines the claim with its constant times each factor.

    The file of a claim of a user's own is found from there, and run.

    >>> from dmfcheck.hunt.subject import claims_of
    >>> half = Fraction(1, 2)
    >>> text = claims_file(Subject("step.monotone"), "monotone bound", [half], Path())
    >>> list(claims_of("claims.py", text))
    ['step.monotone@monotone_bound*1/2']
    """
    lines = [
        f'"""{subject.name} with its constant {name!r} scaled, by `dmfcheck tighten`."""',
        "",
        "from fractions import Fraction",
    ]
    if subject.path:
        relative = os.path.relpath(subject.path, folder)
        lines += [
            "from pathlib import Path",
            "",
            "from dmfcheck.claims.scaled import scaled",
            "from dmfcheck.hunt.subject import read_subject",
            "",
            f"FILE = Path(__file__).parent / {relative!r}",
            f'CLAIM = read_subject(f"{{FILE}}::{subject.name}").claim()',
        ]
    else:
        lines += [
            "",
            "from dmfcheck import claim",
            "from dmfcheck.claims.scaled import scaled",
            "",
            f"CLAIM = claim({subject.name!r})",
        ]
    # Only these: a file of claims defines those that it lists.
    lines += ["CLAIMS = ("]
    for factor in dict.fromkeys(factors):
        lines.append(
            f"    scaled(CLAIM, {name!r}, Fraction({rational_text(factor)!r})),"
            f"  # {scaled_id(subject.name, name, factor)}"
        )
    return "\n".join([*lines, ")", ""])
