"""Counterexamples that Coq computes from certificates: what it accepts and what it refuses."""

import json
import re
from fractions import Fraction
from pathlib import Path

import pytest

from dmfcheck.base.certificate import seal, write
from dmfcheck.commands.main import main
from dmfcheck.proofs.assumptions import REALS
from dmfcheck.proofs.coq import Refused, workshop
from dmfcheck.proofs.counterexample.bounds import parts
from dmfcheck.proofs.counterexample.export import FILE, NOT_SAID, NOT_SHOWN, _precisions, export
from dmfcheck.proofs.counterexample.program import Program
from dmfcheck.proofs.counterexample.term import CannotWrite, Page
from dmfcheck.proofs.counterexample.written import Written
from dmfcheck.theory.ledger import claim, ledger
from dmfcheck.theory.mutants import mutants

LITERAL = {"depth": 2, "spectrum": "1,1/2,0", "alpha": "1/2", "eta": "1/2", "steps": 7}

# One of each shape of a margin: orbits, a choice of steps, perturbed factors, times of recovery,
# roots, an update written out, whole matrices, an equality, a case that a sign tells.
SHAPES = {
    "order.preserved~ties": {
        "depth": 2,
        "spectrum": "1,1",
        "alpha": "1/10",
        "eta": "1/4",
        "steps": 1,
    },
    "monotone.literal": LITERAL,
    "monotone.literal/perturbed": None,
    "order.depth/whole_steps": None,
    "monotone.decay": None,
    "reduction.nonnormal": None,
}


SAYS = {
    "order.preserved~ties": "(d1_1 - 1000000001 / 1000000000 * d2_1) / d1_1 < 0",
    "monotone.literal": "d3_7 = d 2 eta lambda_3 alpha (N.to_nat 7)",
    "monotone.literal/perturbed": "fst (porbit 2 ",
    "order.depth/whole_steps": "recovered_first 2 ",
    "monotone.decay": "< 0",
    "reduction.nonnormal": "What_1_2 = 1",
}


def read(name, values=None):
    chosen = mutants()[name].claim if name in mutants() else claim(name)
    return chosen, chosen.point(**(chosen.counterexamples[0] if values is None else values))


def told(text, seconds):
    """What Coq says of the text of an exported file."""
    with workshop(seconds) as shop:
        shop.compile_all([FILE])
        return shop.run("Exported.v", text)


