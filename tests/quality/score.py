"""How many of the wrong claims of wrong/ does a hunt refute, by kind, and no true one?

    python tests/quality/score.py seen --seconds 20 --seed 1 --workers 2 -o seen.json

Each is hunted by `dmfcheck hunt`, as a claim of somebody's own is: without tuned strategies. Every
certificate is replayed. PART is seen, unseen, fresh, true, fresh_true or a folder like them. The
half `unseen` is for the end of work on the search, so that nothing is fitted to it, and so is
`fresh`, with the true claims of `fresh_true` beside it. Exit code 1 where a true claim was refuted,
or a certificate does not replay.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from dmfcheck import verify_certificate
from dmfcheck.hunt.subject import claims_of, read_source

HERE = Path(__file__).with_name("wrong")
TRUE = ("true", "fresh_true")
"""The parts of which every claim is expected to survive."""

STOPPED_AFTER = 60
"""Seconds beyond its own after which a hunt that does not end is ended."""


def main():
    """Hunt what the arguments name, print the score by kind, write JSON."""
    options = arguments()
    chosen = selected(options)
    if not chosen:
        sys.exit("no claim of that part, kind and name")
    results = []
    for kind, path, name in chosen:
        results.append(hunted(kind, path, name, options))
        print(line(results[-1]), flush=True)
    summary = summarised(options, results)
    print(table(summary))
    if options.output:
        Path(options.output).write_text(json.dumps(summary, indent=2) + "\n")
    wrong = options.part in TRUE and summary["refuted"]
    return 1 if wrong or summary["replayed"] < summary["refuted"] else 0


def arguments():
    """The options of the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "part",
        nargs="?",
        default="seen",
        help="seen, unseen, fresh, true, fresh_true, or a folder",
    )
    parser.add_argument("--kind", help="one kind only: the name of a file")
    parser.add_argument("--claim", help="one claim only: its id")
    parser.add_argument("--every", type=int, default=1, metavar="K", help="every K-th claim only")
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("-o", "--output", help="a JSON file for the score")
    return parser.parse_args()


def selected(options):
    """(kind, path, id) of each claim to hunt."""
    folder = HERE / options.part
    if not folder.is_dir():
        folder = Path(options.part)
    found = []
    for path in sorted(folder.glob("*.py")):
        if options.kind not in (None, path.stem):
            continue
        names = claims_of(str(path), read_source(str(path)))
        found += [(path.stem, path, n) for n in names if options.claim in (None, n)]
    return found[:: options.every]


def hunted(kind, path, name, options):
    """What `dmfcheck hunt` says of one claim, and what a replay says of its certificate."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "dmfcheck", "hunt", f"{path}::{name}", "--json"]
        for option in ("seconds", "seed", "workers"):
            command += [f"--{option}", str(getattr(options, option))]
        command += ["-o", str(Path(folder) / "hunt")]
        began = time.monotonic()
        try:
            done = subprocess.run(
                command,
                capture_output=True,
                text=True,
                check=False,
                timeout=options.seconds + STOPPED_AFTER,
            )
            summary = json.loads(done.stdout)
        except subprocess.TimeoutExpired as error:
            summary = {"verdict": "failed", "reason": str(error)[-300:]}
        except ValueError:
            summary = {"verdict": "failed", "reason": done.stderr.strip()[-300:]}
        result = {
            "claim": name,
            "kind": kind,
            "verdict": summary["verdict"],
            "seconds": round(time.monotonic() - began, 2),
            "replay": None,
        }
        kept = (
            "found_by",
            "found_after",
            "evaluations",
            "worst_margin",
            "counts",
            "reason",
            "coverage",
        )
        result |= {key: summary[key] for key in kept if key in summary}
        result["counterexample"] = summary.get("counterexample")
        if summary["verdict"] == "refuted":
            claim = claims_of(str(path), read_source(str(path)))[name]
            text = Path(summary["certificate"]).read_text()
            replayed = verify_certificate(json.loads(text), claims=[claim])
            result["replay"] = replayed.verdict
    return result


def summarised(options, results):
    """The score in all and by kind, with every result."""
    kinds = defaultdict(lambda: {"refuted": 0, "total": 0})
    for result in results:
        kinds[result["kind"]]["total"] += 1
        kinds[result["kind"]]["refuted"] += result["verdict"] == "refuted"
    return {
        "part": options.part,
        "seconds": options.seconds,
        "seed": options.seed,
        "workers": options.workers,
        "refuted": sum(kind["refuted"] for kind in kinds.values()),
        "total": len(results),
        "replayed": sum(result["replay"] == "refuted" for result in results),
        "kinds": dict(kinds),
        "results": results,
    }


def line(result):
    """One claim, as it ends."""
    found = result.get("found_by") or (result["reason"] if result["verdict"] == "failed" else "")
    return f"{result['claim']:32} {result['verdict']:10} {result['seconds']:6.1f} s  {found}"


def table(summary):
    """The score by kind."""
    rows = [
        f"{name:14} {kind['refuted']:3} / {kind['total']}"
        for name, kind in summary["kinds"].items()
    ]
    rows.append(f"{'all':14} {summary['refuted']:3} / {summary['total']}")
    rows.append(f"certificates that replay: {summary['replayed']} of {summary['refuted']}")
    return "\n".join(["", "kind           refuted / total", *rows])


if __name__ == "__main__":
    sys.exit(main())
