"""A tree of boxes is walked again word by word, and nothing else than a proof passes."""

from fractions import Fraction

import pytest

from dmfcheck.proofs.boxes.search import Search
from dmfcheck.replay.boxes.tree import walk
from dmfcheck.replay.lacking import CannotReplay
from dmfcheck.replay.rejected import Rejected


def of(margin):
    """A margin of coordinates as a search and a replay call it."""
    return lambda t, exact=False: margin(*t)


def quotient(x, y, degree):
    """(x^degree - y^degree) / (x - y)."""
    return sum((x**i * y ** (degree - 1 - i) for i in range(1, degree)), y ** (degree - 1))


def order(N, share=1):
    """How much further two starts move apart in a step h <= share/N, over their distance."""

    def margin(x, y, t):
        h = t * Fraction(share, N)
        return 1 + h * (quotient(x, y, N - 1) - quotient(x, y, 2 * N - 1))

    return of(margin)


def contraction(N, share=2):
    """The two-step contraction of the distance to 1, h <= share/N, over h x^{N-1}."""

    def margin(x, t):
        h = t * Fraction(share, N)
        growth = 1 + h * x ** (N - 2) * (1 - x**N)
        at_x, at_y = (sum((z**i for i in range(1, N)), z**0) for z in (x, x * growth))
        far = growth ** (N - 1) * at_y
        return at_x + far - h * x ** (N - 1) * far * at_x

    return of(margin)


def slope(N, share=1):
    """The derivative of the map where h <= share/(3N-2) and |lambda| <= 1."""

    def margin(d, level, t):
        h = t * Fraction(share, 3 * N - 2)
        return 1 + h * d ** (N - 2) * ((N - 1) * (2 * level - 1) - (2 * N - 1) * d**N)

    return of(margin)


CASES = [
    *((order, N, 3, Fraction(1001, 1000)) for N in (3, 5, 9)),
    *((contraction, N, 2, Fraction(2001, 1000)) for N in (2, 3, 5, 8)),
    *((slope, N, 3, Fraction(1001, 1000)) for N in (3, 7)),
]


def rejected(f, sides, words):
    with pytest.raises(Rejected):
        walk(f, sides, words)
    return 1


@pytest.fixture(scope="module", name="trees")
def _trees():
    found = {}
    for make, N, sides, _ in CASES:
        search = Search(make(N), sides).run()
        assert search.proved
        assert walk(make(N), sides, search.tree) == sum(word[0] in "+=t" for word in search.tree)
        found[make, N] = list(search.tree)
    return found


def wrong_words(word):
    """The word with one thing changed that makes it no word for any box."""
    kind = word[0]
    yield from (None, 7, "", [word], {"word": word}, f" {word}", f"{word} ", word.upper() + "+")
    if kind == "s":
        side, _, at = word[1:].partition(":")
        p, q = Fraction(at).as_integer_ratio()
        yield from (f"s{side}:0", f"s{side}:1", f"s{side}:-{at}", f"s{side}:{p + q}/{q}")
        yield from (f"s{side}:{2 * p}/{2 * q}", f"s{side}:{p / q}", f"s9:{at}", f"s0{side}:{at}")
        yield from (f"s{side}:{at}0/7x", "s", f"s{side}")
    elif kind in "ft":
        yield from (word[:-1], f"{kind}9{word[2:]}", word.replace(kind, "g"), f"{kind}-1{word[2:]}")
    if kind == "t":
        yield from (f"{word[:-1]}0", f"{word[:-1]}99")
    if kind == "+":
        yield from ("++", "0", "-", "f0=", "t0-21")


def test_a_word_that_is_none_is_rejected_wherever_it_stands(trees):
    count = 0
    for make, N in ((order, 3), (contraction, 2), (contraction, 3), (slope, 3)):
        words, sides = trees[make, N], 2 if make is contraction else 3
        for i, word in enumerate(words):
            for wrong in wrong_words(word):
                count += rejected(make(N), sides, [*words[:i], wrong, *words[i + 1 :]])
    assert count >= 500


def test_a_missing_or_a_doubled_word_is_rejected(trees):
    count = 0
    for (make, N), words in trees.items():
        sides = 2 if make is contraction else 3
        for i, word in enumerate(words):
            count += rejected(make(N), sides, words[:i] + words[i + 1 :])
            count += rejected(make(N), sides, [*words[:i], word, *words[i:]])
            count += rejected(make(N), sides, words[:i])
        count += rejected(make(N), sides, [*words, "+"])
        count += rejected(make(N), sides, [])
    assert count >= 300


def test_a_face_is_the_one_that_the_slope_says_and_a_series_starts_at_its_end(trees):
    count = 0
    for (make, N), words in trees.items():
        sides = 2 if make is contraction else 3
        for i, word in enumerate(words):
            if word[0] in "ft":
                turned = word.translate(str.maketrans("+-", "-+"))
                count += rejected(make(N), sides, [*words[:i], turned, *words[i + 1 :]])
    assert count >= 12


def test_a_box_that_has_a_zero_is_not_positive(trees):
    """The boxes on the way to the corner where the margin vanishes cannot be leaves."""
    for (make, N), words in trees.items():
        sides = 2 if make is contraction else 3
        for i, word in enumerate(words):
            # A split after which only the last word is left is one of a box with the zero.
            if word[0] in "sf" and words[-1] != "+" and set(words[i:-1]) <= {"+"} | {word}:
                rejected(make(N), sides, [*words[:i], "+"])
        rejected(make(N), sides, ["+"])


@pytest.mark.parametrize(("make", "N", "sides", "share"), CASES)
def test_no_tree_shows_what_is_false(trees, make, N, sides, share):
    false = make(N, share)
    refuted = Search(false, sides).run()
    assert refuted.point is not None
    assert false(refuted.point, exact=True) < 0
    count = sum(rejected(false, sides, words) for words in trees.values() if words)
    assert count == len(trees)


def test_a_tree_has_an_end():
    endless = ["s0:1/2"] * 1_000_001
    with pytest.raises(CannotReplay, match="1000000 words"):
        walk(lambda t, exact=False: t[0], 1, endless)


def test_a_split_may_be_anywhere_inside():
    words = ["s0:1/3", "f0-", "=", "+"]
    assert walk(lambda t, exact=False: t[0], 1, words) == 2
