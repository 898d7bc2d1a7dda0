"""The variables a claim ranges over: a box, with the scale on which each side is explored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from numbers import Rational
from typing import TYPE_CHECKING, Any, Literal, get_args

from dmfcheck.base import validation
from dmfcheck.base.ranges import Range
from dmfcheck.base.validation import BadInput, shown
from dmfcheck.claims.point import Point

Shape = Literal["integer", "number", "spectrum", "matrix", "matrices"]


@dataclass(frozen=True)
class Variable:
    """One parameter: its name, its shape, its range and whether its scale is logarithmic.

    ``low`` and ``high`` bound every number in it (None: unbounded on that side); an open end is
    said by ``open_low`` and ``open_high``. ``largest_denominator`` is that of the rationals a hunt
    tries, for exponents, which no arithmetic takes at the 53 bits of a float64.

    ``sizes`` says how many entries a spectrum has, or rows and columns a matrix, or matrices, rows
    and columns several: a number, or a name. Sizes of one name are equal at a point, whichever
    parameters have them; the name of an integer parameter is its value.
    """

    name: str
    shape: Shape
    low: Fraction | None = None
    high: Fraction | None = None
    log_scale: bool = False
    open_low: bool = False
    open_high: bool = False
    meaning: str = ""
    largest_denominator: int | None = None
    sizes: tuple[int | str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a shape or a range that is none, with a line that says why."""
        if not isinstance(self.name, str) or not self.name.isidentifier():
            raise BadInput("name of a variable", f"is {self.name!r:.60}", "a name such as eta")
        of = f"of variable {self.name!r}"
        if self.shape not in get_args(Shape):
            raise BadInput(f"shape {of}", f"is {self.shape!r:.60}", ", ".join(get_args(Shape)))
        for end in ("low", "high"):
            value = getattr(self, end)
            if value is not None and (isinstance(value, bool) or not isinstance(value, Rational)):
                raise BadInput(f"{end} {of}", f"is {value!r:.60}", "an int, a Fraction or None")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise BadInput(f"high {of}", f"is {shown(self.high)}", f"at least {shown(self.low)}")

    def read(self, value: object) -> Any:
        """``value`` validated: an int, a Fraction, or a tuple of them.

        Raises :class:`~dmfcheck.base.validation.BadInput` if it is outside the range.

        >>> Variable("fraction", "number", Fraction(0), Fraction(1)).read("1/2")
        Fraction(1, 2)
        """
        if self.shape == "integer":
            low = 0 if self.low is None else int(self.low)
            return validation.whole(
                value, self.name, low, None if self.high is None else int(self.high)
            )
        if self.shape == "number":
            number = validation.rational(value, self.name)
            self._require_in_range(number, self.name)
            return number
        if self.shape == "spectrum":
            numbers = validation.spectrum(value, self.name)
            for index, number in enumerate(numbers, start=1):
                self._require_in_range(number, f"{self.name} eigenvalue {index}")
            return numbers
        return validation.exact_array(value, self.name, 2 if self.shape == "matrix" else 3)

    def _require_in_range(self, number: Fraction, argument: str) -> None:
        self._range().require(number, argument, self.name)

    def _range(self) -> Range:
        return Range(self.low, self.high, self.open_low, self.open_high)

    def range_text(self) -> str:
        """The range in words of mathematics.

        >>> Variable("x", "number", Fraction(0), Fraction(1), open_low=True).range_text()
        '0 < x <= 1'
        """
        return self._range().text(self.name)


def read_point(variables: tuple[Variable, ...], values: Mapping[str, object]) -> Point:
    """The point that ``values`` names, every variable validated and none missing or unknown.

    Raises :class:`~dmfcheck.base.validation.BadInput` on a refused value, and on sizes that
    disagree.

    >>> read_point((Variable("eta", "number"),), {"eta": "1/8"}).eta
    Fraction(1, 8)
    """
    names = [variable.name for variable in variables]
    for name in values:
        if name not in names:
            raise BadInput(name, "is not a parameter of this claim", ", ".join(names))
    for name in names:
        if name not in values:
            raise BadInput(name, "is missing", f"a value for each of {', '.join(names)}")
    point = Point({variable.name: variable.read(values[variable.name]) for variable in variables})
    require_sizes(variables, point)
    return point


ENTRIES = {
    "spectrum": ("entries",),
    "matrix": ("rows", "columns"),
    "matrices": ("matrices", "rows", "columns"),
}
"""What the sizes of each shape count."""


def require_sizes(variables: tuple[Variable, ...], point: Point) -> None:
    """Raise :class:`~dmfcheck.base.validation.BadInput` where sizes that should be equal are not.

    >>> one, two = (Variable(name, "spectrum", sizes=("n",)) for name in ("one", "two"))
    >>> require_sizes((one, two), read_point((one, two), {"one": "1,2", "two": "3"}))
    Traceback (most recent call last):
    dmfcheck.base.validation.BadInput: two has 1 entries; accepted: 2, as many as one has entries
    """
    known = {
        v.name: (f"the value of {v.name}", point.exact[v.name])
        for v in variables
        if v.shape == "integer"
    }
    for variable in variables:
        if not variable.sizes:
            continue
        value = point.exact[variable.name]
        for size, counted in zip(variable.sizes, ENTRIES.get(variable.shape, ()), strict=True):
            found = len(value)
            if isinstance(size, int):
                wanted, why = size, ""
            else:
                source, wanted = known.setdefault(
                    size, (f"as many as {variable.name} has {counted}", found)
                )
                why = f", {source}"
            if found != wanted:
                raise BadInput(variable.name, f"has {found} {counted}", f"{wanted}{why}")
            value = value[0]


if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        from dmfcheck.base.moved import variable

        return variable(__name__, name)
