"""Negotiation scenarios, simulated."""
