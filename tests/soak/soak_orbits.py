"""Whole orbits of the perturbed start by boxes: ``python tests/soak/soak_orbits.py --depths 2 10``.

Options: --depths 2 10 (the least and the largest) --seconds 1000 (of one proof).

Shows step.perturbed_sharp for both signs at every depth, replays the certificates, and asks for one
digit more, which must not be shown. Prints a line each; exits 1 if one is not as it should be.
"""

from __future__ import annotations

import argparse
import sys

from dmfcheck.proofs.prove import prove
from dmfcheck.replay.verify import verify_content
from dmfcheck.theory.ledger import claim
from dmfcheck.theory.mutants import mutants
from dmfcheck.theory.proof import proofs

NAMES = ("step.perturbed_sharp", "step.perturbed_sharp/negative")


def shown(name: str, depth: int, seconds: float) -> bool:
    """Whether the lemmas are shown, their certificate replays, and one digit more is not shown."""
    original, proof = claim(name), proofs()[name]
    found = prove(original, original, proof, (depth,), seconds)
    certificate = found.certificate()
    verdict = "none" if certificate is None else verify_content(certificate).verdict
    boxes = sum(step.outcomes[depth].boxes for step in found.lemmas if depth in step.outcomes)
    print(f"{name} N = {depth}: {found.reason}; {boxes} boxes, replay: {verdict}", flush=True)
    more = prove(mutants()[f"{name}~one-digit"].claim, original, proof, (depth,), seconds)
    return found.up_to_glue and verdict == "holds" and not more.up_to_glue


def main() -> int:
    """Run, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--depths", type=int, nargs=2, default=(2, 10))
    parser.add_argument("--seconds", type=float, default=1000.0)
    options = parser.parse_args()
    low, high = options.depths
    every = [shown(name, N, options.seconds) for N in range(low, high + 1) for name in NAMES]
    return 0 if all(every) else 1


if __name__ == "__main__":
    sys.exit(main())
