"""Moves towards a simpler point: what each yields, in which order."""

from fractions import Fraction

from dmfcheck import claim
from dmfcheck.hunt import moves
from dmfcheck.hunt.rationals import complexity, simpler_neighbours, simplest_between
from dmfcheck.hunt.simplify import largest_denominator

KEPT = claim("order.preserved")
VALUES = KEPT.point(depth=5, spectrum="2,1", alpha="1/10", eta="1/8", steps=100).exact


def test_integers_are_tried_at_the_low_end_then_by_halving_the_way():
    tried = [(v["depth"], v["steps"]) for v in moves.smaller_integers(KEPT, VALUES)]
    depths = [depth for depth, steps in tried if steps == 100]
    steps = [steps for depth, steps in tried if depth == 5]
    assert depths == [2, 3, 4]
    # From 1: the four least, then 100 less 49, 24, 12, 6, 3, 1.
    assert steps == [1, 2, 3, 4, 51, 76, 88, 94, 97, 99]
    assert tried == [(depth, 100) for depth in depths] + [(5, step) for step in steps]


def test_an_integer_at_its_low_end_stays():
    least = {**VALUES, "depth": 2, "steps": 1}
    assert list(moves.smaller_integers(KEPT, least)) == []


def test_entries_leave_in_runs_the_longest_and_the_last_first():
    four = {**VALUES, "spectrum": (Fraction(4), Fraction(3), Fraction(2), Fraction(1))}
    left = [tuple(map(int, v["spectrum"])) for v in moves.fewer_entries(KEPT, four)]
    assert left == [(4, 3), (2, 1), (4, 3, 2), (4, 3, 1), (4, 2, 1), (3, 2, 1)]
    assert list(moves.fewer_entries(KEPT, {**VALUES, "spectrum": (Fraction(4),)})) == []


def test_a_square_matrix_loses_its_columns_with_its_rows_and_others_do_not():
    square = ((1, 2, 3), (4, 5, 6), (7, 8, 9))
    assert moves.without(square, 1, 1) == ((1, 3), (7, 9))
    assert moves.without(square, 0, 2) == ((9,),)
    assert moves.without(((1, 2, 3), (4, 5, 6)), 0, 1) == ((4, 5, 6),)
    assert moves.without((1, 2, 3), 2, 1) == (1, 2)


def test_scaling_keeps_the_normalised_start_and_step():
    values = {
        "depth": 3,
        "spectrum": (Fraction(8), Fraction(1)),
        "alpha": Fraction(1, 5),
        "beta": Fraction(1, 10),
        "eta": Fraction(1, 640),
        "steps": 4,
        "other": Fraction(3, 7),
    }
    last = list(moves.scaled_to_one(values))[-1]
    # s = 2: lambda / 8, alpha / 2, eta 2^4; what the scaling does not know stays.
    assert last["spectrum"] == (1, Fraction(1, 8))
    assert last["alpha"] == Fraction(1, 10)
    assert last["beta"] == Fraction(1, 20)
    assert last["eta"] == Fraction(1, 40)
    assert last["other"] == Fraction(3, 7)
    assert (last["depth"], last["steps"]) == (3, 4)


def test_a_scaled_candidate_keeps_more_bits_than_the_one_before():
    values = {
        "depth": 2,
        "eigenvalue": Fraction(90001, 10000),
        "alpha": Fraction(700001, 1000000),
        "eta": Fraction(10007, 1000000),
    }
    s = 3.0000166666
    kept = list(moves.scaled_to_one(values))
    away = [abs(float(v["alpha"]) - 0.700001 / s) for v in kept]
    assert len(kept) == len(moves.RELATIVE_BITS[: len(kept)])
    assert away[0] > away[-1]
    for bits, candidate in zip(moves.RELATIVE_BITS, kept, strict=False):
        exact = float(values["eta"]) * s**2
        assert abs(float(candidate["eta"]) - exact) <= exact / 2**bits * 1.001
        assert moves.total_complexity(candidate) < moves.total_complexity(values)


def test_nothing_is_scaled_that_is_scaled_or_cannot_be():
    assert (
        list(moves.scaled_to_one({"depth": 2, "eigenvalue": Fraction(1), "alpha": Fraction(1, 3)}))
        == []
    )
    assert (
        list(moves.scaled_to_one({"depth": 2, "eigenvalue": Fraction(0), "alpha": Fraction(1, 3)}))
        == []
    )
    assert list(moves.scaled_to_one({"depth": 2, "alpha": Fraction(1, 3)})) == []
    assert list(moves.scaled_to_one({"eigenvalue": Fraction(2), "alpha": Fraction(1, 3)})) == []


def test_a_negative_leading_eigenvalue_is_scaled_to_minus_one():
    values = {
        "depth": 2,
        "eigenvalue": Fraction(-4),
        "alpha": Fraction(20001, 10000),
        "eta": Fraction(10001, 100000),
    }
    last = list(moves.scaled_to_one(values))[-1]
    assert last["eigenvalue"] == -1
    assert abs(last["alpha"] - Fraction(20001, 20000)) < Fraction(1, 10**9)


