"""A replay shares nothing with what made the certificate: no import, no function, no result."""

import ast
import importlib
import inspect
import json
import pkgutil
import sys
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

import pytest

import dmfcheck.replay
from dmfcheck import claim
from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.ledger import ledger
from dmfcheck.claims.mutants import mutants
from dmfcheck.replay.constants import PROVED_STEP, proved_step
from dmfcheck.replay.intervals import Intervals
from dmfcheck.replay.rationals import Rationals
from dmfcheck.replay.verify import verify_content

PACKAGES = ("dmfcheck.certified", "dmfcheck.descent")
MODULES = (
    "dmfcheck.claims.arithmetic",
    "dmfcheck.claims.ball_point",
    "dmfcheck.claims.exact_steps",
    "dmfcheck.claims.float_batch",
    "dmfcheck.claims.judge",
)
DYNAMICS = {
    "dmfcheck.claims.other_orbits": (
        "scheduled_orbit",
        "heavy_ball_orbit",
        "decayed_orbit",
        "complex_orbit",
        "_orbit",
    ),
    "dmfcheck.claims.small_matrices": ("gradients", "descend"),
}
"""Where statements find words too (a product, a transpose): these functions make something."""

SEALS = ("dmfcheck.certified.certificate",)
"""Writing, which says nothing about mathematics: the digest tells a broken one."""


@dataclass(frozen=True)
class Maker:
    """A function, or the method ``owner.name``, and whether a cache is around it."""

    name: str
    owner: Any
    attribute: str
    function: Any

    @property
    def code(self) -> CodeType | None:
        plain = inspect.unwrap(getattr(self.function, "__func__", self.function))
        return getattr(plain, "__code__", None)

    def replaced(self, monkeypatch: Any, other: Any) -> None:
        """Put ``other`` wherever dmfcheck has the function, the replay included."""
        if inspect.isclass(self.owner):
            monkeypatch.setattr(self.owner, self.attribute, other)
            return
        for module in list(sys.modules.values()):
            if isinstance(module, ModuleType) and module.__name__.startswith("dmfcheck"):
                for name, value in list(vars(module).items()):
                    if value is self.function:
                        monkeypatch.setattr(module, name, other)


def makers() -> list[Maker]:
    """All of them, in a fixed order."""
    names = list(MODULES)
    for package in PACKAGES:
        path = importlib.import_module(package).__path__
        names += [f"{package}.{entry.name}" for entry in pkgutil.iter_modules(path)]
    found = []
    for name in sorted(set(names) - set(SEALS)):
        found += _of(importlib.import_module(name))
    for name, functions in DYNAMICS.items():
        module = importlib.import_module(name)
        found += [Maker(f"{name}.{f}", module, f, getattr(module, f)) for f in functions]
    return found


def _of(module: ModuleType) -> list[Maker]:
    found = []
    for name, value in vars(module).items():
        if getattr(value, "__module__", None) != module.__name__:
            continue
        if inspect.isclass(value):
            found += [
                Maker(f"{module.__name__}.{name}.{method}", value, method, function)
                for method, function in vars(value).items()
                if inspect.isfunction(function) and not method.startswith("__")
            ]
        elif callable(value):
            found.append(Maker(f"{module.__name__}.{name}", module, name, value))
    return found


def clear_caches() -> None:
    """Forget everything that any function of dmfcheck remembers."""
    for module in list(sys.modules.values()):
        if isinstance(module, ModuleType) and module.__name__.startswith("dmfcheck"):
            for value in list(vars(module).values()):
                if callable(getattr(value, "cache_clear", None)):
                    value.cache_clear()


POINTS = json.loads((Path(__file__).parents[1] / "data" / "points.json").read_text())
"""A point of nearly every claim at which a certificate is made, and replayed, in moments."""

STATEMENTS = {
    "dmfcheck.claims.claim",
    "dmfcheck.claims.ledger",
    "dmfcheck.claims.mutants",
    "dmfcheck.claims.point",
    "dmfcheck.validation",
}
"""What a replay has from elsewhere: what is claimed, and how bad input is refused."""


def test_it_imports_only_what_is_claimed():
    found = set()
    for path in Path(dmfcheck.replay.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and node.module.startswith("dmfcheck"):
                whole = node.module == "dmfcheck"
                found |= {f"dmfcheck.{n.name}" for n in node.names} if whole else {node.module}
            elif isinstance(node, ast.Import):
                found |= {n.name for n in node.names if n.name.startswith("dmfcheck")}
    outside = {name for name in found if not name.startswith("dmfcheck.replay")}
    assert outside == STATEMENTS


@pytest.mark.parametrize("arithmetic", [Rationals, Intervals])
def test_its_arithmetics_have_all_that_a_margin_may_ask_for_and_inherit_nothing(arithmetic):
    asked = {name for name in vars(Arithmetic) if not name.startswith("_")}
    assert len(asked) > 25
    for name in asked:
        found = inspect.unwrap(getattr(arithmetic, name))
        assert found.__module__.startswith("dmfcheck.replay"), name
    assert not issubclass(arithmetic, Arithmetic)


def test_the_proved_step_is_the_stated_one_at_every_depth():
    subjects = [*ledger().values(), *(mutant.claim for mutant in mutants().values())]
    stated = [c.stated for s in subjects for c in s.constants if c.formula == PROVED_STEP]
    assert stated
    for depth in range(2, 51):
        assert {value(depth) for value in stated} == {proved_step(depth)}


def forbidden(*_, **__):
    raise AssertionError("a replay called what makes certificates")


def test_certificates_replay_where_every_maker_raises(monkeypatch):
    certificates = [dict(claim(name).examine(**POINTS[name]).certificate) for name in POINTS]
    clear_caches()
    for maker in makers():
        maker.replaced(monkeypatch, forbidden)
    with pytest.raises(AssertionError, match="what makes certificates"):
        claim("step.monotone").examine(**POINTS["step.monotone"])
    for certificate in certificates:
        replay = verify_content(certificate)
        assert replay.verdict == certificate["verdict"], (certificate["claim"], replay.reason)
