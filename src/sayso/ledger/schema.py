"""The tables of the ledger, the same for SQLite and PostgreSQL (docs/ledger.md draws them).

Rows are only ever added: what a later one makes invalid is told by `supersessions` and `decisions`. The one exception
is redaction, which overwrites text and names and leaves digests, times and the reason. What follows from them stands in
the tables of `derived`; so do the claims that a person corrected, beside those that were read.

The words of a claim stand in `records`, apart from what is searched and sorted in `claims`: a row of `claims` takes a
hundred bytes, and a million of them are walked through in the time that a thousand records take.
"""

from __future__ import annotations

from sqlalchemy import Column, Date, Float, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from sayso.ledger.columns import METADATA, Id, Moment, Row, of, row
from sayso.ledger.derived import (
    QUEUES,
    corrections,
    incidents,
    items,
    links,
    makings,
    memberships,
    new_buckets,
    new_claims,
    new_incidents,
    new_readings,
    new_reports,
    sheets,
    signatures,
    summaries,
    suspensions,
)

__all__ = [
    "METADATA",
    "QUEUES",
    "SEARCH",
    "VERSION",
    "claims",
    "corrections",
    "decisions",
    "incidents",
    "items",
    "links",
    "makings",
    "memberships",
    "mentions",
    "names",
    "new_buckets",
    "new_claims",
    "new_incidents",
    "new_readings",
    "new_reports",
    "numbers",
    "places",
    "readings",
    "records",
    "refusals",
    "reports",
    "reviews",
    "sheets",
    "signatures",
    "summaries",
    "supersessions",
    "suspensions",
]

VERSION = "0004"
"""The newest revision in `migrations/versions`."""


reports = Table(
    "reports",
    METADATA,
    row(),
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
    row(),
    of("reports"),
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
    row(),
    Column("id", Id, nullable=False),
    of("readings"),  # tells when the claim was recorded, too
    of("reports"),
    Column("type", Text, nullable=False),
    Column("factuality", Text, nullable=False),
    Column("published", Date),  # of the report, so that the newest are found without it
    Column("first", Date),
    Column("last", Date),
    Column("confidence", Float, nullable=False),
    Index(None, "reading", "id"),
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
    of("claims", primary=True),
    Column("sentence", Text, nullable=False),
    Column("record", Text, nullable=False),  # JSON, as in the record of one report
)
names = Table(
    "names",
    METADATA,
    row(),
    Column("name", Text, nullable=False, unique=True),
    Column("folded", Text, nullable=False),  # without case and accents, to be searched
)
mentions = Table(
    "mentions",
    METADATA,
    of("claims", primary=True),
    Column("role", Text, primary_key=True),  # source, via, agent, recipient
    Column("number", Integer, primary_key=True),
    of("names"),
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
    of("claims", primary=True),
    Column("number", Integer, primary_key=True),
    of("names"),
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
    of("claims", primary=True),
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
    row(),
    Column("reading", Row, ForeignKey("readings.row"), nullable=False),  # the one that no longer stands
    Column("next", Row, ForeignKey("readings.row"), nullable=False),
    Column("why", Text, nullable=False),  # revised, reread
    Column("recorded", Moment, nullable=False),
    UniqueConstraint("reading"),
)
decisions = Table(
    "decisions",
    METADATA,
    row(),
    Column("kind", Text, nullable=False),  # redact-report, redact-name; same, different, undecided
    Column("target", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("who", Text),
    Column("recorded", Moment, nullable=False),
    Index(None, "kind", "target"),
)
reviews = Table(
    "reviews",
    METADATA,
    row(),
    Column("claim", Id, nullable=False),  # by its id: what is said of it holds for all readings of its report
    Column("verdict", Text, nullable=False),  # accept, reject, correct; undo
    Column("fields", Text, nullable=False),  # JSON: by field, the parts of the record that are set; {} for none
    Column("undoes", Row),  # the review that is taken back
    Column("reason", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("recorded", Moment, nullable=False),
    Index(None, "claim"),
    Index(None, "who"),
)
refusals = Table(
    "refusals",
    METADATA,
    row(),
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
