"""Readings out: the JSON record, the rows of a table, and one self-contained page."""

from sayso.export.claims import ClaimGroup, ClaimRow, count_claims, group_claims, name_facts
from sayso.export.page import write_page
from sayso.export.record import format_record, make_record, write_json
from sayso.export.tables import Statement, StatementGroup, group_statements

__all__ = [
    "ClaimGroup",
    "ClaimRow",
    "Statement",
    "StatementGroup",
    "count_claims",
    "format_record",
    "group_claims",
    "group_statements",
    "make_record",
    "name_facts",
    "write_json",
    "write_page",
]
