"""The parts of the page that stay as they are: what matters, sources, and so on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.browser.called import called
from sim.report.browser.reproduced import reproduced
from sim.report.markup import Markup, paragraph, section, span_bar, table
from sim.scenario.sources import parse
from sim.words import percent, percent_range

if TYPE_CHECKING:
    from sim.report.browser.data import Told

_ARTICLE = "'article p5' is a paragraph of the report that seeds the scenario, "
_SHOWN = 15  # parameters; the table of sim sensitivity has all


def what_matters(told: Told) -> Markup:
    """First-order effects on the accords, with the shares in the lowest and the highest fifth."""
    if told.matters is None:
        few = f"Too few worlds: with 400 or more, what {told.run.title} varies with stands here."
        return section("matters", "What the accords vary with", paragraph(few))
    frame = told.matters.sort_values("share", ascending=False)
    shown = frame[frame["beyond_noise"]].head(_SHOWN)
    most = (
        float(max(shown[["lowest_fifth", "highest_fifth"]].max().max(), 0.01)) if len(shown) else 1
    )
    rows = [
        [
            called(told.run.scenario, str(row.Index)),
            row.kind,
            percent(row.share),
            percent_range(max(row.share_low, 0), row.share_high, 1),
            percent(row.lowest_fifth),
            percent(row.highest_fifth),
            span_bar(
                min(row.lowest_fifth, row.highest_fifth),
                max(row.lowest_fifth, row.highest_fifth),
                most,
                row.highest_fifth > row.lowest_fifth,
            ),
        ]
        for row in shown.itertuples()
    ]
    head = [
        "parameter", "source", "explains alone", "95 %", "lowest fifth", "highest fifth",
        f"accords, 0 to {percent(most, 0)}",
    ]  # fmt: skip
    rest = f"{len(frame) - int(frame['beyond_noise'].sum())} of {len(frame)}"
    return section(
        "matters",
        "What the accords vary with",
        paragraph(
            "Of the variance of an accord by the deadline, the share that each parameter explains "
            "alone (a first-order index), and how many worlds have an accord where the parameter "
            f"is in its lowest and in its highest fifth. {rest} parameters cannot be told from "
            "chance. This table is of the worlds as stated."
        ),
        table(f"{told.run.worlds:,} worlds", head, rows, "words"),
    )


def where_from(told: Told) -> Markup:
    """Every parameter that is drawn, and every number that is not neutral, with its source."""
    quantities = told.run.scenario.quantities
    rows = [
        [name, str(q.prior), "" if q.unit == "-" else q.unit, q.description, q.source or "-"]
        for name, q in quantities.items()
        if not (q.source or "").startswith("neutral")
    ]
    head = ["parameter", "value or prior", "unit", "what it means", "source"]
    return section(
        "sources",
        "Where the numbers come from",
        paragraph(
            f"{_ARTICLE if _from_an_article(told) else ''}'external' names a date and who said it, "
            "'assumed' is a choice of the authors. What one side alone claims is attributed to it "
            "in its source; the model takes no claim as a fact."
        ),
        Markup("<details><summary>All parameters of this scenario</summary>"),
        table(f"{len(rows)} parameters of {told.run.heading}", head, rows, "words long"),
        Markup("</details>"),
    )


def _from_an_article(told: Told) -> bool:
    """Whether a number of the scenario rests on the report that the baseline is seeded from."""
    sources = (q.source or "" for q in told.run.scenario.quantities.values())
    return any("article" in parse(source).kinds for source in sources)


def again(told: list[Told]) -> Markup:
    """How to reproduce every run."""
    tables = [
        table(
            each.run.heading, ["what", "value"], reproduced(each.run, each.worlds), "words breaks"
        )
        for each in told
    ]
    return section("again", "How to get these numbers again", *tables)


def what_not(told: Told) -> Markup:
    """What the numbers are not."""
    return section(
        "not",
        "What these numbers are not",
        paragraph(
            "They are no forecast. They say what follows if the model and its priors hold: a share "
            "is one of simulated worlds, and its interval covers sampling error alone, not that "
            "the model may be wrong."
        ),
        paragraph(
            "Moving a prior weighs the worlds that are in this file anew (importance weights): no "
            "world is played again. What was drawn stays conditioned on the same past. This is not "
            "what -s does on the command line: there the past is played with the parameters of the "
            "scenario as it was, and the change counts from day 0."
        ),
        paragraph(
            "Two numbers say whether the weights can be trusted: how many worlds of equal weight "
            "would say as much (Kish 1965), and the shape k of the weights' tail (Vehtari and "
            "others 2024). Below 1,000 worlds, or above .7, the page shows no share and gives "
            "the command that plays the question anew."
        ),
    )
