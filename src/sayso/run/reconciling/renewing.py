"""What an older version of the program made is made anew, so that all of a ledger is linked by one and the same."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select, update

from sayso.ledger import schema
from sayso.ledger.queues import push
from sayso.reconcile.copies import SIGNATURE_VERSION
from sayso.reconcile.packing import PACKING_VERSION
from sayso.reconcile.weights import load_weights
from sayso.run.reconciling.sheets import MAKING, name_version

LINKING_VERSION = 5
"""Changes with what comes of the same items and weights: candidates, grouping, anchors, joining."""


def find_versions() -> dict[str, str]:
    """The versions of what makes items, signatures, events of them, and incidents of these."""
    return {
        "items": str(PACKING_VERSION),
        "signatures": str(SIGNATURE_VERSION),
        "events": f"{LINKING_VERSION}+{load_weights().version}",
        MAKING: name_version(),
    }


def is_outdated(connection: Connection) -> bool:
    """Whether anything in the ledger was made by another version."""
    return _read(connection) != find_versions()


def renew(connection: Connection) -> None:
    """Let all that another version made wait to be made anew; ids and what was true when stay."""
    before, now = _read(connection), find_versions()
    changed = {name for name, version in now.items() if before.get(name) != version} if before else set[str]()
    if "signatures" in changed:
        connection.execute(delete(schema.links))
        connection.execute(delete(schema.signatures))
    if changed & {"signatures", "items"}:
        push(connection, schema.new_readings, connection.scalars(select(schema.readings.c.row)).all())
    if "events" in changed:
        i = schema.items.c
        push(connection, schema.new_buckets, connection.scalars(select(i.bucket).distinct()).all())
        connection.execute(update(schema.items).values(event=None))
    if MAKING in changed:
        table = schema.incidents.c
        push(connection, schema.new_incidents, connection.scalars(select(table.row).where(table.retired.is_(None))))
    connection.execute(delete(schema.makings))
    connection.execute(insert(schema.makings), [{"name": name, "version": told} for name, told in now.items()])


def _read(connection: Connection) -> dict[str, str]:
    m = schema.makings.c
    return {str(name): str(version) for name, version in connection.execute(select(m.name, m.version))}
