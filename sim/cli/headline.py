"""The answer so far, while a run goes on."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path


class Headline:
    """Counts the accords of a run's blocks as they are stored.

    Parameters
    ----------
    folder : Path
        Of the run.
    worlds : int, optional
        How many are asked for: a folder may hold more.
    """

    def __init__(self, folder: Path, worlds: int | None = None) -> None:
        self._blocks, self._most = folder / "blocks", worlds
        self._counted: dict[range, tuple[int, int]] = {}

    def so_far(self) -> str:
        """The share of worlds with an accord in time, of those that are there; else nothing.

        What cannot be read is left out here: the run itself finds damage and mends it.
        """
        import pyarrow as pa

        with suppress(OSError, ValueError, KeyError, TypeError, pa.ArrowException):
            self._look()
        return self._told() if self._counted else ""

    def _look(self) -> None:
        """Count the blocks that are new; one that overlaps with another is of an earlier run."""
        from sim.results.store import stored_blocks

        for block in stored_blocks(self._blocks):
            worlds = range(block.first, block.end)
            wanted = self._most is None or block.end <= self._most
            if wanted and not block.failed and not any(_meet(worlds, w) for w in self._counted):
                self._counted[worlds] = _accords(block.path)

    def _told(self) -> str:
        from sim.statistics import wilson
        from sim.words import percent, percent_range

        accords, worlds = (sum(each) for each in zip(*self._counted.values(), strict=True))
        share = wilson(accords, worlds)
        return f"accord {percent(share.value)} ({percent_range(share.low, share.high, 1)})"


def _meet(one: range, other: range) -> bool:
    return one.start < other.stop and other.start < one.stop


def _accords(path: Path) -> tuple[int, int]:
    """Accords in a block, and its worlds."""
    import pyarrow.parquet as pq

    accord = pq.read_table(path, columns=["accord"])["accord"].to_numpy()
    return int(accord.sum()), accord.size
