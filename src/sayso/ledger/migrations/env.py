"""Alembic's way in: always on the connection that `sayso.ledger.upgrading` gives it."""

from alembic import context

from sayso.ledger.schema import METADATA

context.configure(
    connection=context.config.attributes["connection"], target_metadata=METADATA, transaction_per_migration=False
)
context.run_migrations()
