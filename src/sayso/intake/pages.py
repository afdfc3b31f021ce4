"""Web pages to reports, by trafilatura: main text, title, date, publisher."""

from __future__ import annotations

import codecs
import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sayso.intake.dates import parse_date
from sayso.intake.decode import decode_bytes, replace_surrogates
from sayso.intake.markup import MAX_TAGS, count_tags
from sayso.intake.reports import Intake, make_report
from sayso.model import Refusal

if TYPE_CHECKING:
    from trafilatura.settings import Document

_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
# Comments in parts of a page that are not named as such (trafilatura finds those that are), but have a heading.
_COMMENTS = (
    "//*[self::div or self::section][*[1][self::h2 or self::h3 or self::h4]"
    "[string-length(normalize-space(.)) < 21][contains(translate(., 'COMENTS', 'coments'), 'comments')]]"
)
_ROOT = re.compile(r"<html\b", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")


def read_page(data: bytes, *, name: str, id: str, published: date | None, url: str | None = None) -> Intake:
    """The report that a web page carries. `published` goes before the date that the page states about itself.

    `url` is where the page was found; without it, the address that the page states stands.
    """
    if count_tags(data) > MAX_TAGS:
        return _refuse("too-many-parts", f"the page has more than {MAX_TAGS:,} tags", name, id)
    page = _XML_DECLARATION.sub("", _decode_page(data)).replace("\x00", "")
    try:
        found = _extract(page)
    except Exception as error:  # lxml and trafilatura fail on hostile pages in ways that they do not list
        return _refuse("bad-page", f"the page could not be taken apart ({type(error).__name__})", name, id)
    text = replace_surrogates(found.text or "") if found is not None else ""
    if found is None or not text.strip():
        return _refuse("no-sentence", "no running text was found in the page", name, id)
    publisher = found.sitename or found.hostname or (_find_host(url) if url else None)
    report = make_report(text, id=id, published=published, title=found.title, publisher=publisher, url=url or found.url)
    if published is None and found.date and (day := parse_date(found.date)):
        report = replace(report, published=day, published_from="metadata")
    return Intake(report, None, id, source=name)


def _refuse(slug: str, reason: str, name: str, id: str) -> Intake:
    return Intake(None, Refusal(slug, reason, name, "save the page's text as plain text"), id, source=name)


def _find_host(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None


def _extract(page: str) -> Document | None:
    import trafilatura  # noqa: PLC0415 - slow to load, and only pages need it

    found = trafilatura.bare_extraction(
        # A piece of a page is taken for none, unless it is dressed as one.
        page if _ROOT.search(page) else f"<html><body>{page}</body></html>",
        with_metadata=True,
        include_comments=False,
        # Measured on the pages of `test_pages.py`: no sentence of a report less, and lists and banners gone.
        favor_precision=True,
        prune_xpath=_COMMENTS,
        # Only dates that the page states as its own: the extensive search would take any date in the text.
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    return None if isinstance(found, dict) else found


def _decode_page(data: bytes) -> str:
    """The page's characters: by its bytes if they are UTF-8 or UTF-16, else by what it says, else by guess."""
    decoded = decode_bytes(data)
    stated = _CHARSET.search(data[:4096])
    if stated and not decoded.encoding.startswith("utf"):
        try:
            return data.decode(codecs.lookup(stated[1].decode("ascii")).name, "replace")
        except LookupError:
            return decoded.text
    return decoded.text
