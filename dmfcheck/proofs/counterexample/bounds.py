"""A term that bounds a margin from one side, with as few choices in it as show its sign."""

from __future__ import annotations

from fractions import Fraction

from dmfcheck.proofs.counterexample.term import Term

Sign = str
"""``negative``, ``nonnegative`` or ``positive``: what is to be shown of a term."""


def parts(sign: Sign, term: Term) -> list[Term]:
    """Terms that have the sign all together only if ``term`` has it.

    A least value that is negative is that of one term; one that is positive is that of all.

    >>> from dmfcheck.proofs.counterexample.term import Page
    >>> page = Page()
    >>> two, three = page.named("x", page.number(2)), page.number(-3)
    >>> least = page.least([two, three])
    >>> [part.value for part in parts("negative", least)], len(parts("nonnegative", least))
    ([Fraction(-3, 1)], 2)
    """
    whole = bounded(term, above=sign == "negative", known={})
    every = "max" if sign == "negative" else "min"
    found: list[Term] = []
    left = [whole]
    while left:
        part = left.pop()
        if part.op == every:
            left += reversed(part.args)
        elif part.op == "/" and part.args[0].op == every and part.args[1].value > 0:
            left += (arg / part.args[1] for arg in reversed(part.args[0].args))
        elif not _is_told(sign, part) or not (found or left):
            found.append(part)
    return found


def _is_told(sign: Sign, part: Term) -> bool:
    """Whether it is a number of nobody's that has the sign: then a reader need not be shown it."""
    value = part.value
    if part.speaks or not isinstance(value, Fraction):
        return False
    return value < 0 if sign == "negative" else value > 0 or (sign == "nonnegative" and not value)


def bounded(term: Term, *, above: bool, known: dict[tuple[int, bool], Term]) -> Term:
    """A term that is at least ``term``, or at most, wherever factors have the sign they have here.

    That they have it is to be shown as well: it is kept among the
    ``sides`` of the page. Here it has the same value: of a choice it takes the term that attains
    it.
    """
    if not term.choice:
        return term
    key = (id(term), above)
    if key not in known:
        known[key] = _bounded(term, above, known)
    return known[key]


def _bounded(term: Term, above: bool, known: dict[tuple[int, bool], Term]) -> Term:
    page, op = term.page, term.op
    if op == ("min" if above else "max") and term.best is not None:
        return bounded(term.best, above=above, known=known)
    if op == "neg":
        return -bounded(term.args[0], above=not above, known=known)  # type: ignore[no-any-return]
    if op in ("min", "max", "+", "-"):
        left, right = term.args
        pair = (
            bounded(left, above=above, known=known),
            bounded(right, above=above != (op == "-"), known=known),
        )
        found = page.made(op, pair, term.value)
        if term.best is not None:
            found.best = bounded(term.best, above=above, known=known)
        return found
    if op in ("*", "/"):
        left, right = term.args
        if left.choice and right.value != 0:
            _keep_sign(right)
            pair = (bounded(left, above=above == (right.value > 0), known=known), right)
            return page.made(op, pair, term.value)
        if op == "*" and left.value != 0:
            _keep_sign(left)
            pair = (left, bounded(right, above=above == (left.value > 0), known=known))
            return page.made(op, pair, term.value)
    return term


def _keep_sign(factor: Term) -> None:
    sign = "positive" if factor.value > 0 else "negative"
    if not _is_told(sign, factor):
        factor.page.sides.append((sign, factor))
