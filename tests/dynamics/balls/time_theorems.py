"""The time.* theorems evaluated at a certified hitting time: how much room each leaves.

S = T/h + (1/2) ln f and the flow time T are A_1 and h A_0 of dmfcheck.dynamics.balls.abel; t' and
Lambda_1 are those of the summation bound at m = 1.
"""

from __future__ import annotations

from fractions import Fraction

from flint import arb, ctx, fmpq

from dmfcheck.dynamics.balls.abel import abel_function, power_gap


def _ball(x: Fraction) -> arb:
    return arb(fmpq(x.numerator, x.denominator))


class Margins:
    """The tightest room of every theorem, in steps, and the parameters where it was found."""

    def __init__(self) -> None:
        self.tightest: dict[str, tuple[float, tuple]] = {}
        self.counts: dict[str, int] = {}
        self.violations: list[tuple[str, tuple]] = []

    def _see(self, name: str, room: arb, where: tuple) -> None:
        self.counts[name] = self.counts.get(name, 0) + 1
        if not room >= 0:
            self.violations.append((name, where))
        if name not in self.tightest or float(room.mid()) < self.tightest[name][0]:
            self.tightest[name] = (float(room.mid()), where)

    def add(self, depth: int, h: Fraction, x0: Fraction, b: Fraction, k: int) -> None:
        """Evaluate every theorem at one certified K."""
        scale = max(0, x0.denominator.bit_length() - x0.numerator.bit_length())
        bits = 128 + (depth - 1) * scale + h.denominator.bit_length()
        with ctx.workprec(bits):
            self._add(depth, h, x0, b, k)

    def _add(self, depth: int, h: Fraction, x0: Fraction, b: Fraction, k: int) -> None:
        where = (depth, h, x0, b)
        step, rate = _ball(h), _ball(h * depth)
        start, stop = (_ball(x0), _ball(1 - x0)), (_ball(b), _ball(1 - b))
        flow, corrected = (
            a.value(*stop, step) - a.value(*start, step)
            for a in (abel_function(depth, 0), abel_function(depth, 1))
        )
        if h * depth < 1:
            decay = -_ball(1 - h * depth).log()
            self._see("flow_bounds lower", k - flow * rate / decay, where)
        factor = (rate / 2) / -(-rate / 2).expm1()
        self._see("flow_bounds upper", 1 + factor * flow - k, where)
        self._see("corrected_upper upper", corrected + 1 + arb("0.0695") * rate - k, where)
        if 2 * h * depth > 1:
            return
        saturation = -power_gap(*stop, depth).log()
        spread = 1 + saturation + ((stop[0] / start[0]).log() if depth == 2 else 0)
        self._see("corrected_upper lower", k - corrected + arb("0.115") * rate * spread, where)
        last = rate * stop[0] ** (depth - 2)
        t = rate.min(last * last.exp())
        if depth == 2:
            growth = 2 * (1 + step) * (stop[0] * (1 + step) / start[0]).log()
        else:
            growth = _ball(Fraction(depth, depth - 2))
        steps = growth + saturation + power_gap(*start, depth).log() - (1 - t).log()
        for constant in ("0.387", "0.15888"):
            error = arb(constant) * t * steps
            self._see(f"corrected {constant} lower", k - corrected + error, where)
            self._see(f"corrected {constant} upper", corrected + 1 + error - k, where)

    def report(self) -> str:
        """One line for each theorem."""
        lines = [
            f"{name}: {self.counts[name]} cases, least room {room:.3g} steps at N={where[0]},"
            f" h={float(where[1]):.6g}, x0={float(where[2]):.6g}, 1-b={float(1 - where[3]):.6g}"
            for name, (room, where) in sorted(self.tightest.items())
        ]
        return "\n".join([*lines, f"theorem violations: {len(self.violations)}"])
