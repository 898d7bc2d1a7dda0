"""The loops of notes/overlay.md run as they stand there."""

import re
import shlex
from pathlib import Path

import pytest

from dmfcheck.commands.main import main

PAGE = Path(__file__).parents[3] / "notes" / "overlay.md"


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.M | re.S)


def run(framework):
    (text,) = (block for block in blocks("python") if f"import {framework}" in block)
    names = {}
    exec(compile(text, PAGE.name, "exec"), names)  # noqa: S102 - the notes' own text
    return names.get("found")


def test_the_numpy_loop_and_the_command(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    run("numpy")
    (line,) = blocks("sh")
    assert main(shlex.split(line)[1:]) == 0
    assert (
        "judged up to step 724, the last that float32 follows for certain"
        in capsys.readouterr().out
    )
    assert "float32 horizon" in (tmp_path / "overlay.svg").read_text()


def agrees(found):
    assert found.arithmetic.name == "float32"
    assert found.contradictions == []
    assert found.times[0].verdict in {"to the step", "agrees"}
    assert [time.certified is None for time in found.times] == [False, False]


@pytest.mark.torch
def test_the_torch_loop():
    agrees(run("torch"))


@pytest.mark.jax
def test_the_jax_loop():
    agrees(run("jax"))
