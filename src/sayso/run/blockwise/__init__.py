"""Makes incidents of an archive's parts without a ledger: step by step, each in blocks that fit into memory.

What comes out is what a ledger would make of the same parts. Between the steps stand files, each written whole or not
at all, so that an interrupted run goes on where it stopped.
"""

from __future__ import annotations

from sayso.run.blockwise.linking import Linked, Request, link_archive
from sayso.run.blockwise.pool import LocalEngine, RayEngine

__all__ = ["Linked", "LocalEngine", "RayEngine", "Request", "link_archive"]
