"""Matrix Market text: what is read, against scipy where it may be trusted, and what is refused."""

import gzip
import io
import tracemalloc

import numpy as np
import pytest
import scipy.io
import scipy.sparse

from dmfcheck.base import text_lines
from dmfcheck.base.text_lines import Malformed
from dmfcheck.base.validation import BadInput
from dmfcheck.problems import matrix_files
from dmfcheck.problems.matrix_files import read_matrix, read_rectangular
from dmfcheck.problems.matrix_market import parse_matrix_market

BANNER = "%%MatrixMarket matrix"


def parsed(text, *, square=True):
    content = text if isinstance(text, bytes) else text.encode()
    return parse_matrix_market(io.BytesIO(content), 100, square=square).tolist()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # comments in Latin-1, indented, after the size, and none that ends a line of its own
        (f"{BANNER} array real general\n% d\xe9j\xe0\n1 1\n3\n".encode("latin-1"), [[3]]),
        (f"{BANNER} array real general\n  \t% indented\n1 1\n%late\n3\n", [[3]]),
        (f"{BANNER} array real general\n% a form feed\x0c1 1\n2 2\n1\n2\n3\n4\n", [[1, 3], [2, 4]]),
        (f"{BANNER} array real general\n% a next line\x851 1 \n2 2\n1\n2\n3\n4", [[1, 3], [2, 4]]),
        (f"{BANNER} array real general\n% \u2028 1 1\n2 2\n1\n2\n3\n4", [[1, 3], [2, 4]]),
        (f"{BANNER} array real general\n% \r 9 9\n1 1\n2", [[2]]),
        # line ends and a byte order mark, empty lines
        (f"\ufeff{BANNER} array real general\r\n1 1\r\n\r\n3\r\n", [[3]]),
        (f"{BANNER.upper()} Array Real General\n\n1\t1\n\n 3 \n\n", [[3]]),
        # fields
        (f"{BANNER} coordinate unsigned-integer general\n2 2 1\n2 1 7\n", [[0, 0], [7, 0]]),
        (f"{BANNER} coordinate integer symmetric\n2 2 1\n2 1 -7\n", [[0, -7], [-7, 0]]),
        (f"{BANNER} array integer general\n1 1\n+3\n", [[3]]),
        (f"{BANNER} coordinate double general\n1 1 1\n1 1 .5\n", [[0.5]]),
        (f"{BANNER} coordinate pattern symmetric\n2 2 1\n2 1\n", [[0, 1], [1, 0]]),
        # complex numbers that are real
        (f"{BANNER} coordinate complex hermitian\n2 2 1\n2 1 5 0\n", [[0, 5], [5, 0]]),
        (f"{BANNER} array complex hermitian\n2 2\n1 0\n5 -0.0\n2 0e3\n", [[1, 5], [5, 2]]),
        (f"{BANNER} coordinate real hermitian\n2 2 1\n2 1 5\n", [[0, 5], [5, 0]]),
        (f"{BANNER} coordinate complex general\n1 1 1\n1 1 5 0\n", [[5]]),
        # the upper triangle of a symmetric matrix, the last line without its end
        (f"{BANNER} coordinate real symmetric\n2 2 1\n1 2 5", [[0, 5], [5, 0]]),
        (f"{BANNER} array real general\n1 1\n5e-324\n", [[5e-324]]),
        # at the limits: a number without a sign, no entry at all, 19 digits, a long line
        (f"{BANNER} array unsigned-integer general\n1 1\n0\n", [[0]]),
        (f"{BANNER} coordinate real general\n2 2 0\n", [[0, 0], [0, 0]]),
        (f"{BANNER} coordinate real general\n{2:019} 2 1\n{2:019} 1 7", [[0, 0], [7, 0]]),
        (f"{BANNER} array real general\n1 1\n{1:65535}\n", [[1]]),
        # of a skew-symmetric array the part below the diagonal
        (
            f"{BANNER} array real skew-symmetric\n3 3\n1\n2\n3\n",
            [[0, -1, -2], [1, 0, -3], [2, 3, 0]],
        ),
    ],
)
def test_read(text, expected):
    assert parsed(text) == expected


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        # a form feed and the like do not end a line, so these files are too short
        (f"{BANNER} coordinate real general\n% c\x0c1 1 1\n2 2 9\n1 1 1\n", "promises 9 entries"),
        (f"{BANNER} array real general\n2 2\n1\n2\n3\n% \x0c4\n", "promises 4 entries and has 3"),
        (f"{BANNER} coordinate real general\n2 2 1\n", "promises 1 entries and has 0"),
        (f"{BANNER} coordinate real general\n2 2 1\n2 1 2.5\n1 1", "promises 1 entries and has 2"),
        (f"{BANNER} coordinate real general\n2 2 1\n2 1 2.5e", "'2.5e' in row 2, column 1"),
        (f"{BANNER} array real general\n2 2\n1\n", "promises 4 entries and has 1"),
        (f"{BANNER} array real general\n1 1\n1 2\n3 4\n", "promises 1 entries and has 4"),
        (f"{BANNER} array complex general\n1 1\n1 0 2 0 3", "promises 1 entries and has 3"),
        (f"{BANNER} coordinate real general\n1 1 1" + "\n1 1 1" * 3, "1 entries and has 3"),
        (f"{BANNER} coordinate real general\n2 2", "size line '2 2'"),
        (f"{BANNER} coordinate real general\n2 x 1\n", "size line '2 x 1'"),
        (f"{BANNER} array real general\n1 {1:020}\n1", "size line '1 00000000000000000001'"),
        (f"{BANNER} coordinate real general\n1 1 1\n{1:020} 1 1", "index '00000000000000000001'"),
        (f"{BANNER} coordinate real general\n1 1 1\n1 2 1", "index '2' in entry 1"),
        (f"{BANNER} coordinate real general\n1 1 1\n0 1 1", "index '0' in entry 1"),
        (
            f"{BANNER} coordinate real general\n2 2 2" + "\n2 1 1" * 2,
            "two entries in row 2, column 1",
        ),
        (
            f"{BANNER} coordinate real symmetric\n2 2 2\n2 1 1\n1 2 1",
            "two entries in row 1, column 2",
        ),
        (BANNER[:-3], "no Matrix Market banner"),
        ("%%MatrixMarket vector array real general\n1 1\n1\n", "no Matrix Market banner"),
        (f"{BANNER} array real general sorted\n1 1\n1\n", "no Matrix Market banner"),
        (f"{BANNER} array boolean general\n1 1\n1\n", "holds 'boolean' entries"),
        (f"{BANNER} array pattern general\n1 1\n", "holds 'pattern' entries"),
        (f"{BANNER} array real general\n0 0\n", "shape 0 x 0"),
        (f"{BANNER} array real general\n101 101\n", "shape 101 x 101"),
        (f"{BANNER} array complex general\n1 1\n1\n", "promises 1 entries and has 0"),
        (f"{BANNER} array complex general\n1 1\n1 0 2", "promises 1 entries and has 2"),
        # fields that the numbers do not keep
        (f"{BANNER} coordinate integer general\n2 2 1\n2 1 2.5\n", "'2.5' in row 2, column 1 and"),
        (f"{BANNER} array integer general\n1 1\n1e3\n", "'1e3' in row 1, column 1 and promises"),
        (f"{BANNER} array unsigned-integer general\n1 1\n-1\n", "integers without a sign"),
        (f"{BANNER} coordinate pattern general\n2 2 1\n2 1 3\n", "'2 1 3' as entry 1"),
        (f"{BANNER} coordinate real general\n2 2 1\n2 1 3 4\n", "'2 1 3 4' as entry 1"),
        (
            f"{BANNER} coordinate complex hermitian\n2 2 1\n2 1 5 1\n",
            "complex numbers: the imaginary part '1' in row 2, column 1",
        ),
        (f"{BANNER} array real general\n1 1\n1.5D0\n", "'1.5D0' in row 1, column 1"),
        (f"{BANNER} array real general\n1 1\n1e-400\n", "which float64 cannot hold"),
        (f"{BANNER} array real general\n1 1\n-1e400\n", "which float64 cannot hold"),
        (f"{BANNER} array real general\n1 1\ninf\n", "'inf' in row 1, column 1"),
        (f"{BANNER} coordinate real skew-symmetric\n2 2 1\n1 1 3\n", "on the diagonal"),
        (f"{BANNER} coordinate real general\n2 2 1\n1 1 \xb2\n", "is not text: the byte 0xc2"),
        (f"{BANNER} array real general\n1 1\n{1:065536}\n", "a line of 65537 characters"),
        (f"{BANNER} coordinate real symmetric\n2 3 1\n1 1 1\n", "shape 2 x 3"),
        (f"{BANNER} array real general\n2 3\n1\n1\n1\n1\n1\n1\n", "shape 2 x 3"),
    ],
)
def test_refused(text, wrong):
    with pytest.raises(Malformed) as caught:
        parsed(text)
    assert wrong in str(caught.value)
    assert "\n" not in str(caught.value)


