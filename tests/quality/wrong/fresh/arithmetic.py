"""What depends on the parity, the divisors or the combination of integers."""

from fractions import Fraction
from functools import partial
from math import gcd

from dmfcheck import Claim, Hypothesis, Variable

conjecture = partial(Claim, source="conjectured", kind="inequality", expected="open", exact=True)

ORDER = Variable("order", "integer", Fraction(2), Fraction(200), meaning="N")
LAYERS = Variable("layers", "integer", Fraction(5), Fraction(13), meaning="N")
INVERSE = Variable("inverse", "integer", Fraction(2), Fraction(10), meaning="m")
FINENESS = Variable("fineness", "integer", Fraction(2), Fraction(100), meaning="n")
START = Variable("inverse_start", "integer", Fraction(2), Fraction(10**6), meaning="m")
MIDDLE = Variable("middle", "integer", Fraction(1), Fraction(1200), meaning="m_2")
LAST = Variable("last", "integer", Fraction(1), Fraction(1200), meaning="m_3")
MOST = 3000


def divided(dividend, divisor):
    """The quotient of integer polynomials, the constant terms first and that of divisor +-1."""
    rest, quotient = list(dividend), []
    for k in range(len(dividend) - len(divisor) + 1):
        quotient.append(rest[k] // divisor[0])
        for j, x in enumerate(divisor):
            rest[k + j] -= quotient[-1] * x
    return quotient


def cyclotomic(a, p, c):
    """1 less the largest coefficient of the factor of x^N - 1 that no smaller N has."""
    known = {}
    for order in (k for k in range(1, p.order + 1) if p.order % k == 0):
        polynomial = [-1] + [0] * (order - 1) + [1]
        for divisor in known:
            if order % divisor == 0:
                polynomial = divided(polynomial, known[divisor])
        known[order] = polynomial
    return a.number(Fraction(1 - max(abs(x) for x in known[p.order])))


def full_denominator(a, p, c):
    """Whether x_1 from x_0 = 1/m with h = 1/n has the denominator m^{2N-1} n."""
    N, m, n = p.layers, p.inverse, p.fineness
    numerator = m ** (2 * N - 2) * n + m**N - 1
    return a.number(Fraction(1 if gcd(numerator, m ** (2 * N - 1) * n) == 1 else -1))


def bits(a, p, c):
    """3/4 n ceil(log2 m) + 1 - K from x_0 = 1/m with h = 1/n, two layers."""
    x, k = a.number(Fraction(1, p.inverse_start)), 0
    while 2 * x * x < 1 and k < MOST:
        x, k = x + x * (1 - x * x) / p.fineness, k + 1
    length = (p.inverse_start - 1).bit_length()
    return Fraction(3 * p.fineness * length, 4) + 1 - k + 0 * x


def least_so_far(a, values):
    least = [values[0]]
    for value in values[1:]:
        least.append(a.minimum(least[-1], value))
    return least


def multiplicities(a, p, c):
    """The entropy of 1, 1/8 and 1/100, once, m_2 and m_3 times, at steps 0, ..., 90."""
    eigenvalues = Fraction(1), Fraction(1, 8), Fraction(1, 100)
    times = 1, p.middle, p.last
    ds, values = [a.number(Fraction(1, 50))] * 3, []
    for _ in range(91):
        w = [d * d for d in ds]
        nuclear = sum(k * x for k, x in zip(times, w, strict=True))
        shares = [x / nuclear for x in w]
        values.append(-sum(k * x * a.log(x) for k, x in zip(times, shares, strict=True)))
        ds = [d + d * (x - d * d) / 2 for d, x in zip(ds, eigenvalues, strict=True)]
    before, after = least_so_far(a, values), least_so_far(a, values[::-1])[::-1]
    return a.minimum(
        *(
            a.maximum(before[k - 1] - values[k], after[k + 1] - values[k])
            for k in range(1, len(values) - 1)
        )
    )


CLAIMS = (
    conjecture(
        id="arithmetic.cyclotomic",
        statement=r"\text{the coefficients of } \Phi_N(x) \mid x^N - 1 \text{ are } -1, 0, 1",
        variables=(ORDER,),
        margin=cyclotomic,
    ),
    conjecture(
        id="arithmetic.full_denominator",
        statement=(
            r"N \ge 5 \text{ prime},\ n \text{ prime to } m(m-1),\ x_0 = 1/m,\ h = 1/n \implies"
            r" x_1 \text{ has the denominator } m^{2N-1} n"
        ),
        variables=(LAYERS, INVERSE, FINENESS),
        hypotheses=(
            Hypothesis(
                "N prime",
                lambda a, p, c: a.number(Fraction(1 if p.layers in (5, 7, 11, 13) else -1)),
            ),
            Hypothesis(
                "n prime to m (m - 1)",
                lambda a, p, c: a.number(
                    Fraction(1 - gcd(p.fineness, p.inverse * (p.inverse - 1)))
                ),
            ),
        ),
        margin=full_denominator,
    ),
    conjecture(
        id="arithmetic.bits",
        statement=(
            r"N = 2,\ x_0 = 1/m,\ h = 1/n \implies"
            r" K(1/2) \le \tfrac34 n \lceil \log_2 m \rceil + 1"
        ),
        variables=(START, FINENESS),
        margin=bits,
    ),
    conjecture(
        id="arithmetic.multiplicities",
        statement=(
            r"N = 2,\ \eta = 1/2,\ \alpha = 1/50,\ \lambda = 1, 1/8, 1/100 \text{ with the"
            r" multiplicities } 1, m_2, m_3 \implies -\sum p_i \ln p_i \text{ falls, then rises}"
        ),
        variables=(MIDDLE, LAST),
        exact=False,
        margin=multiplicities,
    ),
)
