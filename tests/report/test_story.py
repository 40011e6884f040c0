"""A world on a page for people: short, plain, nothing twice, every refusal with its reason."""

from __future__ import annotations

import json
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest

from sim.cli.errors import Usage
from sim.cli.trace import Form, trace_command
from sim.meetings.accounts import Answer
from sim.report.diary import Diary, diary
from sim.report.diary.plain import MOST_WORDS, Page, Section, Story, Table, story
from sim.report.diary.plain import refusals as refusing
from sim.report.diary.plain.as_html import html_page
from sim.report.diary.plain.as_markdown import markdown_page
from sim.report.diary.plain.as_text import text_page
from sim.report.diary.plain.prose import Prose
from sim.report.diary.plain.telling import Telling
from sim.scenario import Scenario, load
from tests.hostile.nasty import NAMES
from tests.report.conftest import SEED, Crowd, crowd_of
from tests.test_wage_round import WORDS_OF_WAR

ENDINGS = ("accord", "taken_by_force", "mediator_left", "collapsed", "talks_go_on")
JARGON = re.compile(
    r"package \d|\(day -?\d|utility|\brungs?\b|\bladder\b|bargaining range|\d\.\d{2}|margin|"
    r"\bNone\b|\bnan\b|\b[a-z]+_[a-z_]+\b|parameter"
)
REASONS = re.compile(
    r"worse|held out for more|by chance|the same reason|the same grounds|as before|failed"
)
TAGS = {
    *("html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "p", "section", "div"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td"),
}
TALKED = "What was on the table"


def _worlds(crowd: Crowd) -> list[int]:
    """Two worlds of each ending."""
    accords = np.flatnonzero(crowd.outcomes["accord"])[:2]
    others = [crowd.where("outcome", ending)[:2] for ending in ENDINGS[1:]]
    return [int(world) for some in (accords, *others) for world in some]


@pytest.fixture(scope="module")
def told(crowd: Crowd) -> list[tuple[Diary, Story]]:
    """Their diaries, and their pages."""
    found = [diary(crowd.scenario, SEED, world) for world in _worlds(crowd)]
    assert len(found) == 2 * len(ENDINGS)
    return [(each, story(each)) for each in found]


@pytest.fixture(scope="module")
def wages() -> list[Story]:
    scenario = load("wage_round")
    return [story(diary(scenario, SEED, world)) for world in range(8)]


def _sentences(page: Page) -> list[str]:
    texts = [text for section in page.sections for text in section.paragraphs]
    return [part.strip() for text in texts for part in re.split(r"(?<=\.)\s+", text) if part]


def _body(page: Page) -> str:
    """All but the note with the command that tells it again."""
    return text_page(Page(page.title, page.lead, page.sections, page.table, []), 92)


def test_one_of_every_ending_is_told_in_fewer_than_five_hundred_words(
    told: list[tuple[Diary, Story]],
) -> None:
    short = {each.outcomes["outcome"] for each, page in told if page.words < MOST_WORDS}
    assert short >= set(ENDINGS[1:])
    assert any(each.outcomes["accord"] and page.words < MOST_WORDS for each, page in told)
    assert all(page.page.read_aloud < MOST_WORDS for _, page in told)


def test_words_are_counted_as_anybody_would(told: list[tuple[Diary, Story]]) -> None:
    _, page = told[0]
    assert page.words == len(page.text(120).split()) or page.words == len(page.text().split())
    assert page.words > page.page.read_aloud > 100


def test_no_name_of_a_parameter_and_no_jargon(
    told: list[tuple[Diary, Story]], wages: list[Story], crowd: Crowd
) -> None:
    names = {name for name in crowd.scenario.quantities if "." in name}
    for page in [page for _, page in told] + wages:
        text = _body(page.page)
        assert not JARGON.findall(text)
        assert not any(name in text for name in names)


def test_no_sentence_three_times(told: list[tuple[Diary, Story]], wages: list[Story]) -> None:
    for page in [page for _, page in told] + wages:
        (_, often), *_ = Counter(_sentences(page.page)).most_common(1)
        assert often < 3


