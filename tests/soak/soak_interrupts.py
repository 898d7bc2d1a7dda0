"""Ctrl-C and kills at random moments: ``python tests/soak/soak_interrupts.py --rounds 20``.

Every command that can run for more than a few seconds, in its own session, is interrupted or killed
at a random moment of its work. Options: --rounds 20 --seed S --only PART (of a name). Prints the
seed and a line each; exits 1 if an interrupt does not end a command with 130 within 5 s, or if
anything is left of a session then.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

LIMIT = 5.0
"""Seconds from the signal to the end of the last process."""

# Python ignores interrupts if whatever started it does, as shells do for what runs with &.
PROGRAM = (
    "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); "
    "from dmfcheck.commands.main import main; sys.exit(main())"
)
MANY = ",".join(f"{numerator}/97" for numerator in range(400, 100, -1))


@dataclass(frozen=True)
class Command:
    """A command line that runs for long; ``{folder}`` in it is a folder of its own.

    It works once its session has had ``work`` seconds of processor time, in ``processes`` or more
    (the tracker that Python starts for them included).
    """

    line: str
    work: float = 2.0
    processes: int = 1


WORKERS = {
    "mutants": Command("mutants step.perturbed_sharp --workers 2", 3.0, 4),
    "hunt with workers": Command(
        "hunt order.depth --seconds 600 --workers 2 -o {folder}/hunt", 3.0, 4
    ),
    **{
        f"study {name}": Command(
            f"study {name} --workers 2 --runs 9999 -o {{folder}}/study.json", 3.0, 4
        )
        for name in ("completion", "plateaus", "recovery", "gaussian", "real")
    },
}
ALONE = {
    "hunt": Command("hunt order.depth --seconds 600 -o {folder}/hunt"),
    "constants": Command("constants step.perturbed_sharp"),
    "check": Command("check --spectrum 1,1/2 --depth 3 --alpha 1/10 --eta 1e-9 --steps 1000000"),
    "denoise": Command("denoise {folder}/noise.csv --depth 3"),
    "predict": Command(f"predict --spectrum {MANY} --depth 7 --alpha 1e-9 --eta 1e-9 --horizon"),
    # It takes three seconds at the largest depth.
    "derive": Command("derive --depth 50", 1.0),
    "verify": Command("verify" + 99 * " {folder}/long.json"),
}
COMMANDS = {**WORKERS, **ALONE}


def write_noise(path: Path) -> None:
    """A symmetric matrix that keeps ``denoise`` busy for longer than any wait here.

    Python's own end, whose last moments no handler sees, is not what is tried.
    """
    draws, size = random.Random(0), 1024
    rows = [[draws.random() for _ in range(size)] for _ in range(size)]
    lines = (",".join(repr(rows[i][j] + rows[j][i]) for j in range(size)) for i in range(size))
    path.write_text("\n".join(lines))


def write_long_certificate(path: Path) -> None:
    """A certificate of far more steps than any replay decides soon."""
    from dmfcheck.base.certificate import seal
    from dmfcheck.theory.ledger import claim

    examined = claim("monotone.literal")
    body = {
        "kind": "claim",
        "claim": examined.id,
        "statement": examined.statement,
        "parameters": {
            "depth": 2,
            "spectrum": ["1", "1/2", "0"],
            "alpha": "1/2",
            "eta": "1/2",
            "steps": 20_000,
        },
        "verdict": "refuted",
        "bits": 64,
        "margin": {"mid": [-7574068046395985949, -72], "rad": [425691533, -88]},
    }
    path.write_text(json.dumps(seal(body)))


class Session:
    """One run of a command, silent, in a session of its own."""

    def __init__(self, command: Command, folder: Path) -> None:
        line = command.line.format(folder=folder)
        if "noise.csv" in line:
            write_noise(folder / "noise.csv")
        if "long.json" in line:
            write_long_certificate(folder / "long.json")
        self.command = command
        self.process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, *line.split()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
            # Whatever was found before is found anew.
            env=os.environ | {"XDG_CACHE_HOME": str(folder / "none")},
        )

    def processor_seconds(self) -> dict[int, float]:
        """Of each process of the session that runs."""
        found = {}
        for entry in Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            try:
                fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            except OSError:  # it has ended
                continue
            if int(fields[3]) == self.process.pid and fields[0] != "Z":
                ticks = sum(map(int, fields[11:13]))
                found[int(entry.name)] = ticks / os.sysconf("SC_CLK_TCK")
        return found

    def wait_for_work(self, more: float = 0.0) -> None:
        """Until the command works, and then for ``more`` seconds of processor time."""
        while self.process.poll() is None:
            seconds = self.processor_seconds()
            enough = sum(seconds.values()) >= self.command.work + more
            if enough and len(seconds) >= self.command.processes:
                return
            time.sleep(0.05)
        raise AssertionError(f"it ended by itself: {self.process.communicate()[1]!r}")

    def ended_by(self, number: int) -> tuple[int | None, bytes, float]:
        """Exit code, what it wrote to stderr, and the seconds until nothing of it was left.

        An interrupt goes to every process, as that of a terminal does, any other signal to the
        command alone.
        """
        begun = time.monotonic()
        if number == signal.SIGINT:
            os.killpg(self.process.pid, number)
        else:
            self.process.send_signal(number)
        code, error = None, b""
        while time.monotonic() - begun < 3 * LIMIT:
            if code is None:
                code = self.process.poll()
            if code is not None and not self.processor_seconds():
                break
            time.sleep(0.02)
        took = time.monotonic() - begun
        if code is not None and self.process.stderr is not None:
            os.set_blocking(self.process.stderr.fileno(), False)
            error = self.process.stderr.read() or b""
        return code, error, took


@contextmanager
def running(name: str, folder: Path) -> Iterator[Session]:
    """The session of a command, of which nothing is left after the block."""
    session = Session(COMMANDS[name], folder)
    try:
        yield session
    finally:
        for pid in session.processor_seconds():
            os.kill(pid, signal.SIGKILL)
        session.process.wait()
        assert session.process.stderr is not None
        session.process.stderr.close()


def main() -> int:
    """Interrupt and kill; 1 if anything did not end as it must."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**32))
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    print(f"seed {options.seed}")
    rng, wrong, runs, slowest = random.Random(options.seed), 0, 0, 0.0
    for _ in range(options.rounds):
        for name in (name for name in COMMANDS if options.only in name):
            number = rng.choice((signal.SIGINT, signal.SIGINT, signal.SIGKILL))
            with tempfile.TemporaryDirectory() as folder, running(name, Path(folder)) as session:
                session.wait_for_work(0.0 if name == "derive" else rng.uniform(0, 2))
                code, error, took = session.ended_by(number)
            expected = 130 if number == signal.SIGINT else -signal.SIGKILL
            good = code == expected and took < LIMIT and (number == signal.SIGKILL or not error)
            runs, wrong, slowest = runs + 1, wrong + (not good), max(slowest, took)
            if not good:
                print(
                    f"{name}: {number.name}: exit code {code} after {took:.1f} s {error[-500:]!r}"
                )
    print(f"{runs} runs, {wrong} wrong, the slowest end {slowest:.2f} s after its signal")
    return int(wrong > 0 or runs == 0)


if __name__ == "__main__":
    sys.exit(main())
