"""What going on without an accord is worth to each side, and what that is the sum of."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import add

import numpy as np

from sim.agents.belligerent import Belligerent
from sim.agreement.standing import Standing
from sim.processes import Process
from sim.situation import Situation
from sim.worlds import Floats

_AT_STAKE, _DECIDED = ("status_quo",), "decided."


class GoingOn:
    """The issues that processes decide, the others as they stand, and what processes add.

    Parameters
    ----------
    sides : Sequence[Belligerent]
    processes : Sequence[Process]
    """

    def __init__(self, sides: Sequence[Belligerent], processes: Sequence[Process]) -> None:
        self.sides, self.processes = sides, processes
        self._now: Situation | None = None
        self._undecided: dict[str, dict[str, Floats]] = {}

    def standing(self, now: Situation, alike: bool = False) -> Standing:
        """What it is worth to each side, and would be from another line.

        ``alike``: if all read what happens by their mean belief.
        """
        parts = [self.parts(side, now, alike) for side in self.sides]
        return Standing(
            tuple(reduce(add, own.values()) for own in parts),
            tuple(self._new_line(side, own) for side, own in zip(self.sides, parts, strict=True)),
        )

    def _new_line(self, side: Belligerent, parts: dict[str, Floats]) -> Floats:
        """What going on is worth more once all that it decides has been ceded (utility).

        Whoever has it today would have none of it to keep, and the other all of it; where a war
        ends because somebody gives way, the line it began at does not matter.
        """
        moved, undecided = np.zeros_like(side.patience), np.ones_like(side.patience)
        for process in self.processes:
            for issue, today in process.scores_today(side.name).items():
                moved = moved + side.weights[issue] * (1.0 - today) - parts[f"decided.{issue}"]
            if (turns := process.turns(side.name)) is not None:
                undecided = undecided - turns[0] - turns[1]
        return undecided * moved

    def parts(self, side: Belligerent, now: Situation, alike: bool = False) -> dict[str, Floats]:
        """What that is the sum of, by name (utility).

        An issue that a process decides is ``decided.ISSUE``; what the side hopes of waiting and
        feels of pressure comes last but for ``turn``, which rests on the rest.
        """
        decided = {
            f"decided.{issue}": side.weights[issue] * score
            for process in self.processes
            for issue, score in process.scores(side.name, now.day, alike).items()
        }
        parts = {**decided, **self._rest(side, now)}
        return parts | self._turn(side, parts)

    def _turn(self, side: Belligerent, parts: dict[str, Floats]) -> dict[str, Floats]:
        """What is hoped for of the others' giving way, less what is feared of giving way itself.

        Whoever gets its way has all that is at stake, worth 1, and who gives way has nothing.
        """
        added: dict[str, Floats] = {}
        for process in self.processes:
            if (turns := process.turns(side.name)) is not None:
                won, lost = turns
                settled = (v for k, v in parts.items() if k in _AT_STAKE or k.startswith(_DECIDED))
                stake = reduce(add, settled)
                added["turn"] = won * (1.0 - stake) - lost * stake
        return added

    def _rest(self, side: Belligerent, now: Situation) -> dict[str, Floats]:
        """The parts that are no issue's; the same however the processes are read."""
        if self._now is not now:
            self._now, self._undecided = now, {}
        if side.name not in self._undecided:
            added: dict[str, Floats] = {}
            for process in self.processes:
                added |= process.terms(side.name, now.day)
            rest = {"status_quo": side.status_quo_value, **added, **side.hopes(now)}
            self._undecided[side.name] = rest
        return self._undecided[side.name]

    def parts_by_issue(self, side: Belligerent, now: Situation) -> dict[str, Floats]:
        """The same with every issue by itself, ``issue.NAME``, whoever decides it."""
        parts = self.parts(side, now)
        issues = {
            f"issue.{name.removeprefix('decided.')}": part
            for name, part in parts.items()
            if name.startswith("decided.")
        }
        issues |= {f"issue.{name}": part for name, part in side.status_quo_by_issue.items()}
        rest = (n for n in parts if n != "status_quo" and not n.startswith("decided."))
        return issues | {name: parts[name] for name in rest}

    def cost_a_day(self, party: str, day: int) -> Floats:
        """What a day without an accord costs a party now (utility/day)."""
        costs = [process.cost_a_day(party, day) for process in self.processes]
        return reduce(add, costs, np.zeros_like(self.sides[0].patience))

    def outlook(self, side: Belligerent, day: int) -> dict[str, Floats]:
        """What a side expects of the processes, by name."""
        return {k: v for p in self.processes for k, v in p.outlook(side.name, day).items()}
