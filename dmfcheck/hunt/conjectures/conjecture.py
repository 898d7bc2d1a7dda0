"""A conjecture, prod q^e <= c over the quantities of a setting, and the claim that says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from dmfcheck.base.exact_text import rational_text
from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Claim, Constant, Constants
from dmfcheck.claims.point import Point
from dmfcheck.theory.quantities import CONSTANTS, SETTINGS, Quantity, Setting

BOUND = "bound"
"""The name of its constant, which `dmfcheck tighten` takes."""


@dataclass(frozen=True)
class Conjecture:
    """prod q^e <= constant at every point of the setting; ``exponents`` are integers, none 0.

    >>> late = Conjecture("two layers", (("K_1", -1), ("K_2", 1)), Fraction(9))
    >>> late.text
    'K_2 <= 9 K_1'
    """

    setting: str
    exponents: tuple[tuple[str, int], ...]
    constant: Fraction

    @property
    def where(self) -> Setting:
        """The setting itself."""
        return SETTINGS[self.setting]

    def _side(self, sign: int, *, latex: bool) -> str:
        parts = []
        for name, exponent in self.exponents:
            if sign * exponent > 0:
                shown = self.where.quantity(name).latex if latex else _grouped(name)
                power = abs(exponent)
                parts.append(
                    shown if power == 1 else f"{shown}^{{{power}}}" if latex else f"{shown}^{power}"
                )
        return " ".join(parts)

    def _written(self, sign: str, *, latex: bool) -> str:
        left, right = self._side(1, latex=latex), self._side(-1, latex=latex)
        constant = "" if self.constant == 1 and right else rational_text(self.constant)
        return f"{left or 1} {sign} {' '.join(part for part in (constant, right) if part)}"

    @property
    def text(self) -> str:
        """The inequality in plain characters."""
        return self._written("<=", latex=False)

    def claim(self, claim_id: str) -> Claim:
        """The claim: its margin is 1 - (prod q^e)/c.

        >>> late = Conjecture("two layers", (("K_1", -1), ("K_2", 1)), Fraction(9))
        >>> point = {"depth": 2, "spectrum": "1,1/2", "alpha": "1/10", "eta": "1/4"}
        >>> late.claim("my.late").examine(**point, fraction="1/2").name
        'holds'
        """
        where = self.where
        words = where.name.replace(" ", r"\ ")

        def margin(a: Arithmetic, p: Point, c: Constants) -> Any:
            return 1 - product(a, p, self.exponents, where) / c[BOUND]

        bound = Constant(BOUND, lambda _: self.constant, rational_text(self.constant))
        return Claim(
            id=claim_id,
            statement=rf"\text{{{words}}}:\ {self._written(chr(92) + 'le', latex=True)}",
            source="derived",
            kind="inequality",
            expected="open",
            variables=where.variables,
            hypotheses=where.hypotheses,
            constants=(*CONSTANTS, bound),
            margin=margin,
        )

    def source(self, claim_id: str) -> str:
        """A file that defines the claim, for ``dmfcheck hunt FILE.py::id``."""
        return "\n".join(
            [
                f'"""{self.where.name}: {self.text}."""',
                "",
                "from fractions import Fraction",
                "",
                "from dmfcheck.hunt.conjectures.conjecture import Conjecture",
                "",
                "CONJECTURE = Conjecture(",
                f"    {self.setting!r},",
                f"    {self.exponents!r},",
                f"    Fraction({rational_text(self.constant)!r}),",
                ")",
                f"CLAIM = CONJECTURE.claim({claim_id!r})",
                "",
            ]
        )

    def as_json(self) -> dict[str, Any]:
        """The conjecture as JSON has it."""
        return {
            "setting": self.setting,
            "text": self.text,
            "exponents": dict(self.exponents),
            "constant": rational_text(self.constant),
        }


def _grouped(name: str) -> str:
    return f"({name})" if "-" in name else name


def product(
    a: Arithmetic,
    p: Point,
    exponents: Mapping[str, int] | tuple[tuple[str, int], ...],
    where: Setting,
) -> Any:
    """prod q^e at a point."""
    over: Any = 1
    under: Any = 1
    for name, exponent in dict(exponents).items():
        value = _at(where.quantity(name), a, p)
        if exponent > 0:
            over = over * value**exponent
        else:
            under = under * value**-exponent
    return over / under


def _at(quantity: Quantity, a: Arithmetic, p: Point) -> Any:
    return quantity.value(a, p)
