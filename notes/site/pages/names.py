"""What has a page or an anchor of its own: claims, variables, methods, public names."""

from __future__ import annotations

import inspect
from functools import cache

import dmfcheck
from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.domain import Variable
from dmfcheck.theory import vocabulary


def claim_page(claim_id: str) -> str:
    """The page of a claim, without the ending of a file.

    >>> claim_page("step.monotone/sharp")
    'claims/step/monotone-sharp'
    """
    family, _, name = claim_id.partition(".")
    return f"claims/{family}/{name.replace('/', '-')}"


@cache
def variables() -> dict[str, Variable]:
    """The variables of the vocabulary by their names in Python, in the order of the file."""
    return {name: value for name, value in vars(vocabulary).items() if isinstance(value, Variable)}


@cache
def methods() -> tuple[str, ...]:
    """The public methods of an arithmetic, in the order of the file."""
    return tuple(
        name
        for name, value in vars(Arithmetic).items()
        if inspect.isfunction(value) and not name.startswith("_")
    )


@cache
def public() -> tuple[str, ...]:
    """What ``import dmfcheck`` offers, without the variables."""
    return tuple(
        name
        for name in dir(dmfcheck)
        if not isinstance(getattr(dmfcheck, name), Variable) and not name.startswith("_")
    )