@pytest.mark.coq
@pytest.mark.usefixtures("negating")
def test_from_the_certificate_to_the_theorem(capsys, tmp_path):
    file = tmp_path / "C.json"
    write(claim("monotone.literal").examine(**LITERAL).certificate, file)
    assert main(["prove", str(file), "--kernel", "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert (found["verdict"], found["method"], found["reason"]) == ("refuted", "kernel", None)
    lemma, here, whole = found["lemmas"]
    for entry in found["lemmas"]:
        assert entry["check"] == "kernel"
        assert set(entry["assumptions"]) <= REALS
    assert "let lambda := listed [(1 # 1); (1 # 2); (0 # 1)] in" in here["statement"]
    assert whole["statement"] == "Theorem monotone_literal_refuted : ~ monotone_literal."
    for said in (
        "forall eta, eta = 1 / 2 ->",
        "forall d2_6, d2_6 = d 2 eta lambda_2 alpha (N.to_nat 6) ->",
        "0 <= 1 - (eta / leading_step_bound) ^ 2 * lambda_1 ^ 2",
        "((x_7 + x_9 + x_11) / Rmax (Rmax x_7 x_9) x_11 - x_18) / x_18 < 0",
    ):
        assert said in lemma["statement"]


@pytest.mark.parametrize("other", [{"alpha": "1/3"}, {"spectrum": "1,1/2,1/2"}])
def test_a_point_that_is_no_counterexample_is_not_written(other):
    with pytest.raises(CannotWrite, match="a margin that is not negative"):
        export(*read("monotone.literal", LITERAL | other))


@pytest.mark.coq
@pytest.mark.usefixtures("computing")
@pytest.mark.parametrize(
    ("edits", "why"),
    [
        # said and computed: the effective rank rises from step 5 to step 6 only
        (((r"N.to_nat 7\b", "N.to_nat 6"), (r"\b7%N", "6%N")), NOT_SHOWN),
        (((r"N.to_nat 7\b", "N.to_nat 8"),), NOT_SAID),  # said only
        ((("eta = 1 / 2", "eta = 1 / 3"),), NOT_SAID),
        (((r"x_18 < 0\n", "x_18 < 1\n"),), NOT_SAID),
        (((r"Negative \(.*\)\] nil", "Positive (Int 1)] nil"),), NOT_SAID),
    ],
)
def test_a_file_that_was_changed_is_refused_at_once(edits, why):
    changed = export(*read("monotone.literal", LITERAL)).text
    for pattern, new in edits:
        changed, count = re.subn(pattern, new, changed)
        assert count, pattern
    with pytest.raises(Refused, match=rf"^Coq refuses Exported\.v: .*{why}"):
        told(changed, 100)


SMALL = claim("monotone.literal").examine(**LITERAL).certificate


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"parameters": {"alpha": "1/3"}}, "read a second time, the statement holds"),
        ({"parameters": {"eta": "3/5"}}, "as the statement is read a second time, not h_1 <= 1/N"),
        ({"parameters": {"steps": 8}}, "the recorded margin is not the margin"),
        ({"margin": {**SMALL["margin"], "mid": [-1, 0]}}, "the recorded margin is not the margin"),
        ({"margin": {**SMALL["margin"], "mid": [1, 0]}}, "does not show the verdict"),
        ({"verdict": "holds"}, "it is no certificate of a counterexample"),
        ({"claim": "monotone.literal/few_steps"}, "the statement is not that of the claim"),
    ],
)
def test_a_certificate_that_was_changed_is_refused_before_coq_is_asked(
    capsys, tmp_path, monkeypatch, changes, why
):
    """Its digest is mended: whoever changes it can do so."""

    def never(seconds):
        raise AssertionError(f"Coq is asked, for {seconds} s")

    monkeypatch.setattr(f"{export.__module__}.workshop", never)
    content = {name: value for name, value in SMALL.items() if name != "digest"}
    content |= changes | {"parameters": SMALL["parameters"] | changes.get("parameters", {})}
    write(seal(content), tmp_path / "C.json")
    assert main(["prove", str(tmp_path / "C.json"), "--kernel"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert re.search(rf"C\.json is rejected: .*{why}.*; accepted: what ", err), err


def test_a_point_where_a_hypothesis_fails_is_not_written():
    with pytest.raises(CannotWrite, match=r"^a hypothesis that fails: "):
        export(*read("monotone.literal", LITERAL | {"eta": "51/100"}))


@pytest.mark.parametrize("name", SHAPES)
def test_every_shape_of_a_margin_is_written(name):
    text = export(*read(name, SHAPES[name])).text
    assert text.count("Theorem counterexample") == 1
    assert SAYS[name] in text


@pytest.mark.parametrize(
    ("name", "values", "lack"),
    [
        ("float.saddle", None, "a descent in float64"),
        ("time.flow_difference/early", None, "a hypergeometric function"),
        (
            "monotone.entropy",
            {"depth": 2, "spectrum": "2,1", "alpha": "1/2", "eta": "1/8", "steps": 2},
            "a logarithm",
        ),
        ("monotone.literal", LITERAL | {"steps": 100_001}, "an orbit of more than 100000 steps"),
    ],
)
def test_what_is_not_written_says_why(name, values, lack):
    with pytest.raises(CannotWrite, match=f"^{lack}$"):
        export(*read(name, values))


def test_the_refuted_claims_that_are_not_written_are_those_of_the_page(monkeypatch):
    monkeypatch.setattr(f"{Written.__module__}.MOST_STEPS", 1000)  # quicker, and enough for others
    page = (Path(__file__).parents[2] / "notes" / "formal.md").read_text(encoding="utf-8")
    _, table = page.split("| not exported | because of |\n|---|---|\n")
    left = {}
    for line in table.split("\n\n")[0].splitlines():
        names, why = line.strip("| ").split(" | ")
        left |= dict.fromkeys(names.split(", "), why)
    found = {}
    for name, known in ledger().items():
        if known.expected == "refuted":
            try:
                export(known, known.point(**known.counterexamples[0]))
            except CannotWrite as lack:
                found[name] = str(lack).replace(" 1000 ", " 100000 ")
    assert found == left


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"verdict": "holds"}, "is rejected: it is no certificate of a counterexample; accepted: "),
        ({"claim": "no.such"}, "needs claim 'no.such': it is not built in"),
        ({"statement": "x"}, "is rejected: the statement is not that of the claim; accepted: "),
        ({"parameters": {}}, "is rejected: depth is missing"),
        ({"margin": None, "more": 1}, "is rejected: it is no certificate of a claim; accepted: "),
        ({"digest": "0"}, "is rejected: the digest is not that of the content; accepted: "),
    ],
)
def test_files_that_are_no_such_certificate(capsys, tmp_path, body, message):
    content = {**claim("monotone.literal").examine(**LITERAL).certificate}
    del content["digest"]
    content = {**seal({**content, **body}), **({"digest": "0"} if "digest" in body else {})}
    write(content, tmp_path / "C.json")
    assert main(["prove", str(tmp_path / "C.json"), "--kernel"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert f"C.json {message}" in err


def test_a_bound_takes_one_of_a_least_value_and_keeps_all_of_a_greatest():
    page = Page()
    a, b, c = (page.named(n, page.number(Fraction(v))) for n, v in (("a", -3), ("b", 2), ("c", 5)))
    least, greatest = page.least([a, b]), page.least([a, b], greatest=True)
    assert parts("negative", least) == [a]
    assert parts("nonnegative", least) == [a, b]
    assert parts("negative", greatest) == [a, b]
    assert parts("positive", greatest) == [b]
    # what is subtracted, or divided by a negative number, is bounded from the other side
    assert statement("negative", b - least) == "b - Rmin a b < 0"
    assert statement("negative", c - greatest) == "c - b < 0"
    assert statement("negative", greatest / a) == "b / a < 0"
    assert statement("negative", least / a) == "Rmin a b / a < 0"
    assert statement("negative", -greatest) == "(- b) < 0"
    assert statement("negative", greatest / c) == "a / c < 0 /\\ b / c < 0"


def statement(sign, term):
    program = Program([(sign, part) for part in parts(sign, term)])
    lines = program.statement.splitlines()
    return " ".join(line for line in lines if not line.startswith("forall"))


def test_a_comparison_is_shown_as_well():
    page = Page()
    written = Written(page)
    x = page.named("x", page.number(Fraction(-1, 3)))
    assert written.indicator(x).value == -1
    assert x < 0 <= x * x
    assert x == x + 0
    said = [statement(sign, term) for sign, term in page.sides]
    assert said == ["x < 0", "x < 0", "0 < x * x", "0 <= x - x", "0 <= (- (x - x))"]


def test_names_are_those_of_the_parameters_and_none_of_coq():
    page = Page()
    d, fun, step = (page.named(n, page.number(Fraction(1))) for n in ("d", "fun", "h step"))
    lines = Program([("positive", d + fun + step)]).statement.splitlines()
    assert lines[:3] == [
        "forall d_v2, d_v2 = 1 ->",
        "forall fun_v2, fun_v2 = 1 ->",
        "forall h_step, h_step = 1 ->",
    ]


@pytest.mark.coq
@pytest.mark.usefixtures("computing")
@pytest.mark.parametrize(
    ("name", "point"),
    [
        # A root that is rational, of numbers that are rounded before: one of an orbit, a long one.
        (
            "networks.lazy/moves~any-sharpness",
            {
                "depth": 2,
                "eigenvalue": "300/10001",
                "alpha": "60300312676729731298481/346444975915488200000000000",
                "beta": "-2999700000000000/1732224879577441",
                "eta": 1,
                "steps": 1,
            },
        ),
        (
            "monotone.schedule/powers~step",
            {
                "depth": 2,
                "spectrum": "1,35988001/36000000",
                "alpha": "5999/6000",
                "schedule": [["1001/2000"] * 4],
                "power": 1,
            },
        ),
        # With fewer bits than its parameters have, its intervals get longer by the step.
        (
            "rank.window~any-start",
            {
                "depth": 2,
                "spectrum": "1681/400,5043/1600",
                "rank": 1,
                "alpha": "576594993713931796308360611585/649037107316853453566312041152512",
                "eta": "10371052703774475/236579717925306368",
                "delta": "1/8",
                "quiet_level": "55473/1499200",
            },
        ),
    ],
)
def test_points_that_want_more_bits_are_computed(name, point):
    told(export(*read(name, point)).text, 60)


@pytest.mark.parametrize(("value", "exactly"), [(0, True), (Fraction(1, 10**9), False)])
def test_only_what_may_be_a_tie_is_tried_exactly(value, exactly):
    page = Page()
    eta = page.named("eta", page.number(Fraction(1, 3)))
    program = Program([("nonnegative", 9 * eta * eta - 1 + page.number(value))])
    assert ((16384, "true") in _precisions(program)) == exactly
    # What is strict has no ties.
    assert not Program([("positive", 9 * eta * eta - 1)]).may_tie
