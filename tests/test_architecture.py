"""The rules of the house: which room may look into which, and what is spelled where."""

import ast
import functools
import subprocess
import sys
from pathlib import Path

import grimp
import pytest

import dmfcheck
from dmfcheck.base.offered import OFFERED, offered
from dmfcheck.theory.families import topics
from dmfcheck.theory.ledger import ledger
from dmfcheck.theory.mutants import mutants

PACKAGE = Path(dmfcheck.__file__).parent
LAYERS = (
    {"commands"},
    {"report"},
    {"testing"},
    {"hunt"},
    {"proofs", "problems", "replay"},
    {"theory"},
    {"claims"},
    {"dynamics"},
    {"base"},
)
"""The rooms from the highest to the lowest; those of one level know nothing of each other."""

LONGEST = 400
"""Lines of a file at most."""


@functools.cache
def graph():
    """Who imports whom, at any place of a file; names for annotations only do not count."""
    return grimp.build_graph("dmfcheck", exclude_type_checking_imports=True, cache_dir=None)


def arrows():
    for module in sorted(graph().modules):
        for imported in sorted(graph().find_modules_directly_imported_by(module)):
            yield module, imported


def family(module):
    """``theory/<family>`` of a module within one, None of any other."""
    parts = module.split(".")
    return parts[2] if parts[1:2] == ["theory"] and len(parts) > 3 else None


def test_every_room_has_its_level():
    rooms = {path.name for path in PACKAGE.iterdir() if path.is_dir() and any(path.rglob("*.py"))}
    assert rooms == set().union(*LAYERS)
    # A file beside the rooms would have no level at all.
    assert {path.name for path in PACKAGE.glob("*.py")} <= {"__init__.py", "__main__.py"}


OF_THE_PACKAGE = {"__version__", "__path__", "__file__", "__name__"}
"""What may be asked of ``dmfcheck`` itself, which hands on everything public."""


def asked_of_the_package(source):
    """(line, name) of what ``source`` takes from ``dmfcheck``, in a way that no arrow shows."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "dmfcheck" and not node.level:
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "dmfcheck":
            yield node.lineno, node.attr


def test_nothing_goes_round_by_the_public_face():
    rooms = set().union(*LAYERS)
    for path in PACKAGE.rglob("*.py"):
        found = asked_of_the_package(path.read_text(encoding="utf-8"))
        assert not [name for _, name in found if name not in rooms | OF_THE_PACKAGE], path


@pytest.mark.parametrize(
    "source", ["from dmfcheck import claim", "import dmfcheck\ndmfcheck.claim('x')"]
)
def test_what_goes_round_is_seen(source):
    assert [name for _, name in asked_of_the_package(source)] == ["claim"]


def test_arrows_point_down():
    levels = {room: level for level, rooms in enumerate(LAYERS) for room in rooms}
    upward = [
        f"{module} -> {imported}"
        for module, imported in arrows()
        if module not in {"dmfcheck", "dmfcheck.__main__"}
        and imported != "dmfcheck"
        and (a := module.split(".")[1]) != (b := imported.split(".")[1])
        and levels[a] >= levels[b]
    ]
    assert not upward


@pytest.mark.parametrize("room", sorted(set().union(*LAYERS)))
def test_there_is_no_circle_in_a_room(room):
    assert graph().nominate_cycle_breakers(f"dmfcheck.{room}") == set()


def test_families_have_no_circle_and_do_not_know_the_ledger():
    knows = {}
    for module, imported in arrows():
        if family(module) is None:
            continue
        assert imported not in {"dmfcheck.theory.ledger", "dmfcheck.theory.mutants"}, module
        if family(imported) not in (None, family(module)):
            knows.setdefault(family(module), set()).add(family(imported))
    while knows:
        lowest = {name for name, lower in knows.items() if not lower & set(knows)}
        assert lowest, f"a circle among {sorted(knows)}"
        for name in lowest:
            del knows[name]


def test_an_id_leads_to_its_file():
    for topic in topics():
        text = " ".join(__import__(topic.__package__, fromlist=["x"]).__doc__.split())
        for claim in getattr(topic, "CLAIMS", ()):
            prefix = claim.id.partition(".")[0]
            home = topic.__package__.rpartition(".")[2]
            assert home == prefix or f"{prefix}.*" in text, claim.id


def test_the_replay_shares_nothing_with_what_makes_certificates():
    makers = ("dmfcheck.dynamics.balls", "dmfcheck.dynamics.floats", "dmfcheck.claims.arithmetic")
    for module, imported in arrows():
        if module.startswith("dmfcheck.replay"):
            assert not imported.startswith(makers), f"{module} -> {imported}"


def test_what_is_offered_from_above_is_there_and_above():
    for name, place in OFFERED.items():
        assert callable(offered(name)), name
        assert place.split(".")[0] in {"testing", "report"}
    # Nobody else may import a room by its name in a text.
    importers = {
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.py")
        if "import_module(" in path.read_text(encoding="utf-8")
    }
    assert importers == {
        "__init__.py",
        "base/moved.py",
        "base/offered.py",
        "base/seeds.py",
        "problems/studies/study.py",
        "report/explore/asked.py",
        "testing/__init__.py",
        "theory/families.py",
    }


def test_only_testing_writes_evidence():
    for module, imported in arrows():
        if imported == "dmfcheck.testing.evidence":
            assert module.split(".")[1] in {"testing", "commands"}, module
    for path in (PACKAGE / "commands").glob("*.py"):
        assert "evidence_for" not in path.read_text(encoding="utf-8"), path.name


def test_mutants_name_hypotheses_and_strategies_as_objects():
    for path in PACKAGE.glob("theory/*/*_mutants.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for keyword in getattr(node, "keywords", ()):
                if keyword.arg in {"without", "strategy"}:
                    text = isinstance(keyword.value, (ast.Constant, ast.JoinedStr))
                    assert not text, f"{path.name}:{node.lineno}"
    assert len(mutants()) > len(ledger())


def test_files_are_short(capsys):
    sizes = {
        str(path.relative_to(PACKAGE.parent)): len(path.read_text(encoding="utf-8").splitlines())
        for folder in (PACKAGE, PACKAGE.parent / "tests", PACKAGE.parent / "properties")
        for path in folder.rglob("*.py")
    }
    with capsys.disabled():
        for name, lines in sorted(sizes.items(), key=lambda entry: -entry[1])[:10]:
            print(f"{lines:5d} {name}")
    assert max(sizes.values()) <= LONGEST, [n for n, lines in sizes.items() if lines > LONGEST]


EXTRAS = (
    "axe_playwright_python bokeh distributed jinja2 latex2mathml matplotlib playwright sklearn"
    " torch"
)


def test_every_module_loads_without_the_extras():
    """A search imports all of them (see ``import_everything``), whatever is installed."""
    script = f"""
import sys
for name in {EXTRAS.split()!r}:
    sys.modules[name] = None
from dmfcheck.base.seeds import import_everything
import_everything()
"""
    subprocess.run([sys.executable, "-c", script], check=True)
