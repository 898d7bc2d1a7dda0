"""Claims with a wrong margin, to see whether a second reading of the statement notices."""

from dataclasses import replace
from fractions import Fraction

from dmfcheck.claims.point import Point

FAR = Fraction(10**6)
"""More than any margin of these tests is away from 0."""


def negated(claim, moves):
    return replace(claim, margin=lambda a, p, c: -claim.margin(a, p, c))


def tightened(claim, moves):
    return replace(claim, margin=lambda a, p, c: claim.margin(a, p, c) - a.number(FAR))


def loosened(claim, moves):
    """With its hypotheses, so that a point outside them gets a certificate too."""

    def more(margin):
        return lambda a, p, c: margin(a, p, c) + a.number(FAR)

    weaker = tuple(replace(given, margin=more(given.margin)) for given in claim.hypotheses)
    return replace(claim, margin=more(claim.margin), hypotheses=weaker)


def shifted(claim, moves):
    """The margin of a point that is elsewhere."""
    return replace(claim, margin=lambda a, p, c: claim.margin(a, moved(p, moves), c))


def moved(point, moves):
    """The point with every value of ``moves`` multiplied; an integer is added."""

    def move(value, by):
        if isinstance(value, tuple):
            return tuple(move(entry, by) for entry in value)
        return value * by

    def changed(values):
        return {
            name: values[name] + by if isinstance(values[name], int) else move(values[name], by)
            for name, by in moves.items()
        }

    return Point({**point.exact, **changed(point.exact)}, {**point, **changed(point)})
