"""Which points are kept, of which niches, and how they are chosen from."""

import random
from itertools import pairwise

import pytest

from dmfcheck.hunt.archive import EACH, NICHES, Archive, niche_of
from dmfcheck.hunt.structure import Structure


def structure(steps, size=2):
    return Structure((("steps", steps),), (("spectrum", (size,)),))


def test_a_niche_holds_what_is_within_a_factor_of_the_root_of_two():
    niches = [niche_of(structure(steps)) for steps in range(1, 5000)]
    edges = [k + 1 for k in range(1, len(niches)) if niches[k] != niches[k - 1]]
    assert edges[:5] == [2, 3, 4, 6, 8]
    for low, high in pairwise(edges[4:]):
        assert high / low == pytest.approx(2**0.5, rel=0.1)
    # One comes after the other: none is met twice.
    assert len(set(niches)) == len(edges) + 1
    assert niche_of(structure(5, 2)) != niche_of(structure(5, 3))
    assert niche_of(structure(-5)) != niche_of(structure(5))


def test_the_tightest_points_of_a_niche_are_kept_and_ties_go_to_the_earlier_shard():
    archive = Archive()
    for number, margin in enumerate([0.5, 0.1, 0.4, 0.1, 0.3]):
        archive.add(structure(1), margin, number, {"of": number})
    assert [entry["of"] for entry in archive.ranked()[0]] == [1, 3, 4][:EACH]
    turned = Archive()
    for number, margin in reversed(list(enumerate([0.5, 0.1, 0.4, 0.1, 0.3]))):
        turned.add(structure(1), margin, number, {"of": number})
    assert turned.ranked() == archive.ranked()


def test_one_niche_does_not_crowd_out_the_others():
    archive = Archive()
    archive.add(structure(1000), 5.0, 0, {"of": "late"})
    for number in range(1, 500):
        archive.add(structure(1), 1 / number, number, {"of": number})
    assert [entries[0]["of"] for entries in archive.ranked()] == [499, "late"]
    met = [archive.chosen(random.Random(seed))[0]["of"] for seed in range(40)]
    assert set(met) == {499, "late"}


def test_of_too_many_niches_the_worst_goes():
    archive = Archive()
    for number in range(NICHES + 5):
        archive.add(structure(1, 10 + 16 * number), float(number), number, {"of": number})
    kept = [entries[0]["of"] for entries in archive.ranked()]
    assert len(archive) == len(kept) <= NICHES
    assert kept == sorted(kept)
    assert kept[0] == 0


def test_news_is_a_new_niche_or_the_share_by_which_a_margin_falls():
    archive = Archive()
    assert archive.add(structure(1), 1.0, 0, {}) == 1.0
    assert archive.add(structure(1), 2.0, 1, {}) == 0.0
    assert archive.add(structure(1), 0.75, 2, {}) == 0.25
    assert archive.add(structure(9), 3.0, 3, {}) == 1.0
    assert archive.add(structure(1), -3.0, 4, {}) == 1.0
    assert archive.add(structure(2), 0.0, 5, {}) == 1.0
    assert archive.add(structure(2), -1.0, 6, {}) == 1.0
