"""What the explorer finds is what predict says; what it has no time for it calls undecided."""

import time
from collections import OrderedDict
from dataclasses import fields
from fractions import Fraction

import numpy as np
import pytest

from dmfcheck import predict
from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.balls.onset import onset_step
from dmfcheck.dynamics.known import end_to_end_orbit
from dmfcheck.dynamics.problem import Problem
from dmfcheck.dynamics.updates.descent import Descent
from dmfcheck.dynamics.updates.heavy_ball import HeavyBall
from dmfcheck.dynamics.updates.schedule import Schedule
from dmfcheck.problems.matrix_files import read_matrix
from dmfcheck.report.explore import lines as curves
from dmfcheck.report.explore import view as views
from dmfcheck.report.explore.asked import STARTS, asked, known_updates
from dmfcheck.report.explore.tables import command, tables
from dmfcheck.report.explore.target import of_file, of_spectrum
from dmfcheck.report.explore.view import LONG, QUICK, view

HALF, TENTH = Fraction(1, 2), Fraction(1, 10)
SPECTRA = ["3,2,1", "4,2,1,1/2", "1,1/2,0,-1", "2,2,1"]


@pytest.fixture(autouse=True)
def _nothing_kept(monkeypatch):
    kept = {part: OrderedDict() for part in views.KEPT}
    monkeypatch.setattr(views, "_answers", kept)


def of(spectrum, depth=3, alpha=TENTH, share=HALF, **update):
    return asked(of_spectrum(spectrum), depth, alpha, share, **update)


@pytest.mark.parametrize("depth", [2, 3, 6, 10])
@pytest.mark.parametrize("spectrum", SPECTRA)
def test_it_finds_what_predict_says(spectrum, depth):
    chosen = of(spectrum, depth)
    found = view(chosen, LONG)
    problem = chosen.problem
    said = predict(spectrum, depth=depth, alpha=problem.alpha, eta=problem.eta)
    assert found.prediction.found.eigenvalues == said.eigenvalues
    assert found.prediction.found.plateaus == said.plateaus
    assert found.horizon.found == (said.float_horizon,)
    assert not found.undecided
    if said.eigenvalues[-1].value[0] > 0:
        wanted = onset_step(spectrum, depth, problem.alpha, problem.eta)
        assert found.onset.found == (wanted,)
    else:
        assert found.onset.reason == "certified where alpha^N is at most the smallest eigenvalue"


def test_a_matrix_is_predicted_like_its_file(tmp_path):
    content = b"2,1,0\n1,2,1/2\n0,0.5,1\n".replace(b"1/2", b"0.5")
    (tmp_path / "own.csv").write_bytes(content)
    chosen = asked(of_file("own.csv", content), 3, TENTH, HALF)
    found = view(chosen, LONG)
    eta = chosen.problem.eta
    said = predict(read_matrix(tmp_path / "own.csv"), depth=3, alpha=TENTH, eta=eta)
    assert found.prediction.found.eigenvalues == said.eigenvalues
    assert found.prediction.found.plateaus == said.plateaus
    assert f"dmfcheck predict own.csv --depth 3 --alpha 1/10 --eta {float(eta)}" == command(chosen)
    assert "of the nearest float64 eigenvalues" in tables(found)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("hole.csv", b"1,,2"),
        ("wide.csv", b"1,2"),
        ("asymmetric.csv", b"1,2\n5,1"),
        ("empty.csv", b""),
        ("matrix.txt", b"1"),
        ("matrix.npy", b"1,2\n2,1"),
        ("none", b"1"),
        ("large.mtx", b"%%MatrixMarket matrix array real general\n5000 5000\n"),
        ("long.csv", b"1," * 5000 + b"1"),
    ],
)
def test_a_file_is_refused_as_predict_refuses_it(tmp_path, name, content):
    place = tmp_path / name
    place.write_bytes(content)
    with pytest.raises(BadInput) as wanted:
        read_matrix(place)
    with pytest.raises(BadInput) as found:
        of_file(name, content)
    assert str(found.value) == str(wanted.value).replace(str(place), name)
    assert name in str(found.value)


@pytest.mark.parametrize("name", ["../../own.csv", "/etc/own.csv", "a" * 5000 + ".csv", "😀.csv"])
def test_the_name_of_a_file_leads_nowhere(name):
    assert of_file(name, b"2").values == (2,)
    with pytest.raises(BadInput, match="no name of a file"):
        of_file(name + "\0", b"2")


@pytest.mark.parametrize("share", [Fraction(1, 100), HALF, Fraction(1)])
@pytest.mark.parametrize("alpha", [STARTS[0], STARTS[-1]])
@pytest.mark.parametrize("depth", range(2, 11))
def test_the_step_is_a_share_of_the_stable_one(depth, alpha, share):
    chosen = of("5,3,1", depth, alpha, share)
    assert chosen.problem.monotone_step()
    eta = chosen.problem.eta
    assert share * Fraction(99, 100) < eta / Fraction(str(chosen.stable)) <= share
    assert not of("5,3,1", depth, alpha, Fraction(102, 100)).problem.monotone_step()


def test_a_step_that_is_too_large_is_refused_and_drawn():
    chosen = of("3,1", share=Fraction(3, 2))
    found = view(chosen, LONG)
    assert "above the stable bound" in found.prediction.reason
    assert found.horizon.reason == found.prediction.reason
    drawn = found.lines.found
    assert drawn.means == "float64, the update as written"
    assert "above the stable bound" in tables(found)


