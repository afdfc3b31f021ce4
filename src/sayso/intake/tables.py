"""CSV and its kin to reports: one row a report, the columns known by their names in the first row."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from sayso.intake.decode import decode_bytes
from sayso.intake.dialect import COLUMNS, Dialect, describe_columns, find_dialect, match_columns
from sayso.intake.fields import read_fields
from sayso.intake.origin import Origin
from sayso.intake.reports import Intake
from sayso.intake.stream import Stream

_END = "\x00the end of the table\x00"


def read_table(stream: Stream, origin: Origin) -> Iterator[Intake]:
    """A report or a refusal for each row below the names; one refusal where no column holds the text."""
    rows = _read_rows(stream, origin)
    names = next(rows, [])
    if isinstance(names, Intake):
        yield names
        return
    places = match_columns(names)
    if "text" not in places:
        remedy = f"name the column `text` (or {', '.join(COLUMNS['text'][1:4])})"
        raise origin.error("no-text-column", f"no column holds the text; {describe_columns(names)}", remedy)
    for number, row in enumerate(rows, 1):
        part = origin.part("row", number)
        if isinstance(row, Intake):
            yield row
        elif any(cell.strip() for cell in row):
            yield read_fields(
                {field: row[at] for field, at in places.items() if at < len(row) and row[at].strip()}, part
            )


class _TooLongError(Exception):
    """A line, or a row of many lines, over the limit."""


class _Lines:
    """The lines as csv takes them, none of them and no row longer than `limit`, with a mark behind the last."""

    def __init__(self, stream: Stream, limit: int) -> None:
        self._lines = stream.read_lines()
        self._limit = limit
        self._size = 0
        self._ended = False
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self._ended:
            raise StopIteration
        for number, line in self._lines:
            self.number = number
            if line != b"" or self._size:  # between rows there may be millions of empty ones
                break
        else:
            self._ended = True
            return _END
        self._size += len(line or b"")
        if line is None or self._size > self._limit:
            raise _TooLongError
        return decode_bytes(line).text.rstrip("\r") + "\n"

    def begin_row(self) -> int:
        """The number of the line that the next row begins with."""
        self._size = 0
        return self.number + 1


def _read_rows(stream: Stream, origin: Origin) -> Iterator[list[str] | Intake]:
    dialect = find_dialect(decode_bytes(stream.peek().partition(b"\n")[0]).text) or Dialect(",")
    lines = _Lines(stream, origin.max_bytes)
    # One limit for the whole process, and by default too low for a long report. Rows keep within ours.
    csv.field_size_limit(max(csv.field_size_limit(), min(origin.max_bytes, 2**31 - 1)))
    reader = csv.reader(lines, delimiter=dialect.delimiter)
    while True:
        first = lines.begin_row()
        try:
            row = next(reader)
        except StopIteration:
            return
        except _TooLongError:
            yield origin.part("line", first).too_large("the row")
            continue
        except csv.Error as error:
            yield _refuse_row(str(error), origin.part("line", first))
            continue
        if row == [_END]:
            return
        if row and row[-1].endswith(_END):
            yield _refuse_row("a quotation mark is opened and never closed", origin.part("line", first))
            return
        yield row


def _refuse_row(reason: str, origin: Origin) -> Intake:
    return origin.refuse("bad-row", f"the row cannot be read: {reason}", "mend that row")
