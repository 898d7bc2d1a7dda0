"""Where the time of the property tests goes, by claim and by layer.

Run ``python tests/benchmarks/bench_properties.py``, with whatever pytest takes: files, ``-k``,
``--dmf-seed 1``. Processor time of one process, in which every test runs; a test counts with the
claim that it examines most often, one that examines none with its file. The layers are drawing
examples, hypotheses, the margin in float64, in exact numbers and in balls, and real descents;
an inner layer's time is not in the outer one's, and ``rest`` is what is in none.
"""

from __future__ import annotations

import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Generator
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

LAYERS = {
    "draw": ["hypothesis.internal.conjecture.data:ConjectureData.draw"],
    "hypotheses": ["dmfcheck.claims.judge:failed_hypotheses"],
    "float": ["dmfcheck.claims.float_fractions:float_margins"],
    "exact": ["dmfcheck.claims.sign:_exactly"],
    "balls": ["dmfcheck.claims.sign:_sign_in_balls"],
    "descent": [
        "dmfcheck.dynamics.floats.matrix:descend",
        "dmfcheck.dynamics.floats.matrix:measured_hitting_steps",
        "dmfcheck.problems.real_descent:record_descent",
        "dmfcheck.problems.held_against:measured_margin",
        "dmfcheck.problems.held_against:departure",
    ],
}
OUTER = {"hypotheses"}
"""Layers whose inner ones count as theirs: a hypothesis is decided in exact numbers, or balls."""

REST = "rest"


class Clock:
    """Processor time by test and layer."""

    def __init__(self) -> None:
        self.spent: dict[str, Counter[str]] = defaultdict(Counter)
        self.claims: dict[str, Counter[str]] = defaultdict(Counter)
        self._stack: list[str] = []
        self._test, self._since = "", time.process_time()

    def _account(self) -> None:
        now = time.process_time()
        if self._stack:
            self.spent[self._test][self._stack[-1]] += now - self._since
        self._since = now

    def timed(self, layer: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """``function``, counted as ``layer``."""

        @wraps(function)
        def call(*arguments: Any, **options: Any) -> Any:
            # What an outermost layer does is its own, and a layer within itself is no other.
            if self._stack and (self._stack[-1] == layer or self._stack[-1] in OUTER):
                return function(*arguments, **options)
            self._account()
            self._stack.append(layer)
            try:
                return function(*arguments, **options)
            finally:
                self._account()
                self._stack.pop()

        return call

    def judged(self, judge: Callable[..., Any]) -> Callable[..., Any]:
        """``judge``, which says what a test is about."""

        @wraps(judge)
        def call(claim: Any, *arguments: Any, **options: Any) -> Any:
            self.claims[self._test][claim.id] += 1
            return judge(claim, *arguments, **options)

        return call

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self) -> None:
        """Wrap every layer before the tests are imported, which take functions by name."""
        install(self)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, Any, Any]:
        self._account()
        self._test = item.nodeid
        self._stack.append(REST)
        try:
            return (yield)
        finally:
            self._account()
            self._stack.pop()

    def named(self, test: str) -> str:
        """The claim that a test is about, or its file."""
        found = self.claims[test].most_common(1)
        return found[0][0] if found else test.partition("::")[0]


def install(clock: Clock) -> None:
    """Have every layer counted."""
    for layer, places in LAYERS.items():
        for place in places:
            module, _, path = place.partition(":")
            holder: Any = import_module(module)
            *outer, name = path.split(".")
            for part in outer:
                holder = getattr(holder, part)
            setattr(holder, name, clock.timed(layer, getattr(holder, name)))
    judge = import_module("dmfcheck.claims.judge")
    judge.judge = clock.judged(judge.judge)


def table(clock: Clock) -> str:
    """One line a claim, the longest first, and the sum."""
    rows: dict[str, Counter[str]] = defaultdict(Counter)
    for test, spent in clock.spent.items():
        rows[clock.named(test)].update(spent)
    names = [*LAYERS, REST]
    lines = [f"{'seconds of processor time':34s}{'all':>8s}" + "".join(f"{n:>11s}" for n in names)]
    total: Counter[str] = Counter()
    for claim, spent in sorted(rows.items(), key=lambda row: -sum(row[1].values())):
        lines.append(_line(claim, spent, names))
        total.update(spent)
    return "\n".join([*lines, _line("all", total, names)])


def _line(title: str, spent: Counter[str], names: list[str]) -> str:
    cells = "".join(f"{spent[name]:11.2f}" for name in names)
    return f"{title:34s}{sum(spent.values()):8.2f}{cells}"


def main() -> int:
    """Run the tests, print the table."""
    clock = Clock()
    given = sys.argv[1:]
    named = any(Path(word.partition("::")[0]).exists() for word in given)
    files = [] if named else ["properties"]
    code = pytest.main(["-q", "-n", "0", *files, *given], plugins=[clock])
    print(table(clock))
    return int(code)


if __name__ == "__main__":
    raise SystemExit(main())
