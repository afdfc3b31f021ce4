"""From an older schema to the newest, by Alembic's migrations."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, inspect, text

from sayso.ledger import schema
from sayso.ledger.address import parse_address, show_address
from sayso.ledger.engine import make_engine, reading, writing
from sayso.model import SetupError


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the ledger to a revision in one transaction; a new one gets its tables. LedgerError where it cannot."""
    with as_file(files("sayso.ledger") / "migrations") as folder, writing(engine, with_keys=False) as connection:
        config = Config()
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def find_version(engine: Engine) -> str | None:
    """The schema's revision; None where there is no ledger."""
    with reading(engine) as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return found


def upgrade_ledger(address: str | None) -> tuple[str, str]:
    """Bring the ledger at an address to the newest schema; the revisions before and after.

    SetupError where there is none, or where a newer sayso made it.
    """
    url = parse_address(address)
    shown = show_address(url)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        remedy = "--ledger or SAYSO_LEDGER names another"
        raise SetupError("ledger-missing", "there is no ledger yet", where=shown, remedy=remedy)
    engine = make_engine(url)
    try:
        before = find_version(engine)
        if before is None:
            remedy = "name another with --ledger"
            raise SetupError("ledger-missing", "it is no ledger of sayso", where=shown, remedy=remedy)
        if before > schema.VERSION:
            raise SetupError("ledger-new", "a newer sayso made it", where=shown, remedy="pip install -U sayso")
        if before != schema.VERSION:
            upgrade(engine)
        return before, schema.VERSION
    finally:
        engine.dispose()
