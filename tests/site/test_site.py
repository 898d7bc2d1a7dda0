"""The site is built from the notes and the source: nothing leads nowhere, nothing is loaded."""

import doctest
import html
import importlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from dmfcheck.theory.ledger import ledger

ROOT = Path(__file__).parents[2]
BUILD = ROOT / "notes/site/build.py"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The folder of HTML, and what the build printed."""
    place = tmp_path_factory.mktemp("site")
    if "PYTEST_XDIST_WORKER" in os.environ:  # once for all workers
        place = tmp_path_factory.getbasetemp().parent
    folder, said = place / "html", place / "site.json"
    with FileLock(place / "site.lock"):
        if not said.exists():
            done = build("-o", folder)
            said.write_text(json.dumps([done.returncode, done.stdout, done.stderr]))
    code, printed, faults = json.loads(text_of(said))
    assert code == 0, printed + faults
    return folder, printed


@pytest.fixture
def modules(monkeypatch):
    """Imports a module of the site."""
    monkeypatch.syspath_prepend(BUILD.parent)
    return importlib.import_module


def build(*arguments, code=None):
    command = [sys.executable, *(["-c", code] if code else [BUILD]), *arguments]
    environment = {**os.environ, "PYTHONPATH": str(BUILD.parent)}
    return subprocess.run(command, capture_output=True, text=True, env=environment)


def text_of(path):
    return path.read_text(encoding="utf-8")


def test_every_claim_and_every_note_has_a_page(site, modules):
    folder, printed = site
    names = modules("pages.names")
    pages = {path.relative_to(folder).as_posix() for path in folder.rglob("*.html")}
    assert {f"{names.claim_page(name)}.html" for name in ledger()} <= pages
    assert {f"{path.stem}.html" for path in (ROOT / "notes").glob("*.md")} <= pages
    assert f"{len(pages)} pages" in printed


def test_a_page_of_a_claim(site):
    page = text_of(site[0] / "claims/monotone/literal.html")
    assert re.search(r'<span class="[^"]*refuted[^"]*">false</span>', page)
    assert "<math><semantics>" in page
    assert "monotone_literal" in page
    assert 'href="../../findings.html"' in page
    # Sphinx gives every word of a block its colour, so that text is looked for without it.
    plain = re.sub(r"<[^>]*>", "", page)
    assert 'claim("monotone.literal").examine(depth=2' in html.unescape(plain)
    assert '"verdict": "refuted"' in html.unescape(plain)


def test_formulas_need_no_script(site):
    for path in site[0].rglob("*.html"):
        assert not re.search(r"mathjax|katex|\$\$", text_of(path), re.IGNORECASE), path


def test_ids_and_names_in_notes_lead_to_their_pages(site):
    findings = text_of(site[0] / "findings.html")
    assert re.search(r'href="claims/rank/window\.html"', findings)
    house = text_of(site[0] / "house.html")
    assert 'href="claims/step/quoted.html"' in house


def test_variables_and_methods_are_those_of_the_source(site, modules):
    names = modules("pages.names")
    variables = text_of(site[0] / "reference/variables.html")
    assert len(names.variables()) > 60
    for name in names.variables():
        assert f'id="variable-{name.lower().replace("_", "-")}"' in variables
    sections = modules("pages.variables").sections()
    assert [name for group in sections.values() for name in group] == list(names.variables())
    arithmetic = text_of(site[0] / "reference/arithmetic.html")
    assert len(names.methods()) > 25
    for name in names.methods():
        assert f'id="dmfcheck.claims.arithmetic.Arithmetic.{name}"' in arithmetic


def test_everything_public_is_documented(site, modules):
    page = text_of(site[0] / "api.html")
    for name in modules("pages.names").public():
        if name != "__version__":
            assert f'id="dmfcheck.{name}"' in page


BROKEN = """# Title

[one](nowhere.md), [another](#no-such-heading), [good](#title)

```{eval-rst}
.. autofunction:: dmfcheck.none_such
```
"""


def test_a_broken_note_fails(tmp_path):
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages/index.md").write_text(BROKEN)
    code = "import sys; from pathlib import Path; from build import html; " + (
        "sys.exit(html(*map(Path, sys.argv[1:])))"
    )
    done = build(tmp_path / "pages", tmp_path / "html", tmp_path / "trees", code=code)
    assert done.returncode == 1
    for wrong in ("nowhere.md", "no-such-heading", "none_such"):
        assert wrong in done.stderr
    assert "#title" not in done.stderr


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('<a href="b.html">', "'b.html' leads nowhere"),
        ('<a href="#x">', "'#x' has no such anchor"),
        ('<p id="x"><a href="a.html#y">', "'a.html#y' has no such anchor"),
        ('<img src="b.png">', "'b.png' leads nowhere"),
        ('<script src="https://a.org/b.js"></script>', "is loaded from elsewhere"),
        ('<link rel="stylesheet" href="//a.org/b.css">', "is loaded from elsewhere"),
        ('<p id="x"><a href="a.html#x"><a href="#x"><a href="https://a.org">', None),
    ],
)
def test_links_of_html(tmp_path, modules, text, fault):
    (tmp_path / "a.html").write_text(text)
    found = modules("links").faults(tmp_path)
    assert [fault in line for line in found] == ([True] if fault else [])


def test_a_library_that_is_not_there_names_the_extra(tmp_path):
    code = "import sys, build; build.NEEDS = ('none_such',); sys.exit(build.main(sys.argv[1:]))"
    done = build("-o", tmp_path / "html", code=code)
    assert done.returncode == 2
    assert done.stderr == (
        "build.py needs none_such; accepted: with the extra site: pip install 'dmfcheck[site]'\n"
    )


def test_a_folder_with_something_in_it_is_not_written_to(tmp_path):
    (tmp_path / "mine").touch()
    done = build("-o", tmp_path)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "accepted: a new or empty folder" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_every_statement_is_cut_without_a_loss(modules):
    parts = modules("formulas").parts
    for claim in ledger().values():
        found = parts(claim.statement)
        kept = "".join(f"\\text{{{text}}}" if words else text for text, words in found)
        without = re.compile(r"\\ |\s")
        assert without.sub("", kept) == without.sub("", claim.statement)
        for text, words in found:
            assert words or text.count("{") == text.count("}")


def test_a_kind_that_is_not_told_fails(modules):
    with pytest.raises(ValueError, match="the source has"):
        modules("pages.kinds").said_of_all({"identity": ""}, ("identity", "other"))


@pytest.mark.parametrize("name", ["formulas", "docstrings", "pages.names", "pages.tables"])
def test_examples(modules, name):
    tested = doctest.testmod(modules(name))
    assert tested.attempted
    assert not tested.failed
