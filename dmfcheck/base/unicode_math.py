r"""LaTeX as a line of characters, for a terminal: ``\lambda_1 \le x^2`` is λ₁ ≤ x².

Only what statements are written in: what has no character of its own is written with ^( ) and _( ).
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["unicode_math"]

RAISED = dict(zip("0123456789+-=()*′", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾*′", strict=True)) | dict(
    zip("abcdeijkmnprstxNT", "ᵃᵇᶜᵈᵉⁱʲᵏᵐⁿᵖʳˢᵗˣᴺᵀ", strict=True)
)
LOWERED = dict(zip("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", strict=True)) | dict(
    zip("aeijklmnoprstuvx", "ₐₑᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True)
)

LETTERS = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "eta": "η",
    "theta": "θ", "kappa": "κ", "lambda": "λ", "mu": "μ", "pi": "π", "rho": "ρ", "sigma": "σ",
    "tau": "τ", "varphi": "φ", "phi": "φ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ",
    "Lambda": "Λ", "Sigma": "Σ", "Phi": "Φ", "Omega": "Ω", "ell": "ℓ", "infty": "∞",
}  # fmt: skip
SIGNS = {
    "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "ne": "≠", "neq": "≠", "approx": "≈",
    "implies": "⟹", "iff": "⟺", "to": "→", "in": "∈", "notin": "∉", "succeq": "⪰", "succ": "≻",
    "times": "×", "cdot": "·", "pm": "±", "sum": "∑", "prod": "∏", "int": "∫", "dots": "…",
    "ldots": "…", "cdots": "⋯", "prime": "′", "lceil": "⌈", "rceil": "⌉", "lfloor": "⌊",
    "rfloor": "⌋", "forall": "∀", "exists": "∃", "circ": "∘", "partial": "∂", "odot": "⊙",
}  # fmt: skip
FUNCTIONS = (
    "ln", "log", "exp", "max", "min", "det", "arg", "cos", "sin", "cosh", "sinh", "tanh", "sup",
    "inf", "lim", "sign", "rank", "diag",
)  # fmt: skip
SILENT = ("left", "right", "textstyle", "displaystyle", "big", "Big", "bigl", "bigr", "limits")
SPACES = {",": " ", ";": " ", ":": " ", " ": " ", "quad": "  ", "qquad": "  ", "!": ""}
ACCENTS = {"hat": "\u0302", "bar": "\u0304", "tilde": "\u0303", "dot": "\u0307"}
DOUBLE_STRUCK = {"R": "ℝ", "C": "ℂ", "N": "ℕ", "Z": "ℤ", "E": "E", "P": "P"}

FRACTIONS = ("\\frac", "\\tfrac", "\\dfrac")

SCRIPTS = "".join({*RAISED.values(), *LOWERED.values()} - set("*'+-=()0123456789"))
SINGLE = re.compile(rf"\d+|[^\W\d_][\u0302\u0304]?[{SCRIPTS}']*|[^\W\d_][{SCRIPTS}]*_\w")
"""A number or a letter, with what is raised or lowered beside it."""

PRODUCT = re.compile(rf"[\w{SCRIPTS}']+")

TOKEN = re.compile(r"\\[A-Za-z]+ ?|\\.|[{}^_&]|\s+|.", re.DOTALL)


def unicode_math(latex: str) -> str:
    r"""The formula in one line, its words as they are.

    >>> print(unicode_math(r"h_1 \le 1/N \implies x_k \text{ increases to } 1"))
    h₁ ≤ 1/N ⟹ xₖ increases to 1
    >>> print(unicode_math(r"\frac{\delta}{1-\delta}(r_L-1) + \sqrt{5L}\,\hat W^{2N-2}"))
    (δ/(1-δ))(r_L-1) + √(5L) Ŵ²ᴺ⁻²
    """
    try:
        text = _Reader(TOKEN.findall(latex)).until(None)
    except RecursionError:  # nobody reads so many braces within braces
        text = latex
    return " ".join(unicodedata.normalize("NFC", text).split())


class _Reader:
    """Tokens, read from the left."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens
        self.place = 0

    def until(self, end: str | None) -> str:
        """All up to the token ``end``, which is passed; up to the end of the formula if None."""
        parts: list[str] = []
        while self.place < len(self.tokens):
            token = self._next()
            if token.strip() == end:
                break
            piece = self._piece(token)
            if token.strip() in FRACTIONS and (
                _is_factor("".join(parts)) or self._factor_follows()
            ):
                # Beside a factor a/b would be read with it: (a/b)c is not a/(bc).
                piece = f"({piece})"
            if parts and _apart(parts[-1], piece):
                parts.append(" ")
            parts.append(piece)
        return "".join(parts)

    def _next(self) -> str:
        self.place += 1
        return self.tokens[self.place - 1]

    def _piece(self, part: str) -> str:
        if part == "{":
            return self.until("}")
        if part in ("^", "_"):
            return _script(self.argument(), RAISED if part == "^" else LOWERED, part)
        if part == "&":
            return " "
        if part.startswith("\\"):
            # A space after a letter is kept: it was put between two factors.
            return self._command(part[1:].strip() or " ", part[2:].endswith(" "))
        return " " if part.isspace() else part

    def _factor_follows(self) -> bool:
        """Whether the next token, but for narrow spaces, is multiplied with what was read."""
        place = self.place
        while place < len(self.tokens) and _narrow(self.tokens[place]):
            place += 1
        if place == len(self.tokens):
            return False
        token = self.tokens[place].strip()
        name = token.removeprefix("\\")
        if token != name:
            return name not in {*SIGNS, *SPACES, "text", "|", "}", "\\", "end"}
        return token not in {*"+-=<>,;:)]}|.&"}

    def argument(self) -> str:
        """A group, or a single token."""
        while self.place < len(self.tokens) and self.tokens[self.place].isspace():
            self.place += 1
        if self.place == len(self.tokens):
            return ""
        return self._piece(self._next())

    def _command(self, name: str, spaced: bool) -> str:
        after = " " if spaced else ""
        if name in LETTERS or name in SIGNS:
            return LETTERS.get(name, SIGNS.get(name, "")) + after
        if name in SPACES:
            return SPACES[name]
        if name in SILENT:
            return ""
        if name in FUNCTIONS:
            return name + after
        if f"\\{name}" in FRACTIONS:
            over, under = self.argument(), self.argument()
            return f"{_grouped(over, PRODUCT)}/{_grouped(under, SINGLE)}"
        if name == "sqrt":
            return f"√{_grouped(self.argument(), SINGLE)}"
        if name in ACCENTS:
            base = self.argument().strip()
            return base[:1] + ACCENTS[name] + base[1:]
        return self._grouping(name)

    def _grouping(self, name: str) -> str:
        if name in ("text", "operatorname", "mathrm", "mathbf"):
            return self.argument()
        if name == "mathbb":
            letter = self.argument()
            return DOUBLE_STRUCK.get(letter, letter)
        if name == "begin":
            self.argument()
            rows = self.until("\\end").split("\n")
            self.argument()
            return "(" + "; ".join(" ".join(row.split()) for row in rows) + ")"
        return {"|": "‖", "\\": "\n"}.get(name, name)


