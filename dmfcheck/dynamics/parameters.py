"""The named parameters of a start or an update: fields of a dataclass, each with its range."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from dmfcheck.base import ranges, validation

Part = TypeVar("Part", bound="Parametrised")


def parameter(shape: str = "number", **of_variable: Any) -> Any:
    """A field of a start or an update: what a claim's variable of that name has as its range.

    ``of_variable`` are further fields of :class:`dmfcheck.claims.domain.Variable`.

    >>> from dmfcheck.dynamics.updates.heavy_ball import HeavyBall
    >>> dataclasses.fields(HeavyBall)[0].metadata["high"]
    1
    """
    return dataclasses.field(metadata={"shape": shape, **of_variable})


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
        name, value, said = field.name, getattr(self, field.name), dict(field.metadata)
        if said["shape"] != "number":
            return name, validation.exact_array(value, name, 2)
        number = validation.rational(value, name)
        ranges.Range.of(said).require(number, name)
        return name, number

    def converted(self: Part, number: Callable[[Any], Any]) -> Part:
        """The same with every number sent through ``number``, within (nested) tuples too.

        >>> from dmfcheck.dynamics.updates.schedule import Schedule
        >>> Schedule(((1, 2),)).converted(float)
        Schedule(schedule=((1.0, 2.0),))
        """

        def convert(value: Any) -> Any:
            return tuple(map(convert, value)) if isinstance(value, tuple) else number(value)

        values = {name: convert(getattr(self, name)) for name in self.parameters()}
        return dataclasses.replace(self, **values)
