"""One engine beside its peers, as ``bench_engines.py`` times them."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

Call = Callable[[], object]


@dataclass
class Case:
    """An engine's call, ``ours``, and its peers'; ``scale`` makes one of a part one of the whole.

    ``work`` is what the call does, in ``unit``; ``flops`` of it are compared with a peak: that of
    fused products, or of products of n x n matrices. ``clock`` is what times a call.
    """

    name: str
    sides: dict[str, Call]
    work: float = 0.0
    unit: str = ""
    flops: float = 0.0
    n: int = 0
    tolerance: float = 1e-9
    clock: Callable[[], float] = time.process_time
    scale: dict[str, float] = field(default_factory=dict)

    def check(self) -> None:
        """That the sides return the same, which also compiles them."""
        expected = np.asarray(self.sides["ours"](), float)
        for side, call in self.sides.items():
            found = np.asarray(call(), float)
            # A peer that is one of a part has the first of the instances.
            first = expected[: len(found)] if side in self.scale else expected
            np.testing.assert_allclose(found, first, self.tolerance, self.tolerance, True)

    def shown(self, seconds: float, peak: float | None, rate: dict[int, float]) -> str:
        """The engine's rate, and what it is of a peak."""
        if not self.work:
            return f"{1e3 * seconds:.3g} ms"
        text = f"{self.work / seconds:.3g} {self.unit}"
        if self.n:
            return f"{text}, {100 * self.flops / seconds / 1e9 / rate[self.n]:.0f} % of dgemm"
        if self.flops and peak is not None:
            text += f", {100 * self.flops / seconds / 1e9 / peak:.0f} % of peak"
        return text
