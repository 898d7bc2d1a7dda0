"""Every function that makes certificates, to be broken or forbidden one by one."""

import importlib
import inspect
import pkgutil
import sys
from dataclasses import dataclass
from types import CodeType, ModuleType
from typing import Any

PACKAGES = ("dmfcheck.dynamics.balls", "dmfcheck.dynamics.floats", "dmfcheck.dynamics.instances")
MODULES = (
    "dmfcheck.claims.arithmetic",
    "dmfcheck.claims.ball_point",
    "dmfcheck.claims.exact",
    "dmfcheck.claims.exact_number",
    "dmfcheck.claims.exact_steps",
    "dmfcheck.claims.float_batch",
    "dmfcheck.claims.judge",
    "dmfcheck.dynamics.dynamics",
    "dmfcheck.dynamics.parameters",
    "dmfcheck.dynamics.start",
    "dmfcheck.dynamics.update",
    "dmfcheck.dynamics.updates.descent",
    "dmfcheck.dynamics.updates.heavy_ball",
    "dmfcheck.dynamics.updates.schedule",
    "dmfcheck.dynamics.updates.weight_decay",
    "dmfcheck.claims.sign",
)
DYNAMICS = {
    "dmfcheck.claims.other_orbits": ("complex_orbit",),
    "dmfcheck.claims.small_matrices": ("gradients", "descend"),
}
"""Where statements find words too (a product, a transpose): these functions make something."""

FIELD = ("__add__", "__sub__", "__mul__", "__truediv__", "__pow__")
"""Of numbers that are made of one another, these are what makes them."""

SEALS = ("dmfcheck.base.certificate",)
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
                if inspect.isfunction(function) and (method in FIELD or not method.startswith("__"))
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
