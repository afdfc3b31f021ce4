"""A real PostgreSQL server for the tests that need one: its own folder, a free port, an unprivileged user."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PLACES = (
    "/usr/lib/postgresql",
    "/usr/local/pgsql",
    "/opt/homebrew/opt/postgresql/bin",
    "/usr/local/opt/postgresql/bin",
)


def find_server() -> Path | None:
    """The folder of `initdb` and `postgres`; None where there is no server."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    folders = [folder for place in _PLACES for folder in sorted(Path(place).glob("**/initdb"), reverse=True)]
    return folders[0].parent if folders else None


@contextmanager
def running_server(bin: Path) -> Iterator[str]:
    """A server that ends with the block; gives the address of its database."""
    user = _unprivileged()
    folder = Path(tempfile.mkdtemp(prefix="sayso-pg-"))
    if user:
        entry = pwd.getpwnam(user)
        os.chown(folder, entry.pw_uid, entry.pw_gid)
    data, port = folder / "data", _free_port()
    run = {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []} if user else {}
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


def _unprivileged() -> str | None:
    """Whom to run as: `initdb` refuses root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in known)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