def _script(text: str, table: dict[str, str], sign: str) -> str:
    """Raised or lowered, where every character can be."""
    inner = text.strip()
    if inner and all(c in table for c in inner):
        return "".join(table[c] for c in inner)
    enclosed = re.fullmatch(r"\([^()]*\)", inner) is not None
    return sign + (inner if len(inner) <= 1 or enclosed else f"({inner})")


def _grouped(text: str, bare: re.Pattern[str]) -> str:
    """In parentheses, unless all of it matches ``bare``."""
    inner = unicodedata.normalize("NFC", text.strip())
    return inner if bare.fullmatch(inner) else f"({inner})"


def _is_factor(before: str) -> bool:
    """Whether what is written before ends with a factor, or with the name of a function."""
    return before.rstrip()[-1:] not in {"", *"+-=<>,;:([|/", *SIGNS.values(), "‖"}


def _apart(before: str, piece: str) -> bool:
    """Whether a space is missing beside the name of a function: ln x, 2 ln x."""
    name, following = before.strip() in FUNCTIONS, piece.strip() in FUNCTIONS
    touches = bool(before and piece) and not before[-1].isspace() and not piece[0].isspace()
    if not touches:
        return False
    if name:
        return piece[0].isalpha() or piece[0].isdigit() or piece[0] in "√∑|"
    return following and (before[-1].isalnum() or before[-1] in ")]‖")


def _narrow(token: str) -> bool:
    """A space that separates nothing, or a command that is not seen."""
    return token.isspace() or token.strip() in {f"\\{name}" for name in (",", ";", "!", *SILENT)}
