"""The page of the ledger in a browser."""

import json
from fractions import Fraction

import mpmath
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from dmfcheck.theory.ledger import ledger
from dmfcheck.theory.shown import not_recomputed, recomputed, shown

pytestmark = pytest.mark.browser

OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MANY = len(ledger())


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=OPTIONS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def address(page, tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "ledger.html"
    path.write_text(page, encoding="utf-8")
    return f"file://{path}"


@pytest.fixture
def opened(browser, address):
    """A function that opens the page; what the console says fails the test."""
    said, tabs = [], []

    def opened(fragment="", **options):
        tab = browser.new_page(**options)
        tab.on("console", lambda message: said.append(message.text))
        tab.on("pageerror", lambda error: said.append(str(error)))
        tab.on("request", lambda r: r.url.startswith(address) or said.append(f"loads {r.url}"))
        tab.goto(address + fragment)
        tabs.append(tab)
        return tab

    yield opened
    for tab in tabs:
        tab.close()
    assert said == []


def visible(tab):
    return [entry.get_attribute("data-id") for entry in tab.locator(".claim:visible").all()]


def test_filters_search_and_order(opened):
    tab = opened()
    assert len(visible(tab)) == MANY
    tab.select_option("#status", "refuted")
    assert visible(tab) == sorted(c.id for c in ledger().values() if c.expected == "refuted")
    tab.fill("#text", "monotone momentum")
    assert visible(tab) == ["monotone.momentum"]
    assert tab.text_content("#count") == f"1 of {MANY} claims"
    tab.keyboard.press("Escape")
    assert len(visible(tab)) == MANY
    tab.select_option("#order", "strength")
    first = tab.locator(".claim").first.get_attribute("data-strength")
    assert first == "kernel"
    tab.select_option("#order", "id")
    assert visible(tab) == sorted(ledger())


def test_keys_go_through_the_claims(opened):
    tab = opened()
    tab.keyboard.press("/")
    assert tab.evaluate("document.activeElement.id") == "text"
    tab.keyboard.press("Escape")
    for _ in range(2):
        tab.keyboard.press("j")
    focused = "document.activeElement.parentElement.dataset.id"
    assert tab.evaluate(focused) == sorted(ledger())[1]
    tab.keyboard.press("k")
    assert tab.evaluate(focused) == sorted(ledger())[0]
    tab.keyboard.press("Enter")
    assert tab.locator(".claim").first.get_attribute("open") is not None


def test_an_address_opens_one_claim_and_its_neighbourhood_of_the_graph(opened):
    tab = opened("#claim=monotone.rank")
    tab.wait_for_function("document.activeElement.parentElement.dataset.id === 'monotone.rank'")
    clear = tab.locator("#proofs .node:not(.faded)")
    assert {node.get_attribute("data-claim") for node in clear.all()} == {"monotone.rank"}
    tab.goto(tab.url.partition("#")[0] + "#claim=no.such")
    assert tab.locator("#proofs .node.faded").count() == 0


@pytest.mark.parametrize("size", [(1200, 900), (700, 800), (390, 800)])
def test_the_claim_of_an_address_is_not_behind_what_stays_in_place(opened, size):
    tab = opened("#claim=rank.plateau", viewport=dict(zip(("width", "height"), size, strict=True)))
    tab.wait_for_function("document.activeElement.parentElement.dataset.id === 'rank.plateau'")
    seen = """() => { const id = document.querySelector(".claim[data-id='rank.plateau'] .id");
      const { left, top, height } = id.getBoundingClientRect();
      return document.elementFromPoint(left + 5, top + height / 2) === id; }"""
    assert tab.evaluate(seen)


NOTHING = ["#claim=%", "#claim=%E0%A4%A", "#", "#=", "#node=no.such", "#claim", "#x=rank.plateau"]
NOTHING += ["#claim=<img src=x onerror=alert(1)>", "#claim=__proto__", "#node=" + "x" * 10_000]


@pytest.mark.parametrize("fragment", NOTHING)
def test_an_address_that_names_nothing_opens_the_whole_page(opened, fragment):
    tab = opened(fragment)
    assert len(visible(tab)) == MANY
    assert tab.text_content("#count") == f"{MANY} of {MANY} claims"
    tab.evaluate("location.hash = '#claim=rank.plateau'")
    tab.wait_for_selector(".claim[data-id='rank.plateau'][open]")


def lines(tab, claim_id):
    """(the verdict, its steps, the table, the milliseconds that it takes) after the button."""
    entry = tab.locator(f".claim[data-id='{claim_id}']")
    entry.evaluate("entry => { entry.open = true; }")
    data = json.loads(entry.locator(".replay").get_attribute("data-replay"))
    took = tab.evaluate(
        "data => { const begun = performance.now(); recompute(data); "
        "return performance.now() - begun; }",
        data,
    )
    entry.locator(".replay button").click()
    verdict = entry.locator(".verdict").text_content()
    rows = [row.split("\t") for row in entry.locator(".replay tbody").inner_text().split("\n")]
    turns = [row.locator("td").first.text_content() for row in entry.locator("tr.turn").all()]
    return verdict, turns, rows, took


@pytest.mark.parametrize("claim_id", shown())
def test_a_counterexample_is_recomputed_in_the_page(opened, claim_id):
    verdict, turns, rows, took = lines(opened(), claim_id)
    assert "rises from step" in verdict or "falls from step" in verdict
    assert len(turns) == (2 if shown()[claim_id].shape == "rises from step few on" else 3)
    turns = [int(turn) for turn in turns]
    values = [float(row[1].partition(" = ")[0]) for row in rows]
    if len(turns) == 3:
        assert values[turns[0]] < values[turns[1]] > values[turns[2]]
    else:
        assert values[turns[0]] > values[turns[1]]
    assert took < 1000  # the page is asked to answer within a second


WORDS = {
    "whole steps": "the quotient increases in N",
    "relative gap": "the quotient decreases in N",
    "rate": "K_i / K_j is farther from its limit than is claimed",
    "leading last": "an eigenvalue before the L-th is recovered after it",
    "window": "is above delta' already",
    "stays diagonal": "V^-1 W_j V is not diagonal after step 2",
    "never crosses": "w crosses lambda from step 5 to step 6",
    "never better": "no step is nearer to W* than the limit",
    "side of the limit": "the effective rank is above its limit 1.0000000000 = 1",
}


@pytest.mark.parametrize("claim_id", recomputed())
def test_any_other_counterexample_is_recomputed_too(opened, claim_id):
    verdict, turns, rows, took = lines(opened(), claim_id)
    assert WORDS[recomputed()[claim_id]] in verdict
    assert turns
    assert len(rows) >= 1
    assert took < 1000


def test_every_false_claim_is_recomputed_or_says_why_not(opened):
    script = """() => [...document.querySelectorAll(".claim")].map((claim) => [
      claim.dataset.id,
      claim.querySelectorAll(".replay").length,
      claim.textContent.includes("Not recomputed in the page: it "),
    ])"""
    for claim_id, ways, reason in opened().evaluate(script):
        assert ways + reason == (ledger()[claim_id].expected == "refuted"), claim_id
    assert set(not_recomputed()).isdisjoint({*shown(), *recomputed()})


HOLDING = {
    "order.depth/whole_steps": {
        "low": "1/10", "middle": "1/10", "high": "9/10", "root": "1/2", "eta": "1/10"
    },
    "order.depth_literal": {"alpha": "1/20", "fraction": "1/2"},
    "order.rate_literal": {"eta": "1/100", "alpha": "1/1000"},
    "rank.leading_last_literal": {"alpha": "1/10", "delta": "1/2"},
    "rank.window_literal": {"alpha": "1/100", "quiet_level": "1/4"},
    "reduction.nonnormal": {"target": [["1", "0"], ["0", "1/2"]]},
    "step.perturbed_sharp/beyond": {"eta": "1/4"},
    "step.perturbed_sharp/negative_beyond": {"eta": "1/4"},
    "stopping.always_better": {"factor": [["1/2"]]},
    "monotone.from_above/one_positive": {"spectrum": ["1", "-1/4"]},
    "monotone.entropy": {"spectrum": ["1", "1/8"]},
    "monotone.schedule/small_powers": {"power": "2", "schedule": [["1/2"] * 8]},
}  # fmt: skip
"""What is changed of a counterexample so that the claim holds there."""


def test_where_a_claim_holds_nothing_is_called_a_counterexample(opened):
    tab = opened()
    for claim_id, changed in HOLDING.items():
        claim = ledger()[claim_id]
        known = claim.point(**claim.counterexamples[0]).as_text()
        assert claim.examine(**known | changed).name == "holds"
        place = tab.locator(f".claim[data-id='{claim_id}'] .replay")
        data = json.loads(place.get_attribute("data-replay"))
        assert tab.evaluate("data => recompute(data).words", data) is not None
        data["parameters"] |= changed
        assert tab.evaluate("data => recompute(data).words", data) is None, claim_id
    assert set(recomputed()) <= set(HOLDING)


def test_hitting_times_and_matrices_are_those_of_the_recursion(opened):
    tab = opened()
    _, _, rows, _ = lines(tab, "order.depth_literal")
    for N, row in zip((4, 5), rows, strict=True):
        times = []
        for value in (1.0, 0.5):
            d, k = 0.2, 0
            while d**N < 0.9 * value:
                d, k = d + 0.1 * d ** (N - 1) * (value - d**N), k + 1
            times.append(k)
        assert [int(entry) for entry in row[:3]] == [N, *times]
        assert Fraction(row[3].partition(" = ")[2]) == Fraction(times[1] - times[0], times[1])
    _, _, rows, _ = lines(tab, "reduction.nonnormal")
    wrong = ledger()["reduction.nonnormal"]
    margin = Fraction(wrong.examine(**wrong.counterexamples[0]).certificate["margin"])
    strays = [abs(Fraction(entry.partition(" = ")[2] or entry)) for entry in rows[2][1:]]
    # The margin is the largest of them, relative to alpha = 1/2.
    assert -margin * Fraction(1, 2) == max(strays)


def test_its_fractions_are_those_of_the_recursion(opened):
    _, _, rows, _ = lines(opened(), "monotone.momentum")
    lambdas, half = (Fraction(1), Fraction(1, 4)), Fraction(1, 2)
    now = before = (half, half)
    exact = 0
    for row in rows:
        w = [d * d for d in now]
        decimals, _, fraction = row[1].partition(" = ")
        assert abs(float(decimals) - float(sum(w) / max(w))) < 1e-9
        if fraction:
            exact += 1
            assert Fraction(fraction) == sum(w) / max(w)
        moved = tuple(
            d + half * d * (value - d * d) + half * (d - old)
            for d, old, value in zip(now, before, lambdas, strict=True)
        )
        now, before = moved, now
    assert exact >= 3


@pytest.mark.parametrize(
    ("changed", "decided"),
    [({}, True), ({"momentum": "0"}, False), ({"eta": "1/8"}, False), ({"steps": 1}, False)],
)
def test_what_is_no_counterexample_is_not_called_one(opened, changed, decided):
    tab = opened()
    entry = tab.locator(".claim[data-id='monotone.momentum'] .replay")
    data = json.loads(entry.get_attribute("data-replay"))
    data["parameters"] |= changed
    words = tab.evaluate("data => recompute(data).words", data)
    assert (words is not None) == decided


def test_intervals_are_rounded_outwards(opened):
    tab = opened()
    script = """() => {
      const third = Num.read("1/3"), minus = Num.read("-1/3");
      const widths = [third, minus, third.times(minus), third.over(minus), minus.plus(third)];
      return widths.map((x) => [x.lo.toString(), x.hi.toString()]);
    }"""
    values = [-Fraction(-1, 3), Fraction(-1, 3), Fraction(-1, 9), Fraction(-1), Fraction(0)]
    for (low, high), value in zip(tab.evaluate(script), values, strict=True):
        assert Fraction(int(low), 2**320) <= value <= Fraction(int(high), 2**320)
        assert int(high) - int(low) < 8


@pytest.mark.parametrize("number", ["2", "1/3", "10000000000", "1/1000000000000"])
def test_roots_and_logarithms_are_enclosed(opened, number):
    script = """text => [Num.read(text).root(4), Num.read(text).log()].map((x) =>
      [x.lo.toString(), x.hi.toString()])"""
    root, log = (
        [Fraction(int(end), 2**320) for end in ends] for ends in opened().evaluate(script, number)
    )
    value = Fraction(number)
    assert root[0] ** 4 <= value <= root[1] ** 4
    with mpmath.workdps(130):
        exact = mpmath.log(mpmath.mpf(value.numerator) / value.denominator)
        low, high = (mpmath.mpf(end.numerator) / end.denominator for end in log)
        assert low < exact < high
        assert high - low < mpmath.mpf(10) ** -90 * max(1, 1 / float(value))
    assert 0 < root[1] - root[0] < Fraction(1, 2**280)


def test_copying(browser, address):
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    tab = context.new_page()
    tab.goto(f"{address}#claim=monotone.momentum")
    button = tab.locator(".claim[open] .snippet + button").first
    button.click()
    button.get_by_text("copied").wait_for()
    text = tab.evaluate("navigator.clipboard.readText()")
    assert text.startswith("from dmfcheck import claim\n")
    context.close()


def test_without_a_script_all_text_is_there(browser, address):
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(address)
    assert tab.locator(".claim:visible").count() == MANY
    assert not tab.locator("#filters").is_visible()
    entry = tab.locator(".claim[data-id='monotone.literal']")
    assert not entry.get_by_text("Fails at").is_visible()
    entry.locator("summary").first.click()
    assert entry.get_by_text("Fails at").is_visible()
    context.close()


@pytest.mark.parametrize(
    "options",
    [
        {"viewport": {"width": 1200, "height": 900}},
        {"viewport": {"width": 390, "height": 800}},
        {"color_scheme": "dark"},
    ],
    ids=["wide", "phone", "dark"],
)
def test_nobody_is_kept_out(opened, options):
    tab = opened("#claim=monotone.literal", **options)
    tab.locator(".claim[open] .replay button").click()
    found = Axe().run(tab)
    assert found.violations_count == 0, found.generate_report()
    wide = tab.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0
