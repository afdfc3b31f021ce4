"""Readings, claims and incidents out: the JSON records, the rows of a table, and one self-contained page."""

from sayso.export.claims import ClaimGroup, ClaimRow, count_claims, group_claims, name_facts
from sayso.export.incident_rows import AccountRow, IncidentRow, list_accounts, list_incidents
from sayso.export.incidents import format_incident, make_incident_detail, make_incident_record, write_incident_lines
from sayso.export.lines import format_json
from sayso.export.page import write_page
from sayso.export.record import format_record, make_record, write_json
from sayso.export.stored import format_claim, make_claim_record, write_claim_lines
from sayso.export.tables import Statement, StatementGroup, group_statements

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
