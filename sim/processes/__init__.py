"""What happens without a decider: a room for each process, and the list that finds them.

A process is added by its room and its line in ``PROCESSES``. The order is that of a day: each reads
what those before it said.
"""

from sim.processes.grid import Grid
from sim.processes.partial_deals import PartialDeals
from sim.processes.process import Process
from sim.processes.sanctions import Sanctions
from sim.processes.shocks import Shocks
from sim.processes.strike import Strike
from sim.processes.talks import Relations
from sim.processes.war import War
from sim.processes.weather import Weather

PROCESSES: tuple[type[Process], ...] = (
    Shocks,
    PartialDeals,
    War,
    Weather,
    Grid,
    Strike,
    Sanctions,
    Relations,
)

__all__ = ["PROCESSES", "Process"]
