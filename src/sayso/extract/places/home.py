"""The publisher's country: a report that says no more means the namesake at home."""

from __future__ import annotations

from urllib.parse import urlsplit

from sayso.gazetteer.tables import load_country_areas
from sayso.model import Report

_NO_COUNTRY = frozenset(("tv", "me", "co", "ai", "io", "fm", "cc", "ly", "to", "gg"))
_OTHERWISE = {"uk": "GBR"}
_LETTERS = 2


def home_of(report: Report) -> str:
    """ISO 3166 alpha-3 code by the end of the publisher's host; "" where it tells none (".com", ".tv")."""
    try:
        ending = (urlsplit(report.url or "").hostname or "").rpartition(".")[2]
    except ValueError:
        return ""
    if len(ending) != _LETTERS or ending in _NO_COUNTRY:
        return ""
    by_code = (code for code, area in load_country_areas().items() if area.alpha2.lower() == ending)
    return _OTHERWISE.get(ending) or next(by_code, "")
