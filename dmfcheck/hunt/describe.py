"""A counterexample in one sentence, and in Python that shows it again."""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from dmfcheck.base.bounds import within
from dmfcheck.base.exact_text import parameters_text, rational_text
from dmfcheck.claims.claim import Claim
from dmfcheck.hunt.decision import Decision, decide
from dmfcheck.hunt.subject import Subject

NAMES = {"depth": "N", "eigenvalue": "lambda"}


def sentence(
    claim: Claim, values: Mapping[str, Any], decision: Decision, seconds: float = math.inf
) -> str:
    """What fails where: the point, the last step at which the claim holds, and the margin.

    That step is left out if so many ``seconds`` do not decide it.

    >>> from dmfcheck import claim
    >>> nonnormal = claim("reduction.nonnormal")
    >>> point = nonnormal.point(**nonnormal.counterexamples[0])
    >>> sentence(nonnormal, point.exact, decide(nonnormal, point.exact))[-50:]
    'holds up to k = 1, fails at k = 2 (margin -0.2023)'
    """
    parts = [_part(name, value) for name, value in values.items() if name != "steps"]
    where = ", ".join(sorted(parts, key=lambda part: not part.startswith("diag")))
    fails = "fails"
    if "steps" in values:
        last = values["steps"]
        fails = f"fails by k = {last}"
        with within(seconds, divisible=False):
            if decide(claim, {**values, "steps": last - 1}).holds:
                fails = f"holds up to k = {last - 1}, fails at k = {last}"
    return f"{where}: {claim.id} {fails} (margin {decision.margin:.4g})"


def _part(name: str, value: Any) -> str:
    if name == "spectrum":
        return f"diag({', '.join(_text(entry) for entry in value)})"
    return f"{NAMES.get(name, name)} = {_text(value)}"


def _text(value: Any) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(_text(entry) for entry in value)}]"
    return rational_text(value) if isinstance(value, Fraction) else str(value)


def snippet(subject: Subject, values: Mapping[str, Any]) -> str:
    """Python that decides the point again; ``values`` are as text.

    >>> print(snippet(Subject("step.monotone"), {"depth": 2}), end="")
    from dmfcheck.hunt.subject import read_subject
    print(read_subject('step.monotone').claim().examine(depth=2))
    """
    return (
        "from dmfcheck.hunt.subject import read_subject\n"
        f"print(read_subject({subject.text!r}).claim().examine({parameters_text(dict(values))}))\n"
    )
