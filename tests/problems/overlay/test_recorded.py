"""Runs as people have them: arrays of all kinds, files, folders; and what is refused of them."""

import json
import shlex
import sys

import numpy as np
import pytest

from dmfcheck.base.validation import BadInput
from dmfcheck.commands.main import main
from dmfcheck.problems.overlay.convention import read_convention
from dmfcheck.problems.overlay.overlay import overlay
from dmfcheck.problems.overlay.run import MOST_VALUES, read_run

ASKED = {"depth": 2, "eta": "1/10", "alpha": "1/10"}
OPTIONS = "--depth 2 --eta 1/10 --alpha 1/10"


@pytest.fixture(scope="module")
def run(loop):
    return loop([2.0, 1.0], depth=2, alpha=0.1, eta=0.1, steps=40)


class Column:
    """What a column of a table or a tensor is to NumPy: something with ``__array__``."""

    def __init__(self, values):
        self._values = np.asarray(values)

    def __array__(self, dtype=None, copy=None):
        return self._values.astype(dtype or self._values.dtype)


@pytest.mark.parametrize(
    "given",
    [
        lambda at, rows: (at, rows),
        lambda at, rows: (range(len(at)), rows.tolist()),
        lambda at, rows: (tuple(at), [Column(row) for row in rows]),
        lambda at, rows: (Column(at), Column(rows)),
        lambda at, rows: (np.array(at, float), list(rows[:, ::-1])),
    ],
)
def test_a_run_is_read_from_whatever_numpy_reads(run, given):
    found = read_run(*given(*run))
    assert found.steps.tolist() == run[0]
    assert np.array_equal(found.values, run[1])
    assert found.arithmetic == "float64"


def test_one_column_is_one_singular_value_and_float32_is_seen():
    found = read_run([0, 3], np.array([0.25, 0.5], np.float32))
    assert (found.size, found.arithmetic, found.every_step()) == (1, "float32", 1)
    assert read_run([0, 1, 3], [[1], [2], [3]]).every_step() == 2


ROWS = [[0.01, 0.01], [0.02, 0.015]]
WRONG_RUNS = [
    ([0, 0], ROWS, "steps", "have 0 after 0 in row 2"),
    ([5, 3], ROWS, "steps", "have 3 after 5 in row 2"),
    ([0, -1], ROWS, "steps", "have -1 in row 2"),
    ([0, 0.5], ROWS, "steps", "have 0.5 in row 2"),
    ([0, float("nan")], ROWS, "steps", "have nan in row 2"),
    ([0, 2.0**60], ROWS, "steps", "row 2"),
    ([0, 1, 2], ROWS, "steps", "are 3, and the rows 2"),
    ([], [], "steps", r"have the shape \(0,\)"),
    (None, ROWS, "steps", "NoneType"),
    ("01", ROWS, "steps", "cannot be read as numbers"),
    (["0", "1"], ROWS, "steps", "are of type"),
    ([0, 1], [[0.01, float("nan")], [1, 1]], "singular_values", "have nan at step 0, value 2"),
    ([0, 1], [[0.01, 0.01], [1, float("inf")]], "singular_values", "have inf at step 1, value 2"),
    ([0, 1], [[0.01, 0.01], [1, -1]], "singular_values", "have -1.0 at step 1, value 2"),
    ([0, 1], [[0.01, 0.01], [1]], "singular_values", "cannot be read as numbers"),
    ([0, 1], [["a", "b"], ["c", "d"]], "singular_values", "are of type"),
    ([0, 1], np.ma.masked_less(np.array(ROWS), 0.012), "singular_values", "have masked entries"),
    (np.ma.masked_equal([7, 1], 7), ROWS, "steps", "have masked entries"),
    ([0, 1], [np.ma.masked_equal([7, 1], 7)] * 2, "singular_values", "have masked entries"),
    ([0, 1], np.ones((2, 1, 1)), "singular_values", r"have the shape \(2, 1, 1\)"),
    ([0, 1], np.ones((2, 0)), "singular_values", r"have the shape \(2, 0\)"),
    ([0, 1], np.ones((2, MOST_VALUES + 1)), "singular_values", "have the shape"),
    ([0, 1], np.ones((2, 2), np.float16), "singular_values", "are of type float16"),
    ([0, 1], np.ones((2, 2), complex), "singular_values", "are of type complex128"),
    ([0, 1], [[0.02, 0.02], [1, 1]], "singular_values", "have 0.02 at step 0, and alpha = 1/10"),
    ([0, 1], [[0.1, 0.1], [1, 1]], "singular_values", "of the convention 'half, identical, end"),
]


