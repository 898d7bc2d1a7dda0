"""Certified hitting times decided again by other means, and brackets that lie rejected."""

from fractions import Fraction

import pytest

from dmfcheck.base.certificate import digest, hitting_time_certificate
from dmfcheck.commands.main import main
from dmfcheck.dynamics.balls.hitting_time import hitting_time
from dmfcheck.replay.verify import verify, verify_content

CASES = [
    (2, "1/2", "1e-300", "0.99"),
    (2, "1/1000", "1e-300", "999/1000"),
    (3, "1/3", "1e-100", "1/2"),
    (3, "1e-7", "1e-5", "0.999999999999"),
    (4, "1/5", "1/3", "0.999999999999"),
    (6, "1/6", "1e-20", "1/2"),
    (10, "1/10", "1e-12", "9/10"),
]


def certificate_of(case, shift=(0, 0)):
    depth, *numbers = case
    found = hitting_time(*case)
    assert found.exact
    return hitting_time_certificate(
        depth, *map(Fraction, numbers), found.lo + shift[0], found.hi + shift[1]
    )


@pytest.mark.parametrize("case", CASES)
def test_true_brackets_hold_and_false_ones_are_rejected(case):
    assert verify_content(certificate_of(case)).verdict == "holds"
    assert verify_content(certificate_of(case, (-5, 5))).verdict == "holds"
    assert verify_content(certificate_of(case, (1, 1))).verdict == "rejected"
    assert verify_content(certificate_of(case, (-1, -1))).verdict == "rejected"


def test_a_start_at_the_level_is_step_0():
    """And a bracket may begin there."""
    half = Fraction(1, 2)
    for lo, hi, verdict in ((0, 0, "holds"), (0, 3, "holds"), (1, 1, "rejected")):
        content = hitting_time_certificate(2, Fraction(1, 4), half, half, lo, hi)
        assert verify_content(content).verdict == verdict
    for lo, hi in ((-1, 0), (1, 0)):
        content = hitting_time_certificate(2, Fraction(1, 4), half, half, lo, hi)
        assert "out of order" in verify_content(content).reason


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("depth", 5),
        ("depth", "4"),
        ("depth", True),
        ("h", "1/6"),
        ("h", "2/10"),
        ("h", "1/2"),
        ("x0", "1/4"),
        ("x0", "-1/3"),
        ("b", "99/100"),
        ("b", "1"),
        ("lo", 0.5),
        ("hi", "7"),
    ],
)
def test_forged_fields_are_rejected(field, value):
    content = certificate_of(CASES[4]) | {field: value}
    content["digest"] = digest(content)
    assert verify_content(content).verdict == "rejected"


def test_the_command_writes_what_verify_replays(tmp_path, capsys):
    path = tmp_path / "time.json"
    scaled = ["--depth", "6", "--h", "1/6", "--x0", "1e-20", "--b", "1/2"]
    assert main(["hitting-time", *scaled, "--certificate", str(path)]) == 0
    assert len(capsys.readouterr().out.split()[-1]) == 81
    assert verify(path).verdict == "holds"
    assert main(["verify", str(path)]) == 0
    path.write_text(path.read_text().replace('"b": "1/2"', '"b": "1/3"'))
    assert main(["verify", str(path)]) == 1
