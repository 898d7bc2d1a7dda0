"""Equalities that no float64 contradicts."""

from fractions import Fraction
from functools import partial

from dmfcheck import ALPHA, Claim, Variable

conjecture = partial(Claim, source="conjectured", kind="identity", expected="open", exact=False)

SMALL_STEP = Variable("step", "number", Fraction(1, 5000), Fraction(1, 2000))
TINY_STEP = Variable(
    "step", "number", Fraction(0), Fraction(1, 10**4), open_low=True, log_scale=True
)
START = Variable("start", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)
GAP = Variable("gap", "number", Fraction(0), Fraction(1, 50), open_low=True)
SHARE = Variable("share", "number", Fraction(0), Fraction(1, 700), open_low=True)


def steps_to_e(a, p, c):
    h = p.step
    return a.equal(1 / a.log(1 + h), 1 / h + Fraction(1, 2) - h / 12, 1 / h)


def step_as_flow(a, p, c):
    """w(1) of two layers against the logistic at the time h - h^2 f'(x)/2."""
    x, h = p.start, p.step
    after = (x + h * x * (1 - x * x)) ** 2
    time = h - h**2 * (1 - 3 * x**2) / 2
    return a.equal(after, 1 / (1 + (1 / x**2 - 1) * a.exp(-2 * time)), 1)


def entropy_of_two(a, p, c):
    shares = (1 + p.gap) / 2, (1 - p.gap) / 2
    entropy = -sum(x * a.log(x) for x in shares)
    two = a.log(a.number(Fraction(2)))
    return a.equal(entropy, two - p.gap**2 / 2 - p.gap**4 / 12, 1)


def hyperbola(a, p, c):
    first, other = p.alpha * (1 - p.share), p.alpha
    w, apart = first * other, other**2 - first**2
    return a.equal(first**2 + other**2, 2 * w + apart**2 / (4 * w), w)


CLAIMS = (
    conjecture(
        id="identity.steps_to_e",
        statement=r"1/5000 \le h \le 1/2000 \implies 1/\ln(1 + h) = 1/h + 1/2 - h/12",
        variables=(SMALL_STEP,),
        margin=steps_to_e,
    ),
    conjecture(
        id="identity.step_as_flow",
        statement=(
            r"N = 2,\ 0 < h \le 10^{-4},\ t = h - h^2 (1 - 3x_0^2)/2 \implies"
            r" w(1) = 1/(1 + (x_0^{-2} - 1) e^{-2t})"
        ),
        variables=(START, TINY_STEP),
        margin=step_as_flow,
    ),
    conjecture(
        id="identity.entropy_of_two",
        statement=(
            r"p_{1,2} = (1 \pm g)/2,\ 0 < g \le 1/50 \implies"
            r" -\sum p_i \ln p_i = \ln 2 - g^2/2 - g^4/12"
        ),
        variables=(GAP,),
        margin=entropy_of_two,
    ),
    conjecture(
        id="identity.hyperbola",
        statement=(
            r"N = 2,\ p = (1 - s) q,\ s \le 1/700,\ C = q^2 - p^2 \implies"
            r" p^2 + q^2 = 2w + C^2/(4w)"
        ),
        variables=(ALPHA, SHARE),
        exact=True,
        margin=hyperbola,
    ),
)
