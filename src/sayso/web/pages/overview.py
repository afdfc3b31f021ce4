"""The overview: what changed, where and when it happened, and the list; of all incidents, of a place, of a day."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import APIRouter
from fastapi import Query as Asks
from pydantic import Field

from sayso.codebook.event_types import SECTIONS
from sayso.export.views import SECTION_NAMES
from sayso.ledger.keys import clean
from sayso.ledger.stats import Stats
from sayso.web.answering import Answer, NotThereError, page
from sayso.web.asking import Asked, Query, understand
from sayso.web.charts.timeline import DayBar, Days, make_bars
from sayso.web.here import AtHand, Here, read_name
from sayso.web.pages.changing import ChangeLine, list_changes, record_change
from sayso.web.pages.listing import Choice, Listing, make_listing, record_listing
from sayso.web.rendering import say_day, section_of

router = APIRouter()
_SHOWN_CHANGES = 6
_SHOWN_PLACES = 12
_HOURS = {"hour": 1, "day": 24, "week": 168, "month": 720, "year": 8766}


class OverviewQuery(Query):
    """The query of the overview."""

    changed: Literal["hour", "day", "week", "month", "year"] = Field(
        default="day", description="Since when changes are told."
    )


@dataclass(frozen=True, slots=True)
class OverviewView:
    """The overview. `bars` are the days for those who do without scripts, `places` the most told places of the list;
    `query` is what the charts are asked for.
    """

    kind: str
    listing: Listing
    stats: Stats | None
    bars: tuple[DayBar, ...]
    places: tuple[tuple[str, int], ...]
    changes: tuple[ChangeLine, ...]
    since: datetime | None
    query: str
    name: str = ""
    before: str = ""
    after: str = ""
    moments: tuple[Choice, ...] = ()
    kinds: tuple[tuple[int, str], ...] = ()


@page(router, "/", example="overview", summary="What happened: incidents under a filter", twin="/overview.json")
def show_overview(here: AtHand, query: Annotated[OverviewQuery, Asks()]) -> Answer:
    """Incidents under a filter, the latest first, with how many of each type ended on each day."""
    asked = _understand(here, query)
    since = None if asked.pairs or asked.page > 1 else datetime.now(UTC) - timedelta(hours=_HOURS[query.changed])
    changes = list_changes(here, since, limit=_SHOWN_CHANGES) if since else ()
    return _make(here, asked, "all", changes=changes, since=since, changed=query.changed)


@page(router, "/place/{name:path}", example="place", summary="What happened at a place")
def show_place(here: AtHand, name: str, query: Annotated[Query, Asks()]) -> Answer:
    """The incidents with a claim about a place of this name."""
    asked, name = _understand(here, query), read_name(name)
    places = (*asked.wanted.places, clean(name))
    placed = replace(asked, wanted=replace(asked.wanted, places=places))
    return _make(here, placed, "place", fixed=(("place", name),), path=_path(here, "place", name), name=name)


@page(router, "/day/{day}", example="day", summary="What happened on a day")
def show_day(here: AtHand, day: str, query: Annotated[Query, Asks()]) -> Answer:
    """The incidents with a claim about what happened on this day (YYYY-MM-DD)."""
    asked = _understand(here, query)
    try:
        found = date.fromisoformat(day)
        before, after = found - timedelta(days=1), found + timedelta(days=1)
    except (ValueError, OverflowError):
        raise NotThereError("day", day, "write it as 2024-05-07") from None
    dated, iso = replace(asked, wanted=replace(asked.wanted, since=found, until=found)), found.isoformat()
    return _make(
        here, dated, "day", fixed=(("since", iso), ("until", iso)), path=_path(here, "day", iso), name=say_day(found),
        before=here.address("day", before.isoformat()), after=here.address("day", after.isoformat()),
    )  # fmt: skip


def _path(here: Here, *parts: str) -> str:
    """The path of a page about one thing, without a query."""
    return here.address(*parts).partition("?")[0]


def _understand(here: Here, query: Query) -> Asked:
    asked = understand(query)
    here.as_of = asked.as_of
    return asked


def _make(  # noqa: PLR0913 - what makes the pages differ
    here: Here,
    asked: Asked,
    kind: str,
    *,
    fixed: tuple[tuple[str, str], ...] = (),
    path: str = "/",
    changes: tuple[ChangeLine, ...] = (),
    since: datetime | None = None,
    name: str = "",
    before: str = "",
    after: str = "",
    changed: str = "",
) -> Answer:
    listing = make_listing(here, asked, path=path)
    days = here.book.days(asked.wanted, asked.about, as_of=asked.as_of)
    pairs = urlencode([pair for pair in (*asked.pairs, *fixed) if pair[0] not in {"sort", "ascending"}])
    view = OverviewView(
        kind=kind,
        listing=listing,
        stats=_describe(here, asked) if kind == "all" and not asked.pairs else None,
        bars=make_bars(days),
        places=_count_places(listing),
        changes=changes,
        since=since,
        query=pairs,
        name=name,
        before=before,
        after=after,
        kinds=_list_kinds(days),
        moments=tuple(Choice(name, f"in the last {name}", name == changed) for name in _HOURS),
    )
    section = "overview" if kind == "all" else ""
    return Answer("overview", name or "Overview", view, lambda: _record(here, view, days), section=section)


def _record(here: Here, view: OverviewView, days: Days) -> dict[str, Any]:
    told = [{"day": day.isoformat() if day else None, "type": type, "incidents": count} for day, type, count in days]
    changes = [record_change(line) for line in view.changes]
    return record_listing(here, view.listing) | {"days": told, "changes": changes}


def _describe(here: Here, asked: Asked) -> Stats:
    return here.desk.stats.give(asked.as_of, lambda: here.ledger.describe(as_of=asked.as_of))


def _list_kinds(days: Days) -> tuple[tuple[int, str], ...]:
    """The sections of the codebook that stand in the timeline, for a key to its colours."""
    told = sorted({section_of(type) for _, type, _ in days})
    return tuple((number, SECTION_NAMES[SECTIONS[number - 1]]) for number in told)


def _count_places(listing: Listing) -> tuple[tuple[str, int], ...]:
    told = Counter(line.place for line in listing.lines if line.place)
    return tuple(told.most_common(_SHOWN_PLACES))