@pytest.mark.parametrize("part", ["prediction", "lines", "horizon", "onset"])
def test_what_there_is_no_time_for_is_undecided(monkeypatch, part):
    names = {"prediction": "_predicted", "lines": "_drawn", "onset": "_onset"}

    def endless(*_):
        while True:
            pass

    if part == "horizon":
        monkeypatch.setattr("dmfcheck.problems.prediction.float_horizon", endless)
    else:
        monkeypatch.setattr(views, names[part], endless)
    begun = time.monotonic()
    found = view(of("3,1"), 0.5)
    assert time.monotonic() - begun < 5
    answers = {field.name: getattr(found, field.name) for field in fields(found)}
    assert answers[part].found is None
    assert answers[part].reason.startswith("undecided: not within 0.")
    assert found.undecided
    assert "undecided: not within" in tables(found)
    monkeypatch.undo()
    # What is undecided is not kept.
    assert getattr(view(of("3,1"), LONG), part).found is not None


def test_a_redrawing_takes_a_fifth_of_a_second_of_the_processor():
    view(of("3,2,1"), LONG)  # what is loaded and compiled once
    spent = []
    for depth in range(2, 11):
        for alpha in STARTS[1::8]:
            for spectrum in SPECTRA[:2]:
                begun = time.process_time()
                view(of(spectrum, depth, alpha), QUICK)
                spent.append(time.process_time() - begun)
    assert max(spent) < 0.2
    assert sum(spent) / len(spent) < 0.14


def test_an_answer_is_kept(monkeypatch):
    found = view(of("3,1"), LONG)
    monkeypatch.setattr(views, "predict_enclosures", None)
    again = view(of("3,1"), QUICK)
    assert again.prediction is found.prediction
    monkeypatch.undo()
    monkeypatch.setattr(views, "KEPT", few := dict.fromkeys(views.KEPT, 3))
    monkeypatch.setattr(views, "_answers", {part: OrderedDict() for part in few})
    for share in range(1, 8):
        view(of("3,1", share=Fraction(share, 10)), LONG)
    assert {part: len(kept) for part, kept in views._answers.items()} == few


def test_every_update_of_one_number_is_offered():
    known = known_updates()
    assert next(iter(known)) == "Descent"
    assert {"HeavyBall", "Nesterov", "WeightDecay"} < set(known)
    assert Schedule.__name__ not in known
    assert known["Descent"].at(HALF) == Descent()
    for offered in known.values():
        assert offered.at(HALF).validated() == offered.at(HALF)


@pytest.mark.parametrize("name", list(known_updates())[1:])
def test_of_another_update_nothing_is_certified(name):
    chosen = of("3,1", 2, update=known_updates()[name].at(HALF))
    found = view(chosen, LONG)
    assert [entry.hitting_time for entry in found.prediction.found.eigenvalues] == [None, None]
    assert found.horizon.found is found.onset.found is None
    drawn = found.lines.found
    orbit = end_to_end_orbit(chosen.problem, len(drawn.steps) - 1)
    assert np.array_equal(drawn.values, orbit)
    assert "in float64" in tables(found)
    assert "dmfcheck predict" not in tables(found)


def test_the_steps_of_float64_are_read_off_the_orbit():
    problem = Problem.from_spectrum("3,1,-1", depth=2, alpha="1/100", eta="1/20")
    drawn = curves.step_lines(problem, 300)
    said = predict("3,1,-1", depth=2, alpha="1/100", eta="1/20").eigenvalues
    levels = [Fraction(27, 10), Fraction(9, 10), Fraction(-9, 10)]
    assert drawn.first_steps(levels) == [said[0].hitting_time[0], said[1].hitting_time[0], None]
    assert curves.step_lines(problem, 30).first_steps(levels) == [None, None, None]
    falls = np.diff(drawn.ranks) < -1e-11
    assert drawn.last_fall() == int(falls.nonzero()[0][-1]) + 1
    assert (
        curves.step_lines(Problem.from_spectrum("1", depth=2, alpha=1, eta="1/9"), 5).last_fall()
        is None
    )
    steps, values, ranks = curves.step_lines(problem, 9000).thinned()
    assert len(steps) == len(values) == len(ranks) <= curves.DRAWN + 1
    assert (steps[0], steps[-1]) == (0, 9000)


@pytest.mark.parametrize("spectrum", ["3,2,1", "1,1/1000,-1", "0,-2"])
@pytest.mark.parametrize("depth", [2, 3, 5])
def test_a_flow_looks_like_its_descent(depth, spectrum):
    problem = Problem.from_spectrum(spectrum, depth=depth, alpha="1/5", eta="1/2000")
    flow, steps = curves.flow_lines(problem, 20_000), curves.step_lines(problem, 20_000)
    drawn = flow.values[:: len(flow.steps) // 50]
    for k, row in zip(flow.steps[:: len(flow.steps) // 50], drawn, strict=True):
        assert row == pytest.approx(steps.values[round(k)], abs=0.02)
    assert curves.flow_steps(Problem.from_spectrum("1,-1", depth=2, alpha=2, eta="1/9"), 0.9) == 0


def test_momentum_is_drawn_as_long_as_descent_needs_within_limits():
    slow = of("3,1", 4, Fraction(1, 1000), update=HeavyBall(HALF))
    assert len(view(slow, LONG).lines.found.steps) == views.WRITTEN + 1
    many = asked(of_spectrum(",".join(["1"] * 101)), 2, TENTH, HALF)
    found = view(many, 1.0)
    assert "up to 100 are drawn" in found.lines.reason
    assert "and 89 more eigenvalues" in tables(found)


def test_what_is_read_from_a_name_is_no_markup():
    chosen = asked(of_file("<b>&.csv", b"2"), 2, TENTH, HALF)
    assert "<b>" not in tables(view(chosen, LONG))
    assert "&lt;b&gt;&amp;.csv" in tables(view(chosen, LONG))