@pytest.mark.parametrize(("steps", "values", "argument", "words"), WRONG_RUNS)
def test_what_is_no_run_is_refused_in_one_line(steps, values, argument, words):
    with pytest.raises(BadInput, match=rf"^{argument} .*{words}") as refused:
        overlay(steps, values, **ASKED)
    assert "\n" not in str(refused.value)
    assert "; accepted: " in str(refused.value)


def test_a_tensor_that_keeps_its_gradient_is_refused_with_its_own_words():
    class Attached:
        def __array__(self, dtype=None, copy=None):
            raise RuntimeError("Can't call numpy() on Tensor that requires grad.\nUse detach()")

    with pytest.raises(BadInput, match=r"requires grad\. Use detach\(\)\); accepted: .*detached"):
        overlay([0], Attached(), **ASKED)


def test_a_convention_is_one_text_or_a_list_of_words():
    assert read_convention(["mean", "float32"]) == read_convention("mean, float32")


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        ([1], "is of type list"),
        ("sum, mean", "has both 'sum' and 'mean' for the loss"),
        ("gaussian,orthogonal", "has both 'gaussian' and 'orthogonal' for the start"),
        ("half, half", "has both 'half' and 'half'"),
        ("median", "has 'median'"),
        ("float16", "has 'float16'"),
        ("target=1, target=2", "has target= twice"),
        ("target=0", "target is 0"),
        ("loss=sum", "has 'loss=sum'"),
        (3, "is of type int"),
    ],
)
def test_a_convention_that_cannot_be_is_refused(words, refusal):
    with pytest.raises(BadInput, match=f"^convention {refusal}"):
        read_convention(words)


@pytest.fixture
def files(run, tmp_path, monkeypatch):
    """The same run in every format, and what is no run."""
    monkeypatch.chdir(tmp_path)
    at, rows = run
    lines = [",".join(map(repr, [k, *map(float, row)])) for k, row in zip(at, rows, strict=True)]
    (tmp_path / "run.csv").write_text("step,first,second\n" + "\n".join(lines) + "\n")
    (tmp_path / "bare.csv").write_text("\n".join(lines))
    np.savez(tmp_path / "run.npz", steps=at, singular_values=rows)
    text = json.dumps({"steps": at, "singular_values": rows.tolist()})
    (tmp_path / "run.json").write_text(text)
    for name, content in {
        "falls.csv": "0,.01,.01\n0,.02,.02",
        "nan.csv": "0,.01,nan",
        "hole.csv": "0,.01,\n",
        "ragged.csv": "0,.01,.01\n1,.02",
        "steps.csv": "0\n1",
        "semicolons.csv": "step;s\n0;0.01\n",
        "words.csv": "step,s\na,b",
        "start.csv": "0,.02,.02",
        "nothing.csv": "step,s\n",
        "text.txt": "0,1",
        "list.json": "[1]",
        "half.json": '{"steps": [0]}',
        "nan.json": '{"steps": [0], "singular_values": [[NaN]]}',
        "deep.json": "[" * 100_000,
        "no.json": "{",
        "no.npz": "no",
        "empty.csv": "",
    }.items():
        (tmp_path / name).write_text(content)
    np.savez(tmp_path / "other.npz", steps=at)
    np.savez(tmp_path / "objects.npz", steps=at, singular_values=np.array([{}]))
    (tmp_path / "folder").mkdir()
    return tmp_path


