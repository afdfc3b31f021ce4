"""What was made of an incident when it was summed up last."""

import sqlalchemy as sa
from alembic import op

from sayso.ledger.columns import Moment

revision = "0004"
down_revision = "0003"

_ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table, empty: incidents are summed up anew when they are next brought up to date."""
    op.create_table(
        "sheets",
        sa.Column("incident", _ROW, nullable=False),
        sa.Column("recorded", Moment(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["incident"], ["incidents.row"], name=op.f("fk_sheets_incident")),
        sa.PrimaryKeyConstraint("incident", name=op.f("pk_sheets")),
    )
