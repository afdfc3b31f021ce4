"""Disputes, a file for each slot: accounts of different origins that cannot all be so."""

from sayso.reconcile.incident.disputes.finding import Found, find_disputes

__all__ = ["Found", "find_disputes"]
