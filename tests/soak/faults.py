"""Single faults planted in a source: one operator, bound, sign, branch or small number at a time.

What cannot change an answer is left alone: annotations, docstrings and other text, what is raised,
``__all__``, and the large numbers of a module (its limits of time, memory and precision).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

COMPARISONS = {
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"),
    ast.In: ("in", "not in"),
    ast.NotIn: ("not in", "in"),
}
OPERATORS = {
    ast.Add: ("+", "-"),
    ast.Sub: ("-", "+"),
    ast.Mult: ("*", "/"),
    ast.Div: ("/", "*"),
    ast.FloorDiv: ("//", "*"),
    ast.Mod: ("%", "*"),
    ast.Pow: ("**", "*"),
    ast.LShift: ("<<", ">>"),
    ast.RShift: (">>", "<<"),
}
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any", "floor": "ceil", "ceil": "floor"}
LARGEST_NUMBER = 64


@dataclass(frozen=True)
class Fault:
    """``source[start:stop]`` becomes ``new``; ``line`` counts from 1."""

    start: int
    stop: int
    new: str
    line: int
    what: str

    def planted(self, source: bytes) -> bytes:
        """The source with this fault."""
        return source[: self.start] + self.new.encode() + source[self.stop :]


class _Text:
    def __init__(self, source: bytes) -> None:
        self.source = source
        self.lines = [0]
        for line in source.splitlines(keepends=True):
            self.lines.append(self.lines[-1] + len(line))

    def span(self, node: ast.expr) -> tuple[int, int]:
        return (
            self.lines[node.lineno - 1] + node.col_offset,
            self.lines[node.end_lineno - 1] + node.end_col_offset,
        )

    def between(self, left: ast.expr, right: ast.expr, old: str) -> tuple[int, int] | None:
        """Where ``old`` stands between two operands, if it stands there once."""
        low, high = self.span(left)[1], self.span(right)[0]
        if self.source[low:high].count(old.encode()) != 1 or b"#" in self.source[low:high]:
            return None
        start = low + self.source[low:high].index(old.encode())
        return start, start + len(old)


def faults(source: bytes) -> list[Fault]:
    """Every single fault of a module's source, in its order; each leaves it valid Python."""
    text = _Text(source)
    found = []
    for node in _live(ast.parse(source)):
        for start, stop, new, what in _of(node, text):
            fault = Fault(start, stop, new, node.lineno, what)
            try:
                ast.parse(fault.planted(source))
            except SyntaxError:
                continue
            found.append(fault)
    return sorted(found, key=lambda fault: (fault.start, fault.new))


def _live(tree: ast.AST) -> Iterator[ast.AST]:
    """The nodes that decide answers."""
    stack = [tree]
    while stack:
        node = stack.pop()
        if isinstance(node, ast.Raise | ast.Import | ast.ImportFrom | ast.JoinedStr | ast.Assert):
            continue
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        if isinstance(node, ast.Assign) and _constant_of_the_module(node):
            continue
        yield node
        for name, value in ast.iter_fields(node):
            if name in ("annotation", "returns", "decorator_list", "type_params"):
                continue
            children = value if isinstance(value, list) else [value]
            stack.extend(child for child in children if isinstance(child, ast.AST))


def _constant_of_the_module(node: ast.Assign) -> bool:
    """Limits and tables of text, written in capitals."""
    target = node.targets[0]
    return isinstance(target, ast.Name) and (target.id.isupper() or target.id == "__all__")


def _of(node: ast.AST, text: _Text) -> Iterator[tuple[int, int, str, str]]:
    if isinstance(node, ast.Compare):
        operands = [node.left, *node.comparators]
        for left, operator, right in zip(operands, node.ops, operands[1:], strict=False):
            old, new = COMPARISONS[type(operator)]
            place = text.between(left, right, old)
            if place is not None:
                yield *place, new, f"{old} becomes {new}"
    elif isinstance(node, ast.BinOp) and type(node.op) in OPERATORS and not _text(node):
        old, new = OPERATORS[type(node.op)]
        place = text.between(node.left, node.right, old)
        if place is not None:
            yield *place, new, f"{old} becomes {new}"
    elif isinstance(node, ast.BoolOp):
        old, new = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
        place = text.between(node.values[0], node.values[1], f" {old} ")
        if place is not None and len(node.values) == 2:
            yield *place, f" {new} ", f"{old} becomes {new}"
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub):
        start, stop = text.span(node)
        kept = text.source[slice(*text.span(node.operand))].decode()
        yield (
            start,
            stop,
            f"({kept})",
            f"{'not' if isinstance(node.op, ast.Not) else 'a minus'} goes",
        )
    elif isinstance(node, ast.If | ast.IfExp | ast.While):
        start, stop = text.span(node.test)
        yield start, stop, f"(not ({text.source[start:stop].decode()}))", "a condition is negated"
    elif isinstance(node, ast.Constant):
        yield from _number(node, text)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in NAMES:
        yield *text.span(node.func), NAMES[node.func.id], f"{node.func.id} becomes its opposite"


def _text(node: ast.BinOp) -> bool:
    return any(
        isinstance(side, ast.JoinedStr)
        or (isinstance(side, ast.Constant) and isinstance(side.value, str))
        for side in (node.left, node.right)
    )


def _number(node: ast.Constant, text: _Text) -> Iterator[tuple[int, int, str, str]]:
    value = node.value
    if isinstance(value, bool):
        yield *text.span(node), str(not value), f"{value} becomes {not value}"
    elif isinstance(value, int) and value <= LARGEST_NUMBER:
        yield *text.span(node), str(value + 1), f"{value} becomes {value + 1}"
    elif isinstance(value, float):
        other = 2 * value or 1.0
        yield *text.span(node), repr(other), f"{value} becomes {other}"
