"""A real PostgreSQL server for the tests that need one: its own folder, a free port, an unprivileged user."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

_PLACES = (
    "/usr/lib/postgresql",
    "/usr/local/pgsql",
    "/opt/homebrew/opt/postgresql/bin",
    "/usr/local/opt/postgresql/bin",
)


def find_server() -> Path | None:
    """The folder of `initdb` and `postgres`; None where there is no server, or nothing to speak to it with."""
    if find_spec("psycopg") is None or os.name != "posix":
        return None
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    folders = [folder for place in _PLACES for folder in sorted(Path(place).glob("**/initdb"), reverse=True)]
    return folders[0].parent if folders else None


@contextmanager
def running_server(bin: Path) -> Iterator[str]:
    """A server that ends with the block; gives the address of its database."""
    folder = Path(tempfile.mkdtemp(prefix="sayso-pg-"))
    run = _unprivileged(folder)
    data, port = folder / "data", _free_port()
    try:
        subprocess.run(
            [bin / "initdb", "--pgdata", data, "--username", "sayso", "--auth", "trust", "--encoding", "UTF8",
             "--locale", "C.UTF-8", "--no-sync"],
            check=True, capture_output=True, cwd=folder, **run,
        )  # fmt: skip
        options = f"-c port={port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
        subprocess.run(
            [bin / "pg_ctl", "--pgdata", data, "--log", folder / "log", "--wait", "--options", options, "start"],
            check=True, capture_output=True, cwd=folder, **run,
        )  # fmt: skip
        yield f"postgresql://sayso@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run(
            [bin / "pg_ctl", "--pgdata", data, "--mode", "immediate", "stop"],
            check=False,
            capture_output=True,
            cwd=folder,
            **run,
        )
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def fresh_database(server: str) -> Iterator[str]:
    """An empty database of its own; gives its address."""
    import psycopg  # noqa: PLC0415 - not everybody has it
    from psycopg import sql  # noqa: PLC0415

    name = f"sayso_{secrets.token_hex(6)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {} STRATEGY file_copy").format(sql.Identifier(name)))
        try:
            yield server.rpartition("/")[0] + f"/{name}"
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _unprivileged(folder: Path) -> dict[str, Any]:
    """Whom to run it as, as options of `subprocess.run`: `initdb` refuses root. The folder becomes theirs."""
    if os.geteuid() != 0:
        return {}
    import pwd  # noqa: PLC0415 - POSIX only

    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = next(known[name] for name in ("postgres", "nobody") if name in known)
    os.chown(folder, entry.pw_uid, entry.pw_gid)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
