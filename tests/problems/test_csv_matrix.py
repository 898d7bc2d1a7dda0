"""A .csv that is not plain: the line says what it holds, and what is accepted."""

import io

import pytest

from dmfcheck.base.text_lines import Malformed
from dmfcheck.base.validation import BadInput
from dmfcheck.problems.csv_matrix import NotPlain, parse_csv
from dmfcheck.problems.matrix_files import read_matrix


def parsed(text):
    content = text if isinstance(text, bytes) else text.encode()
    return parse_csv(io.BytesIO(content), 5).tolist()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a,b\n1,2\n2,1\n", "a header in row 1"),
        ("a,b\r\n1,2\r\n2,1\r\n", "a header in row 1"),
        ('"a","b"\n1,2\n2,1\n', "quotes, and a header in row 1"),
        ("1 2\n2 1\n", "entries separated by spaces"),
        (" 1.0e+00  2.0e+00\n 2.0e+00  1.0e+00\n", "entries separated by spaces"),
        ("1\t2\n2\t1\n", "entries separated by tabs"),
        ("1|2\n2|1\n", "entries separated by bars"),
        ("1;2\n2;1\n", "entries separated by semicolons"),
        ("1;2", "entries separated by semicolons"),
        ("1,5;2\n2;1,5\n", "entries separated by semicolons, and decimal commas"),
        ("x;y\n1,5;2\n2;1\n", "entries separated by semicolons, decimal commas, and a header in"),
        # pandas, with and without names of the columns
        (",0,1\n0,1,2\n1,2,1\n", "a header in row 1, and names in column 1"),
        (",a,b\na,1,2\nb,2,1\n", "a header in row 1, and names in column 1"),
        # R: write.csv, write.table with and without sep=",", row.names=FALSE, write.csv2
        ('"","V1","V2"\n"1",1,2\n"2",2,1\n', "quotes, a header in row 1, and names in column 1"),
        ('"V1","V2"\n"1",1,2\n"2",2,1\n', "quotes, a header in row 1, and names in column 1"),
        ('"V1" "V2"\n"1" 1 2\n"2" 2 1\n', "entries separated by spaces, quotes, a header in row 1"),
        ('"V1","V2"\n1,2\n2,1\n', "quotes, and a header in row 1"),
        ('"";"V1";"V2"\n"1";1,5;2\n"2";2;1\n', "semicolons, decimal commas, quotes, a header in"),
        ('"1","2"\n"2","1"\n', "quotes"),
        ("x,1\ny,2\n", "names in column 1"),
        ("# by numpy\n1,2\n2,1\n", "a comment in row 1"),
        ("sep=;\n1;2\n2;1\n", "a line that names the separator"),
    ],
)
def test_what_was_found(tmp_path, text, found):
    with pytest.raises(NotPlain) as caught:
        parsed(text)
    assert f"has {found}" in str(caught.value) or f" {found}" in str(caught.value)
    (tmp_path / "a.csv").write_text(text, newline="")
    with pytest.raises(BadInput) as refused:
        read_matrix(tmp_path / "a.csv")
    assert refused.value.accepted.startswith("a .csv of decimal numbers alone: ")
    assert len(str(refused.value).splitlines()) == 1
    assert f"(row 1 is {text.splitlines()[0].strip()!r})" in str(refused.value)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("1,2,\n2,1,\n", "an empty entry in row 1, column 3"),
        (",2\n2,1\n", "an empty entry in row 1, column 1"),
        ("NA,1\n1,2\n", "'NA' in row 1, column 1"),
        ("nan,nan\n1,2\n", "'nan' in row 1, column 1"),
        ("1,2\n3+1j,1\n", "'3+1j' in row 2, column 1"),
        ("1,x\nx,1\n", "'x' in row 1, column 2"),
        ("1.0D0,2\n2,1\n", "'1.0D0' in row 1, column 1"),
        ("1,2\n\n2,1\n", "has nothing in line 2 and entries after it"),
        ("\n1\n", "has nothing in line 1 and entries after it"),
        ("\u0661,2\n2,1\n", "'\u0661' in row 1, column 1"),
        ("1,2\x0c\x0c3,4\n", "'2\\x0c\\x0c3' in row 1, column 2"),
        ("1,2\x853,4\n", "'2\\x853' in row 1, column 2"),
        ("1\n2\n3\n4\n5\n6\n", "has more than 5 rows"),
        ("1,2,3,4,5,6\n", "has 6 entries in row 1"),
        ("1e-400\n", "'1e-400' in row 1, column 1, which float64 cannot hold"),
        ("-0.0e-99999999999999\n1e99999999999\n", "'1e99999999999' in row 2, column 1, which"),
        (b"1,\xe9\n", "is not UTF-8 text"),
        ("1,2\n".encode("utf-16"), "is UTF-16 text"),
        (b"\x00\x01", "'\\x00\\x01' in row 1, column 1"),
    ],
)
def test_refused_without_a_diagnosis(text, wrong):
    with pytest.raises(Malformed) as caught:
        parsed(text)
    assert wrong in str(caught.value)
    assert not isinstance(caught.value, NotPlain)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(end):
    assert parsed(f"1,2{end}2,1{end}{end} {end}") == [[1, 2], [2, 1]]
    assert parsed(f"\ufeff 1 ,\t2{end}2,1e-320") == [[1, 2], [2, 1e-320]]
