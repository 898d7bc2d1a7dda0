"""Matrices from files: what is read, against scipy's and numpy's writers, and what is refused."""

import pickle
import random
from pathlib import Path

import numpy as np
import pytest
import scipy.io
import scipy.sparse

from dmfcheck.base.validation import BadInput
from dmfcheck.problems.matrix_files import LARGEST_FILE, LARGEST_SIZE, read_matrix

DATA = Path(__file__).parents[1] / "data"
BANNER = "%%MatrixMarket matrix"


def symmetric(size, seed=0):
    half = np.random.default_rng(seed).standard_normal((size, size))
    return half + half.T


@pytest.mark.parametrize("size", [1, 2, 7])
@pytest.mark.parametrize("kind", ["float64", ">f8", "float32", "int16", "uint8", "bool"])
@pytest.mark.parametrize("order", ["C", "F"])
def test_npy_files(tmp_path, size, kind, order):
    matrix = np.asarray(np.round(4 * np.abs(symmetric(size))), dtype=kind, order=order)
    np.save(tmp_path / "matrix.npy", matrix)
    found = read_matrix(tmp_path / "matrix.npy")
    assert found.dtype == np.float64
    assert np.array_equal(found, matrix.astype(np.float64))


def test_full_precision_survives_every_format(tmp_path):
    matrix = symmetric(6)
    np.save(tmp_path / "matrix.npy", matrix)
    np.savetxt(tmp_path / "matrix.csv", matrix, delimiter=",", fmt="%.17g")
    scipy.io.mmwrite(tmp_path / "matrix.mtx", matrix, precision=17)
    for suffix in ("npy", "csv", "mtx"):
        assert np.array_equal(read_matrix(tmp_path / f"matrix.{suffix}"), matrix)


@pytest.mark.parametrize("symmetry", ["general", "symmetric"])
@pytest.mark.parametrize(
    ("field", "sparse"),
    [("real", True), ("integer", True), ("pattern", True), ("real", False), ("integer", False)],
)
def test_matrix_market_files_as_scipy_writes_them(tmp_path, symmetry, field, sparse):
    matrix = np.round(3 * symmetric(9, seed=4)) * (symmetric(9, seed=5) > 0.5)
    if field == "pattern":
        matrix = (matrix != 0).astype(float)
    target = scipy.sparse.coo_array(matrix) if sparse else matrix
    scipy.io.mmwrite(tmp_path / "matrix.mtx", target, field=field, symmetry=symmetry)
    assert np.array_equal(read_matrix(tmp_path / "matrix.mtx"), matrix)
    as_scipy_reads = scipy.io.mmread(tmp_path / "matrix.mtx", spmatrix=False)
    dense = as_scipy_reads.toarray() if sparse else as_scipy_reads
    assert np.array_equal(read_matrix(tmp_path / "matrix.mtx"), dense)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2,1\n1,0\n", [[2, 1], [1, 0]]),
        ("2,1\r\n1,0", [[2, 1], [1, 0]]),
        ("\ufeff 2 , 1e0\n1.,.0\n\n\n", [[2, 1], [1, 0]]),
        ("-3", [[-3]]),
        ("1,2\n2.0000000000000004,1\n", [[1, 2], [2, 1]]),
    ],
)
def test_csv_texts(tmp_path, text, expected):
    (tmp_path / "MATRIX.CSV").write_text(text, encoding="utf-8")
    assert np.allclose(read_matrix(tmp_path / "MATRIX.CSV"), expected, rtol=1e-15, atol=0)


def test_a_skew_symmetric_file_is_expanded(tmp_path):
    text = f"{BANNER} array real skew-symmetric\n2 2\n3\n"
    (tmp_path / "matrix.mtx").write_text(text)
    with pytest.raises(BadInput, match="largest asymmetry is 6"):
        read_matrix(tmp_path / "matrix.mtx")


def test_shipped_matrices():
    digits = read_matrix(DATA / "digits_covariance.csv")
    karate = read_matrix(DATA / "karate_club.mtx")
    assert digits.shape == (64, 64)
    assert np.linalg.eigvalsh(digits)[0] > -1e-12
    assert np.count_nonzero(np.diag(digits)) == 61
    assert karate.sum() == 2 * 78
    assert set(np.unique(karate)) == {0, 1}
    # The two heads of the club have 16 and 17 friends.
    assert karate[0].sum() == 16
    assert karate[33].sum() == 17


