"""Step sizes of other rules, other steps and other orders, held to what plain descent does."""

from fractions import Fraction
from functools import partial

from dmfcheck import DEPTH, STEPS, Claim, Hypothesis, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

START = Variable("start", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)
STEP = Variable("step", "number", Fraction(0), None, open_low=True)
OTHER = Variable("other_step", "number", Fraction(0), None, open_low=True)


def pull(x, N):
    return x ** (N - 1) * (1 - x**N)


def polyak(a, p, c):
    """1 - x_1 with the step L/||nabla L||^2."""
    N, x = p.depth, p.start
    return 1 - x - (1 - x**N) / (2 * N * x ** (N - 1))


def one_factor_a_step(a, p, c):
    """Three layers, of which the first, the second, the third, the first, ... takes a step."""
    factors, parts = [p.start] * 3, []
    for k in range(p.steps):
        one, two = factors[(k + 1) % 3], factors[(k + 2) % 3]
        factors[k % 3] = factors[k % 3] + p.step * one * two * (1 - factors[k % 3] * one * two)
        parts.append(1 - factors[0] * factors[1] * factors[2])
    return a.minimum(*parts)


def mean_of_two_steps(a, p, c):
    x = p.start
    for h in (p.step, p.other_step):
        x = x + h * pull(x, p.depth)
    return (1 - p.start) - a.absolute(1 - x)


def adagrad(a, p, c):
    """Steps divided by the root of the sum of the squared gradients."""
    x, squares, parts = p.start, 0, []
    for _ in range(p.steps):
        force = pull(x, p.depth)
        squares = squares + force**2
        x = x + p.step * force / a.root(squares, 2)
        parts.append(1 - x)
    return a.minimum(*parts)


CLAIMS = (
    conjecture(
        id="update.polyak",
        statement=(
            r"\eta = L/\|\nabla L\|^2,\ N \le 3,\ x_0 \ge 11/20 \implies x_1 \le 1\ (\lambda = 1)"
        ),
        variables=(DEPTH, START),
        hypotheses=(
            Hypothesis("N <= 3", lambda a, p, c: 3 - p.depth + 0 * p.start),
            Hypothesis("x_0 >= 11/20", lambda a, p, c: 20 * p.start - 11),
        ),
        margin=polyak,
    ),
    conjecture(
        id="update.one_factor_a_step",
        statement=(
            r"N = 3,\ \lambda = 1,\ \text{one factor after the other},\ \eta \le 17/20,\ k \le 60"
            r" \implies w(k) \le 1"
        ),
        variables=(START, STEP, STEPS),
        hypotheses=(
            Hypothesis("eta <= 17/20", lambda a, p, c: 17 - 20 * p.step),
            Hypothesis("k <= 60", lambda a, p, c: 60 - p.steps + 0 * p.start),
        ),
        margin=one_factor_a_step,
    ),
    conjecture(
        id="update.mean_of_two_steps",
        statement=(
            r"(h + h')/2 \le 2/N,\ \tfrac{11}{20N} \le h, h' \le \tfrac{69}{20N},\ "
            r"99/100 \le x_0 < 1,\ N \le 4 \implies |1 - x_2| \le |1 - x_0|"
        ),
        variables=(DEPTH, START, STEP, OTHER),
        hypotheses=(
            Hypothesis("N <= 4", lambda a, p, c: 4 - p.depth + 0 * p.start),
            Hypothesis("x_0 >= 99/100", lambda a, p, c: 100 * p.start - 99),
            Hypothesis("h + h' <= 4/N", lambda a, p, c: 4 - p.depth * (p.step + p.other_step)),
            Hypothesis("h >= 11/(20N)", lambda a, p, c: 20 * p.depth * p.step - 11),
            Hypothesis("h' >= 11/(20N)", lambda a, p, c: 20 * p.depth * p.other_step - 11),
            Hypothesis("h <= 69/(20N)", lambda a, p, c: 69 - 20 * p.depth * p.step),
            Hypothesis("h' <= 69/(20N)", lambda a, p, c: 69 - 20 * p.depth * p.other_step),
        ),
        margin=mean_of_two_steps,
    ),
    conjecture(
        id="update.adagrad",
        statement=(
            r"x_{k+1} = x_k + h f(x_k)/(\textstyle\sum_{j \le k} f(x_j)^2)^{1/2},\ h \le 1/10,\ "
            r"x_0 \le 1/2,\ k \le 60 \implies x_k \le 1"
        ),
        variables=(DEPTH, START, STEP, STEPS),
        hypotheses=(
            Hypothesis("h <= 1/10", lambda a, p, c: 1 - 10 * p.step),
            Hypothesis("x_0 <= 1/2", lambda a, p, c: 1 - 2 * p.start),
            Hypothesis("k <= 60", lambda a, p, c: 60 - p.steps + 0 * p.start),
        ),
        exact=False,
        margin=adagrad,
    ),
)
