"""The one HTML file: what it holds in which order, and that it asks nothing of anybody."""

from __future__ import annotations

import base64
import hashlib
import json
from importlib.resources import files
from typing import Any

from sim.report.browser import parts
from sim.report.browser.data import Told
from sim.report.markup import Markup, inert, paragraph, section
from sim.report.summary import CONDITIONAL, sentence

_SCRIPTS = (
    "statistics",
    "priors",
    "data",
    "charts",
    "dots",
    "controls",
    "sections",
    "causes",
    "days",
    "start",
)
_LINKS = {
    "headline": "Answer",
    "assumptions": "Assumptions",
    "endings": "Endings",
    "time": "Over time",
    "days": "Day by day",
    "reasons": "Why no accord",
    "texts": "Texts",
    "compare": "Comparison",
    "dots-of": "Every world",
    "matters": "What matters",
    "sources": "Sources",
    "again": "Again",
    "not": "What it is not",
}


def document(told: list[Told], data: dict[str, Any], worlds: str) -> str:
    """The page as text.

    Parameters
    ----------
    data : dict
        What the scripts read as JSON.
    worlds : str
        The numbers of all worlds in base 64.
    """
    style, script = _asset("page.css"), _script()
    policy = (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    title = inert(told[0].run.title)
    return "\n".join(
        [
            "<!DOCTYPE html>",
            '<html lang="en">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="referrer" content="no-referrer">',
            f"<title>{title}</title>",
            f"<style>{style}</style>",
            "</head>",
            "<body>",
            *_body(told),
            f'<script type="application/json" id="told">{_inert_json(data)}</script>',
            f'<script type="text/plain" id="worlds">{worlds}</script>',
            f"<script>{script}</script>",
            "</body>",
            "</html>",
            "",
        ]
    )


def _asset(name: str) -> str:
    return files("sim.report.browser").joinpath("assets", name).read_text(encoding="utf-8")


def _script() -> str:
    """All scripts as one, which sees nothing but itself."""
    return '"use strict";\n' + "\n".join(_asset(f"{name}.js") for name in _SCRIPTS)


def _hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def _inert_json(data: dict[str, Any]) -> str:
    """JSON in which no text can end the script it stands in."""
    return json.dumps(data, ensure_ascii=True, allow_nan=False).replace("<", "\\u003c")


def _body(told: list[Told]) -> list[str]:
    run, several = told[0].run, len(told) > 1
    links = [
        f'<li><a href="#{k}">{v}</a></li>' for k, v in _LINKS.items() if several or k != "compare"
    ]
    numbers = run.summary()
    return [
        '<a class="skip" href="#headline">To the answer</a>',
        "<header>",
        f'<h1 id="title">{inert(run.heading)}</h1>',
        f'<p id="question" class="question">{inert(run.scenario.file.question or "")}</p>',
        paragraph(f"{CONDITIONAL} Intervals of 95 % cover sampling error only.", "warn"),
        f'<nav aria-label="Parts of the page"><ul>{"".join(links)}</ul></nav>',
        _chooser(told) if several else "",
        "<noscript>",
        paragraph(f"{sentence(run, numbers)} The rest of this page needs its script."),
        "</noscript>",
        "</header>",
        '<main><div class="columns">',
        _live("headline", "The answer"),
        _assumptions(),
        _live("endings", "How it ends"),
        _live("time", "Over time"),
        _live("days", "From day to day"),
        section("reasons", "Why no accord", _place("reasons-live"), _place("causes-live")),
        _live("texts", "What they sign"),
        _live("compare", "Beside the others") if several else "",
        _dots(),
        parts.what_matters(told[0]),
        *[parts.where_from(each) for each in told[:1]],
        parts.again(told),
        parts.what_not(told[0]),
        "</div></main>",
        f"<footer>{paragraph(CONDITIONAL, 'note')}</footer>",
    ]


def _place(name: str) -> Markup:
    return Markup(f'<div id="{name}"></div>')


def _live(name: str, title: str) -> Markup:
    return section(name, title, _place(f"{name}-live"))


def _chooser(told: list[Told]) -> str:
    options = "".join(
        f'<option value="{i}">{inert(each.run.heading)}</option>' for i, each in enumerate(told)
    )
    label = '<label for="which-run">This page shows: </label>'
    return f'<p class="row">{label}<select id="which-run">{options}</select></p>'


def _assumptions() -> Markup:
    return section(
        "assumptions",
        "Change an assumption",
        paragraph(
            "Move the middle of a prior (by its standard deviations), or its width: every share on "
            "this page follows. A narrow width asks: what if it were about this?"
        ),
        _place("trust"),
        Markup(
            '<details id="panel"><summary>The sliders, one pair for each prior</summary>'
            f"{_place('sliders')}</details>"
        ),
    )


def _dots() -> Markup:
    return section(
        "dots-of",
        "Every dot is a world",
        Markup(
            '<p id="dots-help">In the order of how they end, then of the day. Colours are those of '
            "the endings; a dot fades as its world weighs less. Point at one, or go through them "
            "with the arrow keys; Enter or a click opens its story.</p>"
        ),
        _place("dots"),
        Markup(
            '<form id="find-world" class="row"><label for="world-number">World number</label>'
            '<input type="number" id="world-number" min="0" step="1" value="0">'
            "<button>Open</button></form>"
        ),
        Markup('<article id="story" aria-live="polite"></article>'),
    )
