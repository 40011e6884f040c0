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
    """

    def __init__(self, folder: Path) -> None:
        self._blocks, self._read = folder / "blocks", set[Path]()
        self._worlds = self._accords = 0

    def so_far(self) -> str:
        """The share of worlds with an accord in time, of those that are there; else nothing."""
        import pyarrow as pa

        from sim.results.files import DamagedResults
        from sim.results.store import stored_blocks

        for block in stored_blocks(self._blocks):
            if block.path not in self._read and not block.failed:
                self._read.add(block.path)
                with suppress(OSError, ValueError, KeyError, pa.ArrowException, DamagedResults):
                    self._take(block.path)
        return self._told() if self._worlds else ""

    def _take(self, path: Path) -> None:
        import pyarrow.parquet as pq

        accord = pq.read_table(path, columns=["accord"])["accord"].to_numpy()
        self._worlds += accord.size
        self._accords += int(accord.sum())

    def _told(self) -> str:
        from sim.statistics import wilson
        from sim.words import percent, percent_range

        share = wilson(self._accords, self._worlds)
        return f"accord {percent(share.value)} ({percent_range(share.low, share.high, 1)})"
