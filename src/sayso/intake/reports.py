"""Text to `Report`, and whether a report can be read at all."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from sayso.intake.furniture import find_furniture
from sayso.intake.language import detect_language, name_language
from sayso.model import Refusal, Report

_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Intake:
    """What came of one input or one line of it: a report, or why there is none.

    `report` and `refusal` are both set where there is a text that is not to be read (another language, no sentence).
    `notes` say what was passed over in a report that is read all the same (a date that could not be understood).
    `source` is the input that it came from, for messages: the path or address, and the record in it.
    """

    report: Report | None
    refusal: Refusal | None
    id: str
    notes: tuple[Refusal, ...] = ()
    source: str = ""


def make_report(  # noqa: PLR0913 - what is known about a report, all by name
    text: str,
    *,
    id: str,
    published: date | None = None,
    title: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
) -> Report:
    """The report of `text`, which stays as it is, with its page furniture found.

    Without `published` the date of the header line counts, else that of the dateline.

    >>> make_report("KHARTOUM, 14 April 2015 (Harbour News) - Shells fell.", id="a").published
    datetime.date(2015, 4, 14)
    """
    layout = find_furniture(text)
    return Report(
        id=id,
        text=text,
        title=title,
        published=published or layout.published,
        published_from="given" if published else layout.published_from,
        publisher=publisher,
        url=url,
        furniture=layout.furniture,
    )


def add_language(report: Report) -> Report:
    """The report with its language, where there are letters enough to tell."""
    return report if report.language else replace(report, language=detect_language(report.text))


def check_readable(report: Report, *, any_language: bool) -> Refusal | None:
    """Why `report` is not to be read: it holds no sentence, or is not in English. None when it is to be read."""
    if not report.text.strip():
        return Refusal("no-sentence", "it is empty", report.id, "give a text with running prose")
    if not _has_prose(report):
        return Refusal("no-sentence", "no sentence was found in it", report.id, "give a text with running prose")
    if any_language:
        return None
    language = report.language or detect_language(report.text)
    if language in (None, "en"):
        return None
    reason = f"this looks like {name_language(str(language))}; sayso reads English"
    return Refusal("wrong-language", reason, report.id, "read it all the same with --any-language")


def _has_prose(report: Report) -> bool:
    """Whether a letter stands outside the furniture."""
    at = 0
    for piece in report.furniture:
        if _LETTER.search(report.text, at, piece.span.start):
            return True
        at = piece.span.end
    return _LETTER.search(report.text, at) is not None
