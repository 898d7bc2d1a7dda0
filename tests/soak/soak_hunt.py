"""Every false claim and every mutant from scratch: ``python tests/soak/soak_hunt.py -o FOLDER``.

Options: --seconds 20 (of processor time, a hunt) --seed 0 --only PART (of a name) --untuned (no
tuned strategies: only what a claim of a user's own would get). Prints a line each and a table at
the end; exits 1 if one survives, takes longer, or has a certificate that does not replay. A study
of random instances, which a replay has not (it says so), is counted apart.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
import time
from collections import Counter
from contextlib import redirect_stdout
from pathlib import Path

from dmfcheck.commands.main import main as dmfcheck
from dmfcheck.hunt import hunt as hunting

NO_STUDY = "the replay has no study of random instances"

PATIENCE = 4
"""Others may share the machine: a hunt stops by the clock, long after its processor time."""


def names() -> list[str]:
    """False claims, then mutants."""
    from dmfcheck.theory.ledger import ledger
    from dmfcheck.theory.mutants import mutants

    false = [name for name, claim in ledger().items() if claim.expected == "refuted"]
    return [*false, *mutants()]


def answer(*arguments: str) -> tuple[int, dict]:
    """The exit code and the JSON of one command."""
    printed = io.StringIO()
    with redirect_stdout(printed):
        code = dmfcheck([*arguments, "--json"])
    return code, json.loads(printed.getvalue() or "{}")


def hunt(name: str, folder: Path, options: argparse.Namespace) -> dict:
    """What became of one hunt, with the seconds of processor time that it took."""
    begun = time.process_time()
    limits = ["--seconds", str(PATIENCE * options.seconds), "--seed", str(options.seed)]
    code, found = answer("hunt", name, "-o", str(folder), *limits)
    found.setdefault("verdict", f"exit code {code}")
    found["took"] = time.process_time() - begun
    if found.get("certificate"):
        found["replay"] = answer("verify", found["certificate"])[1]["results"][0]
    return found


def main() -> int:
    """Run, print, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-o", dest="folder", type=Path, required=True)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", default="")
    parser.add_argument("--untuned", action="store_true")
    options = parser.parse_args()
    if options.untuned:
        hunting.strategies_for = lambda _: []
    wrong, studies, times, stages, evaluations, large = [], [], [], Counter(), [], []
    chosen = [name for name in names() if options.only in name]
    for name in chosen:
        found = hunt(name, options.folder / name.replace("/", "_"), options)
        times.append(found["took"])
        replay = found.get("replay", {})
        unread = replay.get("verdict") == "undecided" and replay["reason"].startswith(NO_STUDY)
        if unread:
            studies.append(name)
        good = found["verdict"] == "refuted" and (replay.get("verdict") == "refuted" or unread)
        if not good or found["took"] > options.seconds:
            wrong.append((name, found["verdict"], replay, round(found["took"], 1)))
        if found["verdict"] == "refuted":
            stages[found["found_by"]] += 1
            evaluations.append(found["found_after"])
            if found["resolution"]:
                large.append((name, found["resolution"]))
        print(
            f"{name}: {found['verdict']} by {found.get('found_by', '-')} after"
            f" {found.get('found_after', '-')} in {found['took']:.1f} s, replay"
            f" {replay.get('verdict', '-')}; {found.get('description', '')[:300]}",
            flush=True,
        )
    print(f"\nseed {options.seed}: {len(chosen)} hunted, {sum(stages.values())} refuted")
    print(f"not replayed, since they are studies: {', '.join(studies) or 'none'}")
    print("by stage:", dict(stages))
    ordered, counts = sorted(times), sorted(evaluations)
    print(f"seconds: median {ordered[len(ordered) // 2]:.1f}, longest {ordered[-1]:.1f}")
    if counts:
        print(f"evaluations: median {counts[len(counts) // 2]}, most {counts[-1]}")
    for name, resolution in large:
        print("LARGE DENOMINATOR", name, resolution)
    for entry in wrong:
        print("WRONG", *entry)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
