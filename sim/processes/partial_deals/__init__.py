"""What is agreed beside the accord."""

from sim.processes.partial_deals.process import PartialDeals

__all__ = ["PartialDeals"]
