"""Read off shallow products, and said of every depth."""

from fractions import Fraction
from functools import partial

from dmfcheck import ALPHA, DEPTH, ETA, POSITIVE_EIGENVALUE, STEPS, Claim, Hypothesis, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

START = Variable("start", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)
STEP = Variable("step", "number", Fraction(0), None, open_low=True)
CLOSE = Variable("start", "number", Fraction(19, 20), Fraction(1))
BETA = Variable("beta", "number", Fraction(0), None, open_low=True)


def moved(x, h, N):
    return x + h * x ** (N - 1) * (1 - x**N)


def sixty_steps(a, p, c):
    x = p.start
    for _ in range(60):
        x = moved(x, Fraction(1, p.depth), p.depth)
    return 2 * x**p.depth - 1


def nearer_after_two(a, p, c):
    x = moved(moved(p.start, p.step, p.depth), p.step, p.depth)
    return 1 - a.absolute(1 - x) / (1 - p.start)


def largest_gain(a, p, c):
    gain = moved(p.start, Fraction(1, p.depth), p.depth) ** p.depth - p.start**p.depth
    return Fraction(183, 1000) - gain


def no_crossing(a, p, c):
    ends = a.end_to_end(p)
    return a.minimum(*((p.eigenvalue - w) / p.eigenvalue for w in ends))


CLAIMS = (
    conjecture(
        id="depth.sixty_steps",
        statement=r"h = 1/N,\ w(0) \ge 1/100 \implies w(60) \ge 1/2\ (\lambda = 1)",
        variables=(DEPTH, START),
        hypotheses=(Hypothesis("w(0) >= 1/100", lambda a, p, c: 100 * p.start**p.depth - 1),),
        margin=sixty_steps,
    ),
    conjecture(
        id="depth.fitted_step",
        statement=r"h \le 10/(9N + 12) \implies x_1 \le 1",
        variables=(DEPTH, START, STEP),
        hypotheses=(
            Hypothesis(
                "h <= 10/(9N + 12)", lambda a, p, c: Fraction(10, 9 * p.depth + 12) - p.step
            ),
        ),
        margin=lambda a, p, c: 1 - moved(p.start, p.step, p.depth),
    ),
    conjecture(
        id="depth.fitted_convergence",
        statement=r"h \le 5/(2N + 6) \implies |1 - x_2| \le |1 - x_0|",
        variables=(DEPTH, START, STEP),
        hypotheses=(
            Hypothesis("h <= 5/(2N + 6)", lambda a, p, c: Fraction(5, 2 * p.depth + 6) - p.step),
        ),
        margin=nearer_after_two,
    ),
    conjecture(
        id="depth.largest_gain",
        statement=r"x_0 \ge 19/20,\ h = 1/N \implies w(1) - w(0) \le 183/1000",
        variables=(DEPTH, CLOSE),
        margin=largest_gain,
    ),
    conjecture(
        id="depth.perturbed_step",
        statement=(
            r"0 < \beta < \alpha,\ \lambda > 0,\ \eta \le 41/(50 N M^{2N-2}),\ w(0) \le \lambda"
            r" \implies w(k) \le \lambda"
        ),
        variables=(DEPTH, POSITIVE_EIGENVALUE, ALPHA, BETA, ETA, STEPS),
        hypotheses=(
            Hypothesis("beta < alpha", lambda a, p, c: p.alpha - p.beta, strict=True),
            Hypothesis("alpha^N <= lambda", lambda a, p, c: 1 - p.alpha**p.depth / p.eigenvalue),
            Hypothesis(
                "eta <= 41/(50 N M^{2N-2})",
                lambda a, p, c: (
                    1
                    - (Fraction(50, 41) * p.depth * p.eta) ** p.depth
                    * p.eigenvalue ** (2 * p.depth - 2)
                ),
            ),
        ),
        margin=no_crossing,
    ),
)
