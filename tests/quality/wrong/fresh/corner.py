"""Wrong in one corner of variables of one's own."""

from fractions import Fraction
from functools import partial

from dmfcheck import DEPTH, Claim, Hypothesis, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

X = Variable("x", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)
Y = Variable("y", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)
REAL = Variable("real", "number", Fraction(0), Fraction(6, 5), open_low=True, meaning="Re d")
IMAGINARY = Variable("imaginary", "number", Fraction(0), Fraction(6, 5), open_low=True)
STEP = Variable("step", "number", Fraction(0), None, open_low=True)
ALPHA = Variable("alpha", "number", Fraction(0), None, open_low=True, log_scale=True)
FIRST = Variable("first", "number", Fraction(0), None, open_low=True, meaning="What_11")
LAST = Variable("last", "number", Fraction(0), None, open_low=True, meaning="What_22")
BESIDE = Variable("beside", "number", Fraction(0), None, open_low=True, meaning="What_12")


def moved(x, h, N):
    return x + h * x ** (N - 1) * (1 - x**N)


def argument(a, p, c):
    """|Im d/Re d| does not grow, lambda = 1, d+ = d + eta conj(d) (1 - d^2)."""
    size = p.step * (p.real**2 + p.imaginary**2)
    real, imaginary = p.real * (1 - size + p.step), p.imaginary * (1 - size - p.step)
    return p.imaginary * a.absolute(real) - p.real * a.absolute(imaginary)


def product(a, p, c):
    """f(xy) - 5/4 f(x) f(y), without the common (xy)^{N-1}."""
    u, v = p.x**p.depth, p.y**p.depth
    return 1 - u * v - Fraction(5, 4) * (1 - u) * (1 - v)


def two_halves(a, p, c):
    N, h = p.depth, p.step
    return moved(moved(p.x, h, N), h, N) - moved(p.x, 2 * h, N)


def off_diagonal(a, p, c):
    """|What_12| - |W(1)_12|, two layers from alpha I."""
    scale = p.alpha - p.step * p.alpha**3
    one, two, beside = (
        p.step * p.alpha * x + y
        for x, y in ((p.first, scale), (p.last, scale), (p.beside, 0 * scale))
    )
    return p.beside - a.absolute((one + two) * beside)


CLAIMS = (
    conjecture(
        id="corner.argument",
        statement=(
            r"N = 2,\ \lambda = 1,\ |d| \le 6/5,\ \eta \le 3/4 \implies"
            r" |\operatorname{Im} d/\operatorname{Re} d| \text{ does not grow in a step}"
        ),
        variables=(REAL, IMAGINARY, STEP),
        hypotheses=(
            Hypothesis("|d| <= 6/5", lambda a, p, c: 36 - 25 * (p.real**2 + p.imaginary**2)),
            Hypothesis("eta <= 3/4", lambda a, p, c: 3 - 4 * p.step),
        ),
        margin=argument,
    ),
    conjecture(
        id="corner.product",
        statement=(
            r"f(x) = x^{N-1}(1 - x^N),\ x, y \ge 1/2,\ N \le 4 \implies"
            r" f(xy) \ge \tfrac54 f(x) f(y)"
        ),
        variables=(DEPTH, X, Y),
        hypotheses=(
            Hypothesis("N <= 4", lambda a, p, c: 4 - p.depth + 0 * p.x),
            Hypothesis("x >= 1/2", lambda a, p, c: 2 * p.x - 1),
            Hypothesis("y >= 1/2", lambda a, p, c: 2 * p.y - 1),
        ),
        margin=product,
    ),
    conjecture(
        id="corner.two_halves",
        statement=(
            r"x_0 \le 57/100,\ h \le 1/20 \implies"
            r" \text{two steps of } h \text{ lead as far as one of } 2h"
        ),
        variables=(DEPTH, X, STEP),
        hypotheses=(
            Hypothesis("x_0 <= 57/100", lambda a, p, c: 57 - 100 * p.x),
            Hypothesis("h <= 1/20", lambda a, p, c: 1 - 20 * p.step),
        ),
        margin=two_halves,
    ),
    conjecture(
        id="corner.off_diagonal",
        statement=(
            r"N = 2,\ \hat W = [[a, b], [b, d]] \succeq 0,\ \eta (a + d) \le 1,\ "
            r"\eta\alpha^2 \le 3/5 \implies |W(1)_{12}| \le |b|"
        ),
        variables=(FIRST, LAST, BESIDE, ALPHA, STEP),
        hypotheses=(
            Hypothesis("b^2 <= a d", lambda a, p, c: p.first * p.last - p.beside**2),
            Hypothesis("eta (a + d) <= 1", lambda a, p, c: 1 - p.step * (p.first + p.last)),
            Hypothesis("eta alpha^2 <= 3/5", lambda a, p, c: 3 - 5 * p.step * p.alpha**2),
        ),
        margin=off_diagonal,
    ),
)