def test_every_refusal_has_who_what_and_why(told: list[tuple[Diary, Story]]) -> None:
    refused = 0
    for _, page in told:
        (section,) = [each for each in page.page.sections if each.title == TALKED]
        for round_ in (each for each in page.rounds if each["fate"] == "held" and each["text"]):
            letter = re.compile(rf"\b[Tt]ext {round_['text']}\b")
            (about, *_) = [text for text in section.paragraphs if letter.search(text)]
            for who, answer in round_["answers"].items():
                if answer == "no":
                    refused += 1
                    assert who in about
                    assert REASONS.search(about)
                    assert who in round_["why_not"]
    assert refused > 20


def test_rounds_are_those_of_the_world(told: list[tuple[Diary, Story]]) -> None:
    for each, page in told:
        met = [meeting for meeting in each.rounds if meeting.day >= 0]
        assert len(page.rounds) == len(met)
        held = [round_ for round_ in page.rounds if round_["fate"] == "held"]
        assert len(held) == each.outcomes["rounds"]
        for round_, meeting in zip(page.rounds, met, strict=True):
            assert round_["date"] == each.scenario.date(meeting.day).isoformat()
            if meeting.text is not None:
                said = [answer == "yes" for answer in round_["answers"].values()]
                assert said == [answer.accepted for answer in meeting.text.answers]


def test_a_date_that_came_to_nothing_has_its_reason(told: list[tuple[Diary, Story]]) -> None:
    known = re.compile(r"after an? |for no reason that is told|busy elsewhere|hardly met")
    reasons: set[str] = set()
    for _, page in told:
        missed = [round_["why_not"] for round_ in page.rounds if round_["fate"] != "held"]
        assert all(known.search(why) or "the day of" in why for why in missed)
        reasons |= {why.split(",")[0] for why in missed}
        if missed:
            assert "came to nothing" in page.text()
    assert len(reasons) >= 3


def test_florida_and_the_events_of_the_file_are_in_it(told: list[tuple[Diary, Story]]) -> None:
    for _, page in told:
        text = " ".join(page.text().split())
        assert "the round offered in Florida" in text
        assert '"two power plants in the west are hit" and "Poland is asked for power"' in text


def test_states_have_their_article(told: list[tuple[Diary, Story]]) -> None:
    for _, page in told:
        text = " ".join(_body(page.page).split()).replace("Miami, United States", "")
        assert re.search(r"the United States", text)
        assert not re.search(r"(?<![Tt]he )United States", text)


def test_a_label_that_is_changed_is_what_a_sentence_says() -> None:
    page = story(diary(load("baseline", ["mediator.label=Norway"]), SEED, 3))
    assert "Norway" in page.text()
    assert "the United States" not in _body(page.page)


def test_numbers_have_their_plurals(told: list[tuple[Diary, Story]]) -> None:
    for _, page in told:
        assert not re.search(r"\b(1|[Oo]ne) \w+s were\b|\b1 (days|months|years)\b", page.text())


def test_how_it_ends_is_what_the_world_says(told: list[tuple[Diary, Story]]) -> None:
    for each, page in told:
        assert page.ending["outcome"] == each.outcomes["outcome"]
        titles = [section.title for section in page.page.sections]
        where = "stands" if each.outcomes["outcome"] == "talks_go_on" else "broke"
        assert (f"Where it {where}, and because of whom" in titles) != each.outcomes["accord"]
        signed = any(m.text and m.text.signed for m in each.rounds)
        assert ("What made it sign" in titles) == signed
        assert ("both signed" in page.text()) == signed


def test_a_talk_without_a_war_is_told_without_one(wages: list[Story]) -> None:
    for page in wages:
        assert not WORDS_OF_WAR.findall(page.text())
        assert "the conciliator" in page.text()
        assert page.words < 650


def test_who_else_must_agree_is_told_where_it_says_no() -> None:
    crowd = crowd_of(load("who_else_must_agree"), 200)
    world = int(crowd.where("reason", "vetoed")[0])
    text = " ".join(story(diary(crowd.scenario, SEED, world)).text().split())
    assert "Ukraine's parliament and the European Union had to agree" in text
    assert "asked for more than the text gave" in text


# --- why a side says no -------------------------------------------------------------------------


def _answers(each: Diary) -> list[Answer]:
    texts = [meeting.text for meeting in each.rounds if meeting.day >= 0 and meeting.text]
    return [answer for text in texts for answer in text.answers if not answer.accepted]


