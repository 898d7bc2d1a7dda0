"""Single mutations of certificates of all kinds: what changes the meaning must be rejected.

    python tests/soak/soak_certificates.py --mutations 100000 [--seed K]

Each mutation changes one thing in one of 40 certificates, and the digest is mended, so that the
replay itself has to tell. A mutation *keeps* the meaning (spaces, the order of keys, escapes in
text, the bits of effort, a wider ball, a middle moved within it) and must be accepted, or it
*changes* it and must not: a number, a name, a verdict, a field, or the one spelling that a number
has. Where a changed certificate is accepted all the same, it must be true: the maker finds the same
verdict and margin at those parameters. Prints the seed, both counts, and every exception to them.
"""

from __future__ import annotations

import argparse
import copy
import json
import random
import signal
import sys
import time
from collections import Counter
from fractions import Fraction
from pathlib import Path

from dmfcheck import claim
from dmfcheck.base.certificate import digest, hitting_time_certificate
from dmfcheck.base.validation import BadInput
from dmfcheck.replay.reading import parsed
from dmfcheck.replay.recorded import recorded
from dmfcheck.replay.verify import verify_content
from dmfcheck.theory.ledger import ledger

POINTS = Path(__file__).parents[1] / "data" / "points.json"
CERTIFICATES = 40
SECONDS = 5.0
TIMES = (
    (2, Fraction(1, 4), Fraction(1, 2), Fraction(3, 4), 3, 3),
    (3, Fraction(1, 3), Fraction(1, 10), Fraction(1, 2), 26, 26),
)


class TooLong(BaseException):
    """A replay took longer than the soak waits for."""


def certificates(count=CERTIFICATES):
    """The quickest of every family, then the quickest of all: each as it would be in a file."""
    made = [hitting_time_certificate(*values) for values in TIMES]
    timed = []
    for name, values in json.loads(POINTS.read_text()).items():
        certificate = dict(claim(name).examine(**values).certificate)
        start = time.process_time()
        assert verify_content(certificate).verdict == certificate["verdict"], name
        timed.append((time.process_time() - start, name, certificate))
    timed.sort(key=lambda entry: entry[:2])
    families = {}
    for entry in timed:
        families.setdefault(entry[1].split(".")[0], entry)
    chosen = list(families.values())
    chosen += [entry for entry in timed if entry not in chosen]
    made += [certificate for _, _, certificate in chosen[: count - len(made)]]
    return [json.loads(json.dumps(certificate)) for certificate in made]


def leaves(value, path=()):
    """(path, value) of everything that is no container."""
    entries = value.items() if isinstance(value, dict) else enumerate(value)
    for key, entry in entries:
        if isinstance(entry, (dict, list)):
            yield from leaves(entry, (*path, key))
        else:
            yield (*path, key), entry


def at(content, path):
    for key in path:
        content = content[key]
    return content


def put(content, path, value):
    at(content, path[:-1])[path[-1]] = value


# What keeps the meaning: (certificate, generator) -> text, or None where it does not apply.


def spaced(content, generator):
    indent = generator.choice([None, 0, 1, 3, "\t"])
    return "\n" * generator.randrange(3) + json.dumps(content, indent=indent) + " \n"


def reordered(content, generator):
    def shuffled(value):
        if isinstance(value, dict):
            keys = generator.sample(list(value), len(value))
            return {key: shuffled(value[key]) for key in keys}
        return value

    return json.dumps(shuffled(content))


def escaped(content, generator):
    text = json.dumps(content)
    letters = [
        i for i, c in enumerate(text) if c.isalpha() and text[i - 1] not in "\\" and c != "u"
    ]
    quoted = [i for i in letters if text[:i].replace('\\"', "").count('"') % 2]
    # Not within an escape that is there already.
    plain = [i for i in quoted if "\\" not in text[max(0, i - 6) : i]]
    if not plain:
        return None
    i = generator.choice(plain)
    return f"{text[:i]}\\u{ord(text[i]):04x}{text[i + 1 :]}"


def more_effort(content, generator):
    if not content.get("bits"):
        return None
    return sealed(content | {"bits": generator.choice([1, 63, 128, 4096, 10**6])})


