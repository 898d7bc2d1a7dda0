"""step.quoted, step.perturbed: step sizes that suffice for every real eigenvalue at once (C1)."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache, partial
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Claim, Constant, Constants, Hypothesis
from dmfcheck.claims.point import Point
from dmfcheck.theory.perturbed.sign import (
    SAFE_STEP,
    SMALLER,
    STEP,
    contraction_factors,
    share_margin,
    size_power,
)
from dmfcheck.theory.step.identical import within_one
from dmfcheck.theory.vocabulary import (
    ALPHA,
    BETA,
    DEPTH,
    EIGENVALUE,
    ETA,
    NEGATIVE_EIGENVALUE,
    NONPOSITIVE_EIGENVALUE,
    POSITION,
    POSITIVE_EIGENVALUE,
    STEPS,
    TWO_TO_TEN,
    UP_TO_FOUR,
)


@lru_cache(maxsize=64)
def stretch(depth: int) -> Fraction:
    """c rounded up to 30 digits, c in (1, 2) the root of (c-1) c^{N-1} = 1.

    >>> c = stretch(3)
    >>> round(float(c), 6), (c - 1) * c**2 >= 1
    (1.465571, True)
    """
    unit = Fraction(1, 10**30)
    low, high = 10**30, 2 * 10**30
    while high - low > 1:
        middle = (low + high) // 2
        if (middle * unit - 1) * (middle * unit) ** (depth - 1) < 1:
            low = middle
        else:
            high = middle
    return high * unit


def _falls_to_limit(a: Arithmetic, p: Point, c: Constants) -> Any:
    return a.minimum(*a.along(within_one, a.contractions(p)))


def _falls_to_zero(a: Arithmetic, p: Point, c: Constants) -> Any:
    orbit = a.orbit(p)
    ratios = a.along(lambda a, before, after: after / before, orbit, orbit[1:])
    return a.minimum(*a.along(within_one, ratios))


def _slope(a: Arithmetic, p: Point, c: Constants) -> Any:
    N, d = p.depth, p.position
    return 1 + p.eta * d ** (N - 2) * ((N - 1) * p.eigenvalue - (2 * N - 1) * d**N)


def _inside(a: Arithmetic, p: Point, c: Constants) -> Any:
    return 1 - p.position**p.depth / size_power(a, p)


def factors_of(a: Arithmetic, p: Point) -> list[Any]:
    """The contraction factors of the perturbed start, in [0, 1) where w is monotone.

    Exact arithmetic is left to the first few steps.
    """
    a.require_few(p.depth, p.steps, *(p.exact[name] for name in ("alpha", "beta", "eta")))
    return contraction_factors(p.depth, p.eigenvalue, p.eta, list(a.perturbed_orbit(p)))


def _never_crosses(a: Arithmetic, p: Point, c: Constants) -> Any:
    return a.minimum(*(a.minimum(f, a.indicator(1 - f)) for f in factors_of(a, p)))


def _never_crosses_and_stays(a: Arithmetic, p: Point, c: Constants) -> Any:
    N = p.depth
    ceiling = c[STRETCH.name] ** N * size_power(a, p) ** 2
    heights = [1 - q ** (2 * N) / ceiling for _, q, _ in a.perturbed_orbit(p)]
    return a.minimum(_never_crosses(a, p, c), *heights)


def _arrives(a: Arithmetic, p: Point, c: Constants) -> Any:
    # Exact digits would be exhausted long before the last step.
    a.require_few(p.depth, p.steps, p.exact["alpha"], p.exact["eta"])
    distance = a.absolute(list(a.perturbed_orbit(p))[-1][2] - p.eigenvalue)
    return 1 - distance / (size_power(a, p) * a.number(Fraction(1, 100)))


def _ordinary(a: Arithmetic, p: Point, c: Constants) -> Any:
    size = size_power(a, p)
    least = a.number(Fraction(2, 5)) ** p.depth
    return a.minimum(p.alpha**p.depth / size - least, a.absolute(p.eigenvalue) / size - least)


def _half_of_the_bound(a: Arithmetic, p: Point, c: Constants) -> Any:
    # The stated bound, not a mutant's: what is too small a step does not depend on it.
    return -share_margin(a, p, a.number(CONVERGENT_STEP.stated(p.depth) / 2))


QUOTED = Constant("quoted step", lambda N: Fraction(1, 3 * N - 2), "1/(3N-2)")
MAP = Constant("monotone map", lambda N: Fraction(1, 3 * N - 2), "1/(3N-2)", sharp=True)
STRETCH = Constant("c", stretch, "c rounded up to 30 digits, (c-1) c^{N-1} = 1", sharp=True)
QUOTED_PERTURBED = Constant(
    "quoted perturbed step",
    lambda N: 1 / (9 * N * stretch(N) ** (2 * N - 2)),
    "1/(9N c^{2N-2}) with c rounded up",
)
CONVERGENT_STEP = Constant("convergence bound", lambda N: Fraction(9, 5 * N), "(9/10) (2/N)")
LAST_DIGIT = Fraction(1, 10**6)
# The sharp steps of notes/constants.md, rounded down: proved, and not by one digit more.
_POSITIVE = (464143, 296031, 216089, 169789, 139708, 118638, 103075, 91119, 81650)
_NEGATIVE = (470121, 298402, 217270, 170473, 140146, 118939, 103293, 91283, 81777)
POSITIVE_STEP = Constant(
    "monotone step, lambda > 0", lambda N: _POSITIVE[N - 2] * LAST_DIGIT, "6 digits, rounded down"
)
NEGATIVE_STEP = Constant(
    "monotone step, lambda < 0", lambda N: _NEGATIVE[N - 2] * LAST_DIGIT, "6 digits, rounded down"
)
CROSSING_SHARES = (762247, 849489, 890569, 914230, 929546, 940243, 948129, 954181, 958962)
"""10^6 beta/alpha of the start that crosses lambda > 0 first, N = 2..10 (notes/constants.md)."""


def beyond(constant: Constant) -> Constant:
    """The same constant one unit of its last digit larger: a step that crosses the eigenvalue.

    >>> beyond(POSITIVE_STEP).stated(2)
    Fraction(29009, 62500)
    """
    return Constant(
        constant.name, lambda N: constant.stated(N) + LAST_DIGIT, "6 digits, rounded up"
    )


def _below(name: str, text: str, *, strict: bool = False) -> Hypothesis:
    return Hypothesis(text, lambda a, p, c: share_margin(a, p, c[name]), strict=strict)


_MONOTONE = r"w(k) \to \lambda \text{ monotonically, never crossing it}"
_SIGNED = r"0 < \beta < \alpha,\ \eta \le s/M^{2N-2},\ "


def _witness(depth: int, sign: int) -> dict[str, Any]:
    # Where the least step that crosses was found: alpha^N = |lambda| = 1.
    constant = beyond(POSITIVE_STEP if sign > 0 else NEGATIVE_STEP)
    share = Fraction(CROSSING_SHARES[depth - 2], 10**6) if sign > 0 else 1 - Fraction(1, 10**9)
    return {
        "depth": depth,
        "eigenvalue": sign,
        "alpha": 1,
        "beta": str(share),
        "eta": str(constant.stated(depth)),
        "steps": 40,
    }


QUOTED_STEP = _below(QUOTED.name, "eta < 1/((3N-2) M^{2N-2})", strict=True)
MAP_STEP = _below(MAP.name, "eta <= 1/((3N-2) M^{2N-2})")
QUOTED_PERTURBED_STEP = _below(QUOTED_PERTURBED.name, "eta < 1/(9N (cM)^{2N-2})", strict=True)
SHARP_POSITIVE_STEP = _below(POSITIVE_STEP.name, "eta <= s/M^{2N-2}")
SHARP_NEGATIVE_STEP = _below(NEGATIVE_STEP.name, "eta <= s/M^{2N-2}")
BELOW_CONVERGENT_STEP = _below(CONVERGENT_STEP.name, "eta <= (9/10) 2/(N M^{2N-2})")
INSIDE = Hypothesis("position <= M", _inside)
MANY_STEPS = Hypothesis("k >= 3000", lambda a, p, c: a.number(Fraction(p.steps - 3000)))
HALF_OF_THE_BOUND = Hypothesis("eta >= (9/20) 2/(N M^{2N-2})", _half_of_the_bound)

_claim = partial(
    Claim,
    source="abstract C1",
    kind="inequality",
    expected="holds",
)

QUOTED_POSITIVE = _claim(
    id="step.quoted",
    statement=(
        r"\lambda > 0,\ \eta < 1/((3N-2)M^{2N-2}),\ M = \max(\alpha,\lambda^{1/N}) \implies"
        r" d \to \lambda^{1/N} \text{ monotonically}"
    ),
    variables=(DEPTH, POSITIVE_EIGENVALUE, ALPHA, ETA, STEPS),
    hypotheses=(QUOTED_STEP,),
    constants=(QUOTED,),
    margin=_falls_to_limit,
    on_descent=True,
)
QUOTED_NONPOSITIVE = _claim(
    id="step.quoted/nonpositive",
    statement=(
        r"\lambda \le 0,\ \eta < 1/((3N-2)M^{2N-2}),\ M = \max(\alpha,|\lambda|^{1/N}) \implies"
        r" d > 0 \text{ decreases to } 0"
    ),
    variables=(DEPTH, NONPOSITIVE_EIGENVALUE, ALPHA, ETA, STEPS),
    hypotheses=(QUOTED_STEP,),
    constants=(QUOTED,),
    margin=_falls_to_zero,
    exact=True,
    on_descent=True,
)
MONOTONE_MAP = _claim(
    id="step.quoted/monotone_map",
    statement=(
        r"\eta \le 1/((3N-2)M^{2N-2}),\ 0 \le d \le M,\ |\lambda| \le M^N \implies"
        r" \frac{d}{dd}\left(d + \eta d^{N-1}(\lambda - d^N)\right) \ge 0"
    ),
    source="derived",
    variables=(DEPTH, EIGENVALUE, ALPHA, ETA, POSITION),
    hypotheses=(MAP_STEP, INSIDE),
    constants=(MAP,),
    margin=_slope,
    exact=True,
)
PERTURBED = _claim(
    id="step.perturbed",
    statement=(
        r"0 < \beta < \alpha,\ \eta \le 1/(L_N M^{2N-2}) \implies"
        rf" {_MONOTONE}\text{{, and }} q \le \sqrt{{c}} M"
    ),
    variables=(DEPTH, EIGENVALUE, ALPHA, BETA, ETA, STEPS),
    hypotheses=(SMALLER, SAFE_STEP),
    constants=(STEP, STRETCH),
    margin=_never_crosses_and_stays,
    exact=True,
)
QUOTED_ANY_SIGN = _claim(
    id="step.quoted_perturbed",
    statement=(
        r"0 < \beta < \alpha,\ \eta < 1/(9N (cM)^{2N-2}) \implies"
        rf" {_MONOTONE}\text{{, and }} q \le \sqrt{{c}} M"
    ),
    variables=(DEPTH, EIGENVALUE, ALPHA, BETA, ETA, STEPS),
    hypotheses=(SMALLER, QUOTED_PERTURBED_STEP),
    constants=(QUOTED_PERTURBED, STRETCH),
    margin=_never_crosses_and_stays,
    exact=True,
)
_sharp = partial(
    Claim,
    source="derived",
    kind="inequality",
    margin=_never_crosses,
    exact=True,
)
_positive = partial(
    _sharp,
    variables=(TWO_TO_TEN, POSITIVE_EIGENVALUE, ALPHA, BETA, ETA, STEPS),
    hypotheses=(SMALLER, SHARP_POSITIVE_STEP),
)
_negative = partial(
    _sharp,
    variables=(TWO_TO_TEN, NEGATIVE_EIGENVALUE, ALPHA, BETA, ETA, STEPS),
    hypotheses=(SMALLER, SHARP_NEGATIVE_STEP),
)
POSITIVE = _positive(
    id="step.perturbed_sharp",
    statement=rf"{_SIGNED} \lambda > 0 \implies {_MONOTONE}",
    expected="holds",
    constants=(POSITIVE_STEP,),
)
NEGATIVE = _negative(
    id="step.perturbed_sharp/negative",
    statement=rf"{_SIGNED} \lambda < 0 \implies {_MONOTONE}",
    expected="holds",
    constants=(NEGATIVE_STEP,),
)
POSITIVE_BEYOND = _positive(
    id="step.perturbed_sharp/beyond",
    statement=rf"{_SIGNED} \lambda > 0,\ s \text{{ one digit larger}} \implies {_MONOTONE}",
    expected="refuted",
    constants=(beyond(POSITIVE_STEP),),
    counterexamples=tuple(_witness(N, 1) for N in range(2, 11)),
)
NEGATIVE_BEYOND = _negative(
    id="step.perturbed_sharp/negative_beyond",
    statement=rf"{_SIGNED} \lambda < 0,\ s \text{{ one digit larger}} \implies {_MONOTONE}",
    expected="refuted",
    constants=(beyond(NEGATIVE_STEP),),
    counterexamples=tuple(_witness(N, -1) for N in range(2, 11)),
)
CONVERGENCE = _claim(
    id="step.perturbed_sharp/convergence",
    statement=(
        r"\alpha/4 \le \beta < \alpha,\ \alpha, |\lambda|^{1/N} \ge \tfrac25 M,\ "
        r"\tfrac12 \cdot \tfrac{9}{10} \cdot 2/N \le \eta M^{2N-2}"
        r" \le \tfrac{9}{10} \cdot 2/N \implies"
        r" |w(k) - \lambda| \le M^N/100 \text{ for } k \ge 3000"
    ),
    source="derived",
    kind="empirical",
    expected="open",
    variables=(UP_TO_FOUR, EIGENVALUE, ALPHA, BETA, ETA, STEPS),
    hypotheses=(
        SMALLER,
        Hypothesis("beta >= alpha/4", lambda a, p, c: 4 * p.beta / p.alpha - 1),
        Hypothesis("alpha, |lambda|^{1/N} >= (2/5) M", _ordinary),
        BELOW_CONVERGENT_STEP,
        # Smaller steps need more of them: eta = 1/916 at N = 2 is not there by k = 3000.
        HALF_OF_THE_BOUND,
        MANY_STEPS,
    ),
    constants=(CONVERGENT_STEP,),
    margin=_arrives,
)

CLAIMS = (
    QUOTED_POSITIVE,
    QUOTED_NONPOSITIVE,
    MONOTONE_MAP,
    PERTURBED,
    QUOTED_ANY_SIGN,
    POSITIVE,
    NEGATIVE,
    POSITIVE_BEYOND,
    NEGATIVE_BEYOND,
    CONVERGENCE,
)
