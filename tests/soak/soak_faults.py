"""Plant single faults and see whether tests notice: ``python tests/soak/soak_faults.py``.

Options: --sample 300 --seed 0 --workers 2 --seconds 120 (tests of one fault at most), --only TEXT
(files whose path has it), -o FILE (a line of JSON a fault; what is in it is not tried again).

A seeded sample of the single faults of the certified arithmetic, the replay, the problems and the
hunt is planted one at a time in a copy of the checkout. Nearest tests first: the module's doctests,
the tests named after it, those that import it, those of its folder. A fault is killed if a test
fails, or takes five times as long as without the fault. Survivors are listed, with the reason that
``survivors.json`` has for them. Prints the seed; exits 1 if fewer than 95% of the faults that
change an answer are killed, or if a survivor has no reason.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from typing import NoReturn

sys.path.insert(0, str(Path(__file__).parent))
from faults import Fault, faults

ROOT = Path(__file__).resolve().parents[2]
SCOPE = (
    "dmfcheck/dynamics/balls/*.py",
    "dmfcheck/replay/**/*.py",
    "dmfcheck/hunt/*.py",
    "dmfcheck/claims/judge.py",
    "dmfcheck/claims/sign.py",
    "dmfcheck/claims/arithmetic.py",
    "dmfcheck/claims/ball_point.py",
    "dmfcheck/claims/small_matrices.py",
    "dmfcheck/dynamics/instances/staircase.py",
    "dmfcheck/dynamics/instances/denoising.py",
    "dmfcheck/problems/descent_check.py",
    "dmfcheck/problems/denoising_errors.py",
    "dmfcheck/problems/early_stopping.py",
    "dmfcheck/problems/matrix_files.py",
    "dmfcheck/problems/matrix_market.py",
    "dmfcheck/problems/prediction.py",
    "dmfcheck/dynamics/problem.py",
    "dmfcheck/problems/shrinkage.py",
)
LEAST_KILLED = 0.95
SLOWER = 5
NO_TESTS = 5
"""The exit code of pytest where a module has no doctests."""
PASSED = "every test passed"
EQUIVALENT = "changes no answer: "
"""How a reason begins where the fault only changes a guess, a precision or a time."""

SURVIVORS = Path(__file__).with_name("survivors.json")


@dataclass(frozen=True)
class Planted:
    """One fault of one file."""

    path: str
    fault: Fault

    def name(self, source: bytes) -> str:
        """The file, the line as it stands and what becomes of it: what a reason is kept under."""
        line = source.splitlines()[self.fault.line - 1].decode().strip()
        return f"{self.path}: {line}: {self.fault.what}"

    def lot(self, seed: int) -> bytes:
        """A place in a random order that neither other files nor a new path change."""
        where = (ROOT / self.path).read_bytes()[
            max(0, self.fault.start - 60) : self.fault.stop + 60
        ]
        drawn = f"{seed} {self.fault.new} {where!r}".encode()
        return hashlib.sha256(drawn).digest()


def all_faults(only: str) -> list[Planted]:
    """Every fault in scope, in the order of the files."""
    files = sorted({path for pattern in SCOPE for path in ROOT.glob(pattern)})
    names = [str(path.relative_to(ROOT)) for path in files]
    return [
        Planted(name, fault)
        for name in names
        if only in name
        for fault in faults((ROOT / name).read_bytes())
    ]


def nearest_tests(path: str) -> list[str]:
    """The module itself and files of tests, the nearest first, none twice."""
    stem = Path(path).stem
    module = path.removesuffix(".py").replace("/", ".")
    parent, _, last = module.rpartition(".")
    imports = re.compile(rf"{re.escape(module)}\b|from {re.escape(parent)} import .*\b{last}\b")
    tests = sorted(str(found.relative_to(ROOT)) for found in ROOT.glob("tests/**/test_*.py"))
    room, inner = Path(path).parts[1], Path(path).parent.name
    folder = f"tests/{room}/"
    groups = [
        [path, *(test for test in tests if stem in Path(test).stem)],
        [test for test in tests if imports.search((ROOT / test).read_text())],
        [test for test in tests if test.startswith(folder) and inner in Path(test).stem],
        [test for test in tests if test.startswith(folder)],
    ]
    return list(dict.fromkeys(test for group in groups for test in group))


def copy_of_the_checkout(folder: Path) -> Path:
    """The tracked and the new files, so that a fault is planted where nobody works."""
    git = shutil.which("git") or "git"
    command = [git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    for name in filter(None, listed.decode().split("\0")):
        if (ROOT / name).exists():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    return folder


def tried(planted: Planted, seconds: float) -> tuple[str, str]:
    """("killed" or "survived", by which test), the file being as before afterwards."""
    target = Path(planted.path)
    source = target.read_bytes()
    faulty = planted.fault.planted(source)
    for test in nearest_tests(planted.path):
        lasts = lasting(test)
        seconds -= lasts
        if seconds <= 0:
            break
        write(target, faulty)
        try:
            by = failing(test, 20 + SLOWER * lasts)
        finally:
            write(target, source)
        if by:
            return "killed", by
    return "survived", ""


def write(target: Path, source: bytes) -> None:
    """Write with a time of its own: Python knows compiled code by the second and the size."""
    target.write_bytes(source)
    later = int(target.stat().st_mtime) + next(_writes)
    os.utime(target, (later, later))


_writes = itertools.count(1)


def lasting(test: str) -> float:
    """Seconds that a file of tests takes without a fault; it must pass."""
    if test not in _lasts:
        began = time.monotonic()
        by = failing(test, 600)
        if by:
            raise SystemExit(f"{test} fails without any fault: {by}")
        _lasts[test] = time.monotonic() - began
    return _lasts[test]


_lasts: dict[str, float] = {}


def failing(test: str, seconds: float) -> str:
    """The first failure of a file of tests, or that it hangs; empty if all pass.

    The tests run in a fork of this process, which has imported what others wrote, and nothing of
    dmfcheck: a fault is planted in time, and numba and SymPy need not be imported again.
    """
    with tempfile.TemporaryFile("w+") as output:
        child = os.fork()
        if not child:
            _be_pytest(test, output.fileno())
        deadline = time.monotonic() + seconds
        while os.waitpid(child, os.WNOHANG) == (0, 0):
            if time.monotonic() > deadline:
                os.killpg(child, signal.SIGKILL)
                os.waitpid(child, 0)
                return f"{test} hangs"
            time.sleep(0.02)
        output.seek(0)
        said = output.read()
    if said.rstrip().endswith(PASSED):
        return ""
    named = re.search(r"^(?:FAILED|ERROR) (\S+)", said, flags=re.MULTILINE)
    return named.group(1) if named else said.strip().rpartition("\n")[2][:100] or f"{test} crashes"


def _be_pytest(test: str, output: int) -> NoReturn:
    os.setsid()
    os.dup2(output, 1)
    os.dup2(output, 2)
    try:
        import pytest

        options = ["-x", "-q", "-n", "0", "--no-header", "--tb=no", "-p", "no:cacheprovider"]
        if pytest.main([*options, test]) in (0, NO_TESTS):
            print(f"\n{PASSED}")
    except BaseException:  # noqa: BLE001 - a crash of the tests must not end the soak
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)


def _prepare() -> None:
    """Make a copy, work there, and import the heavy packages once."""
    folder = tempfile.mkdtemp(dir=os.environ["SOAK_FAULTS"])
    os.chdir(copy_of_the_checkout(Path(folder)))
    sys.path.insert(0, os.getcwd())
    os.environ["PYTHONPATH"] = os.getcwd()
    for package in ("flint", "mpmath", "numba", "scipy.optimize", "sympy"):
        import_module(package)


def _examined(planted: Planted, seconds: float) -> dict[str, str]:
    began = time.monotonic()
    name = planted.name((ROOT / planted.path).read_bytes())
    outcome, by = tried(planted, seconds)
    print(f"{outcome} {time.monotonic() - began:.0f}s {name} [{by}]", flush=True)
    return {"name": name, "outcome": outcome, "by": by}


def run(chosen: Sequence[Planted], options: argparse.Namespace) -> list[dict[str, str]]:
    """Every fault tried, in as many copies of the checkout as workers."""
    kept: Path | None = options.output
    lines = kept.read_text(encoding="utf-8").splitlines() if kept and kept.exists() else []
    results = [json.loads(line) for line in lines]
    known = {entry["name"] for entry in results}
    chosen = [one for one in chosen if one.name((ROOT / one.path).read_bytes()) not in known]
    with tempfile.TemporaryDirectory() as work:
        os.environ["SOAK_FAULTS"] = work
        context = get_context("fork")
        with ProcessPoolExecutor(options.workers, context, _prepare) as pool:
            waiting = [pool.submit(_examined, one, options.seconds) for one in chosen]
            for done in as_completed(waiting):
                results.append(done.result())
                if kept:
                    with kept.open("a", encoding="utf-8") as file:
                        file.write(json.dumps(done.result()) + "\n")
    return results


def main() -> int:
    """Run, print, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, default=300)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--only", default="")
    parser.add_argument("-o", "--output", type=Path)
    options = parser.parse_args()
    print("seed", options.seed, flush=True)
    known = all_faults(options.only)
    count = min(options.sample, len(known))
    chosen = sorted(known, key=lambda planted: planted.lot(options.seed))[:count]
    print(f"{len(known)} single faults, {count} of them planted", flush=True)
    results = run(chosen, options)
    return report([entry["name"] for entry in results if entry["outcome"] == "survived"], count)


def report(survivors: Sequence[str], count: int) -> int:
    """Print the survivors with their reasons and the score; the exit code."""
    reasons = json.loads(SURVIVORS.read_text(encoding="utf-8")) if SURVIVORS.exists() else {}
    equivalent = sum(reasons.get(name, "").startswith(EQUIVALENT) for name in survivors)
    for name in survivors:
        print(f"SURVIVED {name}: {reasons.get(name, 'NO REASON')}")
    killed, faulty = count - len(survivors), count - equivalent
    print(f"{killed} of {count} killed; {equivalent} of the others change no answer", end="")
    print(f", so {killed / faulty:.1%} of those that do")
    return int(killed < LEAST_KILLED * faulty or any(name not in reasons for name in survivors))


if __name__ == "__main__":
    sys.exit(main())
