"""step.quoted and step.perturbed: steps that suffice for every real eigenvalue at once."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from dmfcheck.claims.point import Point
from dmfcheck.replay.readings.bounds import safe_shares, size, step_within, stretch
from dmfcheck.replay.readings.numbers import Numbers
from dmfcheck.replay.readings.orbits import change, orbit, perturbed
from dmfcheck.replay.readings.reading import Predicate, Reading
from dmfcheck.replay.readings.step import falls_to, rises_to
from dmfcheck.replay.readings.truth import Truth, at_most, below, denied, every, some

MILLIONTHS = {
    1: (464143, 296031, 216089, 169789, 139708, 118638, 103075, 91119, 81650),
    -1: (470121, 298402, 217270, 170473, 140146, 118939, 103293, 91283, 81777),
}
"""10^6 s at depths 2, 3, ... for either sign of lambda: the table of notes/constants.md."""


def _quoted_step(n: Numbers, p: Point) -> Truth:
    N = p.depth
    return below((p.eta * (3 * N - 2)) ** N * size(n, p) ** (2 * N - 2), 1)


def _arrives_monotonically(n: Numbers, p: Point) -> Truth:
    iterates = orbit(n, p, p.eigenvalue)
    toward = rises_to if p.exact["alpha"] ** p.depth <= p.exact["eigenvalue"] else falls_to
    return toward(p, p.eigenvalue, iterates)


def _sinks_above_zero(n: Numbers, p: Point) -> Truth:
    return every(
        truth
        for d in orbit(n, p, p.eigenvalue)
        for truth in (below(0, d), at_most(change(p, p.eigenvalue, d), 0))
    )


def _slope_at_least_zero(n: Numbers, p: Point) -> Truth:
    N, d, eigenvalue = p.depth, p.position, p.eigenvalue
    # The product rule: (d^{N-1})' (lambda - d^N) + d^{N-1} (lambda - d^N)'.
    inner = (N - 1) * d ** (N - 2) * (eigenvalue - d**N) - d ** (N - 1) * N * d ** (N - 1)
    return at_most(0, 1 + p.eta * inner)


def _inside(n: Numbers, p: Point) -> Truth:
    return every([at_most(0, p.position), at_most(p.position**p.depth, size(n, p))])


def _smaller_beta(n: Numbers, p: Point) -> Truth:
    return every([below(0, p.beta), below(p.beta, p.alpha)])


def _safe_step(n: Numbers, p: Point) -> Truth:
    least, most = safe_shares(p.depth)
    if step_within(n, p, least):
        return True
    return None if step_within(n, p, most) is not False else False


def _never_crosses(n: Numbers, p: Point) -> Truth:
    ends = [w for _, _, w in perturbed(n, p, p.eigenvalue)]
    rising = every(
        truth
        for before, after in pairwise(ends)
        for truth in (at_most(before, after), at_most(after, p.eigenvalue))
    )
    falling = every(
        truth
        for before, after in pairwise(ends)
        for truth in (at_most(after, before), at_most(p.eigenvalue, after))
    )
    return some([rising, falling])


def _never_crosses_and_stays(n: Numbers, p: Point) -> Truth:
    N = p.depth
    ceiling = n.number(stretch(N) ** N) * size(n, p) ** 2
    others = [q for _, q, _ in perturbed(n, p, p.eigenvalue)]
    return every([_never_crosses(n, p), *(at_most(q ** (2 * N), ceiling) for q in others)])


def _quoted_perturbed_step(n: Numbers, p: Point) -> Truth:
    N = p.depth
    share = 1 / (9 * N * stretch(N) ** (2 * N - 2))
    return below(p.eta**N * size(n, p) ** (2 * N - 2), n.number(share**N))


def _of_sign(sign: int) -> Predicate:
    return lambda n, p: below(0, sign * p.eigenvalue)


def _sharp_step(sign: int, more: int) -> Predicate:
    def within(n: Numbers, p: Point) -> Truth:
        return step_within(n, p, Fraction(MILLIONTHS[sign][p.depth - 2] + more, 10**6))

    return within


def _sharp(sign: int, more: int) -> Reading:
    return Reading(
        {
            **_BETA,
            f"{'lambda > 0' if sign > 0 else 'lambda < 0'}": _of_sign(sign),
            "eta <= s/M^{2N-2}": _sharp_step(sign, more),
        },
        _never_crosses,
    )


def _at_least_quarter(n: Numbers, p: Point) -> Truth:
    return at_most(p.alpha, 4 * p.beta)


def _ordinary(n: Numbers, p: Point) -> Truth:
    least = size(n, p) * n.number(Fraction(2, 5) ** p.depth)
    return every([at_most(least, p.alpha**p.depth), at_most(least, abs(p.eigenvalue))])


def _largest_step(n: Numbers, p: Point) -> Truth:
    return step_within(n, p, Fraction(9, 5 * p.depth))


def _not_half_of_it(n: Numbers, p: Point) -> Truth:
    N = p.depth
    return at_most(n.number(Fraction(9, 10 * N) ** N), p.eta**N * size(n, p) ** (2 * N - 2))


def _late(n: Numbers, p: Point) -> Truth:
    return at_most(3000, p.steps)


def _within_a_hundredth(n: Numbers, p: Point) -> Truth:
    w = perturbed(n, p, p.eigenvalue)[-1][2]
    return at_most(100 * abs(w - p.eigenvalue), size(n, p))


_BETA: dict[str, Predicate] = {"0 < beta < alpha": _smaller_beta}
_QUOTED: dict[str, Predicate] = {"eta < 1/((3N-2) M^{2N-2})": _quoted_step}

READINGS = {
    "step.quoted": Reading({"lambda > 0": _of_sign(1), **_QUOTED}, _arrives_monotonically),
    "step.quoted/nonpositive": Reading(
        {"lambda <= 0": lambda n, p: denied(_of_sign(1)(n, p)), **_QUOTED}, _sinks_above_zero
    ),
    "step.quoted/monotone_map": Reading(
        {
            "eta <= 1/((3N-2) M^{2N-2})": lambda n, p: step_within(
                n, p, Fraction(1, 3 * p.depth - 2)
            ),
            "0 <= d <= M": _inside,
        },
        _slope_at_least_zero,
    ),
    "step.perturbed": Reading(
        {**_BETA, "eta <= 1/(L_N M^{2N-2})": _safe_step}, _never_crosses_and_stays
    ),
    "step.quoted_perturbed": Reading(
        {**_BETA, "eta < 1/(9N (cM)^{2N-2})": _quoted_perturbed_step}, _never_crosses_and_stays
    ),
    "step.perturbed_sharp": _sharp(1, 0),
    "step.perturbed_sharp/negative": _sharp(-1, 0),
    "step.perturbed_sharp/beyond": _sharp(1, 1),
    "step.perturbed_sharp/negative_beyond": _sharp(-1, 1),
    "step.perturbed_sharp/convergence": Reading(
        {
            **_BETA,
            "beta >= alpha/4": _at_least_quarter,
            "alpha, |lambda|^{1/N} >= (2/5) M": _ordinary,
            "eta <= (9/10) 2/(N M^{2N-2})": _largest_step,
            "eta >= (9/20) 2/(N M^{2N-2})": _not_half_of_it,
            "k >= 3000": _late,
        },
        _within_a_hundredth,
    ),
}
