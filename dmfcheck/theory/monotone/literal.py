"""monotone.*: readings of C4 that are false, each beside what holds in its place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import partial
from itertools import pairwise
from typing import Any

from dmfcheck.claims.arithmetic import Arithmetic
from dmfcheck.claims.claim import Claim, Constants, Hypothesis
from dmfcheck.claims.point import Point
from dmfcheck.theory.conditions import BELOW_SMALLEST, LEADING_STEP, LEADING_STEP_BOUND
from dmfcheck.theory.effective_rank import distinct, effective_rank, rank_sequence, sum_of
from dmfcheck.theory.monotone.rank import (
    BELOW_LARGEST,
    IDENTICAL,
    LEADING_ROW_STEP,
    STARTS_BELOW,
    RankSequence,
    falls_then_rises,
    leading_quotients,
    mode_columns,
)
from dmfcheck.theory.vocabulary import (
    ALPHA,
    DEEPER,
    DEPTH,
    ETA,
    INITIAL_STEPS,
    MODES,
    SEMIDEFINITE_SPECTRUM,
    STEPS,
    TWO_LAYERS,
    TWO_STEPS,
)

Measure = Callable[[Arithmetic, Sequence[Any], Sequence[int]], Any]


def entropy_rank(a: Arithmetic, eigenvalues: Sequence[Any], counts: Sequence[int]) -> Any:
    """exp(-sum_i m_i p_i ln p_i), p_i = w_i / sum_j m_j w_j, of positive w_i: in [1, n].

    >>> from dmfcheck.claims.float_batch import FloatBatch
    >>> import numpy as np
    >>> float(entropy_rank(FloatBatch(), [np.array([2.0])], [3])[0].round(12))
    3.0
    """
    total = sum_of(m * w for m, w in zip(counts, eigenvalues, strict=True))
    parts = [w / total for w in eigenvalues]
    return a.exp(-sum_of(m * p * a.log(p) for m, p in zip(counts, parts, strict=True)))


def participation(a: Arithmetic, eigenvalues: Sequence[Any], counts: Sequence[int]) -> Any:
    """(sum_i m_i w_i)^2 / sum_i m_i w_i^2: in [1, n].

    >>> from dmfcheck.claims.exact import Exact
    >>> participation(Exact(), [Fraction(2), Fraction(1)], [1, 2])
    Fraction(8, 3)
    """
    total = sum_of(m * w for m, w in zip(counts, eigenvalues, strict=True))
    return total**2 / sum_of(m * w**2 for m, w in zip(counts, eigenvalues, strict=True))


def measured_by(measure: Measure) -> RankSequence:
    """``measure`` of W(0), ..., W(steps)."""

    def sequence(a: Arithmetic, p: Point) -> Sequence[Any]:
        a.require_few_of(p)
        groups = distinct(p)
        counts = [count for _, count in groups]
        if len(groups) == 1:
            return a.constant_orbit(counts[0], p.steps)
        ends = [a.end_to_end(p, index) for index, _ in groups]
        return [measure(a, column, counts) for column in zip(*ends, strict=True)]

    return sequence


def _two_eigenvalues(a: Arithmetic, p: Point, c: Constants) -> Any:
    return a.number(Fraction(-abs(len(p.spectrum) - 2)))


def _rises_after_few(a: Arithmetic, p: Point, c: Constants) -> Any:
    ranks = rank_sequence(a, p)[p.few :]
    return a.minimum(*((after - before) / before for before, after in pairwise(ranks)))


def _more_steps_than_few(a: Arithmetic, p: Point, c: Constants) -> Any:
    return a.number(Fraction(p.steps - p.few - 1))


def norm_quotients(a: Arithmetic, p: Point) -> list[Any]:
    """r(W(0)), r(W(1)), ..., each eigenvalue with the start of its row of ``modes``."""
    counts, columns = mode_columns(a, p)
    return [effective_rank(a, column, counts) for column in columns]


def _first_row_largest(a: Arithmetic, p: Point, c: Constants) -> Any:
    eigenvalue = p.modes[0][0]
    return a.minimum(*(eigenvalue - low for low, _ in p.modes))


TWO = Hypothesis("n = 2", _two_eigenvalues)
ANY_STARTS = (
    Hypothesis("lambda_i <= lambda_1", _first_row_largest),
    STARTS_BELOW,
    LEADING_ROW_STEP,
)


def _other_measure(
    claim_id: str, text: str, measure: Measure, counterexamples: tuple[dict[str, Any], ...]
) -> tuple[Claim, Claim]:
    """The false claim for any n and the true one for n = 2."""
    condition = r"h_1 \le 1/N,\ \alpha^N \le \lambda_n"
    general = Claim(
        id=claim_id,
        statement=rf"{condition} \implies {text} \text{{ falls, then rises}}",
        source="derived",
        kind="inequality",
        expected="refuted",
        variables=IDENTICAL,
        hypotheses=(BELOW_SMALLEST, LEADING_STEP),
        constants=(LEADING_STEP_BOUND,),
        margin=falls_then_rises(measured_by(measure)),
        counterexamples=counterexamples,
    )
    pair = Claim(
        id=f"{claim_id}/pair",
        statement=rf"n = 2,\ {condition} \implies {text} \text{{ falls, then rises}}",
        source="derived",
        kind="inequality",
        expected="holds",
        variables=IDENTICAL,
        hypotheses=(TWO, BELOW_SMALLEST, LEADING_STEP),
        constants=(LEADING_STEP_BOUND,),
        margin=falls_then_rises(measured_by(measure)),
    )
    return general, pair


_claim = partial(
    Claim,
    source="derived",
    kind="inequality",
    expected="refuted",
    constants=(LEADING_STEP_BOUND,),
    exact=True,
)

ENTROPY, ENTROPY_PAIR = _other_measure(
    "monotone.entropy",
    r"e^{-\sum_i p_i \ln p_i},\ p_i = w_i/\textstyle\sum_j w_j,",
    entropy_rank,
    (
        {
            "depth": 2,
            "spectrum": ["1", *["1/8"] * 64, *["1/100"] * 3000],
            "alpha": "1/50",
            "eta": "1/2",
            "steps": 63,
        },
        # (1, 31/40, 9/50) and alpha^2 = 9/50, scaled by 2 so that alpha is rational.
        {
            "depth": 2,
            "spectrum": "2, 31/20, 9/25",
            "alpha": "3/5",
            "eta": "1/4",
            "steps": 7,
        },
    ),
)
PARTICIPATION, PARTICIPATION_PAIR = _other_measure(
    "monotone.participation",
    r"(\textstyle\sum_i w_i)^2/\sum_i w_i^2",
    participation,
    # (1, 43/50, 11/50) and alpha^2 = 11/50, scaled by 22.
    (
        {
            "depth": 2,
            "spectrum": "22, 473/25, 121/25",
            "alpha": "11/5",
            "eta": "1/44",
            "steps": 8,
        },
    ),
)
LITERAL = _claim(
    id="monotone.literal",
    statement=(
        r"\hat W \succeq 0,\ h_1 \le 1/N,\ \alpha^N \le \lambda_1 \implies"
        r" r(W(k)) \text{ falls, then rises}"
    ),
    source="abstract C4",
    variables=(DEPTH, SEMIDEFINITE_SPECTRUM, ALPHA, ETA, TWO_STEPS),
    hypotheses=(BELOW_LARGEST, LEADING_STEP),
    margin=falls_then_rises(rank_sequence),
    counterexamples=(
        {"depth": 2, "spectrum": "1,1/2,0", "alpha": "1/10", "eta": "1/8", "steps": 95},
        {"depth": 2, "spectrum": "1,1/2,1/100", "alpha": "1/4", "eta": "1/8", "steps": 59},
    ),
)
FEW_INITIAL = _claim(
    id="monotone.literal/few_steps",
    statement=(
        r"\hat W \succeq 0,\ h_1 \le 1/N,\ \alpha^N \le \lambda_1 \implies"
        r" r(W(k)) \text{ does not decrease after a fixed number of initial steps}"
    ),
    source="abstract C4",
    variables=(DEPTH, SEMIDEFINITE_SPECTRUM, ALPHA, ETA, STEPS, INITIAL_STEPS),
    hypotheses=(
        BELOW_LARGEST,
        LEADING_STEP,
        Hypothesis("steps > few", _more_steps_than_few),
    ),
    margin=_rises_after_few,
    counterexamples=(
        *(
            {
                "depth": 2,
                "spectrum": "1,0",
                "alpha": "1/2",
                "eta": "1/4",
                "steps": k + 1,
                "few": k,
            }
            for k in (0, 1, 100)
        ),
        *(
            {
                "depth": 2,
                "spectrum": "1,1/2",
                "alpha": alpha,
                "eta": "1/8",
                "steps": k,
                "few": k - 1,
            }
            for alpha, k in (("1e-1", 21), ("1e-2", 39), ("1e-4", 78), ("1e-8", 156))
        ),
    ),
)
START = _claim(
    id="monotone.start",
    statement=(
        r"N = 2,\ h_1 \le 1/2,\ 0 < d_i(0)^2 \le \lambda_i \le \lambda_1 \implies"
        r" \textstyle\sum_i w_i/w_1 \text{ falls, then rises, whatever the order of the starts}"
    ),
    expected="holds",
    variables=(TWO_LAYERS, MODES, ETA, TWO_STEPS),
    hypotheses=ANY_STARTS,
    margin=falls_then_rises(leading_quotients),
)
START_DEEP = _claim(
    id="monotone.start/deep",
    statement=(
        r"N \ge 3,\ h_1 \le 1/N,\ 0 < d_i(0)^N \le \lambda_i \le \lambda_1 \implies"
        r" \textstyle\sum_i w_i/w_1 \text{ falls, then rises, whatever the order of the starts}"
    ),
    variables=(DEEPER, MODES, ETA, TWO_STEPS),
    hypotheses=ANY_STARTS,
    margin=falls_then_rises(leading_quotients),
    counterexamples=(
        {"depth": 3, "modes": [["1", "1/4"], ["9/10", "1/2"]], "eta": "1/3", "steps": 5},
    ),
)
START_EFFECTIVE_RANK = _claim(
    id="monotone.start/effective_rank",
    statement=(
        r"N = 2,\ h_1 \le 1/2,\ 0 < d_i(0)^2 \le \lambda_i \le \lambda_1 \implies"
        r" r(W(k)) \text{ falls, then rises, whatever the order of the starts}"
    ),
    variables=(TWO_LAYERS, MODES, ETA, TWO_STEPS),
    hypotheses=ANY_STARTS,
    margin=falls_then_rises(norm_quotients),
    counterexamples=(
        {"depth": 2, "modes": [["1", "1/4"], ["9/10", "1/2"]], "eta": "1/2", "steps": 6},
    ),
)

CLAIMS = (
    ENTROPY,
    ENTROPY_PAIR,
    PARTICIPATION,
    PARTICIPATION_PAIR,
    LITERAL,
    FEW_INITIAL,
    START,
    START_DEEP,
    START_EFFECTIVE_RANK,
)
