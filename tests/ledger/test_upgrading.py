"""A ledger of every earlier schema becomes one of the newest, and loses nothing on its way."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Date, DateTime, Float, Integer, LargeBinary, MetaData, Table, create_engine, insert, select, text

from sayso.ledger import Ledger, schema
from sayso.ledger.address import parse_address
from sayso.ledger.engine import make_engine
from sayso.ledger.upgrading import find_version, upgrade, upgrade_ledger
from sayso.model import SetupError

_FOLDER = Path(schema.__file__).with_name("migrations")
_WORDS = ("claims_words", "ix_claims_words")


def _revisions() -> list[str]:
    """All revisions, the oldest first."""
    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    return [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()][::-1]


def _value(column: Any, number: int) -> Any:
    if column.name == "row" or column.foreign_keys:
        return number
    kinds: list[tuple[type, Any]] = [
        (Date, date(2031, 3, number)),
        (DateTime, datetime(2031, 3, number, tzinfo=UTC)),
        (Integer, number),
        (Float, number / 10),
        (LargeBinary, bytes([number])),
    ]
    if column.name in {"recorded", "removed", "retired"} and not isinstance(column.type, DateTime):
        return f"2031-03-0{number}T00:00:00.000000+00:00"
    return next((value for kind, value in kinds if isinstance(column.type, kind)), f"{column.name} {number}")


def _tables(connection: Any) -> list[Table]:
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if not table.name.startswith(("alembic", _WORDS[0]))]


def _fill(connection: Any) -> dict[str, list[tuple[Any, ...]]]:
    """Three rows in every table as it is now."""
    tables = _tables(connection)
    for table in tables:
        rows = [{column.name: _value(column, number) for column in table.columns} for number in (1, 2, 3)]
        connection.execute(insert(table), rows)
    return {table.name: [tuple(row) for row in connection.execute(select(table))] for table in tables}


def test_the_newest_revision_is_the_one_that_ledgers_must_have() -> None:
    assert _revisions()[-1] == schema.VERSION


@pytest.mark.parametrize("revision", _revisions())
def test_from_every_earlier_schema(ledger_address: str, revision: str) -> None:
    engine = make_engine(parse_address(ledger_address))
    upgrade(engine, revision)
    assert find_version(engine) == revision
    with engine.begin() as connection:
        before = _fill(connection)
    assert upgrade_ledger(ledger_address) == (revision, schema.VERSION)
    with engine.connect() as connection:
        for table in _tables(connection):
            assert connection.execute(select(table)).all() or table.name not in before
            if table.name in before:
                assert len(connection.execute(select(table)).all()) == len(before[table.name])
        assert not _differences(connection)
    engine.dispose()
    with Ledger(ledger_address) as ledger:
        assert ledger.describe().reports == 3


def _differences(connection: Any) -> list[Any]:
    """Where the tables are not those that the program's schema tells of."""

    def is_ours(_object: object, name: str | None, *_: object) -> bool:
        return not (name or "").startswith(_WORDS)

    options = {"compare_type": True, "include_object": is_ours}
    context = MigrationContext.configure(connection, opts=options)
    return list(compare_metadata(context, schema.METADATA))


def test_the_migrations_make_the_schema(ledger_address: str) -> None:
    with Ledger(ledger_address, create=True) as ledger, ledger.engine.connect() as connection:
        assert _differences(connection) == []


def test_a_difference_would_be_seen(ledger_address: str) -> None:
    with Ledger(ledger_address, create=True) as ledger, ledger.engine.begin() as connection:
        connection.execute(text("DROP INDEX ix_claims_type"))
        assert _differences(connection)


def test_sqlite_tables_are_made_the_same_way(tmp_path: Path) -> None:
    """What Alembic does not compare: the index of words, tables without row numbers."""
    with Ledger(str(tmp_path / "ledger.db"), create=True) as ledger, ledger.engine.connect() as connection:
        made = _definitions(connection)
    plain = create_engine("sqlite://")
    with plain.connect() as connection:
        schema.METADATA.create_all(connection)
        for statement in schema.SEARCH["sqlite"]:
            connection.execute(text(statement))
        wanted = _definitions(connection)
    plain.dispose()
    assert made == wanted


def _definitions(connection: Any) -> dict[str, bool | str]:
    rows = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE name <> 'alembic_version'"))
    return {
        name: sql if name == _WORDS[0] else "WITHOUT ROWID" in (sql or "")
        for name, sql in rows
        if "alembic" not in name
    }


def test_what_is_up_to_date_stays(ledger_address: str) -> None:
    Ledger(ledger_address, create=True).close()
    assert upgrade_ledger(ledger_address) == (schema.VERSION, schema.VERSION)


def test_what_is_no_ledger_is_told(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="there is no ledger yet"):
        upgrade_ledger(str(tmp_path / "none.db"))
    (tmp_path / "empty.db").touch()
    with pytest.raises(SetupError, match="no ledger of sayso"):
        upgrade_ledger(str(tmp_path / "empty.db"))


def test_what_a_newer_program_made_is_left_alone(tmp_path: Path) -> None:
    path = str(tmp_path / "ledger.db")
    with Ledger(path, create=True) as ledger, ledger.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SetupError, match="a newer sayso made it"):
        upgrade_ledger(path)
