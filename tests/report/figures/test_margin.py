"""The figure of a margin: what is drawn is certified, and the tightest point is the least."""

import math
from fractions import Fraction
from itertools import pairwise

import pytest

from dmfcheck import claim
from dmfcheck.base.validation import BadInput
from dmfcheck.commands.main import main
from dmfcheck.report.figures import margin_data
from dmfcheck.report.figures.margin_data import MarginAt, Margins, margins_along, read_values
from dmfcheck.report.figures.margin_figure import margin_figure, plot_margin

LITERAL = {"depth": 2, "spectrum": "1,1/2,0", "alpha": "1/2", "eta": "1/2"}
MONOTONE = {"depth": 3, "eigenvalue": 1, "alpha": "1/10", "steps": 20}


def test_every_point_has_the_verdict_that_examine_gives():
    found = margins_along(claim("monotone.literal"), {**LITERAL, "steps": (2, 12)})
    assert [point.value for point in found.points] == list(range(2, 13))
    for point in found.points:
        verdict = claim("monotone.literal").examine(**LITERAL, steps=int(point.value))
        assert point.verdict == verdict.name
        assert (point.margin < 0) == (verdict.name == "refuted")
    assert {point.verdict for point in found.points} == {"holds", "refuted"}
    assert found.tightest.margin == min(point.margin for point in found.points)


def test_the_axes_hold_the_certified_margins():
    found = margins_along(claim("monotone.literal"), {**LITERAL, "steps": (2, 12)})
    axes = margin_figure(found).axes[0]
    lines = {line.get_label(): line for line in axes.lines}
    for verdict in ("holds", "refuted"):
        points = [point for point in found.points if point.verdict == verdict]
        line = lines[f"{verdict}, certified"]
        assert list(line.get_xdata()) == [point.value for point in points]
        assert list(line.get_ydata()) == [point.margin for point in points]
    (ring,) = (line for label, line in lines.items() if label.startswith("tightest: −0.00398"))
    assert list(ring.get_xdata()) == [found.tightest.value]
    assert list(ring.get_ydata()) == [found.tightest.margin]
    assert axes.get_title(loc="left") == (
        "monotone.literal at depth = 2, spectrum = 1,1/2,0, alpha = 1/2, eta = 1/2"
    )


def test_what_is_outside_the_hypotheses_is_grey_and_has_no_margin():
    found = margins_along(claim("step.monotone"), {**MONOTONE, "eta": ("1/100", "1")})
    outside = [point for point in found.points if point.value > Fraction(1, 3)]
    assert {point.verdict for point in outside} == {"outside hypotheses"}
    assert all(math.isnan(point.margin) for point in outside)
    inside = [point for point in found.points if point.value <= Fraction(1, 3)]
    assert {point.verdict for point in inside} == {"holds"}
    assert len(inside) + len(outside) == 61
    axes = margin_figure(found).axes[0]
    spans = [patch.get_extents() for patch in axes.patches]
    assert len(spans) == len(outside)
    assert axes.get_xscale() == "log"


def test_the_ends_of_a_range_are_exact_and_a_short_range_is_even():
    found = margins_along(claim("step.monotone"), {**MONOTONE, "eta": ("1/7", "2/7")})
    values = [point.value for point in found.points]
    assert (values[0], values[-1]) == (Fraction(1, 7), Fraction(2, 7))
    assert {b - a for a, b in pairwise(values)} == {Fraction(1, 420)}
    assert not found.log


def test_a_long_range_of_integers_is_sampled():
    from dmfcheck.report.figures.margin_data import _integers

    found = _integers(Fraction(1), Fraction(10**9))
    assert (len(found), found[0], found[-1]) == (61, 1, 10**9)
    assert all(value.denominator == 1 for value in found)


def test_a_point_that_takes_too_long_is_undecided_and_shown_so(monkeypatch):
    monkeypatch.setattr(margin_data, "POINT_SECONDS", 1e-9)
    values = {**MONOTONE, "eta": ("1/7", "2/7")}
    with pytest.raises(BadInput, match="has no certified margin from 1/7 to 2/7"):
        margins_along(claim("step.monotone"), values)
    points = (MarginAt(Fraction(1), "holds", 0.5), MarginAt(Fraction(2), "undecided", math.nan))
    subject = claim("step.monotone")
    found = Margins(subject, subject.variables[3], {}, points, log=False)
    labels = [line.get_label() for line in margin_figure(found).axes[0].lines]
    assert "undecided" in labels


def test_margins_of_many_sizes_have_a_logarithmic_axis():
    points = tuple(MarginAt(Fraction(i), "holds", 10.0**-i) for i in range(5))
    subject = claim("step.monotone")
    axes = margin_figure(Margins(subject, subject.variables[3], {}, points, log=False)).axes[0]
    assert axes.get_yscale() == "log"


