"""How a claim is proved: lemmas, each with what checks it, and the glue between them.

Data only. :mod:`dmfcheck.proofs` checks it; a topic has its own in ``PROOFS`` of
``theory/<family>/<topic>_proofs.py``, beside ``KERNEL``, by claim id.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any

from dmfcheck.theory.families import by_name
from dmfcheck.theory.formal import Theorem

if TYPE_CHECKING:
    from dmfcheck.claims.claim import Constants, Hypothesis, Margin
    from dmfcheck.claims.point import Point

Expression = Callable[["Point", "Constants"], Any]
"""Of the variables of a region that come before, ``point.depth`` and the claim's constants."""

DEPTHS = tuple(range(2, 21))
"""N = 2..20, at which one-step lemmas are proved unless it takes too long."""


@dataclass(frozen=True)
class Range:
    """low <= ``name`` <= high, each divided by ``over`` > 0 if that is given.

    ``low`` and ``high`` are polynomials in the variables before it, None where it is unbounded on
    that side; one of them is given. ``given`` is a hypothesis of the claim that fails beyond
    ``high``, and ``given_low`` one that fails below ``low``: both are checked with the lemma.
    ``open_low`` and ``open_high`` say that an end is no value of it.
    """

    name: str
    low: Expression | None = lambda p, c: 0
    high: Expression | None = None
    over: Expression | None = None
    given: Hypothesis | None = None
    given_low: Hypothesis | None = None
    open_low: bool = False
    open_high: bool = False

    @property
    def ends(self) -> tuple[tuple[int, bool], ...]:
        """(0 for the low end, 1 for the high one; whether it is open) of each end.

        >>> Range("x", high=constant(1), open_low=True).ends
        ((0, True), (1, False))
        """
        low = () if self.low is None else ((0, self.open_low),)
        return (*low, *(() if self.high is None else ((1, self.open_high),)))


@dataclass(frozen=True)
class Inequality:
    """margin(arithmetic, point, constants) >= 0 on a region, at each of some depths.

    The margin is written like that of a claim, in + - * / and the few functions of an arithmetic
    that a sign decides (minimum, maximum, absolute, indicator); its ``point`` has ``depth``, the
    variables of ``region`` and what is ``fixed``. ``margin`` is None where it is the claim's own:
    then a claim that is changed is proved, or not, of its own margin. The constants are those of
    the claim that is to be proved, by name. ``has_values`` says that what the margin is divided by
    is to be shown other than 0 as well, so that there is no point without a margin.
    """

    region: tuple[Range, ...]
    margin: Margin | None = None
    fixed: Mapping[str, Any] = field(default_factory=dict)
    depths: tuple[int, ...] = DEPTHS
    has_values: bool = False


@dataclass(frozen=True)
class Kernel:
    """Checked by Coq: a theorem of ``proofs/formal/``, for every depth."""

    theorem: Theorem


@dataclass(frozen=True)
class Symbolic:
    """Checked by SymPy: the identities of a derivation of :mod:`dmfcheck.dynamics.symbols`."""

    derivation: str
    depths: tuple[int, ...] = DEPTHS


@dataclass(frozen=True)
class Coefficients:
    """Checked by signs: with every variable moved so that it is >= 0, no coefficient is negative.

    ``divided`` are factors that the margin has, each with its power: an even power is >= 0, a
    factor of an odd power has to be shown >= 0 in the same way. What is left of the margin when
    they are divided out has the coefficients.
    """

    inequality: Inequality
    divided: tuple[tuple[Expression, int], ...] = ()


@dataclass(frozen=True)
class Bernstein:
    """The same on parts: the region is halved until each part has no negative coefficient.

    Every variable needs both ends. At most ``parts`` of them at each depth.
    """

    inequality: Inequality
    divided: tuple[tuple[Expression, int], ...] = ()
    parts: int = 256


@dataclass(frozen=True)
class Boxes:
    """Checked by branch and bound: boxes of rational end points, each with an enclosure >= 0.

    Every variable needs both ends. At most ``boxes`` of them at each depth. Where the margin
    vanishes on a face, ``divided`` are the factors that it has, each with its power and shown to be
    >= 0 by signs, and ``quotient`` is what is left, written out: that their product is the margin
    is checked by expansion, and the boxes show the quotient.
    """

    inequality: Inequality
    divided: tuple[tuple[Expression, int], ...] = ()
    quotient: Margin | None = None
    boxes: int = 20_000


@dataclass(frozen=True)
class Cited:
    """Taken from a source that proves it."""

    source: str


@dataclass(frozen=True)
class Taken:
    """A step that a human takes; ``where`` says where it is written out."""

    where: str


Check = Kernel | Symbolic | Coefficients | Bernstein | Boxes | Cited | Taken


@dataclass(frozen=True)
class Lemma:
    """A statement (LaTeX), what checks it, and the names of the lemmas that it rests on.

    >>> Lemma("convex", "G'' > 0", Taken("notes/monotone.md")).checked
    False
    """

    name: str
    statement: str
    check: Check
    rests_on: tuple[str, ...] = ()

    @property
    def checked(self) -> bool:
        """Whether a machine checks it."""
        return not isinstance(self.check, Cited | Taken)

    @property
    def depths(self) -> tuple[int, ...] | None:
        """The depths at which it is checked; None for every one."""
        if isinstance(self.check, Coefficients | Bernstein | Boxes):
            return self.check.inequality.depths
        return self.check.depths if isinstance(self.check, Symbolic) else None


@dataclass(frozen=True)
class Proof:
    """The lemmas of a claim and the ``glue`` that makes the claim of them.

    Both are lemmas, each of which rests on some before it; the last of the glue, or the last lemma
    where there is no glue, is the claim. Raises ``ValueError`` where a name is used twice, or is
    rested on before it is there.
    """

    lemmas: tuple[Lemma, ...]
    glue: tuple[Lemma, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a graph with a circle, or with two nodes of one name."""
        seen: set[str] = set()
        for lemma in self.steps:
            if lemma.name in seen or not seen.issuperset(lemma.rests_on):
                raise ValueError(f"{lemma.name} is there twice, or rests on what is not there yet")
            seen.add(lemma.name)

    @property
    def steps(self) -> tuple[Lemma, ...]:
        """Lemmas and glue, each after what it rests on."""
        return (*self.lemmas, *self.glue)

    @property
    def taken(self) -> tuple[Lemma, ...]:
        """The steps that no machine checks."""
        return tuple(step for step in self.steps if not step.checked)

    @property
    def depths(self) -> tuple[int, ...] | None:
        """The depths at which all of it is checked; None for every one."""
        several = [set(step.depths) for step in self.steps if step.depths is not None]
        return tuple(sorted(set.intersection(*several))) if several else None


def constant(value: int | Fraction) -> Expression:
    """An end that is a number.

    >>> constant(1)(None, {})
    1
    """
    return lambda p, c: value


@cache
def proofs() -> dict[str, Proof]:
    """By claim id; each file ``<topic>_proofs.py`` of a family may have its own in ``PROOFS``."""
    return by_name("_proofs", lambda topic: getattr(topic, "PROOFS", {}).items())
