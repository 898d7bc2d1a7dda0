"""Every false claim and every mutant from scratch: ``python tests/hunt/soak_hunt.py -o FOLDER``.

Options: --seconds 20 (a hunt) --seed 0 --only PART (of a name) --untuned (no tuned strategies: only
what a claim of a user's own would get). Each hunt is a process of its own and is killed at twice
its time. Prints a line each and a table at the end; exits 1 if one survives, takes longer, or has a
certificate that does not replay.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

COMMAND = [sys.executable, "-c", "import sys; from dmfcheck.cli import main; sys.exit(main())"]
UNTUNED = [
    sys.executable,
    "-c",
    "import sys; from dmfcheck.hunt import hunt; hunt.strategies_for = lambda _: [];"
    "from dmfcheck.cli import main; sys.exit(main())",
]


def names() -> list[str]:
    """False claims, then mutants."""
    from dmfcheck.claims.ledger import ledger
    from dmfcheck.claims.mutants import mutants

    false = [name for name, claim in ledger().items() if claim.expected == "refuted"]
    return [*false, *mutants()]


def hunt(name: str, folder: Path, options: argparse.Namespace) -> dict[str, object]:
    """What became of one hunt."""
    command = UNTUNED if options.untuned else COMMAND
    arguments = ["--seconds", str(options.seconds), "--seed", str(options.seed)]
    begun = time.monotonic()
    try:
        ran = subprocess.run(
            [*command, "hunt", name, "-o", str(folder), "--json", *arguments],
            capture_output=True,
            text=True,
            check=False,
            timeout=2 * options.seconds + 10,
        )
    except subprocess.TimeoutExpired:
        return {"verdict": "killed", "took": time.monotonic() - begun}
    took = time.monotonic() - begun
    if ran.returncode not in (1, 3):
        return {"verdict": f"code {ran.returncode} {ran.stderr.strip()}", "took": took}
    found = json.loads(ran.stdout)
    found["took"] = took
    if found["certificate"]:
        found["replay"] = replayed(found["certificate"])
    return found


def replayed(certificate: str) -> dict[str, str]:
    """What `dmfcheck verify` says of a certificate."""
    try:
        ran = subprocess.run(
            [*COMMAND, "verify", certificate, "--json"],
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        return json.loads(ran.stdout)["results"][0]
    except (subprocess.TimeoutExpired, ValueError) as error:
        return {"verdict": f"no answer: {error}"}


def main() -> int:
    """Run, print, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-o", dest="folder", type=Path, required=True)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", default="")
    parser.add_argument("--untuned", action="store_true")
    options = parser.parse_args()
    wrong, times, stages, evaluations, large = [], [], Counter(), [], []
    chosen = [name for name in names() if options.only in name]
    for name in chosen:
        found = hunt(name, options.folder / name.replace("/", "_"), options)
        times.append(found["took"])
        replay = found.get("replay", {})
        good = found["verdict"] == "refuted" and replay.get("verdict") == "refuted"
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
