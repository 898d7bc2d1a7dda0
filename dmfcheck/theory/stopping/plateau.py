"""stopping.*: what a descent that is stopped early knows of a noisy target (C5).

What = W* + E with W* = B B^T positive semidefinite. Everything is written in the eigenbasis of
What, where What = diag(lambda) and W(k) = diag(w(k)) (reduction.decoupling). Proofs:
``notes/stopping.md``.
"""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import Any

from dmfcheck.base.verdict import CannotSay
from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Claim, Constant, Constants, Hypothesis
from dmfcheck.claims.point import Point
from dmfcheck.claims.small_matrices import Matrix, combine, identity, product, transpose
from dmfcheck.theory.conditions import LEADING_STEP, LEADING_STEP_BOUND
from dmfcheck.theory.effective_rank import sum_of
from dmfcheck.theory.rank.plateau import (
    BELOW_RANK,
    NOT_EMPTY,
    QUIET_START,
    RANK_EXISTS,
    at_level,
    exact_maximum,
    judged_steps,
    later_step,
)
from dmfcheck.theory.step.identical import decay_size
from dmfcheck.theory.vocabulary import (
    ALPHA,
    DELTA,
    DEPTH,
    ETA,
    NOISE,
    QUIET_LEVEL,
    RANK,
    SIGNED_SPECTRUM,
    STEPS,
    TRUTH_FACTOR,
)


def truth(p: Point) -> Matrix:
    """W* = B B^T, computed once for a point."""
    return p.once(_truth)


def _truth(p: Point) -> Matrix:
    return product(p.factor, transpose(p.factor))


def squared_distance(diagonal: list[Any], matrix: Matrix) -> Any:
    """||diag(v) - M||_F^2.

    >>> squared_distance([1, 0], ((1, 2), (2, 0)))
    8
    """
    differences = (
        (diagonal[i] if i == j else 0) - entry
        for i, row in enumerate(matrix)
        for j, entry in enumerate(row)
    )
    # Not as a power: python-flint has none of a ball whose midpoint is 0 (its issue 426).
    return sum_of(difference * difference for difference in differences)


def noise_square(p: Point) -> Any:
    """||E||_F^2 = ||What - W*||_F^2."""
    return squared_distance(list(p.spectrum), truth(p))


def limit(a: Arithmetic, p: Point) -> list[Any]:
    """The eigenvalues of What_+, the positive part."""
    return [a.maximum(value, 0 * value) for value in p.spectrum]


def best_distance(p: Point) -> Fraction:
    """||What_L - W*||_F^2 exactly, whatever numbers the point has; computed once for it."""
    return p.once(_best_distance)


def _best_distance(p: Point) -> Fraction:
    from flint import fmpq, fmpq_mat

    B = fmpq_mat([[fmpq(*x.as_integer_ratio()) for x in row] for row in p.exact["factor"]])
    W = B * B.transpose()
    best = leading(Point(p.exact))
    distance = fmpq(0)
    for i, value in enumerate(best):
        for j in range(len(best)):
            entry = W[i, j] if i != j else W[i, i] - fmpq(*value.as_integer_ratio())
            distance += entry * entry
    return Fraction(int(distance.p), int(distance.q))


def leading(p: Point) -> list[Any]:
    """The eigenvalues of What_L: the L largest, the others 0."""
    return [value if i < p.rank else 0 * value for i, value in enumerate(p.spectrum)]


def _projection(a: Arithmetic, p: Point, c: Constants) -> Any:
    return c[CONTRACTION.name] - squared_distance(limit(a, p), truth(p)) / noise_square(p)


def decay_bound(a: Arithmetic, p: Point, step: Any) -> Any:
    """A bound of w(step)^2 for lambda <= 0: (alpha^{-(2N-2)} + (2N-2) eta step)^{-N/(N-1)}."""
    power = 2 * p.depth - 2
    return a.root(p.alpha**-power + power * p.eta * step, p.depth - 1) ** -p.depth


def positive_count(p: Point) -> int:
    """How many eigenvalues are positive."""
    return sum(value > 0 for value in p.exact["spectrum"])


