"""The named parameters of a start or an update: fields of a dataclass, each with its range."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any, TypeVar

from dmfcheck.base import ranges, validation

Part = TypeVar("Part", bound="Parametrised")


SAID = (
    "low",
    "high",
    "open_low",
    "open_high",
    "log_scale",
    "meaning",
    "largest_denominator",
    "sizes",
)
"""What may be said of a parameter besides its shape."""


def parameter(shape: str = "number", **of_variable: Any) -> Any:
    """A field of a start or an update: what a claim's variable of that name has as its range.

    ``of_variable`` are further fields of :class:`dmfcheck.claims.domain.Variable`.

    >>> from dmfcheck.dynamics.updates.heavy_ball import HeavyBall
    >>> dataclasses.fields(HeavyBall)[0].metadata["high"]
    1
    """
    unknown = [name for name in of_variable if name not in SAID]
    if unknown:
        raise TypeError(f"a parameter has no {unknown[0]!r}; it may have {', '.join(SAID)}")
    return dataclasses.field(metadata={"shape": shape, **of_variable})


COUNTED = {"matrix": ("rows", "columns"), "matrices": ("matrices", "rows", "columns")}
"""What the sizes of a shape count."""


def said_of(field: dataclasses.Field[Any]) -> dict[str, Any]:
    """What :func:`parameter` said of a field.

    Raises :class:`~dmfcheck.base.validation.BadInput` for one that was made otherwise.
    """
    if "shape" not in field.metadata:
        raise validation.BadInput(
            f"parameter {field.name}", "has no shape and no range", "a field made by parameter(...)"
        )
    return dict(field.metadata)


def _require_sizes(name: str, array: Any, said: Mapping[str, Any]) -> None:
    """Refuse another number of rows, say, than is stated; a size that has a name is any."""
    for size, counted in zip(said.get("sizes", ()), COUNTED[said["shape"]], strict=False):
        if isinstance(size, int) and len(array) != size:
            raise validation.BadInput(name, f"has {len(array)} {counted}", str(size))
        array = array[0]


@dataclasses.dataclass(frozen=True)
class Parametrised:
    """What has named parameters, numbers of any arithmetic: a start, or an update.

    The class itself says which they are, an instance has their values.
    """

    @classmethod
    def parameters(cls) -> tuple[str, ...]:
        """Their names, in order.

        >>> from dmfcheck.dynamics.start import Perturbed
        >>> Perturbed.parameters()
        ('alpha', 'beta')
        """
        return tuple(field.name for field in dataclasses.fields(cls))

    @classmethod
    def at(cls: type[Part], values: Mapping[str, Any]) -> Part:
        """The instance whose parameters are those of ``values``, which may have others besides.

        >>> from dmfcheck.dynamics.start import Identical
        >>> Identical.at({"alpha": 2, "eta": 1})
        Identical(alpha=2)
        """
        return cls(**{name: values[name] for name in cls.parameters()})

    def numbers(self) -> dict[str, Any]:
        """Every single number of it, by the name of its parameter and where it is in there.

        >>> from dmfcheck.dynamics.updates.schedule import Schedule
        >>> Schedule(((1, 2),)).numbers()
        {'schedule 1 1': 1, 'schedule 1 2': 2}
        """

        def named(name: str, value: Any) -> Iterator[tuple[str, Any]]:
            if not isinstance(value, tuple):
                yield name, value
                return
            for place, entry in enumerate(value, start=1):
                yield from named(f"{name} {place}", entry)

        own = ((name, getattr(self, name)) for name in self.parameters())
        return dict(pair for name, value in own for pair in named(name, value))

    def validated(self: Part) -> Part:
        """The same in exact rationals, each within the range that its field states.

        Raises :class:`~dmfcheck.base.validation.BadInput`.

        >>> from dmfcheck.dynamics.updates.heavy_ball import HeavyBall
        >>> HeavyBall("1/2").validated()
        HeavyBall(momentum=Fraction(1, 2))
        >>> HeavyBall(1).validated()
        Traceback (most recent call last):
        dmfcheck.base.validation.BadInput: momentum is 1; accepted: 0 <= momentum < 1
        """
        return dataclasses.replace(self, **dict(map(self._read, dataclasses.fields(self))))

    def _read(self, field: dataclasses.Field[Any]) -> tuple[str, Any]:
        name, value, said = field.name, getattr(self, field.name), said_of(field)
        if said["shape"] == "integer":
            number: int | Fraction = validation.whole(value, name, 0)
        elif said["shape"] == "number":
            number = validation.rational(value, name)
        elif said["shape"] == "spectrum":
            return name, validation.spectrum(value, name)
        else:
            array = validation.exact_array(value, name, len(COUNTED[said["shape"]]))
            _require_sizes(name, array, said)
            return name, array
        ranges.Range.of(said).require(Fraction(number), name)
        return name, number

    def converted(self: Part, number: Callable[[Any], Any]) -> Part:
        """The same with every number sent through ``number``, within (nested) tuples too.

        A parameter that is an integer, an exponent or a period, stays one.

        >>> from dmfcheck.dynamics.updates.schedule import Schedule
        >>> Schedule(((1, 2),)).converted(float)
        Schedule(schedule=((1.0, 2.0),))
        """

        def convert(value: Any) -> Any:
            return tuple(map(convert, value)) if isinstance(value, tuple) else number(value)

        values = {
            field.name: convert(getattr(self, field.name))
            for field in dataclasses.fields(self)
            if said_of(field)["shape"] != "integer"
        }
        return dataclasses.replace(self, **values)
