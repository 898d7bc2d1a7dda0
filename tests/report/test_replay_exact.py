"""What the page recomputes of each counterexample, number by number, against Python.

The recursions, measures and times are written here once more, in 130 digits; every number of the
page's tables is an interval that has to hold the one found here.
"""

import json
from collections import Counter
from fractions import Fraction
from itertools import islice, pairwise

import mpmath
import pytest
from mpmath import mpf
from playwright.sync_api import sync_playwright

from dmfcheck.report import ledger_page
from dmfcheck.report.entry import _replay
from dmfcheck.theory.ledger import ledger
from dmfcheck.theory.shown import recomputed, shown

pytestmark = pytest.mark.browser

OPTIONS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
DIGITS = 130
FINE = 1e-12
SEEN = 12
"""Columns that are compared; the others are of eigenvalues that equal the last of them."""


TABLE = """data => { const { rows, words } = recompute(data);
  const ends = (x) => (x instanceof Num ? [x.lo.toString(), x.hi.toString()] : x);
  return { words, rows: rows.map((row) => row.slice(0, 12).map(ends)), wide: rows[0].length }; }"""


@pytest.fixture(scope="module")
def tab():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=OPTIONS)
        tab = browser.new_page()
        for script in ("arithmetic.js", "recipes.js"):
            tab.add_script_tag(content=ledger_page._resource(script))
        yield tab
        browser.close()


def number(text):
    exact = Fraction(text)
    return mpf(exact.numerator) / exact.denominator


def orbit(p, eigenvalue, *, alpha=None, depth=None, beta="0"):
    """w(0), w(1), ...: N - 1 factors from alpha and one from alpha - beta, without an end."""
    N, size = depth or p["depth"], number(eigenvalue)
    alpha = number(p["alpha"]) if alpha is None else alpha
    a, b = alpha, alpha - number(beta)
    before = a, b
    momentum, decay = number(p.get("momentum", "0")), number(p.get("decay", "0"))
    steps = p["schedule"][0] if "schedule" in p else None
    k = 0
    while True:
        yield a ** (N - 1) * b
        if steps is not None and k == len(steps):
            return
        eta = number(p["eta"] if steps is None else steps[k])
        missing = size - a ** (N - 1) * b
        moved = (
            a + eta * a ** (N - 2) * b * missing + momentum * (a - before[0]) - eta * decay * a,
            b + eta * a ** (N - 1) * missing + momentum * (b - before[1]) - eta * decay * b,
        )
        before, (a, b) = (a, b), moved
        k += 1


def columns(p, last):
    """The first ``last`` + 1 numbers of every orbit, row by row."""
    if "modes" in p:
        modes = [(size, number(start)) for size, start in p["modes"]]
    else:
        modes = [(size, None) for size in p.get("spectrum", [p.get("eigenvalue")])]
    # One of the counterexamples has thousands of equal eigenvalues.
    found = {
        mode: list(islice(orbit(p, mode[0], alpha=mode[1], beta=p.get("beta", "0")), last + 1))
        for mode in dict.fromkeys(modes)
    }
    return [[found[mode][k] for mode in modes] for k in range(last + 1)]


def hitting(p, eigenvalue, level, **options):
    return next(k for k, w in enumerate(orbit(p, eigenvalue, **options)) if w >= level)


def entropy(w):
    total = sum(w)
    shares = {x: count * x / total for x, count in Counter(w).items()}
    return -sum(share * mpmath.log(x / total) for x, share in shares.items())


MEASURES = {
    "effective rank": lambda w, p: sum(map(abs, w)) / max(map(abs, w)),
    "relative sum": lambda w, p: sum(w) / w[0],
    "participation": lambda w, p: sum(w) ** 2 / sum(x**2 for x in w),
    "sum of powers": lambda w, p: sum((x / w[0]) ** number(p["power"]) for x in w),
    "entropy": lambda w, p: entropy(w),
}


def whole_steps(p):
    rows = []
    for N in (p["depth"], p["depth"] + 1):
        alpha = number(p["root"]) ** (2 * p["depth"] + 1 - N)
        low, high, middle = (
            hitting(p, "1", number(p[name]), alpha=alpha, depth=N)
            for name in ("low", "high", "middle")
        )
        rows.append([N, low, high, middle, mpf(high - low) / middle])
    return rows


def relative_gap(p):
    rows = []
    for N in (p["depth"], p["depth"] + 1):
        i, j = (
            hitting(p, size, number(p["fraction"]) * number(size), depth=N)
            for size in p["spectrum"]
        )
        rows.append([N, i, j, mpf(j - i) / j])
    return rows


def rate(p):
    first, second = p["spectrum"][:2]
    i, j = (hitting(p, e, number(p["fraction"]) * number(e)) for e in (first, second))
    limit = number(second) / number(first)
    share = number(p["fraction"])
    size = mpmath.log(share * number(second) / number(p["alpha"]) ** 2) / 2
    spread = mpmath.log(number(first) / number(second) / (1 - share)) / 2
    spread += mpmath.log(1 + number(p["eta"]) * number(first))
    return [[i, j, mpf(i) / j, limit, abs(mpf(i) / j / limit - 1), spread / size]]


