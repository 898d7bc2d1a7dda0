"""Which tests execute a line, and how long they take: ``python tests/soak/executing.py FOLDER``.

Runs the whole suite, or the tests named after the folder, in a copy of the checkout with coverage,
and keeps in the folder what ``Executing`` reads: the copy, the lines that each test executes and
the seconds that it took. Coverage slows the tests down, so that some may fail here (those that
allow so much time); what failed is not used. Lines that run in other processes are not seen.
"""

from __future__ import annotations

import ast
import difflib
import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from checkout import ROOT, copy_of_the_checkout

NAMED_AFTER = 4
"""So many times longer may a test take whose file is named after the module, and still go first."""


def record(folder: Path, scope: Iterable[str], tests: Iterable[str] = ()) -> None:
    """Run the tests with coverage of the files in scope; a folder holds one run.

    Raises SystemExit if pytest ends otherwise than with tests that passed or failed.
    """
    checkout = folder / "checkout"
    checkout.mkdir(parents=True)
    copy_of_the_checkout(checkout)
    settings = folder / "coveragerc"
    lines = ["[run]", "relative_files = True", "include =", *(f"    {path}" for path in scope)]
    settings.write_text("\n".join(lines) + "\n", encoding="utf-8")
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(checkout), str(Path(__file__).parent)]),
        "DURATIONS": str(folder / "durations"),
        "COVERAGE_FILE": str(folder / "coverage"),
    }
    options = ["-q", "-n", "2", "--no-header", "--tb=no", "-p", "no:cacheprovider"]
    measure = ["--cov", f"--cov-config={settings}", "--cov-context=test", "--cov-report="]
    command = [sys.executable, "-m", "pytest", *options, *measure, "-p", "durations", *tests]
    code = subprocess.run(command, cwd=checkout, env=environment, check=False).returncode
    if code not in (0, 1):
        raise SystemExit(f"the tests with coverage end with exit code {code}")


class Executing:
    """What some folders of ``record`` know; of a file of tests the last that ran it.

    A file of tests that has changed since its record counts as a single test.
    """

    def __init__(self, folders: Iterable[Path]) -> None:
        self.folders = [folder.resolve() for folder in folders]
        self.seconds: dict[str, float] = {}
        for folder in self.folders:
            lines = (folder / "durations").read_text(encoding="utf-8").splitlines()
            parts = [json.loads(line) for line in lines]
            files = {file_of(test) for test, _, _ in parts}
            self.seconds = {t: took for t, took in self.seconds.items() if file_of(t) not in files}
            failed = {test for test, _, passed in parts if not passed}
            changed = {file for file in files if _differ(folder / "checkout" / file, ROOT / file)}
            for test, seconds, _ in parts:
                if test not in failed and (ROOT / file_of(test)).exists():
                    one = file_of(test) if file_of(test) in changed else test
                    self.seconds[one] = self.seconds.get(one, 0) + seconds
        self._files = defaultdict(list)
        for test in self.seconds:
            self._files[file_of(test)].append(test)
        self.contexts = cache(self._contexts)

    def tests(self, path: str, line: int, seconds: float) -> list[str]:
        """The tests to try for a fault of this line, the quickest first, as many as last so long.

        Those that execute the line; where there are none (an expression that is not compiled to a
        line of its own, code of other processes), its statement, its function, its file. What runs
        at the import is said to be executed by the test that happened to be first: for this, those
        that execute anything of the file are added.
        """
        by_line = self.contexts(path)
        chosen: dict[str, None] = {}
        for lines, is_enough in _surroundings((ROOT / path).read_bytes(), line):
            found = {test for number in lines for test in by_line.get(number, ())}
            chosen |= dict.fromkeys(sorted(found, key=lambda test: self._rank(test, path)))
            if chosen and is_enough:
                break
        return self._within(chosen, seconds)

    def _rank(self, test: str, path: str) -> float:
        near = Path(path).stem in Path(file_of(test)).stem
        return self.seconds[test] / (NAMED_AFTER if near else 1)

    def _within(self, tests: Iterable[str], seconds: float) -> list[str]:
        """At least one; a longer one is left out where others still have time."""
        chosen: list[str] = []
        for test in tests:
            if not chosen or self.seconds[test] <= seconds:
                chosen.append(test)
                seconds -= self.seconds[test]
        return chosen

    def _contexts(self, path: str) -> dict[int, set[str]]:
        """The tests by line of the file as it is now, whatever was moved since the record."""
        from coverage import CoverageData

        found = defaultdict(set)
        for folder in self.folders:
            before = folder / "checkout" / path
            if not before.exists():
                continue
            now = _same_lines(before.read_bytes(), (ROOT / path).read_bytes())
            data = CoverageData(str(folder / "coverage"))
            data.read()
            for number, contexts in data.contexts_by_lineno(path).items():
                tests = {test for context in contexts for test in self._of_context(context)}
                found[now.get(number, 0)] |= tests & self.seconds.keys()
        return found

    def _of_context(self, context: str) -> Iterable[str]:
        """The test; or, since the first of a file sets up what others share, all of the file."""
        test, _, part = context.rpartition("|")
        return self._files[file_of(test)] if part == "setup" else (test, file_of(test))


def file_of(test: str) -> str:
    """The file of a test's id."""
    return test.partition("::")[0]


def _differ(before: Path, now: Path) -> bool:
    return not now.exists() or before.read_bytes() != now.read_bytes()


def _same_lines(before: bytes, now: bytes) -> dict[int, int]:
    """Where the lines of a source are now, counted from 1."""
    matcher = difflib.SequenceMatcher(None, before.splitlines(), now.splitlines(), autojunk=False)
    return {
        block.a + step + 1: block.b + step + 1
        for block in matcher.get_matching_blocks()
        for step in range(block.size)
    }


def _surroundings(source: bytes, line: int) -> Iterator[tuple[range, bool]]:
    """The line, its statement, its function and all lines; whether tests of these are enough."""
    tree = ast.parse(source)
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.stmt) and _has(node, line)]
    inside = any(isinstance(node, FUNCTIONS) and line >= node.body[0].lineno for node in nodes)
    yield range(line, line + 1), inside
    for node in reversed(nodes):
        if isinstance(node, FUNCTIONS) or node is nodes[-1]:
            first = node.body[0] if isinstance(node, FUNCTIONS) else node
            yield range(first.lineno, (node.end_lineno or line) + 1), inside
    yield range(len(source.splitlines()) + 1), True


FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef


def _has(node: ast.stmt, line: int) -> bool:
    return node.lineno <= line <= (node.end_lineno or node.lineno)


if __name__ == "__main__":
    from soak_faults import SCOPE

    record(Path(sys.argv[1]), SCOPE, sys.argv[2:])
