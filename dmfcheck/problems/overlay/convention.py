"""What people's loops mean by loss, target and start, in the terms of this package.

Here the loss is 1/2 ||W_N ... W_1 - What||_F^2 and every factor starts as alpha I.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from fractions import Fraction

from dmfcheck.base import validation
from dmfcheck.base.validation import BadInput, shown
from dmfcheck.dynamics.floats.formats import FORMATS

__all__ = ["ACCEPTED", "Convention", "read_convention"]

WORDS = {
    "loss": ("half", "sum", "mean"),
    "start": ("identical", "gaussian", "orthogonal"),
    "scale": ("factor", "end-to-end"),
    "arithmetic": tuple(FORMATS),
}
"""By what they say, the usual one first."""

ACCEPTED = (
    "words with commas between them, one of each of "
    + "; ".join(", ".join(words) for words in WORDS.values())
    + "; and target=1/2 for a loop that descends on half of the target"
)


@dataclass(frozen=True)
class Convention:
    """How a loop's own eta and alpha are meant.

    - ``loss``: of E = W_N ... W_1 - What, n x n, half is 1/2 sum E_ij^2, sum is sum E_ij^2 and mean
      is sum E_ij^2 / n^2: gradients of 1, 2 and 2/n^2 times ours;
    - ``start``: identical factors (alpha I), Gaussian or orthogonal ones;
    - ``scale``: alpha is the size of a factor, or that of the product: then a factor's is
      alpha^{1/N};
    - ``arithmetic``: float64 or float32, that of the recorded numbers if it is empty;
    - ``target``: the loop descends on so many times the target that is given.
    """

    loss: str = "half"
    start: str = "identical"
    scale: str = "factor"
    arithmetic: str = ""
    target: Fraction = field(default=Fraction(1))

    def step_size(self, eta: Fraction, size: int) -> Fraction:
        """The step size of descent on our loss that takes the same steps, for n x n matrices.

        >>> Convention(loss="mean").step_size(Fraction(9), 3)
        Fraction(2, 1)
        """
        gradients = {"half": Fraction(1), "sum": Fraction(2), "mean": Fraction(2, size * size)}
        return eta * gradients[self.loss]

    def factor(self, alpha: Fraction, depth: int) -> Fraction:
        """The size of a factor; an irrational root is the float64 that a loop computes for it.

        Raises :class:`~dmfcheck.base.validation.BadInput` for a root that float64 has not.

        >>> Convention(scale="end-to-end").factor(Fraction(1, 8), 3)
        Fraction(1, 2)
        """
        if self.scale == "factor":
            return alpha
        roots = (_root(alpha.numerator, depth), _root(alpha.denominator, depth))
        if roots[0] and roots[1]:
            return Fraction(roots[0], roots[1])
        if not validation.held_by_float64(alpha):
            wrong = f"is {shown(alpha)}, of which float64 has no root"
            raise BadInput("alpha", wrong, "sizes of 5e-324 to 1.7e308 for an end-to-end start")
        return Fraction(float(alpha) ** (1 / depth))

    def words(self) -> str:
        """As it is written.

        >>> Convention(loss="sum", target=Fraction(1, 2)).words()
        'sum, identical, factor, target=1/2'
        """
        words = [self.loss, self.start, self.scale, self.arithmetic]
        if self.target != 1:
            words.append(f"target={shown(self.target)}")
        return ", ".join(word for word in words if word)

    def translated(self) -> str:
        """What was not as it is usual, in words for a reader; empty if all was.

        >>> Convention(loss="mean", scale="end-to-end").translated()
        'loss: mean of squares, alpha end to end'
        """
        words = {
            "sum": "loss: sum of squares",
            "mean": "loss: mean of squares",
            "gaussian": "Gaussian start",
            "orthogonal": "orthogonal start",
            "end-to-end": "alpha end to end",
        }
        said = [words[word] for word in (self.loss, self.start, self.scale) if word in words]
        if self.target != 1:
            said.append(f"target times {shown(self.target)}")
        return ", ".join(said)

    def others(self) -> Iterable[Convention]:
        """Those that differ in the loss or in the scale: what is easily mistaken."""
        for loss in WORDS["loss"]:
            for scale in WORDS["scale"]:
                if (loss, scale) != (self.loss, self.scale):
                    yield replace(self, loss=loss, scale=scale)


def read_convention(text: object) -> Convention:
    """The convention that words separated by commas say, each of what is left out the usual one.

    Raises :class:`~dmfcheck.base.validation.BadInput` for a word that is none, and for two that
    contradict each other.

    >>> read_convention("mean, end-to-end").scale
    'end-to-end'
    """
    if isinstance(text, Convention):
        return text
    if isinstance(text, (list, tuple)) and all(isinstance(word, str) for word in text):
        text = ",".join(text)
    if not isinstance(text, str):
        raise BadInput("convention", f"is of type {type(text).__name__}", ACCEPTED)
    said: dict[str, str] = {}
    factor: Fraction | None = None
    for word in filter(None, (part.strip() for part in text.split(","))):
        name, equals, value = (part.strip() for part in word.partition("="))
        if equals and name == "target":
            if factor is not None:
                raise BadInput("convention", "has target= twice", ACCEPTED)
            factor = validation.positive(value, "convention target")
            continue
        kind = next((kind for kind, words in WORDS.items() if word in words), None)
        if kind is None:
            raise BadInput("convention", f"has {word[:40]!r}", ACCEPTED)
        if kind in said:
            wrong = f"has both {said[kind]!r} and {word!r} for the {kind}"
            raise BadInput("convention", wrong, ACCEPTED)
        said[kind] = word
    return Convention(**said, target=Fraction(1) if factor is None else factor)


def _root(number: int, depth: int) -> int | None:
    """The depth-th root of a natural number if it is one."""
    from flint import fmpz

    root = int(fmpz(number).root(depth))
    return root if root**depth == number else None
