"""Who wanted what: what each side cares about in this world, its red lines, what it expects."""

from __future__ import annotations

from sim.quantities.quantity import Quantity
from sim.report.diary.plain.prose import Prose, begin
from sim.report.diary.words import listed, years
from sim.trajectory import Trajectory

_MOST = 2  # issues, and red lines, named of a side
_HARD = 0.1  # utility: a red line that is worth a word
_INSISTS = 0.5  # probability of holding from which a side is said to insist on it
_TERSELY = 4  # from here on: not that it insists on what holds; beyond: not what it expects
_EVEN = 0.05  # bias this near one half leans nowhere


class Cast:
    """Tells the people of one world."""

    def __init__(self, trajectory: Trajectory, prose: Prose) -> None:
        self.trajectory, self.prose, self.file = trajectory, prose, prose.file
        self.briefly = 0

    def paragraphs(self, outlooks: dict[str, dict[str, float]], briefly: int = 0) -> list[str]:
        """A paragraph a side, then one on everybody else; ``outlooks`` by party, if known.

        What both sides care about most is told once. ``briefly``: one red line of a side.
        """
        cares = {key: self._cares(key) for key in self.file.parties}
        alike = len({frozenset(each) for each in cares.values()}) == 1
        lines = 1 if briefly else _MOST
        self.briefly = briefly
        sides = [
            self._side(key, [] if alike else cares[key], lines, outlooks.get(key, {}))
            for key in self.file.parties
        ]
        if alike:
            both = next(iter(cares.values()))
            sides = [f"Both sides cared most about {listed(both)}.", *sides]
        sides = [each for each in sides if each]
        others = [*self._mediator(), *self._vetoes()]
        return [*sides, *([" ".join(others)] if others else [])]

    def drawn(self, q: Quantity) -> float:
        """A parameter's value in this world."""
        return float(q.value) if q.fixed else float(self.trajectory.sampled[q.name][0])

    # --- a side -------------------------------------------------------------------------------

    def _side(self, key: str, cares: list[str], most: int, outlook: dict[str, float]) -> str:
        lines = self._lines(key)[:most]
        hard = "hardest red line" if len(lines) == 1 else "hardest red lines"
        did = [
            f"cared most about {listed(cares)}" if cares else "",
            f"drew its {hard} against {listed(lines)}" if lines else "",
        ]
        thinks = [
            "" if self.briefly >= _TERSELY else self._insists(key),
            self._expects(outlook) if self.briefly <= _TERSELY else "",
        ]
        who = begin(self.prose.parties[key])
        said: list[str] = []
        for parts in (did, thinks):
            if told := [part for part in parts if part]:
                said.append(f"{'It' if said else who} {listed(told)}.")
        return " ".join(said)

    def _cares(self, key: str) -> list[str]:
        shares = {
            issue: self.drawn(share)
            for issue, share in self.file.parties[key].weights.shares.items()
        }
        largest = sorted(shares, key=lambda issue: -shares[issue])[:_MOST]
        return [self.prose.issue(issue) for issue in largest]

    def _lines(self, key: str) -> list[str]:
        party = self.file.parties[key]
        firmness = self.drawn(party.firmness)
        size = {line: self.drawn(spec.size) * firmness for line, spec in party.red_lines.items()}
        hard = sorted((line for line in size if size[line] >= _HARD), key=lambda x: -size[x])
        return [self.prose.red_line(party.red_lines[line]) for line in hard[:_MOST]]

    def _insists(self, key: str) -> str:
        must_hold = self.file.parties[key].must_hold
        if self.file.accord is None or self.drawn(must_hold.probability) < _INSISTS:
            return ""
        return f"would sign only what was likely to hold for {years(self.drawn(must_hold.years))}"

    def _expects(self, outlook: dict[str, float]) -> str:
        said = [words.expects(outlook, self.file) for words in self.prose.names.words if outlook]
        return next((clause for clause in said if clause), "")

    # --- the others ---------------------------------------------------------------------------

    def _mediator(self) -> list[str]:
        mediator = self.file.mediator
        if mediator is None or not self.file.mediated:
            return []
        lean = self.drawn(mediator.bias) - 0.5
        favoured = self.prose.parties[mediator.leans_to]
        other = self.prose.other(mediator.leans_to)
        to = "leaned to neither side"
        if abs(lean) > _EVEN:
            to = f"leaned towards {favoured if lean > 0 else other}"
        by = f" by {self.prose.date(self.prose.scenario.day(self.file.due))}"
        wanted = f" and wanted an accord{by}" if "deadline" in self.file.sections else ""
        return [f"{begin(self.prose.mediator)} mediated, {to}{wanted}."]

    def _vetoes(self) -> list[str]:
        who = list(self.prose.vetoes.values())
        return [f"{begin(listed(who))} had to agree to an accord as well."] if who else []
