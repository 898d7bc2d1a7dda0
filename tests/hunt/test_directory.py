"""The folder of a hunt: resumed to the same answer, locked while it runs, refused when damaged."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dmfcheck.base.validation import BadInput
from dmfcheck.commands.main import main
from dmfcheck.hunt.directory import HuntDirectory

NAME = f"{Path(__file__).with_name('planted_claims.py')}::planted.needle"
COMMAND = [
    sys.executable,
    "-c",
    "import sys; from dmfcheck.commands.main import main; sys.exit(main())",
]


def summary(folder):
    found = json.loads((folder / "summary.json").read_text())
    found.pop("certificate")
    return found


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A hunt without a break: several shards, then a counterexample."""
    folder = tmp_path_factory.mktemp("hunts") / "whole"
    assert main(["hunt", NAME, "--seed", "3", "--seconds", "60", "-o", str(folder)]) == 1
    assert summary(folder)["shards"] > 2
    return folder


def test_a_hunt_that_stopped_goes_on_to_the_same_answer(whole, tmp_path):
    folder = tmp_path / "parts"
    limits = ["--evaluations", "1"]
    assert main(["hunt", NAME, "--seed", "3", *limits, "-o", str(folder)]) == 3
    for _ in range(2):
        stopped = summary(folder)["evaluations"]
        main(["hunt", "--resume", str(folder), "--evaluations", str(stopped + 1)])
    assert main(["hunt", "--resume", str(folder), "--seconds", "60"]) == 1
    assert summary(folder) == summary(whole)
    files = ("certificate.json", "snippet.py", "shards.jsonl")
    for name in files:
        assert (folder / name).read_bytes() == (whole / name).read_bytes()


def test_a_finished_hunt_is_told_again(whole, capsys):
    assert main(["hunt", NAME, "--resume", str(whole), "-o", str(whole), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told == json.loads((whole / "summary.json").read_text())


def test_killed_at_any_moment_it_ends_in_the_same_answer(whole, tmp_path):
    folder = tmp_path / "killed"
    arguments = ["hunt", NAME, "--seed", "3", "--seconds", "60", "-o", str(folder)]
    process = subprocess.Popen([*COMMAND, *arguments], stdout=subprocess.DEVNULL)
    log = folder / "shards.jsonl"
    while not log.exists() and process.poll() is None:
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    with log.open("ab") as handle:  # and in the middle of a line
        handle.write(b'{"shard": 99, "evalu')
    assert main(["hunt", "--resume", str(folder), "--seconds", "60"]) == 1
    assert summary(folder) == summary(whole)


def test_a_certificate_outlives_a_kill_while_it_is_simplified(whole, tmp_path):
    folder = tmp_path / "unsimplified"
    folder.mkdir()
    for name in ("hunt.json", "shards.jsonl"):
        (folder / name).write_bytes((whole / name).read_bytes())
    assert main(["hunt", "--resume", str(folder)]) == 1
    assert summary(folder) == summary(whole)


def test_a_second_hunt_on_the_folder_is_refused(whole, capsys):
    held = HuntDirectory(whole, "--resume")
    with held.locked(create=False):
        assert main(["hunt", "--resume", str(whole)]) == 2
    assert "is in use by another hunt" in capsys.readouterr().err
    # The lock ended with its block.
    assert main(["hunt", "--resume", str(whole)]) == 1


def test_the_lock_ends_with_a_killed_process(tmp_path):
    script = (
        "import sys, time; from pathlib import Path;"
        "from dmfcheck.hunt.directory import HuntDirectory;"
        f"lock = HuntDirectory(Path({str(tmp_path)!r}), '-o').locked(create=True);"
        "lock.__enter__(); print('held', flush=True); time.sleep(60)"
    )
    process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE)
    assert process.stdout.readline() == b"held\n"
    folder = HuntDirectory(tmp_path, "-o")
    with pytest.raises(BadInput, match="in use"), folder.locked(create=False):
        pass
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    with folder.locked(create=False):
        pass


def test_a_folder_with_a_hunt_takes_no_other(whole, capsys):
    before = sorted(path.name for path in whole.iterdir())
    assert main(["hunt", "monotone.literal", "-o", str(whole)]) == 2
    assert "holds a hunt already" in capsys.readouterr().err
    assert sorted(path.name for path in whole.iterdir()) == before


@pytest.mark.parametrize(
    ("arguments", "wrong"),
    [
        (["monotone.rank"], "another claim"),
        (["--seed", "4"], "the hunt has another"),
        (["-o", "elsewhere"], "'elsewhere' beside --resume"),
    ],
)
def test_what_contradicts_the_hunt_on_record_is_refused(whole, capsys, arguments, wrong):
    assert main(["hunt", *arguments, "--resume", str(whole)]) == 2
    assert wrong in capsys.readouterr().err


def test_a_damaged_log_is_refused(whole, tmp_path, capsys):
    (tmp_path / "hunt.json").write_bytes((whole / "hunt.json").read_bytes())
    lines = (whole / "shards.jsonl").read_bytes().splitlines(keepends=True)
    for damaged in (lines[:1] + lines[2:], [lines[0], b"[" * 100_000 + b"\n"]):
        (tmp_path / "shards.jsonl").write_bytes(b"".join(damaged))
        assert main(["hunt", "--resume", str(tmp_path)]) == 2
        assert "damaged shards.jsonl" in capsys.readouterr().err


def test_a_changed_file_of_claims_is_refused(tmp_path, capsys):
    source = tmp_path / "mine.py"
    source.write_text(
        "from dataclasses import replace\n"
        "from dmfcheck import claim\n"
        "mine = replace(claim('step.monotone'), id='my.own')\n"
    )
    folder = str(tmp_path / "found")
    assert main(["hunt", f"{source}::my.own", "--evaluations", "100", "-o", folder]) == 3
    source.write_text(source.read_text() + "# edited\n")
    assert main(["hunt", "--resume", folder, "--evaluations", "100"]) == 2
    assert "another file of claims" in capsys.readouterr().err