def test_each_side_is_limited_and_a_matrix_is_square_unless_asked():
    header = f"{BANNER} coordinate real general\n"
    assert np.shape(parsed(f"{header}100 100 1\n1 1 1")) == (100, 100)
    for shape in ("101 1", "1 101", "0 1", "1 0"):
        with pytest.raises(Malformed, match=shape.replace(" ", " x ")):
            parsed(f"{header}{shape} 1\n1 1 1", square=False)
    assert parsed(f"{header}1 2 1\n1 1 1", square=False) == [[1, 0]]
    with pytest.raises(Malformed, match="1 x 2"):
        parse_matrix_market(io.BytesIO(f"{header}1 2 1\n1 1 1".encode()), 100)


@pytest.mark.parametrize("shape", [(3, 5), (5, 3), (1, 4)])
@pytest.mark.parametrize("sparse", [True, False])
def test_rectangles(tmp_path, shape, sparse):
    matrix = np.round(np.random.default_rng(1).standard_normal(shape), 3)
    target = scipy.sparse.coo_array(matrix) if sparse else matrix
    scipy.io.mmwrite(tmp_path / "a.mtx", target, precision=17)
    assert np.array_equal(read_rectangular(tmp_path / "a.mtx"), matrix)
    with pytest.raises(BadInput, match=f"shape {shape[0]} x {shape[1]}"):
        read_matrix(tmp_path / "a.mtx")


