"""The compiler of Coq where something is in its way: another one, none, folders of others."""

import json
import os
import re
import shutil
from pathlib import Path

import pytest

from dmfcheck.base.certificate import write
from dmfcheck.base.kept import kept_folder
from dmfcheck.commands.main import main
from dmfcheck.proofs import coq
from dmfcheck.proofs.coq import KEPT, Refused, workshop
from dmfcheck.proofs.kernel import MARK, check, printed_after_marks
from dmfcheck.theory.formal import formal_statements
from dmfcheck.theory.ledger import claim

VERSION = 'if [ "$1" = --version ]; then echo "The Coq Proof Assistant, version 8.16.1"; exit; fi'
COMPILES = 'for file; do case $file in *.v) : > "${file%.v}.vo";; esac; done'
ORDER = formal_statements()["order.preserved"]


@pytest.fixture
def fake(tmp_path, monkeypatch):
    """Puts a program that is called coqc first on the PATH."""

    def put(*lines, first="#!/bin/sh"):
        folder = tmp_path / "bin"
        folder.mkdir()
        (folder / "coqc").write_text("\n".join([first, *lines, ""]))
        (folder / "coqc").chmod(0o755)
        monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "none"))
    return put


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["exit 0"], "says nothing"),
        (["echo Welcome"], "says Welcome"),
        (["echo no room >&2", "exit 1"], "says no room"),
    ],
)
def test_what_is_no_coq_is_refused_by_name(fake, capsys, lines, said):
    fake(*lines)
    assert main(["prove", "order.preserved", "--kernel"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("dmfcheck: --kernel needs coqc, and ")
    assert f"coqc --version {said}; accepted: with Coq installed" in err


def test_what_cannot_be_run_is_refused_by_name(fake, capsys):
    fake(first="#!/no/such/shell")
    assert main(["prove", "order.preserved", "--kernel"]) == 2
    assert "coqc cannot be run (No such file or directory)" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ([VERSION], r"Coq ends without a word, and has not compiled \w+\.v"),
        ([VERSION, COMPILES], "Coq prints what 0 of 1 theorems rest on"),
        ([VERSION, COMPILES, "echo hello"], "Coq prints what 0 of 1 theorems rest on"),
        ([VERSION, COMPILES, f"echo '{MARK}'"], ".* assumes nothing was printed"),
        ([VERSION, COMPILES, f"echo '{MARK}'; echo no"], ".* assumes no"),
        ([VERSION, "echo wrong >&2", "exit 3"], r"Coq refuses \w+\.v: wrong"),
        ([VERSION, "kill -9 $$"], r"Coq refuses \w+\.v: it ended with -9"),
    ],
)
def test_a_coq_that_says_less_than_it_should_proves_nothing(fake, capsys, lines, reason):
    fake(*lines)
    found = check(ORDER, 100)
    assert found.verdict == "undecided"
    assert re.fullmatch(reason, found.reason), found.reason
    assert main(["prove", "order.preserved", "--kernel"]) == 3
    text = capsys.readouterr().out
    assert "    not shown" in text
    assert "assumes Classical" not in text


def test_so_does_one_in_a_folder_that_is_named_from_here(fake, tmp_path, monkeypatch):
    fake(VERSION, COMPILES)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", f"bin{os.pathsep}{os.environ['PATH']}")
    assert check(ORDER, 100).reason == "Coq prints what 0 of 1 theorems rest on"


def test_a_coq_that_waits_for_its_child_takes_no_longer_than_it_may(fake):
    fake(VERSION, "sleep 100", "exit 0")
    found = check(ORDER, 10)
    assert (found.verdict, found.seconds < 60) == ("undecided", True)
    assert found.reason.startswith("Coq took too long, in ")


def test_as_many_are_printed_as_are_asked_for():
    assert printed_after_marks(f"{MARK}\na\n{MARK}\nb", 2) == ["\na\n", "\nb"]
    for count in (1, 3):
        with pytest.raises(Refused, match=f"what 2 of {count} theorems"):
            printed_after_marks(f"{MARK}\na\n{MARK}\nb", count)