def losses(answer: Answer, scenario: Scenario) -> dict[str, float]:
    """What a text takes from a side, issue by issue with its red lines."""
    lines = scenario.file.parties[answer.party].red_lines
    found: dict[str, float] = {}
    for key in {*answer.parts, *answer.war_parts}:
        issue = lines[key.removeprefix("red_line.")].issue if "red_line." in key else None
        topic = f"issue.{issue}" if issue else key
        change = answer.parts.get(key, 0.0) - answer.war_parts.get(key, 0.0)
        found[topic] = found.get(topic, 0.0) - change
    return found


def check_the_largest_loss_comes_first(each: Diary) -> None:
    """The first cause of a refusal is what the text takes most by, and its kind what it is."""
    prose = Prose(each.scenario)
    for answer in _answers(each):
        no = refusing.refusal(answer, prose)
        worse = answer.value < answer.war_value
        assert (no.kind == "worse") == worse
        if no.causes:
            taken = losses(answer, each.scenario)
            topic = max(taken, key=lambda key: taken[key])
            issue = topic.removeprefix("issue.")
            if issue in each.scenario.file.issues:
                assert no.causes[0].startswith(f"on {prose.issue(issue)}")


def test_the_largest_loss_comes_first(told: list[tuple[Diary, Story]]) -> None:
    assert sum(len(_answers(each)) for each, _ in told) > 20
    for each, _ in told:
        check_the_largest_loss_comes_first(each)


def test_beside_a_text_that_a_side_took_its_no_is_about_what_changed() -> None:
    """The first cause is what this text takes more than that one; the same land is none."""
    found, seen, scenario = 0, [], load("baseline")
    for world in range(12):
        each = diary(scenario, SEED, world)
        rounds = [meeting for meeting in each.rounds if meeting.day >= 0]
        taken = refusing.taken_before(rounds, Telling(each).texts)
        for meeting in rounds:
            for answer in meeting.text.answers if meeting.text else ():
                other = taken[meeting.day].get(answer.party)
                if answer.accepted or other is None or answer.value >= answer.war_value:
                    continue
                no = refusing.refusal(answer, Prose(each.scenario), None, other)
                now, then = (losses(a, each.scenario) for a in (answer, other.answer))
                more = {key: now[key] - then.get(key, 0.0) for key in now}
                topic = max(more, key=lambda key: more[key]).removeprefix("issue.")
                if no.causes and topic in each.scenario.file.issues:
                    found += 1
                    assert no.causes[0].startswith(f"on {Prose(each.scenario).issue(topic)}")
                    assert f"than {other.called}, which it accepted" in no.words
                    seen.append(max(now, key=lambda key: now[key]).removeprefix("issue.") != topic)
    assert found > 3
    assert any(seen)  # what weighs most by itself would have been another reason


# --- forms --------------------------------------------------------------------------------------


