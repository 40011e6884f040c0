"""How deals beside the accord are told at the end; day by day they are told with their rounds."""

from __future__ import annotations

from typing import Any

from sim.processes.words import Line, Told, Words
from sim.words import counted


class DealsWords(Words):
    """Prisoners and truces."""

    def ends(self, told: Told, facts: dict[str, Any]) -> list[Line]:
        """Days of truce."""
        days = counted(round(facts["truce_days"]), "day")
        return [Line(20, f"truces lasted {days} in all")]
