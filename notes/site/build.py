"""Builds the site: `python notes/site/build.py -o FOLDER`, with the extra `site`.

The notes are copied beside pages that are made from the source (pages/), and Sphinx makes HTML of
both, which loads nothing from anywhere. A warning, a link that leads nowhere or to an anchor that
is none, and anything that a browser would load from elsewhere end it with exit code 1.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).parent
NOTES = HERE.parent
NEEDS = ("sphinx", "myst_parser", "furo", "latex2mathml")
STRICT = ("-q", "-W", "--keep-going", "-b", "html")
TAKEN = ("*.md", "*.png", "*.svg")
OUTSIDE = {"../tests/data/README.md": "data.md"}
"""What the notes link to that is not among them, and the page that it becomes."""


def main(words: list[str] | None = None) -> int:
    """Builds; the exit code is 0, 1 for a site with a fault, 2 for bad input."""
    parser = argparse.ArgumentParser(description="Build the site of dmfcheck.")
    parser.add_argument("-o", "--output", required=True, type=Path, help="a new or empty folder")
    output = parser.parse_args(words).output
    if missing := [name for name in NEEDS if find_spec(name) is None]:
        return _refuse(
            f"build.py needs {', '.join(missing)}; "
            "accepted: with the extra site: pip install 'dmfcheck[site]'"
        )
    if output.exists() and (not output.is_dir() or any(output.iterdir())):
        return _refuse(f"--output is {output}, which is there; accepted: a new or empty folder")
    with tempfile.TemporaryDirectory() as work:
        sources = Path(work, "pages")
        stage(sources)
        return 1 if html(sources, output, Path(work, "doctrees")) else _linked(output)


def stage(sources: Path) -> None:
    """The notes, and the pages made from the source, in the folder ``sources``."""
    from navigation import with_navigation
    from pages import made

    for pattern in TAKEN:
        for path in NOTES.rglob(pattern):
            if HERE not in path.parents:
                copy = sources / path.relative_to(NOTES)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, copy)
    for link, name in OUTSIDE.items():
        shutil.copyfile(NOTES / link, sources / name)
        for page in sources.glob("*.md"):
            text = page.read_text(encoding="utf-8")
            page.write_text(text.replace(f"]({link})", f"]({name})"), encoding="utf-8")
    for name, text in made(sources).items():
        page = sources / name
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(text, encoding="utf-8")
    home = (HERE / "index.md").read_text(encoding="utf-8")
    (sources / "index.md").write_text(with_navigation(home, sources), encoding="utf-8")


def html(sources: Path, output: Path, doctrees: Path) -> int:
    """Sphinx's exit code: 1 where it had anything to warn of."""
    from sphinx.cmd.build import build_main

    return build_main([*STRICT, "-c", str(HERE), "-d", str(doctrees), str(sources), str(output)])


def _linked(output: Path) -> int:
    from links import faults

    found = faults(output)
    print(*found, f"{sum(1 for _ in output.rglob('*.html'))} pages in {output}", sep="\n")
    return 1 if found else 0


def _refuse(line: str) -> int:
    print(line, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
