"""What a failing claim is reported with: its statement, where it fails, by how much, a snippet."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from dmfcheck.base.exact_text import parameters_text
from dmfcheck.base.unicode_math import unicode_math
from dmfcheck.base.verdict import Refuted, Verdict
from dmfcheck.claims.claim import Claim
from dmfcheck.hunt.decision import Decision, certified_margin
from dmfcheck.hunt.describe import sentence
from dmfcheck.hunt.describe import snippet as snippet_of_subject
from dmfcheck.hunt.subject import Subject
from dmfcheck.theory.ledger import ledger

SECONDS = 5.0
"""For finding up to which step the claim still holds."""


@dataclass(frozen=True)
class Failure:
    """A claim and its verdict at a point; as text it is what a reader of pytest sees.

    The text is made when it is asked for: of the many failures that Hypothesis meets while it
    shrinks one, only the last is shown.

    >>> from dmfcheck import claim
    >>> wrong = claim("reduction.nonnormal")
    >>> report = Failure(wrong, wrong.examine(**wrong.counterexamples[0]), "fails with certainty")
    >>> str(report).splitlines()[0]
    'reduction.nonnormal fails with certainty (margin -0.2023315 = -3315/16384)'
    >>> str(report).splitlines()[4][:60]
    '    N = 2, target = [[1, 1], [0, 1/2]], alpha = 1/2, eta = 1'
    """

    claim: Claim
    verdict: Verdict
    what: str
    subject: Subject | None = None
    """Where the claim was read, if that is known."""

    def __str__(self) -> str:
        return self._text

    @cached_property
    def _text(self) -> str:
        said = f" ({self.verdict.said})" if isinstance(self.verdict, Refuted) else ""
        at = self.verdict.at
        shown = snippet_of_subject(self.subject, at) if self.subject else snippet(self.claim, at)
        return (
            f"{self.claim.id} {self.what}{said}\n\n"
            f"    {unicode_math(self.claim.statement)}\n\n"
            f"    {self._where()}\n\nTo reproduce:\n\n{shown.rstrip()}\n"
        )

    def _where(self) -> str:
        if not isinstance(self.verdict, Refuted):
            return parameters_text(dict(self.verdict.at))
        decision = Decision(self.verdict, certified_margin(self.verdict.certificate))
        values = self.claim.point(**self.verdict.counterexample).exact
        return sentence(self.claim, values, decision, SECONDS)


def snippet(subject: Claim | str, values: Mapping[str, Any]) -> str:
    """Python that shows the verdict at a point when pasted into an interpreter.

    ``subject`` is a claim or the id of a built-in one. A claim of a user's own is read from the
    file that defines it where it has a name there.

    >>> print(snippet("time.two_layer", {"depth": 2, "alpha": "1/10"}))
    from dmfcheck import claim
    print(claim('time.two_layer').examine(depth=2, alpha='1/10'))
    """
    name = subject if isinstance(subject, str) else subject.id
    arguments = parameters_text(dict(values))
    if isinstance(subject, str) or ledger().get(name) is subject:
        return f"from dmfcheck import claim\nprint(claim({name!r}).examine({arguments}))"
    path = _home(subject)
    if path is not None:
        return snippet_of_subject(Subject(name, path), values).rstrip("\n")
    return f"# of the claim with the id {name!r}\nprint(claim.examine({arguments}))"


def _home(claim: Claim) -> str | None:
    """The file in which some name stands for ``claim``, None if there is none.

    >>> from dmfcheck.theory.ledger import claim as known
    >>> Path(_home(known("step.monotone"))).name
    'identical.py'
    """
    module = sys.modules.get(getattr(claim.margin, "__module__", None) or "")
    path = getattr(module, "__file__", None)
    if path is None or not any(value is claim for value in vars(module).values()):
        return None
    return str(Path(path))
