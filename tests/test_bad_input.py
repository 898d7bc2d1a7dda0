"""Every refusal: exit code 2, one line on stderr that names the argument, and nothing else.

One row per kind of bad input and command line that can meet it, then the same through Python.
"""

import shlex

import numpy as np
import pytest

from dmfcheck import BadInput, Problem, claim
from dmfcheck.base import validation
from dmfcheck.commands.main import main
from dmfcheck.dynamics.balls.hitting_time import hitting_time
from dmfcheck.problems.prediction import predict_matrix, predict_spectrum

START = "--depth 3 --alpha 1/10 --eta 1/100"
DESCENTS = ("predict", "check")
K = "hitting-time --depth 3 --h 1/10 --x0 1/100 --b 1/2"

# command line, the argument that is named, what else the line says
FOR_DESCENTS = [
    # spectra
    (f"--spectrum '' {START}", "--spectrum", "an empty entry"),
    (f"--spectrum 3,,1 {START}", "--spectrum", "'3,,1', with an empty entry"),
    (f"--spectrum a {START}", "--spectrum entry 1", "'a'"),
    (f"--spectrum 1,nan {START}", "--spectrum entry 2", "'nan'"),
    (f"--spectrum inf {START}", "--spectrum entry 1", "'inf'"),
    (f"--spectrum 1/0 {START}", "--spectrum entry 1", "zero denominator"),
    (f"--spectrum 1e999999999 {START}", "--spectrum entry 1", "exponent 999999999"),
    (f"--spectrum 1e9_999_999 {START}", "--spectrum entry 1", "exponent"),
    # matrices
    (f"{START} empty.npy", "MATRIX empty.npy", "shape 0 x 0"),
    (f"{START} nan.npy", "MATRIX nan.npy", "entry nan in row 1, column 2"),
    (f"{START} inf.csv", "MATRIX inf.csv", "'inf' in row 1, column 1"),
    (f"{START} asymmetric.csv", "MATRIX asymmetric.csv", "largest asymmetry is 3"),
    (f"{START} hole.csv", "MATRIX hole.csv", "an empty entry in row 1, column 2"),
    (f"{START} missing.csv", "MATRIX missing.csv", "No such file"),
    (f"{START} folder.csv", "MATRIX folder.csv", "is a folder"),
    (f"{START} huge.csv", "MATRIX huge.csv", "10737418240 bytes"),
    (f"{START} matrix.txt", "MATRIX matrix.txt", "suffix '.txt'"),
    (f"{START} objects.npy", "MATRIX objects.npy", "pickled"),
    (f"{START} complex.npy", "MATRIX complex.npy", "complex"),
    (f"{START} wide.csv --start 1,2", "--alpha", "given with a start"),
    ("--depth 3 --eta 1/100 wide.csv --start 1,2", "--start", "has 2 entries; accepted: 1,"),
    ("--depth 3 --eta 1/100 good.csv --start missing.csv", "--start missing.csv", "No such file"),
    ("--depth 3 --eta 1/100 good.csv --start zero.csv", "--start", "has 2 rows"),
    ("--depth 2 --eta 1/100 good.csv --start zero.csv", "--start row 1 entry 1", "is 0"),
    (f"--spectrum 1 {START} --aligned", "--aligned", "asked of a spectrum"),
    (f"{START} 'new\nline.csv'", "MATRIX new line.csv", "No such file"),
    (f"{START} 'a\x1b[2Jb.csv'", "MATRIX a\\x1b[2Jb.csv", "No such file"),
    (f"{START} 'a\udcffb.csv'", "MATRIX a\\udcffb.csv", "No such file"),
    (f"{START} good.csv --spectrum 1", "MATRIX", "--spectrum is given too"),
    (START, "MATRIX", "is missing"),
    # depth
    ("--spectrum 1 --depth 1 --alpha 1/10 --eta 1/100", "--depth", "an integer in 2..50"),
    ("--spectrum 1 --depth 51 --alpha 1/10 --eta 1/100", "--depth", "is 51"),
    ("--spectrum 1 --depth 2.5 --alpha 1/10 --eta 1/100", "--depth", "is 5/2"),
    ("--spectrum 1 --depth abc --alpha 1/10 --eta 1/100", "--depth", "'abc'"),
    ("--spectrum 1 --alpha 1/10 --eta 1/100", "--depth", "is missing"),
    # start
    ("--spectrum 1 --depth 3 --alpha 0 --eta 1/100", "--alpha", "is 0"),
    ("--spectrum 1 --depth 3 --alpha -1/10 --eta 1/100", "--alpha", "is -1/10"),
    ("--spectrum 1 --depth 3 --alpha -1e-50000 --eta 1/100", "--alpha", "about -1.0e-50000"),
    ("--spectrum 1 --depth 3 --alpha nan --eta 1/100", "--alpha", "'nan'"),
    ("--spectrum 1 --depth 3 --eta 1/100", "--alpha", "is missing"),
    (f"--spectrum 1 {START} --beta 1/10", "--beta", "0 <= beta < alpha = 1/10"),
    (f"--spectrum 1 {START} --beta 2", "--beta", "is 2"),
    (f"--spectrum 1 {START} --beta -1/20", "--beta", "is -1/20"),
    # step
    ("--spectrum 1 --depth 3 --alpha 1/10 --eta -1/100", "--eta", "is -1/100"),
    ("--spectrum 1 --depth 3 --alpha 1/10 --eta 0", "--eta", "is 0"),
    ("--spectrum 8 --depth 3 --alpha 1/10 --eta 1/40", "--eta", "1/(N M^(2N-2)) = 0.020833333"),
    ("--spectrum 1 --depth 2 --alpha 1 --eta 0.5000001", "--eta", "above the stable bound"),
    ("--depth 2 --alpha 1 --eta 1 good.csv", "--eta", "above the stable bound"),
    ("--spectrum 1 --depth 3 --alpha 1/10", "--eta", "is missing"),
    ("--spectrum 1 --depth=3", "--alpha, --eta", "are missing"),
    ("--spectrum 1", "--depth, --alpha, --eta", "are missing"),
    # delta
    (f"--spectrum 1 {START} --delta 0", "--delta", "0 < delta < 1"),
    (f"--spectrum 1 {START} --delta 1", "--delta", "is 1"),
    (f"--spectrum 1 {START} --delta x", "--delta", "'x'"),
    (f"--spectrum 1 {START} --delta", "--delta", "has no value"),
    # the command line itself
    (f"--spectrum 1 {START} --dleta 1/2", "--dleta", "--delta"),
    (f"--spectrum 1 {START} good.csv more.csv", "command line", "'more.csv'"),
]
ROWS = [(f"{name} {row[0]}", *row[1:]) for name in DESCENTS for row in FOR_DESCENTS]
ROWS += [
    (f"check --spectrum 1 {START} --steps 0", "--steps", "is 0"),
    (f"check --spectrum 1 {START} --steps 1e9", "--steps", "1..1000000"),
    (f"check --spectrum 1 {START} --steps 2.5", "--steps", "is 5/2"),
    (f"check --spectrum 1 {START} --seed -1", "--seed", "is -1"),
    ("check --spectrum 1 --depth 2 --alpha 1e-400 --eta 1/9", "--alpha", "float64 cannot hold"),
    ("check --spectrum 1e400 --depth 2 --alpha 1 --eta 1e-401", "--eta", "float64 cannot hold"),
    ("derive --depth 0", "--depth", "is 0"),
    ("derive --depth 51", "--depth", "is 51"),
    ("derive --depth N", "--depth", "'N'"),
    ("derive", "--depth", "is missing"),
    ("derive --depth 2 3", "command line", "'3'"),
    (K.replace("--h 1/10", "--h 1/2"), "--h", "0 < h <= 1/N = 1/3"),
    (K.replace("--h 1/10", "--h 0"), "--h", "is 0"),
    (K.replace("--h 1/10", "--h 1/0"), "--h", "zero denominator"),
    (K.replace("--h 1/10", "--h 1e999999999"), "--h", "exponent"),
    (K.replace("--h 1/10", ""), "--h", "is missing"),
    (K.replace("--b 1/2", "--b 1"), "--b", "0 < b < 1"),
    (K.replace("--b 1/2", "--b 2"), "--b", "0 < b < 1"),
    (K.replace("--b 1/2", "--b 0"), "--b", "is 0"),
    (K.replace("--x0 1/100", "--x0 0"), "--x0", "is 0"),
    (K.replace("--x0 1/100", "--x0 -1"), "--x0", "is -1"),
    (K.replace("--depth 3", "--depth 1"), "--depth", "is 1"),
    ("claims step.monotne", "ID", "step.monotone"),
    ("claims nothing", "ID", "'nothing'"),
    ("claims ''", "ID", "is empty; accepted: an id that `dmfcheck claims` lists"),
    ("claims ' '", "ID", "is empty"),
    ("claims ~~~", "ID", "'~~~', which is no claim; accepted: an id that `dmfcheck claims` lists"),
    (f"claims {'a' * 5000}", "ID", f"is '{'a' * 60}...', which"),
    ("claims own.py::", "ID", "is empty; accepted: step.monotone"),
    ("claims own.py::~", "ID", "'~', which is no claim of own.py; accepted: step.monotone"),
    ("mutants ''", "ID", "is empty"),
    ("constants ''", "ID", "is empty"),
    ("hunt '' -o found", "ID", "is empty"),
    ("derive --depth ''", "--depth", "is ''"),
    ("study ''", "NAME", "is ''"),
    ("verify good.csv --claims ''", "--claims", "is empty"),
    ("claims --evidence ''", "--evidence", "is empty"),
    ("denoise '' --depth 3", "MATRIX", "is empty"),
    (f"predict '' {START}", "MATRIX", "is empty"),
    (f"check '' {START}", "MATRIX", "is empty"),
    ("claims --evidence missing.json", "--evidence missing.json", "No such file"),
    ("claims --evidence good.csv", "--evidence good.csv", "no ledger"),
    ("claims --evidence folder.csv", "--evidence folder.csv", "is a folder"),
    ("claims --evidence huge.csv", "--evidence huge.csv", "bytes"),
    ("denoise --depth 3", "MATRIX", "is missing"),
    ("denoise good.csv", "--depth", "is missing"),
    ("denoise good.csv --depth 1", "--depth", "is 1"),
    ("denoise good.csv --depth 3 --alpha 0", "--alpha", "is 0"),
    ("denoise good.csv --depth 3 --eta 1", "--eta", "above the stable bound"),
    ("denoise good.csv --depth 3 --sigma 0", "--sigma", "is 0"),
    ("denoise good.csv --depth 3 --delta 1", "--delta", "0 < delta < 1"),
    ("denoise good.csv --depth 3 --truth missing.csv", "--truth missing.csv", "No such file"),
    ("denoise good.csv --depth 3 --truth wide.csv", "--truth wide.csv", "the shape 1 x 2"),
    (
        "denoise good.csv --depth 3 --truth nan.npy",
        "--truth nan.npy",
        "entry nan in row 1, column 2",
    ),
    ("denoise good.csv --depth 3 -o out.txt", "--output", "suffix '.txt'"),
    ("denoise good.csv --depth 3 -o nowhere/out.npy", "--output", "cannot be written"),
    ("denoise asymmetric.csv --depth 3", "MATRIX asymmetric.csv", "largest asymmetry is 3"),
    ("denoise asymmetric.csv --depth 3", "MATRIX asymmetric.csv", "any other with --aligned"),
    ("denoise nan.npy --depth 3", "MATRIX nan.npy", "entry nan in row 1, column 2"),
    ("denoise empty.npy --depth 3", "MATRIX empty.npy", "shape 0 x 0"),
    ("denoise hole.csv --depth 3", "MATRIX hole.csv", "an empty entry"),
    ("denoise zero.csv --depth 3", "MATRIX zero.csv", "no positive eigenvalue"),
    ("denoise zero.csv --depth 3 --aligned", "MATRIX zero.csv", "is 0"),
    ("hunt sensing.recovery -o found", "ID", "no single point is a counterexample"),
    ("mutants step.monotne", "ID", "step.monotone"),
    ("mutants --seed x", "--seed", "'x'"),
    ("mutants --workers 0", "--workers", "is 0"),
    ("study", "NAME", "is missing"),
    ("study real --workers 2 --scheduler tcp://a:1", "--scheduler", "is given beside --workers"),
    ("study sensing", "NAME", "'sensing', which is no study"),
    ("study completion --seed -1", "--seed", "is -1"),
    ("study completion --runs 1", "--runs", "is 1"),
    ("study completion --runs many", "--runs", "'many'"),
    ("study completion --workers 0", "--workers", "is 0"),
    ("study completion -o nowhere/out.json", "--output", "in a folder that does not exist"),
    ("study completion -o folder.csv", "--output", "is a folder"),
    ("hunt monotone.literl -o found", "ID", "monotone.literal"),
    ("hunt -o found", "ID", "is missing"),
    ("hunt monotone.literal", "--output", "is missing"),
    ("hunt monotone.literal -o good.csv", "--output", "cannot be used"),
    ("hunt monotone.literal -o good.csv/found", "--output", "cannot be used"),
    ("hunt monotone.literal --resume folder.csv", "--resume", "holds no hunt"),
    ("hunt monotone.literal --resume missing", "--resume", "holds no hunt"),
    (f"hunt --resume {'x' * 300}", "--resume", "holds no hunt"),
    (f"hunt monotone.literal -o {'x' * 300}", "--output", "cannot be used"),
    (f"check {START} top.csv", "MATRIX", "an eigenvalue that float64 cannot hold"),
    ("denoise top.csv --depth 3", "MATRIX", "has a norm above what float64 holds"),
    ("denoise good.csv --depth 2 --eta 1e-99999", "--eta", "about 1.0e-99999"),
    ("denoise good.csv --depth 2 --alpha 1e-99999", "--alpha", "about 1.0e-99999"),
    ("predict --spectrum 2 --depth 3 --alpha \u0661 --eta 1/9", "--alpha", "is '\u0661'"),
    ("hunt monotone.literal -o found --seconds 0", "--seconds", "is 0"),
    ("hunt monotone.literal -o found --seconds x", "--seconds", "'x'"),
    ("hunt monotone.literal -o found --evaluations 1/2", "--evaluations", "is 1/2"),
    ("hunt monotone.literal -o found --seed -1", "--seed", "is -1"),
    ("hunt monotone.literal -o found --workers 0", "--workers", "is 0"),
    ("hunt monotone.literal -o found --scheduler here", "--scheduler", "'here'"),
    ("hunt monotone.literal -o found --workers 2 --scheduler tcp://a:1", "--scheduler", "beside"),
    ("hunt missing.py::my.claim -o found", "ID missing.py", "No such file"),
    ("hunt good.csv::my.claim -o found", "ID good.csv", "no Python file"),
    ("hunt raises.py::my.claim -o found", "raises.py", "ZeroDivisionError"),
    ("hunt none.py::my.claim -o found", "none.py", "defines no claim"),
    ("hunt own.py::my.clam -o found", "ID", "step.monotone"),
    ("verify --claims missing.py good.csv", "--claims missing.py", "No such file"),
    ("prdict", "COMMAND", "'prdict'"),
    ("--depth 3", "--depth", "is unknown"),
]


