"""Where a ledger is: a file, or a PostgreSQL database."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from sayso.model import SetupError

ENVIRONMENT = "SAYSO_LEDGER"
_SCHEMES = frozenset(("postgresql", "postgres"))


def default_path() -> Path:
    """The ledger in the user's data folder: `~/.local/share/sayso/ledger.db` on Linux, the like elsewhere."""
    from platformdirs import user_data_path  # noqa: PLC0415 - only where no ledger is named

    return user_data_path("sayso", appauthor=False) / "ledger.db"


def parse_address(text: str | None) -> URL:
    """The database of an address: `postgresql://…`, a path, or None for `SAYSO_LEDGER`, else the user's own file.

    SetupError for what is neither, and for a password in it: it would stand in the shell's history and in the list of
    processes. PostgreSQL's own `PGPASSWORD` and `~/.pgpass` are for that.
    """
    given = text or os.environ.get(ENVIRONMENT) or str(default_path())
    scheme, mark, _ = given.partition("://")
    if not mark:
        return URL.create("sqlite", database=str(Path(given).expanduser()))
    if scheme.partition("+")[0] not in _SCHEMES:
        raise SetupError(
            "ledger-address", f"{scheme}:// is no ledger", remedy="name a file, or postgresql://user@host/database"
        )
    try:
        url = make_url(given)
    except (ArgumentError, ValueError):
        raise SetupError(
            "ledger-address", "the ledger's address cannot be read", remedy="write postgresql://user@host/database"
        ) from None
    if url.password is not None or "password" in url.query:
        raise SetupError(
            "ledger-password",
            "the ledger's address holds a password, which others on this machine could see",
            remedy="leave it out, and put it into ~/.pgpass or the variable PGPASSWORD",
        )
    return url.set(drivername="postgresql+psycopg")


def show_address(url: URL) -> str:
    """The address for people, without a password."""
    if url.get_backend_name() == "sqlite":
        return url.database or ""
    return url.set(drivername="postgresql").render_as_string(hide_password=True)
