"""SymPy derivations: exact in, exact out; a float raises."""

from dmfcheck.dynamics.symbols.abel import abel_coefficients
from dmfcheck.dynamics.symbols.catalogue import derivations
from dmfcheck.dynamics.symbols.derivation import Derivation, Identity, as_json
from dmfcheck.dynamics.symbols.elementary import flow_time
from dmfcheck.dynamics.symbols.exact import exact

__all__ = [
    "Derivation",
    "Identity",
    "abel_coefficients",
    "as_json",
    "derivations",
    "exact",
    "flow_time",
]
