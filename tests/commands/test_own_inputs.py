"""What a command reads it never replaces by what it writes."""

import json
import os
import shlex

import pytest

from dmfcheck.commands.main import main

OWN = """
from dmfcheck import claim
own = claim("step.monotone")
"""

LINES = [
    ("denoise {} --depth 3 -o {}", "matrix.csv", "--output"),
    ("denoise other.csv --truth {} --depth 3 -o {}", "matrix.csv", "--output"),
    ("plot orbit {} --depth 2 --alpha 1/10 --eta 1/10 -o {}", "matrix.svg", "--output"),
    ("plot plateaus {} -o {}", "matrix.svg", "--output"),
    ("plot margin {}::step.monotone depth=2 eta=1..2 -o {}", "own.svg", "--output"),
    ("plot proofs --evidence {} -o {}", "evidence.svg", "--output"),
    ("report --evidence {} -o {}", "evidence.html", "-o"),
    ("prove {}::step.monotone -o {}", "own.py", "--output"),
    ("hunt {}::step.monotone -o {}", "own.py", "--output"),
]
"""A file that is read and then written, by a name that fits at least the writing."""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    for name in {name for _, name, _ in LINES}:
        (tmp_path / name).write_text("1,0\n0,1" if name.startswith("matrix") else OWN)
    (tmp_path / "evidence.html").write_text(json.dumps([]))
    (tmp_path / "other.csv").write_text("1,0\n0,1")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("link", ["same", "symbolic", "hard", "roundabout"])
@pytest.mark.parametrize(("line", "name", "argument"), LINES)
def test_it_is_refused_by_name(folder, capsys, line, name, argument, link):
    written = {"same": name, "roundabout": f"../{folder.name}/{name}"}.get(link, f"link-{name}")
    if link == "symbolic":
        (folder / written).symlink_to(name)
    elif link == "hard":
        os.link(folder / name, folder / written)
    before = (folder / name).read_bytes()
    assert main(shlex.split(line.format(name, written))) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert err.startswith(f"dmfcheck: {argument} ")
    wrong = "cannot be used" if line.startswith("hunt") else "is the file that is read"
    assert wrong in err
    assert (folder / name).read_bytes() == before
