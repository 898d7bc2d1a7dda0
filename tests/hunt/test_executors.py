"""Workers: the answer is the same for any number of them, and for any of them that die."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from dmfcheck.commands.main import main
from dmfcheck.hunt.directory import HuntDirectory
from dmfcheck.hunt.executors import Cluster, LocalPool, Serial, _awaited
from dmfcheck.hunt.hunt import Budget, hunt
from dmfcheck.hunt.subject import read_subject

PLANTED = f"{Path(__file__).with_name('planted_claims.py')}::planted.needle"
# A true claim, hunted over a few phases: everything that every shard saw must agree.
TRUE = "order.depth"
MOST = 60_000


def run(name, folder, executor, evaluations=None):
    """The summary of a hunt and its log, without the name of its folder."""
    directory = HuntDirectory(folder, "-o")
    with directory.locked(create=True):
        directory.begin({})
        found = hunt(read_subject(name), 5, directory, executor, Budget(60, evaluations))
    found["certificate"] = None
    return found, (folder / "shards.jsonl").read_bytes()


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """The hunts of this file in one process."""
    folder = tmp_path_factory.mktemp("alone")
    return {
        PLANTED: run(PLANTED, folder / "planted", Serial()),
        TRUE: run(TRUE, folder / "true", Serial(), MOST),
    }


def kill_after_first_shard(folder, pids):
    """Kill one of the processes once a shard of the hunt in ``folder`` is on record."""

    def wait_and_kill():
        for _ in range(24_000):
            if (folder / "shards.jsonl").exists():
                killed.append(pids()[0])
                os.kill(killed[0], signal.SIGKILL)
                return
            time.sleep(0.005)

    killed = []
    thread = threading.Thread(target=wait_and_kill)
    thread.start()
    return thread, killed


def test_local_workers_one_killed(alone, tmp_path):
    pool = LocalPool(2)
    folder = tmp_path / "hunt"
    thread, killed = kill_after_first_shard(folder, pool.pids)
    assert run(TRUE, folder, pool, MOST) == alone[TRUE]
    thread.join()
    assert killed


def test_workers_of_the_command_line(alone, tmp_path):
    folder = tmp_path / "found"
    assert main(["hunt", PLANTED, "--seed", "5", "--workers", "2", "-o", str(folder)]) == 1
    found = json.loads((folder / "summary.json").read_text())
    found["certificate"] = None
    assert found == alone[PLANTED][0]
    assert (folder / "shards.jsonl").read_bytes() == alone[PLANTED][1]


def test_workers_end_with_a_hunt_that_is_killed(tmp_path):
    command = [
        sys.executable,
        "-c",
        "import sys; from dmfcheck.commands.main import main; sys.exit(main())",
    ]
    folder = tmp_path / "hunt"
    arguments = ["hunt", TRUE, "--workers", "2", "--seconds", "60", "-o", str(folder)]
    process = subprocess.Popen([*command, *arguments])
    while not (folder / "shards.jsonl").exists():
        time.sleep(0.02)
    children = children_of(process.pid)
    assert len(children) >= 2
    process.send_signal(signal.SIGKILL)
    process.wait()
    deadline = time.monotonic() + 20
    while any(map(alive, children)) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not any(map(alive, children))


def children_of(pid):
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def alive(pid):
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False


@pytest.fixture(scope="module")
def scheduler():
    """A cluster of two worker processes on this machine."""
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50
    ) as cluster:
        yield cluster


def test_a_cluster_with_one_worker_killed(alone, tmp_path, scheduler):
    def pids():
        return sorted(worker.pid for worker in scheduler.workers.values())

    folder = tmp_path / "hunt"
    thread, killed = kill_after_first_shard(folder, pids)
    assert run(TRUE, folder, Cluster(scheduler.scheduler_address), MOST) == alone[TRUE]
    thread.join()
    assert killed


def test_the_cluster_of_the_command_line(alone, tmp_path, scheduler):
    folder = tmp_path / "found"
    address = scheduler.scheduler_address
    assert main(["hunt", PLANTED, "--seed", "5", "--scheduler", address, "-o", str(folder)]) == 1
    found = json.loads((folder / "summary.json").read_text())
    found["certificate"] = None
    assert found == alone[PLANTED][0]


def test_a_missing_extra_is_named(tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "distributed", None)
    folder = tmp_path / "hunt"
    arguments = ["--scheduler", "tcp://127.0.0.1:1", "-o", str(folder)]
    assert main(["hunt", "monotone.literal", *arguments]) == 2
    captured = capsys.readouterr()
    assert captured.err == (
        "dmfcheck: --scheduler needs the extra 'cluster', which is not installed; accepted: "
        "pip install 'dmfcheck[cluster]'\n"
    )
    assert not folder.exists()


def test_a_scheduler_that_does_not_answer_is_named(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("dmfcheck.base.cluster.PATIENCE", 0.5)
    folder = tmp_path / "hunt"
    # Port 1 belongs to no Dask scheduler.
    arguments = ["--scheduler", "tcp://127.0.0.1:1", "-o", str(folder)]
    assert main(["hunt", "monotone.literal", *arguments]) == 2
    captured = capsys.readouterr()
    assert captured.err.startswith("dmfcheck: --scheduler 'tcp://127.0.0.1:1' cannot be reached (")
    assert len(captured.err.splitlines()) == 1
    assert not folder.exists()


def test_a_client_that_cannot_begin_is_named(tmp_path, monkeypatch, capsys):
    def no_client(*_arguments, **_options):
        raise AssertionError

    monkeypatch.setattr("distributed.Client", no_client)
    folder = tmp_path / "hunt"
    assert main(["hunt", "monotone.literal", "--scheduler", "here", "-o", str(folder)]) == 2
    assert capsys.readouterr().err == (
        "dmfcheck: --scheduler 'here' cannot be reached (AssertionError); accepted: "
        "the address of a running Dask scheduler, such as tcp://127.0.0.1:8786\n"
    )
    assert not folder.exists()


def test_a_wait_that_is_cancelled_as_its_time_ends_is_waited_for_again():
    class Future:
        def __init__(self, *left):
            self.left = [UnboundLocalError("result"), TimeoutError(), *left]

        def done(self):
            return len(self.left) < 2

        def result(self, timeout=0):
            assert timeout >= 0
            answer = self.left.pop(0)
            if isinstance(answer, Exception):
                raise answer
            return answer

    assert _awaited(Future({"found": None})) == {"found": None}
    assert _awaited(Future(UnboundLocalError("result"), {"found": None})) == {"found": None}
    with pytest.raises(UnboundLocalError, match="of the shard"):
        _awaited(Future(UnboundLocalError("of the shard"), UnboundLocalError("of the shard")))
