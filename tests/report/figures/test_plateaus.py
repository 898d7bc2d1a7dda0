"""The paper's figure: the boxes are the certified plateaus, and the curve stays in them."""

from fractions import Fraction

import numpy as np
import pytest

from dmfcheck.base.validation import BadInput
from dmfcheck.claims.exact import Exact
from dmfcheck.claims.point import Point
from dmfcheck.commands.main import main
from dmfcheck.problems.prediction import predict
from dmfcheck.report.figures.plateaus_data import depths_of, rank_by_step
from dmfcheck.report.figures.plateaus_figure import plateaus_figure, plot_plateaus
from dmfcheck.theory.effective_rank import rank_sequence

START = {"depth": 3, "alpha": "1/20", "eta": "1/30"}


def boxes(axes):
    return {
        int(patch.get_gid().removeprefix("plateau-")): patch.get_bbox().extents
        for patch in axes.patches
        if (patch.get_gid() or "").startswith("plateau-")
    }


def test_the_boxes_are_the_certified_plateaus():
    found = rank_by_step("4,2,1", **START)
    certified = predict("4,2,1", **START).plateaus
    drawn = boxes(plateaus_figure([found]).axes[0])
    assert sorted(drawn) == [plateau.rank for plateau in certified] == [1, 2, 3]
    for plateau in certified:
        stop = found.last if plateau.stop is None else plateau.stop
        wanted = (plateau.start, float(plateau.lower), stop, float(plateau.upper))
        assert tuple(drawn[plateau.rank]) == pytest.approx(wanted, rel=1e-14)


def test_a_plateau_without_height_is_seen_beside_the_curve():
    axes = plateaus_figure([rank_by_step("1", depth=2)]).axes[0]
    (box,) = axes.patches
    assert box.get_height() == 0
    assert box.get_linewidth() > 3 * axes.lines[0].get_linewidth()
    assert box.get_zorder() < axes.lines[0].get_zorder()
    boxes_with_height = plateaus_figure([rank_by_step("4,2", depth=2)]).axes[0].patches
    assert all(box.get_linewidth() < 1 for box in boxes_with_height)


def test_the_curve_is_the_effective_rank_and_within_the_boxes():
    found = rank_by_step("4,2,1,-1", **START)
    line = plateaus_figure([found]).axes[0].lines[0]
    assert tuple(line.get_xdata()) == found.curve.steps
    assert tuple(line.get_ydata()) == found.curve.middle
    point = {"depth": 3, "alpha": Fraction(1, 20), "eta": Fraction(1, 30), "steps": 2}
    exact = rank_sequence(Exact(), Point({**point, "spectrum": (4, 2, 1, -1)}))
    for low, high, rank in zip(found.curve.low, found.curve.high, exact, strict=False):
        assert Fraction(low) <= rank <= Fraction(high)
        assert high - low < 1e-9
    within = 0
    for step, low, high in zip(found.curve.steps, found.curve.low, found.curve.high, strict=True):
        for plateau in found.plateaus:
            if plateau.holds_at(step):
                assert plateau.lower <= high
                assert low <= plateau.upper
                within += 1
    assert within > 100


def test_one_scale_of_the_product_at_every_depth():
    for depth in (2, 3, 4):
        problem = rank_by_step("4,2", depth=depth).problem
        assert float(problem.alpha) ** depth == pytest.approx(4e-4, rel=0.02)
        assert problem.monotone_step()


def test_far_plateaus_are_drawn_without_iterating():
    found = rank_by_step("4,2,1,0,-1", depth=5, alpha="1e-4")
    assert found.last > 10**13
    assert len(found.curve.steps) < 1000
    assert [plateau.rank for plateau in found.plateaus] == [1, 2, 3]
    drawn = boxes(plateaus_figure([found]).axes[0])
    assert drawn[2][0] == float(found.plateaus[1].start)


def test_numbers_beside_the_axes_are_rounded_outwards():
    found = rank_by_step("3,1", depth=2, alpha="1/100", eta="1/20")
    said = plateaus_figure([found]).axes[0].texts[0].get_text()
    assert (
        said
        == "rank 1: 1.00 ≤ r ≤ 1.04\n\u2003k = 44–71\nrank 2: 1.30 ≤ r ≤ 1.38\n\u2003k from 116"
    )


def test_more_plateaus_than_fit_are_counted():
    found = rank_by_step("32,16,8,4,2,1", depth=4)
    assert len(found.plateaus) == 6
    axes = plateaus_figure([found]).axes[0]
    assert axes.texts[0].get_text().endswith("and 2 more")
    assert len(boxes(axes)) == 6


def test_nothing_certified_is_said():
    found = rank_by_step("-1,-2", depth=2)
    assert plateaus_figure([found]).axes[0].texts[0].get_text() == "no plateau is certified"


def test_in_one_line(tmp_path, drawing):
    file = tmp_path / "plateaus.svg"
    assert main(["plot", "plateaus", "--spectrum", "4,2,1,1/2", "-o", str(file)]) == 0
    found = drawing(file)
    for words in ("depth 2,", "depth 3,", "depth 4,", "effective rank", "step k", "rank 4: 1.78"):
        assert words in found.text
    shaded = [element.get("id") for element in found.root.iter() if element.get("id")]
    assert [shaded.count(f"plateau-{rank}") for rank in (1, 2, 3, 4)] == [3, 3, 2, 3]


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["--depth", "2,,3"], "--depth is ''"),
        (["--depth", "2,3,4,5,6,7,8"], "--depth has 7 entries; accepted: at most 6 depths"),
        (["--depth", "1"], "--depth is 1"),
        (["--eta", "3"], "--eta is 3, above the stable bound"),
        (["--steps", "1e400"], "--steps are more than 1e300"),
    ],
)
def test_bad_input(tmp_path, capsys, arguments, line):
    file = tmp_path / "a.svg"
    assert main(["plot", "plateaus", "--spectrum", "2,1", *arguments, "-o", str(file)]) == 2
    assert capsys.readouterr().err.startswith(f"dmfcheck: {line}")
    assert not file.exists()


