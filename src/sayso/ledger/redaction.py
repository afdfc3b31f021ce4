"""Taking words out of the ledger for good: a whole report, or a name wherever it stands.

Each sign becomes a block, so that every span stays where it was. Digests, times and the reason stay.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, Text, cast, insert, literal, select, text, update

from sayso.ledger import schema
from sayso.ledger.covering import BLOCK, Cover, NameCover, cover_all, cover_record
from sayso.ledger.forgetting import forget, forget_sheets_with
from sayso.ledger.keys import address_key, fold
from sayso.ledger.rows import LONGEST_NAME
from sayso.ledger.writing import next_moment
from sayso.model import InputError

_AT_ONCE = 500
_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Redacted:
    """How many reports and claims lost words, and the ids of other reports that have the same text as one of them."""

    reports: int
    claims: int
    alike: tuple[str, ...] = ()


def find_reports(connection: Connection, word: str) -> list[int]:
    """The rows of all versions of the report that goes by an id, an address or the name it came with; or none.

    InputError where several reports came with that name.
    """
    r = schema.reports.c
    keys = set(connection.scalars(select(r.key).where((r.id == word) | (r.key == address_key(word)))))
    keys = keys or set(connection.scalars(select(r.key).where(r.name == word)))
    if len(keys) > 1:
        ids = list(connection.scalars(select(r.id).where(r.name == word).limit(_SHOWN)))
        raise InputError(
            "several-reports", "several reports came with that name", where=word, remedy=f"name one: {', '.join(ids)}"
        )
    return list(connection.scalars(select(r.row).where(r.key.in_(keys)).order_by(r.row)))


def redact_report(connection: Connection, rows: Sequence[int], *, reason: str, who: str | None = None) -> Redacted:
    """Cover the text and every name of the reports of these rows."""
    covering = _Covering(connection, cover_all)
    reports = [covering.report(row) for row in rows]
    for report in reports:
        covering.cover(report, name=cover_all(report.name), url=report.url and cover_all(report.url))
        _decide(connection, "redact-report", report.id, reason, who)
    covering.forget_names()
    came_from = {word for report in reports for word in (report.name, report.url) if word}
    _cover_notes(connection, lambda words: cover_all(words) if words in came_from else words, schema.refusals)
    _settle(connection)
    r = schema.reports.c
    digests = {report.digest for report in reports}
    alike = connection.scalars(select(r.id).where(r.digest.in_(digests), r.row.not_in(rows), r.redacted == 0))
    return Redacted(len(rows), covering.claims, tuple(alike))


def redact_name(connection: Connection, name: str, *, reason: str, who: str | None = None) -> Redacted:
    """Cover a name wherever it stands, in texts, titles, addresses, records and notes.

    InputError where it stands nowhere.
    """
    cover = NameCover(name)
    if cover.empty:
        raise InputError("no-name", "no name was given", remedy="sayso ledger redact 'Anna Krol' --reason WHY")
    covering = _Covering(connection, cover)
    found = [covering.report(row) for row in _reports_with(connection, cover)]
    reason, who = cover(reason), who and cover(who)
    for report in found:
        covering.cover(report, name=cover.in_address(report.name), url=report.url and cover.in_address(report.url))
        _decide(connection, "redact-name", report.id, reason, who)
    covering.forget_names()
    noted = _cover_notes(connection, cover.in_address, schema.refusals) + _cover_notes(
        connection, cover, schema.decisions
    )
    noted += _cover_notes(connection, cover, schema.reviews)
    forget_sheets_with(connection, cover.stands_in_record)
    if not found and not noted:
        raise InputError("no-such-name", "it stands nowhere in the ledger", where=name, remedy="see how it is spelt")
    if not found:
        _decide(connection, "redact-name", "", reason, who)
    _settle(connection)
    return Redacted(len(found), covering.claims)


def _decide(connection: Connection, kind: str, target: str, reason: str, who: str | None) -> None:
    columns = {"kind": kind, "target": target, "reason": reason, "who": who, "recorded": next_moment(connection)}
    connection.execute(insert(schema.decisions).values(columns))


def _reports_with(connection: Connection, cover: NameCover) -> list[int]:
    """The reports that hold the name in their text, in what is known of them, or in what was read from them."""
    r, g, n = schema.reports.c, schema.readings.c, schema.names.c
    found = set()
    for row, name, url, *parts in connection.execute(select(r.row, r.name, r.url, r.text, r.title, r.publisher)):
        named = any(part and cover.in_address(part) != part for part in (name, url))
        if named or any(part and cover.stands_in(part) for part in parts):
            found.add(row)
    for row, record in connection.execute(select(g.report, g.record)):
        if cover.stands_in_record(record):
            found.add(row)
    rows = [row for row, name in connection.execute(select(n.row, n.name)) if cover.stands_in(name)]
    for at in range(0, len(rows), _AT_ONCE):
        found |= set(connection.scalars(_reports_of_names(rows[at : at + _AT_ONCE])))
    return sorted(found)


def _reports_of_names(names: Sequence[int]) -> Select[Any]:
    c, m, p = schema.claims.c, schema.mentions.c, schema.places.c
    told = select(m.claim).where(m.name.in_(names)).union(select(p.claim).where(p.name.in_(names)))
    return select(c.report).where(c.row.in_(told)).distinct()


class _Covering:
    """Covers report after report, and then the names that no claim goes by any more."""

    def __init__(self, connection: Connection, cover: Cover) -> None:
        self._connection, self._cover = connection, cover
        self._sqlite = connection.dialect.name == "sqlite"
        self._left: set[str] = set()
        self.claims = 0

    def report(self, row: int) -> Row[Any]:
        """All that is known of a report."""
        return self._connection.execute(select(schema.reports).where(schema.reports.c.row == row)).one()

    def cover(self, report: Row[Any], *, name: str, url: str | None) -> None:
        """Cover one report and its claims; `name` and `url` are what these become."""
        r, g, c = schema.reports, schema.readings, schema.claims.c
        told = {column: self._cover(getattr(report, column) or "") for column in ("text", "title", "publisher")}
        known = {column: words or None for column, words in told.items() if column != "text"}
        columns = {"text": told["text"], **known, "name": name, "url": url, "redacted": 1}
        self._connection.execute(update(r).where(r.c.row == report.row).values(columns))
        readings = self._connection.execute(select(g.c.row, g.c.record).where(g.c.report == report.row)).all()
        for row, record in readings:
            covered = cover_record(record, told["text"], self._cover)
            self._connection.execute(update(g).where(g.c.row == row).values(record=covered))
        corrected = set(self._connection.scalars(select(schema.corrections.c.claim)))
        for row in self._connection.scalars(select(c.row).where(c.report == report.row)).all():
            self._claim(row, told["text"])
            self.claims += row not in corrected
        self._reviews(report.row, told["text"])
        forget(self._connection, report.row)

    def _claim(self, row: int, report_text: str) -> None:
        table = schema.records
        old = self._connection.execute(select(table).where(table.c.claim == row)).one()
        covered = cover_record(old.record, report_text, self._cover)
        before, after = json.loads(old.record), json.loads(covered)
        sentence = report_text[after["sentence"]["start"] : after["sentence"]["end"]]
        self._search(
            row,
            old.sentence,
            "INSERT INTO claims_words (claims_words, rowid, sentence) VALUES ('delete', :row, :words)",
        )
        self._connection.execute(update(table).where(table.c.claim == row).values(sentence=sentence, record=covered))
        self._search(row, sentence, "INSERT INTO claims_words (rowid, sentence) VALUES (:row, :words)")
        for (role, number, name), (_, _, now) in zip(_names(before), _names(after), strict=True):
            if name != now:
                self._rename(row, role, number, now)
                self._left.add(name)
        if self._cover is cover_all:
            self._connection.execute(update(schema.numbers).where(schema.numbers.c.claim == row).values(unit=None))

    def _reviews(self, report: int, text: str) -> None:
        """What people put in the place of what these claims say."""
        table, c = schema.reviews, schema.claims.c
        own = select(c.id).where(c.report == report)
        said = select(table.c.row, table.c.fields).where(table.c.claim.in_(own))
        for row, fields in self._connection.execute(said).all():
            covered = cover_record(fields, text, self._cover)
            self._connection.execute(update(table).where(table.c.row == row).values(fields=covered))

    def _search(self, row: int, words: str, statement: str) -> None:
        if self._sqlite:
            self._connection.execute(text(statement), {"row": row, "words": words})

    def _rename(self, claim: int, role: str, number: int, name: str) -> None:
        m, p = schema.mentions, schema.places
        own = self._name(name)
        if role == "place":
            nowhere = {"latitude": None, "longitude": None, "admin1": None, "precision": None}
            at = (p.c.claim == claim) & (p.c.number == number)
            self._connection.execute(update(p).where(at).values(name=own, **nowhere))
        else:
            at = (m.c.claim == claim) & (m.c.role == role) & (m.c.number == number)
            self._connection.execute(update(m).where(at).values(name=own))

    def _name(self, name: str) -> int:
        """The row of a name that was covered."""
        n, short = schema.names, name[:LONGEST_NAME]
        row = self._connection.scalar(select(n.c.row).where(n.c.name == short))
        if row is None:
            added = insert(n).values(name=short, folded=fold(short))
            row = (self._connection.execute(added).inserted_primary_key or (0,))[0]
        return int(row)

    def forget_names(self) -> None:
        """Overwrite the names that were covered wherever they stood."""
        n, m, p = schema.names, schema.mentions.c, schema.places.c
        used = select(m.claim).where(m.name == n.c.row).exists() | select(p.claim).where(p.name == n.c.row).exists()
        for name in sorted(self._left):
            alone = (n.c.name == name[:LONGEST_NAME]) & ~used
            self._connection.execute(
                update(n).where(alone).values(name=literal(f"{BLOCK} #").concat(cast(n.c.row, Text)), folded=BLOCK)
            )


def _names(record: dict[str, Any]) -> Iterator[tuple[str, int, str]]:
    """The names of a claim's record as `mentions` and `places` number them: role, number, name."""
    lists = {
        "source": [record["source"]] if record["source"] else [],
        "via": record["via"],
        "agent": record["agents"],
        "recipient": record["recipients"],
        "place": record["places"],
    }
    yield from ((role, number, part["name"]) for role, parts in lists.items() for number, part in enumerate(parts))


def _cover_notes(connection: Connection, cover: Cover, table: Table) -> int:
    """Cover what was noted of inputs that were refused, or of what was decided; how many notes changed."""
    columns = [column for column in table.c if column.name in {"source", "reason", "who"}]
    changed = 0
    for row, *words in connection.execute(select(table.c.row, *columns)).all():
        covered = {column: word and cover(word) for column, word in zip(columns, words, strict=True)}
        if list(covered.values()) != words:
            connection.execute(update(table).where(table.c.row == row).values(covered))
            changed += 1
    return changed


def _settle(connection: Connection) -> None:
    """Take what was deleted out of the full-text index, too; it stands there until its parts are merged."""
    if connection.dialect.name == "sqlite":
        connection.execute(text("INSERT INTO claims_words (claims_words) VALUES ('optimize')"))
