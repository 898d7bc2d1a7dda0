"""Starts and updates as somebody outside would write them."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from dmfcheck.dynamics.parameters import parameter
from dmfcheck.dynamics.start import Start
from dmfcheck.dynamics.update import Update


@dataclass(frozen=True)
class FirstIsOne(Start):
    """W_1 = I, an int; the others alpha I."""

    alpha: Any = parameter(low=0, open_low=True, log_scale=True, meaning="start of the others")

    def classes(self, depth):
        return ((1, 1), (self.alpha, depth - 1))


@dataclass(frozen=True)
class FirstIsAThird(Start):
    """W_1 = I/3, a Fraction; the others alpha I."""

    alpha: Any = parameter(low=0, open_low=True, log_scale=True, meaning="start of the others")

    def classes(self, depth):
        return ((Fraction(1, 3), 1), (self.alpha, depth - 1))


@dataclass(frozen=True)
class Thirds(Update):
    """A third of the last move is made once more; ``weight`` is that third."""

    def remembers(self, factor):
        return factor

    def step(self, factor, pull, eta, memory):
        return factor - pull + Fraction(1, 3) * (factor - memory), factor


@dataclass(frozen=True)
class Quotients(Thirds):
    """The same, said by a quotient."""

    def step(self, factor, pull, eta, memory):
        return factor - pull + (factor - memory) / 3, factor


@dataclass(frozen=True)
class FromNothing(Thirds):
    """The same, remembering the last move, and nothing before the first."""

    def remembers(self, factor):
        return None

    def step(self, factor, pull, eta, memory):
        move = -pull if memory is None else memory / 3 - pull
        return factor + move, move


@dataclass(frozen=True)
class Alternating(Update):
    """Every ``period``-th step is half as long."""

    period: Any = parameter("integer", low=1, high=9, meaning="period")

    def size(self, eta, k):
        return eta if k % self.period else eta / 2

    def step(self, factor, pull, eta, memory):
        return factor - pull, memory


@dataclass(frozen=True)
class Clipped(Update):
    """No pull below -1/64, which takes a comparison."""

    def step(self, factor, pull, eta, memory):
        return factor - max(pull, Fraction(-1, 64)), memory


@dataclass(frozen=True)
class HalvedFromAThird(Update):
    """A factor of 1/3 or more is halved."""

    def step(self, factor, pull, eta, memory):
        return (factor / 2 if 3 * factor >= 1 else factor - pull), memory


@dataclass(frozen=True)
class Unsaid(Update):
    """A parameter without a range."""

    momentum: float = 0.5

    def step(self, factor, pull, eta, memory):
        return factor - self.momentum * pull, memory
