"""Dated events of the file: which happened on a day, in numbers and in words."""

from __future__ import annotations

from dataclasses import dataclass

from sim.model import NegotiationModel
from sim.quantities.quantity import Quantity

_TELLS_ITSELF = ("days", "people")


@dataclass(frozen=True)
class Dated:
    """An event that the file dates and that happened.

    Attributes
    ----------
    key : str
        Its name in the file.
    amounts : dict[str, float]
        Its sizes by parameter, in their units.
    sizes : dict[str, str]
        The same with their units: ``1.2 GW``.
    """

    key: str
    amounts: dict[str, float]
    sizes: dict[str, str]


def dated_on(model: NegotiationModel, day: int) -> list[Dated]:
    """The dated events of a day that happened in the model's only world."""
    found = []
    for key, event in model.events.by_day.get(day, []):
        if model.events.happens(key, event)[0]:
            drawn = {
                what: (float(model.draw(q)[0]), q.unit)
                for what, q in event
                if isinstance(q, Quantity) and what != "probability"
            }
            amounts = {what: value for what, (value, _) in drawn.items()}
            sizes = {what: _size(value, unit) for what, (value, unit) in drawn.items()}
            found.append(Dated(key, amounts, sizes))
    return found


def sizes_words(dated: Dated) -> str:
    """Its sizes after its type: ``, damage 1.2 GW``; ``, 3 days`` where the unit says it all."""
    told = [
        size if what in _TELLS_ITSELF else f"{what.replace('_', ' ')} {size}"
        for what, size in dated.sizes.items()
    ]
    return "".join(f", {words}" for words in told)


def _size(value: float, unit: str) -> str:
    one = value == 1 and unit.endswith("s")
    return f"{value:g} {unit[:-1] if one else unit}"
