"""What a file asks of every world beside the outcomes that all scenarios have."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from sim.expression import Expression, NoExpression
from sim.quantities.base import Section, Text


def _checked(text: str) -> str:
    try:
        Expression(text)
    except NoExpression as error:
        raise ValueError(str(error)) from None
    return text


class OwnMeasure(Section):
    """A question or a number of one's own, computed from outcomes and parameters."""

    of: Annotated[Text, AfterValidator(_checked)] = Field(
        description="one line of outcomes and parameters: a number, or what is so or not"
    )
    label: Text | None = Field(None, description="in words")
    unit: Annotated[str, Field(max_length=40)] = Field("-", description="of a number")
