"""Dynamics: a start times an update, and the recursion of an eigenvalue that follows from them.

On an eigenvector of a symmetric What every factor is a number, and the descent on
L = 1/2 ||W_N ... W_1 - What||_F^2 one on (f_1 f_2 ... f_N - lambda)^2 / 2 (reduction.decoupling).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from typing import Any

from dmfcheck.base.validation import BadInput
from dmfcheck.dynamics.start import Classes, Identical, Perturbed, Start
from dmfcheck.dynamics.update import Update
from dmfcheck.dynamics.updates.descent import Descent

States = tuple[Any, ...]
"""One factor of each class, that of W_1 first."""

Number = Callable[[Fraction], Any]
"""What makes a number of some arithmetic of a rational."""


@dataclass(frozen=True)
class Dynamics:
    """A family of starts and a family of updates; a point of a claim has their parameters by name.

    >>> from fractions import Fraction
    >>> point = {"depth": 2, "alpha": Fraction(1, 2), "eta": Fraction(1, 4), "steps": 1}
    >>> list(PLAIN.orbit(point, Fraction(1)))
    [(Fraction(1, 2),), (Fraction(19, 32),)]
    """

    start: type[Start]
    update: type[Update]

    def __str__(self) -> str:
        return f"{self.update.__name__} from {self.start.__name__}"

    def parameters(self) -> tuple[str, ...]:
        """The names of the parameters of both, besides depth and eta.

        >>> PERTURBED.parameters()
        ('alpha', 'beta')
        """
        return (*self.start.parameters(), *self.update.parameters())

    def size(self, values: Mapping[str, Any]) -> int:
        """How many numbers a state has: one factor of each class.

        >>> PERTURBED.size({"depth": 3, "alpha": 1, "beta": 0})
        2
        """
        return len(self.start.at(values).classes(values["depth"]))

    def steps(self, values: Mapping[str, Any]) -> int:
        """How many steps there are to take: ``steps``, or as many as the update has.

        Raises :class:`~dmfcheck.base.validation.BadInput` where neither says so.
        """
        length = self.update.at(values).length()
        if "steps" in values:
            return int(values["steps"] if length is None else min(values["steps"], length))
        if length is None:
            raise BadInput("steps", "is missing", f"a number of steps of {self}")
        return length

    def iterates(
        self, values: Mapping[str, Any], eigenvalue: Any, number: Number | None = None
    ) -> Iterator[States]:
        """:func:`iterates` with the parameters of ``values``, eta among them where it is needed."""
        start, update = self.start.at(values), self.update.at(values)
        return iterates(start, update, values["depth"], eigenvalue, values.get("eta"), number)

    def orbit(
        self, values: Mapping[str, Any], eigenvalue: Any, number: Number | None = None
    ) -> Iterator[States]:
        """The iterates at steps 0, ..., :meth:`steps`."""
        return islice(self.iterates(values, eigenvalue, number), self.steps(values) + 1)


PLAIN = Dynamics(Identical, Descent)
"""Gradient descent from N factors alpha I."""

PERTURBED = Dynamics(Perturbed, Descent)
"""Gradient descent from (alpha - beta) I and N - 1 factors alpha I."""


def classes_of(start: Start, depth: int, number: Number | None = None) -> Classes:
    """The classes of ``start``, with ints and Fractions made into numbers by ``number``.

    Raises :class:`~dmfcheck.base.validation.BadInput` for multiplicities that are not those of N
    factors.

    >>> classes_of(Perturbed(Fraction(1), Fraction(1, 2)), 3, float)
    ((0.5, 1), (1.0, 2))
    """
    classes = start.classes(depth)
    counts = [count for _, count in classes]
    whole = all(isinstance(count, int) and count >= 0 for count in counts)
    if not whole or sum(counts) != depth:
        raise BadInput(
            f"multiplicities of {type(start).__name__}",
            f"are {', '.join(map(str, counts)) or 'none'}"[:80],
            f"whole numbers >= 0 whose sum is the depth, {depth}",
        )
    if number is None:
        return classes
    return tuple(
        (number(Fraction(value)) if isinstance(value, (int, Fraction)) else value, count)
        for value, count in classes
    )


def iterates(
    start: Start,
    update: Update,
    depth: int,
    eigenvalue: Any,
    eta: Any,
    number: Number | None = None,
) -> Iterator[States]:
    """One factor of each class at step 0, 1, ..., in whatever numbers they are given.

    ``number`` makes such numbers of what a start has as ints and Fractions.

    >>> from fractions import Fraction
    >>> start = Perturbed(Fraction(1), Fraction(1, 2))
    >>> list(islice(iterates(start, Descent(), 2, Fraction(1), Fraction(1, 4)), 2))[1]
    (Fraction(5, 8), Fraction(17, 16))
    """
    classes = classes_of(start, depth, number)
    counts = [count for _, count in classes]
    factors: States = tuple(value for value, _ in classes)
    memories: States = tuple(map(update.remembers, factors))
    k = 0
    while True:
        yield factors
        factors, memories = stepped(update, factors, memories, counts, eigenvalue, eta, k)
        k += 1


def stepped(
    update: Update,
    factors: States,
    memories: States,
    counts: Sequence[int],
    eigenvalue: Any,
    eta: Any,
    k: int,
) -> tuple[States, States]:
    """(factors, memories) after step k.

    >>> stepped(Descent(), (1,), (None,), (2,), 5, 2, 0)
    ((9,), (None,))
    """
    size = update.size(eta, k)
    seen = tuple(map(update.seen_from, factors, memories))
    moved = [
        update.step(factor, pull, size, memory)
        for factor, pull, memory in zip(
            factors, pulls(seen, counts, eigenvalue, size), memories, strict=True
        )
    ]
    return tuple(factor for factor, _ in moved), tuple(memory for _, memory in moved)


def pulls(factors: Sequence[Any], counts: Sequence[int], eigenvalue: Any, eta: Any) -> list[Any]:
    """-eta f_c^{m_c - 1} prod_{j != c} f_j^{m_j} (lambda - prod_j f_j^{m_j}) for each class c.

    >>> pulls((2, 3), (1, 2), 20, 1)
    [-18, -12]
    """
    residual = end_to_end(factors, counts) - eigenvalue
    others = ([m - (j == c) for j, m in enumerate(counts)] for c in range(len(counts)))
    return [eta * end_to_end(factors, left) * residual for left in others]


def end_to_end(factors: Sequence[Any], counts: Sequence[int]) -> Any:
    """prod_j f_j^{m_j}, the eigenvalue of W_N ... W_1; some m_j is positive.

    >>> end_to_end((2, 3), (1, 2))
    18
    """
    powers = [f**m if m > 1 else f for f, m in zip(factors, counts, strict=True) if m]
    product = powers[0]
    for power in powers[1:]:
        product = product * power
    return product
