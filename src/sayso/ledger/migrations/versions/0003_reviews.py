"""What people say of claims, and the claims that they corrected."""

import sqlalchemy as sa
from alembic import op

from sayso.ledger.columns import Moment

revision = "0003"
down_revision = "0002"

_ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_ID = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_COLUMNS = "row, id, reading, report, type, factuality, published, first, last, confidence"


def upgrade() -> None:
    """Make the tables, and let a claim stand in its reading more than once: as it was read, and as it was corrected."""
    if op.get_bind().dialect.name == "sqlite":
        _rebuild_claims()
    else:
        op.drop_constraint(op.f("uq_claims_reading_id"), "claims", type_="unique")
    op.create_index(op.f("ix_claims_reading_id"), "claims", ["reading", "id"], unique=False)
    op.create_table(
        "reviews",
        sa.Column("row", _ROW, autoincrement=True, nullable=False),
        sa.Column("claim", _ID, nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("undoes", _ROW, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("recorded", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_reviews")),
    )
    op.create_index(op.f("ix_reviews_claim"), "reviews", ["claim"], unique=False)
    op.create_index(op.f("ix_reviews_who"), "reviews", ["who"], unique=False)
    op.create_table(
        "suspensions",
        sa.Column("row", _ROW, autoincrement=True, nullable=False),
        sa.Column("claim", _ROW, nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("recorded", Moment(), nullable=False),
        sa.Column("removed", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["claim"], ["claims.row"], name=op.f("fk_suspensions_claim")),
        sa.PrimaryKeyConstraint("row", name=op.f("pk_suspensions")),
    )
    op.create_index(op.f("ix_suspensions_claim"), "suspensions", ["claim"], unique=False)
    op.create_table(
        "corrections",
        sa.Column("claim", _ROW, nullable=False),
        sa.Column("origin", _ROW, nullable=False),
        sa.ForeignKeyConstraint(["claim"], ["claims.row"], name=op.f("fk_corrections_claim")),
        sa.ForeignKeyConstraint(["origin"], ["claims.row"], name=op.f("fk_corrections_origin")),
        sa.PrimaryKeyConstraint("claim", name=op.f("pk_corrections")),
    )
    op.create_index(op.f("ix_corrections_origin"), "corrections", ["origin"], unique=False)


def _rebuild_claims() -> None:
    """SQLite takes no constraint away from a table: it is made anew (foreign keys are not looked after meanwhile)."""
    op.create_table(
        "claims_made_anew",
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
    )
    # The names are the program's own.
    op.execute(f"INSERT INTO claims_made_anew ({_COLUMNS}) SELECT {_COLUMNS} FROM claims ORDER BY row")
    op.drop_table("claims")
    op.rename_table("claims_made_anew", "claims")
    for column in ("confidence", "factuality", "first", "id", "published", "report", "type"):
        op.create_index(op.f(f"ix_claims_{column}"), "claims", [column], unique=False)
    op.create_index(
        op.f("ix_claims_lasting"),
        "claims",
        ["last", "first"],
        unique=False,
        sqlite_where=sa.text('"first" IS NOT "last"'),
    )
