"""The command `dmfcheck prove`."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from dmfcheck.commands import lemmas
from dmfcheck.commands.main import main
from dmfcheck.theory.formal import formal_statements

KEYS = ["verdict", "method", "boxes", "terms", "seconds", "certificate", "depths", "lemmas"]
MAIN = "import sys; from dmfcheck.commands.main import main; sys.exit(main())"


@pytest.mark.coq
@pytest.mark.usefixtures("compiled")
def test_a_proof_says_what_is_proved_and_what_it_rests_on(capsys):
    assert main(["prove", "order.preserved", "--kernel", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert list(found) == [*KEYS, "reason", "claim"]
    assert (found["verdict"], found["method"], found["reason"]) == ("proved", "kernel", None)
    assert found["claim"] == "order.preserved"
    [lemma] = found["lemmas"]
    assert lemma["name"] == "order_is_preserved"
    assert "ClassicalDedekindReals.sig_forall_dec" in lemma["assumptions"]
    assert main(["prove", "order.preserved", "--kernel"]) == 0
    text = capsys.readouterr().out
    assert text.startswith("order.preserved: proved by kernel (")
    assert "    Theorem order_is_preserved (N : nat)" in text
    assert "    assumes ClassicalDedekindReals.sig_forall_dec, " in text


@pytest.mark.coq
@pytest.mark.usefixtures("compiled")
def test_a_part_of_a_claim_is_no_proof_of_it(capsys, monkeypatch):
    known = formal_statements()
    part = replace(known["order.preserved"], missing="which step is the first")
    monkeypatch.setitem(known, "order.preserved", part)
    assert main(["prove", "order.preserved", "--kernel", "--json"]) == 3
    found = json.loads(capsys.readouterr().out)
    assert found["verdict"] == "undecided"
    assert "do not say which step is the first" in found["reason"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["x.json"], "--kernel is missing; accepted: `dmfcheck prove CERTIFICATE --kernel`"),
        (["order.preserved", "--kernel", "--depth", "3"], "--depth is given with --kernel"),
        (["order.preserved", "--kernel", "-o", "."], "--output . is there already"),
        (
            ["order.preserved", "--kernel", "-o", "no/x"],
            "--output no/x cannot be written (no such folder)",
        ),
        (["order.preserved", "--kernel", "--seconds", "0"], "--seconds is 0; accepted: 0 < "),
        (["order.preserved", "--kernel", "--seconds", "nan"], "--seconds is nan; accepted: 0 < "),
        (["order.preservd", "--kernel"], "ID is 'order.preservd', which is no claim; accepted: "),
        (["rank.leading_last", "--kernel"], f"one of {', '.join(formal_statements())}"),
        (["sensing.depth", "--kernel"], "of which no single point is a counterexample"),
        ([], "ID is missing"),
    ],
)
def test_bad_input(capsys, arguments, message):
    assert main(["prove", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert message in err
    assert err.count("\n") == 1


def test_without_coq_the_package_is_named(capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["prove", "order.preserved", "--kernel"]) == 2
    assert capsys.readouterr().err == (
        "dmfcheck: --kernel needs coqc, which is not on the PATH; accepted: "
        "with Coq installed (`apt-get install coq` on Debian and Ubuntu)\n"
    )


def children(pid):
    """The processes that this one began and that have not ended."""
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        found += [int(child) for child in task.read_text().split()]
    return found


def test_an_interrupt_leaves_nothing_running_and_nothing_behind(tmp_path):
    programs, folder = tmp_path / "bin", tmp_path / "tmp"
    programs.mkdir()
    folder.mkdir()
    # A compiler that would not end by itself.
    (programs / "coqc").write_text(
        '#!/bin/sh\n[ "$1" = --version ] && exec echo "The Coq Proof Assistant, version 8"\n'
        "exec sleep 60\n"
    )
    (programs / "coqc").chmod(0o755)
    environment = {
        **os.environ,
        "PATH": f"{programs}:{os.environ['PATH']}",
        "TMPDIR": str(folder),
        "XDG_CACHE_HOME": str(tmp_path / "none"),
    }
    process = subprocess.Popen(
        [sys.executable, "-c", MAIN, "prove", "rank.plateau", "--kernel"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    deadline = time.monotonic() + 200
    while not (list(folder.glob("*/Powers.v")) and children(process.pid)):
        assert time.monotonic() < deadline
        assert process.poll() is None
        time.sleep(0.02)
    compilers = children(process.pid)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=10) == 130
    left = [pid for pid in compilers if Path(f"/proc/{pid}").exists()]
    for pid in left:
        os.kill(pid, signal.SIGKILL)
    assert left == []
    assert process.communicate() == (b"", b"")
    assert list(folder.iterdir()) == []


def test_why_nothing_is_tried_is_said_before_the_hunt(capsys, monkeypatch, tmp_path):
    monkeypatch.setattr(lemmas, "HUNTING", 0.2)
    said = []
    monkeypatch.setattr(lemmas, "_refuted", lambda *_: said.append(capsys.readouterr().err))
    (tmp_path / "mine.py").write_text(
        "from dataclasses import replace\nfrom dmfcheck import claim\n"
        "MINE = replace(claim('monotone.ratio'), id='my.ratio')"
    )
    assert main(["prove", f"{tmp_path / 'mine.py'}::my.ratio"]) == 3
    why = "no proof of it is tried: spectrum is no number with a bound, and a box has such alone"
    assert said == [f"{why}; a counterexample is hunted for 0.2 s at most\n"]
    assert why in " ".join(capsys.readouterr().out.split())
