"""What the tables of the ledger are made of: moments, rows, and the one collection of all tables."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, Column, DateTime, Dialect, ForeignKey, Integer, MetaData, Text, TypeDecorator
from sqlalchemy.types import TypeEngine


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
Id = Text().with_variant(
    Text(collation="C"), "postgresql"
)  # in the order of its characters, so that prefixes are found
Row = BigInteger().with_variant(Integer, "sqlite")  # SQLite numbers rows by themselves in INTEGER columns only


def row() -> Column[int]:
    """The number of a row, in the order of recording."""
    return Column("row", Row, primary_key=True, autoincrement=True)


def of(table: str, *, name: str | None = None, primary: bool = False) -> Column[int]:
    """The row of another table."""
    return Column(name or table.removesuffix("s"), Row, ForeignKey(f"{table}.row"), nullable=False, primary_key=primary)
