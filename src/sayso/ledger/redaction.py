"""Taking words out of the ledger for good: a whole report, or a name wherever it stands.

Each letter becomes a block, so that every span stays where it was. Digests, times and the reason stay.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select, text, update

from sayso.ledger import schema
from sayso.ledger.keys import fold
from sayso.ledger.writing import next_moment
from sayso.model import InputError

BLOCK = "█"
_Cover = Callable[[str], str]
_SPACES = re.compile(r"\S")
_KEPT = frozenset(  # what the program put there, and no words of a report
    "id type kind factuality quotation attribution start end country precision gazetteer rule role unit cameo event "
    "mode event_type sub_event_type currency use actor value from to published latitude longitude rules".split()
)
_NAMING = frozenset(("name", "reason", "title", "admin1"))


@dataclass(frozen=True, slots=True)
class Redacted:
    """How many reports and claims lost words."""

    reports: int
    claims: int


def redact_report(connection: Connection, id: str, *, reason: str, who: str | None = None) -> Redacted:
    """Cover the text and every name of a report; all its versions where `id` is the name it came with.

    InputError where there is none of that id.
    """
    r = schema.reports.c
    rows = list(connection.scalars(select(r.row).where((r.id == id) | (r.name == id) | (r.url == id))))
    if not rows:
        raise InputError(
            "no-such-report", "the ledger has no report of that id", where=id, remedy="sayso claims shows ids"
        )
    return _redact(connection, rows, _cover_all, "redact-report", id, reason, who, whole=True)


def redact_name(connection: Connection, name: str, *, reason: str, who: str | None = None) -> Redacted:
    """Cover a name wherever it stands, in texts, titles and records. InputError where it stands nowhere."""
    words = [re.escape(word) for word in name.split()]
    if not words:
        raise InputError("no-name", "no name was given", remedy="sayso ledger redact --name 'Anna Krol' --reason …")
    pattern = re.compile(r"(?<!\w)" + r"\s+".join(words) + r"(?!\w)", re.IGNORECASE)
    r, g, n = schema.reports.c, schema.readings.c, schema.names.c
    # The report holds the name in its text or in what is known of it; the record may hold it where it was put together.
    rows = [
        row.row
        for row in connection.execute(select(r.row, r.text, r.title, r.publisher, r.name, r.url).order_by(r.row))
        if any(pattern.search(part) for part in row[1:] if part)
    ]
    named = {row for (row,) in connection.execute(_reports_of_names(fold(name)))}
    rows = sorted({*rows, *named})
    if not rows and connection.scalar(select(n.row).where(n.folded.contains(fold(name), autoescape=True))) is None:
        raise InputError(
            "no-such-name", "the name stands nowhere in the ledger", where=name, remedy="see how it is written"
        )
    del g
    return _redact(connection, rows, lambda words: pattern.sub(lambda found: _cover_all(found[0]), words), "redact-name",
                   _cover_all(name), reason, who, whole=False)  # fmt: skip


def _reports_of_names(folded: str) -> Any:
    c, m, p, n = schema.claims.c, schema.mentions.c, schema.places.c, schema.names.c
    named = select(n.row).where(n.folded.contains(folded, autoescape=True))
    told = select(m.claim).where(m.name.in_(named)).union(select(p.claim).where(p.name.in_(named)))
    return select(c.report).where(c.row.in_(told)).distinct()


def _cover_all(words: str) -> str:
    return _SPACES.sub(BLOCK, words)


def _redact(  # noqa: PLR0913, PLR0917 - what is covered, how, and why
    connection: Connection,
    rows: list[int],
    cover: _Cover,
    kind: str,
    target: str,
    reason: str,
    who: str | None,
    *,
    whole: bool,
) -> Redacted:
    claims = sum(_redact_one(connection, row, cover, whole=whole) for row in rows)
    _cover_names(connection, cover, rows if whole else None)
    connection.execute(
        insert(schema.decisions).values(
            kind=kind, target=target, reason=reason, who=who, recorded=next_moment(connection)
        )
    )
    return Redacted(len(rows), claims)


def _redact_one(connection: Connection, row: int, cover: _Cover, *, whole: bool) -> int:
    r, g, c = schema.reports, schema.readings, schema.claims
    report = connection.execute(select(r).where(r.c.row == row)).one()
    columns = {name: cover(value) for name in ("text", "title", "publisher") if (value := getattr(report, name))}
    if whole:
        columns["url"] = None if report.url is None else _cover_all(report.url)
    connection.execute(update(r).where(r.c.row == row).values(**columns, redacted=1))
    for number, record in connection.execute(select(g.c.row, g.c.record).where(g.c.report == row)).all():
        connection.execute(update(g).where(g.c.row == number).values(record=_cover_record(record, cover)))
    told = connection.execute(select(c.c.row, c.c.sentence, c.c.record).where(c.c.report == row)).all()
    for claim in told:
        sentence = cover(claim.sentence)
        if connection.dialect.name == "sqlite":
            connection.execute(
                text("INSERT INTO claims_words (claims_words, rowid, sentence) VALUES ('delete', :row, :sentence)"),
                {"row": claim.row, "sentence": claim.sentence},
            )
        columns = {"sentence": sentence, "record": _cover_record(claim.record, cover)}
        connection.execute(update(c).where(c.c.row == claim.row).values(**columns))
        if connection.dialect.name == "sqlite":
            connection.execute(
                text("INSERT INTO claims_words (rowid, sentence) VALUES (:row, :sentence)"),
                {"row": claim.row, "sentence": sentence},
            )
    return len(told)


def _cover_record(record: str, cover: _Cover) -> str:
    return json.dumps(_cover_part(json.loads(record), cover, ""), ensure_ascii=True, separators=(",", ":"))


def _cover_part(part: Any, cover: _Cover, key: str) -> Any:
    if isinstance(part, dict):
        return {name: _cover_part(value, cover, name) for name, value in part.items()}
    if isinstance(part, list):
        return [_cover_part(value, cover, key) for value in part]
    return cover(part) if isinstance(part, str) and key not in _KEPT else part


def _cover_names(connection: Connection, cover: _Cover, reports: list[int] | None) -> None:
    """Names that hold covered words; with `reports` all names that stand in these only."""
    n, m, p, c = schema.names.c, schema.mentions.c, schema.places.c, schema.claims.c
    if reports is None:
        touched = [(row, cover(name)) for row, name in connection.execute(select(n.row, n.name)) if cover(name) != name]
    else:
        inside = select(c.row).where(c.report.in_(reports))
        outside = select(c.row).where(c.report.not_in(reports))
        here = set(connection.scalars(select(m.name).where(m.claim.in_(inside))))
        here |= set(connection.scalars(select(p.name).where(p.claim.in_(inside))))
        elsewhere = set(connection.scalars(select(m.name).where(m.claim.in_(outside), m.name.in_(here))))
        elsewhere |= set(connection.scalars(select(p.name).where(p.claim.in_(outside), p.name.in_(here))))
        rows = connection.execute(select(n.row, n.name).where(n.row.in_(here - elsewhere)))
        touched = [(row, cover(name)) for row, name in rows]
    for row, name in touched:
        # Two names may become the same blocks, and each name stands in the table once.
        own = f"{name} #{row}"
        connection.execute(update(schema.names).where(n.row == row).values(name=own, folded=fold(own)))
