"""Readings, claims and incidents out: the JSON records, the rows of a table, and one self-contained page.

The public names are loaded when they are asked for: a table needs nothing of a page.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sayso.export.claims import ClaimGroup, ClaimRow, count_claims, group_claims, name_facts
    from sayso.export.incident_rows import AccountRow, IncidentRow, list_accounts, list_incidents
    from sayso.export.incidents import format_incident, make_incident_detail, make_incident_record, write_incident_lines
    from sayso.export.lines import format_json
    from sayso.export.page import write_page
    from sayso.export.record import format_record, make_record, write_json
    from sayso.export.stored import format_claim, make_claim_record, write_claim_lines
    from sayso.export.tables import Statement, StatementGroup, group_statements

_HOMES = {
    "AccountRow": "incident_rows",
    "ClaimGroup": "claims",
    "ClaimRow": "claims",
    "IncidentRow": "incident_rows",
    "Statement": "tables",
    "StatementGroup": "tables",
    "count_claims": "claims",
    "format_claim": "stored",
    "format_incident": "incidents",
    "format_json": "lines",
    "format_record": "record",
    "group_claims": "claims",
    "group_statements": "tables",
    "list_accounts": "incident_rows",
    "list_incidents": "incident_rows",
    "make_claim_record": "stored",
    "make_incident_detail": "incidents",
    "make_incident_record": "incidents",
    "make_record": "record",
    "name_facts": "claims",
    "write_claim_lines": "stored",
    "write_incident_lines": "incidents",
    "write_json": "record",
    "write_page": "page",
}

__all__ = [
    "AccountRow",
    "ClaimGroup",
    "ClaimRow",
    "IncidentRow",
    "Statement",
    "StatementGroup",
    "count_claims",
    "format_claim",
    "format_incident",
    "format_json",
    "format_record",
    "group_claims",
    "group_statements",
    "list_accounts",
    "list_incidents",
    "make_claim_record",
    "make_incident_detail",
    "make_incident_record",
    "make_record",
    "name_facts",
    "write_claim_lines",
    "write_incident_lines",
    "write_json",
    "write_page",
]


def __getattr__(name: str) -> Any:
    """The public names, each from its home."""
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"sayso.export.{_HOMES[name]}"), name)
