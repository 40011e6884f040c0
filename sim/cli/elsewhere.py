"""`--cluster` of questions: whatever they play is played on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sim.cli.errors import Usage


@contextmanager
def elsewhere(cluster: str | None, jobs: int | None) -> Iterator[None]:
    """Within it the blocks of a command go to that cluster, if one is named."""
    if cluster is None:
        yield
        return
    if jobs is not None:
        raise Usage("--jobs is for this machine's processes: give it or --cluster")
    from sim.ensemble.cluster import on_cluster

    with on_cluster(cluster):
        yield
