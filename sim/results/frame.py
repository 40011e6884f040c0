"""Tables that know what they are asked for: a misspelt column is told which was meant."""

from __future__ import annotations

from typing import Any

import pandas as pd

from sim.errors import UnknownColumn, not_among


class Frame(pd.DataFrame):  # type: ignore[misc]  # pandas has no types
    """A DataFrame; whatever is cut or made of it is a plain one.

    ``attrs["labels"]`` and ``attrs["units"]`` say what its columns mean.
    """

    def __getitem__(self, key: Any) -> Any:
        """Columns by name, and all else that a DataFrame takes."""
        try:
            return super().__getitem__(key)
        except KeyError:
            columns = [str(name) for name in self.columns]
            if not isinstance(key, str) or key in columns:
                raise
            raise UnknownColumn(not_among("column", key, columns)) from None


def described(frame: pd.DataFrame, labels: dict[str, str], units: dict[str, str]) -> Frame:
    """The same table with what its columns mean."""
    known = Frame(frame)
    known.attrs |= {"labels": labels, "units": units}
    return known
