"""Do the parts of a typed scenario fit together? Issues, sums, and pairs of numbers."""

from __future__ import annotations

from collections.abc import Mapping

from sim.processes import PROCESSES
from sim.quantities.quantity import Quantity
from sim.scenario import absent, combinations, own_measures, reserved
from sim.scenario.mistakes import Found, Mistake, Place
from sim.scenario.nodes import Node
from sim.scenario.schema import ScenarioFile
from sim.scenario.schema.agreement import Issue

_EXACT = 1e-9
_LEAST_SHARE = 1e-9  # of all weights; what is smaller is lost in the draw


def values(file: ScenarioFile, root: Node, parameters: Mapping[str, Quantity]) -> list[Mistake]:
    """Mistakes between values, each of which is fine by itself."""
    packages = list(combinations.mistakes(file.issues, file.impossible))
    texts = [] if packages else _texts(file)
    checks = (
        *(_outcomes(file), _parties(file), _issues(file), packages, texts),
        *(
            _lines(file),
            _shares(file),
            _pairs(file),
            _talks(file),
            _past(file),
            absent.sections(file, root),
        ),
        own_measures.mistakes(file, parameters),
    )
    return [
        Mistake(f"'{name}' {told}", _nearest(root, name), "", name)
        for check in checks
        for name, told in check
    ]


def _nearest(root: Node, name: str) -> Place:
    """Where a dotted name stands, or the nearest mapping above it."""
    parts = name.split(".")
    while parts:
        if node := root.at(".".join(parts)):
            whole = len(parts) == name.count(".") + 1
            return node.place if whole and not node.mapping else node.spot
        parts.pop()
    return root.spot


def _outcomes(file: ScenarioFile) -> Found:
    """Exactly one issue decides the class of an accord, with every one of its options."""
    deciding = [
        name
        for name, issue in file.issues.items()
        if any(option.outcome for option in (issue.options or {}).values())
    ]
    if len(deciding) != 1:
        named = " and ".join(deciding) or "none"
        yield ("issues", f"need exactly one issue whose options declare an 'outcome', not {named}")
        return
    for name, option in (file.issues[deciding[0]].options or {}).items():
        where = f"issues.{deciding[0]}.options.{name}"
        if option.outcome is None:
            yield where, "needs an 'outcome', as the other options of its issue have"
        elif option.outcome in reserved.STATUSES:
            yield (f"{where}.outcome", f"'{option.outcome}' is what talks without accord come to")
        elif option.outcome in reserved.OUTCOMES:
            told = f"'{option.outcome}' is the name of an outcome of every scenario: take another"
            yield f"{where}.outcome", told


def _parties(file: ScenarioFile) -> Found:
    for name in set(file.parties) & set(file.vetoes):
        yield f"vetoes.{name}", "has the name of a party: take another"
    for name in reserved.PARTIES & set(file.parties):
        yield f"parties.{name}", "is what the mediator is called: take another name"


def _issues(file: ScenarioFile) -> Found:
    decided = _decided(file)
    for name, issue in file.issues.items():
        where = f"issues.{name}.status_quo"
        if issue.refines or name in decided:
            why = f"{decided[name]} decides it" if name in decided else "it refines another issue"
            if issue.status_quo is not None:
                yield where, f"is not used, because {why}: remove it"
        elif issue.status_quo is None:
            yield (f"issues.{name}", "needs 'status_quo': how it stands while there is no accord")
        elif _zero_sum(issue) and not _sum_is_one(list(issue.status_quo.values())):
            yield (where, "must be plain numbers that sum to 1, as this issue's scores do")


def _lines(file: ScenarioFile) -> Found:
    """A war starts again from another line only of what a war decides."""
    renewal = file.accord.renewal if file.accord else None
    for issue in renewal.starts_from if renewal else ():
        if issue in file.issues and issue not in _decided(file):
            decided = " and ".join(f"'{name}'" for name in _decided(file)) or "nothing"
            told = f"is decided by no war: remove it (war decides {decided})"
            yield f"accord.renewal.starts_from.{issue}", told


def _decided(file: ScenarioFile) -> dict[str, str]:
    """Issues that a process decides while there is no accord, with its section's name."""
    sections = {process.name: getattr(file, process.name) for process in PROCESSES}
    return {section.issue: name for name, section in sections.items() if hasattr(section, "issue")}


