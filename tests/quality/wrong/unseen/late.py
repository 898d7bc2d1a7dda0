"""What is so for hundreds of steps, and said of every step."""

from fractions import Fraction
from functools import partial

from dmfcheck import (
    ALPHA,
    DEPTH,
    ETA,
    POSITIVE_EIGENVALUE,
    POSITIVE_SPECTRUM,
    STEPS,
    Claim,
    Hypothesis,
    Variable,
)

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

BETA = Variable("beta", "number", Fraction(0), None, open_low=True, log_scale=True)
SIZE = Variable("size", "number", Fraction(0), None, open_low=True, log_scale=True)
SECOND = Variable("second", "number", Fraction(0), Fraction(1), open_low=True)


def first_step(p, scale):
    """1 - (h_1 scale)^N."""
    return 1 - (scale * p.eta) ** p.depth * p.spectrum[0] ** (2 * p.depth - 2)


def no_eigenvalue(a, p, c):
    d = p.alpha
    for _ in range(p.steps):
        d = d - p.eta * d ** (2 * p.depth - 1)
    return 2 * d / p.alpha - 1


def near_the_saddle(a, p, c):
    w = a.orbit(p)[-1] ** p.depth
    return 1 - 10 * w / p.eigenvalue


def stays_positive(a, p, c):
    """100 w/size + 1, two layers, lambda = -size."""
    u, v = 2 * p.alpha - p.beta, p.beta
    for _ in range(p.steps):
        e = p.eta * (-p.size - (u - v) * (u + v) / 4)
        u, v = u * (1 + e), v * (1 - e)
    return 100 * (u - v) * (u + v) / (4 * p.size) + 1


def never_the_second(a, p, c):
    first, second = a.end_to_end(p, 0), a.end_to_end(p, 1)
    return a.minimum(
        *(
            a.maximum(99 - 100 * v / p.spectrum[0], 1 - 2 * w / p.spectrum[1])
            for v, w in zip(first, second, strict=True)
        )
    )


def least_so_far(a, values):
    least = [values[0]]
    for value in values[1:]:
        least.append(a.minimum(least[-1], value))
    return least


def falls_then_rises(a, p, c):
    """r of diag(1, second, 0), two layers."""
    d, e, f, ranks = p.alpha, p.alpha, p.alpha, []
    for _ in range(p.steps):
        ranks.append(1 + (e * e + f * f) / (d * d))
        d = d * (1 + p.eta * (1 - d * d))
        e = e * (1 + p.eta * (p.second - e * e))
        f = f * (1 - p.eta * f * f)
    before, after = least_so_far(a, ranks), least_so_far(a, ranks[::-1])[::-1]
    return a.minimum(
        *(
            a.maximum(before[k - 1] - ranks[k], after[k + 1] - ranks[k])
            for k in range(1, len(ranks) - 1)
        )
    )


CLAIMS = (
    conjecture(
        id="late.no_eigenvalue",
        statement=r"\lambda = 0,\ \eta \alpha^{2N-2} \le 1/5000 \implies d(k) \ge \alpha/2",
        variables=(DEPTH, ALPHA, ETA, STEPS),
        hypotheses=(
            Hypothesis(
                "eta alpha^{2N-2} <= 1/5000",
                lambda a, p, c: 1 - 5000 * p.eta * p.alpha ** (2 * p.depth - 2),
            ),
        ),
        margin=no_eigenvalue,
    ),
    conjecture(
        id="late.near_the_saddle",
        statement=r"N \ge 3,\ h \le 1/N,\ x_0 \le 1/500 \implies w(k) \le \lambda/10",
        variables=(DEPTH, POSITIVE_EIGENVALUE, ALPHA, ETA, STEPS),
        hypotheses=(
            Hypothesis("N >= 3", lambda a, p, c: p.depth - 3 + 0 * p.alpha),
            Hypothesis(
                "h <= 1/N",
                lambda a, p, c: (
                    1 - (p.depth * p.eta) ** p.depth * p.eigenvalue ** (2 * p.depth - 2)
                ),
            ),
            Hypothesis(
                "alpha <= lambda^{1/N}/500",
                lambda a, p, c: 1 - (500 * p.alpha) ** p.depth / p.eigenvalue,
            ),
        ),
        margin=near_the_saddle,
    ),
    conjecture(
        id="late.stays_positive",
        statement=(
            r"N = 2,\ \lambda = -\ell,\ \eta\ell \le 1/20,\ \alpha^2 \le \ell,\ "
            r"\beta \le 10^{-16} \alpha \implies w(k) \ge -\ell/100"
        ),
        variables=(SIZE, ALPHA, BETA, ETA, STEPS),
        hypotheses=(
            Hypothesis("eta l <= 1/20", lambda a, p, c: 1 - 20 * p.eta * p.size),
            Hypothesis("alpha^2 <= l", lambda a, p, c: 1 - p.alpha**2 / p.size),
            Hypothesis("beta <= 1e-16 alpha", lambda a, p, c: 1 - 10**16 * p.beta / p.alpha),
        ),
        margin=stays_positive,
    ),
    conjecture(
        id="late.never_the_second",
        statement=(
            r"\lambda_2 \le \lambda_1/100,\ \alpha^N \le \lambda_2/100,\ h_1 \le 1/N,\ "
            r"w_1(k) > \tfrac{99}{100}\lambda_1 \implies w_2(k) \le \lambda_2/2"
        ),
        variables=(DEPTH, POSITIVE_SPECTRUM, ALPHA, ETA, STEPS),
        hypotheses=(
            Hypothesis(
                "lambda_2 <= lambda_1/100", lambda a, p, c: p.spectrum[0] - 100 * p.spectrum[1]
            ),
            Hypothesis(
                "alpha^N <= lambda_2/100",
                lambda a, p, c: 1 - 100 * p.alpha**p.depth / p.spectrum[1],
            ),
            Hypothesis("h_1 <= 1/N", lambda a, p, c: first_step(p, p.depth)),
        ),
        margin=never_the_second,
    ),
    conjecture(
        id="late.falls_then_rises",
        statement=(
            r"N = 2,\ \hat W = \mathrm{diag}(1, \lambda_2, 0),\ \alpha^2 \le \lambda_2,\ "
            r"\eta \le 1/100 \implies r \text{ falls, then rises}"
        ),
        variables=(SECOND, ALPHA, ETA, STEPS),
        hypotheses=(
            Hypothesis("alpha^2 <= lambda_2", lambda a, p, c: p.second - p.alpha**2),
            Hypothesis("eta <= 1/100", lambda a, p, c: 1 - 100 * p.eta),
            Hypothesis("3 steps", lambda a, p, c: p.steps - 3 + 0 * p.eta),
        ),
        margin=falls_then_rises,
    ),
)
