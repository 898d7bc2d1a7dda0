"""What a margin does with an orbit means the same of a measured one."""

from fractions import Fraction

import numpy as np
import pytest

from dmfcheck.claims.column import Column
from dmfcheck.claims.exact import Exact
from dmfcheck.claims.measured import DescentRecord, Measured
from dmfcheck.claims.point import Point

ORBIT = [0.5, 0.625, 0.75]
USES = {
    "joined": lambda d: d + d[:1],
    "joined in front": lambda d: [d[0] + d[1], *d] + d[1:],  # noqa: RUF005 - it is what is tried
    "a list in front": lambda d: [d[0]] + d,  # noqa: RUF005 - it is what is tried
    "repeated": lambda d: 2 * d[:2],
    "its last ones, backwards": lambda d: list(d[:0:-1]),
    "whether there are any": lambda d: [bool(d), bool(d[9:]), not d],
    "compared": lambda d: [d == [*d], d == d[1:], d[:1] != [d[0]], [*d] == d],
    "sorted": lambda d: [*sorted(d, reverse=True), max(d), sum(d)],
    "in order or not": lambda d: [d < d[1:], d[1:] <= d, d >= [0.25], d[:2] > d[1:]],
    "sorted in place": lambda d: [d.sort(reverse=True), *d],
    "made longer": lambda d: [
        d.append(1.0),
        d.extend([2.0]),
        d.insert(0, 3.0),
        *d,
        d.pop(),
        len(d),
    ],
    "changed": lambda d: [d.__setitem__(0, 9.0), d.__delitem__(1), d.reverse(), *d, d[1:] + d],
    "copied": lambda d: [*d.copy(), d.copy().append(1.0), len(d)],
    "looked through": lambda d: [d.index(d[1]), d.count(d[2]), d[0] in d, len(d)],
}


@pytest.mark.parametrize("use", USES.values(), ids=USES)
def test_it_does_what_a_list_does(use):
    array = np.array(ORBIT)
    assert use(Column(array)) == use(ORBIT.copy())
    assert list(array) == ORBIT


def test_what_no_list_does_is_refused():
    column = Column(np.array(ORBIT))
    for wrong in (
        lambda: column + 1.0,
        lambda: np.float64(2) * column,
        lambda: column - column,
        lambda: hash(column),
        lambda: np.asarray(column).__setitem__(0, 1.0),
    ):
        with pytest.raises((TypeError, ValueError)):
            wrong()
    assert np.shares_memory(np.asarray(column), column._array)
    column.append(1.0)
    assert list(np.asarray(column)) == [*ORBIT, 1.0]


@pytest.mark.parametrize(
    "read",
    ["orbit", "end_to_end", "contractions", "two_step_contractions"],
)
def test_a_measured_orbit_is_joined_as_an_exact_one(read):
    numbers = {"depth": 2, "alpha": Fraction(1, 2), "eta": Fraction(1, 4), "steps": 3}
    point = Point(numbers | {"eigenvalue": Fraction(1)})
    exact = getattr(Exact(), read)(point)
    w = np.array([float(w) for w in Exact().end_to_end(point)])
    measured = Measured(DescentRecord(w[:, None], np.zeros(4)), (0,))
    found = getattr(measured, read)(point.converted(measured.number))
    assert found + found == pytest.approx([float(x) for x in exact + exact])
