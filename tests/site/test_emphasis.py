"""No star or underscore of a note that is meant as such begins an emphasis."""

import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin

ROOT = Path(__file__).parents[2]
NOTES = [*sorted((ROOT / "notes").rglob("*.md")), ROOT / "README.md"]
READER = MarkdownIt("commonmark").enable("table").use(dollarmath_plugin, double_inline=True)


def strays(text):
    """What is emphasised though it begins within a word, or with what ends a clause."""
    found = []
    for block in READER.parse(text):
        parts = block.children or []
        for place, part in enumerate(parts):
            if part.type not in ("em_open", "strong_open"):
                continue
            within = parts[place + 1].content
            last = parts[place - 1].content[-1:] if place else ""
            if re.match(r"[\w.|_^)'/]", last) or re.match(r"[,.;)'|]", within):
                found.append(within)
    return found


@pytest.mark.parametrize("note", NOTES, ids=lambda note: note.stem)
def test_nothing_is_emphasised_by_mistake(note):
    assert strays(note.read_text(encoding="utf-8")) == []


def test_a_mistake_is_seen():
    assert strays("of *step* alone, of step.*, time.* and more") == [", time."]
    assert strays("r = ||W||_* / ||W|| while w_{L+1} is small") == ["* / ||W|| while w"]
    assert strays("r = ||W||\\_\\* / ||W|| while w_{L+1} is small") == []
    assert strays(r"of step.\*, time.\* and *more*") == []
