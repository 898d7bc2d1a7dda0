"""True to the edge, where the margin is nearly 0."""

from fractions import Fraction
from functools import partial

from dmfcheck import ALPHA, DEPTH, ETA, STEPS, Claim, Hypothesis, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

SECOND = Variable("second", "number", Fraction(0), Fraction(1), open_low=True, meaning="lambda_2")
THIRD = Variable("third", "number", Fraction(0), Fraction(1), open_low=True, meaning="lambda_3")


def least_so_far(a, values):
    least = [values[0]]
    for value in values[1:]:
        least.append(a.minimum(least[-1], value))
    return least


def stable_rank(a, p, c):
    """sum_i (w_i/w_1)^2 never exceeds both an earlier and a later value."""
    N, ds, ranks = p.depth, [p.alpha] * 3, []
    for _ in range(p.steps + 1):
        ranks.append((ds[1] / ds[0]) ** (2 * N) + (ds[2] / ds[0]) ** (2 * N))
        ds = [
            d + p.eta * d ** (N - 1) * (x - d**N)
            for d, x in zip(ds, (1, p.second, p.third), strict=True)
        ]
    before, after = least_so_far(a, ranks), least_so_far(a, ranks[::-1])[::-1]
    return a.minimum(
        *(
            a.maximum(before[k - 1] - ranks[k], after[k + 1] - ranks[k])
            for k in range(1, len(ranks) - 1)
        )
    )


CLAIMS = (
    # monotone.rank/any_power with the power 2.
    conjecture(
        id="narrow.stable_rank",
        statement=(
            r"n = 3,\ h_1 \le 1/N,\ \alpha^N \le \lambda_3 \implies"
            r" \textstyle\sum_i (w_i/w_1)^2 \text{ falls, then rises}"
        ),
        variables=(DEPTH, SECOND, THIRD, ALPHA, ETA, STEPS),
        hypotheses=(
            Hypothesis("h_1 <= 1/N", lambda a, p, c: 1 - p.depth * p.eta),
            Hypothesis("alpha^N <= lambda_3", lambda a, p, c: p.third - p.alpha**p.depth),
            Hypothesis("lambda_3 <= lambda_2", lambda a, p, c: p.second - p.third),
            Hypothesis("2 steps", lambda a, p, c: p.steps - 2 + 0 * p.eta),
        ),
        margin=stable_rank,
    ),
)
