"""A margin that would end the process, or interrupt it, is a mistake with its line."""

import gc
import json
import os
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from dmfcheck import claim as built_in
from dmfcheck.base import interrupts
from dmfcheck.base.certificate import seal
from dmfcheck.base.exits import Ended, kept_alive
from dmfcheck.base.validation import BadInput
from dmfcheck.claims.claim import Constant
from dmfcheck.claims.faults import ClaimFault, ending_nothing, reported
from dmfcheck.commands.main import main
from dmfcheck.hunt.first_look import first_look
from dmfcheck.hunt.subject import claims_of
from dmfcheck.replay.verify import verify_certificate

HEAD = """
import os
import sys
from fractions import Fraction
from os import _exit
from dmfcheck.claims.claim import Claim
from dmfcheck.claims.domain import Variable

def claim(name, margin):
    return Claim(
        id="my." + name, statement="s", source="derived", kind="inequality", expected="open",
        variables=(Variable("x", "number", Fraction(0), Fraction(1)),), margin=margin,
    )

def throw(error):
    raise error

"""
ENDINGS = {
    "exit": ("sys.exit(0)", "SystemExit: 0"),
    "seven": ("sys.exit(7)", "SystemExit: 7"),
    "quit": ("throw(SystemExit)", "SystemExit"),
    "generator": ("throw(GeneratorExit)", "GeneratorExit"),
    "at_once": ("os._exit(0)", "os._exit(0)"),
    "by_name": ("_exit(0)", "os._exit(0)"),
}
MORE = {"interrupt": ("throw(KeyboardInterrupt)", "KeyboardInterrupt")}
"""What a process that hears of interrupts cannot tell from one of the user's."""

LINE = HEAD.count("\n") + 1


def line_of(name):
    """Where it is raised: in the margin, or in what that calls."""
    return LINE - 2 if (ENDINGS | MORE)[name][0].startswith("throw") else LINE


def source(name):
    return HEAD + f"{name} = claim({name!r}, lambda a, p, c: {(ENDINGS | MORE)[name][0]})\n"


def built(name):
    (found,) = claims_of("my_claims.py", source(name)).values()
    return found


def certificate_of(subject):
    return seal(
        {
            "kind": "claim",
            "claim": subject.id,
            "statement": subject.statement,
            "parameters": {"x": "1/2"},
            "verdict": "holds",
            "bits": 0,
            "margin": "1",
        }
    )


@pytest.mark.parametrize("name", ENDINGS)
def test_it_is_found_by_examine_at_a_first_look_and_by_a_replay(name):
    subject, said = built(name), ENDINGS[name][1]
    for found in (
        lambda: subject.examine(x="1/3"),
        lambda: first_look(subject),
        lambda: verify_certificate(certificate_of(subject), claims=[subject]),
    ):
        with pytest.raises(ClaimFault, match="has a margin that raises") as fault:
            found()
        assert said in str(fault.value)


@pytest.mark.parametrize("name", [*ENDINGS, "interrupt"])
def test_a_batch_is_replayed_to_its_end(tmp_path, monkeypatch, capsys, name):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my_claims.py").write_text(source(name))
    good = built_in("order.preserved").examine(
        depth=2, spectrum="2,1", alpha="1/10", eta="1/8", steps=1
    )
    files = {"first.json": dict(good.certificate), "own.json": certificate_of(built(name))}
    for path, content in (files | {"last.json": files["first.json"]}).items():
        (tmp_path / path).write_text(json.dumps(content))
    batch = ["verify", "--claims", "my_claims.py", "first.json", "own.json", "last.json"]
    assert main(batch) == 2
    said = capsys.readouterr()
    table = said.out.partition("\n\n")[0]
    assert [line.split()[:2] for line in table.splitlines()[1:]] == [
        ["first.json", "holds"],
        ["last.json", "holds"],
    ]
    assert f"(my_claims.py, line {line_of(name)})" in said.err
    assert (ENDINGS | MORE)[name][1] in said.err
    assert said.err.count("\n") == 1