def after_recovery(a: Arithmetic, p: Point) -> Any:
    """The step ``steps`` after the last positive eigenvalue is recovered (after 0 if none is)."""
    recovered = at_level(p, lambda q: 1 - q["delta"])
    times = [a.hitting_time(recovered, i) for i in range(positive_count(p))]
    first = exact_maximum(a, p, times) if times else a.number(Fraction(0))
    return later_step(a, p, first)


def missing_square(a: Arithmetic, p: Point, step: Any) -> Any:
    """||W(step) - What_+||_F^2."""
    ends = limit(a, p)
    return sum_of((a.value_at(p, step, i) - end) ** 2 for i, end in enumerate(ends))


def _reaches_limit(a: Arithmetic, p: Point, c: Constants) -> Any:
    """1 - ||W(k) - What_+||_F^2 / bound^2."""
    step, count = after_recovery(a, p), positive_count(p)
    shares = [(p.delta * value) ** 2 for value in p.spectrum[:count]]
    decays = [decay_bound(a, p, step) for _ in p.spectrum[count:]]
    return 1 - missing_square(a, p, step) / sum_of([*shares, *decays])


def _plateau_error(a: Arithmetic, p: Point, c: Constants) -> Any:
    """1 - ||W(k) - W*||_F^2 / (||What_L - W*||_F + radius)^2 on the plateau."""
    steps = range(len(judged_steps(a, p)))
    return a.minimum(*(a.exactly_if_possible(p, partial(_error_at, which=i)) for i in steps))


def _error_at(a: Arithmetic, p: Point, which: int) -> Any:
    """The margin of stopping.plateau at one of the steps at which it is judged."""
    L, n = p.rank, len(p.spectrum)
    recovered = sum_of([0 * p.alpha, *(value**2 for value in p.spectrum[:L])])
    radius = a.root(p.delta**2 * recovered + (n - L) * p.quiet_level**2, 2)
    distance = best_distance(p)
    # Exactly, for the root of a ball around 0 is no number.
    bound = a.root(a.number(distance), 2) + radius if distance else radius
    step = judged_steps(a, p)[which]
    error = squared_distance([a.value_at(p, step, i) for i in range(n)], truth(p))
    return 1 - error / bound**2


def _threshold_error(a: Arithmetic, p: Point, c: Constants) -> Any:
    distance = squared_distance(leading(p), truth(p))
    return 1 - distance / (c[FACTOR_SQUARE.name] * p.rank * p.noise**2)


def _early_is_better(a: Arithmetic, p: Point, c: Constants) -> Any:
    """The most that any of the first steps gains on the limit: max 1 - error^2 / limit error^2.

    Raises CannotSay where none of them gains and a later one may.
    """
    target = truth(p)
    converged = squared_distance(limit(a, p), target)
    orbits = [a.end_to_end(p, i) for i in range(len(p.spectrum))]
    gain = a.maximum(
        *(
            1 - squared_distance(list(values), target) / converged
            for values in zip(*orbits, strict=True)
        )
    )
    if gain < 0 and not _gets_worse_for_ever(Point(p.exact)):
        raise CannotSay(f"a step after the first {p.exact['steps']} may be better than the limit")
    return gain


def _gets_worse_for_ever(exact: Point) -> bool:
    """Whether no w_i comes nearer to W*_ii than its limit does, at any step.

    w_i rises to lambda_i > 0, so lambda_i <= W*_ii is enough, or that it never moves; it falls to 0
    for lambda_i <= 0, so W*_ii = 0 is.
    """
    target = truth(exact)
    return all(
        target[i][i] == 0
        if value <= 0
        else value <= target[i][i] or value == exact.alpha**exact.depth
        for i, value in enumerate(exact.spectrum)
    )


