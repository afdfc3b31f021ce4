"""What became different in incidents, as records, as a table, and in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

from sayso.export.formats.cells import write_table
from sayso.export.incidents import make_incident_record
from sayso.export.lines import format_json
from sayso.export.stored import format_moment
from sayso.model import Change, Incident

COLUMNS = "id kind recorded into type date_start date_end place difference says".split()


@dataclass(frozen=True, slots=True)
class ChangeSheet:
    """What became of one incident: its states before and after, why, and each difference."""

    id: str
    kind: str
    recorded: datetime
    before: Incident | None
    after: Incident | None
    into: str | None
    why: Sequence[str]
    differences: Sequence[Change]

    @property
    def shown(self) -> Incident | None:
        """The state by which it is shown: the later one where there is one."""
        return self.after or self.before


def make_change_record(sheet: ChangeSheet) -> dict[str, Any]:
    """The change as plain lists and dictionaries."""
    return {
        "id": sheet.id,
        "kind": sheet.kind,
        "recorded": format_moment(sheet.recorded),
        "into": sheet.into,
        "why": list(sheet.why),
        "differences": [_difference(change) for change in sheet.differences],
        "before": make_incident_record(sheet.before) if sheet.before else None,
        "after": make_incident_record(sheet.after) if sheet.after else None,
    }


def write_change_lines(sheets: Iterable[ChangeSheet], out: BinaryIO) -> int:
    """Write one record a line, in UTF-8; gives how many there were."""
    written = 0
    for sheet in sheets:
        out.write(format_json(make_change_record(sheet)).encode("utf-8") + b"\n")
        written += 1
    return written


def write_change_table(sheets: Iterable[ChangeSheet], out: BinaryIO) -> int:
    """Write a table as CSV with a row for each sentence; gives how many incidents there were."""
    written = 0

    def rows() -> Iterator[list[Any]]:
        nonlocal written
        for sheet in sheets:
            written += 1
            for difference, says in _sentences(sheet):
                yield [*_describe(sheet), difference, says]

    write_table(COLUMNS, rows(), out)
    return written


def _sentences(sheet: ChangeSheet) -> Iterator[tuple[str, str]]:
    """What became different, then why."""
    yield from ((change.kind, change.says) for change in sheet.differences)
    yield from (("why", says) for says in sheet.why)


def _describe(sheet: ChangeSheet) -> list[Any]:
    shown = sheet.shown
    place = shown.place.name if shown and shown.place else None
    days = (shown.first, shown.last) if shown else (None, None)
    return [sheet.id, sheet.kind, sheet.recorded, sheet.into, shown.type if shown else None, *days, place]


def _difference(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "says": change.says,
        "before": change.before,
        "after": change.after,
        "claims": list(change.claims),
        "slot": change.slot,
        "role": change.role,
        "unit": change.unit,
    }