def ran(line, capsys):
    code = main(["overlay", *shlex.split(line)])
    return code, *capsys.readouterr()


@pytest.mark.usefixtures("files")
def test_every_format_tells_the_same(capsys):
    asked = f"{OPTIONS} --spectrum 2,1 --json"
    found = [
        ran(f"{name} {asked}", capsys) for name in ("run.csv", "bare.csv", "run.npz", "run.json")
    ]
    assert found == [found[0]] * 4
    code, out, error = found[0]
    said = json.loads(out)
    assert (code, error) == (0, "")
    assert {"times", "plateaus", "onset", "horizon", "claims", "left_out"} <= said.keys()
    assert [entry["certified"]["lo"] for entry in said["times"]] == [19, 34]
    assert {entry["verdict"] for entry in said["times"]} == {"to the step"}


@pytest.mark.usefixtures("files")
def test_what_is_not_certified_is_said_once_and_what_a_sparse_record_lacks(capsys, tmp_path):
    code, out, _ = ran(f"run.csv {OPTIONS} --spectrum 2,1", capsys)
    assert (code, "needs every step" in out) == (0, False)
    rows = np.genfromtxt(tmp_path / "run.csv", delimiter=",", skip_header=1)[::2]
    rows = np.column_stack([rows, np.full((len(rows), 2), 0)])
    eigenvalues = [0.01]
    for _ in range(2 * len(rows)):
        d = eigenvalues[-1] ** 0.5
        eigenvalues.append((d + 0.1 * d * (-1 - d * d)) ** 2)
    rows[:, 3] = rows[:, 4] = eigenvalues[: 2 * len(rows) : 2]
    np.savetxt(tmp_path / "sparse.csv", rows, delimiter=",")
    code, out, _ = ran(f"sparse.csv {OPTIONS} --spectrum 2,1,-1,-1", capsys)
    assert code == 0
    assert "\n-1, -1: an eigenvalue <= 0 is not recovered from the identical start\n" in out
    assert " of them: needs every step from 0 on" in out


@pytest.mark.usefixtures("files")
def test_a_contradiction_ends_in_3_and_names_what_it_may_be(capsys):
    code, out, _ = ran(f"run.npz {OPTIONS} --spectrum 2,1 --convention sum", capsys)
    assert code == 3
    assert "the run contradicts the recursion of its eigenvalues" in out
    assert "the run is that of the convention 'half, identical, factor'" in out


def test_a_table_a_json_and_a_figure_are_written(files, capsys):
    code, out, _ = ran(f"run.csv {OPTIONS} --convention float32 -o out.json", capsys)
    assert code == 0
    assert "to the step" in out
    assert json.loads((files / "out.json").read_text())["arithmetic"] == "float32"
    assert ran(f"run.csv {OPTIONS} -o out.svg", capsys)[0] == 0
    drawn = (files / "out.svg").read_text()
    assert "certified-1" in drawn
    assert "depth 2, factors start at α = 0.1, step size η = 0.1<" in drawn


