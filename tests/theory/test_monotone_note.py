"""The lines of notes/monotone-rank.md that can be copied say what the note says that they do."""

import doctest
from pathlib import Path

NOTE = Path(__file__).parents[2] / "notes" / "monotone-rank.md"


def test_every_line_of_the_note_has_the_verdict_that_it_shows() -> None:
    ran = doctest.testfile(str(NOTE), module_relative=False)
    assert ran.failed == 0
    # A line for each row of the table of what fails, and two claims that hold beside them.
    rows = NOTE.read_text(encoding="utf-8").partition("| reading |")[2].partition("\n\n")[0]
    assert ran.attempted >= rows.count("\n| ") + 2
