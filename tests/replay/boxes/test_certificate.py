"""Certificates of lemmas shown by boxes: replayed, and rejected after a change of any word."""

import copy
from fractions import Fraction

import pytest

from dmfcheck.base.certificate import seal
from dmfcheck.base.exact_text import json_text
from dmfcheck.proofs.prove import prove
from dmfcheck.replay.reading import parsed
from dmfcheck.replay.verify import verify_content
from dmfcheck.theory.ledger import claim
from dmfcheck.theory.mutants import mutants
from dmfcheck.theory.proof import proofs

DEPTHS = {
    "step.convergent": (2, 4),
    "step.quoted/monotone_map": (2, 3),
    "step.perturbed": (2, 5),
    "order.preserved": (3, 5),
    "rank.plateau": (2,),
    "time.corrected/sharper": (3,),
}


@pytest.fixture(scope="module", name="certificates")
def _certificates():
    found = {}
    for name, depths in DEPTHS.items():
        proved = prove(claim(name), claim(name), proofs()[name], depths, 60)
        assert proved.up_to_glue or proved.verdict == "proved"
        found[name] = parsed(json_text(proved.certificate()))
    return found


def resealed(content):
    return seal({key: value for key, value in content.items() if key not in ("schema", "digest")})


def with_tree(content, index, words):
    """The certificate with other words for the tree of one lemma, and its digest."""
    other = copy.deepcopy(content)
    other["lemmas"][index]["proof"]["tree"] = " ".join(words)
    return resealed(other)


def by_boxes(content):
    return [
        (index, entry["proof"]["tree"].split(" "))
        for index, entry in enumerate(content["lemmas"])
        if entry["check"] == "boxes"
    ]


def is_rejected(content):
    replay = verify_content(content)
    assert replay.verdict == "rejected", replay
    return 1


def otherwise(word):
    """Words that cannot stand where ``word`` does."""
    if word[0] == "s":
        side, _, at = word[1:].partition(":")
        p, q = Fraction(at).as_integer_ratio()
        yield from (f"s{side}:{p + q}/{q}", f"s{side}:-{at}", f"s{side}:{2 * p}/{2 * q}", "=")
        yield from (f"s{side}:0", f"s{side}:1", f"s7:{at}", f"s{side}:")
    elif word[0] in "ft":
        yield from (word[:-1], f"{word[0]}9{word[2:]}", "=", "s0:1")
    else:
        yield from ("0", "s0:3/2", "f8-", "t0-99")


@pytest.mark.parametrize("name", DEPTHS)
def test_what_is_shown_replays(certificates, name):
    replay = verify_content(certificates[name])
    assert (replay.verdict, replay.exit_code) == ("holds", 0)


def test_a_changed_word_is_rejected(certificates):
    count = 0
    for name, content in certificates.items():
        for index, words in by_boxes(content):
            for place, word in enumerate(words):
                if name == "time.corrected/sharper" and place % 5:
                    continue
                for other in otherwise(word):
                    changed = [*words[:place], other, *words[place + 1 :]]
                    if other != word:
                        count += is_rejected(with_tree(content, index, changed))
    assert count >= 300


def test_a_missing_and_a_doubled_word_are_rejected(certificates):
    count = 0
    for content in certificates.values():
        for index, words in by_boxes(content):
            for place in range(0, len(words), 3):
                missing = words[:place] + words[place + 1 :]
                doubled = [*words[: place + 1], *words[place:]]
                count += is_rejected(with_tree(content, index, missing))
                count += is_rejected(with_tree(content, index, doubled))
            count += is_rejected(with_tree(content, index, [*words, "+"]))
            count += is_rejected(with_tree(content, index, [""]))
    assert count >= 150


def test_a_tree_in_another_form_is_rejected(certificates):
    content = certificates["order.preserved"]
    for proof in (None, [], {}, {"tree": ["+"]}, {"tree": "+", "more": 1}, {"tree": 7}, "+"):
        other = copy.deepcopy(content)
        other["lemmas"][0]["proof"] = proof
        is_rejected(resealed(other))


def test_a_lemma_that_lacks_or_is_another_is_rejected(certificates):
    for name in ("step.convergent", "step.perturbed", "rank.plateau"):
        content = certificates[name]
        for index, entry in enumerate(content["lemmas"]):
            for key, value in (
                ("name", entry["name"] + " "),
                ("statement", "x"),
                ("check", "coefficients" if entry["check"] == "boxes" else "boxes"),
                ("depth", entry["depth"] + 1),
                ("depth", 51),
            ):
                other = copy.deepcopy(content)
                other["lemmas"][index][key] = value
                is_rejected(resealed(other))
            other = copy.deepcopy(content)
            del other["lemmas"][index]
            is_rejected(resealed(other))


LOOSENED = [
    mutant
    for mutant in mutants().values()
    if mutant.claim_id in DEPTHS
    and {c.name: c.stated(3) for c in mutant.claim.constants}
    != {c.name: c.stated(3) for c in claim(mutant.claim_id).constants}
]


@pytest.mark.parametrize("mutant", LOOSENED, ids=lambda mutant: mutant.claim.id)
def test_no_certificate_is_one_of_a_mutant(certificates, mutant):
    content = certificates[mutant.claim_id]
    other = {**content, "claim": mutant.claim.id, "statement": mutant.claim.statement}
    replay = verify_content(resealed(other))
    assert replay.verdict in ("rejected", "undecided")


def test_there_are_loosened_mutants():
    assert len(LOOSENED) >= 8
