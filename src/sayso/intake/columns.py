"""Parquet to reports: one row a report, the columns known by their names, a few rows in memory at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from sayso.intake.dialect import COLUMNS, NAMES, describe_columns, match_columns
from sayso.intake.fields import read_fields
from sayso.intake.isolated import read_apart
from sayso.intake.origin import Origin
from sayso.intake.reports import Intake


def read_columns(file: BinaryIO | bytes, origin: Origin) -> Iterator[Intake]:
    """A report or a refusal for each row; one refusal where no column holds the text."""
    records = read_apart("parquet", file, origin, columns=tuple(NAMES))
    names: list[str] = next(records, {"columns": []})["columns"]
    places = match_columns(names)
    if "text" not in places:
        remedy = f"name the column `text` (or {', '.join(COLUMNS['text'][1:4])})"
        raise origin.error("no-text-column", f"no column holds the text; {describe_columns(names)}", remedy)
    for number, record in enumerate(records, 1):
        part = origin.part("row", number)
        if "row" not in record:
            yield part.too_large("the row")
        else:
            row = record["row"]
            yield read_fields({field: row.get(names[at]) for field, at in places.items()}, part)
