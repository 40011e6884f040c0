"""What a daily series means: its label, its unit, and how the stored number is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["number", "count", "yes", "day", "package", "code", "bits"]


@dataclass(frozen=True)
class Series:
    """A daily series, or one for each belligerent.

    Attributes
    ----------
    label, unit : str
        As outcomes have them; ``-``: no unit. A belligerent's own is labelled with its name too.
    kind : str
        How the stored number is read: as it is (``number``, ``count``), as yes or no, as a day, as
        the number of a package (below zero: none), as a code of ``codes`` or as bits.
    codes : dict of int to str
        Of a code: what each stands for.
    bits : dict of str to (int, str)
        Of bits: column, with the bit and its label. A column that ends in ``.first`` or
        ``.second`` is named after that belligerent instead.
    column : str
        Its name as a column, if it is another.
    where : str
        It is missing where this stored series is below zero.
    each : bool
        Each belligerent has its own.
    """

    label: str
    unit: str = "-"
    kind: Kind = "number"
    codes: dict[int, str] | None = None
    bits: dict[str, tuple[int, str]] | None = None
    column: str = ""
    where: str = ""
    each: bool = False
