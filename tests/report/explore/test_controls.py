"""The controls without a browser: what is refused stays so, what is extreme is drawn."""

import base64
import warnings

import pytest
from bokeh.document import Document

from dmfcheck.report.explore.page import Page


@pytest.fixture
def page():
    document = Document()
    found = Page(document)
    for root in found.roots.values():
        document.add_root(root)
    found.document = document
    return found


def elapse(page):
    """Let pass the time that the page waits for."""
    for waiting in page.document.session_callbacks:
        if waiting not in page.document.session_callbacks:
            continue  # one before has called it off
        page.document.remove_timeout_callback(waiting)
        waiting.callback()


EXTREME = ["1e300,1", "1e3000,1", "1e-300", "1e-3000", "1e100,1e-100", "-1e300", "0,0", "-1"]
EXTREME += [",".join(map(str, range(1, 102))), "1,1.0000000000000000000000001"]


@pytest.mark.parametrize("spectrum", EXTREME)
def test_what_is_extreme_is_drawn_or_said_why_not(page, spectrum):
    page.spectrum.value = spectrum
    for depth, alpha, share in ((2, "1", 1), (10, "1/100000000", 150), (10, "1", 100)):
        page.depth.value, page.alpha.value, page.share.value = depth, alpha, share
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            page.redraw()
        assert page.message.text == ""
        assert "<h2>Recovery</h2>" in page.numbers.text
        drawn = len(page.figures.above.renderers[0].data_source.data["k"])
        said = any(
            reason in page.numbers.text
            for reason in ("are beyond 1e-100..1e100", "are drawn", "undecided", "1e300")
        )
        assert drawn or said


def test_a_spectrum_that_is_refused_stays_refused_while_sliders_move(page):
    page.redraw(60)
    assert "data-time" in page.numbers.text
    page.spectrum.value = "3, x"
    page.depth.value = 4
    elapse(page)
    assert "entry 2 is &#x27; x&#x27;" in page.message.text
    assert page.numbers.text == ""
    page.spectrum.value = "3, 1"
    elapse(page)
    assert page.message.text == ""
    assert "--spectrum=3,1 --depth 4" in page.numbers.text


@pytest.mark.parametrize("broken", ["view", "tables"])
def test_after_an_error_no_numbers_of_other_settings_stay(page, monkeypatch, broken):
    page.redraw()
    assert "data-time" in page.numbers.text

    def fails(*_):
        raise RuntimeError("<b>wrong</b>")

    with monkeypatch.context() as patch:
        patch.setattr(f"dmfcheck.report.explore.page.{broken}", fails)
        page.depth.value = 5
        with pytest.raises(RuntimeError):
            elapse(page)
    assert page.numbers.text == ""
    assert "internal error (RuntimeError: &lt;b&gt;wrong" in page.message.text
    page.depth.value = 4
    elapse(page)
    assert (page.message.text, "--depth 4" in page.numbers.text) == ("", True)


def choose(page, name, content):
    """As the browser does: all at once, or what has changed of it."""
    page.file.set_from_json("value", base64.b64encode(content).decode())
    page.file.set_from_json("filename", name)
    elapse(page)
    elapse(page)


def test_a_file_that_has_changed_is_read_again(page):
    choose(page, "own.csv", b"2,0\n0,1")
    assert [float(value) for value in page._target.values] == [2, 1]
    assert (page.spectrum.value, page.spectrum.placeholder) == ("", "those of own.csv")
    choose(page, "own.csv", b"5,0\n0,1")
    assert [float(value) for value in page._target.values] == [5, 1]
    choose(page, "other.csv", b"5,0\n0,1")
    assert "dmfcheck predict other.csv" in page.numbers.text
    # The spectrum of before is asked for again.
    page.spectrum.value = "3,2,1"
    elapse(page)
    assert "--spectrum=3,2,1" in page.numbers.text


def test_a_file_mends_a_spectrum_that_was_refused(page):
    page.spectrum.value = "x"
    choose(page, "own.csv", b"2,0\n0,1")
    assert page.message.text == ""
    assert "dmfcheck predict own.csv" in page.numbers.text
    choose(page, "bad.csv", b"nan")
    assert "MATRIX bad.csv has" in page.message.text
    assert page.numbers.text == ""
