import pytest

from dmfcheck.base.verdict import (
    Holds,
    OutsideHypotheses,
    Proved,
    Refuted,
    Uncontradicted,
    Undecided,
)


@pytest.mark.parametrize(
    ("verdict", "name", "exit_code"),
    [
        (Proved({}), "proved", 0),
        (Holds({}), "holds", 0),
        (Uncontradicted(0.5), "holds", 0),
        (Refuted({}), "refuted", 1),
        (Undecided("no"), "undecided", 3),
        (OutsideHypotheses(("h <= 1/N",)), "outside hypotheses", 3),
    ],
)
def test_names_and_exit_codes(verdict, name, exit_code):
    assert verdict.name == name
    assert verdict.exit_code == exit_code
    with pytest.raises(TypeError, match="not a truth value"):
        bool(verdict)