def leading_last(p):
    taken = p["spectrum"][: p["rank"]]
    level = 1 - number(p["delta"])
    last = max(hitting(p, e, level * number(e)) for e in taken) + p["steps"]
    return [
        [k, *(w / number(e) for w, e in zip(row, taken, strict=False))]
        for k, row in enumerate(columns(p, last))
    ]


def window(p):
    level = 1 - number(p["delta"])
    first = max(hitting(p, e, level * number(e)) for e in p["spectrum"][: p["rank"]])
    return [[k, *row] for k, row in enumerate(columns(p, first))]


def never_crosses(p):
    rows = columns(p, p["steps"])
    return [[k, w, number(p["eigenvalue"]) - w] for k, (w,) in enumerate(rows)]


def never_better(p):
    factor = [[number(x) for x in row] for row in p["factor"]]
    truth = [[sum(x * y for x, y in zip(a, b, strict=True)) for b in factor] for a in factor]
    limit = [max(number(e), mpf(0)) for e in p["spectrum"]]

    def error(w):
        n = range(len(w))
        return sum(((w[i] if i == j else 0) - truth[i][j]) ** 2 for i in n for j in n)

    rows = [[k, error(row), *row] for k, row in enumerate(columns(p, p["steps"]))]
    return [*rows, ["limit", error(limit), *limit]]


def side_of_the_limit(p):
    rank = MEASURES["effective rank"]
    return [[k, rank(row, p), *row] for k, row in enumerate(columns(p, p["steps"]))]


def stays_diagonal(p):
    target = mpmath.matrix([[number(x) for x in row] for row in p["target"]])
    basis = mpmath.matrix([[1, target[0, 1] / (target[1, 1] - target[0, 0])], [0, 1]])
    factors = [number(p["alpha"]) * mpmath.eye(2) for _ in range(p["depth"])]
    rows = []
    for k in range(p["steps"] + 1):
        turned = [basis**-1 * W * basis for W in factors]
        rows.append([k, *(x for D in turned for x in (D[0, 1], D[1, 0]))])
        moved = []
        for j, W in enumerate(factors):
            above = below = mpmath.eye(2)
            for other in factors[j + 1 :]:
                above = other * above
            for other in factors[:j]:
                below = other * below
            missing = above * W * below - target
            moved.append(W - number(p["eta"]) * above.T * missing * below.T)
        factors = moved
    return rows


RECIPES = {
    "whole steps": whole_steps,
    "relative gap": relative_gap,
    "rate": rate,
    "leading last": leading_last,
    "window": window,
    "never crosses": never_crosses,
    "never better": never_better,
    "side of the limit": side_of_the_limit,
    "stays diagonal": stays_diagonal,
}


def found_here(data):
    p = data["parameters"]
    if "recipe" in data:
        return RECIPES[data["recipe"]](p)
    measure = MEASURES[data["says"]["measure"]]
    rows = columns(p, len(p["schedule"][0]) if "schedule" in p else p["steps"])
    return [[k, measure(row, p), *row] for k, row in enumerate(rows)]


def data_of(claim_id):
    claim = ledger()[claim_id]
    return json.loads(_replay(claim, claim.point(**claim.counterexamples[0]).as_text()))


@pytest.mark.parametrize("claim_id", sorted({*shown(), *recomputed()}))
def test_every_number_of_a_replay_is_the_one_found_in_python(tab, claim_id):
    data = data_of(claim_id)
    told = tab.evaluate(TABLE, data)
    assert told["words"]
    with mpmath.workdps(DIGITS):
        wanted = found_here(data)
        assert len(told["rows"]) == len(wanted)
        for row, here in zip(told["rows"], wanted, strict=True):
            assert told["wide"] == len(here)
            for cell, value in zip(row, here[:SEEN], strict=True):
                if not isinstance(cell, list):
                    assert cell == value
                    continue
                low, high = (mpf(int(end)) / 2**320 for end in cell)
                slack = mpf(10) ** -80 * max(1, abs(value))
                assert low - slack <= value <= high + slack, (row[0], value)
                assert high - low < FINE * max(1, abs(value))


def test_they_are_twenty():
    assert len({*shown(), *recomputed()}) == 20


def test_a_number_that_is_off_is_seen(tab):
    """The comparison tells one step size from another that differs in the twentieth digit."""
    data = data_of("monotone.momentum")
    other = str(Fraction(data["parameters"]["eta"]) + Fraction(1, 10**20))
    here = data | {"parameters": data["parameters"] | {"eta": other}}
    rows = tab.evaluate(TABLE, data)["rows"]
    with mpmath.workdps(DIGITS):
        (low, high), value = rows[3][1], found_here(here)[3][1]
        assert not mpf(int(low)) / 2**320 <= value <= mpf(int(high)) / 2**320
        assert all(a[0] + 1 == b[0] for a, b in pairwise(rows))
