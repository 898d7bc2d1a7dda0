"""Whatever is wrong with one function of the maker, no replay confirms what it made."""

import dataclasses
import functools
import json
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import makers
import numpy as np
import pytest
from flint import acb, arb, fmpq

from dmfcheck import claim
from dmfcheck.claims.exact_number import ExactNumber
from dmfcheck.replay.recorded import recorded
from dmfcheck.replay.rejected import Rejected
from dmfcheck.replay.verify import verify_content

SECONDS, TIMES, SPARE = 3.0, 10, 0.3
"""Of processor time: a broken function may well make a loop endless, and most that are not take no
longer than the whole one, which has SECONDS; so each has TIMES its time, and SPARE, at most.
"""

POINTS = json.loads((Path(__file__).parents[1] / "data" / "points.json").read_text())
NUMBERS = (int, float, Fraction, arb, acb, fmpq, ExactNumber, np.ndarray, np.floating)


class TooLong(BaseException):
    """Nothing was made in time."""


def doubled(x):
    return x * 2


def shifted(x):
    return x + 1 if isinstance(x, int) else x + x / 7 + type(x)(1) / 1024


def changed(value, how):
    """The value with every number in it changed; truth values and texts stay."""
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, NUMBERS):
        return how(value)
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return tuple(changed(entry, how) for entry in value)
    if isinstance(value, list):
        return [changed(entry, how) for entry in value]
    if isinstance(value, dict):
        return {key: changed(entry, how) for key, entry in value.items()}
    if isinstance(value, Iterator):
        return (changed(entry, how) for entry in value)
    if dataclasses.is_dataclass(value):
        names = [field.name for field in dataclasses.fields(value) if field.init]
        return dataclasses.replace(
            value, **{name: changed(getattr(value, name), how) for name in names}
        )
    return value


def broken(function, how):
    plain = getattr(function, "__func__", function)

    @functools.wraps(plain)
    def wrong(*arguments, **named):
        return changed(plain(*arguments, **named), how)

    return wrong


def made(name, seconds=SECONDS):
    """The certificate of the point of that claim, None if none is made in time."""

    def late(*_):
        raise TooLong

    makers.clear_caches()
    signal.signal(signal.SIGVTALRM, late)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        verdict = claim(name).examine(**POINTS[name])
        return dict(verdict.certificate) if verdict.name in ("holds", "refuted") else None
    except (Exception, TooLong):  # noqa: BLE001 - broken in whatever way
        return None
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def run_by(name):
    """The code objects that run while the certificate is made."""
    seen = set()
    sys.setprofile(lambda frame, event, _: seen.add(frame.f_code) if event == "call" else None)
    try:
        made(name)
    finally:
        sys.setprofile(None)
    return seen


def agrees(certificate, genuine):
    """Whether two certificates of one point say the same."""
    try:
        margins = [recorded(c["margin"], c["bits"]) for c in (certificate, genuine)]
    except Rejected:
        return False
    return certificate["verdict"] == genuine["verdict"] and margins[0].meets(
        margins[1].low, margins[1].high
    )


def test_no_certificate_of_a_broken_maker_is_confirmed():
    genuine, seconds, users = {}, {}, {}
    for name in POINTS:
        start = time.process_time()
        genuine[name] = made(name)
        seconds[name] = time.process_time() - start
        for code in run_by(name):
            users.setdefault(code, []).append(name)
    counts, confirmed = Counter(), []
    for maker in makers.makers():
        names = sorted(users.get(maker.code, []), key=seconds.get)[:2]
        counts["makers run"] += bool(names)
        for name in names:
            for how in (doubled, shifted):
                with pytest.MonkeyPatch.context() as patch:
                    maker.replaced(patch, broken(maker.function, how))
                    content = made(name, min(SECONDS, SPARE + TIMES * seconds[name]))
                    if content is None:
                        counts["not made"] += 1
                        continue
                    if agrees(content, genuine[name]):
                        counts["true all the same"] += 1
                        continue
                    counts["false"] += 1
                    while_broken = verify_content(content).verdict
                makers.clear_caches()
                restored = verify_content(content).verdict
                if {while_broken, restored} & {"holds", "refuted"}:
                    confirmed.append((maker.name, how.__name__, name, while_broken, restored))
    makers.clear_caches()
    assert not confirmed
    assert counts["makers run"] > 100
    assert counts["false"] > 100