def test_what_scipy_writes_is_read_as_scipy_reads_it(tmp_path):
    """Every field and symmetry that scipy writes, compressed too."""
    generator = np.random.default_rng(3)
    kinds = {"real": np.float64, "integer": np.int64, "unsigned-integer": np.uint64}
    kinds |= {"complex": np.complex128, "pattern": np.float64}
    count = 0
    for field, kind in kinds.items():
        for symmetry in ("general", "symmetric", "skew-symmetric", "hermitian"):
            if symmetry == "skew-symmetric" and field in ("unsigned-integer", "pattern"):
                continue
            half = generator.integers(0, 9, (6, 6))
            matrix = (half - half.T if symmetry == "skew-symmetric" else half + half.T).astype(kind)
            target = scipy.sparse.coo_array(matrix)
            path = tmp_path / "a.mtx"
            scipy.io.mmwrite(path, target, field=field, symmetry=symmetry, comment="c\nd")
            expected = scipy.io.mmread(path, spmatrix=False).toarray().real.astype(np.float64)
            assert np.array_equal(read_rectangular(path), expected)
            (tmp_path / "b.mtx.gz").write_bytes(gzip.compress(path.read_bytes()))
            assert np.array_equal(read_rectangular(tmp_path / "b.mtx.gz"), expected)
            count += 1
    assert count == 18


def refusal(path):
    with pytest.raises(BadInput) as caught:
        read_rectangular(path)
    text = str(caught.value)
    assert "\n" not in text
    assert "; accepted: " in text
    return text


def test_compressed_files(tmp_path):
    whole = gzip.compress(f"{BANNER} array real general\n2 2\n1\n2\n3\n4\n".encode())
    (tmp_path / "A.MTX.GZ").write_bytes(whole)
    assert read_rectangular(tmp_path / "A.MTX.GZ").tolist() == [[1, 3], [2, 4]]
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(b"1,2\n3,4\n") + gzip.compress(b"5,6\n"))
    assert read_rectangular(tmp_path / "a.csv.gz").tolist() == [[1, 2], [3, 4], [5, 6]]
    # every shortened file is refused, and so is every file with a damaged byte of data
    for length in range(2, len(whole)):
        (tmp_path / "a.mtx.gz").write_bytes(whole[:length])
        assert "compressed data" in refusal(tmp_path / "a.mtx.gz")
    for place in range(10, len(whole)):
        damaged = bytearray(whole)
        damaged[place] ^= 1
        (tmp_path / "a.mtx.gz").write_bytes(bytes(damaged))
        refusal(tmp_path / "a.mtx.gz")
    (tmp_path / "a.mtx.gz").write_text("no gzip at all")
    assert "is no gzip file" in refusal(tmp_path / "a.mtx.gz")
    for name in ("a.npy.gz", "a.gz", "a.tar.gz", ".csv.gz"):
        (tmp_path / name).write_bytes(whole)
        assert "has the suffix" in refusal(tmp_path / name)


@pytest.mark.parametrize(
    ("name", "beginning", "repeated"),
    [
        ("a.mtx.gz", f"{BANNER} array real general\n% ", "c"),
        ("a.mtx.gz", f"{BANNER} array real general\n2 2\n", "1 "),
        ("a.csv.gz", "", "1"),
        ("a.csv.gz", "", "1,"),
    ],
)
def test_a_bomb_is_not_unpacked(tmp_path, monkeypatch, name, beginning, repeated):
    monkeypatch.setattr(matrix_files, "LARGEST_FILE", 10**6)
    content = beginning.encode() + repeated.encode() * 10**8
    (tmp_path / name).write_bytes(gzip.compress(content, 1))
    del content
    assert (tmp_path / name).stat().st_size < 10**6
    tracemalloc.start()
    try:
        assert "has more than 1000000 bytes" in refusal(tmp_path / name)
        assert tracemalloc.get_traced_memory()[1] < 20 * 10**6
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("name", ["a.mtx", "a.csv"])
def test_lines_are_limited(tmp_path, monkeypatch, name):
    monkeypatch.setattr(text_lines, "MOST_LINES", 1000)
    (tmp_path / name).write_text(f"{BANNER} array real general\n" + "\n" * 1001)
    if name == "a.csv":
        (tmp_path / name).write_text("1\n" + "\n" * 1001)
    assert "has more than 1000 lines" in refusal(tmp_path / name)
