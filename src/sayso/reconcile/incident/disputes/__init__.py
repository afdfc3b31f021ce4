"""Disputes, a file for each slot: accounts of different origins that cannot all be so."""

from sayso.reconcile.incident.disputes.finding import Event, Found, find_disputes

__all__ = ["Event", "Found", "find_disputes"]
