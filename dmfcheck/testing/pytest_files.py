"""Which files of tests are dmfcheck's: its own, and those that import ``dmfcheck.testing``.

There is no constant here that Hypothesis could draw: see :mod:`dmfcheck.testing.pytest_plugin`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
PROPERTIES, TESTS, PROJECT = "properties tests pyproject.toml".split()


@cache
def is_own(path: Path) -> bool:
    """Whether the settings of dmfcheck are meant for the tests in the file at ``path``.

    They are for its own tests (in the package, or in the checkout around it), and for those of any
    file that imports ``dmfcheck.testing``, wherever in the file.

    >>> is_own(Path(__file__)), is_own(Path("no_such_file.py"))
    (True, False)
    """
    return _is_of_dmfcheck(path) or _imports_testing(path)


def _is_of_dmfcheck(path: Path) -> bool:
    homes = [PACKAGE]
    # An installed package lies among others, some of which install their tests beside it.
    if (PACKAGE.parent / PROJECT).is_file():
        homes += [PACKAGE.parent / PROPERTIES, PACKAGE.parent / TESTS]
    resolved = path.resolve()
    return any(resolved.is_relative_to(home) for home in homes)


def _imports_testing(path: Path) -> bool:
    try:
        source = path.read_bytes()
        if PACKAGE.name.encode() not in source:
            return False
        nodes = ast.walk(ast.parse(source))
        return any(f"{PACKAGE.name}.testing" in _imported(node) for node in nodes)
    except (OSError, ValueError, SyntaxError, RecursionError):
        return False  # pytest itself says what is wrong with the file


def may_claim(path: Path, patterns: Sequence[str]) -> bool:
    """Whether the file at ``path`` may be one of claims: no file of tests, and naming dmfcheck.

    ``patterns`` are those of the names of files of tests.

    >>> may_claim(Path(__file__), ["test_*.py"]), may_claim(Path(__file__), ["*.py"])
    (True, False)
    """
    if any(path.match(pattern) for pattern in patterns):
        return False
    try:
        return PACKAGE.name.encode() in path.read_bytes()
    except OSError:
        return False


def _imported(node: ast.AST) -> Iterator[str]:
    """The full names that an import statement could bring in."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module:
        yield node.module
        yield from (f"{node.module}.{alias.name}" for alias in node.names)
