"""What a coder does: says that a claim is right, is none, or what is right instead; takes that back; and what is next.

After a review, and after one is taken back, `sayso.run.reconciling.reconcile` brings the incidents up to date.
"""

from __future__ import annotations

from sayso.run.reviewing.judging import list_reviews, review, undo

__all__ = ["list_reviews", "review", "undo"]
