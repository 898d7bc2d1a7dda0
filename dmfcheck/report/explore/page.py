"""The page of the explorer: its controls, and what a change of one sets off."""

from __future__ import annotations

import base64
from collections.abc import Callable
from fractions import Fraction
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from dmfcheck.base.bounds import interruptible, within
from dmfcheck.base.exact_text import rational_text
from dmfcheck.base.validation import BadInput
from dmfcheck.report.explore.asked import STARTS, Asked, asked, known_updates
from dmfcheck.report.explore.figures import Figures
from dmfcheck.report.explore.tables import tables
from dmfcheck.report.explore.target import Target, of_file, of_spectrum, spectrum_text
from dmfcheck.report.explore.view import LONG, QUICK, RESTING, view

if TYPE_CHECKING:
    from bokeh.document import Document

__all__ = ["Page", "build"]

DEPTHS = (2, 10)
SPECTRUM, DEPTH, START, SHARE = "3,2,1", 3, "1/100", 50
"""What is asked for first."""

LARGEST_SHARE = 150
"""Percent of the stable step: beyond 100 nothing is certified, and the curves show what happens."""

SLIDERS = 4
"""Eigenvalues that have a slider each; a longer spectrum is written."""

TWENTIETHS = 20
"""An eigenvalue's slider has so many places a unit, each an exact number."""

LOWEST, HIGHEST = -1, 5

DRAIN, REST = 15, 350
"""Milliseconds after a change until it is drawn, so that the newest counts, and until what is left
undecided is gone on with."""

LONGEST_NAME = 40
"""Characters."""

READING = 20.0
"""Seconds for a file."""

STYLE = """
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .15rem .8rem .15rem 0; vertical-align: top; }
th { font-weight: 600; border-bottom: 1px solid #999; }
h2 { font-size: 1rem; margin: .9rem 0 .3rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem .9rem; margin: 0; }
dt { font-weight: 600; } dd { margin: 0; overflow-wrap: anywhere; }
code { font-size: .92em; }
p { margin: .2rem 0; }
.alert { color: #8a1c00; border-left: 3px solid #d55e00; padding-left: .6rem; }
.alert, .reason { overflow-wrap: anywhere; }
"""


def build(document: Document) -> None:
    """Put a page into the document of a session."""
    from bokeh.core.templates import get_env

    page = Page(document)
    document.title = "dmfcheck explore"
    source = (files("dmfcheck.report.explore") / "page.html").read_text(encoding="utf-8")
    document.template = get_env().from_string(source)
    for name, root in page.roots.items():
        root.name = name
        document.add_root(root)
    page.redraw()


