"""A formal statement of a refuted claim at a point: what Coq is told of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

from dmfcheck.base.verdict import CannotSay
from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.point import Point
from dmfcheck.theory.families import by_name

MOST_EIGENVALUES = 40
"""Of a spectrum whose hypotheses Coq goes through one by one, two by two."""

BITS = "BITS"
"""Stands in a proof for the bits after the point of the intervals."""

NOT_AT_MOST = "revert C; apply Rlt_not_le; number"
"""The conclusion is an inequality of numbers, and false."""


@dataclass(frozen=True)
class Instance:
    """The proposition ``definition`` of ``file`` in ``formal/``, for all parameters, at a point.

    ``parameters`` are those that the definition itself has and ``values`` those that it speaks of
    all of, in order, as Coq has them. ``contradiction`` proves ``False`` from the conclusion ``C``.
    """

    definition: str
    file: str
    values: Mapping[str, str]
    contradiction: str
    parameters: Mapping[str, str] | None = None

    @property
    def bound(self) -> dict[str, str]:
        """The values of all names, those of the definition's own parameters first."""
        return {**(self.parameters or {}), **self.values}


At = Callable[[Arithmetic, Point], Sequence[Instance]]
"""What refutes a claim's formal statements at a point, all or some of them.

It raises :class:`~dmfcheck.base.verdict.CannotSay` where none is.
"""

Built = Callable[[Arithmetic, Point, Sequence[Any], Mapping[str, str], str], Instance]
"""See :func:`falls_then_rises`."""


@cache
def instances() -> dict[str, At]:
    """By claim id; each file ``<topic>_instances.py`` of a family has its own in ``INSTANCES``.

    >>> "monotone.literal" in instances()
    True
    """
    return by_name("_instances", lambda topic: getattr(topic, "INSTANCES", {}).items())


@cache
def without_instance() -> dict[str, str]:
    """By claim id: why a formal statement that is refuted is not at the point of a certificate.

    >>> set(without_instance()) & set(instances())
    set()
    """
    return by_name("_instances", lambda topic: getattr(topic, "WITHOUT_INSTANCE", {}).items())


def rational(value: Fraction | int) -> str:
    """A rational of Coq.

    >>> rational(Fraction(-1, 2)), rational(3)
    ('((-1) # 2)', '(3 # 1)')
    """
    numerator, denominator = Fraction(value).as_integer_ratio()
    return f"({numerator if numerator >= 0 else f'({numerator})'} # {denominator})"


def real(value: Fraction | int) -> str:
    """The real number that is a rational.

    >>> real(Fraction(1, 2))
    'Q2R (1 # 2)'
    """
    return f"Q2R {rational(value)}"


def natural(value: int) -> str:
    """A natural number of Coq that is not written in unary.

    >>> natural(58)
    'N.to_nat 58'
    """
    return f"N.to_nat {value}"


def rationals(values: Sequence[Fraction]) -> str:
    """A list of rationals of Coq; raises :class:`CannotSay` for a long one.

    >>> rationals([Fraction(1), Fraction(1, 2)])
    '[(1 # 1); (1 # 2)]'
    """
    if len(values) > MOST_EIGENVALUES:
        raise CannotSay(f"more than {MOST_EIGENVALUES} eigenvalues")
    return f"[{'; '.join(map(rational, values))}]"


def of_spectrum(p: Mapping[str, Any]) -> dict[str, str]:
    """N, n, lambda, alpha and eta of a point with a spectrum, whose eigenvalues Coq numbers 0..n.

    >>> point = {"depth": 2, "spectrum": (1,), "alpha": Fraction(1, 2), "eta": Fraction(1, 4)}
    >>> list(of_spectrum(point).values())[:3]
    ['2%nat', '0%nat', 'listed [(1 # 1)]']
    """
    return {
        "N": f"{p['depth']}%nat",
        "n": f"{len(p['spectrum']) - 1}%nat",
        "lambda": f"listed {rationals(p['spectrum'])}",
        "alpha": real(p["alpha"]),
        "eta": real(p["eta"]),
    }


def peak(values: Sequence[Any]) -> tuple[int, int, int]:
    """Steps i < j < k with the value at j above both others, by as much as can be.

    Raises :class:`CannotSay` where there are none.

    >>> peak([3, 1, 2, 0, 1])
    (1, 2, 3)
    """
    found: tuple[Any, tuple[int, int, int]] | None = None
    least = 0
    after = list(range(len(values)))
    for step in range(len(values) - 2, -1, -1):
        later = after[step + 1]
        after[step] = later if values[later] < values[step] else step
    for j in range(1, len(values) - 1):
        if values[j - 1] < values[least]:
            least = j - 1
        k = after[j + 1]
        above = min(values[j] - values[least], values[j] - values[k])
        if found is None or found[0] < above:
            found = (above, (least, j, k))
    if found is None or not found[0] > 0:
        raise CannotSay("no step at which the sequence is above one before and one after")
    return found[1]


def first_step(
    a: Arithmetic, point: Point, eigenvalue: Fraction, fraction: Fraction, **changed: Any
) -> int:
    """K, the first step with w >= fraction eigenvalue, as ``recovered_first`` of Times.v has it."""
    exact = {"depth": point.exact.get("depth"), "eta": point.exact["eta"]}
    exact |= {"alpha": point.exact.get("alpha"), **changed}
    exact |= {"eigenvalue": eigenvalue, "fraction": fraction}
    return int(a.hitting_time(Point(exact).converted(a.number)))


def falls_then_rises(
    definition: str, lemma: str, sequence: Callable[[Arithmetic, Point], Sequence[Any]]
) -> Built:
    """The instances of a definition of RefutedClaims.v whose conclusion is that something does.

    ``lemma`` of AtPoint.v refutes that; what is built takes the values and the enclosure of the
    i-th eigenvalue after m steps, a function of AtPoint.v with its arguments.
    """

    def built(
        a: Arithmetic,
        point: Point,
        spectrum: Sequence[Any],
        values: Mapping[str, str],
        enclosed: str,
    ) -> Instance:
        i, j, k = peak(sequence(a, point))
        interval, has = (f"AtPoint.{kind}{enclosed}" for kind in ("i", "has_"))
        return Instance(
            definition,
            "RefutedClaims.v",
            values,
            f"revert C; exact ({lemma} {BITS} (fun i m => {interval} m) _ {len(spectrum) - 1}"
            f" (fun i m => {has} m) {i} {j} {k} ltac:(vm_compute; reflexivity))",
        )

    return built
