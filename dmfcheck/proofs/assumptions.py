"""What a theorem rests on, as ``Print Assumptions`` says it."""

from __future__ import annotations

import re

REALS = frozenset(
    {
        "ClassicalDedekindReals.sig_forall_dec",
        "ClassicalDedekindReals.sig_not_dec",
        "FunctionalExtensionality.functional_extensionality_dep",
        "Classical_Prop.classic",
    }
)
"""The axioms of Coq's standard real numbers, all that a theorem about them may rest on."""

MACHINE_INTEGERS = ("PrimInt63.", "Uint63.", "CarryType.")
"""Where the names of Coq's primitive 63-bit integers begin; only computations may rest on them."""

CLOSED = "Closed under the global context"
HEADING = "Axioms:"


def assumptions(printed: str) -> list[str]:
    r"""The names of the axioms in what ``Print Assumptions`` printed, sorted.

    An axiom's name begins a line, and its type may go on in lines that are indented. What is not of
    this form is kept as it is, so that it is no axiom that anyone allows.

    >>> assumptions("Axioms:\nA.x\n  : nat\nB.y : nat ->\n  nat\n")
    ['A.x', 'B.y']
    >>> assumptions("Closed under the global context\n")
    []
    >>> assumptions("Axioms:\nf is assumed to be guarded.\n")
    ['f is assumed to be guarded.']
    """
    lines = [line for line in printed.splitlines() if line.strip()]
    if lines == [CLOSED]:
        return []
    if not lines or lines[0] != HEADING:
        return [line.strip() for line in lines] or ["nothing was printed"]
    names = []
    for line in lines[1:]:
        if not line.startswith(" "):
            name = re.fullmatch(r"([\w.']+)(?:\s*:.*)?", line)
            names.append(name[1] if name else line)
    return sorted(names)


def unwanted(names: list[str], *, machine_integers: bool = False) -> list[str]:
    """Those of the axioms that are not allowed.

    >>> unwanted(["Classical_Prop.classic", "Descent.convergence", "Uint63.add_spec"])
    ['Descent.convergence', 'Uint63.add_spec']
    >>> unwanted(["Uint63.add_spec"], machine_integers=True)
    []
    """
    return [
        name
        for name in names
        if name not in REALS and not (machine_integers and name.startswith(MACHINE_INTEGERS))
    ]
