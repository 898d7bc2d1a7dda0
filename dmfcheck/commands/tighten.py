"""``dmfcheck tighten``: the best value of a named constant that hunting cannot refute."""

from __future__ import annotations

from contextlib import closing
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dmfcheck.base.validation import BadInput
from dmfcheck.commands import options, output
from dmfcheck.commands.bars import bar
from dmfcheck.commands.hunting import (
    SECONDS,
    Output,
    Seconds,
    Seed,
    Workers,
    continued,
    executor_of,
    folder_of,
    look_at,
    subject_of,
)

if TYPE_CHECKING:
    from dmfcheck.hunt.subject import Subject
    from dmfcheck.hunt.tighten import Asked, TightenDirectory

PRECISION = Fraction(1, 100)
LARGEST_PRECISION = 1

LOOKING = 60.0
"""Seconds at most for which the direction is looked for, beside those of the hunts."""

ClaimId = Annotated[str | None, typer.Argument(metavar="ID", help="A claim, or FILE.py::claim.id.")]
ConstantName = Annotated[
    str | None,
    typer.Argument(metavar="CONSTANT", help="A constant of it, such as monotone_bound."),
]
Resume = Annotated[
    str | None, typer.Option("--resume", metavar="DIR", help="Go on with what is in DIR.")
]
Evaluations = Annotated[
    str | None,
    typer.Option("--evaluations", metavar="E", help="Hunt each value for E evaluations at most."),
]
Precision = Annotated[
    str | None,
    typer.Option("--precision", metavar="P", help="Stop where both ends differ by 1 + P (1/100)."),
]


def tighten(
    claim_id: ClaimId = None,
    constant: ConstantName = None,
    folder: Output = None,
    resume: Resume = None,
    seconds: Seconds = None,
    evaluations: Evaluations = None,
    precision: Precision = None,
    seed: Seed = None,
    workers: Workers = None,
    scheduler: options.Scheduler = None,
    json_output: options.Json = False,
) -> int:
    """Find the best value of a named constant that hunting cannot refute.

    One hunt a value, by bisection. The end that is too good has a certified counterexample, the
    other its tightest certified point; DIR/claims.py defines both claims.
    """
    from dmfcheck.base import validation
    from dmfcheck.hunt.tighten import TightenDirectory, Tightening

    number = None if seed is None else validation.whole(seed, "seed", 0)
    most = None if evaluations is None else validation.whole(evaluations, "evaluations", 1)
    limit = None if seconds is None else float(validation.positive(seconds, "seconds"))
    if most is None and limit is None:
        limit = SECONDS
    near = PRECISION if precision is None else validation.positive(precision, "precision")
    if near > LARGEST_PRECISION:
        raise BadInput("--precision", f"is {precision}", f"0 < P <= {LARGEST_PRECISION}")
    directory = folder_of(TightenDirectory, folder, resume)
    if resume is not None:
        directory.require_hunt()
        subject, number = continued(directory, claim_id, number)
        constant = _recorded(directory, constant)
    else:
        subject, number = subject_of(claim_id), number or 0
    name = _constant(subject, constant)
    with (
        closing(executor_of(workers, scheduler)) as executor,
        directory.locked(create=resume is None),
    ):
        asked = _asked(subject, name, number, near, directory)
        if resume is None:
            directory.begin(asked.settings())
        run = Tightening(
            asked,
            directory,
            executor,
            limit,
            most,
            look_at(subject, limit),
        )
        summary = run.run()
    if json_output:
        output.print_json(summary)
    else:
        _print(summary)
    return 0 if summary["verdict"] == "tightened" else 3


def _constant(subject: Subject, name: str | None) -> str:
    """The full name of the constant; a false claim has none to tighten."""
    from dmfcheck.claims.scaled import constant_of
    from dmfcheck.hunt.tighten import refuse_false

    claim = subject.claim()
    refuse_false(claim)
    if not claim.constants:
        wrong = f"is {claim.id!r}, which has no named constants"
        raise BadInput("ID", wrong, "a claim that has some (`dmfcheck claims ID` lists them)")
    if name is None:
        known = ", ".join(repr(known.name) for known in claim.constants)
        raise BadInput("CONSTANT", "is missing", known)
    return constant_of(claim, name, "CONSTANT").name


def _recorded(directory: TightenDirectory, name: str | None) -> str:
    """The constant of the tightening on record, which ``name`` may repeat."""
    from dmfcheck.claims.scaled import short_name

    recorded = str(directory.settings().get("constant"))
    if name not in (None, recorded, short_name(recorded)):
        wrong = f"is {name!r:.60}, but the {directory.word} is of another"
        raise BadInput("CONSTANT", wrong, repr(recorded))
    return recorded


def _asked(
    subject: Subject, name: str, seed: int, near: Fraction, directory: TightenDirectory
) -> Asked:
    """What is tightened, what proves it, and the direction: on record, or found out now."""
    from dmfcheck.hunt.direction import Direction, direction
    from dmfcheck.hunt.tighten import Asked
    from dmfcheck.testing.strength import KINDS, PROOFS, proved, strongest

    kind = strongest({} if subject.path else proved(subject.name))
    proof = KINDS[kind] if kind in PROOFS else ""
    begun = (directory.path / directory.settings_name).exists()
    way = Direction.read(directory.settings().get("direction")) if begun else None
    # One that was cut short says nothing, and is looked for again.
    if way is None or not way.sign:
        with bar("direction", LOOKING):
            way = direction(subject.claim(), name, LOOKING, seed)
    return Asked(subject, name, seed, way, near, proof)


MEANINGS = {
    "factor": "of the stated value; a claim with another one is named by it",
    "by": "a known point: one that a hunt of another value has found",
}


def _print(summary: dict[str, Any]) -> None:
    print(f"seed {summary['seed']}")
    sample = summary["direction"]
    if summary["stronger"] is not None:
        less = {"larger": "smaller", "smaller": "larger"}[summary["stronger"]]
        against = sample[less]
        output.print_wrapped(
            f"{summary['claim']}, {summary['constant']} = {summary['formula']}: a"
            f" {summary['stronger']} value is the stronger claim (at"
            f" {sample[summary['stronger']]} comparisons of margins at"
            f" {sample['points']} points, {against} against)"
        )
    print()
    if summary["factors"]:
        rows = [
            [entry["factor"], entry["outcome"], entry["by"], str(entry["evaluations"])]
            for entry in summary["factors"]
        ]
        output.print_table(["factor", "outcome", "by", "evaluations"], rows, MEANINGS)
        print()
    best, refuted = summary["best"], summary["refuted"]
    if best is not None:
        evidence = (
            best["by"] if best["status"] == "proved" else f"{best['evaluations']} evaluations"
        )
        output.print_wrapped(f"{best['status']}: {best['claim']} ({evidence})")
        if best["margin"] is not None:
            output.print_wrapped(f"tightest certified margin: {best['margin']}", "    ")
            print(f"    certificate: {best['certificate']}")
    if refuted is not None:
        output.print_wrapped(f"refuted: {refuted['description']}")
        print(f"    certificate: {refuted['certificate']}")
    if summary["gap"] is not None:
        print(f"gap: a factor of {summary['gap']}")
    if summary["claims"] is not None:
        print(f"claims: {summary['claims']}")
    if summary["reason"] is not None:
        output.print_wrapped(f"undecided: {summary['reason']}")
