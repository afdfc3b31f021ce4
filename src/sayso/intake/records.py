"""JSON and JSON Lines to reports: one object a report."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sayso.intake.decode import decode_bytes
from sayso.intake.fields import read_fields
from sayso.intake.origin import Origin
from sayso.intake.reports import Intake


def read_json_lines(lines: Iterator[tuple[int, bytes | None]], origin: Origin) -> Iterator[Intake]:
    """A report or a refusal for each line that is not blank."""
    for number, line in lines:
        part = origin.part("line", number)
        if line is None:
            yield part.too_large("the line")
        elif line.strip():
            yield _read_line(line, part)


def read_json_whole(data: bytes, origin: Origin) -> Iterator[Intake]:
    """A report or a refusal for one JSON object over several lines, or for each object of an array."""
    try:
        value = json.loads(decode_bytes(data).text)
    except (ValueError, RecursionError) as error:
        yield _refuse_json(error, origin)
        return
    if isinstance(value, list):
        for number, entry in enumerate(value, 1):
            yield _read_entry(entry, origin.part("entry", number))
    else:
        yield _read_entry(value, origin)


def _read_line(line: bytes, origin: Origin) -> Intake:
    try:
        value = json.loads(decode_bytes(line).text)
    except (ValueError, RecursionError) as error:
        return _refuse_json(error, origin)
    return _read_entry(value, origin)


def _refuse_json(error: Exception, origin: Origin) -> Intake:
    what = str(error)
    if isinstance(error, json.JSONDecodeError):
        at = f"line {error.lineno} column" if error.lineno > 1 else "column"
        what = f"{error.msg} at {at} {error.colno}"
    return origin.refuse("bad-json", f"it is not valid JSON: {what}", "mend that line, one JSON object a line")


def _read_entry(entry: Any, origin: Origin) -> Intake:
    if not isinstance(entry, dict):
        reason = f"it is not a JSON object but {type(entry).__name__}"
        return origin.refuse("bad-json", reason, "give one JSON object a report")
    return read_fields(entry, origin)
