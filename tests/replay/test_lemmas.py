"""Certificates of lemmas: replayed, and rejected after any change of what they say."""

import copy
import random
from fractions import Fraction
from functools import cache

import pytest

from dmfcheck.base.certificate import seal
from dmfcheck.base.exact_text import json_text
from dmfcheck.proofs.prove import prove
from dmfcheck.replay.reading import parsed
from dmfcheck.replay.verify import verify_content
from dmfcheck.theory.ledger import claim
from dmfcheck.theory.mutants import mutants
from dmfcheck.theory.proof import proofs

SMALL = {
    "step.monotone": (2, 3, 4, 5),
    "step.monotone/from_above": (3, 4),
    "step.monotone/sharp": (2, 5),
    "step.convergent/sharp": (2,),
    "step.nonpositive": (2, 4),
    "monotone.rank": (2, 3),
    "monotone.rank/any_power": (2,),
    "time.deep_lower": (3, 4),
    "step.nonpositive/even": (4,),
}


@cache
def certificate(name):
    """Without Coq, which has no part in it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dmfcheck.proofs.prove._check_theorems", lambda steps: None)
        found = prove(claim(name), claim(name), proofs()[name], SMALL[name], 60)
    return parsed(json_text(found.certificate()))


def resealed(content):
    body = {name: value for name, value in content.items() if name not in ("schema", "digest")}
    return seal(body)


@pytest.mark.parametrize("name", SMALL)
def test_what_is_shown_replays(name):
    replay = verify_content(certificate(name))
    assert (replay.verdict, replay.exit_code) == ("holds", 0)
    assert replay.reason.startswith("the lemmas; not in the certificate: ")


def places(value, path=()):
    """Every place in a JSON value that holds something."""
    yield path
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from places(inner, (*path, name))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from places(inner, (*path, index))


def at(value, path):
    for step in path:
        value = value[step]
    return value


def changed(value, draw):
    """Another value in the place of one, of the same kind most of the time."""
    if isinstance(value, bool) or value is None:
        return 1
    if isinstance(value, int):
        return draw.choice([value + 1, value - 1, -value - 1, float(value), str(value), None])
    if isinstance(value, str):
        try:
            number = Fraction(value)
        except ValueError:
            return draw.choice([value + " ", value[:-1], "", None, 0])
        near = number + Fraction(1, 10**6)
        return draw.choice([str(-number - 1), str(number + 1), str(near), f"{value}.0", None])
    if isinstance(value, list):
        if not value:
            return [0]
        kept = draw.randrange(len(value))
        options = [value[:kept] + value[kept + 1 :], [*value, value[kept]], [], None]
        if len(value) > 1 and value != value[::-1]:
            options.append(value[::-1])
        return draw.choice(options)
    if isinstance(value, dict):
        rest = dict(value)
        rest.pop(draw.choice(sorted(rest)))
        return draw.choice([rest, {**value, "more": 1}, {}])
    raise AssertionError(value)


@pytest.mark.parametrize("name", SMALL)
def test_a_single_change_is_rejected(name):
    draw = random.Random(name)
    original = certificate(name)
    spots = [path for path in places(original) if path and path[0] not in ("schema", "digest")]
    for _ in range(70):
        path = draw.choice(spots)
        tampered = copy.deepcopy(original)
        value = at(tampered, path)
        other = changed(value, draw)
        assert other != value or type(other) is not type(value)
        at(tampered, path[:-1])[path[-1]] = other
        assert verify_content(tampered).verdict == "rejected"  # by its digest
        replay = verify_content(resealed(tampered))
        assert replay.verdict in ("rejected", "undecided"), (path, value, other)
        if replay.verdict == "undecided":
            assert path == ("claim",)


def test_a_lemma_of_another_claim_or_depth_is_rejected():
    first, other = certificate("step.monotone"), certificate("step.monotone/from_above")
    mixed = copy.deepcopy(first)
    mixed["lemmas"][0] = other["lemmas"][0]
    assert "none of the proof" in verify_content(resealed(mixed)).reason
    moved = copy.deepcopy(first)
    moved["lemmas"][0]["depth"] = 6
    assert verify_content(resealed(moved)).verdict == "rejected"
    twice = copy.deepcopy(first)
    twice["lemmas"].append(twice["lemmas"][-1])
    assert "there twice" in verify_content(resealed(twice)).reason


@pytest.mark.parametrize("name", ["step.monotone~past-sharp", "step.nonpositive~bound-two"])
def test_the_proof_of_a_claim_is_none_of_its_mutant(name):
    mutant = mutants()[name]
    content = copy.deepcopy(certificate(mutant.claim_id))
    content["claim"], content["statement"] = name, mutant.claim.statement
    assert verify_content(resealed(content)).verdict == "rejected"


def test_a_claim_without_a_proof_is_not_replayed():
    content = copy.deepcopy(certificate("step.monotone"))
    content["claim"] = "reduction.nonnormal"
    assert verify_content(resealed(content)).verdict == "undecided"
