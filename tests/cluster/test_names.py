"""Which clusters there are, and what a worker must be like."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from sim.ensemble import cluster, remote
from tests.cluster.conftest import Peer, free_port
from tests.cluster.work import counts


@pytest.mark.parametrize(
    "name",
    ["local", "local:0", "local:-1", "local:1000", "local:2;", "127.0.0.1:8786", "tcp://host",
     "tcp://:8786", "http://host:80", "tcp://a b:1", "inproc://x:1", "tcp://host:1/../x", ""],
)  # fmt: skip
def test_what_is_no_cluster_is_refused(name: str) -> None:
    with pytest.raises(cluster.NoSuchCluster, match="tcp://HOST:PORT or local:N"):
        cluster.Cluster(name)


@pytest.mark.parametrize("name", ["local:1", "tcp://10.0.0.1:8786", "tls://host-1.lan:8786",
                                  "tcp://[::1]:8786"])  # fmt: skip
def test_what_is_a_cluster_is_not_connected_before_it_is_needed(name: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cluster, "find_spec", lambda name: object())
        cluster.Cluster(name).close()


def test_without_dask_the_command_that_installs_it_is_named() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cluster, "find_spec", lambda name: None)
        with pytest.raises(cluster.NoSuchCluster, match="pip install 'negotiation-sim"):
            cluster.Cluster("local:2")


def test_a_worker_with_other_versions_does_no_work() -> None:
    other = remote.versions() | {"numpy": "1.0"}
    with pytest.raises(remote.WrongWorker, match=r"numpy 1\.0"):
        remote.on_worker(counts, other, range(3))
    assert remote.on_worker(counts, remote.versions(), range(3)) == range(3)


def test_a_worker_that_cannot_see_the_folder_says_so(tmp_path: Path) -> None:
    def work(worlds: range) -> None:
        (tmp_path / "elsewhere" / "block").write_bytes(b"")

    with pytest.raises(remote.WrongWorker, match="all machines share"):
        remote.on_worker(work, remote.versions(), range(3))


def test_a_port_where_nobody_listens_is_soon_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr("sim.ensemble.connection._CONNECTED_WITHIN", 1.0)
    with (
        cluster.cluster(f"tcp://127.0.0.1:{free_port()}") as workers,
        pytest.raises(cluster.ClusterLost, match="no scheduler answers"),
    ):
        workers.start()


@pytest.mark.parametrize(
    ("says", "scheme", "told"),
    [(b"", "tcp", "silent for 1 s"), (b"HTTP/1.1 400 Bad\r\n" * 50, "tcp", "something else"),
     (b"", "tls", "certificates"), (b"\0" * 400, "tcp", "")],
)  # fmt: skip
def test_a_peer_that_is_no_scheduler_is_soon_given_up(
    monkeypatch: pytest.MonkeyPatch, says: bytes, scheme: str, told: str
) -> None:
    """One that accepts and never answers, as a scheduler that was stopped, is the worst."""
    pytest.importorskip("distributed")
    monkeypatch.setattr("sim.ensemble.connection._CONNECTED_WITHIN", 1.0)
    start = time.perf_counter()
    with (
        Peer(says) as peer,
        cluster.cluster(f"{scheme}://127.0.0.1:{peer.port}") as workers,
        pytest.raises(cluster.ClusterLost, match=f"no scheduler answers.*{told}"),
    ):
        workers.start()
    assert time.perf_counter() - start < 20