def elementary_sums(matrix: Matrix) -> list[Any]:
    """The elementary symmetric functions e_1, ..., e_n of the eigenvalues, by Faddeev-LeVerrier.

    A symmetric matrix is positive semidefinite exactly if none of them is negative.

    >>> elementary_sums(((2, 0), (0, 3)))
    [Fraction(5, 1), Fraction(6, 1)]
    """
    size = len(matrix)
    sums, adjoint = [], identity(size)
    for k in range(1, size + 1):
        current = product(matrix, adjoint)
        e = sum_of(current[i][i] for i in range(size)) * Fraction(1, k)
        sums.append(e)
        adjoint = combine(tuple(tuple(e * x for x in row) for row in identity(size)), current, -1)
    return sums


def _noise_within(a: Arithmetic, p: Point, c: Constants) -> Any:
    """The least e_k(epsilon I +- E) / epsilon^k: >= 0 exactly if ||E|| <= epsilon."""
    # Rational whatever the arithmetic: balls could not decide an equality.
    exact = Point(p.exact)
    size, bound = len(exact.spectrum), exact.noise
    diagonal = tuple(
        tuple(value if i == j else Fraction(0) for j in range(size))
        for i, value in enumerate(exact.spectrum)
    )
    E = combine(diagonal, truth(exact), -1)
    scaled = tuple(tuple(x / bound for x in row) for row in E)
    margins = [
        e for sign in (1, -1) for e in elementary_sums(combine(identity(size), scaled, sign))
    ]
    return a.number(min(margins))


def _low_rank(a: Arithmetic, p: Point, c: Constants) -> Any:
    """L - rank B, which is L - rank W*."""
    from flint import fmpq, fmpq_mat

    rows = [[fmpq(x.numerator, x.denominator) for x in row] for row in p.exact["factor"]]
    return a.number(Fraction(p.rank - fmpq_mat(rows).rank()))


def _noisy(a: Arithmetic, p: Point, c: Constants) -> Any:
    return noise_square(p)


def _misses(a: Arithmetic, p: Point, c: Constants) -> Any:
    return squared_distance(limit(a, p), truth(p))


def _decay_step(a: Arithmetic, p: Point, c: Constants) -> Any:
    least = a.minimum(p.spectrum[-1], 0 * p.alpha)
    values = {"depth": p.depth, "alpha": p.alpha, "eta": p.eta, "eigenvalue": least}
    return 1 - decay_size(Point(p.exact, values))


def _leading_step(a: Arithmetic, p: Point, c: Constants) -> Any:
    if p.exact["spectrum"][0] <= 0:
        return a.number(Fraction(1))
    return LEADING_STEP.margin(a, p, c)


def _starts_below_positive(a: Arithmetic, p: Point, c: Constants) -> Any:
    positive = [value for value in p.exact["spectrum"] if value > 0]
    if not positive:
        return a.number(Fraction(1))
    return a.number(min(positive)) / p.alpha**p.depth - 1


CONTRACTION = Constant("contraction", lambda N: Fraction(1), "1", sharp=True)
FACTOR_SQUARE = Constant("square of the factor", lambda N: Fraction(8), "8")
SHARP_FACTOR_SQUARE = Constant(FACTOR_SQUARE.name, lambda N: Fraction(5), "5", sharp=True)

NOISY = Hypothesis("E != 0", _noisy, strict=True)
DECAY_STEP = Hypothesis("eta alpha^{N-2}(|lambda_n| + alpha^N) <= 1", _decay_step)
ANY_LEADING_STEP = Hypothesis("h_1 <= 1/N", _leading_step)
LOW_RANK = Hypothesis("rank W* <= L", _low_rank)
NOISE_WITHIN = Hypothesis("||E|| <= epsilon", _noise_within)

BELOW_POSITIVE = Hypothesis("alpha^N <= every lambda_i > 0", _starts_below_positive)

_claim = partial(
    Claim,
    source="abstract C5",
    kind="inequality",
    expected="holds",
)

