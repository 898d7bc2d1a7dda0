"""The named parameters of a start or an update: fields of a dataclass, each with its range."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

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
