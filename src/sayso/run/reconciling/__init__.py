"""Brings the incidents of a ledger up to date with its claims, a step at a time, each step a transaction of its own.

What waits is kept in queues (`ledger.queues`), so that an interrupted run goes on where it stopped, and several
programs may do it at once. What comes out follows from the claims that stand and from what people decided, and from
nothing else: not from the order in which reports came, nor from how often this was called.
"""

from __future__ import annotations

from sayso.run.reconciling.updating import Stage, count_pending, reconcile

__all__ = ["Stage", "count_pending", "reconcile"]
