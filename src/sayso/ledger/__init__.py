"""The ledger: every report that was read and every claim in it, kept for good in SQLite or PostgreSQL.

The public names are loaded when they are asked for: a process that only makes rows (`sayso.ledger.rows`) needs no
database.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sayso.ledger.filters import Filter
    from sayso.ledger.keys import report_key, storable
    from sayso.ledger.rows import Prepared, prepare
    from sayso.ledger.store import Ledger

_HOMES = {
    "Filter": "filters",
    "Ledger": "store",
    "Prepared": "rows",
    "prepare": "rows",
    "report_key": "keys",
    "storable": "keys",
}

__all__ = ["Filter", "Ledger", "Prepared", "prepare", "report_key", "storable"]


def __getattr__(name: str) -> Any:
    """The public names, each from its home."""
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"sayso.ledger.{_HOMES[name]}"), name)
