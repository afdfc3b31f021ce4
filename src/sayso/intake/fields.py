"""What a reader found of a report, made into one: its fields checked, its date understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from sayso.intake.dates import parse_date
from sayso.intake.decode import replace_surrogates
from sayso.intake.origin import Origin
from sayso.intake.reports import Intake, make_report
from sayso.model import Refusal

SECONDS_FROM, SECONDS_TO = 10**8, 10**11
"""Numbers that stand for seconds since 1970, from 1973 on; smaller ones may be written days, such as 20240302."""
MAX_LINES = 200_000
"""Lines of one report. More are a list or a log; looking for furniture in them would take minutes."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a format knows about a report. `published_from` says where it has the date."""

    text: str
    id: str | None = None
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: date | None = None
    published_from: str | None = None
    notes: tuple[Refusal, ...] = ()


def take_report(found: Found, origin: Origin) -> Intake:
    """The report of what was found. A date given for all goes before one that the format states, except in a field."""
    id = found.id or origin.stem
    if found.text.count("\n") > MAX_LINES:
        reason, remedy = f"it has more than {MAX_LINES:,} lines", "give its reports one by one"
        return origin.refuse("too-many-parts", reason, remedy, id=id)
    is_field = found.published_from == "given"
    day, whence = found.published, found.published_from
    if origin.published and not (is_field and day):
        day, whence = origin.published, "given"
    report = make_report(
        replace_surrogates(found.text),
        id=id,
        published=day,
        title=found.title,
        publisher=found.publisher,
        url=found.url or origin.url,
    )
    if day is not None:
        report = replace(report, published_from=whence)
    return Intake(report, None, id, found.notes, source=origin.name)


def read_fields(entry: Mapping[str, Any], origin: Origin) -> Intake:
    """The report in a record with the fields `text`, `id`, `title`, `published` or `date`, `publisher`, `url`."""
    id = _read_field(entry, "id")
    text = entry.get("text")
    if not isinstance(text, str):
        reason = "the record has no field `text`" if text is None else "its field `text` is not a string"
        return origin.refuse("no-text-field", reason, "put the report's text into the field `text`", id=id)
    stated = entry.get("published") or entry.get("date")
    day = _read_day(stated)
    notes: tuple[Refusal, ...] = ()
    if stated and day is None:
        notes = (note_date(stated, origin),)
    found = Found(
        text,
        id=id,
        title=_read_field(entry, "title"),
        publisher=_read_field(entry, "publisher"),
        url=_read_field(entry, "url"),
        published=day,
        published_from="given" if day else None,
        notes=notes,
    )
    return take_report(found, origin)


def note_date(stated: object, origin: Origin) -> Refusal:
    """The note that a date cannot be read."""
    reason = f"the date {str(stated)[:40]!r} cannot be read; the report is read without it"
    return Refusal("bad-date", replace_surrogates(reason), origin.name, "write it as YYYY-MM-DD")


def clean_field(value: object) -> str | None:
    """A word or number as a string without surrounding blanks; None when it is neither, or empty."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return replace_surrogates(str(value)).strip() or None


def _read_field(entry: Mapping[str, Any], field: str) -> str | None:
    return clean_field(entry.get(field))


def _read_day(stated: Any) -> date | None:
    if isinstance(stated, datetime):
        return stated.date()
    if isinstance(stated, date):
        return stated
    if isinstance(stated, str):
        return parse_date(stated)
    if isinstance(stated, bool) or not isinstance(stated, int | float):
        return None
    if SECONDS_FROM <= stated < SECONDS_TO:
        return datetime.fromtimestamp(stated, UTC).date()
    return parse_date(str(stated))