class Page:
    """Its widgets, and the target that they are about."""

    def __init__(self, document: Document) -> None:
        from bokeh import models
        from bokeh.layouts import column

        self._document = document
        self._target: Target = of_spectrum(SPECTRUM)
        self._setting = self._waiting = self._reading = False
        self._refused: BadInput | None = None
        self._resting: Any = None
        self._drawn: Asked | None = None
        wide: dict[str, Any] = {"sizing_mode": "stretch_width"}
        self.depth = models.Slider(
            start=DEPTHS[0], end=DEPTHS[1], step=1, value=DEPTH, title="depth N", **wide
        )
        starts = [rational_text(start) for start in STARTS]
        self.alpha = models.CategoricalSlider(
            categories=starts, value=START, title="start α", **wide
        )
        self.share = models.Slider(
            start=1,
            end=LARGEST_SHARE,
            step=1,
            value=SHARE,
            title="step η, in % of the stable one",
            **wide,
        )
        self.spectrum = models.TextInput(value=SPECTRUM, title="eigenvalues, exact", **wide)
        self.eigenvalues = [
            models.Slider(
                start=LOWEST,
                end=HIGHEST,
                step=1 / TWENTIETHS,
                value=1,
                title=f"λ{'₁₂₃₄'[place]}",
                **wide,
            )
            for place in range(SLIDERS)
        ]
        self.file = models.FileInput(
            accept=".csv,.npy,.mtx,.gz", title="or a symmetric matrix: .csv, .npy, .mtx", **wide
        )
        self.update = models.Select(options=list(known_updates()), title="update", **wide)
        self.parameter = models.Slider(
            start=0, end=0.99, step=0.01, value=0.5, visible=False, **wide
        )
        style = models.InlineStyleSheet(css=STYLE)
        self.message = models.Div(text="", stylesheets=[style], **wide)
        self.numbers = models.Div(text="", stylesheets=[style], **wide)
        self.more = models.Button(
            label=f"Go on with what is undecided, up to {LONG:g} s", visible=False, **wide
        )
        self.figures = Figures()
        self._connect()
        self._follow_text()
        controls = [self.depth, self.alpha, self.share, self.update, self.parameter, self.spectrum]
        self.roots = {
            "controls": column(*controls, *self.eigenvalues, self.file, **wide),
            "figures": column(
                self.figures.keys_above,
                self.figures.above,
                self.figures.keys_below,
                self.figures.below,
                **wide,
            ),
            "numbers": column(self.message, self.more, self.numbers, **wide),
        }

    def _connect(self) -> None:
        for widget in (self.depth, self.alpha, self.share, self.parameter):
            _on_value(widget, self.changed)
        for slider in self.eigenvalues:
            _on_value(slider, self._take_sliders)
        _on_value(self.spectrum, self._take_text)
        self.update.value = self.update.options[0]
        _on_value(self.update, self._take_update)
        # A file that has been changed comes by the same name, another may have the same content.
        for what in ("value", "filename"):
            _on_value(self.file, self._file_comes, what)
        self.more.on_click(lambda _: self._take_time())

    def changed(self) -> None:
        """Draw anew soon, once for all that has changed until then."""
        if not self._waiting:
            self._waiting = True
            self._document.add_timeout_callback(self.redraw, DRAIN)

    def redraw(self, seconds: float = QUICK) -> None:
        """Show what is known of what the controls say, within ``seconds``."""
        self._waiting = False
        if self._resting is not None:
            self._document.remove_timeout_callback(self._resting)
            self._resting = None
        try:
            if self._refused is not None:
                raise self._refused
            found = view(self._asked(), seconds)
            self.figures.show(found)
            self.numbers.text = tables(found)
        except BadInput as error:
            self._refuse(error)
            return
        except Exception as error:
            # Whatever is wrong here, no numbers of other settings stay beside these.
            self._refuse(f"internal error ({type(error).__name__}: {error}); please report it")
            raise
        self.message.text = ""
        self.more.visible = found.undecided and seconds > QUICK
        if found.undecided and seconds == QUICK:
            self._resting = self._document.add_timeout_callback(self._rest, REST)

    def _rest(self) -> None:
        self._resting = None
        self.redraw(RESTING)

    def _asked(self) -> Asked:
        offered = known_updates()[self.update.value]
        return asked(
            self._target,
            int(self.depth.value),
            Fraction(self.alpha.value),
            Fraction(round(self.share.value), 100),
            offered.at(Fraction(round(self.parameter.value * 100), 100)),
        )

    def _refuse(self, error: BadInput | str) -> None:
        # What was found before is not of what is asked for now.
        self.message.text = f"<p class='alert' role='alert'>{escape(str(error))}</p>"
        self.numbers.text = ""
        self.more.visible = False

    def _take_text(self) -> None:
        if self._setting:
            return
        if self._written():
            self.file.clear()
            self._follow_text()
            self.changed()

    def _written(self) -> bool:
        """Take the target that is written; what is none is refused until it is mended."""
        try:
            self._target, self._refused = of_spectrum(self.spectrum.value), None
        except BadInput as error:
            self._refused = error
            self._refuse(error)
        return self._refused is None

    def _follow_text(self) -> None:
        """Set the sliders to the eigenvalues that are written, if they have places for them."""
        values = self._target.values
        exact = [value * TWENTIETHS for value in values]
        fits = len(values) <= SLIDERS and not self._target.file
        fits = fits and all(
            part.denominator == 1 and LOWEST <= value <= HIGHEST
            for part, value in zip(exact, values, strict=True)
        )
        self._setting = True
        for place, slider in enumerate(self.eigenvalues):
            slider.visible = fits and place < len(values)
            if slider.visible:
                slider.value = float(values[place])
        self._setting = False

    def _take_sliders(self) -> None:
        if self._setting:
            return
        shown = [slider for slider in self.eigenvalues if slider.visible]
        values = [Fraction(round(slider.value * TWENTIETHS), TWENTIETHS) for slider in shown]
        self._setting = True
        self.spectrum.value = spectrum_text(values)
        self._setting = False
        if self._written():
            self.changed()

    def _take_update(self) -> None:
        offered = known_updates()[self.update.value]
        self.parameter.visible = bool(offered.parameter)
        if offered.parameter:
            self.parameter.title = offered.parameter
        self.changed()

    def _file_comes(self) -> None:
        """Take it once, when both its name and its content are here."""
        if not self._reading:
            self._reading = True
            self._document.add_timeout_callback(self._take_file, DRAIN)

    def _take_file(self) -> None:
        self._reading = False
        if not self.file.filename:
            return
        name = str(self.file.filename)
        try:
            with within(READING) as limit, interruptible():
                self._target = of_file(name, base64.b64decode(str(self.file.value)))
        except BadInput as error:
            self._refuse(error)
            return
        if limit.reached:
            self._refuse(
                BadInput(f"MATRIX {name}", "undecided", f"what takes {READING:g} s to read")
            )
            return
        self._refused = None
        self._setting = True
        # What was written is no longer what is shown.
        self.spectrum.update(value="", placeholder=f"those of {name}"[:LONGEST_NAME])
        self._setting = False
        self._follow_text()
        self.changed()

    def _take_time(self) -> None:
        self.more.visible = False
        self.message.text = "<p role='status'>computing…</p>"
        # After the browser has been told.
        self._document.add_timeout_callback(lambda: self.redraw(LONG), DRAIN)


def _on_value(widget: Any, then: Callable[[], None], what: str = "value") -> None:
    def told(attr: str, old: object, new: object) -> None:  # noqa: ARG001 - the names are asked for
        then()

    widget.on_change(what, told)