REFUSED_TEXTS = [
    ("csv", "3,,1\n,1,1\n1,1,1\n", "an empty entry in row 1, column 2"),
    ("csv", "1,2\n2,\n", "an empty entry in row 2, column 2"),
    ("csv", "1,x\nx,1\n", "'x' in row 1, column 2"),
    ("csv", "0,1\n1,2\n2,1\n", "shape 3 x 2"),
    ("csv", "1,nan\nnan,1\n", "'nan' in row 1, column 2"),
    ("csv", "inf\n", "'inf' in row 1, column 1"),
    ("csv", "1e999\n", "'1e999' in row 1, column 1, which float64 cannot hold"),
    ("csv", "1_0\n", "'1_0' in row 1, column 1"),
    ("csv", "1,2\n2\n", "1 entries in row 2 and 2 in row 1"),
    ("csv", "1,2,3\n4,5,6\n", "shape 2 x 3"),
    ("csv", "1,1j\n1j,1\n", "'1j' in row 1, column 2"),
    (
        "csv",
        "1,2\n3,1\n",
        "not symmetric: its largest asymmetry is 1, between the entries in row 1, column 2 and",
    ),
    ("csv", " \n\n", "nothing but white space"),
    ("csv", b"\xff\xfe1\x00", "is UTF-16 text"),
    ("csv", "1,0\n0,0x10\n", "'0x10' in row 2, column 2"),
    ("mtx", "1 2\n", "no Matrix Market banner"),
    ("mtx", f"{BANNER} coordinate complex general\n1 1 1\n1 1 1 1\n", "complex"),
    ("mtx", f"{BANNER} coordinate real hermite\n1 1 1\n1 1 1\n", "symmetry 'hermite'"),
    ("mtx", f"{BANNER} array pattern general\n1 1\n1\n", "'pattern' entries"),
    ("mtx", f"{BANNER} elemental real general\n1 1\n1\n", "layout 'elemental'"),
    ("mtx", f"{BANNER} array real general\n", "size line ''"),
    ("mtx", f"{BANNER} array real general\n1 1 1\n1\n", "size line '1 1 1'"),
    ("mtx", f"{BANNER} array real general\n-1 -1\n1\n", "size line '-1 -1'"),
    ("mtx", f"{BANNER} array real general\n2 1\n1\n1\n", "shape 2 x 1"),
    ("mtx", f"{BANNER} array real general\n0 0\n", "shape 0 x 0"),
    ("mtx", f"{BANNER} coordinate real general\n1000000 1000000 1\n1 1 1\n", "shape 1000000"),
    ("mtx", f"{BANNER} coordinate real general\n2 2 99999999999\n1 1 1\n", "promises 99999999999"),
    ("mtx", f"{BANNER} coordinate real general\n2 2 2\n1 1 1\n", "promises 2 entries and has 1"),
    ("mtx", f"{BANNER} array real general\n2 2\n1\n1\n1\n", "promises 4 entries and has 3"),
    ("mtx", f"{BANNER} array real symmetric\n2 2\n1\n1\n", "promises 3 entries and has 2"),
    ("mtx", f"{BANNER} array real general\n1 1\n1\n1\n", "promises 1 entries and has 2"),
    # These two make scipy.io.mmread end the whole process.
    ("mtx", b"%%MatrixMarket matrix array real general\n2 2\n2\n1\n1\n0\xa6", "is not text"),
    ("mtx", f"{BANNER} array real general\n2 2\n2\n1\n1]1\n0Q", "'1]1' in row 1, column 2"),
    ("mtx", f"{BANNER} array real general\n1 1\nnan\n", "'nan' in row 1, column 1"),
    ("mtx", f"{BANNER} coordinate real general\n2 2 1\n3 1 1\n", "index '3' in entry 1"),
    ("mtx", f"{BANNER} coordinate real general\n2 2 1\n0 1 1\n", "index '0' in entry 1"),
    ("mtx", f"{BANNER} coordinate real general\n2 2 1\n1 1\n", "'1 1' as entry 1"),
    ("mtx", f"{BANNER} coordinate real general\n2 2 1\n1 1 x\n", "'x' in row 1, column 1"),
    ("mtx", f"{BANNER} coordinate real general\n2 2 2\n1 1 1\n1 1 2\n", "two entries in row 1"),
    ("mtx", f"{BANNER} coordinate real symmetric\n2 2 2\n2 1 1\n1 2 1\n", "two entries in row 1"),
]


