"""Postures as a game, in text and as JSON: gains, regret, equilibria."""

from __future__ import annotations

from collections import Counter
from textwrap import fill
from typing import Any

from sim.analysis.postures import Answer
from sim.analysis.postures.choosing import AIMS, BELIEFS
from sim.analysis.postures.game import IS, IS_NOT, OPEN, Gain, Profile, of_profile
from sim.analysis.postures.mixed import LEAST, SIDES, Equilibrium
from sim.report.text import columns
from sim.statistics import Estimate, paired_difference
from sim.words import counted, half_up, listed, percent, percent_range

_WIDTH = 96  # characters of a line
_SHOWN = 6  # profiles that are listed


def postures_text(answer: Answer) -> str:
    """What each would gain by another posture; regret; equilibria, pure and mixed."""
    parts = [_head(answer), _payoffs(answer), _gains(answer), _words(answer), _regrets(answer)]
    parts += [_pure(answer), _dominant(answer), _mixed(answer), _READ]
    return "\n\n".join(fill(p, _WIDTH) if "\n" not in p else p for p in parts if p)


_READ = (
    "Gains are paired by world. Intervals of own gains and regrets hold together (95 %), as does "
    "what is said of all other profiles; those of the other side and of accords hold each alone. "
    "They cover sampling error only. Others take claims for true, and a posture is kept to the "
    "end. Conditional scenarios, not forecasts."
)


def _head(answer: Answer) -> str:
    game, base = answer.game, answer.scenario
    counts = listed([f"{answer.label(i)} {len(s)}" for i, s in enumerate(game.strategies)])
    belief = "common" if answer.table.common else "own"
    told = (
        f"{base.file.title} ({base.name}): postures of {counts}, so "
        f"{counted(len(answer.verdicts), 'profile')}, each in the same "
        f"{counted(game.worlds, 'world')}, seed {answer.table.seed}. A side's payoff is what it "
        f"has on a mean day to {base.file.horizon}, in per cent of all that is at stake for it, "
        f"by {BELIEFS[belief]}"
    )
    if len(game.players) > SIDES:
        told += f"; the mediator's is the share of worlds with {AIMS[answer.table.aim]}"
    return f"{told}."


def _payoffs(answer: Answer) -> str:
    found = [answer.game.payoff(answer.as_shipped, i) for i in range(len(answer.game.players))]
    rows = [
        [answer.label(i), percent(e.value), percent_range(e.low, e.high, 1)]
        for i, e in enumerate(found)
    ]
    accord = answer.accords(answer.as_shipped)
    share = [percent(accord.value), percent_range(accord.low, accord.high, 1)]
    return columns([*rows, ["accords by the deadline", *share]], ["as shipped", "payoff", "95 %"])


def _gains(answer: Answer) -> str:
    """A row a way of leaving what is shipped."""
    rows = [
        [f"{answer.label(each.player)}: {_posture(answer, each)}", *_own(each), *_rest]
        for each in answer.game.gains(answer.as_shipped)
        for _rest in [_beside(answer, each)]
    ]
    head = ["another posture", "own gain", "95 %", "other side", "95 %", "accords", "95 %"]
    told = "what one party's leaving what is shipped for another posture changes, in points"
    return f"{told}\n\n{columns(rows, head, widest=24)}"


def _posture(answer: Answer, gain: Gain) -> str:
    return answer.game.strategies[gain.player][gain.to]


def _own(gain: Gain) -> list[str]:
    return [_points(gain.gain.value), _ends(gain.gain)]


def _beside(answer: Answer, gain: Gain) -> list[str]:
    """What it brings the other side, and accords."""
    own, accords = answer.as_shipped, answer.played.accords
    apart = _left(own, gain)
    more = paired_difference(of_profile(accords, own), of_profile(accords, apart))
    told = [_points(more.value), _ends(more)]
    if gain.player >= SIDES:
        return ["", "", *told]
    other, payoffs = 1 - gain.player, answer.game.payoffs
    brings = paired_difference(*(of_profile(payoffs, (*p, other)) for p in (own, apart)))
    return [_points(brings.value), _ends(brings), *told]


def _left(profile: Profile, gain: Gain) -> Profile:
    return (*profile[: gain.player], gain.to, *profile[gain.player + 1 :])


