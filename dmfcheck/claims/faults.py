"""Mistakes in a claim itself: a margin that raises, or that makes no number.

An ``ArithmeticError``, a ``ValueError`` or an ``IndexError`` may come of the point (a division by
0, a logarithm of a negative number, a spectrum too short): there the margin is not defined. Any
other exception, and a result that is no number, is a mistake of whoever wrote the claim, and shown.
So is a margin that ends the process (``sys.exit``, ``os._exit``) or interrupts it.
"""

from __future__ import annotations

import inspect
import numbers
import sys
import traceback
from collections.abc import Callable
from contextlib import AbstractContextManager
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dmfcheck.base import interrupts
from dmfcheck.base.bounds import TimeUp
from dmfcheck.base.exits import kept_alive
from dmfcheck.base.validation import BadInput

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from dmfcheck.claims.claim import Claim

OF_THE_POINT = (ArithmeticError, ValueError, IndexError, MemoryError, RecursionError)
"""What a margin raises where it is not defined."""

ACCEPTED = "a function of (arithmetic, point, constants) that returns one number"
LARGEST = sys.float_info.max
PACKAGE = str(Path(__file__).resolve().parent.parent)


class ClaimFault(BadInput):
    """A claim that cannot be judged as it is written; the message has the file and its line."""


class NoNumber(TypeError):
    """What a margin returned is no number."""


class _Guard(AbstractContextManager[None]):
    """What stands around a function of a claim.

    A class, not a generator: one that a time limit left suspended would be told GeneratorExit when
    it is collected, and take it for an exception of the function.
    """

    def __init__(self, claim: Claim, function: Callable[..., Any], *, every: bool) -> None:
        self.claim = claim
        self.function = function
        self.every = every
        self.alive = kept_alive()

    def __enter__(self) -> None:
        self.alive.__enter__()

    def __exit__(self, kind: Any, error: BaseException | None, traceback: Any) -> None:
        self.alive.__exit__(kind, error, traceback)
        if error is None or isinstance(error, TimeUp):
            return
        if isinstance(error, KeyboardInterrupt) and interrupts.may_have_come():
            return
        if isinstance(error, Exception) and (not self.every or isinstance(error, OF_THE_POINT)):
            return
        raise _fault(self.claim, self.function, error) from error


def reported(claim: Claim, function: Callable[..., Any]) -> AbstractContextManager[None]:
    """Evaluate ``function``, the margin of ``claim`` or of one of its hypotheses, in the block.

    Raises :class:`ClaimFault` in the place of an exception that no point accounts for.

    >>> from dmfcheck import claim
    >>> subject = claim("step.monotone")
    >>> with reported(subject, subject.margin):
    ...     {}["rate"]
    Traceback (most recent call last):
    dmfcheck.claims.faults.ClaimFault: claim 'step.monotone' has a margin that raises KeyError...
    """
    return _Guard(claim, function, every=True)


def ending_nothing(claim: Claim, function: Callable[..., Any]) -> AbstractContextManager[None]:
    """Evaluate ``function`` in the block, whose exceptions pass.

    Raises :class:`ClaimFault` where it would end the process or interrupt it.

    >>> from dmfcheck import claim
    >>> subject = claim("step.monotone")
    >>> with ending_nothing(subject, subject.margin):
    ...     raise SystemExit(0)
    Traceback (most recent call last):
    dmfcheck.claims.faults.ClaimFault: claim 'step.monotone' has a margin that raises SystemExit...
    """
    return _Guard(claim, function, every=False)


def _fault(claim: Claim, function: Callable[..., Any], error: BaseException) -> ClaimFault:
    part = part_of(claim, function)
    return ClaimFault(f"claim {claim.id!r}", f"has a {part} that {told(error, function)}", ACCEPTED)


def is_built_in(function: Callable[..., Any]) -> bool:
    """Whether ``function`` is written here, where balls are asked only what they can answer.

    >>> from dmfcheck import claim
    >>> is_built_in(claim("step.monotone").margin), is_built_in(print)
    (True, False)
    """
    module = getattr(function, "__module__", None) or ""
    return module.startswith(f"{__name__.partition('.')[0]}.")


def part_of(claim: Claim, function: Callable[..., Any]) -> str:
    """``"margin"``, or the hypothesis that ``function`` is the margin of.

    >>> from dmfcheck import claim
    >>> part_of(claim("step.monotone"), claim("step.monotone").hypotheses[0].margin)
    "hypothesis 'alpha^N < lambda'"
    """
    texts = [known.text for known in claim.hypotheses if known.margin is function]
    return f"hypothesis {texts[0]!r}" if texts else "margin"


def told(error: BaseException, function: Callable[..., Any]) -> str:
    """What was raised, or returned in place of a number, and where: in one line.

    >>> told(NoNumber("a list"), told)
    'returns a list (faults.py, line ...'
    """
    text = " ".join(str(error).split())[:200]
    what = f"returns {text}"
    if not isinstance(error, NoNumber):
        what = f"raises {type(error).__name__}" + (f": {text}" if text else "")
    return f"{what} ({_place(error, function)})"


def _place(error: BaseException, function: Callable[..., Any]) -> str:
    """The line of the claim's own file that the exception came from, or where the function is."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if not frame.filename.startswith(PACKAGE)]
    code = getattr(inspect.unwrap(function), "__code__", None)
    inner = [frame for frame in frames if code and frame.filename == code.co_filename]
    built_in = code is not None and code.co_filename.startswith(PACKAGE)
    shown_frames = (own or inner) if built_in else (inner or own)
    if shown_frames:
        frame = shown_frames[-1]
        return f"{Path(frame.filename).name}, line {frame.lineno}"
    if code is None:
        return f"in {function!r}"
    return f"{Path(code.co_filename).name}, line {code.co_firstlineno}"


def require_number(value: object) -> None:
    """Raise :class:`NoNumber` for what is none: text, None, a list, a truth value.

    Numbers are those of Python, and whatever an arithmetic makes: arrays and balls.
    """
    if value is None or isinstance(value, (bool, str, bytes, list, tuple, dict, set, complex)):
        raise NoNumber("None" if value is None else f"a {type(value).__name__}")
    if callable(value):
        raise NoNumber("a function")
    kind = getattr(getattr(value, "dtype", None), "kind", "f")
    if kind not in "fiuO":
        raise NoNumber("truth values" if kind == "b" else f"an array of {value.dtype}")  # type: ignore[attr-defined]


def float_values(value: Any, size: int) -> NDArray[np.float64]:
    """A margin as float64 of shape (size,), a rational beyond float64 as the last one before it.

    Raises :class:`NoNumber` if it is no number, or one for another number of points.

    >>> float_values(1, 2)
    array([1., 1.])
    """
    import numpy as np

    require_number(value)
    if isinstance(value, numbers.Rational) and abs(Fraction(value)) > LARGEST:
        value = LARGEST if Fraction(value) > 0 else -LARGEST
    try:
        flat = np.ravel(np.asarray(value, dtype=np.float64))
    except TypeError:
        raise NoNumber(f"a {type(value).__name__}") from None
    if len(flat) not in (1, size):
        raise NoNumber(f"{len(flat)} numbers for {size} point{'s' if size > 1 else ''}")
    return np.array(np.broadcast_to(flat, (size,)))


def require_exact(value: Any) -> Fraction:
    """An exact margin; raises :class:`NoNumber` for anything inexact."""
    require_number(value)
    if not isinstance(value, numbers.Rational):
        raise NoNumber(f"a {type(value).__name__} for exact numbers")
    return Fraction(value)
