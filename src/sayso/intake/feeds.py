"""News feeds (RSS, Atom) to reports: one entry a report, with its text or, where that is short, the page behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sayso.intake.dates import parse_date
from sayso.intake.fields import Found, clean_field, note_date, take_report
from sayso.intake.isolated import read_apart
from sayso.intake.markup import count_tags, has_markup, read_markup
from sayso.intake.naming import is_address, show_name
from sayso.intake.origin import Origin
from sayso.intake.pages import read_page
from sayso.intake.reports import Intake
from sayso.model import InputError, Refusal, SaysoError

SHORT_TEXT = 600
"""Characters up to which the text of an entry is a summary, so that its page is worth fetching."""
MAX_FEED_TAGS = 500_000
_DOCTYPE = re.compile(rb"<!DOCTYPE\s[^>\[\]]*>")
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)\b")


def read_feed(data: bytes, origin: Origin) -> Iterator[Intake]:
    """A report or a refusal for each entry. Nothing where the page of an entry has not changed since it was fetched."""
    if count_tags(data) > MAX_FEED_TAGS:
        raise origin.error("too-many-parts", f"the feed has more than {MAX_FEED_TAGS:,} tags", "split it")
    data = _DOCTYPE.sub(b"", data, count=1)
    if _DECLARATION.search(data[: data.find(b"<item") if b"<item" in data else None]):
        raise origin.error("declared-entities", "the feed declares entities, which no feed needs", "leave it out")
    number = 0
    for number, entry in enumerate(read_apart("feed", data, origin), 1):
        taken = _read_entry(entry, origin.part("entry", number))
        if taken is not None:
            yield taken
    if not number:
        yield origin.refuse("empty-file", "there is no entry in the feed", "try again when there is news")


def _read_entry(entry: dict[str, Any], origin: Origin) -> Intake | None:
    link = clean_field(entry.get("url"))
    id = clean_field(entry.get("id")) or link
    try:
        found = _find_entry(entry, link, id, origin)
    except InputError as error:
        return origin.refuse(error.slug, error.reason, "read the page itself", id=id)
    if origin.fetch is None or link is None or not is_address(link) or len(found.text) > SHORT_TEXT:
        return _take_entry(found, origin)
    try:
        fetched = origin.fetch(link)
    except SaysoError as error:
        return _take_entry(_add_note(found, error.slug, error.reason, error.remedy, origin), origin)
    if fetched.not_modified:
        return None
    return _read_entry_page(fetched.data, found, replace(origin, url=link))


def _read_entry_page(data: bytes, found: Found, origin: Origin) -> Intake:
    """The report of an entry's page, with what the feed knows better: its id, address and day."""
    taken = read_page(data, name=origin.name, id=found.id or origin.stem, published=origin.published, url=origin.url)
    if taken.report is None:
        why = taken.refusal.reason if taken.refusal else "it is empty"
        return _take_entry(_add_note(found, "no-sentence", why, "read the page itself", origin), origin)
    report = replace(
        taken.report, title=found.title or taken.report.title, publisher=taken.report.publisher or found.publisher
    )
    if found.published and report.published_from not in ("given", "metadata"):
        report = replace(report, published=found.published, published_from="feed")
    return replace(taken, report=report, notes=found.notes, source=f"{origin.name} ({show_name(origin.url or '')})")


def _add_note(found: Found, slug: str, why: str, remedy: str, origin: Origin) -> Found:
    note = Refusal(slug, f"its page could not be read ({why}); the feed's own words are", origin.name, remedy)
    return replace(found, notes=(*found.notes, note))


def _find_entry(entry: dict[str, Any], link: str | None, id: str | None, origin: Origin) -> Found:
    words = max((clean_field(entry.get(name)) or "" for name in ("content", "summary")), key=len)
    stated = clean_field(entry.get("published"))
    day = parse_date(stated) if stated else None
    title = clean_field(entry.get("title"))
    return Found(
        read_markup(words) if has_markup(words) else words,
        id=id,
        title=read_markup(title) if title and has_markup(title) else title,
        publisher=clean_field(entry.get("publisher")),
        url=link,
        published=day,
        published_from="feed" if day else None,
        notes=(note_date(stated, origin),) if stated and day is None else (),
    )


def _take_entry(found: Found, origin: Origin) -> Intake:
    if not found.text.strip():
        return origin.refuse("no-sentence", "the entry has no text of its own", "read its page", id=found.id)
    return take_report(found, origin)
