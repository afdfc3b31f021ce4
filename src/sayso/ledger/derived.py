"""The tables of what follows from the others: corrected claims, copies, events, incidents. All can be made anew.

`suspensions` tell which claims do not stand for what people say of them: a claim that is corrected or rejected does not
from `recorded` to `removed`, and a corrected one not before somebody corrected it. `corrections` tell which rows of
`claims` are corrected ones; else these are as those that were read.

`items`, `signatures` and `links` are made from reports and claims once and stay as long as these stand. The queues hold
what still has to be worked on, so that an interrupted run goes on where it stopped. `memberships` and `summaries` keep
what was true when, as the rest of the ledger does: a row is true from `recorded` to `removed`.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Date, Float, Index, Integer, LargeBinary, Table, Text

from sayso.ledger.columns import METADATA, Id, Moment, Row, of, row

suspensions = Table(
    "suspensions",
    METADATA,
    row(),
    of("claims"),
    Column("why", Text, nullable=False),  # rejected, corrected; later, withdrawn (of a corrected one)
    Column("recorded", Moment, nullable=False),
    Column("removed", Moment),
    Index(None, "claim"),
)
corrections = Table(
    "corrections",
    METADATA,
    of("claims", primary=True),
    of("claims", name="origin"),  # the claim as it was read
    Index(None, "origin"),
)
items = Table(
    "items",
    METADATA,
    of("claims", primary=True),
    of("reports"),
    Column("bucket", Integer, nullable=False),  # the day by which claims are linked
    Column("event", BigInteger),  # the row of the event's first claim; none until it has been linked
    Column("anchor", BigInteger),  # the row of the claim of the same report that tells the deed of this consequence
    Column("data", LargeBinary, nullable=False),
    Index(None, "report"),
    Index(None, "bucket"),
    Index(None, "event"),
    Index(None, "anchor"),
)
signatures = Table(
    "signatures",
    METADATA,
    of("reports", primary=True),
    Column("published", Date),
    Column("passages", Text, nullable=False),  # JSON: where they stand, how long they are, who is quoted
    Column("signed", LargeBinary, nullable=False),  # of the whole report, then of each passage
    Column("words", LargeBinary, nullable=False),  # what is telling in the report
    Index(None, "published"),
)
links = Table(
    "links",
    METADATA,
    row(),
    of("reports"),
    Column("number", Integer),  # of the passage; none for the whole report
    of("reports", name="origin"),  # the earlier report with the same words
    Column("origin_number", Integer),
    Column("share", Float, nullable=False),
    Index(None, "report"),
    Index(None, "origin"),
)
incidents = Table(
    "incidents",
    METADATA,
    row(),
    Column("id", Id, nullable=False),  # that of its first claim
    Column("recorded", Moment, nullable=False),
    Column("retired", Moment),
    Column("into", Row),  # the incident that most of its claims went to; none where none of them stands any more
    Index(None, "id"),
    Index(None, "retired"),
)
memberships = Table(
    "memberships",
    METADATA,
    row(),
    of("claims"),
    of("incidents"),
    Column("recorded", Moment, nullable=False),
    Column("removed", Moment),
    Index(None, "claim"),
    Index(None, "incident"),
    Index(None, "recorded"),
    Index(None, "removed"),
)
summaries = Table(
    "summaries",
    METADATA,
    row(),
    of("incidents"),
    Column("recorded", Moment, nullable=False),
    Column("removed", Moment),
    Column("type", Text, nullable=False),
    Column("first", Date),
    Column("last", Date),
    Column("published", Date),  # of the latest account
    Column("latitude", Float),
    Column("longitude", Float),
    Column("precision", Text),
    Column("claims", Integer, nullable=False),
    Column("reports", Integer, nullable=False),
    Column("origins", Integer, nullable=False),
    Column("contested", Integer, nullable=False),
    Column("slots", Text, nullable=False),  # of its disputes, as " who how_many "
    Column("status", Text),
    Column("sharpness", Float, nullable=False),  # of the sharpest dispute; 0 where there is none
    Index(None, "incident"),
    Index(None, "recorded"),
    Index(None, "removed"),
    Index(None, "last"),
    Index(None, "published"),
    Index(None, "claims"),
    Index(None, "sharpness"),
)
sheets = Table(
    "sheets",
    METADATA,
    of("incidents", primary=True),
    Column("recorded", Moment, nullable=False),  # when it became as it is
    Column("data", LargeBinary, nullable=False),  # compressed JSON: all of the incident
)


makings = Table(
    "makings",
    METADATA,
    Column("name", Text, primary_key=True),  # items, signatures, events, incidents
    Column("version", Text, nullable=False),  # of what made them: where it is another by now, they are made anew
    sqlite_with_rowid=False,
)


def _queue(name: str) -> Table:
    return Table(name, METADATA, Column("row", Row, primary_key=True, autoincrement=False))


new_readings = _queue("new_readings")
"""Readings whose claims are to become items, or to be taken out where a later reading has superseded them."""
new_reports = _queue("new_reports")
"""Reports whose copies are to be looked for."""
new_buckets = _queue("new_buckets")
"""Buckets whose claims are to be linked again."""
new_claims = _queue("new_claims")
"""Claims whose incident may be another now, or may say something else."""
new_incidents = _queue("new_incidents")
"""Incidents whose summary is to be made again."""
QUEUES = (new_readings, new_reports, new_buckets, new_claims, new_incidents)
