"""Hitting times as theorems, from their certificates."""

import json
from fractions import Fraction

import pytest

from dmfcheck.base.certificate import hitting_time_certificate, write
from dmfcheck.commands.main import main
from dmfcheck.proofs import hitting_time
from dmfcheck.proofs.coq import workshop
from dmfcheck.proofs.hitting_time import HittingTime, check_hitting_time, exported

THIRD, TENTH, HALF = Fraction(1, 3), Fraction(1, 10), Fraction(1, 2)


def certificate(path, depth, h, x0, b, *ends):
    write(hitting_time_certificate(depth, h, x0, b, *ends), path)
    return str(path)


@pytest.mark.coq
@pytest.mark.usefixtures("compiled")
def test_from_the_command_to_the_theorem(capsys, tmp_path):
    file = str(tmp_path / "C.json")
    line = "hitting-time --depth 3 --h 1/3 --x0 1/10 --b 1/2"
    assert main([*line.split(), "--certificate", file]) == 0
    K = int(capsys.readouterr().out.removeprefix("K = "))
    assert main(["prove", file, "--kernel", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["verdict"], found["reason"]) == ("proved", None)
    [lemma] = found["lemmas"]
    assert f"1 / 2 <= x (N.to_nat {K}) /\\ forall k, (k < N.to_nat {K})" in lemma["statement"]
    assert "orbit 3 (fun _ => 1 / 3) 1 (1 / 10)" in lemma["statement"]
    assert set(lemma["assumptions"]) == {
        "ClassicalDedekindReals.sig_forall_dec",
        "FunctionalExtensionality.functional_extensionality_dep",
    }


@pytest.mark.coq
@pytest.mark.usefixtures("compiled")
@pytest.mark.parametrize("off", [-1, 1])
def test_a_time_that_is_off_by_one_is_refused_by_coq(capsys, tmp_path, off):
    K = 18  # --depth 2 --h 1/4 --x0 1/100 --b 1/2
    numbers = (2, Fraction(1, 4), Fraction(1, 100), HALF)
    assert check_hitting_time(HittingTime(*numbers, K), 100).verdict == "proved"
    file = certificate(tmp_path / "C.json", *numbers, K + off, K + off)
    assert main(["prove", file, "--kernel"]) == 3
    text = capsys.readouterr().out
    assert f"{file}: undecided by kernel" in text
    assert 'Coq refuses Exported.v: File "./Exported.v", line ' in text
    assert 'Unable to unify "true" with "false"' in text


@pytest.mark.coq
@pytest.mark.usefixtures("compiled")
def test_a_time_that_nothing_iterates(capsys, tmp_path):
    file = str(tmp_path / "C.json")
    line = "hitting-time --depth 2 --h 1/10000000000000 --x0 1/100 --b 3/4"
    assert main([*line.split(), "--certificate", file]) == 0
    K = int(capsys.readouterr().out.removeprefix("K = "))
    assert K > 10**13
    folder = tmp_path / "coq"
    assert main(["prove", file, "--kernel", "-o", str(folder), "--json"]) == 0
    [lemma] = json.loads(capsys.readouterr().out)["lemmas"]
    assert f"3 / 4 <= x (N.to_nat {K}) /\\ forall k, (k < N.to_nat {K})" in lemma["statement"]
    assert "far_time_sound" in (folder / lemma["file"]).read_text()
    assert (folder / "FarTimes.v").is_file()
    assert "ClassicalDedekindReals.sig_forall_dec" in lemma["assumptions"]
    numbers = (2, Fraction(1, 10**13), Fraction(1, 100), Fraction(3, 4))
    for off in (-1, 1):
        found = check_hitting_time(HittingTime(*numbers, K + off), 100)
        assert found.verdict == "undecided"
        assert 'Unable to unify "true" with "false"' in found.reason


@pytest.mark.coq
@pytest.mark.usefixtures("compiled")
@pytest.mark.parametrize(
    ("stated", "reason"),
    [
        (HittingTime(3, THIRD, TENTH, HALF, 100_001), "Coq iterates 100000 steps at most"),
        (HittingTime(2, THIRD, TENTH, HALF, 100_001), "the theorem is about h <= 1/4"),
        (HittingTime(2, TENTH, TENTH, HALF, 10**51), "at most 10^50 steps"),
        (HittingTime(2, TENTH, Fraction(1, 10**2000), HALF, 10**6), "starts x0 above b / 2^4000"),
        (HittingTime(2, HALF, Fraction(3, 2), HALF, 0), "the theorem is about starts x0 < 1"),
        # x_1 = b exactly: no rounding tells.
        (HittingTime(2, THIRD, THIRD, Fraction(35, 81), 1), "1024 bits do not tell the step"),
        (HittingTime(50, Fraction(1, 10**9), TENTH, HALF, 90_000), "it took too long to find"),
    ],
)
def test_what_is_not_iterated_says_why(stated, reason):
    found = check_hitting_time(stated, 0.5 if stated.depth == 50 else 100)
    assert found.verdict == "undecided"
    assert reason in found.reason


@pytest.mark.coq
@pytest.mark.usefixtures("compiled")
def test_machine_integers_only_where_the_library_is(monkeypatch):
    with workshop(60) as shop:
        there = shop.has_library("Bignums")
    monkeypatch.setattr(hitting_time, "FEW_STEPS", 10)
    found = check_hitting_time(HittingTime(2, Fraction(1, 4), Fraction(1, 100), HALF, 18), 200)
    assert found.verdict == "proved"
    assumed = found.theorems[0].assumptions
    assert any(name.startswith("PrimInt63.") for name in assumed) == there


def test_the_text_has_the_numbers_once_each():
    stated = HittingTime(5, Fraction(1, 7), Fraction(2, 9), Fraction(3, 4), 6)
    text = exported(stated, 40, machine_integers=False)
    assert "apply (certified_time_sound 5 1 7 40 2 9 3 4 (N.to_nat 6))." in text
    assert "orbit 5 (fun _ => 1 / 7) 1 (2 / 9)" in text
    assert "big_time_sound" not in text
    assert "apply (big_time_sound 5 1 7 40 2 9 3 4 (" in exported(stated, 40, machine_integers=True)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "does not exist; accepted: a certificate file"),
        ("[1]", "is not a JSON object; accepted: "),
        ("{}", "is rejected: it is no certificate of a hitting time; accepted: what `dmfcheck hi"),
        ("bracket", "has only bounds of K; accepted: what `dmfcheck hitting-time --certificate"),
        ("digest", "is rejected: the digest is not that of the content; accepted: "),
        ("level", "is rejected: not 0 < h <= 1/N, 0 < x0 and 0 < b < 1; accepted: "),
    ],
)
def test_files_that_are_no_such_certificate(capsys, tmp_path, content, message):
    path = tmp_path / "C.json"
    if content == "level":
        certificate(path, 3, THIRD, TENTH, Fraction(1), 1, 1)
    elif content in {"bracket", "digest"}:
        certificate(path, 3, THIRD, TENTH, HALF, 31, 31 + (content == "bracket"))
        if content == "digest":
            path.write_text(path.read_text().replace("31", "32"))
    elif content is not None:
        path.write_text(content)
    assert main(["prove", str(path), "--kernel"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert f"{path} {message}" in err
