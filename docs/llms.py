"""Write llms.txt: what the project is, and every page of the site with its first sentence.

The form is that of llmstxt.org. Run ``python docs/llms.py`` after adding or renaming a page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "llms.txt"
_TREE = re.compile(r"^```\{toctree\}\n(.*?)^```", re.MULTILINE | re.DOTALL)
_LONGEST = 200


def text_of(page: Path) -> str:
    """A page's Markdown; of a notebook that of its first cell."""
    text = page.read_text(encoding="utf-8")
    if page.suffix == ".ipynb":
        return "".join(json.loads(text)["cells"][0]["source"])
    return re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)


def below(page: Path) -> list[Path]:
    """Pages that a page's tables of contents name, in their order."""
    return [
        found
        for tree in _TREE.findall(text_of(page))
        for entry in tree.splitlines()
        if entry and not entry.startswith(":")
        for found in sorted(_files((page.parent / entry).resolve()))
    ]


def _files(stem: Path) -> Iterator[Path]:
    for ending in (".md", ".ipynb"):
        yield from stem.parent.glob(stem.name + ending)


def pages(page: Path) -> Iterator[Path]:
    """A page and all that lie below it."""
    yield page
    for each in below(page):
        yield from pages(each)


def title(page: Path) -> str:
    """A page's first heading."""
    found = re.search(r"^# (.+)$", text_of(page), re.MULTILINE)
    assert found is not None, page
    return found[1].replace("`", "")


def first_sentence(page: Path) -> str:
    """The first sentence in prose below the heading, without links; empty where there is none."""
    below_title = re.split(r"^# .+$", text_of(page), maxsplit=1, flags=re.MULTILINE)[1]
    without_code = re.sub(r"^```.*?^```$", "", below_title, flags=re.MULTILINE | re.DOTALL)
    prose = (part for part in without_code.split("\n\n") if re.match(r"\s*[A-Za-z`*]", part))
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", " ".join(next(prose, "").split()))
    sentence = re.split(r"(?<=[.?!])(?<!al\.)\s|:$", plain.replace("*", ""))[0]
    return sentence if len(sentence) <= _LONGEST else sentence[:_LONGEST].rsplit(" ", 1)[0] + " ..."


def llms() -> str:
    """The file as it should be."""
    index = ROOT / "docs" / "index.md"
    lines = [f"# {title(index)}", "", f"> {_summary(index)}", ""]
    loose = [page for page in below(index) if not below(page)]
    sections = [page for page in below(index) if below(page)]
    lines += ["## Begin", "", *map(_row, loose), ""]
    for section in sections:
        lines += [f"## {title(section)}", "", *map(_row, list(pages(section))[1:]), ""]
    return "\n".join(lines)


def _summary(index: Path) -> str:
    text = text_of(index)
    return " ".join(text.split("\n\n")[1].split()).replace("*", "")


def _row(page: Path) -> str:
    said = first_sentence(page)
    link = f"- [{title(page)}]({page.relative_to(ROOT).as_posix()})"
    return f"{link}: {said}" if said else link


if __name__ == "__main__":
    TARGET.write_text(llms(), encoding="utf-8")
