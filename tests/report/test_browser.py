"""The page of the ledger in a browser."""

import json
import time
from fractions import Fraction

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from dmfcheck.theory.ledger import ledger
from dmfcheck.theory.shown import shown

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


def lines(tab, claim_id):
    """(the verdict, its steps, the exact effective ranks of the table) after the button."""
    entry = tab.locator(f".claim[data-id='{claim_id}']")
    entry.evaluate("entry => { entry.open = true; }")
    begun = time.perf_counter()
    entry.locator(".replay button").click()
    verdict = entry.locator(".verdict").text_content()
    took = time.perf_counter() - begun
    rows = [row.split("\t") for row in entry.locator(".replay tbody").inner_text().split("\n")]
    turns = [int(row.locator("td").first.text_content()) for row in entry.locator("tr.turn").all()]
    return verdict, turns, rows, took


@pytest.mark.parametrize("claim_id", shown())
def test_a_counterexample_is_recomputed_in_the_page(opened, claim_id):
    verdict, turns, rows, took = lines(opened(), claim_id)
    assert "rises from step" in verdict or "falls from step" in verdict
    assert "does not decide" not in verdict
    assert len(turns) == (2 if shown()[claim_id].shape == "rises from step few on" else 3)
    values = [float(row[1].partition(" = ")[0]) for row in rows]
    if len(turns) == 3:
        assert values[turns[0]] < values[turns[1]] > values[turns[2]]
    else:
        assert values[turns[0]] > values[turns[1]]
    assert took < 1  # the page is asked to answer within a second


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
    steps = tab.evaluate("data => replay(data).steps", data)
    assert (steps is not None) == decided


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