def _words(answer: Answer) -> str:
    """What the postures come to, each once."""
    told = {p.name: p.words or ", ".join(p.settings) for own in answer.postures for p in own[1:]}
    lines = [
        fill(f"{name}: {words}", _WIDTH, subsequent_indent="  ") for name, words in told.items()
    ]
    return "\n".join(["what they are", *lines])


def _regrets(answer: Answer) -> str:
    lines = []
    for each in answer.regrets:
        best = answer.game.strategies[each.player][each.best]
        ends = f"{half_up(each.regret.low, 2, 2)} to {half_up(each.regret.high, 2, 2)}"
        reply = f"; looks best: {best}" if each.best else "; nothing looks better"
        value = half_up(each.regret.value, 2, 2)
        lines.append(f"  {answer.label(each.player)}: {value} ({ends}){reply}")
    return "\n".join(
        ["regret of what is shipped: points by which its best reply is better", *lines]
    )


def _pure(answer: Answer) -> str:
    """Which profiles are equilibria in pure strategies."""
    said, many = answer.verdicts, Counter(answer.verdicts.values())
    told = f"What is shipped {_OF_SHIPPED[said[answer.as_shipped]]}."
    less = f" (gains up to {answer.tolerance:g} count as none)" if answer.tolerance else ""
    told += (
        f" Of {counted(len(said), 'profile')}{less} {many[IS]} surely are equilibria, "
        f"{many[IS_NOT]} surely are not; of {many[OPEN]} it cannot be told with so many worlds."
    )
    kept = [_profile(answer, p) for p in said if said[p] == IS]
    open_ = [_profile(answer, p) for p in said if said[p] == OPEN]
    told += f" Equilibria: {'; '.join(kept)}." if kept else ""
    more = f"; and {len(open_) - _SHOWN} more" if len(open_) > _SHOWN else ""
    return told + (f" Not ruled out: {'; '.join(open_[:_SHOWN])}{more}." if open_ else "")


_OF_SHIPPED = {
    IS: "is an equilibrium: nobody gains by another posture",
    IS_NOT: "is no equilibrium: somebody surely gains by another posture",
    OPEN: "may be an equilibrium or not: no gain is sure, and none is ruled out",
}


def _profile(answer: Answer, profile: Profile) -> str:
    return " / ".join(answer.game.names(profile))


def _dominant(answer: Answer) -> str:
    """Who has a posture that is best whatever the others do."""
    found = [
        f"{answer.label(i)}: {answer.game.strategies[i][own]}"
        for i, own in enumerate(answer.dominant)
        if own is not None
    ]
    return f"Surely best whatever the others do: {'; '.join(found)}." if found else ""


def _mixed(answer: Answer) -> str:
    """Equilibria between the sides on mean payoffs."""
    lines = [
        "equilibria of the sides on mean payoffs (nashpy), and how often they stay when worlds"
    ]
    lines[0] += f"\nare resampled ({answer.solved.resamples} times)"
    lines += [f"  {_equilibrium(answer, each)}" for each in answer.solved.equilibria]
    for given in answer.solved.degenerate:
        where = _given(answer, given) or "here "
        lines.append(f"  {where}postures tie: there may be more, even a continuum")
    return "\n".join(lines)


def _given(answer: Answer, given: tuple[int, ...]) -> str:
    if not given:
        return ""
    return f"mediator {answer.game.strategies[SIDES][given[0]]}: "


def _equilibrium(answer: Answer, found: Equilibrium) -> str:
    sides = ", ".join(
        f"{answer.label(side)} {_mix(answer.game.strategies[side], found.shares[side])}"
        for side in range(SIDES)
    )
    line = f"{_given(answer, found.given)}{sides}; stays in {percent(found.stays, 0)}"
    return fill(line, _WIDTH - 2, subsequent_indent="    ")


def _mix(names: tuple[str, ...], shares: Any) -> str:
    played = [(n, float(s)) for n, s in zip(names, shares, strict=True) if s > LEAST]
    if len(played) == 1:
        return played[0][0]
    return " + ".join(f"{percent(s, 0)} {n}" for n, s in played)


def _points(value: float) -> str:
    text = half_up(value + 0.0, 2, 2)
    return text if text.startswith("-") or float(text) == 0 else f"+{text}"


def _ends(found: Estimate) -> str:
    return percent_range(found.low, found.high, 2)
