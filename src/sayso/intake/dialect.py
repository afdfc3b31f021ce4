"""Tables as text: which sign parts the cells, and which names of columns are known."""

from __future__ import annotations

import csv
from dataclasses import dataclass

DELIMITERS = ",;\t|"
COLUMNS = {
    "text": ["text", "body", "content", "article", "full_text", "fulltext", "full text", "article_text", "story"],
    "title": "title headline heading".split(),
    "published": "published date published_at publication_date pubdate pub_date date_published publish_date".split(),
    "publisher": "publisher source outlet newspaper publication site sitename source_name".split(),
    "url": "url link href web_url source_url uri".split(),
    "id": "id guid doc_id docid article_id report_id uuid".split(),
}
"""The fields of a report, and what tables call them. Where two columns have names of one field, the first named here
counts."""
NAMES = {name: field for field, names in COLUMNS.items() for name in names}
SHOWN_COLUMNS = 12


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a table is written: the sign between its cells."""

    delimiter: str


def find_dialect(header: str) -> Dialect | None:
    """The dialect of a table by its first row: the sign that parts the most known names, else the most names."""
    best: tuple[int, int, str] | None = None
    for delimiter in DELIMITERS:
        cells = split_row(header, Dialect(delimiter))
        known = sum(cell.strip().lower() in NAMES for cell in cells)
        if len(cells) > 1 and (best is None or (known, len(cells)) > best[:2]):
            best = (known, len(cells), delimiter)
    return Dialect(best[2]) if best else None


def split_row(line: str, dialect: Dialect) -> list[str]:
    """The cells of one line; none where it is no row."""
    try:
        rows = list(csv.reader([line.strip("\r\n")], delimiter=dialect.delimiter))
    except csv.Error:
        return []
    return rows[0] if rows else []


def match_columns(names: list[str]) -> dict[str, int]:
    """Which column holds which field of a report.

    >>> match_columns(["Date", "headline", "Body", "page"])
    {'text': 2, 'title': 1, 'published': 0}
    """
    places: dict[str, int] = {}
    for place, name in enumerate(names):
        places.setdefault(name.strip().lower(), place)
    return {
        field: places[known[0]]
        for field, others in COLUMNS.items()
        if (known := [name for name in others if name in places])
    }


def describe_columns(names: list[str]) -> str:
    """The columns in words, for a refusal."""
    shown = ", ".join(repr(name.strip()[:40]) for name in names[:SHOWN_COLUMNS])
    more = f" and {len(names) - SHOWN_COLUMNS} more" if len(names) > SHOWN_COLUMNS else ""
    return f"its columns are {shown}{more}" if names else "it has no columns"
