"""The tables of the ledger, the same for SQLite and PostgreSQL (docs/ledger.md draws them).

Rows are only ever added: what a later one makes invalid is told by `supersessions` and `decisions`. The one exception
is redaction, which overwrites text and names and leaves digests, times and the reason.

The words of a claim stand in `records`, apart from what is searched and sorted in `claims`: a row of `claims` takes a
hundred bytes, and a million of them are walked through in the time that a thousand records take.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.types import TypeEngine

VERSION = "0001"
"""The newest revision in `migrations/versions`."""


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, to the microsecond. In SQLite an ISO 8601 text whose order is that of time."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """A time stamp with zone where there is one."""
        return dialect.type_descriptor(DateTime(timezone=True) if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """To the database; a moment without a zone is an error, not a guess."""
        if value is None or dialect.name == "postgresql":
            return value
        return format_moment(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's
        """From the database."""
        if value is None:
            return None
        moment: datetime = value if isinstance(value, datetime) else datetime.fromisoformat(value)
        return moment.astimezone(UTC)


def format_moment(moment: datetime) -> str:
    """ISO 8601 in UTC with microseconds: "2026-03-04T05:06:07.000000+00:00"."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
_Id = Text().with_variant(
    Text(collation="C"), "postgresql"
)  # in the order of its characters, so that prefixes are found
_Row = BigInteger().with_variant(Integer, "sqlite")  # SQLite numbers rows by themselves in INTEGER columns only


def _row() -> Column[int]:
    return Column("row", _Row, primary_key=True, autoincrement=True)


def _of(table: str, *, name: str | None = None, primary: bool = False) -> Column[int]:
    return Column(
        name or table.removesuffix("s"), _Row, ForeignKey(f"{table}.row"), nullable=False, primary_key=primary
    )


reports = Table(
    "reports",
    METADATA,
    _row(),
    Column("id", Text, nullable=False, unique=True),
    Column("key", Text, nullable=False),  # what one report's versions have in common
    Column("digest", Text, nullable=False),  # SHA-256 of the text as it was read
    Column("version", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("title", Text),
    Column("published", Date),
    Column("published_from", Text),
    Column("publisher", Text),
    Column("url", Text),
    Column("language", Text),
    Column("text", Text, nullable=False),
    Column("redacted", Integer, nullable=False, default=0),
    Column("recorded", Moment, nullable=False),
    UniqueConstraint("key", "digest"),
    UniqueConstraint("key", "version"),
    Index(None, "name"),
    Index(None, "digest"),
    Index(None, "publisher"),
)
readings = Table(
    "readings",
    METADATA,
    _row(),
    _of("reports"),
    Column("sayso", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("codebook", Text, nullable=False),
    Column("gazetteer", Text, nullable=False),
    Column("record", Text, nullable=False),  # JSON: all of the record but the document and the claims
    Column("recorded", Moment, nullable=False),
    UniqueConstraint("report", "sayso", "model", "codebook", "gazetteer"),
    Index(None, "recorded"),
)
claims = Table(
    "claims",
    METADATA,
    _row(),
    Column("id", _Id, nullable=False),
    _of("readings"),  # tells when the claim was recorded, too
    _of("reports"),
    Column("type", Text, nullable=False),
    Column("factuality", Text, nullable=False),
    Column("published", Date),  # of the report, so that the newest are found without it
    Column("first", Date),
    Column("last", Date),
    Column("confidence", Float, nullable=False),
    UniqueConstraint("reading", "id"),
    Index(None, "id"),
    Index(None, "report"),
    Index(None, "published"),
    Index(None, "type"),
    Index(None, "factuality"),
    Index(None, "first"),
    Index(None, "confidence"),
)
# Those that took days, or are open to one end: what began earlier may still go on.
Index(
    "ix_claims_lasting",
    claims.c.last,
    claims.c.first,
    sqlite_where=claims.c.first.is_distinct_from(claims.c.last),
    postgresql_where=claims.c.first.is_distinct_from(claims.c.last),
)
records = Table(
    "records",
    METADATA,
    _of("claims", primary=True),
    Column("sentence", Text, nullable=False),
    Column("record", Text, nullable=False),  # JSON, as in the record of one report
)
names = Table(
    "names",
    METADATA,
    _row(),
    Column("name", Text, nullable=False, unique=True),
    Column("folded", Text, nullable=False),  # without case and accents, to be searched
)
mentions = Table(
    "mentions",
    METADATA,
    _of("claims", primary=True),
    Column("role", Text, primary_key=True),  # source, via, agent, recipient
    Column("number", Integer, primary_key=True),
    _of("names"),
    Column("kind", Text),
    Column("country", Text),
    Column("actor", Text),
    Index(None, "name", "role", "claim"),
    Index(None, "country", "role", "claim"),
    Index(None, "actor", "role", "claim"),
    sqlite_with_rowid=False,
)
places = Table(
    "places",
    METADATA,
    _of("claims", primary=True),
    Column("number", Integer, primary_key=True),
    _of("names"),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("country", Text),
    Column("admin1", Text),
    Column("precision", Text),
    Index(None, "name", "claim"),
    Index(None, "country", "claim"),
    Index(None, "latitude", "longitude", "claim"),
    sqlite_with_rowid=False,
)
numbers = Table(
    "numbers",
    METADATA,
    _of("claims", primary=True),
    Column("number", Integer, primary_key=True),
    Column("role", Text, nullable=False),
    Column("unit", Text),
    Column("low", Float),
    Column("high", Float),
    Index(None, "role", "low", "high", "claim"),
    sqlite_with_rowid=False,
)
supersessions = Table(
    "supersessions",
    METADATA,
    _row(),
    Column("reading", _Row, ForeignKey("readings.row"), nullable=False),  # the one that no longer stands
    Column("next", _Row, ForeignKey("readings.row"), nullable=False),
    Column("why", Text, nullable=False),  # revised, reread
    Column("recorded", Moment, nullable=False),
    UniqueConstraint("reading"),
)
decisions = Table(
    "decisions",
    METADATA,
    _row(),
    Column("kind", Text, nullable=False),  # redact-report, redact-name
    Column("target", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("who", Text),
    Column("recorded", Moment, nullable=False),
    Index(None, "kind", "target"),
)
refusals = Table(
    "refusals",
    METADATA,
    _row(),
    Column("source", Text, nullable=False),
    Column("slug", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("key", Text, nullable=False, unique=True),  # a digest of the three
    Column("recorded", Moment, nullable=False),
)

# What is searched by words: FTS5 for SQLite, an index over tsvector for PostgreSQL. The words are those of `records`.
SEARCH = {
    "sqlite": (
        "CREATE VIRTUAL TABLE claims_words USING fts5(sentence, content='records', content_rowid='claim', "
        "tokenize='porter unicode61 remove_diacritics 2')",
    ),
    "postgresql": ("CREATE INDEX ix_claims_words ON records USING gin (to_tsvector('english', sentence))",),
}