PROJECTION = _claim(
    id="stopping.projection",
    statement=(
        r"W^* \succeq 0 \implies \|\hat W_+ - W^*\|_F \le \|E\|_F,"
        r"\ \hat W_+ \text{ the limit of the identical start}"
    ),
    variables=(DEPTH, SIGNED_SPECTRUM, TRUTH_FACTOR),
    hypotheses=(NOISY,),
    constants=(CONTRACTION,),
    margin=_projection,
    exact=True,
)
LIMIT = _claim(
    id="stopping.projection/limit",
    statement=(
        r"\|W(k) - \hat W_+\|_F^2 \le \delta^2 \sum_{\lambda_i > 0} \lambda_i^2"
        r" + n_0 \left(\alpha^{-(2N-2)} + (2N-2)\eta k\right)^{-N/(N-1)},"
        r"\ k \ge \max_{\lambda_i > 0} K_i(1-\delta),\ n_0 = \#\{\lambda_i \le 0\}"
    ),
    variables=(DEPTH, SIGNED_SPECTRUM, ALPHA, ETA, DELTA, STEPS),
    hypotheses=(BELOW_POSITIVE, ANY_LEADING_STEP, DECAY_STEP),
    constants=(LEADING_STEP_BOUND,),
    margin=_reaches_limit,
)
PLATEAU = _claim(
    id="stopping.plateau",
    statement=(
        r"K_1 \le k \le K_2 \implies \|W(k) - W^*\|_F \le \|\hat W_L - W^*\|_F"
        r" + \sqrt{\delta^2 \textstyle\sum_{i \le L} \lambda_i^2 + (n-L)\delta'^2}"
    ),
    variables=(DEPTH, SIGNED_SPECTRUM, TRUTH_FACTOR, RANK, ALPHA, ETA, DELTA, QUIET_LEVEL, STEPS),
    hypotheses=(RANK_EXISTS, BELOW_RANK, QUIET_START, LEADING_STEP, DECAY_STEP, NOT_EMPTY),
    constants=(LEADING_STEP_BOUND,),
    margin=_plateau_error,
)
THRESHOLD = _claim(
    id="stopping.plateau/threshold",
    statement=(
        r"\operatorname{rank} W^* \le L \implies"
        r" \|\hat W_L - W^*\|_F \le 2\sqrt{2L}\,\|E\|_{op}"
    ),
    variables=(DEPTH, SIGNED_SPECTRUM, TRUTH_FACTOR, RANK, NOISE),
    hypotheses=(RANK_EXISTS, LOW_RANK, NOISE_WITHIN),
    constants=(FACTOR_SQUARE,),
    margin=_threshold_error,
    exact=True,
)
THRESHOLD_SHARP = _claim(
    id="stopping.plateau/threshold_sharp",
    statement=(
        r"\operatorname{rank} W^* \le L \implies"
        r" \|\hat W_L - W^*\|_F \le \sqrt{5L}\,\|E\|_{op}"
    ),
    source="derived",
    variables=(DEPTH, SIGNED_SPECTRUM, TRUTH_FACTOR, RANK, NOISE),
    hypotheses=(RANK_EXISTS, LOW_RANK, NOISE_WITHIN),
    constants=(SHARP_FACTOR_SQUARE,),
    margin=_threshold_error,
    exact=True,
)
ALWAYS_BETTER = _claim(
    id="stopping.always_better",
    statement=(
        r"\text{some early step has } \|W(k) - W^*\|_F \le \|\hat W_+ - W^*\|_F,"
        r" \text{ whatever } W^* \succeq 0 \text{ and } E"
    ),
    expected="refuted",
    variables=(DEPTH, SIGNED_SPECTRUM, TRUTH_FACTOR, ALPHA, ETA, STEPS),
    hypotheses=(
        Hypothesis("What_+ != W*", _misses, strict=True),
        BELOW_POSITIVE,
        ANY_LEADING_STEP,
        DECAY_STEP,
    ),
    constants=(LEADING_STEP_BOUND,),
    margin=_early_is_better,
    counterexamples=(
        {
            "depth": 2,
            "spectrum": ("9/10",),
            "factor": (("1",),),
            "alpha": "1/2",
            "eta": "1/4",
            "steps": 3,
        },
    ),
)

CLAIMS = (
    PROJECTION,
    LIMIT,
    PLATEAU,
    THRESHOLD,
    THRESHOLD_SHARP,
    ALWAYS_BETTER,
)
