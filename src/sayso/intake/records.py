"""JSON and JSON Lines to reports: one object a report."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from sayso.intake.dates import parse_date
from sayso.intake.decode import decode_bytes, replace_surrogates
from sayso.intake.reports import Intake, make_report
from sayso.model import Refusal

SECONDS_FROM, SECONDS_TO = 10**8, 10**11
"""Numbers that stand for seconds since 1970, from 1973 on; smaller ones may be written days, such as 20240302."""


def read_json_lines(
    lines: Iterator[tuple[int, bytes | None]], *, name: str, stem: str, published: date | None, limit: str
) -> Iterator[Intake]:
    """A report or a refusal for each line that is not blank. `limit` is the size limit in words, for the reason."""
    for number, line in lines:
        where = f"{name} line {number}"
        if line is None:
            refusal = Refusal("too-large", f"the line is larger than {limit}", where, "raise the limit with --max-size")
            yield Intake(None, refusal, f"{stem}-{number}")
        elif line.strip():
            yield _read_line(line, where, f"{stem}-{number}", published)


def read_json_whole(data: bytes, *, name: str, stem: str, published: date | None) -> Iterator[Intake]:
    """A report or a refusal for one JSON object over several lines, or for each object of an array."""
    try:
        value = json.loads(decode_bytes(data).text)
    except (ValueError, RecursionError) as error:
        line = f" line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        yield Intake(None, _refuse_json(error, name + line), stem)
        return
    if isinstance(value, list):
        for number, entry in enumerate(value, 1):
            yield _read_entry(entry, f"{name} entry {number}", f"{stem}-{number}", published)
    else:
        yield _read_entry(value, name, stem, published)


def _read_line(line: bytes, where: str, fallback: str, published: date | None) -> Intake:
    try:
        value = json.loads(decode_bytes(line).text)
    except (ValueError, RecursionError) as error:
        return Intake(None, _refuse_json(error, where), fallback)
    return _read_entry(value, where, fallback, published)


def _refuse_json(error: Exception, where: str) -> Refusal:
    what = f"{error.msg} at column {error.colno}" if isinstance(error, json.JSONDecodeError) else str(error)
    return Refusal("bad-json", f"it is not valid JSON: {what}", where, "mend that line, one JSON object a line")


def _read_entry(entry: Any, where: str, fallback: str, published: date | None) -> Intake:
    if not isinstance(entry, dict):
        reason = f"it is not a JSON object but {type(entry).__name__}"
        return Intake(None, Refusal("bad-json", reason, where, "give one JSON object a report"), fallback)
    id = _read_field(entry, "id") or fallback
    text = entry.get("text")
    if not isinstance(text, str):
        reason = "the record has no field `text`" if text is None else "its field `text` is not a string"
        return Intake(None, Refusal("no-text-field", reason, where, "put the report's text into the field `text`"), id)
    stated = entry.get("published") or entry.get("date")
    day = _read_day(stated)
    notes: tuple[Refusal, ...] = ()
    if stated and day is None:
        reason = f"the date {str(stated)[:40]!r} cannot be read; the report is read without it"
        notes = (Refusal("bad-date", replace_surrogates(reason), where, "write it as YYYY-MM-DD"),)
    report = make_report(
        replace_surrogates(text),
        id=id,
        published=day or published,
        title=_read_field(entry, "title"),
        publisher=_read_field(entry, "publisher"),
        url=_read_field(entry, "url"),
    )
    return Intake(report, None, id, notes)


def _read_field(entry: dict[str, Any], field: str) -> str | None:
    """A field as a string without surrounding blanks; None when it is missing, empty, or neither word nor number."""
    value = entry.get(field)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return replace_surrogates(str(value)).strip() or None


def _read_day(stated: Any) -> date | None:
    if isinstance(stated, str):
        return parse_date(stated)
    if isinstance(stated, bool) or not isinstance(stated, int | float):
        return None
    if SECONDS_FROM <= stated < SECONDS_TO:
        return datetime.fromtimestamp(stated, UTC).date()
    return parse_date(str(stated))
