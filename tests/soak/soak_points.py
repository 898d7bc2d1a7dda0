"""Examine every claim at extreme points: ``python tests/soak/soak_points.py --count 2000``.

Options: --count 2000 (points of a claim) --seed 0 --claims PART (of an id, several with commas)
--seconds 2 (of one decision) --replay 20 (certificates of a claim that are replayed).

Prints a line a claim: how many points it holds at, is refuted, outside its hypotheses, undecided
(with the reasons) or bad input. Exits 1 if one raises anything else, takes :data:`PATIENCE` times
the processor time that it may, or has a certificate that the replay rejects. A claim of which more
than 1% are undecided is marked with !.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import psutil

sys.path.insert(0, str(Path(__file__).parent))
from extreme_points import extreme_points

from dmfcheck.base.validation import BadInput
from dmfcheck.base.verdict import Holds, Refuted, Undecided
from dmfcheck.claims.faults import ClaimFault
from dmfcheck.theory.ledger import ledger

PATIENCE = 10
"""Times its seconds that a decision may take: the longest single call of a library included.

Of processor time, since others may share the machine; by the clock, ten times as many.
"""

WRONG = ("raised", "rejected", "hung")
MOST = 0.01


def answer(claim_id: str, values: Mapping[str, Any], seconds: float, *, replay: bool) -> list[str]:
    """[what ``examine`` answers, why]; whatever is not an answer is one of :data:`WRONG`."""
    try:
        verdict = ledger()[claim_id].examine(**values, seconds=seconds)
    except ClaimFault as fault:
        return ["raised", str(fault)]
    except BadInput as refusal:
        return ["bad input", refusal.argument]
    except Exception as error:  # noqa: BLE001 - what is looked for
        place = traceback.extract_tb(error.__traceback__)[-1]
        return ["raised", f"{type(error).__name__}: {error} in {place.filename}:{place.lineno}"]
    if isinstance(verdict, Undecided):
        return ["undecided", verdict.reason]
    if replay and isinstance(verdict, (Holds, Refuted)):
        return replayed(verdict.name, verdict.certificate, seconds)
    return [verdict.name, ""]


def replayed(name: str, certificate: Mapping[str, Any], seconds: float) -> list[str]:
    """The verdict, or "rejected" if the replay does not agree; undecided is no rejection."""
    from dmfcheck.base.bounds import interruptible, within
    from dmfcheck.replay.verify import verify_content

    with within(seconds), interruptible():
        found = verify_content(dict(certificate))
        if found.verdict not in (name, "undecided"):
            return ["rejected", found.reason]
    return [name, ""]


def _work(tasks: Any, answers: Any) -> None:
    for task in iter(tasks.recv, None):
        answers.send(answer(*task[:3], replay=task[3]))


class Examiner:
    """Another process that examines, and is replaced by a new one if it hangs."""

    def __init__(self) -> None:
        self.process: Any = None

    def ask(self, *task: Any) -> list[str]:
        """Its answer, or "hung" after :data:`PATIENCE` times the seconds of the task."""
        if self.process is None:
            inward, self.tasks = multiprocessing.Pipe(duplex=False)
            self.answers, outward = multiprocessing.Pipe(duplex=False)
            self.process = multiprocessing.Process(target=_work, args=(inward, outward))
            self.process.start()
        self.tasks.send(task)
        if self.answered_within(PATIENCE * task[2]):
            return self.answers.recv()
        self.process.kill()
        self.process.join()
        self.process = None
        return ["hung", f"no answer after {PATIENCE * task[2]:g} s"]

    def answered_within(self, seconds: float) -> bool:
        """Whether an answer comes before this much processor time has gone by."""
        used = psutil.Process(self.process.pid).cpu_times
        begun, last = sum(used()[:2]), time.monotonic() + 10 * seconds
        while not self.answers.poll(min(1.0, seconds)):
            if sum(used()[:2]) - begun > seconds or time.monotonic() > last:
                return False
        return True

    def end(self) -> None:
        """Let it go."""
        if self.process is not None:
            self.tasks.send(None)
            self.process.join()


def examined(claim_id: str, options: argparse.Namespace, examiner: Examiner) -> Iterator[Any]:
    """(number, [answer, why]) of each point."""
    certificates = 0
    for number, values in enumerate(
        extreme_points(ledger()[claim_id], options.count, options.seed)
    ):
        replay = certificates < options.replay
        found = examiner.ask(claim_id, values, options.seconds, replay)
        certificates += found[0] in ("holds", "refuted")
        yield number, found


def main() -> int:
    """Run, print, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--claims", default="")
    parser.add_argument("--seconds", type=float, default=2)
    parser.add_argument("--replay", type=int, default=20)
    options = parser.parse_args()
    examiner, total, wrong = Examiner(), Counter(), 0
    for claim_id, claim in ledger().items():
        if not any(part in claim_id for part in options.claims.split(",")):
            continue
        begun, counts, reasons = time.monotonic(), Counter(), Counter()
        for number, (kind, why) in examined(claim_id, options, examiner):
            counts[kind] += 1
            if kind == "undecided":
                reasons[why[:60]] += 1
            if kind in WRONG:
                wrong += 1
                print(f"{claim_id} --seed {options.seed}, point {number}: {kind}: {why}")
        total += counts
        mark = "!" if counts["undecided"] > MOST * options.count and not claim.study else " "
        shown = ", ".join(f"{kind} {count}" for kind, count in counts.most_common())
        print(f"{mark} {claim_id:36s} {time.monotonic() - begun:6.0f} s  {shown}", flush=True)
        for reason, count in reasons.most_common(4):
            print(f"      {count} undecided: {reason}")
    examiner.end()
    print(f"all: {', '.join(f'{kind} {count}' for kind, count in total.most_common())}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
