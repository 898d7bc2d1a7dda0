"""Kill hunts at random moments and resume them: ``python tests/soak/soak_kills.py --kills 100``.

Every hunt must end with the log, the summary and the certificate of the same hunt run without a
break, and no shard on record may ever be lost. Prints the seed; exits 1 on any difference.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

COMMAND = [
    sys.executable,
    "-c",
    "import sys; from dmfcheck.commands.main import main; sys.exit(main())",
]
PLANTED = Path(__file__).parent.parent / "hunt" / "planted_claims.py"
NAMES = (f"{PLANTED}::planted.needle", f"{PLANTED}::planted.deep", "monotone.rank~any-step")
FILES = ("shards.jsonl", "certificate.json", "snippet.py")


def start(*arguments: str) -> subprocess.Popen:
    """One hunt, silent, as a process of its own."""
    return subprocess.Popen(
        [*COMMAND, "hunt", *arguments, "--seconds", "600"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def outcome(folder: Path) -> tuple:
    """Everything that a hunt leaves behind, but for the name of its folder."""
    summary = json.loads((folder / "summary.json").read_text())
    summary.pop("certificate")
    return summary, *((folder / name).read_bytes() for name in FILES)


def records(folder: Path) -> bytes:
    """The shards on record, without a line that was cut off."""
    log = folder / "shards.jsonl"
    content = log.read_bytes() if log.exists() else b""
    return content[: content.rfind(b"\n") + 1]


def killed_to_the_end(arguments: list[str], folder: Path, lasts: float, rng: random.Random) -> int:
    """Kill and resume until the hunt ends by itself; the number of kills."""
    kills, known = 0, b""
    while True:
        begun = (folder / "hunt.json").exists()
        process = start("--resume", str(folder)) if begun else start(*arguments, "-o", str(folder))
        try:
            process.wait(rng.uniform(0, lasts) if kills < 40 else None)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            kills += 1
        now = records(folder)
        if not now.startswith(known):
            raise SystemExit(f"{folder}: shards on record were lost")
        known = now
        code = process.returncode
        if code != -signal.SIGKILL:
            if code != 1:
                raise SystemExit(f"{folder}: exit code {code}: {process.stderr.read().decode()}")
            return kills


def main() -> int:
    """Run, print, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**32))
    options = parser.parse_args()
    print("seed", options.seed, flush=True)
    rng = random.Random(options.seed)
    total = hunts = 0
    work = Path(tempfile.mkdtemp())
    while total < options.kills:
        name, seed = NAMES[hunts % len(NAMES)], str(rng.randrange(1000))
        whole, parts = work / f"{hunts}-whole", work / f"{hunts}-parts"
        begun = time.monotonic()
        if start(name, "--seed", seed, "-o", str(whole)).wait() != 1:
            raise SystemExit(f"{name} with seed {seed} found nothing")
        lasts = time.monotonic() - begun
        kills = killed_to_the_end([name, "--seed", seed], parts, lasts, rng)
        if outcome(whole) != outcome(parts):
            print(f"DIFFERENT: {name} with seed {seed}: {whole} and {parts}")
            return 1
        total, hunts = total + kills, hunts + 1
        print(f"{name.rpartition('/')[2]} seed {seed}: {kills} kills, the same end", flush=True)
    shutil.rmtree(work)
    print(f"{total} kills in {hunts} hunts, nothing lost, every end the same")
    return 0


if __name__ == "__main__":
    sys.exit(main())