def _zero_sum(issue: Issue) -> bool:
    """Whether what one side gains in it the other loses."""
    if issue.options is not None:
        return all(_sum_is_one(list(option.scores.values())) for option in issue.options.values())
    return issue.scores is not None and len(set(issue.scores.values())) > 1


def _sum_is_one(numbers: list[Quantity]) -> bool:
    fixed = [number.value for number in numbers if number.fixed]
    return len(fixed) == len(numbers) and abs(sum(fixed) - 1) < _EXACT


def _shares(file: ScenarioFile) -> Found:
    """Every issue of its own has a weight; what refines another has none."""
    weighed = {name for name, issue in file.issues.items() if issue.refines is None}
    who = [(f"parties.{name}", party.weights) for name, party in file.parties.items()]
    who += [(f"vetoes.{name}", player.weights) for name, player in file.vetoes.items()]
    for owner, weights in who:
        where, shares = f"{owner}.weights.shares", weights.shares
        for name in sorted(weighed - set(shares)):
            yield where, f"lacks a weight for '{name}' (0 if it does not matter)"
        for name, share in shares.items():
            if name in file.issues and name not in weighed:
                yield (f"{where}.{name}", "refines another issue and has no weight: remove it")
            if not share.fixed:
                told = "must be a plain number: 'concentration' says how uncertain the shares are"
                yield f"{where}.{name}", told
        fixed = {name: share.value for name, share in shares.items() if share.fixed}
        for name, value in fixed.items():
            if 0 < value < _LEAST_SHARE * sum(fixed.values()):
                yield f"{where}.{name}", "is too small beside the others: write 0 if it is none"
        if all(share.fixed and share.value == 0 for share in shares.values()):
            yield where, "need at least one weight above 0"


def _pairs(file: ScenarioFile) -> Found:
    """Pairs in which one must not be above the other."""
    for process in PROCESSES:
        if (section := getattr(file, process.name)) is not None:
            for name, told in section.pairs():
                yield f"{process.name}.{name}", told
    for name, event in file.events.items():
        for key, told in event.pairs():
            yield f"events.{name}.{key}", told
    for name, issue in file.issues.items():
        levels = issue.levels or []
        if levels != sorted(set(levels)):
            yield f"issues.{name}.levels", "must rise, each level once"
        elif len({f"{level:g}" for level in levels}) < len(levels):
            yield f"issues.{name}.levels", "are too near to each other: six digits must differ"


def _past(file: ScenarioFile) -> Found:
    """A process can be asked only for a past that it can tell."""
    days = max(((file.start - past.date).days for past in file.history.rounds.values()), default=0)
    for process in PROCESSES:
        if (section := getattr(file, process.name)) is not None:
            for name, told in section.past(days):
                yield f"{process.name}.{name}", told


def _texts(file: ScenarioFile) -> Found:
    """What was refused before the start is a package that the issues make.

    What a file rules out as `impossible` is not looked at: the past is played by the scenario that
    stands at the root, where what a child rules out was possible.
    """
    told = [(name, past.text) for name, past in file.history.rounds.items() if past.text]
    packages = combinations.choices(file.issues) if told else []
    for name, text in told:
        known = all(_offered(file, issue, options) for issue, options in text.items())
        if known and not any(combinations.lets_through(each, text) for each in packages):
            where = f"history.rounds.{name}.text"
            yield where, "lets no package through: nothing could have been refused"


def _offered(file: ScenarioFile, issue: str, options: list[str | float | int]) -> bool:
    """Whether an issue has all these options; what it lacks is told by its own name."""
    names = set(map(combinations.option_name, options))
    there = issue in file.issues and names <= set(combinations.options_of(file.issues[issue]))
    return bool(names) and there


def _talks(file: ScenarioFile) -> Found:
    """What can be tabled, and what votes at home can be about."""
    if file.mediator and not file.mediator.ladder:
        yield "mediator.ladder", "needs at least one rung"
    for name, party in file.parties.items():
        for issue in party.ratification.slopes if party.ratification else {}:
            if issue in file.issues and file.issues[issue].levels is None:
                where = f"parties.{name}.ratification.slopes.{issue}"
                yield where, "has options, not levels: support can only rise with a level"
    for name, refining in file.issues.items():
        if refining.refines and refining.levels is None:
            yield f"issues.{name}", "refines another issue and needs 'levels', not 'options'"