def test_too_many_eigenvalues_and_none():
    with pytest.raises(BadInput, match="has 101 rows; accepted: at most 100"):
        rank_by_step([[float(i == j) for j in range(101)] for i in range(101)], depth=2)
    with pytest.raises(BadInput, match="spectrum has 101 entries; accepted: at most 100"):
        rank_by_step([1] * 101, depth=2)
    with pytest.raises(BadInput, match="MATRIX is 0"):
        rank_by_step("0", depth=2)
    assert depths_of("2,3") == (2, 3)


def test_on_axes_of_ones_own():
    from matplotlib.figure import Figure

    axes = Figure().subplots()
    assert plot_plateaus("3,1", depth=2, axes=axes) is axes
    assert axes.get_ylabel() == "effective rank"
    assert axes.get_title(loc="left").startswith("depth 2, α = 0.0173, η = 0.15; boxes: cert")


def test_plateaus_of_very_different_lengths_are_all_seen():
    def axes_of(spectrum):
        return plateaus_figure([rank_by_step(spectrum, depth=3)]).axes[0]

    near, far = axes_of("4,2,1,1/2"), axes_of("4,2,1,1/40")
    assert (near.get_xscale(), far.get_xscale()) == ("linear", "log")
    across = far.transAxes.inverted()
    for _, (left, low, right, high) in sorted(boxes(far).items()):
        ends = across.transform(far.transData.transform([(left, low), (right, high)]))
        assert ends[1][0] - ends[0][0] > 0.02, (left, right)


@pytest.mark.parametrize(
    ("target", "given"),
    [
        ("3,1,2", {"start": "1/10,1/4,1/20"}),
        ([[0, 3, 0, 0], [1, 0, 0, 0]], {"alpha": "1/20"}),
        ([[0, 3, 0, 0], [1, 0, 0, 0]], {"start": "1/100,1/5"}),
        ([[1, 2], [2, 1]], {"aligned": True}),
    ],
)
def test_other_starts_are_drawn_within_their_boxes(target, given):
    found = rank_by_step(target, depth=3, eta="1/50", **given)
    alpha = {} if "start" in given else {"alpha": found.problem.alpha}
    certified = predict(target, depth=3, eta="1/50", **given | alpha)
    assert found.plateaus == certified.plateaus
    assert len(found.plateaus) > 1
    values = [float(value) for value in found.problem.spectrum]
    starts = [float(a) for a in (found.problem.starts or [[found.problem.alpha] * len(values)])[0]]
    ranks = []
    for _ in range(found.last + 1):
        w = [a**3 for a in starts]
        ranks.append(sum(w) / max(w))
        starts = [a + a**2 * (v - a**3) / 50 for a, v in zip(starts, values, strict=True)]
    for step, low, high in zip(found.curve.steps, found.curve.low, found.curve.high, strict=True):
        assert low - 1e-9 < ranks[step] < high + 1e-9
    drawn = boxes(plateaus_figure([found]).axes[0])
    assert sorted(drawn) == [plateau.rank for plateau in certified.plateaus]


def test_which_are_recovered_stands_beside_the_axes():
    found = rank_by_step("3,1,2", depth=3, eta="1/100", start="1/10,1/4,1/20")
    axes = plateaus_figure([found]).axes[0]
    assert axes.texts[0].get_text().startswith("rank 2 (1, 3): 1.30 ≤ r ≤ 1.45")
    assert "α from 1/20 to 1/4" in axes.get_title(loc="left")


def test_factors_that_differ_have_no_plateaus_to_draw(tmp_path, capsys):
    line = ["plot", "plateaus", "--spectrum", "2,1", "--depth", "2", "-o", str(tmp_path / "a.svg")]
    assert main([*line, "--start", "1/10,1/9;1/8,1/7"]) == 2
    assert capsys.readouterr().err.startswith("dmfcheck: --start has 2 rows; accepted: one row")
    (tmp_path / "a.csv").write_text("0.1,0.05\n")
    assert main([*line, "--start", str(tmp_path / "a.csv"), "-o", str(tmp_path / "a.csv")]) == 2
    assert main([*line, "--start", str(tmp_path / "a.csv")]) == 0


def test_matrices_as_a_start_are_drawn_like_their_numbers():
    What, turn = np.diag([2.0, 1.0]), np.array([[0.8, 0.6], [-0.6, 0.8]])
    D = np.diag([0.25, 0.125])
    found = rank_by_step(What, depth=2, eta="1/100", start=[turn @ D, D @ turn.T])
    plain = rank_by_step(What, depth=2, eta="1/100", start="1/4,1/8")
    assert [p.start for p in found.plateaus] == [p.start for p in plain.plateaus]
    assert found.curve.low == pytest.approx(plain.curve.low, abs=1e-9)
    with pytest.raises(BadInput, match=r"^start is matrices, and the target a spectrum"):
        rank_by_step("2,1", depth=2, eta="1/100", start=[D, D])
