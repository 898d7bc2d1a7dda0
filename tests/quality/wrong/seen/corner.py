"""Wrong in one corner of variables of one's own."""

from fractions import Fraction
from functools import partial

from dmfcheck import DEPTH, STEPS, Claim, Hypothesis, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

X = Variable("x", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)
Y = Variable("y", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)
RATIO = Variable("ratio", "number", Fraction(1), Fraction(2), open_low=True)
STEP = Variable("step", "number", Fraction(0), None, open_low=True)
OTHER = Variable("other_step", "number", Fraction(0), None, open_low=True)
MOMENTUM = Variable("momentum", "number", Fraction(0), Fraction(1), open_high=True)


def moved(d, h, N, eigenvalue=1):
    return d + h * d ** (N - 1) * (eigenvalue - d**N)


def quadratic(a, p, c):
    """N (1 - x)^2 - (1 - x+) at h = 1/N."""
    return p.depth * (1 - p.x) ** 2 - 1 + moved(p.x, Fraction(1, p.depth), p.depth)


def geometric_mean(a, p, c):
    low, high = p.x / p.ratio, p.x * p.ratio
    middle = moved(p.x, p.step, p.depth)
    return middle**2 - moved(low, p.step, p.depth) * moved(high, p.step, p.depth)


def smaller_loss(a, p, c):
    x, y, N = p.x, p.x, p.depth
    for _ in range(p.steps):
        x, y = moved(x, p.step, N), moved(y, p.other_step, N)
    return (1 - x**N) ** 2 - (1 - y**N) ** 2


def missing(a, p, c):
    """lambda_1 - w_1 >= lambda_2 - w_2 with lambda = (1, y), two layers."""
    d = e = p.x
    parts = []
    for _ in range(p.steps):
        d, e = moved(d, p.step, 2), moved(e, p.step, 2, p.y)
        parts.append((1 - d * d) - (p.y - e * e))
    return a.minimum(*parts)


def shared_room(a, p, c):
    x = moved(p.x, p.step, p.depth)
    return 1 - moved(x, p.step, p.depth) - p.momentum * (x - p.x)


CLAIMS = (
    conjecture(
        id="corner.quadratic",
        statement=r"h = 1/N,\ N \le 6 \implies 1 - x^+ \le N (1 - x)^2 \text{ where } x \ge 4/5",
        variables=(DEPTH, X),
        hypotheses=(
            Hypothesis("N <= 6", lambda a, p, c: 6 - p.depth + 0 * p.x),
            Hypothesis("x >= 4/5", lambda a, p, c: 5 * p.x - 4),
        ),
        margin=quadratic,
    ),
    conjecture(
        id="corner.geometric_mean",
        statement=(
            r"h \le 1/N,\ x t \le 1,\ x \ge 3/5 \implies"
            r" (x^+)^2 \ge (x/t)^+ (x t)^+"
        ),
        variables=(DEPTH, X, RATIO, STEP),
        hypotheses=(
            Hypothesis("h <= 1/N", lambda a, p, c: 1 - p.depth * p.step),
            Hypothesis("x t <= 1", lambda a, p, c: 1 - p.x * p.ratio),
            Hypothesis("x >= 3/5", lambda a, p, c: 5 * p.x - 3),
        ),
        margin=geometric_mean,
    ),
    conjecture(
        id="corner.smaller_loss",
        statement=r"h \le h' \le 11/(10N),\ h \le 1/N,\ k \le 2 \implies L(k) \ge L'(k)",
        variables=(DEPTH, X, STEP, OTHER, STEPS),
        hypotheses=(
            Hypothesis("h <= h'", lambda a, p, c: p.other_step - p.step),
            Hypothesis("h <= 1/N", lambda a, p, c: 1 - p.depth * p.step),
            Hypothesis("h' <= 11/(10N)", lambda a, p, c: 11 - 10 * p.depth * p.other_step),
            Hypothesis("k <= 2", lambda a, p, c: 2 - p.steps + 0 * p.x),
        ),
        margin=smaller_loss,
    ),
    conjecture(
        id="corner.missing",
        statement=(
            r"N = 2,\ \lambda = (1, y),\ y \le 9/10,\ \alpha^2 \le y/10,\ h_1 \le 1/2,\ k \le 5"
            r" \implies \lambda_1 - w_1(k) \ge \lambda_2 - w_2(k)"
        ),
        variables=(X, Y, STEP, STEPS),
        hypotheses=(
            Hypothesis("h_1 <= 1/2", lambda a, p, c: 1 - 2 * p.step),
            Hypothesis("y <= 9/10", lambda a, p, c: 9 - 10 * p.y),
            Hypothesis("alpha^2 <= y/10", lambda a, p, c: p.y - 10 * p.x**2),
            Hypothesis("k <= 5", lambda a, p, c: 5 - p.steps + 0 * p.x),
        ),
        margin=missing,
    ),
    conjecture(
        id="corner.shared_room",
        statement=r"hN + m \le 1,\ \text{heavy ball} \implies x_2 \le 1",
        variables=(DEPTH, X, MOMENTUM, STEP),
        hypotheses=(Hypothesis("hN + m <= 1", lambda a, p, c: 1 - p.momentum - p.depth * p.step),),
        margin=shared_room,
    ),
)
