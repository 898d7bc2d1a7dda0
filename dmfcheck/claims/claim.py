"""A claim: its words, its domain and one margin, from which everything else is derived."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal, get_args

from dmfcheck.base import validation
from dmfcheck.base.offered import offered, show
from dmfcheck.base.validation import BadInput
from dmfcheck.base.verdict import Verdict
from dmfcheck.claims.domain import Variable, read_point
from dmfcheck.claims.faults import ClaimFault as ClaimFault
from dmfcheck.claims.faults import ending_nothing
from dmfcheck.claims.point import Point

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from dmfcheck.claims.arithmetic import Arithmetic

Kind = Literal["identity", "inequality", "equivalence", "asymptotic", "empirical"]
Expected = Literal["holds", "refuted", "open"]

Constants = Mapping[str, Any]
Margin = Callable[["Arithmetic", Point, Constants], Any]
"""``margin(arithmetic, point, constants)``: a number that is >= 0 exactly where the claim holds."""


@dataclass(frozen=True)
class Hypothesis:
    """One hypothesis, with a margin that is >= 0 exactly where it is satisfied.

    ``text`` is what a ledger prints, such as ``"h <= 1/N"``. ``strict`` hypotheses exclude
    margin 0.
    """

    text: str
    margin: Margin
    strict: bool = False

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        return show(self)


@dataclass(frozen=True)
class Constant:
    """A named constant of a claim, with its stated value as a function of the depth.

    ``sharp`` says whether the claim states that no better constant is possible.
    """

    name: str
    stated: Callable[[int], Fraction]
    formula: str
    sharp: bool = False


@dataclass(frozen=True)
class Former:
    """An earlier wording of a claim, which says the same where all of ``given`` holds too.

    Certificates that have it are replayed under these hypotheses.
    """

    statement: str
    given: tuple[Hypothesis, ...] = ()


FUNCTION = "a function of (arithmetic, point, constants)"


def _require_tuple_of(kind: type, values: object, argument: str) -> None:
    accepted = f"a tuple of {kind.__name__}s"
    if not isinstance(values, (tuple, list)):
        raise BadInput(argument, f"are of type {type(values).__name__}", accepted)
    for index, value in enumerate(values, start=1):
        if not isinstance(value, kind):
            raise BadInput(
                f"{argument}, entry {index},", f"is of type {type(value).__name__}", accepted
            )
        function = getattr(value, "margin", getattr(value, "stated", None))
        if kind in (Hypothesis, Constant) and not callable(function):
            raise BadInput(f"{argument}, entry {index},", "has no function", FUNCTION)


@dataclass(frozen=True)
class Claim:
    """A statement about gradient descent that can be held, refuted or left undecided.

    ``margin`` is written once, in an arithmetic that runs on float64 batches, on exact rationals,
    on balls at a point and on the record of a real matrix descent. ``exact`` says that the margin
    needs field operations only, so that rational points are decided without balls. ``derivation``
    names the symbolic derivation (see :mod:`dmfcheck.dynamics.symbols`) that proves an identity:
    without one, balls that agree on it decide nothing.
    ``counterexamples`` are known exact points where a claim that is expected to be refuted fails.
    ``on_descent`` says that the record of a real descent can be held against the margin;
    ``decouples`` that the claim is about whole records: each is its scalar recursions, and
    ``singular`` that these are records of starts along the singular vectors.
    ``rate`` is "study: rate" for a claim whose evidence is a rate that a study measures.
    ``study`` names the study that measures at which rate instances behave as claimed: no single
    point decides such a claim, and its margin is that of one float64 instance. ``former`` are
    earlier wordings.
    """

    id: str
    statement: str
    source: str
    kind: Kind
    expected: Expected
    variables: tuple[Variable, ...]
    margin: Margin
    hypotheses: tuple[Hypothesis, ...] = ()
    constants: tuple[Constant, ...] = ()
    exact: bool = False
    on_descent: bool = False
    decouples: bool = False
    singular: bool = False
    derivation: str | None = None
    counterexamples: tuple[Mapping[str, Any], ...] = ()
    study: str | None = None
    former: tuple[Former, ...] = ()
    rate: str = ""

    def __post_init__(self) -> None:
        """Refuse what is no claim, with a line that says why."""
        name = self.id
        if not isinstance(name, str) or not name or name != name.strip() or not name.isprintable():
            raise BadInput("id of a claim", f"is {name!r:.60}", "printable text such as my.claim")
        of = f"of claim {name!r}"
        for field, choices in (("kind", get_args(Kind)), ("expected", get_args(Expected))):
            value = getattr(self, field)
            if value not in choices:
                raise BadInput(f"{field} {of}", f"is {value!r:.60}", ", ".join(choices))
        if not callable(self.margin):
            raise BadInput(f"margin {of}", f"is of type {type(self.margin).__name__}", FUNCTION)
        parts = {
            "variables": Variable,
            "hypotheses": Hypothesis,
            "constants": Constant,
            "former": Former,
        }
        for field, kind in parts.items():
            _require_tuple_of(kind, getattr(self, field), f"{field} {of}")
        names = [variable.name for variable in self.variables]
        twice = [known for known in names if names.count(known) > 1]
        if twice:
            raise BadInput(f"variables {of}", f"have {twice[0]!r} twice", "each name once")

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        return show(self)

    def point(self, **values: object) -> Point:
        """The validated point of the domain that ``values`` names.

        Raises :class:`~dmfcheck.base.validation.BadInput` on a missing, unknown or refused value.
        """
        return read_point(self.variables, values)

    def examine(self, *, seconds: object = None, **values: object) -> Verdict:
        """The verdict at one point: what a failing property test asks the reader to run.

        Undecided, with that reason, if ``seconds`` (> 0) of time do not decide it. A claim with a
        variable of that name has it there instead, and :func:`dmfcheck.base.bounds.within` as its
        limit.

        >>> from dmfcheck import claim
        >>> claim("time.two_layer").examine(
        ...     depth=2, eigenvalue=1, alpha="1/10", eta="1/8", fraction="1/2"
        ... ).name
        'holds'
        """
        from dmfcheck.claims.judge import confirm

        if seconds is not None and any(v.name == "seconds" for v in self.variables):
            values["seconds"], seconds = seconds, None
        limit = None if seconds is None else float(validation.positive(seconds, "seconds"))
        return confirm(self, self.point(**values), seconds=limit)

    def strategy(self) -> SearchStrategy[dict[str, Any]]:
        """A Hypothesis strategy of points that all satisfy the hypotheses, for ``@given``.

        It is derived from the variables and the hypotheses; a built-in claim has that of its
        family. Raises :class:`~dmfcheck.base.validation.BadInput` where no point was found that
        satisfies them. It loads Hypothesis.

        >>> from dmfcheck import claim
        >>> from hypothesis import find
        >>> sorted(find(claim("step.monotone").strategy(), lambda values: True))
        ['alpha', 'depth', 'eigenvalue', 'eta', 'steps']
        """
        found: SearchStrategy[dict[str, Any]] = offered("strategy")(self)
        return found

    def is_proved_identity(self, depth: int) -> bool:
        """Whether this is an identity whose own derivation reduces to exactly 0 at ``depth``.

        >>> from dmfcheck import claim
        >>> claim("reduction.scaling").is_proved_identity(3)
        True
        >>> claim("reduction.nonnormal").is_proved_identity(3)
        False
        """
        if self.derivation is None or self.kind != "identity" or self.expected != "holds":
            return False
        from dmfcheck.dynamics.symbols.catalogue import derive

        try:
            derived = derive(self.derivation, depth)
        except (BadInput, KeyError):
            return False
        return derived.checked and derived.claim == self.id

    def value(self, function: Margin, arithmetic: Any, point: Point, constants: Constants) -> Any:
        """``function``, the margin of this claim or of a hypothesis, evaluated.

        Its exceptions pass. Raises :class:`~dmfcheck.claims.faults.ClaimFault` where it would end
        the process or interrupt it.
        """
        with ending_nothing(self, function):
            return function(arithmetic, point, constants)

    def constant_values(self, arithmetic: Arithmetic, depth: int) -> dict[str, Any]:
        """The stated constants at ``depth`` as numbers of ``arithmetic``."""
        return {c.name: arithmetic.number(c.stated(depth)) for c in self.constants}

    def without_hypothesis(self, dropped: Hypothesis) -> Claim:
        """The same claim with one hypothesis dropped, to see that it matters.

        Raises ``KeyError`` if ``dropped`` is none of its hypotheses.
        """
        kept = tuple(h for h in self.hypotheses if h != dropped)
        if len(kept) == len(self.hypotheses):
            raise KeyError(f"{self.id} has no hypothesis {dropped.text!r}")
        return replace(self, id=f"{self.id}/without {dropped.text}", hypotheses=kept)
