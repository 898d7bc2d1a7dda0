from fractions import Fraction

from hypothesis import given

from dmfcheck.claims.small_matrices import (
    combine,
    gradients,
    identity,
    product,
    rotation,
    transpose,
)
from dmfcheck.theory.flow.closed_forms_strategies import factor_chains


def loss(factors, target):
    residual = combine(product(*reversed(factors)), target, -1)
    return sum(x * x for row in residual for x in row) / Fraction(2)


@given(factor_chains())
def test_gradients_are_the_derivatives_of_the_loss(values):
    target = tuple(map(tuple, values["target"]))
    factors = [tuple(map(tuple, factor)) for factor in values["starts"]]
    slopes = gradients(factors, target)
    for j, factor in enumerate(factors):
        for row in range(len(factor)):
            for column in range(len(factor)):
                # The loss is quadratic in one entry: its central difference is its derivative.
                values_around = []
                for shift in (1, -1):
                    moved = [list(r) for r in factor]
                    moved[row][column] += shift
                    values_around.append(
                        loss([*factors[:j], tuple(map(tuple, moved)), *factors[j + 1 :]], target)
                    )
                difference = (values_around[0] - values_around[1]) / 2
                assert slopes[j][row][column] == difference


def test_cayley_transforms_are_orthogonal():
    V = rotation([Fraction(1, 3), Fraction(-2), Fraction(5, 7)], 3)
    assert product(transpose(V), V) == identity(3)
