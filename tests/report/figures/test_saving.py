"""Figures' files: one line for what cannot be one, the same bytes every time, nothing half-done."""

import re

import pytest

from dmfcheck.base.validation import BadInput
from dmfcheck.commands.main import main
from dmfcheck.report.figures import style
from dmfcheck.report.figures.saving import require_figure_file, save

ORBIT = ["plot", "orbit", "--spectrum", "2,1", "--depth", "2", "--alpha", "1/10", "--eta", "1/10"]


@pytest.mark.parametrize("ending", ["svg", "png", "pdf"])
def test_the_same_command_writes_the_same_bytes(tmp_path, ending):
    files = [tmp_path / f"{name}.{ending}" for name in ("one", "other")]
    for file in files:
        assert main([*ORBIT, "-o", str(file)]) == 0
    one, other = (file.read_bytes() for file in files)
    assert one == other
    beginning = {"svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF"}[ending]
    assert one.startswith(beginning)
    assert not re.search(rb"Matplotlib v|CreationDate|\d{4}-\d\d-\d\d", one)


def test_the_text_of_an_svg_is_text(tmp_path, drawing):
    assert main([*ORBIT, "-o", str(tmp_path / "a.svg")]) == 0
    found = drawing(tmp_path / "a.svg")
    for words in (
        "eigenvalue w(k) of the product",
        "step k",
        "flow time t = ηk",
        "depth 2, α = 1/10, η = 1/10",
        "90 %",
    ):
        assert words in found.text
    assert found.count("image") == 0
    assert found.count("path") > 10


def test_the_style_of_the_machine_changes_nothing(tmp_path, monkeypatch):
    import matplotlib

    assert main([*ORBIT, "-o", str(tmp_path / "a.svg")]) == 0
    monkeypatch.setitem(matplotlib.rcParams, "font.size", 30)
    monkeypatch.setitem(matplotlib.rcParams, "axes.grid", True)
    assert main([*ORBIT, "-o", str(tmp_path / "b.svg")]) == 0
    assert matplotlib.rcParams["font.size"] == 30
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("a.gif", "a.gif ends in '.gif'; accepted: a name that ends in .png, .svg or .pdf"),
        ("a", "a has no ending; accepted: a name that ends in .png, .svg or .pdf"),
        (
            "none/a.svg",
            "none/a.svg cannot be written (no such folder); accepted: a file in an exist",
        ),
        ("folder.svg", "folder.svg is a folder; accepted: a file in an existing folder"),
        ("a\0.svg", "is no file name"),
    ],
)
def test_a_place_that_is_none_is_one_line(tmp_path, capsys, name, line):
    (tmp_path / "folder.svg").mkdir()
    assert main([*ORBIT, "-o", f"{tmp_path}/{name}"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("dmfcheck: --output ")
    assert line in said.err
    assert said.err.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["folder.svg"]


def test_no_name_at_all(capsys):
    assert main([*ORBIT, "-o", ""]) == 2
    assert "--output has no ending" in capsys.readouterr().err


def test_bad_numbers_leave_an_old_figure_alone(tmp_path, capsys):
    old = tmp_path / "a.svg"
    old.write_text("old")
    assert main([*ORBIT, "--delta", "2", "-o", str(old)]) == 2
    assert "--delta is 2" in capsys.readouterr().err
    assert old.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.svg"]


def test_a_file_that_cannot_be_written(tmp_path):
    with style.styled():
        figure, _ = style.new_figure(2)
        with pytest.raises(BadInput, match="cannot be written"):
            save(figure, tmp_path / "none" / "a.svg")
    assert list(tmp_path.iterdir()) == []


def test_the_file_that_is_read_is_no_place(tmp_path, capsys):
    matrix = tmp_path / "m.csv"
    matrix.write_text("2,1\n1,2\n")
    link = tmp_path / "a.svg"
    link.symlink_to(matrix)
    start = ["--depth", "2", "--alpha", "1/10", "--eta", "1/10"]
    assert main(["plot", "orbit", str(matrix), *start, "-o", str(link)]) == 2
    assert "is the file that is read; accepted: another file" in capsys.readouterr().err
    assert matrix.read_text() == "2,1\n1,2\n"


def test_without_matplotlib_the_line_says_what_to_install(monkeypatch, capsys):
    import sys

    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    assert main([*ORBIT, "-o", "a.svg"]) == 2
    said = capsys.readouterr().err
    assert said == (
        "dmfcheck: plot draws with matplotlib, which is not installed; "
        "accepted: pip install 'dmfcheck[figures]'\n"
    )
    with pytest.raises(BadInput, match="which is not installed"):
        require_figure_file("a.svg")


def test_plot_alone_names_its_figures(capsys):
    assert main(["plot"]) == 2
    assert capsys.readouterr().err.startswith("dmfcheck: COMMAND is missing; accepted: orbit")
    assert main(["plot", "orbits"]) == 2
    assert "COMMAND is 'orbits', which is unknown; accepted: orbit" in capsys.readouterr().err
