"""The first schema."""

import sqlalchemy as sa
from alembic import op

from sayso.ledger.columns import Moment

revision = "0001"
down_revision = None

_ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_ID = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_SEARCH = {
    "sqlite": "CREATE VIRTUAL TABLE claims_words USING fts5(sentence, content='records', content_rowid='claim', "
    "tokenize='porter unicode61 remove_diacritics 2')",
    "postgresql": "CREATE INDEX ix_claims_words ON records USING gin (to_tsvector('english', sentence))",
}


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "decisions",
        sa.Column("row", _ROW, autoincrement=True, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=True),
        sa.Column("recorded", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_decisions")),
    )
    op.create_index(op.f("ix_decisions_kind_target"), "decisions", ["kind", "target"], unique=False)
    op.create_table(
        "names",
        sa.Column("row", _ROW, autoincrement=True, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_names")),
        sa.UniqueConstraint("name", name=op.f("uq_names_name")),
    )
    op.create_table(
        "refusals",
        sa.Column("row", _ROW, autoincrement=True, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("recorded", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_refusals")),
        sa.UniqueConstraint("key", name=op.f("uq_refusals_key")),
    )
    op.create_table(
        "reports",
        sa.Column("row", _ROW, autoincrement=True, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("published_from", sa.Text(), nullable=True),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("redacted", sa.Integer(), nullable=False),
        sa.Column("recorded", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_reports")),
        sa.UniqueConstraint("id", name=op.f("uq_reports_id")),
        sa.UniqueConstraint("key", "digest", name=op.f("uq_reports_key_digest")),
        sa.UniqueConstraint("key", "version", name=op.f("uq_reports_key_version")),
    )
    op.create_index(op.f("ix_reports_digest"), "reports", ["digest"], unique=False)
    op.create_index(op.f("ix_reports_name"), "reports", ["name"], unique=False)
    op.create_index(op.f("ix_reports_publisher"), "reports", ["publisher"], unique=False)
    op.create_table(
        "readings",
        sa.Column("row", _ROW, autoincrement=True, nullable=False),
        sa.Column("report", _ROW, nullable=False),
        sa.Column("sayso", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("codebook", sa.Text(), nullable=False),
        sa.Column("gazetteer", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("recorded", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.row"], name=op.f("fk_readings_report")),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_readings")),
        sa.UniqueConstraint(
            "report",
            "sayso",
            "model",
            "codebook",
            "gazetteer",
            name=op.f("uq_readings_report_sayso_model_codebook_gazetteer"),
        ),
    )
    op.create_index(op.f("ix_readings_recorded"), "readings", ["recorded"], unique=False)
    op.create_table(
        "claims",
        sa.Column("row", _ROW, autoincrement=True, nullable=False),
        sa.Column("id", _ID, nullable=False),
        sa.Column("reading", _ROW, nullable=False),
        sa.Column("report", _ROW, nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("factuality", sa.Text(), nullable=False),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("first", sa.Date(), nullable=True),
        sa.Column("last", sa.Date(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["reading"], ["readings.row"], name=op.f("fk_claims_reading")),
        sa.ForeignKeyConstraint(["report"], ["reports.row"], name=op.f("fk_claims_report")),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_claims")),
        sa.UniqueConstraint("reading", "id", name=op.f("uq_claims_reading_id")),
    )
    op.create_index(op.f("ix_claims_confidence"), "claims", ["confidence"], unique=False)
    op.create_index(op.f("ix_claims_factuality"), "claims", ["factuality"], unique=False)
    op.create_index(op.f("ix_claims_first"), "claims", ["first"], unique=False)
    op.create_index(
        "ix_claims_lasting",
        "claims",
        ["last", "first"],
        unique=False,
        sqlite_where=sa.text('"first" IS NOT "last"'),
        postgresql_where=sa.text('"first" IS DISTINCT FROM "last"'),
    )
    op.create_index(op.f("ix_claims_id"), "claims", ["id"], unique=False)
    op.create_index(op.f("ix_claims_published"), "claims", ["published"], unique=False)
    op.create_index(op.f("ix_claims_report"), "claims", ["report"], unique=False)
    op.create_index(op.f("ix_claims_type"), "claims", ["type"], unique=False)
    op.create_table(
        "supersessions",
        sa.Column("row", _ROW, autoincrement=True, nullable=False),
        sa.Column("reading", _ROW, nullable=False),
        sa.Column("next", _ROW, nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("recorded", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["next"], ["readings.row"], name=op.f("fk_supersessions_next")),
        sa.ForeignKeyConstraint(["reading"], ["readings.row"], name=op.f("fk_supersessions_reading")),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_supersessions")),
        sa.UniqueConstraint("reading", name=op.f("uq_supersessions_reading")),
    )
    op.create_table(
        "mentions",
        sa.Column("claim", _ROW, nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", _ROW, nullable=False),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("actor", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["claim"], ["claims.row"], name=op.f("fk_mentions_claim")),
        sa.ForeignKeyConstraint(["name"], ["names.row"], name=op.f("fk_mentions_name")),
        sa.PrimaryKeyConstraint("claim", "role", "number", name=op.f("pk_mentions")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_mentions_actor_role_claim"), "mentions", ["actor", "role", "claim"], unique=False)
    op.create_index(op.f("ix_mentions_country_role_claim"), "mentions", ["country", "role", "claim"], unique=False)
    op.create_index(op.f("ix_mentions_name_role_claim"), "mentions", ["name", "role", "claim"], unique=False)
    op.create_table(
        "numbers",
        sa.Column("claim", _ROW, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("low", sa.Float(), nullable=True),
        sa.Column("high", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(["claim"], ["claims.row"], name=op.f("fk_numbers_claim")),
        sa.PrimaryKeyConstraint("claim", "number", name=op.f("pk_numbers")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_numbers_role_low_high_claim"), "numbers", ["role", "low", "high", "claim"], unique=False)
    op.create_table(
        "places",
        sa.Column("claim", _ROW, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", _ROW, nullable=False),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("admin1", sa.Text(), nullable=True),
        sa.Column("precision", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["claim"], ["claims.row"], name=op.f("fk_places_claim")),
        sa.ForeignKeyConstraint(["name"], ["names.row"], name=op.f("fk_places_name")),
        sa.PrimaryKeyConstraint("claim", "number", name=op.f("pk_places")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_places_country_claim"), "places", ["country", "claim"], unique=False)
    op.create_index(
        op.f("ix_places_latitude_longitude_claim"), "places", ["latitude", "longitude", "claim"], unique=False
    )
    op.create_index(op.f("ix_places_name_claim"), "places", ["name", "claim"], unique=False)
    op.create_table(
        "records",
        sa.Column("claim", _ROW, nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["claim"], ["claims.row"], name=op.f("fk_records_claim")),
        sa.PrimaryKeyConstraint("claim", name=op.f("pk_records")),
    )
    op.execute(_SEARCH[op.get_bind().dialect.name])
