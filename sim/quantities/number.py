"""How a parameter is declared, and how its value in a file becomes a `Quantity`."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic_core import PydanticCustomError, core_schema

from sim.quantities.families import FAMILIES
from sim.quantities.priors import Fixed, Prior, PriorError
from sim.quantities.quantity import Quantity
from sim.quantities.units import UnitError, number_with_unit

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue


WITHIN = "within"
"""Beside a prior: the two ends between which it is drawn."""


@dataclass(frozen=True)
class Number:
    """Marks a field as a `Quantity` with this unit and range: ``Annotated[Quantity, Number(...)]``.

    The file may hold a number, a number with a unit, or a mapping with the name of a prior.
    """

    unit: str
    low: float
    high: float

    def read(self, raw: object) -> Quantity:
        """The quantity that a value of the file states.

        Raises
        ------
        PydanticCustomError
            Whose message says what is wrong, and whose context says where inside the value.
        """
        if isinstance(raw, Quantity):
            return raw
        prior = self._prior(raw) if isinstance(raw, Mapping) else Fixed(self._fixed(raw))
        return Quantity(prior, self.unit, self.low, self.high)

    def _fixed(self, raw: object) -> float:
        value = _number(raw, self.unit)
        if not self.low <= value <= self.high:
            raise _mistake(f"out of range: {value:.15g} is not within {self._range}")
        return value

    def _prior(self, raw: Mapping[object, object]) -> Prior:
        ends = raw.get(WITHIN)
        priors = {name: numbers for name, numbers in raw.items() if name != WITHIN}
        if len(priors) != 1:
            beside = f"; beside it only '{WITHIN}' may stand" if len(priors) > 1 else ""
            raise _mistake(f"expected a number or one prior, such as {{{_SHAPE}}}{beside}")
        ((family, numbers),) = priors.items()
        if family not in FAMILIES:
            raise _mistake(
                f"unknown prior {str(family)[:40]!r}: use one of {', '.join(FAMILIES)}",
                within=(family,),
                known=[*FAMILIES, WITHIN],
            )
        within = self._ends(ends) if WITHIN in raw else None
        prior = Prior(str(family), self._numbers(str(family), numbers), within)
        try:
            prior.check(self.low, self.high)
        except PriorError as error:
            raise _mistake(f"{error} (the parameter's range is {self._range})") from None
        return prior

    def _ends(self, raw: object) -> tuple[float, float]:
        """Where a prior is cut off inside the parameter's range."""
        wanted = f"{WITHIN} takes [low, high]"
        if not isinstance(raw, list) or len(raw) != 2:
            raise _mistake(wanted, within=(WITHIN,))
        low, high = (
            self._number(item, self.unit, wanted, (WITHIN, i)) for i, item in enumerate(raw)
        )
        if not self.low <= low < high <= self.high:
            raise _mistake(f"{wanted}: two rising numbers in {self._range}", within=(WITHIN,))
        return low, high

    @property
    def _range(self) -> str:
        unit = "" if self.unit == "-" else f" {self.unit}"
        return f"{self.low:.15g} to {self.high:.15g}{unit}"

    def _numbers(self, name: str, raw: object) -> tuple[float, ...]:
        family = FAMILIES[name]
        wanted = f"{name} takes [{', '.join(family.parameters)}]"
        if not isinstance(raw, list) or len(raw) != len(family.parameters):
            raise _mistake(wanted, within=(name,))
        units = (self.unit if with_unit else "-" for with_unit in family.with_unit)
        return tuple(
            self._number(item, unit, wanted, (name, index))
            for index, (item, unit) in enumerate(zip(raw, units, strict=True))
        )

    @staticmethod
    def _number(raw: object, unit: str, wanted: str, place: tuple[object, ...]) -> float:
        """One number of several; a mistake also says what all of them are."""
        try:
            return _number(raw, unit)
        except PydanticCustomError as error:
            hint = (error.context or {})["hint"]
            raise _mistake(f"{error.message()}; {wanted}", within=place, hint=hint) from None

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """How pydantic reads the field."""
        return core_schema.no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Unit and range; `sim.scenario.editors` writes out what `read` takes."""
        return {"x-unit": self.unit, "minimum": self.low, "maximum": self.high}


_SHAPE = "normal: [mean, sd]"


def _mistake(
    message: str,
    within: tuple[object, ...] = (),
    known: list[str] | None = None,
    hint: object = "",
) -> PydanticCustomError:
    """An error that carries a position inside the value and the names that would be known."""
    # The message travels as context, so that a brace in the file is no template.
    context = {"message": message, "within": within, "known": known or [], "hint": hint}
    return PydanticCustomError("quantity", "{message}", context)


def _number(raw: object, unit: str) -> float:
    """One number of the file in `unit`; raises a `PydanticCustomError` if it is none."""
    if isinstance(raw, str):
        try:
            value = number_with_unit(raw, unit)
        except UnitError as error:
            raise _mistake(str(error), hint=error.hint) from None
    elif isinstance(raw, int | float) and not isinstance(raw, bool):
        value = float(raw)
    else:
        raise _mistake(f"expected a number, not {'nothing' if raw is None else repr(raw)[:40]}")
    if not math.isfinite(value):
        raise _mistake(f"expected a finite number, not {value}")
    return value