def test_an_unreadable_file_leaves_the_others_their_results(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    good = built_in("order.preserved").examine(
        depth=2, spectrum="2,1", alpha="1/10", eta="1/8", steps=1
    )
    (tmp_path / "good.json").write_text(json.dumps(dict(good.certificate)))
    (tmp_path / "bad.json").write_text("no JSON")
    assert main(["verify", "missing.json", "good.json", "bad.json", "--json"]) == 2
    said = capsys.readouterr()
    results = json.loads(said.out)["results"]
    assert [(entry["path"], entry["verdict"]) for entry in results] == [("good.json", "holds")]
    assert "missing.json does not exist" in said.err
    assert said.err.count("\n") == 1


@pytest.mark.parametrize("name", ["exit", "generator", "at_once", "interrupt"])
def test_a_hunt_and_pytest_say_so(tmp_path, name):
    (tmp_path / "my_claims.py").write_text(source(name))

    script = str(Path(sys.executable).with_name("dmfcheck"))

    def run(*command):
        return subprocess.run(
            command,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )

    hunted = run(script, "hunt", f"my_claims.py::my.{name}", "-o", "found")
    assert (hunted.returncode, hunted.stdout) == (2, "")
    assert f"(my_claims.py, line {line_of(name)})" in hunted.stderr
    assert hunted.stderr.count("\n") == 1
    tested = run(sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "my_claims.py")
    assert tested.returncode == (2 if name == "interrupt" else 1)
    assert (ENDINGS | MORE)[name][1] in tested.stdout
    assert "INTERNALERROR" not in tested.stdout


@pytest.mark.parametrize("line", ["sys.exit(0)", "os._exit(0)", "raise GeneratorExit"])
def test_a_file_that_ends_the_process_is_bad_input(line):
    with pytest.raises(BadInput, match="ends the process"):
        claims_of("my_claims.py", f"import os, sys\n{line}\n")


def test_other_threads_and_processes_may_end():
    ended = subprocess.run(
        [
            sys.executable,
            "-c",
            "import os, threading, time\n"
            "from dmfcheck.base.exits import kept_alive\n"
            "with kept_alive():\n"
            "    threading.Thread(target=os._exit, args=(5,)).start()\n"
            "    time.sleep(60)\n",
        ],
        check=False,
    )
    assert ended.returncode == 5
    before = os._exit
    with pytest.raises(Ended), kept_alive(), kept_alive():
        os._exit(3)
    assert os._exit is before


def test_an_interrupt_of_ours_is_one_and_that_of_a_margin_is_not():
    subject = built("interrupt")
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with pytest.raises(ClaimFault, match="raises KeyboardInterrupt"):
            subject.examine(x="1/3")
    finally:
        signal.signal(signal.SIGINT, before)
    # Nobody knows where this one comes from.
    with pytest.raises(KeyboardInterrupt):
        subject.examine(x="1/3")
    here = []
    thread = threading.Thread(target=lambda: here.append(interrupts.may_have_come()))
    thread.start()
    thread.join()
    assert here == [False]


def test_what_a_claim_states_of_its_constants_ends_nothing_either():
    plain = built_in("order.preserved")
    values = {"depth": 2, "spectrum": "2,1", "alpha": "1/10", "eta": "1/8", "steps": 1}
    ending = Constant("rate", lambda depth: sys.exit(0), "1")
    subject = replace(plain, id="my.constant", constants=(*plain.constants, ending))
    content = dict(replace(plain, id="my.constant").examine(**values).certificate)
    with pytest.raises(ClaimFault, match=r"raises SystemExit: 0 \(test_endings.py, line"):
        verify_certificate(content, claims=[subject])
    with pytest.raises(ClaimFault, match="raises SystemExit: 0"):
        subject.examine(**values)


def test_a_guard_that_is_left_suspended_is_collected_in_silence():
    subject, before = built_in("step.monotone"), os._exit
    for guard in (reported(subject, subject.margin), ending_nothing(subject, subject.margin)):
        guard.__enter__()
        del guard
    gc.collect()  # a warning of what could not be raised fails the test
    assert os._exit is before
