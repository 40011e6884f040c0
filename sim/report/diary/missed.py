"""A round that failed although some package met both demands: which one, and why not signed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.model import NegotiationModel
from sim.report.diary.accounts import Text
from sim.report.diary.texts import ONLY, Before, open_rung
from sim.report.diary.words import Names, amount, counted, listed, name, package_words
from sim.situation import Situation
from sim.table import acceptable
from sim.theory import bargaining
from sim.worlds import Bools, Floats

TABLED, MISJUDGED, CLOSED = "tabled", "misjudged", "closed"


@dataclass(frozen=True)
class Missed:
    """A package that met both demands on the day of a round, and was not agreed on.

    Attributes
    ----------
    package : int
        Of all such packages the text itself, else the one with most to spare for the side that
        has less: among those of open rungs, else among those of the ladder, else of all.
    case : str
        ``tabled``: it was the text, and the noise of an answer refused it; ``misjudged``: it was
        in an open rung and the mediator preferred another; ``closed``: it was in no open rung.
    count : int
        How many packages met both demands.
    worth, spare : dict[str, float]
        By party: its worth, and how far that is above the demand (utility).
    rungs : tuple[str, ...]
        Rungs of the ladder that hold it.
    believed : dict[str, float]
        Where misjudged, by party: the demand that the mediator believed in (utility).
    """

    package: int
    words: str
    case: str
    count: int
    worth: dict[str, float]
    spare: dict[str, float]
    rungs: tuple[str, ...]
    believed: dict[str, float]


def missed_on(model: NegotiationModel, now: Situation, before: Before) -> Missed | None:
    """What the round of the model's last day missed; None if nothing met both demands."""
    today, packages, names = model.minutes, model.parties.packages, [s.name for s in model.sides]
    if not today.agreeable[0]:
        return None
    valuation = model.valuation(ONLY, now, model.war_values(now))
    worth = [w[0] for w in valuation.worth]
    spare = [w - target[0] for w, target in zip(worth, today.target, strict=True)]
    met = acceptable(valuation, tuple(today.target))[0]
    is_open: Bools = packages.open_rungs[open_rung(model, now.day, before)]
    case, chosen = _case(int(today.package[0]), met, is_open, packages.open_rungs[-1], spare)
    believed = {
        s: float(before.beliefs[s].about(target, ONLY).mean[0])
        for s, target in zip(names, today.target, strict=True)
    }
    return Missed(
        package=chosen,
        words=package_words(packages, chosen),
        case=case,
        count=int(met.sum()),
        worth={s: float(worth[i][chosen]) for i, s in enumerate(names)},
        spare={s: float(spare[i][chosen]) for i, s in enumerate(names)},
        rungs=tuple(rung for rung in packages.ladder if packages.rungs[rung][chosen]),
        believed=believed if case == MISJUDGED else {},
    )


def _case(
    tabled: int, met: Bools, is_open: Bools, on_ladder: Bools, spare: list[Floats]
) -> tuple[str, int]:
    """Why it was not agreed on, and the package that shows it best."""
    if tabled >= 0 and met[tabled]:
        return TABLED, tabled
    case = MISJUDGED if (met & is_open).any() else CLOSED
    among = next(some for some in (met & is_open, met & on_ladder, met) if some.any())
    return case, int(np.where(among, bargaining.smaller_gain(*spare), -np.inf).argmax())


def missed_words(missed: Missed, what: str, text: Text | None, names: Names) -> str:
    """The package and why it was not agreed on; ``what`` describes it, ``text`` was tabled."""
    over = listed(
        [f"{amount(x)} above {names.parties[p]}'s demand" for p, x in missed.spare.items()]
    )
    if missed.case == TABLED:
        refusers = [names.parties[a.party] for a in text.answers if not a.accepted] if text else []
        return f"The text met both demands ({over}): noise made {listed(refusers)} refuse it."
    met = "One package" if missed.count == 1 else counted(missed.count, "package")
    if missed.case == CLOSED:
        best = "" if missed.count == 1 else ", none of them in an open rung; the nearest was"
        return f"{met} met both demands{best or ':'} {what} ({over}). {_closed(missed)}"
    best = ":" if missed.count == 1 else "; of those in open rungs the best was"
    return f"{met} met both demands{best} {what} ({over}). {_misjudged(missed, text, names)}"


def missed_reason(missed: Missed) -> str:
    """The same as a reason in a few words."""
    if missed.case == TABLED:
        return "a text met both demands and was refused by the noise of an answer"
    if missed.case == MISJUDGED:
        return "a package met both demands, but the mediator misjudged it"
    if missed.rungs:
        return "a package met both demands, but its rung of the ladder was not open"
    return "a package met both demands, but no rung of the ladder allows it"


def _closed(missed: Missed) -> str:
    if not missed.rungs:
        return "It could not be tabled: no rung of the ladder allows it."
    rungs = " or ".join(f'"{name(rung)}"' for rung in missed.rungs)
    return f"It could not be tabled: the ladder allows it from rung {rungs} on, not yet open."


def _misjudged(missed: Missed, text: Text | None, names: Names) -> str:
    """By what reading the mediator passed it over: one that erred about this, or the other."""
    wrong = [
        f"{names.parties[p]} to demand {amount(demand)}, more than its worth of "
        f"{amount(missed.worth[p])} to it"
        for p, demand in missed.believed.items()
        if demand >= missed.worth[p]
    ]
    if wrong:
        return f"The mediator misjudged it: it took {listed(wrong)}."
    instead = f"package {text.package}" if text else "another"
    return f"The mediator thought so too, but took {instead}, which did not, for the better one."