def test_a_study_without_its_data(tmp_path, monkeypatch, capsys):
    from dmfcheck.problems.studies import real

    real.truth_of.cache_clear()
    monkeypatch.setattr(real, "DATA", tmp_path)
    assert main(["study", "real", "--json"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("dmfcheck: DATA ")
    assert "digits_covariance.csv cannot be read (No such file or directory)" in captured.err
    assert len(captured.err.splitlines()) == 1


@pytest.fixture
def bad_files(tmp_path, monkeypatch):
    np.save(tmp_path / "empty.npy", np.empty((0, 0)))
    np.save(tmp_path / "nan.npy", np.array([[1, np.nan], [np.nan, 1]]))
    np.save(tmp_path / "objects.npy", np.array([[object]]), allow_pickle=True)
    np.save(tmp_path / "complex.npy", np.array([[1j]]))
    texts = {
        "inf": "inf",
        "asymmetric": "1,2\n5,1",
        "hole": "3,,1\n0,1,1\n0,1,1",
        "wide": "1,2",
        "top": "1e308,1e308\n1e308,1e308",
        "zero": "0,0\n0,0",
    }
    for name, text in (texts | {"good": "1,0\n0,1"}).items():
        (tmp_path / f"{name}.csv").write_text(text)
    (tmp_path / "matrix.txt").write_text("1")
    (tmp_path / "raises.py").write_text("1 / 0")
    (tmp_path / "none.py").write_text("claim = 1")
    (tmp_path / "own.py").write_text("from dmfcheck import claim; own = claim('step.monotone')")
    (tmp_path / "folder.csv").mkdir()
    with (tmp_path / "huge.csv").open("wb") as handle:
        handle.truncate(10 * 2**30)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("json", [[], ["--json"]], ids=["table", "json"])
@pytest.mark.parametrize(("line", "argument", "wrong"), ROWS, ids=lambda text: text[:70])
def test_one_line_that_names_the_argument(bad_files, capsys, line, argument, wrong, json):
    names = sorted(bad_files.iterdir())
    command, *options = shlex.split(line)
    assert main([command, *json, *options]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert len(captured.err.splitlines()) == 1
    assert captured.err.startswith(f"dmfcheck: {argument} ")
    assert wrong in captured.err
    assert "; accepted: " in captured.err
    assert sorted(bad_files.iterdir()) == names


def test_no_command(capsys):
    assert main([]) == 2
    assert capsys.readouterr().err.startswith("dmfcheck: COMMAND is missing; accepted: derive, ")
    assert main(["--json", "claims"]) == 2
    assert capsys.readouterr().err.startswith("dmfcheck: --json is unknown; accepted: ")


GOOD = {"depth": 3, "alpha": "1/10", "eta": "1/100"}


@pytest.mark.parametrize(
    ("call", "argument"),
    [
        (lambda: validation.rational(True, "alpha"), "alpha"),
        (lambda: validation.rational(np.True_, "alpha"), "alpha"),
        (lambda: validation.rational(None, "alpha"), "alpha"),
        (lambda: validation.rational(1j, "alpha"), "alpha"),
        (lambda: validation.rational(float("nan"), "alpha"), "alpha"),
        (lambda: validation.rational(np.float64("inf"), "alpha"), "alpha"),
        (lambda: validation.rational(np.array([1]), "alpha"), "alpha"),
        (lambda: validation.rational(b"1", "alpha"), "alpha"),
        (lambda: validation.rational("1e-9_999_999", "alpha"), "alpha"),
        (lambda: validation.spectrum(b"3,1"), "spectrum"),
        (lambda: validation.spectrum(np.eye(2)), "spectrum entry 1"),
        (lambda: validation.spectrum([]), "spectrum"),
        (lambda: validation.spectrum(3), "spectrum"),
        (lambda: validation.symmetric([[10**400]]), "matrix"),
        (lambda: validation.symmetric([[0, 1e308], [-1e308, 0]]), "matrix"),
        (lambda: validation.symmetric(np.empty((0, 0))), "matrix"),
        (lambda: validation.symmetric([[1, 2], [3]]), "matrix"),
        (lambda: validation.depth(True), "depth"),
        (lambda: validation.depth(2.5), "depth"),
        (lambda: validation.proper_fraction(1.0, "delta"), "delta"),
        (lambda: Problem.from_spectrum([1], **GOOD | {"beta": "1/10"}), "beta"),
        (lambda: hitting_time(2, 1, "1/10", "1/2"), "h"),
        (lambda: hitting_time(2, None, "1/10", "1/2"), "h"),
        (lambda: predict_spectrum([1], **GOOD | {"eta": 1}), "eta"),
        (lambda: predict_spectrum([1], **GOOD, delta=True), "delta"),
        (lambda: predict_spectrum([True], **GOOD), "spectrum entry 1"),
        (lambda: predict_matrix(np.array([[0.0, 1.0], [2.0, 0.0]]), **GOOD), "matrix"),
        (lambda: predict_matrix(np.zeros(3), **GOOD), "matrix"),
        (lambda: claim("time.tow_layer"), "ID"),
        (lambda: claim("time.two_layer").examine(depth=2), "eigenvalue"),
    ],
)
def test_refusals_in_python(call, argument):
    with pytest.raises(BadInput) as caught:
        call()
    assert caught.value.argument == argument
    assert len(str(caught.value).splitlines()) == 1
    assert caught.value.accepted


def test_an_unknown_id_is_answered_in_a_short_line(capsys):
    for command in ("claims", "mutants", "constants"):
        for name in ("", "~", "x" * 1000, "step", "monotone.rank.all.of.it"):
            assert main([command, name]) == 2
            line = capsys.readouterr().err
            assert len(line.encode()) < 200
            assert line.partition("; accepted: ")[2].count(",") <= 2