class _Seen(HTMLParser):
    """Tags, attributes and text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_html_says_what_the_text_says(told: list[tuple[Diary, Story]]) -> None:
    for _, page in told:
        seen = _Seen(page.html())
        assert not seen.open
        for sentence in _sentences(page.page):
            assert sentence in seen.text
        assert page.page.table is not None
        scopes = [value for name, value in seen.attributes if name == "scope"]
        assert scopes.count("col") == len(page.page.table.header)
        assert scopes.count("row") == len(page.page.table.rows)
        assert "script" not in seen.tags
        assert not any(name in ("src", "href") for name, _ in seen.attributes)
        assert "prefers-color-scheme: dark" in page.html()
        assert "@media print" in page.html()


@pytest.mark.parametrize("name", NAMES)
def test_hostile_words_are_inert_in_every_form(name: str) -> None:
    bad = NAMES[name]
    page = Page(bad, bad, [Section(bad, [bad])], Table(bad, [bad, "b"], [[bad, bad]]), [bad])
    seen = _Seen(html_page(page))
    assert not seen.open
    assert set(seen.tags) <= TAGS
    for form in (html_page(page), markdown_page(page), text_page(page, 60)):
        assert all(c.isprintable() or c == "\n" for c in form)
        assert "\u202e" not in form
    marked = markdown_page(page)
    assert not re.search(r"(?<!\\)[<$`]", marked)
    body = [line for line in marked.splitlines() if line.startswith("|")]
    assert len(body) == 3
    assert all(len(re.findall(r"(?<!\\)\|", line)) == 3 for line in body)


def test_hostile_names_of_a_scenario_are_told() -> None:
    changes = {
        "title": NAMES["markup"],
        "mediator.label": NAMES["formula of mathematics"],
        "parties.russia.label": NAMES["right to left"],
        "horizon": "2026-07-10",
    }
    page = story(diary(load("baseline", changes), SEED, 4))
    assert "<script>" not in page.html()
    assert "\\$x\\^2\\$" in page.markdown()
    assert "\u202e" not in page.html() + page.text() + page.markdown()


def test_markdown_has_a_table_of_rounds(told: list[tuple[Diary, Story]]) -> None:
    _, page = told[0]
    assert page.page.table is not None
    lines = [line for line in page.markdown().splitlines() if line.startswith("|")]
    assert len(lines) == 2 + len(page.page.table.rows)


@pytest.mark.parametrize("width", [60, 92])
def test_text_keeps_to_its_width(told: list[tuple[Diary, Story]], width: int) -> None:
    for _, page in told:
        assert max(map(len, page.text(width).splitlines())) <= width


def test_json_has_the_page_and_the_rounds(capsys: pytest.CaptureFixture[str]) -> None:
    trace_command("baseline", 4, None, 10, SEED, [], True, brief=True)
    said = json.loads(capsys.readouterr().out)
    assert said["schema"] == 1
    assert {"title", "sections", "table", "rounds", "texts", "ending", "words"} <= set(said)
    assert {"issue", "option"} == set(said["texts"]["A"][0])


@pytest.mark.parametrize("kind", ["txt", "md", "html", "json"])
def test_a_page_is_written_in_the_form_its_name_asks_for(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "new" / f"page.{kind}"
    trace_command("baseline", 4, None, 10, SEED, [], False, form=Form(brief=True, output=path))
    written, said = path.read_text(encoding="utf-8"), capsys.readouterr()
    assert written.startswith({"txt": "Towards", "md": "# ", "html": "<!DOC", "json": "{"}[kind])
    assert str(path) in said.err
    if kind == "txt":
        assert written == said.out


@pytest.mark.parametrize(
    ("form", "told"),
    [
        (Form(output=Path("x.html")), r"with --brief also \.md and \.html"),
        (Form(brief=True, output=Path("x.docx")), r"give \.txt, \.json, \.md, \.html"),
        (Form(numbers=True, why=True), "not with --why"),
        (Form(numbers=True, other="baseline"), "not with a second scenario"),
        (Form(why=True, other="baseline"), "without a second one"),
    ],
)
def test_what_does_not_go_together_is_refused_before_anything_is_played(
    form: Form, told: str
) -> None:
    with pytest.raises(Usage, match=told):
        trace_command("baseline", 4, None, 10, SEED, [], False, form=form)


def test_the_whole_account_stays_as_it_was(capsys: pytest.CaptureFixture[str]) -> None:
    for form in (Form(), Form(numbers=True)):
        trace_command("baseline", 4, None, 10, SEED, [], False, form=form)
        whole = diary(load("baseline"), SEED, 4, "sim trace baseline --world 4 --seed 1")
        assert capsys.readouterr().out == whole.text() + "\n"
    trace_command("baseline", 4, None, 10, SEED, [], False, form=Form(brief=True, numbers=True))
    assert capsys.readouterr().out == whole.text(brief=True) + "\n"


def test_of_a_date_called_off_it_is_known_what_chance_had_for_it() -> None:
    """As the same world has it when no shock cancels a date, up to the first that one did."""
    fates = Counter[tuple[bool, str]]()
    plain = load("baseline", ["past_of=own"])
    never = load("baseline", ["past_of=own", "calendar.cancelled_within=0"])
    for world in range(12):
        as_it_is, without = diary(plain, SEED, world).meetings, diary(never, SEED, world)
        first = next((d for d, m in as_it_is.items() if m.fate == "cancelled"), None)
        if first is not None and first in without.meetings:
            fates[as_it_is[first].either_way, without.meetings[first].fate] += 1
    assert set(fates) == {(True, "not_held"), (False, "held")}
