"""Terms as Coq has them: a statement about real numbers, and the program that computes them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from fractions import Fraction

from dmfcheck.proofs.counterexample.term import (
    LONGEST_WRITTEN,
    MP,
    NEAR,
    CannotWrite,
    Term,
    approximate,
)

MOST_NAMED = 3_000
"""Named numbers of one statement at most: Coq takes a second for a thousand."""

DEEPEST = 30
"""A term nested more deeply gets a name."""

ROOT_BITS = 400
"""Bits to which a root is told."""

ITEMS = {"let": "Let", "orbit": "Orbit", "first": "First", "other": "Other", "time": "Time"}
INFIX = {"+": (1, "Add"), "-": (1, "Sub"), "*": (2, "Mul"), "/": (2, "Div")}
CALLS = {"neg": ("- ", "Opp"), "abs": ("Rabs ", "Abs"), "min": ("Rmin ", "Min")}
CALLS["max"] = ("Rmax ", "Max")
CHECKS = {
    "negative": ("{} < 0", "Negative"),
    "nonnegative": ("0 <= {}", "Nonnegative"),
    "positive": ("0 < {}", "Positive"),
}
RESERVED = frozenset(
    {"d", "root", "porbit", "recovered_first", "fst", "snd", "INR", "IZR", "N", "R", "Rabs", "Rmin"}
    | {"Rmax", "as", "at", "by", "cofix", "else", "end", "exists", "exists2", "fix", "for"}
    | {"forall", "fun", "if", "in", "is", "let", "match", "mod", "return", "then", "using"}
    | {"where", "with", "Prop", "SProp", "Set", "Type"}
)
"""Names that statements use, or that Coq does not take."""

LONGEST = 2_000_000
"""Characters of a statement at most."""

_ATOM = 9

Shown = tuple[str, Term]
"""What is shown of a term, a key of :data:`CHECKS`."""


class Program:
    """The statement that terms have their signs; ``statement`` and ``items`` are Coq's text.

    ``steps`` are those of its longest orbit, and ``bits`` those of its longest parameter, of the
    numbers nearest to 0 and farthest from it, and of the ends of its roots, together.
    ``may_tie`` says whether some inequality may be an equality there. ``orbit_bits`` are those of
    the denominator at an orbit's last step if nothing is rounded, infinitely many where it starts
    from what is; ``tie_bits`` those of the longest denominator of which an equality of parameters
    is made.

    >>> from dmfcheck.proofs.counterexample.term import Page
    >>> page = Page()
    >>> eta = page.named("eta", page.number(Fraction(1, 4)))
    >>> program = Program([("negative", eta * eta - 1)])
    >>> print(program.statement)
    forall eta, eta = 1 / 4 ->
    eta * eta - 1 < 0
    >>> program.items, program.checks
    (['Let (Div (Int 1) (Int 4))'], ['Negative (Sub (Mul (Var 0) (Var 0)) (Int 1))'])
    """

    def __init__(self, shown: Iterable[Shown]) -> None:
        self.items: list[str] = []
        self.steps = self.bits = 0
        self.orbit_bits = 0.0
        self._places: dict[int, int] = {}
        self._names: dict[int, str] = {}
        self._taken = set(RESERVED)
        lines: list[str] = []
        length = 0
        once = {(sign, id(term)): (sign, term) for sign, term in shown}.values()
        shown_terms = [term for _, term in once]
        terms = _within(shown_terms)
        nearest = max(map(_bits_before, terms), default=0)
        farthest = max(map(_bits_of_whole, terms), default=0)
        for term in _named(shown_terms):
            if len(self.items) >= MOST_NAMED:
                raise CannotWrite(f"more than {MOST_NAMED} named numbers")
            lines.append(self._line(term))
            length += len(lines[-1])
            if length > LONGEST:
                raise CannotWrite(f"a statement of more than {LONGEST} characters")
        # A small number is multiplied by a large one with the error that it has.
        self.bits += nearest + farthest
        # The ends of a root, told to so many bits, are to be those of all numbers that are near.
        self.bits += ROOT_BITS if any(term.op == "root" for term in terms) else 0
        ties = [
            term
            for sign, term in once
            if sign == "nonnegative" and term.speaks and abs(approximate(term.value)) <= NEAR
        ]
        self.tie_bits = max((_unreduced_bits(term) or 0 for term in ties), default=0)
        # A time may be that of a level that is attained.
        self.may_tie = bool(ties) or any(term.op == "time" for term in terms)
        self.checks = [f"{CHECKS[sign][1]} {self._code(term, _ATOM)}" for sign, term in once]
        claims = [CHECKS[sign][0].format(self._text(term, 1)) for sign, term in once]
        self.statement = "\n".join([*lines, "\n/\\ ".join(claims)])

    def _line(self, term: Term) -> str:
        """What is known of a named number; it is counted among the items."""
        name = self._name(term)
        if term.op in ITEMS and term.op != "let":
            N, k, *args = term.args[1:]
            self.steps = max(self.steps, k)
            self.orbit_bits = max(self.orbit_bits, _exact_bits(term))
            codes = " ".join(self._code(arg, _ATOM) for arg in args)
            texts = " ".join(self._text(arg, _ATOM) for arg in args)
            item = f"{ITEMS[term.op]} {N} {codes} {k}%N"
            if term.op == "time":
                line = f"recovered_first {N} {texts} (N.to_nat {k}) /\\\n"
                value = f"INR (N.to_nat {k})"
            else:
                line = ""
                value = {
                    "orbit": f"d {N} {texts} (N.to_nat {k})",
                    "first": f"fst (porbit {N} {texts} (N.to_nat {k}))",
                    "other": f"snd (porbit {N} {texts} (N.to_nat {k}))",
                }[term.op]
        else:
            inner = term.args[1] if term.op == "let" else term
            if term.op == "let" and isinstance(term.value, Fraction):
                self.bits = max(self.bits, *map(int.bit_length, term.value.as_integer_ratio()))
            item = f"Let {self._code(inner, _ATOM, whole=True)}"
            line, value = "", self._text(inner, 1, whole=True)
        self._places[id(term)] = len(self.items)
        self._names[id(term)] = name
        self.items.append(item)
        return f"{line}forall {name}, {name} = {value} ->"

    def _name(self, term: Term) -> str:
        if term.op == "let":
            wanted = "".join(c if c.isalnum() and c.isascii() else "_" for c in term.args[0])
        elif term.op == "time":
            wanted = term.args[0]
        elif term.op in ITEMS:
            wanted = f"{term.args[0]}_{term.args[2]}"
        else:
            wanted = f"x_{len(self.items)}"
        name = first = wanted if wanted[:1].isalpha() else f"x_{wanted}"
        number = 1
        while name in self._taken:
            number += 1
            name = f"{first}_v{number}"
        self._taken.add(name)
        return name

    def _code(self, term: Term, level: int, *, whole: bool = False) -> str:
        """The term as an expression of Counterexamples.v; ``whole`` although it has a name."""
        if not whole and id(term) in self._places:
            code = f"Var {len(self.items) - 1 - self._places[id(term)]}"
        elif term.op == "int":
            code = f"Int {_integer(term.args[0])}"
        elif term.op == "^":
            code = f"Pow {self._code(term.args[0], _ATOM)} {term.args[1]}"
        elif term.op == "root":
            # What a program keeps exactly has denominators of so many bits, whatever else it has.
            low, high = _ends(term, self.bits + ROOT_BITS)
            code = f"Root {term.args[0]} {self._code(term.args[1], _ATOM)} {low} {high}"
        else:
            name = INFIX[term.op][1] if term.op in INFIX else CALLS[term.op][1]
            code = " ".join([name, *(self._code(arg, _ATOM) for arg in term.args)])
        return f"({code})" if level == _ATOM else code

    def _text(self, term: Term, level: int, *, whole: bool = False) -> str:
        """The term as a real number, in parentheses where it binds less than ``level``."""
        if not whole and id(term) in self._names:
            return self._names[id(term)]
        if term.op == "int":
            value = term.args[0]
            return str(value) if value >= 0 else f"(IZR ({value})%Z)"
        if term.op in INFIX:
            own, _ = INFIX[term.op]
            left, right = term.args
            text = f"{self._text(left, own)} {term.op} {self._text(right, own + 1)}"
        elif term.op == "^":
            own, text = 3, f"{self._text(term.args[0], _ATOM)} ^ {term.args[1]}"
        elif term.op == "root":
            own, text = 4, f"root {term.args[0]} {self._text(term.args[1], _ATOM)}"
        else:
            own = 0 if term.op == "neg" else 4
            texts = " ".join(self._text(arg, _ATOM) for arg in term.args)
            text = f"{CALLS[term.op][0]}{texts}"
        return text if own >= level else f"({text})"


def _exact_bits(orbit: Term) -> float:
    """Bits of the denominator at its last step: a step multiplies those before by 2N, adds some."""
    N, k, *args = orbit.args[1:]
    sizes = [_unreduced_bits(arg) for arg in args]
    if None in sizes:
        return math.inf
    step_size, eigenvalue, *start = (size for size in sizes if size is not None)
    # alpha and beta are subtracted; a fraction is only compared with.
    bits = float(start[0] if orbit.op == "time" else sum(start))
    for _ in range(k):
        bits = 2 * N * bits + step_size + eigenvalue
        if bits > LONGEST:
            return math.inf
    return bits


def _bits_before(term: Term) -> int:
    """Zeros after the point before the first digit of the number, in binary."""
    value = approximate(term.value)
    return 0 if not value else max(0, 1 - int(MP.mag(value)))


def _bits_of_whole(term: Term) -> int:
    """Binary digits before the point."""
    value = approximate(term.value)
    return 0 if not value else max(0, int(MP.mag(value)))


def _within(terms: list[Term]) -> list[Term]:
    """The terms and all that they are made of, each once."""
    found: dict[int, Term] = {}
    left = list(terms)
    while left:
        term = left.pop()
        if id(term) not in found:
            found[id(term)] = term
            left += [arg for arg in term.args if isinstance(arg, Term)]
    return list(found.values())


def _named(wanted: list[Term]) -> list[Term]:
    """The terms that get a name, each after those that it is made of."""
    uses: Counter[int] = Counter()
    order: list[Term] = []
    state: dict[int, bool] = {}
    stack = list(reversed(wanted))
    while stack:
        term = stack[-1]
        inner = [arg for arg in term.args if isinstance(arg, Term)]
        if state.get(id(term)):
            stack.pop()
        elif id(term) in state:
            state[id(term)] = True
            order.append(term)
            stack.pop()
        else:
            state[id(term)] = False
            uses.update(map(id, inner))
            stack += [arg for arg in reversed(inner) if id(arg) not in state]
    depths: dict[int, int] = {}
    named: list[Term] = []
    for term in order:
        inner = [arg for arg in term.args if isinstance(arg, Term)]
        depths[id(term)] = 1 + max((depths[id(arg)] for arg in inner), default=0)
        shared = uses[id(term)] > 1 and not _is_rational(term)
        if term.op in ITEMS or shared or depths[id(term)] > DEEPEST:
            depths[id(term)] = 0
            named.append(term)
    # Parameters, which are made of nothing that has a name, come first.
    return sorted(named, key=lambda term: term.op != "let")


def _is_rational(term: Term) -> bool:
    return term.op == "int" or (term.op == "/" and all(arg.op == "int" for arg in term.args))


def _integer(value: int) -> str:
    return str(value) if value >= 0 else f"({value})%Z"


def _unreduced_bits(wanted: Term) -> int | None:
    """Bits of the longest denominator as Coq computes it, which does not reduce it.

    None if something is rounded that the term is made of, as all of an orbit is.
    """
    longest = 0
    sizes: dict[int, tuple[int, int]] = {}
    stack = [wanted]
    while stack:
        term = stack[-1]
        inner = [arg for arg in term.args if isinstance(arg, Term)]
        missing = [arg for arg in inner if id(arg) not in sizes]
        if missing:
            stack += missing
            continue
        stack.pop()
        size = _unreduced(term, [sizes[id(arg)] for arg in inner])
        if size is None:
            return None
        sizes[id(term)] = size
        longest = max(longest, size[1])
    return longest


def _unreduced(term: Term, sizes: list[tuple[int, int]]) -> tuple[int, int] | None:
    """Bits of numerator and denominator at most, given those of its arguments; None if rounded."""
    if not isinstance(term.value, Fraction) or (term.op in ITEMS and term.op != "let"):
        return None
    if term.op in ("int", "root"):
        above, below = map(int.bit_length, term.value.as_integer_ratio())
        return above, below
    (above, below), *others = sizes
    if term.op == "^":
        return term.args[1] * above, term.args[1] * below
    for up, down in others:
        if term.op == "*":
            above, below = above + up, below + down
        elif term.op == "/":
            above, below = above + down, below + up
        else:
            above, below = max(above + down, up + below) + 1, below + down
    return above, below


def _ends(term: Term, bits: int) -> tuple[str, str]:
    """Rationals between which a root is, for Coq to check; equal where all is kept exactly."""
    value = term.value
    unreduced = _unreduced_bits(term)
    if unreduced is not None and unreduced <= bits:
        low = high = value
    else:
        mantissa, exponent = approximate(value).man_exp
        middle = Fraction(int(mantissa)) * Fraction(2) ** int(exponent)
        unit = Fraction(2) ** (middle.numerator.bit_length() - middle.denominator.bit_length())
        steps = middle / unit * 2**ROOT_BITS
        low = Fraction(int(steps) - 1, 2**ROOT_BITS) * unit
        high = Fraction(int(steps) + 2, 2**ROOT_BITS) * unit
    ends = (*low.as_integer_ratio(), *high.as_integer_ratio())
    if max(map(int.bit_length, ends)) > LONGEST_WRITTEN:
        raise CannotWrite(f"a root whose ends have more than {LONGEST_WRITTEN} bits")
    return _rational(low), _rational(high)


def _rational(value: Fraction) -> str:
    return f"({value.numerator} # {value.denominator})"
