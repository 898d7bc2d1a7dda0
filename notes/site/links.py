"""Links of a folder of HTML that lead nowhere, and what its pages would load from elsewhere."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit


class _Page(HTMLParser):
    """The anchors of a page, where its links lead, and what a browser loads for it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.anchors: set[str] = set()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.anchors |= {values[name] for name in ("id", "name") if name in values}
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        elif tag == "link" and values.get("rel") in ("stylesheet", "icon", "preload"):
            self.loaded.append(values["href"])
        if "src" in values:
            self.loaded.append(values["src"])


def faults(folder: Path) -> list[str]:
    """A line for each link within ``folder`` that is broken, and for all that is not in it."""
    pages = {path.resolve(): _Page(path.read_text("utf-8")) for path in folder.rglob("*.html")}
    found = []
    for path, page in sorted(pages.items()):
        name = path.relative_to(folder.resolve())
        for link in (*page.links, *page.loaded):
            if wrong := _wrong(link, path, pages, link in page.loaded):
                found.append(f"{name}: {link!r} {wrong}")
    return found


def _wrong(link: str, path: Path, pages: dict[Path, _Page], loaded: bool) -> str:
    parts = urlsplit(link)
    if parts.scheme == "data":
        return ""
    if parts.scheme or parts.netloc:
        return "is loaded from elsewhere" if loaded else ""
    target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
    if target not in pages:
        return "" if target.is_file() else "leads nowhere"
    anchor = unquote(parts.fragment)
    return "" if not anchor or anchor in pages[target].anchors else "has no such anchor"