def refusal(path):
    with pytest.raises(BadInput) as caught:
        read_matrix(path)
    text = str(caught.value)
    assert "\n" not in text
    assert text.startswith("MATRIX ")
    assert "; accepted: " in text
    return text


@pytest.mark.parametrize(("suffix", "content", "wrong"), REFUSED_TEXTS)
def test_refused_texts(tmp_path, suffix, content, wrong):
    path = tmp_path / f"matrix.{suffix}"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    assert wrong in refusal(path)


def npy(**header):
    """An .npy file whose header says what it is told to say, with 32 bytes of entries."""
    text = repr({"descr": "<f8", "fortran_order": False, "shape": (2, 2)} | header)
    padded = text.ljust(117) + "\n"
    return b"\x93NUMPY\x01\x00" + len(padded).to_bytes(2, "little") + padded.encode() + bytes(32)


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        (npy(shape=(4, 4)), "promises 128 bytes of entries and has 32"),
        (npy(shape=(1, 1)), "promises 8 bytes of entries and has 32"),
        (npy(shape=(10**9, 10**9)), "shape 1000000000 x 1000000000"),
        (npy(shape=(-2, -2)), "shape -2 x -2"),
        (npy(shape=(4,)), "shape 4"),
        (npy(shape=()), "no dimension"),
        (npy(shape=(1, 4)), "shape 1 x 4"),
        (npy(shape=(2, 2, 1)), "shape 2 x 2 x 1"),
        (npy(descr="|O"), "pickled Python objects"),
        (npy(descr="<c16", shape=(1, 1))[:-24] + b"\1" * 8, "complex numbers, the first in row 1"),
        (npy(descr="<U4"), "entries of type <U4"),
        (npy(descr="<M8[s]"), "entries of type datetime64[s]"),
        (npy(descr=[("a", "<f8")]), "entries of type"),
        (npy(descr="nonsense"), "no valid .npy header"),
        (npy(shape="x"), "no valid .npy header"),
        (npy(extra=1), "no valid .npy header"),
        (npy()[:40], "no valid .npy header"),
        (npy()[:8], "no valid .npy header"),
        (npy().replace(b"}", b")"), "no valid .npy header"),
        (npy().replace(b"\x01\x00v", b"\x03\x00v"), ".npy version 3.0"),
        (b"PK\x03\x04 not one", "no valid .npy header"),
        (npy()[:-32] + np.array([1, np.nan, 2, 1]).tobytes(), "entry nan in row 1, column 2"),
        (
            npy(fortran_order=True)[:-32] + np.array([1, np.nan, 2, 1]).tobytes(),
            "entry nan in row 2, column 1",
        ),
        (npy()[:-32] + np.array([1.0, 2, 3, 1]).tobytes(), "largest asymmetry is 1"),
    ],
)
def test_refused_npy_files(tmp_path, content, wrong):
    (tmp_path / "matrix.npy").write_bytes(content)
    assert wrong in refusal(tmp_path / "matrix.npy")


class Hostile:
    """What unpickling this would do must not happen."""

    def __reduce__(self):
        return (Path("/nonexistent").rmdir, ())


def test_objects_are_refused_and_not_unpickled(tmp_path):
    path = tmp_path / "matrix.npy"
    np.save(path, np.array([[Hostile()]], dtype=object), allow_pickle=True)
    assert "pickled Python objects" in refusal(path)
    path.write_bytes(pickle.dumps(Hostile()))
    assert "no valid .npy header" in refusal(path)


def test_ten_gigabytes_are_refused_unread(tmp_path):
    path = tmp_path / "matrix.csv"
    with path.open("wb") as handle:
        handle.truncate(10 * 2**30)  # sparse: it takes no room
    assert "has 10737418240 bytes; accepted: at most" in refusal(path)
    with path.open("wb") as handle:
        handle.truncate(LARGEST_FILE + 1)
    assert f"has {LARGEST_FILE + 1} bytes" in refusal(path)


