"""What the sliders ask for, in exact numbers."""

from __future__ import annotations

import inspect
import pkgutil
from dataclasses import dataclass, fields, replace
from fractions import Fraction
from functools import cache
from importlib import import_module

import mpmath

from dmfcheck.dynamics import updates
from dmfcheck.dynamics.parameters import said_of
from dmfcheck.dynamics.problem import PLAIN_UPDATE, Problem
from dmfcheck.dynamics.update import Update
from dmfcheck.problems.prediction import DEFAULT_DELTA
from dmfcheck.report.explore.target import Target

__all__ = ["DIGITS", "STARTS", "Asked", "Offered", "asked", "known_updates", "step_size"]

STARTS = tuple(
    Fraction(part, 10**power) for power in range(9) for part in ((1,) if not power else (5, 2, 1))
)
"""Where alpha may start, from 1 down to 1e-8."""

DIGITS = 3
"""Of a step size, which is a decimal number."""


@dataclass(frozen=True)
class Offered:
    """An update with one parameter at most, and the range of that: ``low <= it < high``."""

    name: str
    family: type[Update]
    parameter: str = ""
    low: Fraction = Fraction(0)
    high: Fraction = Fraction(1)

    def at(self, value: Fraction) -> Update:
        """The update with that value of its parameter.

        >>> known_updates()["HeavyBall"].at(Fraction(1, 2))
        HeavyBall(momentum=Fraction(1, 2))
        """
        return self.family(**({self.parameter: value} if self.parameter else {}))


@cache
def known_updates() -> dict[str, Offered]:
    """Those of :mod:`dmfcheck.dynamics.updates` that one number describes, descent first.

    >>> list(known_updates())[:2]
    ['Descent', 'HeavyBall']
    """
    found = {}
    for module in pkgutil.iter_modules(updates.__path__, f"{updates.__name__}."):
        for name, family in inspect.getmembers(import_module(module.name), _is_update):
            if family.__module__ == module.name and (offered := _offered(name, family)):
                found[name] = offered
    return dict(sorted(found.items(), key=lambda pair: pair[1].family is not type(PLAIN_UPDATE)))


def _is_update(known: object) -> bool:
    return inspect.isclass(known) and issubclass(known, Update) and not inspect.isabstract(known)


def _offered(name: str, family: type[Update]) -> Offered | None:
    """None for an update that one slider does not describe."""
    said = [said_of(field) for field in fields(family)]
    if not said:
        return Offered(name, family)
    if len(said) > 1 or said[0]["shape"] != "number":
        return None
    low, high = Fraction(said[0].get("low", 0)), Fraction(said[0].get("high", 1))
    return Offered(name, family, fields(family)[0].name, low, high)


@dataclass(frozen=True)
class Asked:
    """A target and exact parameters: ``problem`` has them all, ``stable`` is the stable step."""

    target: Target
    problem: Problem
    stable: mpmath.mpf
    delta: Fraction = DEFAULT_DELTA


def asked(
    target: Target, depth: int, alpha: Fraction, share: Fraction, update: Update = PLAIN_UPDATE
) -> Asked:
    """The problem whose step size is ``share`` of the stable one, rounded down to three digits.

    Raises :class:`~dmfcheck.base.validation.BadInput`.

    >>> from dmfcheck.report.explore.target import of_spectrum
    >>> asked(of_spectrum("4,1"), 2, Fraction(1, 10), Fraction(1, 2)).problem.eta
    Fraction(1, 16)
    """
    # Whatever the eigenvalues are, none is farther from 0 than the outer end of its enclosure.
    outer = [max(enclosure, key=abs) for enclosure in target.enclosures]
    problem = Problem.from_spectrum(outer, depth=depth, alpha=alpha, eta=1, update=update)
    stable = problem.largest_step()
    return Asked(target, replace(problem, eta=step_size(stable, share)), stable)


def step_size(stable: mpmath.mpf, share: Fraction) -> Fraction:
    """A decimal number of three digits, at most ``share`` of ``stable``.

    >>> step_size(mpmath.mpf(1) / 3, Fraction(1))
    Fraction(333, 1000)
    """
    wanted = stable * share.numerator / share.denominator
    power = DIGITS - 1 - int(mpmath.floor(mpmath.log10(wanted)))
    return Fraction(int(mpmath.floor(wanted * mpmath.mpf(10) ** power))) * Fraction(10) ** -power
