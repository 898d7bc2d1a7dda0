"""Dynamics of a user's own, as a recursion in SymPy: what it is, and its iterates as written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any

from dmfcheck.base import ranges, validation
from dmfcheck.base.bounds import check_time
from dmfcheck.base.validation import BadInput, shown
from dmfcheck.base.verdict import CannotSay
from dmfcheck.dynamics.recursions.numbers import MOST_STEPS, Numbers, numbers_like, numbers_of
from dmfcheck.dynamics.recursions.program import Program

if TYPE_CHECKING:
    import sympy as sp

    from dmfcheck.base.verdict import Undecided
    from dmfcheck.dynamics.balls.bracket import HittingTime
    from dmfcheck.dynamics.recursions.trapped import Never
    from dmfcheck.dynamics.update import Update

States = tuple[Any, ...]


@dataclass(frozen=True, eq=False)
class Recursion:
    """x+ = F(x; parameters, depth, eigenvalue, eta, k): :func:`~dmfcheck.recursion` reads one.

    ``state`` has the names of the variables, ``rules`` what each becomes and ``starts`` what it is
    at first; ``symbols`` has the symbol of every name that they use, ``ranges`` what is said of
    each parameter of its own, and ``gradients`` where a gradient was asked for by name.
    """

    state: tuple[str, ...]
    rules: tuple[sp.Expr, ...]
    starts: tuple[sp.Expr, ...]
    symbols: Mapping[str, sp.Symbol]
    ranges: Mapping[str, Mapping[str, Any]]
    gradients: tuple[sp.Expr, ...] = ()

    def __str__(self) -> str:
        return "; ".join(
            f"{name}+ = {rule}" for name, rule in zip(self.state, self.rules, strict=True)
        )

    def __getstate__(self) -> dict[str, Any]:
        """Without what is compiled of it, so that it can be sent to another process."""
        return {name: value for name, value in vars(self).items() if name != "program"}

    def parameters(self) -> tuple[str, ...]:
        """The names of its own parameters, besides depth, eigenvalue and eta."""
        return tuple(self.ranges)

    @property
    def uses(self) -> tuple[str, ...]:
        """Every name that a value is needed of, the step number left out."""
        return tuple(name for name in self.symbols if name != "k" and name not in self.state)

    @cached_property
    def program(self) -> Program:
        """The rules and the starts as functions of numbers of any kind."""
        return Program(self)

    def size(self, values: Mapping[str, Any]) -> int:
        """How many numbers a state has."""
        return len(self.state)

    def steps(self, values: Mapping[str, Any]) -> int:
        """``steps`` of the values.

        Raises :class:`~dmfcheck.base.validation.BadInput` where it is missing.
        """
        if "steps" not in values:
            raise BadInput("steps", "is missing", "a number of steps of the recursion")
        return int(values["steps"])

    def iterates(
        self,
        values: Mapping[str, Any],
        eigenvalue: Any,
        number: Callable[[Fraction], Any] | None = None,
    ) -> Iterator[States]:
        """The state at step 0, 1, ... in whatever numbers the values are."""
        numbers = numbers_like(map(values.get, self.uses)) if number is None else numbers_of(number)
        given = self.given(values, eigenvalue, numbers)
        depth = values.get("depth")
        step = self.program.step(depth)
        state = self.program.start(depth)(numbers, (), given, numbers.whole(0))
        k = 0
        while True:
            yield state
            state = step(numbers, state, given, numbers.whole(k))
            k += 1

    def given(self, values: Mapping[str, Any], eigenvalue: Any, numbers: Numbers) -> States:
        """The values of all that is used besides the state, in order; ints made numbers.

        Raises :class:`~dmfcheck.base.validation.BadInput` where one is missing.
        """
        found = []
        for name in self.uses:
            if name == "depth":
                continue
            value = eigenvalue if name == "eigenvalue" else values.get(name)
            if value is None:
                raise BadInput(name, "is missing", f"a value for each of {', '.join(self.uses)}")
            found.append(numbers.whole(value) if isinstance(value, int) else value)
        return tuple(found)

    def orbit(
        self,
        values: Mapping[str, Any],
        eigenvalue: Any,
        number: Callable[[Fraction], Any] | None = None,
    ) -> Iterator[States]:
        """The states at steps 0, ..., :meth:`steps`."""
        return islice(self.iterates(values, eigenvalue, number), self.steps(values) + 1)

    def exact(self, steps: object, **values: object) -> list[States]:
        """The states at steps 0, ..., ``steps`` in rationals.

        Raises :class:`~dmfcheck.base.validation.BadInput`, also for a step that divides by 0 and
        for numbers that grow beyond all memory.
        """
        most = validation.whole(steps, "steps", 0, MOST_STEPS)
        read = self.read(values)
        states = self.iterates(read, read.get("eigenvalue"))
        orbit: list[States] = []
        try:
            for state in islice(states, most + 1):
                check_time()
                require_short(state, len(orbit))
                orbit.append(state)
        except ZeroDivisionError:
            raise BadInput(
                "step", f"divides by 0 after step {len(orbit) - 1}", "an orbit within its domain"
            ) from None
        except CannotSay as why:
            raise BadInput("rules", f"are not rational: {why}", "balls or floats of them") from None
        return orbit

    def read(self, values: Mapping[str, object]) -> dict[str, Any]:
        """Exact rationals of ``values``, each within its range, none missing and none besides.

        Raises :class:`~dmfcheck.base.validation.BadInput`.
        """
        self.require_names(values)
        read: dict[str, Any] = {}
        for name in self.uses:
            if name == "depth":
                read[name] = validation.depth(values[name])
                continue
            read[name] = validation.rational(values[name], name)
            said = self.ranges.get(name, {"low": 0, "open_low": True} if name == "eta" else {})
            ranges.Range.of(said).require(read[name], name)
        return read

    def require_names(self, values: Mapping[str, object]) -> None:
        """Refuse values of other names than those that are used, and all that are missing.

        Raises :class:`~dmfcheck.base.validation.BadInput`.
        """
        used = ", ".join(self.uses) or "none at all"
        for name in values:
            if name not in self.uses:
                raise BadInput(str(name), "is none of its parameters", used)
        missing = [name for name in self.uses if name not in values]
        if missing:
            wrong = "is missing" if len(missing) == 1 else "are missing"
            raise BadInput(", ".join(missing), wrong, f"a value for each of {used}")

    def floats(self, steps: object, **values: object) -> Any:
        """float64 orbits of a batch, compiled: an array (steps + 1, variables, *batch).

        Values are numbers or arrays that broadcast.
        """
        from dmfcheck.dynamics.recursions.floats import float_orbit

        return float_orbit(self, steps, values)

    def last(self, steps: object, *, threads: object = 1, **values: object) -> Any:
        """The last row of :meth:`floats`, to the bit, in the memory of one: (variables, *batch).

        The same on any number of ``threads``; the batch is what is shared out.
        """
        from dmfcheck.dynamics.recursions.floats import float_last

        return float_last(self, steps, threads, values)

    def balls(self, steps: object, **values: object) -> list[States]:
        """Balls of the states at steps 0, ..., ``steps``, at the precision in force.

        A value is a number, or a pair (lo, hi): then the balls hold whatever that value is between
        them at every step, and from one step to the next.
        """
        from dmfcheck.dynamics.recursions.enclosed import enclosed_orbit

        found: list[States] = enclosed_orbit(self, steps, values)
        return found

    def hitting_time(self, level: object, **values: object) -> HittingTime | Never | Undecided:
        """min{k : the first variable is >= level}, certified, values as for :meth:`balls`."""
        from dmfcheck.dynamics.recursions.hitting import hitting_time

        return hitting_time(self, level, values)

    def float_horizon(self, steps: object, **values: object) -> int | None:
        """The last step up to which float64 cannot have left the orbit, None if beyond."""
        from dmfcheck.dynamics.recursions.horizon import horizon

        return horizon(self, steps, values)

    def update(self, **values: object) -> Update:
        """The update of real matrices whose recursion this is, with these parameters.

        Raises :class:`~dmfcheck.base.validation.BadInput` where it is that of none.
        """
        from dmfcheck.dynamics.recursions.descended import update_of

        return update_of(self, values)


LONGEST = 1 << 20
"""Bits of an exact number at most."""


def require_short(state: States, step: int) -> None:
    """Refuse numbers of which one step more would take long."""
    longest = max(value.numerator.bit_length() + value.denominator.bit_length() for value in state)
    if longest > LONGEST:
        raise BadInput(
            "steps",
            f"are too many: an exact number has {shown(Fraction(longest))} bits at step {step}",
            "fewer steps, or balls",
        )
