"""Is there a scheduler at an address? Asked before Dask's client is made.

The client bounds its waiting for an answer, but not its leave of a peer that never answered, nor
what it makes of one that says something else.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from sim.ensemble.failure import ClusterLost
from sim.ensemble.worker import in_a_thread

if TYPE_CHECKING:
    from distributed.security import Security


def greet(address: str, security: Security | None, seconds: float) -> None:
    """Ask a scheduler who it is.

    Parameters
    ----------
    address : str
        ``tcp://host:port`` or ``tls://host:port``.
    security : Security or None
        Dask's credentials; None: those of its own configuration.
    seconds : float
        For all of it.

    Raises
    ------
    ClusterLost
        If nobody answers in time, or not as a scheduler does.
    """

    def ask() -> str:
        return asyncio.run(asyncio.wait_for(_kind(address, security, seconds), seconds))

    try:
        # In a thread, since a notebook has a loop of its own here, and so that Ctrl-C is heard.
        kind = in_a_thread(ask).result(2 * seconds)
    except TimeoutError:
        raise _lost(address, f"silent for {seconds:.0f} s") from None
    except Exception as error:  # a peer may say anything, and Dask make anything of it
        raise _lost(address, _in_words(error)) from None
    if kind != "Scheduler":
        raise _lost(address, f"it is a {kind}")


def _lost(address: str, why: str) -> ClusterLost:
    return ClusterLost(f"no scheduler answers at {address} ({why})")


def _in_words(error: Exception) -> str:
    if isinstance(error, OSError):
        return str(error)
    if "ssl_context" in str(error):
        return "TLS needs certificates, named in Dask's own configuration"
    return "what answers there is something else"


async def _kind(address: str, security: Security | None, seconds: float) -> str:
    from distributed.comm import connect
    from distributed.security import Security

    asked = (security or Security()).get_connection_args("client")
    comm = await connect(address, timeout=seconds, **asked)
    try:
        await comm.write({"op": "identity"})
        answer = await comm.read()
    finally:
        comm.abort()
    return str(answer["type"])
