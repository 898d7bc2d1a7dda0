"""Have Coq compute every counterexample: ``python tests/soak/soak_kernel.py``.

Options: --sample 0 (of what is known, chosen by the seed; 0 is all) --seed 0 --seconds 600 (of one)
--only PART (of a name, several with commas) -o FILE (what became of each, as lines of JSON: what it
has already is not done again).

Takes every counterexample of a refuted claim, and of every mutant the point that refutes it.
Prints a line each: refuted by Coq, with how many theorems; not written, and why; or refused. Exits
1 if Coq refuses one that is written, or takes longer than it may.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dmfcheck.base import seeds
from dmfcheck.base.bounds import within
from dmfcheck.claims.claim import Claim
from dmfcheck.proofs.counterexample.export import check_counterexample
from dmfcheck.testing.mutation import try_mutant
from dmfcheck.theory.ledger import ledger
from dmfcheck.theory.mutants import mutants

WRONG = ("refused", "too long")
MOST_SHOWN = 100


def named() -> dict[str, tuple[Claim, int | None]]:
    """Every counterexample by name: the claim, and which of its own it is, None for a mutant's."""
    found: dict[str, tuple[Claim, int | None]] = {}
    for claim_id, claim in ledger().items():
        if claim.expected == "refuted":
            found |= {f"{claim_id} {i}": (claim, i) for i in range(len(claim.counterexamples))}
    return found | {name: (mutant.claim, None) for name, mutant in mutants().items()}


def became(name: str, claim: Claim, index: int | None, seconds: float) -> tuple[str, str]:
    """(what became of one counterexample, why)."""
    values = None
    with within(seconds):
        values = (
            try_mutant(mutants()[name]).witness if index is None else claim.counterexamples[index]
        )
    if values is None:
        return "not written", "no point is known or found"
    found = check_counterexample(claim, claim.point(**values), seconds)
    if found.verdict == "refuted":
        return (
            "refuted",
            f"{len(found.theorems)} theorems{'; ' if found.reason else ''}{found.reason}",
        )
    if not found.theorems:
        return "not written", found.reason
    return "too long" if "took too long" in found.reason else "refused", found.reason


def kept(path: Path | None) -> dict[str, tuple[str, str]]:
    """What became of those that were done before."""
    if path is None or not path.exists():
        return {}
    lines = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return {name: (kind, why) for name, kind, why, _ in lines}


def chosen(options: argparse.Namespace) -> Iterator[str]:
    """The names that the options ask for, in an order that the seed tells."""
    names = [name for name in named() if any(part in name for part in options.only.split(","))]
    if options.sample:
        names = seeds.branch(options.seed, "kernel").sample(names, min(options.sample, len(names)))
    yield from names


def main() -> int:
    """Run, print, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--only", default="")
    parser.add_argument("-o", dest="output", type=Path)
    options = parser.parse_args()
    seeds.import_everything()
    seeds.use(options.seed)
    print(f"--seed {options.seed}")
    known, before, counts, reasons = named(), kept(options.output), Counter[str](), Counter[str]()
    for name in chosen(options):
        begun = time.monotonic()
        answer = before.get(name) or became(name, *known[name], options.seconds)
        taken = time.monotonic() - begun
        record(options.output, [name, *answer, taken] if name not in before else None)
        counts[answer[0]] += 1
        reasons.update([answer[1]] if answer[0] == "not written" else [])
        print(f"{name:50s} {taken:6.1f} s  {answer[0]}: {answer[1][:MOST_SHOWN]}", flush=True)
    for reason, count in reasons.most_common():
        print(f"      {count} not written: {reason}")
    print(f"all: {', '.join(f'{kind} {count}' for kind, count in counts.most_common())}")
    return 1 if any(counts[kind] for kind in WRONG) else 0


def record(path: Path | None, line: list[Any] | None) -> None:
    """Keep what became of one."""
    if path is not None and line is not None:
        with path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    sys.exit(main())