@pytest.mark.usefixtures("files")
def test_a_file_of_too_many_rows_is_not_read_to_its_end(capsys, monkeypatch):
    monkeypatch.setattr("dmfcheck.problems.overlay.files.MOST_ROWS", 20)
    code, _, error = ran(f"run.csv {OPTIONS}", capsys)
    assert (code, "has more than 20 rows" in error) == (2, True)


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize(
    ("line", "argument", "words"),
    [
        (f"falls.csv {OPTIONS}", "RUN falls.csv: steps", "have 0 after 0 in row 2"),
        (f"nan.csv {OPTIONS}", "RUN nan.csv: singular_values", "have nan at step 0, value 2"),
        (f"nan.json {OPTIONS}", "RUN nan.json: singular_values", "have nan"),
        (f"start.csv {OPTIONS}", "RUN start.csv: singular_values", "have 0.02 at step 0"),
        (f"hole.csv {OPTIONS}", "RUN hole.csv", "an empty entry in line 1, column 3"),
        (f"ragged.csv {OPTIONS}", "RUN ragged.csv", "has 1 singular values in line 2"),
        (f"steps.csv {OPTIONS}", "RUN steps.csv", "has 0 singular values in line 1"),
        (f"semicolons.csv {OPTIONS}", "RUN semicolons.csv", "line 2, and no comma"),
        (f"words.csv {OPTIONS}", "RUN words.csv", "'a' in line 2, column 1"),
        (f"nothing.csv {OPTIONS}", "RUN nothing.csv: steps", "shape (0,)"),
        (f"empty.csv {OPTIONS}", "RUN empty.csv", "is empty"),
        (f"missing.csv {OPTIONS}", "RUN missing.csv", "No such file"),
        (f"'' {OPTIONS}", "RUN", "is empty"),
        (f"text.txt {OPTIONS}", "RUN text.txt", "suffix '.txt'"),
        (f"list.json {OPTIONS}", "RUN list.json", "is a JSON list"),
        (f"half.json {OPTIONS}", "RUN half.json", "has no singular_values"),
        (f"deep.json {OPTIONS}", "RUN deep.json", "is too large to be read"),
        (f"no.json {OPTIONS}", "RUN no.json", "is no JSON"),
        (f"no.npz {OPTIONS}", "RUN no.npz", "is no .npz"),
        (f"other.npz {OPTIONS}", "RUN other.npz", "has no singular_values"),
        (f"objects.npz {OPTIONS}", "RUN objects.npz", "is no .npz of plain arrays"),
        (f"run.csv {OPTIONS} --convention sum,mean", "--convention", "both 'sum' and 'mean'"),
        (f"run.csv {OPTIONS} --convention target=0", "--convention target", "is 0"),
        (f"run.csv {OPTIONS} --spectrum 2", "--spectrum", "has 1 eigenvalues, and the run 2"),
        (f"run.csv {OPTIONS} --spectrum a,1", "--spectrum entry 1", "'a'"),
        (f"run.csv {OPTIONS} --spectrum 2,1 --target run.csv", "--target", "is given too"),
        (f"run.csv {OPTIONS} --target missing.npy", "--target missing.npy", "No such file"),
        (f"run.csv {OPTIONS} -o run.txt", "--output run.txt", "ends in '.txt'"),
        (f"run.json {OPTIONS} -o run.json", "--output run.json", "is the file that is read"),
        (f"run.csv {OPTIONS} --delta 1", "--delta", "is 1"),
        ("run.csv --depth 1 --eta 1/10 --alpha 1/10", "--depth", "is 1"),
        ("run.csv --depth 2 --eta 0 --alpha 1/10", "--eta", "is 0"),
        ("run.csv --depth 2 --eta 1/10 --alpha -1", "--alpha", "is -1"),
        ("run.csv --depth 2 --eta 1/10 --alpha 1e-400", "--alpha", "float64 cannot hold"),
        (f"run.csv {OPTIONS[:-12]}", "--alpha", "is missing"),
        (OPTIONS, "RUN", "is missing"),
    ],
)
def test_bad_input_is_one_line_and_exit_code_2(capsys, line, argument, words):
    code, out, error = ran(line, capsys)
    assert (code, out) == (2, "")
    assert error.startswith(f"dmfcheck: {argument} ")
    assert words in error
    assert error.count("\n") == 1


@pytest.mark.usefixtures("files")
def test_a_folder_without_its_extra_says_what_to_install(capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "tensorboard", None)
    name = "tensorboard.backend.event_processing.event_accumulator"
    monkeypatch.setitem(sys.modules, name, None)
    code, _, error = ran(f"folder {OPTIONS}", capsys)
    assert code == 2
    assert "pip install 'dmfcheck[tensorboard]'" in error
