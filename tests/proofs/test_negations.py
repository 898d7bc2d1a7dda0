"""The formal statements of refuted claims, false at the points of their certificates."""

from dataclasses import replace

import pytest

from dmfcheck.proofs.assumptions import REALS, assumptions
from dmfcheck.proofs.coq import Refused, workshop
from dmfcheck.proofs.counterexample.export import NEGATION
from dmfcheck.proofs.counterexample.negation import negation_file, negations, stated, theorems
from dmfcheck.proofs.counterexample.term import CannotWrite
from dmfcheck.proofs.kernel import MARK
from dmfcheck.theory.formal import formal_statements
from dmfcheck.theory.instance import instances, peak, without_instance
from dmfcheck.theory.ledger import claim

REFUTED = [name for name, formal in formal_statements().items() if formal.refutes]


def found(name, index=0):
    known = claim(name)
    return negations(known, known.point(**known.counterexamples[index]))


def told(instance):
    """What Coq prints of the axioms of both theorems."""
    proved, text = negation_file(instance)
    with workshop(300) as shop:
        shop.compile_all([theorem.file for theorem in proved])
        return [assumptions(printed) for printed in shop.run(NEGATION, text).split(MARK)[1:]]


@pytest.mark.parametrize("name", REFUTED)
def test_a_refuted_statement_is_at_a_point_or_there_is_a_reason(name):
    assert (name in instances()) != (name in without_instance())
    if name in without_instance():
        with pytest.raises(CannotWrite, match=without_instance()[name]):
            found(name)


@pytest.mark.parametrize("name", instances())
def test_every_counterexample_gives_each_name_of_the_definition_a_value(name):
    spoken = " ".join(theorem.statement for theorem in formal_statements()[name].theorems)
    for index in range(len(claim(name).counterexamples)):
        listed = found(name, index)
        assert listed
        for instance in listed:
            names, body = stated(instance)
            assert instance.definition in spoken
            assert list(instance.values) == names
            (here, _), (whole, _) = theorems(instance)
            assert body in here.statement
            assert whole.statement.startswith(f": ~ {instance.definition}")


# Of each way to contradict a conclusion one.
@pytest.mark.coq
@pytest.mark.usefixtures("negating")
@pytest.mark.parametrize(
    "name",
    [
        "monotone.decay",
        "order.depth/whole_steps",
        "rank.leading_last_literal",
        "step.perturbed_sharp/negative_beyond",
        "stopping.always_better",
    ],
)
def test_coq_proves_the_negation(name):
    for instance in found(name):
        axioms = told(instance)
        assert len(axioms) == 2
        assert all(names and set(names) <= REALS for names in axioms)


@pytest.mark.coq
@pytest.mark.usefixtures("negating")
@pytest.mark.parametrize(
    "value",
    [
        "Q2R (51 # 100)",  # a hypothesis fails
        "Q2R (1 # 4)",  # the conclusion holds
    ],
)
def test_a_point_that_refutes_nothing_is_refused(value):
    [instance] = found("monotone.start/effective_rank")
    assert instance.values["eta"] == "Q2R (1 # 2)"
    with pytest.raises(Refused, match=r"^Coq refuses Negation\.v: .*No applicable tactic"):
        told(replace(instance, values={**instance.values, "eta": value}))


def test_a_peak_is_above_what_is_lowest_before_and_after():
    assert peak([5, 1, 3, 2, 4, 0, 9]) == (1, 4, 5)
    assert peak([0, 1, 0]) == (0, 1, 2)
    for falls_then_rises in ([3, 2, 1, 2, 3], [1, 1, 1], [1, 2, 3], [3, 2, 1]):
        with pytest.raises(ArithmeticError, match="no step"):
            peak(falls_then_rises)


def test_a_point_that_the_formal_statement_is_not_about_is_named():
    better = claim("stopping.always_better")
    point = better.point(
        depth=2,
        spectrum=["9/10", "1/2"],
        factor=[["1", "0"], ["0", "1"]],
        alpha="1/2",
        eta="1/4",
        steps=3,
    )
    with pytest.raises(
        CannotWrite, match=r"^matrices, where the formal statement is about numbers$"
    ):
        negations(better, point)
