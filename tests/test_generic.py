"""What is generic names no claim: ids are spelled where the theory is, not where it is served."""

import ast
import re
from pathlib import Path

import pytest

import dmfcheck
from dmfcheck.theory.ledger import ledger

PACKAGE = Path(dmfcheck.__file__).parent
ROOMS = tuple(
    sorted(
        path.name
        for path in PACKAGE.iterdir()
        if (path / "__init__.py").exists() and path.name != "theory"
    )
)
BY_DESIGN = "replay/readings/"
"""The statements written a second time, which are about claims."""

FAMILIES = "|".join(sorted({re.escape(claim_id.partition(".")[0]) for claim_id in ledger()}))
LIKE_AN_ID = re.compile(rf"(?:{FAMILIES})\.(?:[a-z_]+(?:/[\w-]*)*)?")
"""A whole id, its beginning, or that of a family, such as ``rank.``."""


def named(source):
    """(line, text) of every string in the logic of ``source`` that is an id, or begins as one.

    Docstrings may cite, examples in them too, and so may the source that a derivation names.
    """
    tree = ast.parse(source)
    cited = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Derivation":
            cited.add(node.args[0])
    for node in ast.walk(tree):
        text = getattr(node, "value", None) if isinstance(node, ast.Constant) else None
        if isinstance(text, str) and node not in cited and LIKE_AN_ID.fullmatch(text):
            yield node.lineno, text


def test_the_rooms_are_those_that_there_are():
    assert {"base", "proofs", "commands"} < set(ROOMS)


@pytest.mark.parametrize("room", [*ROOMS, "theory"])
def test_what_is_generic_names_no_claim(room):
    # What is beside the families is generic as well.
    files = sorted((PACKAGE / room).glob("*.py" if room == "theory" else "**/*.py"))
    assert files
    found = [
        f"{path}:{line} {text!r}"
        for path in files
        if not path.relative_to(PACKAGE).as_posix().startswith(BY_DESIGN)
        for line, text in named(path.read_text(encoding="utf-8"))
    ]
    assert not found


@pytest.mark.parametrize(
    "line",
    [
        'claim("reduction.decoupling")',
        'if entry.id == "rank.plateau": pass',
        'entry.id.startswith("step.")',
        'f"random.plateaus/{start}"',
        'NAMES = {"time.two_layer": 1}',
    ],
)
def test_logic_that_names_a_claim_is_seen(line):
    assert list(named(line))


@pytest.mark.parametrize(
    "line",
    [
        'def f():\n    """As in rank.plateau.\n\n    >>> claim("rank.plateau")\n    """',
        'Derivation("flow.time", "the flow takes T")',
        'Option(help="One claim, such as step.monotone.")',
        'import_module("dmfcheck.dynamics.floats")',
        '"step size"',
    ],
)
def test_what_is_cited_is_not_logic(line):
    assert not list(named(line))


@pytest.mark.parametrize("claim_id", ["reduction.decoupling", "rank.leading_last/bound"])
def test_ids_look_like_ids(claim_id):
    assert claim_id in ledger()
    assert LIKE_AN_ID.fullmatch(claim_id)
