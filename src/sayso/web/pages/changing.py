"""What changed since a moment, and where accounts contradict each other: one list each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Annotated, Any

from fastapi import APIRouter
from fastapi import Query as Asks

from sayso.export.changes import ChangeSheet, make_change_record
from sayso.export.disputes import list_voices, make_dispute_record
from sayso.export.incident_rows import IncidentRow, list_incidents
from sayso.model import DISPUTE_SLOTS, Dispute, Incident, InputError
from sayso.reconcile.incident.changes import describe_changes
from sayso.web.answering import Answer, page
from sayso.web.asking import Asked, Query, read_moment, understand
from sayso.web.here import AtHand, Here
from sayso.web.rendering import section_of

router = APIRouter()
_PAGE = 20
_ENDS = frozenset((0, 999_999))
"""The microseconds of a moment that somebody wrote; one that was counted back from now has others."""
SLOT_WORDS = {
    "whether": "whether it happened",
    "who": "who did it",
    "how_many": "how many",
    "where": "where",
    "when": "when",
    "control": "who holds the place",
}
KIND_WORDS = {
    "new": "new",
    "changed": "changed",
    "merged": "joined to another",
    "split": "split off",
    "withdrawn": "no longer told",
}


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """What became of one incident; `row` is it in words, as it is shown."""

    sheet: ChangeSheet
    kind: str
    row: IncidentRow | None
    section: int


@dataclass(frozen=True, slots=True)
class ChangesView:
    """The changes after `since`; `shortcuts` are (words, address) of other moments, `more` the address of more."""

    lines: tuple[ChangeLine, ...]
    since: datetime
    until: datetime | None
    shortcuts: tuple[tuple[str, str, bool], ...]
    more: str


@dataclass(frozen=True, slots=True)
class PositionView:
    """One position: what it says, on which sides those stand who hold it, and who printed it."""

    value: str
    sides: tuple[str, ...]
    voices: tuple[str, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DisputeLine:
    """One dispute with its incident in words."""

    incident: Incident
    row: IncidentRow
    dispute: Dispute
    about: str
    section: int
    positions: tuple[PositionView, ...]


@dataclass(frozen=True, slots=True)
class DisputesView:
    """The disputes of one page; `slots` are (words, address, chosen)."""

    lines: tuple[DisputeLine, ...]
    asked: Asked
    slots: tuple[tuple[str, str, bool], ...]
    first: int
    before: str
    after: str


@page(router, "/changes", example="changes", summary="What became different since a moment, and why")
def show_changes(
    here: AtHand,
    since: Annotated[
        str | None, Asks(max_length=100, description="A moment or day; the day before unless given.")
    ] = None,
    until: Annotated[str | None, Asks(max_length=100, description="A moment or day; now unless given.")] = None,
    limit: Annotated[int, Asks(ge=1, le=500, description="So many incidents at most.")] = _PAGE,
) -> Answer:
    """What became of incidents after a moment, the latest first: what is different, and which reports made it so."""
    begin, end = _begin(since), read_moment("until", until or None)
    if end is not None and end <= begin:
        raise InputError("bad-moment", "it is not later than the first", where="until", remedy="write a later moment")
    lines = list_changes(here, begin, until=end, limit=limit)
    more = (
        here.address("changes", since=since, until=until, limit=min(limit * 4, 500))
        if len(lines) == limit < 500
        else ""
    )
    view = ChangesView(lines, begin, end, tuple(_shortcuts(here, begin)), more)
    return Answer("changes", "What changed", view, lambda: _record_changes(begin, lines), section="changes")


@page(router, "/disputes", example="disputes", summary="Where accounts of one event contradict each other")
def show_disputes(here: AtHand, query: Annotated[Query, Asks()]) -> Answer:
    """Disputes of the incidents that pass, the sharpest first, with who stands where."""
    asked = understand(query)
    here.as_of = asked.as_of
    offset = (asked.page - 1) * _PAGE
    found = here.book.disputes(asked.wanted, asked.about, as_of=asked.as_of, limit=_PAGE + 1, offset=offset)
    pairs = list(found)
    lines = tuple(make_dispute_line(incident, dispute) for incident, dispute in pairs[:_PAGE])
    view = DisputesView(
        lines=lines,
        asked=asked,
        slots=tuple(_slots(asked)),
        first=offset + 1,
        before=asked.address("/disputes", page=asked.page - 1) if asked.page > 1 else "",
        after=asked.address("/disputes", page=asked.page + 1) if len(pairs) > _PAGE else "",
    )
    return Answer("disputes", "Disputes", view, lambda: _record_disputes(asked, lines), section="disputes")


def list_changes(here: Here, since: datetime, *, until: datetime | None = None, limit: int) -> tuple[ChangeLine, ...]:
    """So many changes since a moment (to the minute), the latest first; as they were a few seconds ago at most."""
    begin = since.replace(second=0, microsecond=0) if since.microsecond not in _ENDS else since
    key = begin, until, limit
    lines: tuple[ChangeLine, ...] = here.desk.changes.give(key, lambda: tuple(_find_changes(here, begin, until, limit)))
    return lines


def _find_changes(here: Here, since: datetime, until: datetime | None, limit: int) -> Iterator[ChangeLine]:
    for one in islice(here.book.changes(since, until=until, limit=limit), limit):
        sheet = ChangeSheet(
            one.id, one.kind, one.recorded, one.before, one.after, one.into, one.why,
            describe_changes(one.before, one.after),
        )  # fmt: skip
        row = list_incidents([sheet.shown])[0] if sheet.shown else None
        section = section_of(sheet.shown.type) if sheet.shown else 0
        yield ChangeLine(sheet, KIND_WORDS[one.kind], row, section)


def _record_changes(since: datetime, lines: tuple[ChangeLine, ...]) -> dict[str, Any]:
    return {"since": since.isoformat(), "changes": [record_change(line) for line in lines]}


def _record_disputes(asked: Asked, lines: tuple[DisputeLine, ...]) -> dict[str, Any]:
    return {"page": asked.page, "disputes": [make_dispute_record(line.incident, line.dispute) for line in lines]}


def record_change(line: ChangeLine) -> dict[str, Any]:
    """A change for programs."""
    return make_change_record(line.sheet)


def make_dispute_line(incident: Incident, dispute: Dispute) -> DisputeLine:
    """A dispute with who stands where."""
    positions = tuple(
        PositionView(position.value, position.sides, list_voices(incident, position), position.claims)
        for position in dispute.positions
    )
    (row,) = list_incidents([incident])
    return DisputeLine(incident, row, dispute, SLOT_WORDS[dispute.slot], section_of(incident.type), positions)


def _begin(words: str | None) -> datetime:
    """A moment; of a day alone its beginning."""
    found = read_moment("since", words or None)
    if found is None:
        return datetime.now(UTC) - timedelta(days=1)
    is_day = len(words or "") <= len("2026-03-04")
    return found - timedelta(days=1) + timedelta(microseconds=1) if is_day else found


def _shortcuts(here: Here, since: datetime) -> Iterator[tuple[str, str, bool]]:
    now = datetime.now(UTC)
    for words, hours in (("an hour", 1), ("a day", 24), ("a week", 168), ("a month", 720), ("a year", 8766)):
        moment = now - timedelta(hours=hours)
        told = moment.isoformat(timespec="minutes").replace("+00:00", "Z")
        yield words, here.address("changes", since=told), abs((moment - since).total_seconds()) < 90


def _slots(asked: Asked) -> Iterator[tuple[str, str, bool]]:
    chosen = asked.about.slots
    without = [pair for pair in asked.pairs if pair[0] == "dispute"]
    yield "all", asked.address("/disputes", but=without), not chosen
    for slot in DISPUTE_SLOTS:
        yield SLOT_WORDS[slot], asked.address("/disputes", but=without, dispute=slot), chosen == (slot,)
