"""That a region leaves out nothing: beyond an end, the hypothesis that the end stands for fails."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from dmfcheck.claims.claim import Constants, Hypothesis
from dmfcheck.proofs.ratio import NotShown, Polynomial
from dmfcheck.proofs.region import Region
from dmfcheck.proofs.signs import Signs
from dmfcheck.theory.proof import Inequality, Range, constant


def require_ends(inequality: Inequality, depth: int, constants: Constants) -> None:
    """Raise :class:`~dmfcheck.proofs.ratio.NotShown` where a hypothesis may hold beyond its end.

    The other variables are anywhere in the region, as far as they come before it.
    """
    for index, known in enumerate(inequality.region):
        before = inequality.region[:index]
        for hypothesis, beyond in _beyond(known):
            outside = replace(inequality, region=(*before, beyond))
            if not _fails(hypothesis, outside, depth, constants):
                raise NotShown(f"that {hypothesis.text} is not shown to fail beyond {known.name}")


def _beyond(known: Range) -> Iterator[tuple[Hypothesis, Range]]:
    if known.given is not None:
        yield known.given, replace(known, low=known.high, high=None, given=None, given_low=None)
    if known.given_low is not None:
        low = constant(0)
        yield known.given_low, replace(known, low=low, high=known.low, given=None, given_low=None)


def _fails(hypothesis: Hypothesis, outside: Inequality, depth: int, constants: Constants) -> bool:
    """Whether the hypothesis fails on all of ``outside``, but perhaps at the end itself."""
    region = Region(outside, depth, constants)
    region.require_denominators()
    arithmetic = Signs(region)
    value = hypothesis.margin(arithmetic, region.point, constants)
    for part in arithmetic.parts(value):
        reduced = part.reduced()
        if region.sign(reduced.den, region.whole) != 1:
            continue
        image = _without(region.image(reduced.num, region.whole), region.over(-1))
        if all(c <= 0 for c in image.coeffs()) and (
            hypothesis.strict or (_everywhere(image) and _on_faces(region, reduced.num))
        ):
            return True
    return False


def _without(image: Polynomial, over: Polynomial) -> Polynomial:
    """An image divided by what the last variable is divided by, which is > 0 where that is."""
    while not over.is_constant():
        quotient, rest = divmod(image, over)
        if not rest.is_zero():
            break
        image = quotient
    return image


def _everywhere(image: Polynomial) -> bool:
    """Whether an image without a positive coefficient is < 0 wherever its last t is > 0.

    The other t are anywhere in [0, infinity], so that a coefficient is needed at every corner.
    """
    *others, _ = image.degrees()
    monomials: Sequence[Sequence[int]] = image.monoms()
    corners = product(*((0, degree) for degree in others))
    return all(any(tuple(powers[:-1]) == corner for powers in monomials) for corner in corners)


def _on_faces(region: Region, polynomial: Polynomial) -> bool:
    """Whether it is not 0 either where the others are at their ends, both of them values.

    The image has no term for a zero at a high end, so that its corners do not show one.
    """
    over = region.ranges[-1].over
    faces = {(*face[:-1], None) for face in region.faces()}
    return all(
        region.on_face(polynomial, face)
        or (over is not None and not region.on_face(region.ends_of(-1)[2], face))
        for face in faces
    )
