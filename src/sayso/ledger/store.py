"""The ledger itself: one object for what programs do with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType

from sqlalchemy import insert, inspect, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from sayso.ledger import schema
from sayso.ledger.address import parse_address, show_address
from sayso.ledger.care import backup, erase, vacuum
from sayso.ledger.checking import check
from sayso.ledger.engine import PATIENCE_SECONDS, make_engine, reading, writing
from sayso.ledger.filters import Filter
from sayso.ledger.keys import clean, refusal_key, report_key
from sayso.ledger.paging import Order, Page
from sayso.ledger.querying import count_claims, find_claims, find_history, get_text
from sayso.ledger.redaction import Redacted, find_reports, redact_name, redact_report
from sayso.ledger.rows import Prepared
from sayso.ledger.stats import Stats, count_tables, find_stats
from sayso.ledger.writing import Written, look_up, next_moment, was_read_by, write
from sayso.model import LedgerError, Refusal, Report, SetupError, StoredClaim, Versions

_TRIES = 5
_LONGEST_WORDS = 2000


class Ledger:
    """An open ledger. Any number of programs may have it open; writers take turns, readers never wait."""

    def __init__(
        self, address: str | None = None, *, create: bool = False, patience_seconds: float = PATIENCE_SECONDS
    ) -> None:
        """Open the ledger at an address (a path, `postgresql://…`, None for the user's own).

        `patience_seconds` is how long one waits where another program holds a file.
        With `create` one that is not there yet is made. SetupError for an address that is none, for a ledger that is
        not there, and for one of another version of sayso; LedgerError where the database cannot be had.
        """
        self._url = parse_address(address)
        self._file = Path(self._url.database or "") if self._url.get_backend_name() == "sqlite" else None
        if self._file is not None and not self._file.is_file():
            self._make_room(self._file, create=create)
        self._patience = patience_seconds
        self.engine = make_engine(self._url, patience_seconds=patience_seconds)
        self._check_version(create=create)

    @property
    def address(self) -> str:
        """Where it is, for people; without a password."""
        return show_address(self._url)

    @property
    def file(self) -> Path | None:
        """SQLite's file; None for PostgreSQL."""
        return self._file

    def keep_connections(self, count: int) -> None:
        """Let so many connections stay open for the next who asks, until it is closed; for servers."""
        self.engine.dispose()
        self.engine = make_engine(self._url, patience_seconds=self._patience, kept=count)

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _make_room(self, file: Path, *, create: bool) -> None:
        if file.is_dir():
            raise SetupError("ledger-address", "it is a folder", where=str(file), remedy="name a file in it")
        if not create:
            remedy = "sayso add REPORT… makes one; --ledger or SAYSO_LEDGER names another"
            raise SetupError("ledger-missing", "there is no ledger yet", where=str(file), remedy=remedy)
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            reason = f"its folder cannot be made ({error.strerror})"
            raise LedgerError("ledger-missing", reason, where=str(file), remedy="name another with --ledger") from None

    def _check_version(self, *, create: bool) -> None:
        from sayso.ledger.upgrading import upgrade  # noqa: PLC0415 - Alembic is needed for a new ledger only

        with reading(self.engine) as connection:
            tables = set(inspect(connection).get_table_names())
            version = (
                connection.scalar(text("SELECT version_num FROM alembic_version"))
                if "alembic_version" in tables
                else None
            )
        if version == schema.VERSION:
            return
        if version is None and create and not tables - {"alembic_version"}:
            upgrade(self.engine)
        elif version is None:
            remedy = "sayso add REPORT… makes one" if not tables else "name another with --ledger"
            raise SetupError("ledger-missing", "it is no ledger of sayso", where=self.address, remedy=remedy)
        elif version < schema.VERSION:
            remedy = "sayso ledger upgrade (sayso ledger backup first keeps a copy)"
            raise SetupError("ledger-old", "an older sayso made it", where=self.address, remedy=remedy)
        else:
            raise SetupError("ledger-new", "a newer sayso made it", where=self.address, remedy="pip install -U sayso")

    # Writing

    def knows(self, reports: Sequence[Report], *, versions: Versions | None = None) -> list[bool]:
        """For each report whether its text is there at its address; with `versions`, whether they have read it."""
        told = [(report_key(report), report.sha256) for report in reports]
        with reading(self.engine) as connection:
            there = look_up(connection, (key for key, _ in told))
            rows = [there.get(key, {}).get(digest) for key, digest in told]
            if versions is None:
                return [row is not None for row in rows]
            return [row is not None and was_read_by(connection, row[0], versions) for row in rows]

    def add(self, readings: Sequence[Prepared], *, reread: bool = False) -> Written:
        """Write readings in one transaction: all are kept, or none. A lost connection is tried again a few times."""
        for tried in range(1, _TRIES + 1):
            try:
                with writing(self.engine) as connection:
                    return write(connection, readings, reread=reread)
            except LedgerError as error:
                cause = error.__cause__
                again = isinstance(cause, IntegrityError) or (
                    isinstance(cause, DBAPIError) and cause.connection_invalidated
                )
                if tried == _TRIES or not again:
                    raise
        raise AssertionError("unreachable")

    def refuse(self, refusals: Sequence[Refusal]) -> None:
        """Keep why inputs were set aside, each once."""
        table = schema.refusals
        with writing(self.engine) as connection:
            moment = next_moment(connection)
            for refusal in refusals:
                source, reason = clean(refusal.where)[:_LONGEST_WORDS], clean(refusal.reason)[:_LONGEST_WORDS]
                key = refusal_key(source, refusal.slug, reason)
                if connection.scalar(select(table.c.row).where(table.c.key == key)) is None:
                    columns = {"source": source, "slug": refusal.slug, "reason": reason, "key": key}
                    connection.execute(insert(table).values(**columns, recorded=moment))

    # Reading

    def claims(  # noqa: PLR0913 - what is wanted, and which page of it
        self,
        wanted: Filter | None = None,
        *,
        as_of: datetime | None = None,
        order: Order = "published",
        ascending: bool = False,
        limit: int | None = None,
        offset: int = 0,
    ) -> Iterator[StoredClaim]:
        """The claims that pass, the latest first, as the ledger knew them at a moment (None: now)."""
        with reading(self.engine) as connection:
            yield from find_claims(
                connection, Filter() if wanted is None else wanted, Page(order, ascending, limit, offset), as_of=as_of
            )

    def count(self, wanted: Filter | None = None, *, as_of: datetime | None = None) -> int:
        """How many claims pass."""
        with reading(self.engine) as connection:
            return count_claims(connection, Filter() if wanted is None else wanted, as_of)

    def history(self, id: str, *, as_of: datetime | None = None) -> list[StoredClaim]:
        """All claims whose id begins so, superseded ones too, the oldest first, as the ledger knew them at a moment."""
        with reading(self.engine) as connection:
            return find_history(connection, id, as_of=as_of)

    def text(self, report: str) -> str | None:
        """The text of the report of this id; None where there is none."""
        with reading(self.engine) as connection:
            return get_text(connection, report)

    def stats(self) -> dict[str, int]:
        """How many rows each table has."""
        with reading(self.engine) as connection:
            return count_tables(connection)

    def describe(self, *, as_of: datetime | None = None) -> Stats:
        """How much it holds, as people ask for it; with `as_of` how much it held at that moment."""
        with reading(self.engine) as connection:
            return find_stats(connection, self._file, as_of)

    # Care

    def check(self, tell: Callable[[], None] | None = None) -> Iterator[str]:
        """What is wrong in it, one line each (`checking.check`); `tell` is called after each report."""
        with reading(self.engine) as connection:
            yield from check(connection, tell)

    def redact(self, word: str, *, reason: str, who: str | None = None, as_name: bool = False) -> Redacted:
        """Cover the report that goes by an id, an address or a file's name; where none does, the name wherever it is.

        With `as_name` it is a name in any case. InputError where there is neither. It is gone from the disk when this
        returns; LedgerError (`ledger-busy`) where others are reading it and it is gone from the tables only.
        """
        with writing(self.engine) as connection:
            word, reason, who = clean(word), clean(reason), who and clean(who)
            rows = [] if as_name else find_reports(connection, word)
            if rows:
                done = redact_report(connection, rows, reason=reason, who=who)
            else:
                done = redact_name(connection, word, reason=reason, who=who)
        erase(self.engine)
        return done

    def backup(self, to: Path) -> None:
        """A whole copy while others go on with it. SetupError for PostgreSQL, whose own tools do that."""
        if self._file is None:
            remedy = f"pg_dump --format=custom --file={to} {self.address}"
            raise SetupError("backup-postgres", "PostgreSQL makes its own copies", where=self.address, remedy=remedy)
        backup(self._file, to)

    def vacuum(self) -> None:
        """Give room that is no longer used back to the disk."""
        vacuum(self.engine)
