"""Readings out: the JSON record, the rows of a table, and one self-contained page."""

from sayso.export.page import write_page
from sayso.export.record import format_record, make_record, write_json
from sayso.export.tables import Statement, StatementGroup, group_statements

__all__ = [
    "Statement",
    "StatementGroup",
    "format_record",
    "group_statements",
    "make_record",
    "write_json",
    "write_page",
]
