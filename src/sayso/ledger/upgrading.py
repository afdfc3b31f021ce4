"""From an older schema to the newest, by Alembic's migrations."""

from __future__ import annotations

from importlib.resources import as_file, files

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

from sayso.ledger.engine import writing


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the ledger to a revision in one transaction; a new one gets its tables. LedgerError where it cannot."""
    with as_file(files("sayso.ledger") / "migrations") as folder, writing(engine) as connection:
        config = Config()
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
