"""What is so for hundreds of steps, and said of every step."""

from fractions import Fraction
from functools import partial

from dmfcheck import STEPS, Claim, Hypothesis, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

START = Variable("start", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)
STEP = Variable("step", "number", Fraction(0), None, open_low=True)
WIDE = Variable("step", "number", Fraction(1), Fraction(31, 25))
TILT = Variable("tilt", "number", Fraction(0), Fraction(1), open_low=True, log_scale=True)
SHARE = Variable("share", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)
NOISE = Variable("noise", "number", Fraction(0), Fraction(1))


def two_cycle(a, p, c):
    """1/100 - |x_{k+2} - x_k| of two layers after 400 steps."""
    x = p.start
    for _ in range(400):
        x = x + p.step * x * (1 - x * x)
    y = x
    for _ in range(2):
        y = y + p.step * y * (1 - y * y)
    return 1 - 100 * a.absolute(y - x)


def stays_real(a, p, c):
    """1 - 10 |Im d| for lambda = -1 + i tilt, d+ = d + eta conj(d) (lambda - d^2)."""
    re, im = p.start, 0 * p.start
    for _ in range(p.steps):
        left, up = -1 - re * re + im * im, p.tilt - 2 * re * im
        re, im = (
            re + p.step * (re * left + im * up),
            im + p.step * (re * up - im * left),
        )
    return 1 - 10 * a.absolute(im)


def neighbours(a, p, c):
    x, y = p.start, Fraction(101, 100) * p.start
    for _ in range(p.steps):
        x = x + p.step * x**2 * (1 - x**3)
        y = y + p.step * y**2 * (1 - y**3)
    return 6 - 5 * y / x


def noisy_labels(a, p, c):
    """4 (q_k - p_k) - (q_0 - p_0), two layers, lambda = 1 + noise and 1 - noise in turn."""
    first, other = 1 - p.share, 1 + 0 * p.share
    for k in range(p.steps):
        left = 1 + (-1) ** k * p.noise - first * other
        first, other = first + p.step * other * left, other + p.step * first * left
    return 4 * (other - first) / p.share - 1


CLAIMS = (
    conjecture(
        id="late.two_cycle",
        statement=(
            r"N = 2,\ 1 \le h \le 31/25,\ x_0 \ge 1/10 \implies |x_{402} - x_{400}| \le 1/100"
        ),
        variables=(START, WIDE),
        hypotheses=(Hypothesis("x_0 >= 1/10", lambda a, p, c: 10 * p.start - 1),),
        margin=two_cycle,
    ),
    conjecture(
        id="late.stays_real",
        statement=(
            r"N = 2,\ \lambda = -1 + it,\ 0 < t \le 10^{-6},\ \eta \le 1/20,\ 0 < \alpha < 1"
            r" \implies |\operatorname{Im} d(k)| \le 1/10"
        ),
        variables=(START, TILT, STEP, STEPS),
        hypotheses=(
            Hypothesis("t <= 1e-6", lambda a, p, c: 1 - 10**6 * p.tilt),
            Hypothesis("eta <= 1/20", lambda a, p, c: 1 - 20 * p.step),
        ),
        margin=stays_real,
    ),
    conjecture(
        id="late.neighbours",
        statement=(
            r"N = 3,\ h \le 1/3,\ x_0 \le 1/100,\ y_0 = \tfrac{101}{100} x_0 \implies"
            r" y_k \le \tfrac65 x_k"
        ),
        variables=(START, STEP, STEPS),
        hypotheses=(
            Hypothesis("h <= 1/3", lambda a, p, c: 1 - 3 * p.step),
            Hypothesis("x_0 <= 1/100", lambda a, p, c: 1 - 100 * p.start),
        ),
        margin=neighbours,
    ),
    conjecture(
        id="late.noisy_labels",
        statement=(
            r"N = 2,\ \alpha = 1,\ \lambda_k = 1 + (-1)^k s,\ s \le 1/5,\ \eta \le 1/5 \implies"
            r" q_k - p_k \ge (q_0 - p_0)/4"
        ),
        variables=(SHARE, NOISE, STEP, STEPS),
        hypotheses=(
            Hypothesis("s <= 1/5", lambda a, p, c: 1 - 5 * p.noise),
            Hypothesis("eta <= 1/5", lambda a, p, c: 1 - 5 * p.step),
        ),
        margin=noisy_labels,
    ),
)