def wider(content, generator):
    margin = content.get("margin")
    if not isinstance(margin, dict):
        return None
    low, exponent = margin["rad"]
    middle, scale = margin["mid"]
    if not low or abs(scale - exponent) > 4000:
        return None
    # The ball stays on its side of 0: twice, or a little, wider.
    radius = low * Fraction(2) ** exponent * generator.choice([Fraction(9, 8), 2, 3])
    if radius >= abs(middle) * Fraction(2) ** scale:
        return None
    return sealed(content | {"margin": margin | {"rad": dyadic(radius)}})


def moved_within(content, generator):
    margin = content.get("margin")
    if not isinstance(margin, dict) or not margin["rad"][0]:
        return None
    (middle, scale), (radius, exponent) = margin["mid"], margin["rad"]
    if abs(scale - exponent) > 4000:
        return None
    size = radius * Fraction(2) ** exponent
    centre = middle * Fraction(2) ** scale
    # Moved by half the radius and widened by as much: all of the old ball is in the new one.
    changed = {
        "mid": dyadic(centre + generator.choice([-1, 1]) * size / 2),
        "rad": dyadic(size * Fraction(3, 2)),
    }
    if 2 * size >= abs(centre):
        return None
    return sealed(content | {"margin": changed})


def dyadic(value):
    over, under = value.numerator, value.denominator
    exponent = -(under.bit_length() - 1)
    while over and over % 2 == 0:
        over, exponent = over // 2, exponent + 1
    return [over, exponent] if over else [0, 0]


KEPT = (spaced, reordered, escaped, more_effort, wider, moved_within)

# What changes it.


def number(content, generator):
    """Another number, spelled as numbers are."""
    found = [
        (path, value)
        for path, value in leaves(content)
        if path[0] not in ("digest", "bits") and is_number(value)
    ]
    path, value = generator.choice(found)
    if isinstance(value, int):
        other = value + generator.choice([-2, -1, 1, 2, 3])
        if path[-1] == 0 and path[0] == "margin" and other % 2 == 0:
            other += 1
    else:
        size = Fraction(value)
        other = str(
            generator.choice(
                [
                    -size or Fraction(1),
                    size + 1,
                    size * 2 or Fraction(2),
                    size / 3 or Fraction(1, 3),
                    size * Fraction(101, 100) + Fraction(1, 10**6),
                    Fraction(size.numerator + 1, size.denominator),
                    Fraction(size.numerator, size.denominator + 1) if size else Fraction(7),
                ]
            )
        )
    if other == value:
        return None
    put(content, path, other)
    return sealed(content)


def is_number(value):
    if isinstance(value, str):
        try:
            return str(Fraction(value)) == value
        except (ValueError, ZeroDivisionError):
            return False
    return isinstance(value, int) and not isinstance(value, bool)


def spelling(content, generator):
    """The same number, or nearly, spelled as certificates never do."""
    found = [(p, v) for p, v in leaves(content) if p[0] != "digest" and is_number(v)]
    path, value = generator.choice(found)
    if isinstance(value, int):
        other = generator.choice(
            [float(value) if abs(value) < 10**300 else None, str(value), [value]]
        )
    else:
        size = Fraction(value)
        other = generator.choice(
            [
                f"{3 * size.numerator}/{3 * size.denominator}",
                f"{value}/1" if size.denominator == 1 else f"0{value}",
                f"+{value}",
                f" {value}",
                f"{value}\n",
                f"{value}e0",
                f"{value}_0",
                "".join(chr(ord(c) + 0x660 - 0x30) if c.isdigit() else c for c in value),
                int(size) if size.denominator == 1 else float(size),
                "-0" if not size else f"--{value}",
            ]
        )
    put(content, path, other)
    return sealed(content)


def word(content, generator):
    """Another verdict, claim, statement, kind, schema or digest."""
    path = generator.choice([k for k in content if k in WORDS])
    value = content[path]
    if path == "verdict" and generator.random() < 0.5:
        other = {"holds": "refuted", "refuted": "holds"}[value]
    elif path == "claim":
        other = generator.choice([name for name in ledger() if name != value])
    else:
        i = generator.randrange(len(value))
        other = value[:i] + generator.choice("abcxyz012 \n\u202e") + value[i + 1 :]
    if other == value:
        return None
    put(content, (path,), other)
    return json.dumps(content) if path == "digest" else sealed(content)


WORDS = ("verdict", "claim", "statement", "kind", "schema", "digest")


