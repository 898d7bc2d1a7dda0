"""What is false is never proved: mutants, loosened constants, inequalities turned round."""

import json
from dataclasses import replace
from fractions import Fraction

import pytest

from dmfcheck.claims.claim import Constant
from dmfcheck.claims.mutant import turned
from dmfcheck.commands.main import main
from dmfcheck.proofs.lemmas import check_lemma
from dmfcheck.proofs.prove import prove
from dmfcheck.theory.ledger import claim
from dmfcheck.theory.mutants import mutants
from dmfcheck.theory.proof import Bernstein, Boxes, Coefficients, proofs

BY_SIGNS = (Coefficients, Bernstein)
MUTANTS = {name: one for name, one in mutants().items() if one.claim_id in proofs()}


def least(name):
    return (proofs()[name].depths or (2,))[0]


def verdict(changed, name):
    return prove(changed, claim(name), proofs()[name], (least(name),), 20).verdict


def fails(changed, lemma, depth):
    try:
        check_lemma(lemma, changed, depth)
    except ArithmeticError:
        return True
    return False


def test_there_are_many_of_them():
    assert len(MUTANTS) >= 60


@pytest.mark.parametrize("name", MUTANTS)
def test_no_mutant_is_proved(name):
    mutant = MUTANTS[name]
    assert verdict(mutant.claim, mutant.claim_id) == "undecided"


@pytest.mark.parametrize("name", proofs())
def test_no_claim_is_proved_turned_round(name):
    original = claim(name)
    assert verdict(replace(original, margin=turned(original)), name) == "undecided"


def own_margin(lemma):
    return isinstance(lemma.check, BY_SIGNS) and lemma.check.inequality.margin is None


@pytest.mark.parametrize(
    ("name", "lemma"), [(n, le) for n, p in proofs().items() for le in p.lemmas if own_margin(le)]
)
def test_a_lemma_about_the_claim_itself_fails_turned_round(name, lemma):
    """Not only the rule that glue is of the claim as stated: the signs see it."""
    original = claim(name)
    wrong = replace(original, margin=turned(original))
    assert fails(wrong, lemma, lemma.depths[0])


def loosened(constant, factor):
    return Constant(constant.name, lambda N: constant.stated(N) * factor, "loosened")


LOOSENED = [
    # A lemma that the constant enters, and the way in which it is too much.
    ("step.monotone", "no overshoot", Fraction(1001, 1000)),
    ("step.quoted", "rises", 3),
    ("step.convergent/sharp", "two steps repel", Fraction(999, 1000)),
    ("monotone.rank", "order persists", 3),
    ("monotone.rank", "stays below", Fraction(1001, 1000)),
    ("monotone.rank", "convex", Fraction(1001, 1000)),
    ("monotone.ratio", "speeds persist", Fraction(1001, 1000)),
]


@pytest.mark.parametrize("depth", [2, 3, 4, 5, 6])
@pytest.mark.parametrize(("name", "of", "factor"), LOOSENED)
def test_a_constant_that_is_loosened_fails_its_lemma(name, of, factor, depth):
    original = claim(name)
    lemma = next(lemma for lemma in proofs()[name].lemmas if lemma.name == of)
    assert not fails(original, lemma, depth)
    constants = tuple(loosened(constant, factor) for constant in original.constants)
    assert fails(replace(original, constants=constants), lemma, depth)


def shown_by_signs():
    for name, proof in proofs().items():
        for lemma in proof.lemmas:
            if isinstance(lemma.check, BY_SIGNS) and lemma.check.inequality.margin is not None:
                yield name, lemma


@pytest.mark.parametrize(("name", "lemma"), list(shown_by_signs()))
def test_an_inequality_that_is_too_strong_or_turned_round_is_not_shown(name, lemma):
    inequality = lemma.check.inequality
    depth = lemma.depths[0]
    own = inequality.margin

    def with_margin(margin):
        return replace(
            lemma, check=replace(lemma.check, inequality=replace(inequality, margin=margin))
        )

    assert not fails(claim(name), lemma, depth)
    assert fails(claim(name), with_margin(lambda a, p, c: -own(a, p, c)), depth)
    little = Fraction(1, 10**6)
    assert fails(claim(name), with_margin(lambda a, p, c: own(a, p, c) - a.number(little)), depth)


def test_boxes_are_asked_too():
    assert any(isinstance(le.check, Boxes) for p in proofs().values() for le in p.lemmas)


@pytest.mark.parametrize(
    "name",
    [
        "step.monotone~past-sharp",
        "step.monotone~halves",
        "step.nonpositive~bound-two",
        "monotone.rank/sharp~rises-first",
        "order.preserved~ties",
        "reduction.nonnormal",
    ],
)
def test_it_is_refuted_at_an_exact_point(capsys, tmp_path, name):
    path = tmp_path / "counterexample.json"
    code = main(["prove", name, "--json", "-o", str(path), "--seconds", "60"])
    found = json.loads(capsys.readouterr().out)
    assert (code, found["verdict"], found["method"]) == (1, "refuted", "hunt")
    assert json.loads(path.read_text())["parameters"] == found["counterexample"]
    assert main(["verify", str(path)]) == 0
