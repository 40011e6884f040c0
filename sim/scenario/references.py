"""Do the names in a scenario exist? Checked on the tree, so that other mistakes do not hide it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from sim.processes import PROCESSES
from sim.processes.deadline import Clock
from sim.scenario.mistakes import Mistake, Place, choices, did_you_mean
from sim.scenario.nodes import Node
from sim.theory.rules import ROLES

# Where a name (or the keys of a mapping, or the items of a list) must be one of which mapping.
# `*` stands for any name.
_REFERENCES = [
    ("parties.*.weights.shares", "issues"),
    ("parties.*.red_lines.*.issue", "issues"),
    ("parties.*.ratification.slopes", "issues"),
    ("vetoes.*.scores_as", "parties"),
    ("vetoes.*.weights.shares", "issues"),
    ("vetoes.*.red_lines.*.issue", "issues"),
    ("mediator.leans_to", "parties"),
    ("mediator.favours.*.issue", "issues"),
    ("mediator.ladder", "rungs"),
    ("backers.*.helps", "parties"),
    ("issues.*.scores", "parties"),
    ("issues.*.options.*.scores", "parties"),
    ("issues.*.status_quo", "parties"),
    ("issues.*.refines.issue", "issues"),
    ("issues.*.refines.adds", "parties"),
    ("impossible.*", "issues"),
    ("rungs.*", "issues"),
    ("mediator.on_request.rung", "rungs"),
    ("mediator.on_request.by", "parties"),
    ("history.rounds.*.text", "issues"),
    ("history.rounds.*.refused_by", "parties"),
    ("events.*.of", "parties"),
    ("events.*.helps", "parties"),
    ("events.*.if.refused_by", "parties"),
    ("events.*.if.accepted_by", "parties"),
    ("events.*.if.above.of", "parties"),
    ("events.*.if.below.of", "parties"),
    ("accord.alone", "issues"),
    ("accord.renewal.against", "parties"),
    ("accord.renewal.starts_from", "issues"),
    ("accord.renewal.undone_by", "issues"),
    ("accord.deterrence", "issues"),
    ("accord.scopes.ceasefire_only", "rungs"),
    ("accord.scopes.comprehensive", "rungs"),
    *((f"{p.name}.{key}", where) for p in PROCESSES for key, where in p.refers.items()),
]
# Where `issue` and `option` beside each other must fit.
_OPTIONS = [
    "parties.*.red_lines.*",
    "vetoes.*.red_lines.*",
    "mediator.favours.*",
    "issues.*.refines",
]
# What lets packages through: by issue, its options.
_FILTERS = ("rungs.*.*", "impossible.*.*", "history.rounds.*.text.*")
# Mappings that must name both belligerents.
_BOTH = [
    "issues.*.scores",
    "issues.*.options.*.scores",
    "issues.*.status_quo",
    "issues.*.refines.adds",
]
_MOST = 100  # of one kind; nobody reads more
SINGULAR = {"issues": "issue", "parties": "party", "rungs": "rung"}


class Use(NamedTuple):
    """A place where a name is used that another mapping declares."""

    of: str
    name: str
    place: Place
    path: str


def uses(root: Node) -> Iterator[Use]:
    """Every use of a party, an issue or a rung."""
    for pattern, where in _REFERENCES:
        for path, node in found(root, pattern):
            for name, place in _names(node):
                yield Use(where, name, place, path)


def option_uses(root: Node) -> Iterator[tuple[str, str]]:
    """Every use of an option, as (issue, option); of levels nobody has a name to misspell."""
    for pattern in _OPTIONS:
        for _, node in found(root, pattern):
            if {"issue", "option"} <= set(node.mapping):
                yield node.mapping["issue"].word, node.mapping["option"].word
    for pattern in _FILTERS:
        for path, node in found(root, pattern):
            yield from ((path.rsplit(".", 1)[1], item.word) for item in node.items)
    deciding, _ = _deciding(root)
    for _, node in found(root, "parties.*.ratification.support"):
        yield from ((deciding, name) for name in node.mapping)


def wrong_names(root: Node) -> list[Mistake]:
    """Names that refer to nothing, and names that are missing where all are needed."""
    checks = (
        _unknown,
        _wrong_options,
        _wrong_filters,
        _wrong_lines,
        _missing_parties,
        _wrong_support,
        _unknown_rules,
        _unknown_series,
    )
    return [mistake for check in checks for mistake in islice(check(root), _MOST)]


def _unknown(root: Node) -> Iterator[Mistake]:
    for use in uses(root):
        target = root.mapping.get(use.of)
        if target is None and use.of == "rungs":  # the others are needed, and told to be missing
            told = f"'{use.path}': no rung '{use.name}': there are no 'rungs' here"
            yield Mistake(told, use.place, "", use.path)
        elif target and isinstance(target.content, dict) and use.name not in target.mapping:
            yield _no_such(SINGULAR[use.of], use.name, target.mapping, use.place, use.path)


def _wrong_options(root: Node) -> Iterator[Mistake]:
    for pattern in _OPTIONS:
        for path, node in found(root, pattern):
            issue, option = node.mapping.get("issue"), node.mapping.get("option")
            settled = root.at(f"issues.{issue.word}") if issue else None
            if settled is None or issue is None:
                continue
            if option is not None:
                yield from _wrong_choices(issue.word, settled, [option], f"{path}.option")
            for limit in ("below", "above"):
                if limit in node.mapping and "options" in settled.mapping:
                    told = f"'{path}': '{issue.word}' has options, not levels: use 'option'"
                    yield Mistake(told, node.mapping[limit].spot, "", f"{path}.{limit}")


def _wrong_filters(root: Node) -> Iterator[Mistake]:
    for pattern in _FILTERS:
        for path, node in found(root, pattern):
            issue = path.rsplit(".", 1)[1]
            settled = root.at(f"issues.{issue}")
            if settled and isinstance(node.content, list):
                yield from _wrong_choices(issue, settled, node.items, path)
                if not node.items:
                    told = f"'{path}' lets nothing through: name an option or leave the key out"
                    yield Mistake(told, node.spot, "", path)


def _wrong_lines(root: Node) -> Iterator[Mistake]:
    """Options from which a war is renewed."""
    for path, node in found(root, "accord.renewal.starts_from.*"):
        settled = root.at(f"issues.{path.rsplit('.', 1)[1]}")
        options = settled.mapping.get("options") if settled else None
        if options is not None:
            for name, place in _names(node):
                if name not in options.mapping:
                    yield _no_such("option", name, options.mapping, place, path)


def _wrong_choices(
    issue: str, settled: Node, chosen: Iterable[Node], path: str
) -> Iterator[Mistake]:
    """Choices that an issue does not offer."""
    options = settled.mapping.get("options")
    levels = [level.content for level in settled.mapping.get("levels", settled).items]
    if options is None and not levels:
        return
    known = list(options.mapping) if options else [str(level) for level in levels]
    for node in chosen:
        offered = node.word in options.mapping if options else node.content in levels
        if not offered:
            what = "option" if options else "level"
            told = f"'{path}': no {what} '{node.word}' of '{issue}': use {choices(known)}"
            yield Mistake(told, node.place, did_you_mean(node.word, known), path)


def _missing_parties(root: Node) -> Iterator[Mistake]:
    parties = root.mapping.get("parties")
    if parties is None:
        return
    for pattern in _BOTH:
        for path, node in found(root, pattern):
            lacking = [name for name in parties.mapping if name not in node.mapping]
            if lacking and isinstance(node.content, dict):
                told = f"'{path}' lacks {' and '.join(lacking)}: both belligerents need a value"
                yield Mistake(told, node.spot, "", path)


def _wrong_support(root: Node) -> Iterator[Mistake]:
    """Polls are asked about the options that decide the outcome."""
    _, known = _deciding(root)
    if not known:
        return
    for path, node in found(root, "parties.*.ratification.support"):
        for name, place in _names(node):
            if name not in known:
                yield _no_such("option that declares an outcome", name, known, place, path)
        if lacking := [name for name in known if name not in node.mapping]:
            told = f"'{path}' lacks {', '.join(lacking)}: give support for every option"
            yield Mistake(told, node.spot, "", path)


def _deciding(root: Node) -> tuple[str, dict[str, Node]]:
    """The one issue whose options declare an outcome, and these; empty if there is not one."""
    deciding = [
        (issue, node.mapping)
        for path, node in found(root, "issues.*.options")
        if any("outcome" in option.mapping for option in node.mapping.values())
        for issue in [path.split(".")[1]]
    ]
    return deciding[0] if len(deciding) == 1 else ("", {})


def _unknown_rules(root: Node) -> Iterator[Mistake]:
    for path, node in found(root, "rules.*"):
        role = path.rsplit(".", 1)[1]
        if role in ROLES and node.word not in ROLES[role]:
            yield _no_such(f"rule of {role}", node.word, ROLES[role], node.place, path)


def _unknown_series(root: Node) -> Iterator[Mistake]:
    """Series that an event asks for, and whose they are."""
    known = _series(root)
    for path, node in (*found(root, "events.*.if.above"), *found(root, "events.*.if.below")):
        asked = node.mapping.get("series")
        if asked is None:
            continue
        if asked.word not in known:
            yield _no_such("series", asked.word, known, asked.place, f"{path}.series")
        elif known[asked.word] != ("of" in node.mapping):
            whose = "is each belligerent's own: add 'of'"
            told = whose if known[asked.word] else "is nobody's own: remove 'of'"
            yield Mistake(f"'{path}': '{asked.word}' {told}", node.spot, "", path)


def _series(root: Node) -> dict[str, bool]:
    """Numbers that the scenario's processes record, and whether each belligerent has its own."""
    labels = [process.labels for process in PROCESSES if process.name in root.mapping]
    labels += [Clock.labels] if "deadline" in root.mapping else []
    return {
        name: series.each
        for each in labels
        for name, series in each.items()
        if series.kind in {"number", "count"}
    }


def _no_such(what: str, name: str, known: Iterable[str], place: Place, path: str) -> Mistake:
    told = f"'{path}': no {what} '{name}': use {choices(known)}"
    return Mistake(told, place, did_you_mean(name, known), path)


def _names(node: Node) -> Iterator[tuple[str, Place]]:
    """The names a node holds: itself, its items or its keys."""
    if isinstance(node.content, dict):
        yield from ((name, entry.spot) for name, entry in node.mapping.items())
    elif isinstance(node.content, list):
        yield from ((item.word, item.place) for item in node.items)
    else:
        yield node.word, node.place


def found(root: Node, pattern: str) -> list[tuple[str, Node]]:
    """Every (dotted name, node) that fits a pattern."""
    here = [("", root)]
    for part in pattern.split("."):
        here = [
            (f"{path}.{name}" if path else name, node)
            for path, above in here
            for name, node in above.mapping.items()
            if part in {"*", name}
        ]
    return here
