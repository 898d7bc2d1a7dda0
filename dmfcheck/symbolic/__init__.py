"""SymPy derivations: exact in, exact out; a float raises."""

from dmfcheck.symbolic.abel import abel_coefficients
from dmfcheck.symbolic.catalogue import derivations
from dmfcheck.symbolic.derivation import Derivation, Identity, as_json
from dmfcheck.symbolic.elementary import flow_time
from dmfcheck.symbolic.exact import exact

__all__ = [
    "Derivation",
    "Identity",
    "abel_coefficients",
    "as_json",
    "derivations",
    "exact",
    "flow_time",
]
