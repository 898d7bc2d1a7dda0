"""No certificate survives a change: neither an accident nor a forgery that mends the digest."""

import copy
import json
import random
import time
from fractions import Fraction

import pytest

from dmfcheck import BadInput, claim
from dmfcheck.base.bounds import interruptible, within
from dmfcheck.base.certificate import digest, write
from dmfcheck.replay.reading import read
from dmfcheck.replay.recorded import recorded
from dmfcheck.replay.verify import verify, verify_content

POINTS = {
    "reduction.nonnormal": {
        "depth": 2,
        "target": [[1, 1], [0, "1/2"]],
        "alpha": "1/2",
        "eta": "1/4",
        "steps": 2,
    },
    "step.monotone": {
        "depth": 3,
        "eigenvalue": 2,
        "alpha": "1/3",
        "eta": "1/20",
        "steps": 12,
    },
    "time.two_layer": {
        "depth": 2,
        "eigenvalue": 1,
        "alpha": "1/100",
        "eta": "1/8",
        "fraction": "1/2",
    },
    "order.preserved": {
        "depth": 4,
        "spectrum": [3, "1/2"],
        "alpha": "1/5",
        "eta": "1/1000",
        "steps": 30,
    },
}


@pytest.fixture(scope="module")
def certificates():
    return [dict(claim(name).examine(**values).certificate) for name, values in POINTS.items()]


def leaves(value, path=()):
    if isinstance(value, dict):
        for key, entry in value.items():
            yield from leaves(entry, (*path, key))
    elif isinstance(value, list):
        for index, entry in enumerate(value):
            yield from leaves(entry, (*path, index))
    else:
        yield path, value


def corrupted(value, generator):
    """Another value of the same type, near the old one or far from it."""
    if isinstance(value, int):
        return value + generator.choice([-1, 1, 2, -value or 7, 10**6])
    position = generator.randrange(len(value) + 1)
    character = generator.choice("0123456789/-abcxyz")
    changed = value[:position] + character + value[position + generator.randrange(2) :]
    return changed if changed != value else value + "0"


def put(content, path, value):
    for key in path[:-1]:
        content = content[key]
    content[path[-1]] = value


def test_untouched_certificates_verify(certificates, tmp_path):
    for number, certificate in enumerate(certificates):
        path = tmp_path / f"{number}.json"
        write(certificate, path)
        assert read(path) == certificate
        assert verify(path).verdict == certificate["verdict"]


def test_a_thousand_single_field_corruptions_are_rejected(certificates):
    generator = random.Random(0)
    for _ in range(1000):
        content = copy.deepcopy(generator.choice(certificates))
        path, value = generator.choice(list(leaves(content)))
        put(content, path, corrupted(value, generator))
        assert verify_content(content).verdict == "rejected", path


def test_a_forgery_with_a_mended_digest_is_accepted_only_if_it_is_true(certificates):
    generator = random.Random(1)
    accepted = 0
    for _ in range(400):
        content = copy.deepcopy(generator.choice(certificates))
        # The number of bits says how hard the maker worked, not what is true: it may differ.
        path, value = generator.choice(
            [leaf for leaf in leaves(content) if leaf[0][0] not in ("bits", "digest")]
        )
        put(content, path, corrupted(value, generator))
        content["digest"] = digest(content)
        if verify_content(content).verdict in ("holds", "refuted"):
            accepted += 1
            assert is_true(content), (path, value)
    # A margin that moved by less than its ball, or a sign that the margin does not see.
    assert accepted < 40


def is_true(content):
    fresh = claim(content["claim"]).examine(**content["parameters"]).certificate
    true = recorded(fresh["margin"], fresh["bits"])
    meets = recorded(content["margin"], content["bits"]).meets(true.low, true.high)
    return fresh["verdict"] == content["verdict"] and meets


@pytest.mark.parametrize("name", ["schema", "kind", "claim", "margin", "digest"])
def test_a_missing_or_added_field_is_rejected(certificates, name):
    content = copy.deepcopy(certificates[0])
    del content[name]
    assert verify_content(content).verdict == "rejected"
    content = copy.deepcopy(certificates[0]) | {f"{name}_": 1}
    assert verify_content(content).verdict == "rejected"


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"a": NaN}', '{"a": 1, "a": 1}', "[" * 100_000, "\x00"]
)
def test_files_that_are_no_certificates_are_bad_input(text, tmp_path):
    path = tmp_path / "certificate.json"
    path.write_text(text)
    with pytest.raises(BadInput, match="CERTIFICATE"):
        verify(path)
    with pytest.raises(BadInput, match="does not exist"):
        verify(tmp_path / "missing.json")


def test_a_verdict_that_was_turned_is_rejected(certificates):
    for certificate in certificates:
        turned = {"holds": "refuted", "refuted": "holds"}[certificate["verdict"]]
        content = json.loads(json.dumps(certificate)) | {"verdict": turned}
        content["digest"] = digest(content)
        assert verify_content(content).verdict == "rejected"


def test_a_replay_of_too_few_bits_is_undecided_and_rejects_nothing(monkeypatch):
    """An orbit of hundreds of steps, counted in naive intervals, loses every digit of 128 bits."""
    point = {
        "depth": 3,
        "spectrum": (2, 1, "1/8"),
        "rank": 2,
        "alpha": "1/4",
        "eta": "1/20",
        "delta": "1/10",
        "quiet_level": "1/10",
        "steps": 4,
    }
    certificate = dict(claim("rank.plateau").examine(**point).certificate)
    assert verify_content(certificate).verdict == "holds"
    monkeypatch.setattr("dmfcheck.replay.claims.LAST_BITS", 128)
    replay = verify_content(certificate)
    assert (replay.verdict, replay.exit_code) == ("undecided", 3)


def test_an_exact_margin_too_long_for_the_replay_is_confirmed_and_a_forged_one_is_not():
    # Equality is exact for the maker, to 25 digits in an enclosure: here they disagree.
    values = POINTS["reduction.nonnormal"] | {
        "target": [["9/49", "9/49"], [0, 0]],
        "alpha": Fraction(9 * 10**300 // 7, 4 * 10**300),
        "eta": "1e-30",
        "steps": 4,
    }
    certificate = dict(claim("reduction.nonnormal").examine(**values).certificate)
    assert (certificate["verdict"], certificate["bits"]) == ("refuted", 64)
    assert verify_content(certificate).verdict == "refuted"
    (middle, scale), radius = (certificate["margin"][part] for part in ("mid", "rad"))
    for mid in ([middle + 4, scale], [2 * middle + 1, scale], [-1, -200], [-1, 0]):
        forged = certificate | {"margin": {"mid": mid, "rad": radius}}
        assert verify_content(forged | {"digest": digest(forged)}).verdict == "rejected"
    turned = certificate | {"verdict": "holds"}
    assert verify_content(turned | {"digest": digest(turned)}).verdict == "rejected"


def test_a_limit_ends_a_replay_of_long_numbers():
    level = Fraction(10**400 - 1, 10**400)
    point = {"depth": 50, "eigenvalue": 1, "alpha": "3/4000000000", "eta": "1/200"}
    found = claim("time.corrected_upper/lower").examine(**point, fraction=level)
    begun = time.process_time()
    with within(0.3) as limit, interruptible():
        verify_content(dict(found.certificate))
    assert limit.reached
    assert time.process_time() - begun < 5
