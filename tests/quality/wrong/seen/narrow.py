"""False in a narrow region, beside regions where the margin is nearly 0 anyway."""

from fractions import Fraction
from functools import partial

from dmfcheck import ALPHA, DEPTH, ETA, STEPS, Claim, Hypothesis, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

START = Variable("start", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)
STEP = Variable("step", "number", Fraction(0), None, open_low=True)
GAP = Variable("gap", "number", Fraction(0), Fraction(1), open_low=True, open_high=True)
SECOND = Variable("second", "number", Fraction(0), Fraction(1), open_low=True, meaning="lambda_2")
THIRD = Variable("third", "number", Fraction(0), Fraction(1), open_low=True, meaning="lambda_3")


def moved(d, eta, eigenvalue, N):
    return d + eta * d ** (N - 1) * (eigenvalue - d**N)


def orbits(p, N, *eigenvalues):
    """For each step the values of d, all from alpha."""
    ds = [p.alpha] * len(eigenvalues)
    for _ in range(p.steps):
        yield ds
        ds = [moved(d, p.eta, x, N) for d, x in zip(ds, eigenvalues, strict=True)]
    yield ds


def least_so_far(a, values):
    least = [values[0]]
    for value in values[1:]:
        least.append(a.minimum(least[-1], value))
    return least


def unimodal(a, values):
    before, after = least_so_far(a, values), least_so_far(a, values[::-1])[::-1]
    return a.minimum(
        *(
            a.maximum(before[k - 1] - values[k], after[k + 1] - values[k])
            for k in range(1, len(values) - 1)
        )
    )


def participation(a, p, c):
    values = []
    for ds in orbits(p, 2, 1, p.second, p.third):
        w = [d * d for d in ds]
        values.append((w[0] + w[1] + w[2]) ** 2 / (w[0] ** 2 + w[1] ** 2 + w[2] ** 2))
    return unimodal(a, values)


def share_of_the_first(a, p, c):
    """u_1 >= u_2 wherever u_2 >= 1/2."""
    parts = []
    for d, e in orbits(p, 2, 1, p.second):
        share = e * e / p.second
        parts.append(a.maximum(d * d - share, Fraction(1, 2) - share))
    return a.minimum(*parts)


CLAIMS = (
    conjecture(
        id="narrow.three_layers",
        statement=r"N = 3,\ h_1 \le 11/30,\ \alpha^3 \le \lambda_2 \implies d_1(k) \ge d_2(k)",
        variables=(GAP, ALPHA, ETA, STEPS),
        hypotheses=(
            Hypothesis("h_1 <= 11/30", lambda a, p, c: 11 - 30 * p.eta),
            Hypothesis("alpha^3 <= lambda_2", lambda a, p, c: 1 - p.gap - p.alpha**3),
        ),
        margin=lambda a, p, c: a.minimum(*(d - e for d, e in orbits(p, 3, 1, 1 - p.gap))),
    ),
    conjecture(
        id="narrow.participation",
        statement=(
            r"N = 2,\ n = 3,\ h_1 \le 1/2,\ \alpha^2 \le \lambda_3 \implies"
            r" (\sum w_i)^2/\sum w_i^2 \text{ falls, then rises}"
        ),
        variables=(SECOND, THIRD, ALPHA, ETA, STEPS),
        hypotheses=(
            Hypothesis("h_1 <= 1/2", lambda a, p, c: 1 - 2 * p.eta),
            Hypothesis("alpha^2 <= lambda_3", lambda a, p, c: p.third - p.alpha**2),
            Hypothesis("lambda_3 <= lambda_2", lambda a, p, c: p.second - p.third),
            Hypothesis("2 steps", lambda a, p, c: p.steps - 2 + 0 * p.eta),
        ),
        margin=participation,
    ),
    conjecture(
        id="narrow.overshoot",
        statement=r"x_0 < 1,\ h \le 501/(500N) \implies x_1 \le 1",
        variables=(DEPTH, START, STEP),
        hypotheses=(Hypothesis("h <= 501/(500N)", lambda a, p, c: 501 - 500 * p.depth * p.step),),
        margin=lambda a, p, c: 1 - moved(p.start, p.step, 1, p.depth),
    ),
    conjecture(
        id="narrow.ratio",
        statement=(
            r"h_1 \le 21/(20N),\ \alpha^N \le \lambda_2 \implies w_2/w_1 \text{ falls, then rises}"
        ),
        variables=(DEPTH, SECOND, ALPHA, ETA, STEPS),
        hypotheses=(
            Hypothesis("h_1 <= 21/(20N)", lambda a, p, c: 21 - 20 * p.depth * p.eta),
            Hypothesis("alpha^N <= lambda_2", lambda a, p, c: p.second - p.alpha**p.depth),
            Hypothesis("2 steps", lambda a, p, c: p.steps - 2 + 0 * p.eta),
        ),
        margin=lambda a, p, c: unimodal(
            a, [(e / d) ** p.depth for d, e in orbits(p, p.depth, 1, p.second)]
        ),
    ),
    conjecture(
        id="narrow.share_of_the_first",
        statement=(
            r"N = 2,\ h_1 \le 1/2,\ \alpha^2 \le \tfrac{21}{100}\lambda_2,\ u_2(k) \ge 1/2 \implies"
            r" u_1(k) \ge u_2(k),\ u_i = w_i/\lambda_i"
        ),
        variables=(SECOND, ALPHA, ETA, STEPS),
        hypotheses=(
            Hypothesis("h_1 <= 1/2", lambda a, p, c: 1 - 2 * p.eta),
            Hypothesis(
                "alpha^2 <= 21/100 lambda_2", lambda a, p, c: 21 * p.second - 100 * p.alpha**2
            ),
        ),
        margin=share_of_the_first,
    ),
)
