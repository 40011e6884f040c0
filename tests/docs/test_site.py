"""The site: built without a warning and without a network, notebooks run, every link checked.

Kernels take long to start. So the site runs one notebook here and the pages of the reference, and
`test_notebooks.py` the others; in the slow form it runs them all, as CONTRIBUTING says to build it.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from sim.plots import DRAWINGS
from tests.docs.scripts import script

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
NOWHERE = "http://127.0.0.1:9"
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
QUICK = [path for path in NOTEBOOKS if path.stem == "04_theory"]
"""The notebook that plays no worlds."""


def built(out: Path, not_run: list[Path]) -> Path:
    """The site as CONTRIBUTING says to build it; a proxy that is none makes any request fail."""
    proxies = {f"{kind}_proxy": NOWHERE for kind in ("http", "https", "all")}
    called = ["-W", "--keep-going", "-n", "-q", "-c", "docs", "-d", str(out / ".doctrees")]
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", *called, ".", str(out)],
        cwd=ROOT,
        env={**os.environ, **proxies, "NOT_RUN": " ".join(path.name for path in not_run)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return out


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, of whose notebooks only one is run."""
    others = [path for path in NOTEBOOKS if path not in QUICK]
    return built(tmp_path_factory.mktemp("site"), not_run=others)


class Page(HTMLParser):
    """What a page links to, what it fetches when it is opened, and its anchors."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.fetched: set[str] = set()
        self.anchors: set[str] = set()
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {key: value or "" for key, value in attrs}
        self.anchors |= {told[key] for key in ("id", "name") if key in told}
        if tag == "a" and "href" in told:
            self.links.add(told["href"])
        elif "src" in told or (tag == "link" and "href" in told):
            self.fetched.add(told.get("src", told.get("href", "")))


def pages_of(site: Path) -> dict[Path, Page]:
    return {path: Page(path) for path in site.rglob("*.html")}


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Page]:
    return pages_of(site)


def test_no_page_asks_another_place_for_anything(site: Path, pages: dict[Path, Page]) -> None:
    asked = {each for page in pages.values() for each in page.fetched if urlsplit(each).netloc}
    assert asked == set()
    for sheet in site.rglob("*.css"):
        found = re.findall(r"(?:url\(|@import)\s*['\"]?((?:https?:)?//[^)'\"]+)", sheet.read_text())
        assert found == [], sheet


def test_every_link_within_the_site_leads_somewhere(pages: dict[Path, Page]) -> None:
    lost = [
        f"{path.name}: {link}"
        for path, page in pages.items()
        for link in page.links | page.fetched
        if not leads_somewhere(path, link, pages)
    ]
    assert lost == []


def leads_somewhere(path: Path, link: str, pages: dict[Path, Page]) -> bool:
    """Whether a link of a page leads to a file, and to an anchor that is there."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return True
    target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
    if not target.is_file():
        return False
    return target not in pages or not parts.fragment or parts.fragment in pages[target].anchors


def test_notebooks_show_what_they_gave(pages: dict[Path, Page]) -> None:
    assert QUICK
    shows_what_it_gave(QUICK, pages)


@pytest.mark.slow
def test_the_whole_site_with_every_notebook_run(tmp_path: Path) -> None:
    whole = pages_of(built(tmp_path, not_run=[]))
    shows_what_it_gave(NOTEBOOKS, whole)
    test_every_link_within_the_site_leads_somewhere(whole)


def shows_what_it_gave(notebooks: list[Path], pages: dict[Path, Page]) -> None:
    for notebook in notebooks:
        page = next(path for path in pages if path.stem == notebook.stem)
        text = page.read_text(encoding="utf-8")
        assert 'class="cell_output' in text, notebook
        assert "image/" in text or "<img" in text, notebook


def test_reference_is_made_of_the_program(site: Path) -> None:
    commands = (site / "docs/reference/commands.html").read_text(encoding="utf-8")
    assert all(word in commands for word in ("sim calibrate", "--until-se", "sim verify-results"))
    keys = (site / "docs/reference/schema.html").read_text(encoding="utf-8")
    assert all(word in keys for word in ("after_lapse", "concession_curve", "0 to 1"))
    python = (site / "docs/reference/python.html").read_text(encoding="utf-8")
    assert 'id="sim.bargaining_range"' in python
    columns = (site / "docs/reference/columns.html").read_text(encoding="utf-8")
    assert all(word in columns for word in ("durable_peace", "held_area", "empty_range"))


def test_the_python_reference_has_every_public_name() -> None:
    import sim

    text = (DOCS / "reference" / "python.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^\.\. auto\w+:: (\w+)$", text, re.MULTILINE))
    assert named == set(sim.__all__) - {"__version__"}


def test_the_gallery_has_every_figure_of_a_run() -> None:
    text = (DOCS / "reference" / "figures.md").read_text(encoding="utf-8")
    assert re.findall(r"run\.plot\.(\w+)\(\)", text) == list(DRAWINGS)
    figures = {path.name for path in (DOCS / "figures").glob("*.png")}
    shown = set(
        re.findall(r"figures/(\w+\.png)", "".join(p.read_text() for p in DOCS.rglob("*.md")))
    )
    assert figures <= shown


def test_the_list_for_language_models_is_current() -> None:
    lister = script("llms")
    assert lister.TARGET.read_text(encoding="utf-8") == lister.llms(), "run: python docs/llms.py"


def test_every_page_is_in_a_table_of_contents() -> None:
    lister = script("llms")
    listed = set(lister.pages(DOCS / "index.md"))
    written = set(DOCS.rglob("*.md")) | set((ROOT / "notebooks").glob("*.ipynb"))
    assert {p for p in written - listed if "_build" not in p.parts} == set()
