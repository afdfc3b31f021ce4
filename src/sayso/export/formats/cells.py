"""Tables as CSV that no spreadsheet runs: cells cleaned of control characters, formulas made plain text."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, BinaryIO

from sayso.export.stored import format_moment
from sayso.model.visible import visible_text

JOINT = "; "
# What makes a spreadsheet take a cell for a formula, also behind blanks and quotation marks and in the wide forms of
# East Asia.
_FORMULA = re.compile(r"""^[\s"'‘’“”„«»`\ufffd]*[=+\-@＝＋－＠\t\r]""")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")


def make_cell(value: Any) -> str:
    """A value as the text of a cell: empty for None, a list with "; " between its items; safe to open in a spreadsheet.

    >>> make_cell("=1+1"), make_cell(-5), make_cell([1, None, "a"])
    ("'=1+1", '-5', '1; ; a')
    """
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        return JOINT.join(make_cell(item) for item in value)
    if isinstance(value, (int, float)):  # true and false, too
        return repr(value).lower()
    if isinstance(value, datetime):
        return format_moment(value)
    return value.isoformat() if isinstance(value, date) else neutralise(str(value))


def neutralise(text: str) -> str:
    """The text on one line without control characters, with an apostrophe before what a spreadsheet would run."""
    shown = visible_text(text)
    if _NUMBER.fullmatch(shown):
        return shown
    return f"'{shown}" if _FORMULA.match(shown) else shown


def write_table(heads: Sequence[str], rows: Iterable[Iterable[Any]], out: BinaryIO) -> int:
    """Write a table as CSV (RFC 4180, UTF-8), each row as soon as it comes; gives the number of rows."""
    writer = csv.writer(_Encoded(out))
    writer.writerow(heads)
    written = 0
    for row in rows:
        writer.writerow([make_cell(value) for value in row])
        written += 1
    return written


class _Encoded:
    """What `csv` writes text to."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out

    def write(self, text: str) -> int:
        return self._out.write(text.encode("utf-8"))