def test_a_claim_of_a_file(tmp_path, drawing):
    file = tmp_path / "mine.py"
    file.write_text(
        "from dmfcheck import ALPHA, DEPTH, Claim\n"
        "below = Claim('mine.below', 'w < 1', 'derived', 'inequality', 'open', (DEPTH, ALPHA),\n"
        "              lambda a, p, c: 1 - p.alpha**p.depth, exact=True)\n"
    )
    svg = tmp_path / "a.svg"
    values = ["depth=2", "alpha=1/2..3/2"]
    assert main(["plot", "margin", f"{file}::mine.below", *values, "-o", str(svg)]) == 0
    text = drawing(svg).text
    for words in ("mine.below at depth = 2", "alpha: start alpha I", "tightest: −1.25"):
        assert words in text
    assert "refuted, certified" in text
    assert "holds, certified" in text


@pytest.mark.parametrize(
    ("values", "line"),
    [
        (["eta=0..1"], "NAME=VALUE eta is 0; accepted: 0 < eta"),
        (["eta=2..3"], "NAME=VALUE eta is outside the hypotheses from 2 to 3; accepted: a range"),
        (["eta=1/4"], "NAME=VALUE has no range; accepted: a range LOW..HIGH for one of depth,"),
        (["eta=1/4..1/8"], "NAME=VALUE eta ranges from 1/4 to 1/8; accepted: LOW < HIGH"),
        (["eta=1/8..x"], "NAME=VALUE eta is 'x'"),
        (["eta"], "NAME=VALUE is 'eta'; accepted: such as eta=1/8 or eta=1/100..1/2"),
        (["eta=1/8..1/4", "eta=1"], "NAME=VALUE has eta twice"),
        (["eta=1/8..1/4", "beta=1"], "NAME=VALUE beta is not a parameter of this claim"),
        (["eta=1/8..1/4", "steps=1..9"], "NAME=VALUE has a range for each of steps, eta"),
        ([], "NAME=VALUE has no range"),
    ],
)
def test_bad_values_are_one_line(tmp_path, capsys, values, line):
    known = {"depth": "depth=3", "eigenvalue": "eigenvalue=1", "alpha": "alpha=1/10"}
    own = {} if any(value.startswith("steps") for value in values) else {"steps": "steps=20"}
    if "steps=1..9" in values:
        values = [values[1], values[0]]
    given = [*known.values(), *own.values(), *values]
    file = tmp_path / "a.svg"
    assert main(["plot", "margin", "step.monotone", *given, "-o", str(file)]) == 2
    assert capsys.readouterr().err.startswith(f"dmfcheck: {line}")
    assert not file.exists()


def test_a_claim_without_such_a_figure(tmp_path, capsys):
    file = str(tmp_path / "a.svg")
    assert main(["plot", "margin", "completion.scale", "depth=2..3", "-o", file]) == 2
    assert "of which no single point is a counterexample" in capsys.readouterr().err
    assert main(["plot", "margin", "step.monotne", "depth=2..3", "-o", file]) == 2
    assert "which is no claim; accepted: step.monotone" in capsys.readouterr().err
    assert main(["plot", "margin", "order.preserved", "spectrum=1..2", "-o", file]) == 2
    assert "spectrum has a range" in capsys.readouterr().err


def test_a_matrix_is_read_exactly():
    values = read_values(['target=[[1, 0.1], ["1/3", 0]]', "steps=1..3"])
    assert values == {"target": [[1, "0.1"], ["1/3", 0]], "steps": ("1", "3")}
    with pytest.raises(BadInput, match="NAME=VALUE has"):
        read_values(["target=[[1, 0.1"])


def test_on_axes_of_ones_own():
    from matplotlib.figure import Figure

    axes = Figure().subplots()
    values = {**MONOTONE, "eta": ("1/7", "2/7")}
    assert plot_margin("step.monotone", values, axes=axes) is axes
    assert axes.get_ylabel() == "margin, ≥ 0 where the claim holds"
    with pytest.raises(BadInput, match="axes is of type int"):
        plot_margin("step.monotone", values, axes=3)


def test_a_matrix_is_written_and_read_without_quotes_and_a_depth_is_whole(tmp_path):
    own = tmp_path / "own.py"
    own.write_text(
        "from dmfcheck import DEPTH, Claim\n"
        "from dmfcheck.theory.vocabulary import TWO_BY_TWO\n"
        "C = Claim(id='own.margin', statement='t', source='derived', kind='inequality',\n"
        "    expected='open', variables=(DEPTH, TWO_BY_TWO), exact=True,\n"
        "    margin=lambda a, p, c: p.target[0][1] * p.depth)\n"
    )
    from dmfcheck.hunt.subject import read_subject

    values = read_values(["depth=2..5", "target=[[1,1/2],[-1/2,1]]"])
    axes = margin_figure(margins_along(read_subject(f"{own}::own.margin").claim(), values)).axes[0]
    assert axes.get_title("left") == "own.margin at target = [[1,1/2],[-1/2,1]]"
    shown = [tick for tick in axes.get_xticks() if 2 <= tick <= 5]
    assert shown == [2, 3, 4, 5]


def test_what_is_no_matrix_is_refused_with_one_that_is():
    with pytest.raises(BadInput, match=r"NAME=VALUE has '\[1,4/5'; accepted: rows such as \[\[1"):
        read_values(["spectrum=[1,4/5"])
