"""``dmfcheck prove``: a claim for all parameters, by its lemmas or by a theorem that Coq checks."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dmfcheck.base.files import file_label, require_new_place
from dmfcheck.base.validation import BadInput
from dmfcheck.commands import options, output
from dmfcheck.commands.bars import bar

if TYPE_CHECKING:
    from dmfcheck.proofs.hitting_time import HittingTime
    from dmfcheck.proofs.kernel import KernelProof
    from dmfcheck.theory.formal import Formal

MOST_SECONDS = 1e6
MOST_BITS = 14_000
"""Of a number that is written into a Coq file: Python writes 4300 digits."""

REPLAYING = 10.0
"""Seconds at most of a replay before Coq is asked; what it cannot decide by then is left to Coq."""

CERTIFICATE = (
    "what `dmfcheck hitting-time --certificate FILE` writes, with an exact K, or the certificate"
    " of a counterexample to a claim that is built in"
)
CODES = {"proved": 0, "refuted": 1, "undecided": 3}


def prove(
    claim_id: Annotated[
        str | None,
        typer.Argument(
            metavar="[ID]",
            help="A claim, a mutant, FILE.py::id, or a certificate.",
        ),
    ] = None,
    depth: Annotated[
        str | None,
        typer.Option("--depth", metavar="N", help="One depth; by default all of the proof's."),
    ] = None,
    kernel: Annotated[
        bool, typer.Option("--kernel", help="Have Coq check the theorem (needs coqc).")
    ] = False,
    certificate: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write what `verify` can replay; with --kernel a folder of Coq files.",
        ),
    ] = None,
    seconds: Annotated[
        float, typer.Option("--seconds", metavar="S", help="How long it may take (300).")
    ] = 300.0,
    graph: Annotated[
        bool, typer.Option("--graph", help="Print what rests on what, of all claims without ID.")
    ] = False,
    json_output: options.Json = False,
) -> int:
    """Prove a claim for all parameters at several depths, or with Coq at every depth.

    Its lemmas are checked one by one, by signs of coefficients or on boxes; what a human takes of
    the proof leaves it undecided, and is named. Where a lemma fails a counterexample is hunted.
    With --kernel Coq checks its theorem, and what that rests on is printed. ID may then be a file
    that `hitting-time --certificate FILE` wrote: Coq iterates to its K, up to 100000 steps. Or the
    certificate of a counterexample, which Coq computes; that of a refuted claim without a theorem
    is the first that is known or found. -o then writes all that Coq compiled, which `make` there
    has it compile again without dmfcheck.
    """
    if not 0 < seconds < MOST_SECONDS:
        raise BadInput("--seconds", f"is {seconds:g}", f"0 < seconds < {MOST_SECONDS:g}")
    if graph:
        from dmfcheck.commands.graph_text import print_graph

        print_graph(claim_id, json_output=json_output)
        return 0
    if claim_id is None:
        raise BadInput("ID", "is missing", "an id that `dmfcheck claims` lists")
    if not kernel:
        return _by_lemmas(claim_id, depth, certificate, seconds, json_output=json_output)
    if depth is not None:
        raise BadInput("--depth", "is given with --kernel", "one of the two")
    if certificate is not None:
        from dmfcheck.commands.coq_folder import require_new_folder

        require_new_folder(certificate)
    with bar("prove", seconds):
        found, about, stronger = _by_coq(claim_id, seconds)
    written = None
    if certificate is not None and found.files and all(t.is_shown for t in found.theorems):
        from dmfcheck.commands.coq_folder import write_folder

        write_folder(certificate, found.files)
        written = certificate
    if json_output:
        _print_json(found, about, written)
    else:
        _print_text(claim_id, found, about, stronger)
        if certificate is not None:
            print(
                f"Coq files: {output.printable(written or 'not written, since not all is shown')}"
            )
    return CODES[found.verdict]


def _by_coq(claim_id: str, seconds: float) -> tuple[KernelProof, str, str]:
    """What Coq says of a claim or a certificate, which claim, and what its theorems say beyond it.

    A certificate of a hitting time is of no claim.
    """
    if _is_certificate(claim_id):
        return *_of_file(Path(claim_id), seconds), ""
    formal = _formal_statement(claim_id)
    if formal is not None:
        from dmfcheck.proofs.kernel import check

        return check(formal, seconds), claim_id, formal.stronger
    from dmfcheck.commands.counterexamples import check_known

    return check_known(claim_id, seconds), claim_id, ""


def _is_certificate(name: str) -> bool:
    """Whether it names a file; a claim is not taken for one, whatever files are there."""
    from dmfcheck.theory.ledger import ledger
    from dmfcheck.theory.mutants import mutants

    if name.endswith(".json"):
        return True
    with suppress(OSError, ValueError):  # too long a name, say
        return Path(name).is_file() and name not in ledger() and name not in mutants()
    return False


def _by_lemmas(
    name: str, depth: str | None, certificate: str | None, seconds: float, *, json_output: bool
) -> int:
    from dmfcheck.commands import lemmas

    if name.endswith(".json"):
        raise BadInput("--kernel", "is missing", "`dmfcheck prove CERTIFICATE --kernel`")
    if certificate is not None:
        require_new_place(certificate, list(filter(None, [name.rpartition("::")[0]])), "--output")
    if why := lemmas.nothing_to_try(name):
        # What follows takes a while, and says this again at its end.
        hunted = min(lemmas.HUNTING, seconds)
        print(f"{why}; a counterexample is hunted for {hunted:g} s at most", file=sys.stderr)
    with bar("prove", seconds):
        outcome = lemmas.prove_lemmas(name, depth, seconds)
    if certificate is not None:
        lemmas.write_certificate(outcome, certificate)
    if json_output:
        output.print_json(outcome.as_json())
    else:
        lemmas.print_outcome(name, outcome)
    return CODES[outcome.verdict]


def _of_file(path: Path, seconds: float) -> tuple[KernelProof, str]:
    """The statement of a certificate, checked by Coq, and the claim that it is about."""
    from dmfcheck.replay.lacking import CannotReplay
    from dmfcheck.replay.reading import read
    from dmfcheck.replay.rejected import Rejected

    label = file_label("ID", str(path), CERTIFICATE)
    try:
        content = read(path)
        if content.get("kind") == "claim":
            return _of_claim(path, label, content, seconds)
        from dmfcheck.proofs.hitting_time import check_hitting_time

        return check_hitting_time(_hitting_time(path, label), seconds), ""
    except Rejected as rejected:
        raise BadInput(label, f"is rejected: {rejected.reason}", CERTIFICATE) from None
    except CannotReplay as lack:
        raise BadInput(label, f"needs {lack}", CERTIFICATE) from None


def _of_claim(
    path: Path, label: str, content: Mapping[str, Any], seconds: float
) -> tuple[KernelProof, str]:
    """The same of a claim; a replay, a second long, first sees what Coq need not be asked."""
    from dmfcheck.commands.limited_replay import replays
    from dmfcheck.proofs.counterexample.export import check_counterexample
    from dmfcheck.proofs.kernel import KernelProof
    from dmfcheck.replay.claims import opened

    begun = time.monotonic()
    claim, point = opened(content)
    [replay] = replays([str(path)], min(REPLAYING, seconds))
    if isinstance(replay, BadInput):
        raise replay
    if replay.verdict == "rejected":
        raise BadInput(label, f"is rejected: {replay.reason}", CERTIFICATE)
    left = seconds - (time.monotonic() - begun)
    if left <= 0:
        reason = f"its replay, which comes before, took all of the {seconds:g} s"
        return KernelProof("undecided", reason, [], seconds - left), claim.id
    return check_counterexample(claim, point, left), claim.id


def _hitting_time(path: Path, label: str) -> HittingTime:
    from dmfcheck.proofs.hitting_time import HittingTime
    from dmfcheck.replay.hitting_times import opened

    N, h, x0, b, lo, hi = opened(path)
    if lo != hi:
        raise BadInput(label, "has only bounds of K", CERTIFICATE)
    stated = HittingTime(N, h, x0, b, lo)
    if max(map(int.bit_length, (*stated.numbers, lo))) > MOST_BITS:
        raise BadInput(label, f"has a number of more than {MOST_BITS} bits", CERTIFICATE)
    return stated


def _formal_statement(claim_id: str) -> Formal | None:
    """The theorems about a claim; None where Coq can only be asked about a counterexample."""
    from dmfcheck.hunt.subject import read_subject
    from dmfcheck.theory.formal import formal_statements

    known = formal_statements()
    if claim_id in known:
        return known[claim_id]
    if read_subject(claim_id).claim().expected != "refuted":
        accepted = f"a claim that is refuted, or one of {', '.join(known)}"
        raise BadInput("ID", f"is {claim_id!r}, which has no theorem", accepted)
    return None


def _print_json(found: KernelProof, about: str, written: str | None) -> None:
    output.print_json(
        {
            "verdict": found.verdict,
            "method": "kernel",
            "boxes": None,
            "terms": None,
            "seconds": found.seconds,
            "certificate": written,
            "depths": None,
            "lemmas": [entry.as_json() for entry in found.theorems],
            "reason": found.reason or None,
            "claim": about or None,
        }
    )


def _print_text(name: str, found: KernelProof, about: str, stronger: str) -> None:
    subject = f"{name} (of {about})" if about not in ("", name) else name
    print(f"{output.printable(subject)}: {found.verdict} by kernel ({found.seconds:.1f} s)")
    if found.reason:
        print(f"    {output.printable(found.reason)}")
    for entry in found.theorems:
        print(f"{entry.theorem.file}:")
        for line in [*entry.theorem.section.splitlines(), *entry.theorem.quoted.splitlines()]:
            print(f"    {line}")
        if not entry.is_shown:
            print("    not shown")
        elif entry.assumptions is not None:
            print(f"    assumes {_in_words(entry.assumptions)}")
    if stronger:
        print(f"beyond the claim: {stronger}")


def _in_words(names: list[str]) -> str:
    from dmfcheck.proofs.assumptions import MACHINE_INTEGERS

    plain = [name for name in names if not name.startswith(MACHINE_INTEGERS)]
    if len(plain) < len(names):
        plain.append("Coq's primitive 63-bit integers")
    return ", ".join(plain) or "nothing"
