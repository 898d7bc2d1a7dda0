"""What a property test calls: hold a claim at a point, on a real descent, or refute it.

A test is an ordinary Hypothesis test that draws parameters and hands them to :func:`examine`.
Every call is recorded, and the ledger at the end of the run is made of these records.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from dmfcheck.base import seeds
from dmfcheck.base.exact_text import rational_text
from dmfcheck.base.validation import BadInput
from dmfcheck.base.verdict import OutsideHypotheses, Refuted, Uncontradicted, Undecided
from dmfcheck.claims.claim import Claim
from dmfcheck.claims.judge import Judgement, above_zero, judge
from dmfcheck.testing.descents import record_judgements
from dmfcheck.testing.evidence import Evidence, evidence_for
from dmfcheck.testing.failure import Failure
from dmfcheck.testing.failure import snippet as snippet
from dmfcheck.theory.ledger import claim, ledger

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from dmfcheck.dynamics.problem import Problem
    from dmfcheck.problems.descent_check import DescentCheck


class ClaimFails(AssertionError):
    """A certified counterexample to a claim that was expected to hold."""


class ClaimUndecided(AssertionError):
    """A float64 violation that neither exact arithmetic nor balls could decide."""


def chosen(subject: Claim | str) -> Claim:
    """The claim itself, or the built-in one of that id.

    Raises :class:`~dmfcheck.base.validation.BadInput` where there is none, and for a claim that has
    the id of a built-in one: they would share one line of the ledger.

    >>> chosen("order.preserved") is chosen(claim("order.preserved"))
    True
    """
    if isinstance(subject, str):
        return claim(subject)
    if not isinstance(subject, Claim):
        raise BadInput("claim", f"is of type {type(subject).__name__}", "a Claim or an id")
    if ledger().get(subject.id, subject) is not subject:
        raise BadInput("id of a claim", f"is {subject.id!r}, a built-in one", "an id of its own")
    return subject


def examine(subject: Claim | str, values: Mapping[str, object], *, certify: bool = False) -> bool:
    """Hold a claim at one point: float64 first, then exact arithmetic or balls.

    A float64 violation, or a point that float64 cannot judge, is decided with certainty; with
    ``certify`` every point is. Points outside the hypotheses are counted and pass; the result says
    whether the point met them. ``subject`` is a claim, of one's own say, or the id of a built-in
    one.

    Raises :class:`ClaimFails`, which says the statement, the parameters, the step and the margin,
    with a snippet that reproduces it, or :class:`ClaimUndecided`.

    >>> examine("flow.time", {"depth": 3, "start": "1/10", "level": "1/2"})
    True
    """
    subject = chosen(subject)
    record = evidence_for(subject.id, subject.expected)
    point = subject.point(**values)
    record.drawn += 1
    judged = judge(subject, point, certify=certify)
    if isinstance(judged.verdict, OutsideHypotheses):
        return False
    if not judged.hypotheses_hold:
        _undecided(record, judged)
    record.satisfied += 1
    record.binding[judged.tightest] += 1
    if above_zero(judged.seen):
        record.swept += 1
        record.saw_margin(judged.seen, point.as_text())
    if not isinstance(judged.verdict, Uncontradicted):
        _certified(record, judged)
    return True


def _certified(record: Evidence, judged: Judgement) -> None:
    if isinstance(judged.verdict, Undecided):
        _undecided(record, judged)
    record.certified += 1
    where = judged.point.as_text()
    if not math.isnan(judged.margin):
        record.saw_margin(judged.margin, where)
    if isinstance(judged.verdict, Refuted):
        record.refuted += 1
        record.saw_counterexample(where)
        raise ClaimFails(Failure(judged.claim, judged.verdict, "fails with certainty"))
    record.false_alarms += judged.seen < 0


def _undecided(record: Evidence, judged: Judgement) -> None:
    reason = judged.verdict.reason if isinstance(judged.verdict, Undecided) else ""
    record.undecided += 1
    record.saw_undecided(reason)
    raise ClaimUndecided(Failure(judged.claim, judged.verdict, f"is undecided: {reason}"))


def examine_descent(problem: Problem, seed: int, *, steps: int = 1000) -> DescentCheck:
    """Run the real float64 descent of a problem in a random basis; every claim must hold on it.

    What was judged is recorded, so that it appears in the ledger of a pytest run.

    Raises :class:`ClaimFails` if a claim is refuted at the exact parameters of the problem, and
    :class:`ClaimUndecided` if the descent contradicts what is certified.
    """
    from dmfcheck.problems.descent_check import check_problem

    result = check_problem(problem, seed=seed, steps=steps)
    record_judgements(result.judgements)
    for failure, verdict in ((ClaimFails, "refuted"), (ClaimUndecided, "undecided")):
        wrong = [entry for entry in result.claims if entry.verdict == verdict]
        if wrong:
            entry = wrong[0]
            raise failure(
                f"{entry.id} is {verdict} on a real descent (margin {entry.margin}): "
                f"{entry.detail}. To reproduce:\n\n{_descent_snippet(problem, seed, steps)}\n"
            )
    return result


def _descent_snippet(problem: Problem, seed: int, steps: int) -> str:
    spectrum = ",".join(rational_text(value) for value in problem.spectrum)
    update = problem.update.converted(rational_text)
    start = f"alpha={rational_text(problem.alpha)!r}"
    if problem.starts:
        start = f"start={[list(map(rational_text, row)) for row in problem.starts]!r}"
    return (
        "from dmfcheck import Problem\n"
        f"from {type(update).__module__} import {type(update).__name__}\n"
        "from dmfcheck.problems.descent_check import check_problem\n"
        f"problem = Problem.from_spectrum({spectrum!r}, depth={problem.depth}, "
        f"{start}, eta={rational_text(problem.eta)!r}, "
        f"beta={rational_text(problem.beta)!r}, update={update!r})\n"
        f"print(check_problem(problem, seed={seed}, steps={steps}).claims)"
    )


def refute(subject: Claim | str, values: SearchStrategy[Mapping[str, object]]) -> Mapping[str, Any]:
    """Search ``values`` for a certified counterexample, shrink it and return it.

    Raises ``AssertionError`` if none is found: a false claim that survives means that the suite
    could not tell it from a true one.
    """
    import hypothesis

    subject = chosen(subject)
    record = evidence_for(subject.id, subject.expected)

    def refuted(drawn: Mapping[str, object]) -> bool:
        record.drawn += 1
        judged = judge(subject, subject.point(**drawn))
        if isinstance(judged.verdict, OutsideHypotheses):
            return False
        record.satisfied += 1
        record.binding[judged.tightest] += 1
        if above_zero(judged.seen):
            record.swept += 1
            return False
        record.certified += 1
        if isinstance(judged.verdict, Undecided):
            record.saw_undecided(judged.verdict.reason)
        return isinstance(judged.verdict, Refuted)

    settings = hypothesis.settings(
        database=None,
        deadline=None,
        max_examples=2000,
        # Explaining a counterexample would take as long as shrinking it, and nobody reads it.
        phases=[hypothesis.Phase.generate, hypothesis.Phase.shrink],
    )
    try:
        found = hypothesis.find(values, refuted, settings=settings, random=seeds.generator())
    except hypothesis.errors.NoSuchExample:
        raise AssertionError(
            f"{subject.id} is false, but the search found no counterexample to it"
        ) from None
    _record_refutation(record, _certain(subject, found))
    return found


def refuted_at_known_points(subject: Claim | str) -> None:
    """Certify every exact counterexample that a false claim carries.

    Raises ``AssertionError`` if one of them is none.

    >>> refuted_at_known_points("reduction.nonnormal")
    """
    subject = chosen(subject)
    record = evidence_for(subject.id, subject.expected)
    if not subject.counterexamples:
        raise AssertionError(f"{subject.id} carries no counterexample")
    for values in subject.counterexamples:
        judged = _certain(subject, values)
        record.drawn += 1
        record.certified += 1
        if not isinstance(judged.verdict, Refuted):
            raise AssertionError(f"{subject.id} is not refuted at {values}: {judged.verdict}")
        record.satisfied += 1
        _record_refutation(record, judged)


def _certain(subject: Claim, values: Mapping[str, object]) -> Judgement:
    return judge(subject, subject.point(**values), look=None)


def _record_refutation(record: Evidence, judged: Judgement) -> None:
    record.refuted += 1
    record.saw_counterexample(judged.point.as_text())
    record.saw_margin(judged.margin, judged.point.as_text())


def proved_symbolically(claim_id: str, depth: int) -> None:
    """Run the claim's symbolic derivation at ``depth`` and record that its identity checked.

    Raises ``AssertionError`` if it did not, or if the claim has none.
    """
    from dmfcheck.dynamics.symbols.catalogue import derive

    subject = claim(claim_id)
    if subject.derivation is None:
        raise AssertionError(f"{claim_id} has no symbolic derivation")
    derived = derive(subject.derivation, depth)
    if not derived.checked:
        raise AssertionError(f"{derived.identity} did not reduce to 0 at depth {depth}")
    evidence_for(claim_id, subject.expected).proved_depths.append(depth)