def test_the_largest_size_is_read_and_no_larger(tmp_path):
    path = tmp_path / "matrix.mtx"
    text = f"{BANNER} coordinate pattern symmetric\n{{0}} {{0}} 1\n1 1\n"
    path.write_text(text.format(LARGEST_SIZE))
    assert read_matrix(path).shape == (LARGEST_SIZE, LARGEST_SIZE)
    path.write_text(text.format(LARGEST_SIZE + 1))
    assert f"shape {LARGEST_SIZE + 1} x {LARGEST_SIZE + 1}" in refusal(path)


def test_files_that_are_none(tmp_path, monkeypatch):
    assert "No such file" in refusal(tmp_path / "missing.csv")
    (tmp_path / "folder.npy").mkdir()
    assert "is a folder" in refusal(tmp_path / "folder.npy")
    (tmp_path / "empty.mtx").touch()
    assert "is empty" in refusal(tmp_path / "empty.mtx")
    (tmp_path / "loop.csv").symlink_to(tmp_path / "loop.csv")
    assert "cannot be read" in refusal(tmp_path / "loop.csv")
    (tmp_path / "device.csv").symlink_to("/dev/zero")
    assert "is not a regular file" in refusal(tmp_path / "device.csv")
    for name in ("matrix.txt", "matrix", "matrix.npy.gz", ".csv"):
        assert "has the suffix" in refusal(tmp_path / name)
    assert "is no file name" in refusal("a\0b.csv")
    (tmp_path / "locked.csv").write_text("1\n")

    def denied(*_args, **_options):
        raise PermissionError(13, "Permission denied")

    # A chmod would not stop root, who may run the tests.
    monkeypatch.setattr(Path, "open", denied)
    assert "cannot be read (Permission denied)" in refusal(tmp_path / "locked.csv")


SEEDS = {
    "csv": [b"2,1\n1,0\n", b"1e3,.5\r\n0.5,-1\r\n"],
    "npy": [npy()[:-32] + np.array([2.0, 1, 1, 0]).tobytes()],
    "mtx": [
        f"{BANNER} coordinate real symmetric\n2 2 2\n1 1 2.0\n2 1 1.0\n".encode(),
        f"{BANNER} array real general\n2 2\n2\n1\n1\n0\n".encode(),
        f"{BANNER} coordinate pattern symmetric\n% c\n3 3 2\n2 1\n3 1\n".encode(),
    ],
}
FRAGMENTS = [b"0", b"9", b"-", b"1e999", b"nan", b",", b"\n", b" ", b"\0", b"\xff", b"(", b"'"]
FRAGMENTS += [b"99999999999999999999", b"array", b"coordinate", b"O", b"<U9", b"True", b"\\d"]


@pytest.mark.parametrize("suffix", SEEDS)
def test_damaged_files_are_read_as_symmetric_or_refused(tmp_path, suffix):
    generator = random.Random(suffix)
    path = tmp_path / f"matrix.{suffix}"
    outcomes = set()
    for _ in range(700):
        content = bytearray(generator.choice(SEEDS[suffix]))
        for _ in range(generator.randint(1, 3)):
            at = generator.randrange(len(content) + 1)
            how = generator.random()
            if how < 0.4:
                content[at:at] = generator.choice(FRAGMENTS)
            elif how < 0.8:
                content[at : at + generator.randint(0, 5)] = generator.choice(FRAGMENTS)
            else:
                del content[at:]
        path.write_bytes(bytes(content) or b" ")
        try:
            matrix = read_matrix(path)
        except BadInput as error:
            outcomes.add(f"{len(str(error).splitlines())} line")
        else:
            assert np.isfinite(matrix).all()
            assert np.array_equal(matrix, matrix.T)
            outcomes.add("read")
    assert outcomes == {"1 line", "read"}


def test_the_least_numbers_are_read_as_they_are(tmp_path):
    """Averaging would halve them first, and the half of the least one is 0."""
    (tmp_path / "a.csv").write_text("5e-324,1.5e-323\n1.5e-323,-5e-324\n")
    assert read_matrix(tmp_path / "a.csv").tolist() == [[5e-324, 1.5e-323], [1.5e-323, -5e-324]]