def shape(content, generator):
    """A field or an entry lost, doubled, renamed, or of another type."""
    everywhere = [(key,) for key in content] + [path for path, _ in leaves(content)]
    path = generator.choice([p for p in everywhere if p[0] != "digest"])
    parent, key = at(content, path[:-1]), path[-1]
    what = generator.randrange(5)
    if what == 0:
        del parent[key]
    elif what == 1 and isinstance(parent, dict):
        parent[f"{key}_"] = parent[key]
    elif what == 1:
        parent.insert(key, copy.deepcopy(parent[key]))
    elif what == 2:
        parent[key] = generator.choice([None, True, False, [], {}, "", -1.5])
    elif what == 3:
        parent[key] = [parent[key]]
    elif isinstance(parent, dict):
        parent[f"{key} "] = parent.pop(key)
    else:
        parent[key] = {"0": parent[key]}
    return sealed(content)


def text(content, generator):
    """A text that is no strict JSON, or says something twice."""
    whole = json.dumps(content)
    return generator.choice(
        [
            whole[:-1],
            whole + whole,
            whole[:-1] + f', "kind": {json.dumps(content["kind"])}}}',
            whole.replace(":", ": NaN, ", 1),
            f"[{whole}]",
            whole.replace('"', "'"),
            whole[:-1] + ",}",
            "\ufeff" + whole,
        ]
    )


CHANGED = (number, number, number, spelling, word, shape, text)


def sealed(content):
    """The certificate with its digest mended, as text."""
    rest = {key: value for key, value in content.items() if key != "digest"}
    try:
        return json.dumps(rest | {"digest": digest(rest)})
    except ValueError:
        return json.dumps(rest | {"digest": ""})


def answer(written):
    """The verdict of a replay, "refused" for what is no JSON object, or "too long"."""

    def late(*_):
        raise TooLong

    signal.signal(signal.SIGVTALRM, late)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        return verify_content(parsed(written)).verdict
    except BadInput:
        return "refused"
    except TooLong:
        return "too long"
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def is_true(written):
    """Whether the maker finds the same verdict, and a margin that meets the one recorded."""
    content = json.loads(written)
    if content["kind"] == "hitting_time":
        from dmfcheck.dynamics.balls.hitting_time import hitting_time

        parts = (Fraction(content[name]) for name in ("h", "x0", "b"))
        found = hitting_time(content["depth"], *parts)
        return content["lo"] <= found.lo and found.hi <= content["hi"]
    verdict = claim(content["claim"]).examine(**content["parameters"])
    if verdict.name != content["verdict"]:
        return False
    fresh = recorded(verdict.certificate["margin"], verdict.certificate["bits"])
    written = recorded(content["margin"], content["bits"])
    return written.meets(fresh.low, fresh.high)


WRONG = ("kept and NOT accepted", "changed and ACCEPTED")


def fate(keeps, accepted, found, written):
    """What became of a mutation, in words."""
    if keeps:
        return "kept and accepted" if accepted else WRONG[0]
    if accepted:
        return "changed to what is true as well, and accepted" if is_true(written) else WRONG[1]
    if found in ("undecided", "too long"):
        return f"changed and {found}"
    return "changed and rejected"


def soak(mutations, seed, report=print):
    """Counts of what became of so many mutations, and the texts that were wrongly answered."""
    generator = random.Random(seed)
    made = certificates()
    counts, wrong = Counter(), []
    while sum(counts.values()) < mutations:
        content = copy.deepcopy(generator.choice(made))
        keeps = generator.random() < 0.3
        mutation = generator.choice(KEPT if keeps else CHANGED)
        written = mutation(content, generator)
        if written is None:
            continue
        found = answer(written)
        accepted = found in ("holds", "refuted")
        became = fate(keeps, accepted, found, written)
        counts[became] += 1
        if became in WRONG:
            wrong.append((mutation.__name__, found, written))
            report(f"WRONG: {mutation.__name__}: {found}: {written}", flush=True)
        if sum(counts.values()) % 5000 == 0:
            report(sum(counts.values()), dict(counts), flush=True)
    return counts, wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mutations", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=random.randrange(2**32))
    options = parser.parse_args()
    print(f"seed {options.seed}")
    counts, wrong = soak(options.mutations, options.seed)
    for name, count in sorted(counts.items()):
        print(f"{count:8d} {name}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
