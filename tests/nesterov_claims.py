"""Claims of a user's own about momentum after Nesterov, from N factors alpha I at rest."""

from fractions import Fraction

from dmfcheck import DEPTH, ETA, POSITIVE_EIGENVALUE, Claim, Hypothesis, Variable
from dmfcheck.claims.dynamics_variables import variables_of
from dmfcheck.dynamics.dynamics import Dynamics
from dmfcheck.dynamics.start import Identical
from dmfcheck.dynamics.updates.nesterov import Nesterov

NESTEROV = Dynamics(Identical, Nesterov)
STEPS = Variable("steps", "integer", Fraction(1), Fraction(40), meaning="number of steps")


def stays_below(a, p, _):
    orbit = [d**p.depth for (d,) in a.run(NESTEROV, p, p.eigenvalue)]
    return a.minimum(*(1 - w / p.eigenvalue for w in orbit))


def starts_below(_, p, __):
    return 1 - p.alpha**p.depth / p.eigenvalue


def small_step(share):
    """1 - (hN/share)^N, which is rational: h^N = eta^N lambda^{2N-2}."""

    def margin(_, p, __):
        N = p.depth
        return 1 - (p.eta * N / share(p)) ** N * p.eigenvalue ** (2 * N - 2)

    return margin


def nesterov_claim(name, expected, statement, share):
    return Claim(
        id=name,
        statement=statement,
        source="derived",
        kind="inequality",
        expected=expected,
        variables=(DEPTH, POSITIVE_EIGENVALUE, *variables_of(NESTEROV), ETA, STEPS),
        margin=stays_below,
        hypotheses=(
            Hypothesis("alpha^N <= lambda", starts_below),
            Hypothesis("small steps", small_step(share)),
        ),
        exact=True,
    )


# With e the distance to lambda^{1/N}, e(k+1) >= (1 - hN) ((1 + m) e(k) - m e(k-1)): e(k+1)/e(k)
# never falls below the larger root of r^2 - (1 - hN)(1 + m) r + (1 - hN) m, real for such steps.
CLAIMS = (
    nesterov_claim(
        "nesterov.below",
        "holds",
        r"hN \le ((1-m)/(1+m))^2,\ \alpha^N \le \lambda \implies w(k) \le \lambda",
        lambda p: ((1 - p.momentum) / (1 + p.momentum)) ** 2,
    ),
    nesterov_claim(
        "nesterov.below/any_momentum",
        "refuted",
        r"hN \le 1/4,\ \alpha^N \le \lambda \implies w(k) \le \lambda",
        lambda p: Fraction(1, 4),
    ),
)
