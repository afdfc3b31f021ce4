"""PDF and DOCX to reports, and the lines of a PDF put together again."""

from __future__ import annotations

import re
from typing import Any, BinaryIO, Literal

from sayso.intake.decode import replace_surrogates
from sayso.intake.fields import Found, clean_field, take_report
from sayso.intake.isolated import read_apart
from sayso.intake.origin import Origin
from sayso.intake.reports import Intake

FULL_LINE = 0.75
"""A line that is at least so long, measured by the long lines of its page, is broken because the page ends there."""
_ENDED = re.compile(r"[.!?:;”\"’')\]…]\Z")
_HYPHEN = re.compile(r"[^\W\d_]-\Z")


def read_document(kind: Literal["pdf", "docx"], file: BinaryIO | bytes, origin: Origin) -> Intake:
    """The report in a document. The date of the file is not a publication date, so only its text can tell that."""
    record: dict[str, Any] = next(read_apart(kind, file, origin), {})
    text = join_pages(record.get("pages") or []) if kind == "pdf" else replace_surrogates(record.get("text") or "")
    if not text.strip():
        what = "its pages are pictures of text, or empty" if kind == "pdf" else "there is no text in it"
        return origin.refuse("no-sentence", what, "give the text itself: a scan has to go through OCR first")
    return take_report(Found(text, title=clean_field(record.get("title"))), origin)


def join_pages(pages: list[str]) -> str:
    """The text of the pages, with the lines of a paragraph joined, across pages, too.

    >>> join_pages(["Shells fell on the town of Orli-\\nvka on Monday, the\\ngovernor said.\\nNobody was hurt in it."])
    'Shells fell on the town of Orlivka on Monday, the governor said.\\nNobody was hurt in it.'
    """
    lines: list[str] = []
    for page in pages:
        own = [" ".join(replace_surrogates(line).replace("\x00", "").split()) for line in page.split("\n")]
        full = FULL_LINE * _usual_length(own)
        for line in own:
            lines.append(line)
            if line and len(line) < full and not _HYPHEN.search(line):
                lines.append("\n")
    return _join_lines(lines)


def _usual_length(lines: list[str]) -> int:
    lengths = sorted(len(line) for line in lines if line)
    return lengths[len(lengths) * 3 // 4] if lengths else 0


def _join_lines(lines: list[str]) -> str:
    """Paragraphs, one a line: a line goes on if the paragraph has not ended and the next begins as its middle may."""
    paragraphs: list[list[str]] = [[]]
    open_end = False
    for line in lines:
        if not line or line == "\n":
            # What is short may be a heading, or the last line of a paragraph; a small letter shows that it goes on.
            open_end = False
            continue
        before = paragraphs[-1][-1] if paragraphs[-1] else ""
        goes_on = before and not _ENDED.search(before) and (open_end or line[0].islower())
        if goes_on and _HYPHEN.search(before) and line[0].islower():
            paragraphs[-1][-1] = before[:-1] + line
        elif goes_on:
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
        open_end = True
    return "\n".join(" ".join(paragraph) for paragraph in paragraphs if paragraph)
