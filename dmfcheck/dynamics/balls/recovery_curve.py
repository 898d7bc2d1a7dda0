"""The curve that a slow perturbed orbit follows on its way to a negative eigenvalue.

With u = q + p and v = q - p the orbit moves xi = (1/2) ln(u/v) by -artanh E and gamma = ln(uv) by
ln(1 - E^2), E = eta q^{N-2} (l + w) > 0, lambda = -l. So gamma falls by about E per unit of xi, and
while E is small that makes it a function of xi, in closed form up to O(E^2).
"""

from __future__ import annotations

from typing import Any

from flint import arb, arb_series, ctx

__all__ = ["Curve"]


class Curve:
    """Gamma(xi) = gamma_0 - int_xi^{xi_0} (E(x, Lambda(x)) + rho) dx, and E on and off it.

    Lambda(x) = gamma_0 - s (xi_0 - x) is a first guess at gamma. For N = 2, where E is about eta l
    for as long as w is small, its ``slope`` s is the R = -ln(1 - E^2)/artanh E of that E and the
    ``extra`` rho is s - eta l; otherwise both are 0. ``xi`` and ``gamma``, the xi_0 and gamma_0,
    are exact. Methods take balls, complex balls or power series where they say Any.

    >>> curve = Curve(2, arb(1), arb(0.125), arb(1), arb(-2))
    >>> curve.gamma(arb(1)).contains(-2)
    True
    """

    def __init__(self, depth: int, modulus: arb, eta: arb, xi: arb, gamma: arb) -> None:
        self.depth, self.modulus, self.eta = depth, modulus, eta
        self.xi, self.start = xi, gamma
        self.slope = self.extra = arb(0)
        if depth == 2 and eta * modulus < 1:
            steady = eta * modulus
            # Any numbers would do: exact ones keep the balls narrow.
            self.slope = (-(-steady * steady).log1p() / steady.atanh()).mid()
            self.extra = (self.slope - steady).mid()
        self._linear = eta * modulus * ((depth - 2) * gamma / 2).exp()
        self._power = eta * ((depth - 1) * gamma).exp()
        self._at_start = self._primitive(xi)

    def line(self, x: Any) -> Any:
        """Lambda(x)."""
        return self.start - (self.xi - x) * self.slope

    def gamma(self, x: Any) -> Any:
        """Gamma(x)."""
        return self.start - (self._at_start - self._primitive(x))

    def _primitive(self, x: Any) -> Any:
        """A primitive of E(x, Lambda(x)) + rho."""
        n, s = self.depth, self.slope
        if n == 2:
            # E = eta (l + c sinh cosh), c = e^Lambda.
            rising = ((2 + s) * x - s * self.xi).exp() / (2 + s)
            falling = ((s - 2) * x - s * self.xi).exp() / (2 - s)
            return (self._linear + self.extra) * x + self._power * (rising + falling) / 4
        # E = eta l c^{(N-2)/2} cosh^{N-2} + eta c^{N-1} sinh cosh^{2N-3}, c = e^{gamma_0}, and
        # m C_m = cosh^{m-1} sinh + (m-1) C_{m-2} for C_m, the integral of cosh^m.
        cosh, sinh = _hyperbolic(x)
        m = n % 2
        integral = sinh if m else x
        while m < n - 2:
            m += 2
            integral = (cosh ** (m - 1) * sinh + (m - 1) * integral) / m
        return self._linear * integral + self._power * cosh ** (2 * n - 2) / (2 * n - 2)

    def exponent(self, x: Any, gamma: Any) -> tuple[Any, Any]:
        """E = eta q^{N-2} (l + w) and w = p q^{N-1}; q = e^{gamma/2} cosh x, p with sinh x."""
        cosh, sinh = _hyperbolic(x)
        size = (gamma / 2).exp()
        q = size * cosh
        power = q ** (self.depth - 2)
        w = size * sinh * power * q
        return self.eta * power * (self.modulus + w), w

    def log_slope_by_gamma(self, x: arb, gamma: arb) -> arb:
        """The derivative of ln E by gamma: (N-2)/2 + (N/2) w/(l+w)."""
        w = self.exponent(x, gamma)[1]
        slope: arb = (self.depth - 2 + self.depth * w / (self.modulus + w)) / 2
        return slope

    def delta(self, x: Any) -> Any:
        """artanh E(x, Gamma(x))."""
        return self.exponent(x, self.gamma(x))[0].atanh()

    def excess(self, x: arb, level: arb, shift: arb | int = 0) -> arb:
        """ln(-w / level) at gamma = Gamma(x) + shift, x < 0: >= 0 where w <= -level."""
        cosh, sinh = _hyperbolic(x)
        half = (self.gamma(x) + shift) * self.depth / 2
        excess: arb = half + (-sinh).log() + (self.depth - 1) * cosh.log() - level.log()
        return excess

    def crossing(self, level: arb) -> arb:
        """An exact number x < 0 near which w = -level on the curve: the excess is almost 0.

        >>> curve = Curve(3, arb(1), arb(0.0078125), arb(1), arb(-2))
        >>> abs(curve.excess(curve.crossing(arb(0.5)), arb(0.5))) < 1e-12
        True
        """
        precision = ctx.prec
        with ctx.workprec(64):
            low = -(abs(self.xi) + abs(self.start) + abs(level.log()) + 4).upper()
            high = low * arb(2) ** -precision
            middle = low
            while high - low > -high / 2**30:
                # Between numbers of very different size the geometric mean halves the search.
                mean = -(low * high).sqrt() if low < 4 * high else (low + high) / 2
                middle = mean.mid()
                if self.excess(middle, level).mid() > 0:
                    low = middle
                else:
                    high = middle
        # Newton doubles the 30 bits every time; the excess is a sum of logarithms of x.
        for _ in range(precision.bit_length()):
            change = self.excess(middle, level) / self.excess_slope(middle)
            middle = (middle - change).mid()
        return middle

    def excess_slope(self, x: arb) -> arb:
        """The derivative of the excess by x < 0, but for N rho / 2: negative where E <= 1/2."""
        cosh, sinh = _hyperbolic(x)
        along = self.exponent(x, self.line(x))[0] * self.depth / 2
        slope: arb = along + cosh / sinh + (self.depth - 1) * sinh / cosh
        return slope

    def slopes(self, x: arb) -> tuple[arb, arb]:
        """Bounds of the first two derivatives of ln delta on a ball, infinite where E may be 0.

        >>> curve = Curve(3, arb(1), arb(0.125), arb(1), arb(-2))
        >>> slope, bend = curve.slopes(arb(1, 0.01))
        >>> slope < 2, bend < 10
        (True, True)
        """
        series = arb_series([x, 1], 3)
        exponent = self.exponent(series, self.gamma(series))[0]
        if not 0 < exponent[0] < 0.5:
            return arb("inf"), arb("inf")
        # artanh from its derivative: (1 + E)/(1 - E) would lose the digits of a small E.
        rest = (exponent.derivative() / (1 - exponent * exponent)).integral()
        delta = arb_series([exponent[0].atanh(), rest[1], rest[2]], 3).log()
        return abs(delta[1]).upper(), abs(2 * delta[2]).upper()


def _hyperbolic(x: Any) -> tuple[Any, Any]:
    """cosh and sinh."""
    if isinstance(x, arb_series):
        grown, shrunk = x.exp(), (-x).exp()
        return (grown + shrunk) / 2, (grown - shrunk) / 2
    sinh, cosh = x.sinh_cosh()
    return cosh, sinh
