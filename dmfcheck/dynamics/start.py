"""Starts: which of the N factors are equal, and what they are on one eigenvector.

Equal factors stay equal, so that a descent is that of its classes.
"""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from typing import Any

from dmfcheck.dynamics.parameters import Parametrised, parameter

Classes = tuple[tuple[Any, int], ...]
"""(value, how many of the factors have it), the class of W_1 first."""


@dataclass(frozen=True)
class Start(Parametrised):
    """A start of a family; a subclass has its parameters as fields, in numbers of any kind."""

    @abstractmethod
    def classes(self, depth: int) -> Classes:
        """The classes of equal factors at depth N: their multiplicities sum to N."""


@dataclass(frozen=True)
class Identical(Start):
    """Every factor is alpha I.

    >>> Identical(0.5).classes(3)
    ((0.5, 3),)
    """

    alpha: Any = parameter(low=0, open_low=True, log_scale=True, meaning="start alpha I")

    def classes(self, depth: int) -> Classes:
        """One class of N."""
        return ((self.alpha, depth),)


@dataclass(frozen=True)
class Perturbed(Start):
    """W_1 = (alpha - beta) I, the others alpha I.

    >>> Perturbed(1.0, 0.25).classes(3)
    ((0.75, 1), (1.0, 2))
    """

    alpha: Any = parameter(low=0, open_low=True, log_scale=True, meaning="start alpha I")
    beta: Any = parameter(low=0, open_low=True, log_scale=True, meaning="W_1(0) = (alpha - beta) I")

    def classes(self, depth: int) -> Classes:
        """One factor, and the N - 1 others."""
        return ((self.alpha - self.beta, 1), (self.alpha, depth - 1))


@dataclass(frozen=True)
class Given(Start):
    """W_j = starts_j I, each factor a class of its own.

    >>> Given(((1, 2),)).classes(2)
    ((1, 1), (2, 1))
    """

    starts: Any = parameter(
        "matrix", sizes=(1, "depth"), meaning="one row: the starts of W_1, ..., W_N"
    )

    def classes(self, depth: int) -> Classes:
        """N classes of one."""
        (row,) = self.starts
        return tuple((value, 1) for value in row)


@dataclass(frozen=True)
class Diagonal(Start):
    """Every factor is V diag(a_1, ..., a_n) V^T in the eigenvectors of the target.

    The value of its class is a tuple, one number an eigenvector.

    >>> Diagonal(((1, 2, 3),)).classes(2)
    (((1, 2, 3), 2),)
    """

    starts: Any = parameter(
        "matrix", sizes=(1,), meaning="one row: the starts of the eigenvalues, in their order"
    )

    def classes(self, depth: int) -> Classes:
        """One class of N."""
        (row,) = self.starts
        return ((row, depth),)


@dataclass(frozen=True)
class DiagonalFactors(Start):
    """W_j = V diag(starts_j) V^T in the eigenvectors of the target, each factor its own class.

    >>> DiagonalFactors(((1, 2), (3, 4))).classes(2)
    (((1, 2), 1), ((3, 4), 1))
    """

    starts: Any = parameter("matrix", sizes=("depth",), meaning="a row for each factor, W_1 first")

    def classes(self, depth: int) -> Classes:
        """N classes of one."""
        return tuple((row, 1) for row in self.starts)
