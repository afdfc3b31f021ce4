"""The ledger: every report that was read and every claim in it, kept for good in SQLite or PostgreSQL."""
