"""Wrong in one corner of variables of one's own."""

from fractions import Fraction
from functools import partial

from dmfcheck import DEPTH, STEPS, Claim, Hypothesis, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

X = Variable("x", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)
Y = Variable("y", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)
STEP = Variable("step", "number", Fraction(0), None, open_low=True)
OTHER = Variable("other_step", "number", Fraction(0), None, open_low=True)


def moved(d, h, N, eigenvalue=1):
    return d + h * d ** (N - 1) * (eigenvalue - d**N)


def mean_of_powers(a, p, c):
    """(1 + x + ... + x^{N-1})/N against (1 + x^{N-1})/2 - (1-x)/5."""
    total = 1
    for _ in range(p.depth - 1):
        total = 1 + p.x * total
    return total / p.depth - (1 + p.x ** (p.depth - 1)) / 2 + (1 - p.x) / 5


def concave(a, p, c):
    def f(x):
        return x ** (p.depth - 1) * (1 - x**p.depth)

    return 2 * f((p.x + p.y) / 2) - f(p.x) - f(p.y)


def larger_step(a, p, c):
    x = y = p.x
    parts = []
    for _ in range(p.steps):
        x, y = moved(x, p.step, p.depth), moved(y, p.other_step, p.depth)
        parts.append(y - x)
    return a.minimum(*parts)


def stays_ahead(a, p, c):
    """w_2/lambda_2 >= w_1/lambda_1 with lambda_2 = y, from alpha^N = share lambda_2, N = 2."""
    d = e = p.x
    parts = []
    for _ in range(p.steps):
        d, e = moved(d, p.step, 2), moved(e, p.step, 2, p.y)
        parts.append(e * e / p.y - d * d)
    return a.minimum(*parts)


def deeper(a, p, c):
    """w after the steps at depth N and N + 1 from the same w(0) = x^{N(N+1)}, at the same h."""
    N = p.depth
    x, y, parts = p.x ** (N + 1), p.x**N, []
    for _ in range(p.steps):
        x, y = moved(x, p.step, N), moved(y, p.step, N + 1)
        parts.append(x**N - y ** (N + 1))
    return a.minimum(*parts)


CLAIMS = (
    conjecture(
        id="corner.mean_of_powers",
        statement=(
            r"\tfrac1N \sum_{j < N} x^j \ge \tfrac12 (1 + x^{N-1}) - \tfrac15 (1 - x),\ N \le 8"
        ),
        variables=(DEPTH, X),
        hypotheses=(Hypothesis("N <= 8", lambda a, p, c: 8 - p.depth + 0 * p.x),),
        margin=mean_of_powers,
    ),
    conjecture(
        id="corner.concave",
        statement=r"f(x) = x^{N-1}(1 - x^N) \text{ is concave where } x, y \ge 2/5,\ N \le 5",
        variables=(DEPTH, X, Y),
        hypotheses=(
            Hypothesis("N <= 5", lambda a, p, c: 5 - p.depth + 0 * p.x),
            Hypothesis("x >= 2/5", lambda a, p, c: 5 * p.x - 2),
            Hypothesis("y >= 2/5", lambda a, p, c: 5 * p.y - 2),
        ),
        margin=concave,
    ),
    conjecture(
        id="corner.larger_step",
        statement=r"h \le h' \le 21/(20N) \implies x_k \le x'_k",
        variables=(DEPTH, X, STEP, OTHER, STEPS),
        hypotheses=(
            Hypothesis("h <= h'", lambda a, p, c: p.other_step - p.step),
            Hypothesis("h' <= 21/(20N)", lambda a, p, c: 21 - 20 * p.depth * p.other_step),
        ),
        margin=larger_step,
    ),
    conjecture(
        id="corner.stays_ahead",
        statement=(
            r"N = 2,\ \lambda = (1, y),\ y/2 \le \alpha^2 \le y,\ h_1 \le 1/2,\ k \le 4 \implies"
            r" w_2(k)/\lambda_2 \ge w_1(k)/\lambda_1"
        ),
        variables=(X, Y, STEP, STEPS),
        hypotheses=(
            Hypothesis("h_1 <= 1/2", lambda a, p, c: 1 - 2 * p.step),
            Hypothesis("alpha^2 <= y", lambda a, p, c: p.y - p.x**2),
            Hypothesis("alpha^2 >= y/2", lambda a, p, c: 2 * p.x**2 - p.y),
            Hypothesis("k <= 4", lambda a, p, c: 4 - p.steps + 0 * p.x),
        ),
        margin=stays_ahead,
    ),
    conjecture(
        id="corner.deeper",
        statement=(
            r"w(0) \le 1/4,\ h \le 1/(N+1),\ k \le 3 \implies"
            r" w_N(k) \ge w_{N+1}(k) \text{ from the same } w(0)"
        ),
        variables=(DEPTH, X, STEP, STEPS),
        hypotheses=(
            Hypothesis("h <= 1/(N+1)", lambda a, p, c: 1 - (p.depth + 1) * p.step),
            Hypothesis("w(0) <= 1/4", lambda a, p, c: 1 - 4 * p.x ** (p.depth * (p.depth + 1))),
            Hypothesis("k <= 3", lambda a, p, c: 3 - p.steps + 0 * p.x),
        ),
        margin=deeper,
    ),
)