@pytest.mark.coq
@pytest.mark.parametrize(
    ("variable", "module"),
    [
        ("COQPATH", "Rank"),
        ("COQPATH", "Reals"),
        ("XDG_DATA_HOME", "Rank"),
        ("XDG_DATA_DIRS", "Rank"),
    ],
)
def test_modules_of_others_are_not_taken_for_those_that_are_meant(
    tmp_path, monkeypatch, variable, module
):
    """A library of somebody's, in a folder where Coq looks, has a module of the same name."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "none"))
    folder = tmp_path if variable == "COQPATH" else tmp_path / "coq"
    folder.mkdir(exist_ok=True)
    with workshop(100) as shop:
        shop.run(f"{module}.v", "Definition of_others := 0.")
        shutil.copy(shop.folder / f"{module}.vo", folder)
    monkeypatch.setenv(variable, str(tmp_path))
    with workshop(100) as shop:
        shop.run("Rank.v", "Definition ours := 1.")
        shop.run("Used.v", f"Require Import {module}.\nFail Check of_others.")


@pytest.mark.parametrize("mode", [0o777, 0o707])
def test_compiled_files_that_others_may_have_put_there_are_not_used(tmp_path, monkeypatch, mode):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    folder = kept_folder(KEPT)
    assert folder == tmp_path / "dmfcheck" / "coq"
    folder.chmod(mode)
    assert kept_folder(KEPT) is None
    folder.chmod(0o755)
    assert kept_folder(KEPT) == folder
    monkeypatch.setattr(os, "geteuid", lambda: folder.stat().st_uid + 1)
    assert kept_folder(KEPT) is None


def test_another_compiler_of_the_same_version_uses_nothing_of_the_first(fake, tmp_path):
    fake(VERSION)
    with workshop(100) as shop:
        first = shop.version
    compiler = tmp_path / "bin" / "coqc"
    compiler.write_text(compiler.read_text() + "# built anew\n")
    with workshop(100) as shop:
        assert shop.version != first


def test_no_folder_for_temporary_files_is_refused_by_name(fake, capsys, monkeypatch):
    def full(**_):
        raise FileNotFoundError(2, "No usable temporary directory found")

    fake(VERSION)
    monkeypatch.setattr(coq.tempfile, "TemporaryDirectory", full)
    assert main(["prove", "order.preserved", "--kernel"]) == 2
    assert "dmfcheck: TMPDIR has no folder for temporary files (No " in capsys.readouterr().err


def test_a_full_disk_is_told_of(fake, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    fake(VERSION, COMPILES)
    monkeypatch.setattr(Path, "write_bytes", full)
    reason = check(ORDER, 100).reason
    assert reason.endswith(".v cannot be written for Coq (No space left on device)")


def test_a_file_is_not_taken_for_the_claim_whose_id_is_its_name(
    fake, capsys, tmp_path, monkeypatch
):
    """A counterexample to one claim would be printed as one to another, or a proof."""
    fake(VERSION, COMPILES)
    monkeypatch.chdir(tmp_path)
    literal = claim("monotone.literal")
    certificate = literal.examine(**literal.counterexamples[0]).certificate
    for name in ("order.preserved", "order.preserved~ties", "C"):
        write(certificate, tmp_path / name)
    assert main(["prove", "order.preserved", "--kernel", "--json"]) == 3
    found = json.loads(capsys.readouterr().out)
    assert found["claim"] == "order.preserved"
    assert [entry["name"] for entry in found["lemmas"]] == ["order_is_preserved"]
    assert [entry["checked"] for entry in found["lemmas"]] == [False]
    assert main(["prove", "C", "--kernel", "--json"]) == 3
    assert json.loads(capsys.readouterr().out)["claim"] == "monotone.literal"
    assert main(["prove", "C", "--kernel"]) == 3
    assert capsys.readouterr().out.startswith("C (of monotone.literal): undecided by kernel")


def test_a_name_that_is_too_long_for_a_file_is_an_unknown_claim(capsys):
    assert main(["prove", "a" * 5000, "--kernel"]) == 2
    assert capsys.readouterr().err.startswith("dmfcheck: ID is 'aaaa")
