"""The explorer in a browser: what a slider changes is what predict says then."""

import asyncio
import statistics
import threading
import time
from fractions import Fraction

import pytest
from playwright.sync_api import sync_playwright

from dmfcheck import predict
from dmfcheck.base.numbers import integer_text
from dmfcheck.dynamics.balls.onset import onset_step
from dmfcheck.report.explore.asked import asked
from dmfcheck.report.explore.target import of_file, of_spectrum

pytestmark = pytest.mark.browser

OPTIONS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
HALF, HUNDREDTH = Fraction(1, 2), Fraction(1, 100)
WAIT = 60_000
"""Milliseconds at most for a change of the page, on a machine with much else to do."""


@pytest.fixture(scope="module")
def explorer():
    """The page, served from a thread of this process."""
    from dmfcheck.report.explore.serving import Explorer

    found, ready = [], threading.Event()

    def serve():
        asyncio.set_event_loop(asyncio.new_event_loop())
        found.append(Explorer())
        found[0].run(ready.set)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    assert ready.wait(60)
    yield found[0]
    found[0].stop()
    thread.join(30)
    assert not thread.is_alive()


@pytest.fixture(scope="module")
def page(explorer):
    """The page in a browser, and what its console says or it loads from elsewhere."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=OPTIONS)
        said, address = [], explorer.new_address()
        tab = browser.new_page(viewport={"width": 1500, "height": 900})
        tab.set_default_timeout(WAIT)
        own = (address.partition("/?")[0], "blob:")
        tab.on("console", lambda m: m.type in ("error", "warning") and said.append(m.text))
        tab.on("pageerror", lambda error: said.append(str(error)))
        tab.on("request", lambda r: r.url.startswith(own) or said.append(f"loads {r.url}"))
        tab.goto(address)
        tab.wait_for_selector("[data-time='1']")
        yield tab, said
        browser.close()


@pytest.fixture
def tab(page):
    """The page as it first is, but for the sliders that a test before has moved."""
    tab, said = page
    yield tab
    assert said == []


def numbers(tab):
    """(certified steps of recovery, first steps of plateaus) as the page has them."""
    times = tab.locator("[data-time]").all_text_contents()
    return times, tab.locator("[data-start]").all_text_contents()


def predicted(chosen):
    problem = chosen.problem
    target = [value for value, _ in chosen.target.enclosures]
    said = predict(target, depth=problem.depth, alpha=problem.alpha, eta=problem.eta)
    times = [entry.hitting_time for entry in said.eigenvalues]
    shown = [
        "–" if time is None else "..".join(map(integer_text, sorted(set(time)))) for time in times
    ]
    return shown, [integer_text(plateau.start) for plateau in said.plateaus]


def until(tab, chosen):
    """Wait for the numbers of predict."""
    wanted = predicted(chosen)
    limit = time.monotonic() + WAIT / 1000
    while numbers(tab) != wanted and time.monotonic() < limit:
        tab.wait_for_timeout(20)
    assert numbers(tab) == wanted


def move(tab, title, keys):
    """Move the slider with that title by keys of the keyboard."""
    handle = (
        tab.locator(f".bk-slider-title:has-text('{title}')").locator("..").locator(".noUi-handle")
    )
    handle.focus()
    for key in keys:
        tab.keyboard.press(key)


def decide(tab, name, wanted):
    """Wait for a number; where the machine has so much else to do that it is undecided, go on."""
    limit = time.monotonic() + WAIT / 1000
    shown, button = tab.locator(f"[data-name={name}]"), tab.locator("button:has-text('Go on')")
    while shown.all_text_contents() != [wanted] and time.monotonic() < limit:
        if button.is_visible():
            button.click()
        tab.wait_for_timeout(100)
    assert shown.all_text_contents() == [wanted]


def write(tab, spectrum):
    tab.fill("input[type=text]", spectrum)
    tab.keyboard.press("Enter")


def test_what_is_asked_for_is_what_predict_says(tab):
    until(tab, asked(of_spectrum("3,2,1"), 3, HUNDREDTH, HALF))
    before = numbers(tab)
    move(tab, "depth N", ["ArrowRight"] * 4 + ["ArrowLeft"] * 3)
    until(tab, asked(of_spectrum("3,2,1"), 4, HUNDREDTH, HALF))
    assert numbers(tab) != before
    move(tab, "start α", ["ArrowLeft"])
    until(tab, asked(of_spectrum("3,2,1"), 4, Fraction(1, 50), HALF))
    move(tab, "λ₂", ["ArrowRight"])
    until(tab, asked(of_spectrum("3,41/20,1"), 4, Fraction(1, 50), HALF))
    move(tab, "step η", ["ArrowLeft"])
    chosen = asked(of_spectrum("3,41/20,1"), 4, Fraction(1, 50), Fraction(49, 100))
    until(tab, chosen)
    problem = chosen.problem
    onset = onset_step("3,41/20,1", 4, problem.alpha, problem.eta)
    decide(tab, "onset", f"step {onset[0]}, certified")
    decide(tab, "horizon", "beyond step 20000")
    tab.select_option("select", "HeavyBall")
    tab.wait_for_selector("text=nothing is certified of HeavyBall from Identical")
    assert numbers(tab) == (["–"] * 3, [])
    tab.wait_for_selector("th:has-text('in float64')")
    tab.select_option("select", "Descent")
    until(tab, chosen)
    write(tab, "2, 1/3")
    until(tab, asked(of_spectrum("2,1/3"), 4, Fraction(1, 50), Fraction(49, 100)))


def test_what_is_wrong_is_said_in_one_line_until_it_is_mended(tab):
    write(tab, "2, x")
    alert = tab.locator("[role=alert]")
    assert "--spectrum entry 2 is ' x'; accepted: " in alert.text_content()
    assert numbers(tab) == ([], [])
    bad = {"name": "bad.csv", "mimeType": "text/csv", "buffer": b"1,2\n5,1"}
    tab.set_input_files("input[type=file]", files=[bad])
    tab.wait_for_selector("[role=alert]:has-text('MATRIX bad.csv')")
    assert "largest asymmetry is 3" in alert.text_content()
    own = {"name": "own.csv", "mimeType": "text/csv", "buffer": b"2,0\n0,1"}
    tab.set_input_files("input[type=file]", files=[own])
    tab.wait_for_selector("code:has-text('dmfcheck predict own.csv --depth ')")
    depth = int(tab.locator("code").last.text_content().split()[4])
    alpha = Fraction(tab.locator("code").last.text_content().split()[6])
    until(tab, asked(of_file("own.csv", b"2,0\n0,1"), depth, alpha, Fraction(49, 100)))
    assert alert.count() == 0
    # What is written counts again, and the box of the file is empty.
    write(tab, "2, 1/3")
    until(tab, asked(of_spectrum("2,1/3"), depth, alpha, Fraction(49, 100)))
    assert tab.locator("input[type=file]").input_value() == ""


def test_on_a_phone_what_lines_are_is_read_whole(tab):
    write(tab, "3.8233559, 1.9914679, 1.2192012, 0.026301368, -1.6580256, -2.676098")
    tab.wait_for_selector("li:has-text('λ₆ = −2.676098')")
    tab.wait_for_selector("sup")
    tab.set_viewport_size({"width": 390, "height": 844})
    tab.wait_for_timeout(500)
    keys = tab.locator("li")
    assert {"effective rank", "certified plateau"} < set(keys.all_text_contents())
    for place in range(keys.count()):
        box = keys.nth(place).bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390, keys.nth(place).text_content()
    assert tab.evaluate("document.documentElement.scrollWidth") <= 390
    reason = tab.locator("p.reason")
    assert reason.all_text_contents() == [
        "1 an eigenvalue <= 0 is not recovered from the identical start"
    ]
    assert reason.bounding_box()["height"] < 60
    tab.set_viewport_size({"width": 1500, "height": 900})


def test_a_change_is_seen_soon(tab):
    write(tab, "3,2,1")
    spent = []
    for place in range(7):
        before = numbers(tab)
        begun = time.perf_counter()
        move(tab, "step η", ["ArrowRight"])
        while numbers(tab) == before:
            assert time.perf_counter() - begun < WAIT / 1000, place
            tab.wait_for_timeout(5)
        spent.append(time.perf_counter() - begun)
    print(f"seen after {min(spent):.3f} to {max(spent):.3f} s, {statistics.median(spent):.3f}")
