"""Docstrings as Sphinx reads them: their bars are those of absolute values and norms."""

from __future__ import annotations

from typing import Any


def with_bars(line: str) -> str:
    r"""A line of a docstring with ``|`` outside of code made plain.

    >>> with_bars("|x| in ``a|b``")
    '\\|x\\| in ``a|b``'
    """
    if line.lstrip().startswith((">>>", "...")):
        return line
    parts = line.split("``")
    return "``".join(
        part if index % 2 else part.replace("|", "\\|") for index, part in enumerate(parts)
    )


def _plain_bars(_app: Any, _what: str, _name: str, _value: Any, _options: Any, lines: Any) -> None:
    lines[:] = map(with_bars, lines)


def setup(app: Any) -> dict[str, bool]:
    """Called by Sphinx."""
    app.connect("autodoc-process-docstring", _plain_bars)
    return {"parallel_read_safe": True}
