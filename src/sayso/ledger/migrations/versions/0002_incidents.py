"""Copies, events and incidents: what follows from the claims."""

import sqlalchemy as sa
from alembic import op

from sayso.ledger.columns import Moment

revision = "0002"
down_revision = "0001"

_ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_ID = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables. What was read before waits to be linked."""
    op.create_table(
        "incidents",
        sa.Column("row", _ROW, autoincrement=True, nullable=False),
        sa.Column("id", _ID, nullable=False),
        sa.Column("recorded", Moment(), nullable=False),
        sa.Column("retired", Moment(), nullable=True),
        sa.Column("into", _ROW, nullable=True),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_incidents")),
    )
    op.create_index(op.f("ix_incidents_id"), "incidents", ["id"], unique=False)
    op.create_index(op.f("ix_incidents_retired"), "incidents", ["retired"], unique=False)
    op.create_table(
        "makings",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_makings")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "new_buckets",
        sa.Column("row", _ROW, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_new_buckets")),
    )
    op.create_table(
        "new_claims",
        sa.Column("row", _ROW, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_new_claims")),
    )
    op.create_table(
        "new_incidents",
        sa.Column("row", _ROW, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_new_incidents")),
    )
    op.create_table(
        "new_readings",
        sa.Column("row", _ROW, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_new_readings")),
    )
    op.create_table(
        "new_reports",
        sa.Column("row", _ROW, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_new_reports")),
    )
    op.create_table(
        "links",
        sa.Column("row", _ROW, autoincrement=True, nullable=False),
        sa.Column("report", _ROW, nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("origin", _ROW, nullable=False),
        sa.Column("origin_number", sa.Integer(), nullable=True),
        sa.Column("share", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["origin"], ["reports.row"], name=op.f("fk_links_origin")),
        sa.ForeignKeyConstraint(["report"], ["reports.row"], name=op.f("fk_links_report")),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_links")),
    )
    op.create_index(op.f("ix_links_origin"), "links", ["origin"], unique=False)
    op.create_index(op.f("ix_links_report"), "links", ["report"], unique=False)
    op.create_table(
        "signatures",
        sa.Column("report", _ROW, nullable=False),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("passages", sa.Text(), nullable=False),
        sa.Column("signed", sa.LargeBinary(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.row"], name=op.f("fk_signatures_report")),
        sa.PrimaryKeyConstraint("report", name=op.f("pk_signatures")),
    )
    op.create_index(op.f("ix_signatures_published"), "signatures", ["published"], unique=False)
    op.create_table(
        "summaries",
        sa.Column("row", _ROW, autoincrement=True, nullable=False),
        sa.Column("incident", _ROW, nullable=False),
        sa.Column("recorded", Moment(), nullable=False),
        sa.Column("removed", Moment(), nullable=True),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("first", sa.Date(), nullable=True),
        sa.Column("last", sa.Date(), nullable=True),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("precision", sa.Text(), nullable=True),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("origins", sa.Integer(), nullable=False),
        sa.Column("contested", sa.Integer(), nullable=False),
        sa.Column("slots", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("sharpness", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["incident"], ["incidents.row"], name=op.f("fk_summaries_incident")),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_summaries")),
    )
    op.create_index(op.f("ix_summaries_claims"), "summaries", ["claims"], unique=False)
    op.create_index(op.f("ix_summaries_incident"), "summaries", ["incident"], unique=False)
    op.create_index(op.f("ix_summaries_last"), "summaries", ["last"], unique=False)
    op.create_index(op.f("ix_summaries_published"), "summaries", ["published"], unique=False)
    op.create_index(op.f("ix_summaries_recorded"), "summaries", ["recorded"], unique=False)
    op.create_index(op.f("ix_summaries_removed"), "summaries", ["removed"], unique=False)
    op.create_index(op.f("ix_summaries_sharpness"), "summaries", ["sharpness"], unique=False)
    op.create_table(
        "items",
        sa.Column("claim", _ROW, nullable=False),
        sa.Column("report", _ROW, nullable=False),
        sa.Column("bucket", sa.Integer(), nullable=False),
        sa.Column("event", sa.BigInteger(), nullable=True),
        sa.Column("anchor", sa.BigInteger(), nullable=True),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["claim"], ["claims.row"], name=op.f("fk_items_claim")),
        sa.ForeignKeyConstraint(["report"], ["reports.row"], name=op.f("fk_items_report")),
        sa.PrimaryKeyConstraint("claim", name=op.f("pk_items")),
    )
    op.create_index(op.f("ix_items_anchor"), "items", ["anchor"], unique=False)
    op.create_index(op.f("ix_items_bucket"), "items", ["bucket"], unique=False)
    op.create_index(op.f("ix_items_event"), "items", ["event"], unique=False)
    op.create_index(op.f("ix_items_report"), "items", ["report"], unique=False)
    op.create_table(
        "memberships",
        sa.Column("row", _ROW, autoincrement=True, nullable=False),
        sa.Column("claim", _ROW, nullable=False),
        sa.Column("incident", _ROW, nullable=False),
        sa.Column("recorded", Moment(), nullable=False),
        sa.Column("removed", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["claim"], ["claims.row"], name=op.f("fk_memberships_claim")),
        sa.ForeignKeyConstraint(["incident"], ["incidents.row"], name=op.f("fk_memberships_incident")),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_memberships")),
    )
    op.create_index(op.f("ix_memberships_claim"), "memberships", ["claim"], unique=False)
    op.create_index(op.f("ix_memberships_incident"), "memberships", ["incident"], unique=False)
    op.create_index(op.f("ix_memberships_recorded"), "memberships", ["recorded"], unique=False)
    op.create_index(op.f("ix_memberships_removed"), "memberships", ["removed"], unique=False)
    op.execute("INSERT INTO new_readings (row) SELECT row FROM readings")