def test_rounding_rises_and_never_makes_a_number_vanish():
    values = {
        "depth": 2,
        "alpha": Fraction(1, 3000),
        "eta": Fraction(333, 1000),
        "small": Fraction(-1, 7777),
    }
    rounded = list(moves.rounded_together(values))
    # The nearest of denominator 1 is 0, so 1/3 stands for it; that of denominator at most 2 is 1/2.
    assert [v["eta"] for v in rounded[:4]] == [
        Fraction(1, 3),
        Fraction(1, 2),
        Fraction(1, 3),
        Fraction(1, 3),
    ]
    # With denominators up to 1000 nothing is left to round.
    assert len(rounded) == len(moves.DENOMINATORS) - 1
    for q, candidate in zip(moves.DENOMINATORS, rounded, strict=False):
        assert candidate["alpha"] == Fraction(1, 3000)
        assert candidate["small"] == Fraction(-1, 7777)
        assert candidate["eta"].denominator <= max(q, 3)
        assert candidate["depth"] == 2


def test_simple_numbers_are_left_alone_together():
    assert list(moves.rounded_together({"alpha": Fraction(2), "depth": 3})) == []


def test_numbers_are_listed_once_the_most_complicated_first():
    values = {
        "spectrum": (Fraction(1), Fraction(5, 7), Fraction(1)),
        "alpha": Fraction(5, 7),
        "eta": Fraction(1, 2),
        "steps": 9,
    }
    assert moves.numbers_of(values) == [Fraction(5, 7), Fraction(1, 2), Fraction(1)]


def test_equal_numbers_move_together_then_alone():
    values = {"spectrum": (Fraction(5, 7), Fraction(1, 3)), "alpha": Fraction(5, 7), "steps": 2}
    candidates = list(moves.simpler_number(values, Fraction(5, 7)))
    count = len(list(simpler_neighbours(Fraction(5, 7))))
    assert len(candidates) == 3 * count
    assert all(v["spectrum"][0] == v["alpha"] != Fraction(5, 7) for v in candidates[:count])
    assert all(v["alpha"] == Fraction(5, 7) for v in candidates[count : 2 * count])
    assert all(v["spectrum"][0] == Fraction(5, 7) for v in candidates[2 * count :])
    assert all(v["spectrum"][1] == Fraction(1, 3) for v in candidates)


def test_the_largest_denominator_is_found_within_spectra():
    values = {
        "depth": 90,
        "spectrum": (Fraction(1), Fraction(3, 11), Fraction(1, 2)),
        "alpha": Fraction(9, 10),
    }
    assert largest_denominator(values) == ("spectrum", 11)
    assert largest_denominator({"depth": 90, "empty": ()}) == ("depth", 1)


def test_neighbours_come_from_powers_of_ten_and_from_both_sides():
    found = list(simpler_neighbours(Fraction(1234567, 1000)))
    assert found[:5] == [Fraction(1), Fraction(10), Fraction(100), Fraction(10**4), Fraction(0)]
    assert Fraction(1234) in found
    assert Fraction(1235) in found
    tiny = list(simpler_neighbours(Fraction(-1, 123457)))
    assert tiny[:4] == [Fraction(-1), Fraction(-1, 10), Fraction(-1, 100), Fraction(-1, 10**4)]
    assert Fraction(-1, 123456) in tiny


def test_the_powers_of_ten_end_at_the_size_of_the_number():
    # 2^20: 3 * 4 < 20 + 3 <= 3 * 8.
    assert [n for n in simpler_neighbours(Fraction(2**20 + 1)) if n in (10, 100, 10**4, 10**8)] == [
        10,
        100,
        10**4,
    ]


def test_a_number_near_one_is_simplified_by_its_distance_to_one():
    found = list(simpler_neighbours(1 - Fraction(12345, 10**7)))
    assert 1 - Fraction(1, 100) in found
    assert 1 - Fraction(1, 810) in found
    above = list(simpler_neighbours(1 + Fraction(12345, 10**7)))
    assert 1 + Fraction(1, 810) in above
    # At an eighth and farther the distance to 1 is no longer looked at.
    far = 1 - Fraction(1, 4) + Fraction(1, 10**7)
    assert 1 - Fraction(1, 10) not in list(simpler_neighbours(far))


def test_neighbours_get_closer_down_to_the_finest():
    value = Fraction(314159265, 10**8)
    for finest in (0, 5, 20):
        closest = min(abs(n - value) for n in simpler_neighbours(value, finest))
        within = simplest_between(value - value / 2**finest, value + value / 2**finest)
        assert closest <= abs(within - value)
    assert len(list(simpler_neighbours(value, 20))) > len(list(simpler_neighbours(value, 5)))


def test_denominators_count_more_than_numerators():
    # 2 q bits(q) + |p|.
    assert complexity(Fraction(-7, 5)) == 2 * 5 * 3 + 7
    assert complexity(Fraction(0)) == 2
    assert complexity(Fraction(28)) < complexity(Fraction(1, 5)) < complexity(Fraction(30))
