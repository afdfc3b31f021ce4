"""What a coder does: says that a claim is right, is none, or what is right instead; takes that back; and what is next.

After a review, and after one is taken back, `sayso.run.reconciling.reconcile` brings the incidents up to date.
"""

from __future__ import annotations

from sayso.run.reviewing.agreeing import Agreement, Coder, FieldAgreement, agreement
from sayso.run.reviewing.correcting import tell_values
from sayso.run.reviewing.judging import find_claim_id, list_reviews, review, undo
from sayso.run.reviewing.queueing import QUEUES, Queue, next_in_queue

__all__ = [
    "QUEUES",
    "Agreement",
    "Coder",
    "FieldAgreement",
    "Queue",
    "agreement",
    "find_claim_id",
    "list_reviews",
    "next_in_queue",
    "review",
    "tell_values",
    "undo",
]
