"""The query of a page's address: the same names that the commands' options have, without their dashes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any
from urllib.parse import urlencode

from pydantic import BaseModel, ConfigDict, Field, model_validator

from sayso.ledger.filters import Filter
from sayso.ledger.incidents import INCIDENT_ORDERS, About, IncidentOrder
from sayso.ledger.moments import parse_moment
from sayso.model import DISPUTE_SLOTS, FACTUALITIES, STATUSES, InputError
from sayso.run.asking import find_known, make_about, make_filter

Words = Annotated[str, Field(max_length=400)]
Many = Annotated[list[Words], Field(max_length=50)]
_FARTHEST_PAGE = 100_000


class Query(BaseModel):
    """What may stand in the address of a page or of its JSON twin; empty values are as if they were not there."""

    model_config = ConfigDict(
        alias_generator=lambda name: name.replace("_", "-"), populate_by_name=True, extra="ignore"
    )

    since: Words | None = Field(default=None, description="What happened on this day (YYYY-MM-DD) or later.")
    until: Words | None = Field(default=None, description="What happened on this day or earlier.")
    published_since: Words | None = Field(default=None, description="What was published on this day or later.")
    published_until: Words | None = Field(default=None, description="What was published on this day or earlier.")
    place: Many = Field(default_factory=list, description="Where it happened, by name or a part of it.")
    country: Many = Field(default_factory=list, description="The country where it happened, as in UKR.")
    box: Words | None = Field(default=None, description="South, west, north and east in degrees, as in 34,36,37,42.")
    near: Words | None = Field(default=None, description="Latitude, longitude and kilometres around them.")
    type: Many = Field(default_factory=list, description="The type of event.")
    source: Many = Field(default_factory=list, description="Who says it, by name or a part of it.")
    actor: Many = Field(default_factory=list, description="Who did it or to whom, by name or a known actor's id.")
    side: Many = Field(default_factory=list, description="The country that did it or to which it was done.")
    factuality: Many = Field(default_factory=list, description=f"How sure the source is: {', '.join(FACTUALITIES)}.")
    number: Many = Field(default_factory=list, description="What was counted, as in killed>=10; each must hold.")
    text: Words | None = Field(default=None, description="Words that must all stand in a claim's sentence.")
    report: Many = Field(default_factory=list, description="The report, by its id or name.")
    publisher: Many = Field(default_factory=list, description="Who published it.")
    id: Many = Field(default_factory=list, description="A claim's id, or how it begins.")
    contested: bool = Field(
        default=False, description="Only where it is disputed whether, who, or who holds the place."
    )
    dispute: Many = Field(default_factory=list, description=f"Only where this is: {', '.join(DISPUTE_SLOTS)}.")
    status: Many = Field(default_factory=list, description=f"What carries it: {', '.join(STATUSES)}.")
    least_origins: int = Field(default=0, ge=0, le=1000, description="Only what so many independent origins tell.")
    sort: Words = Field(default="happened", description=f"What comes first: {', '.join(INCIDENT_ORDERS)}.")
    ascending: bool = Field(default=False, description="The earliest, or the least, first.")
    page: int = Field(default=1, ge=1, le=_FARTHEST_PAGE, description="Which page of the list.")
    as_of: Words | None = Field(
        default=None, description="What the ledger knew at that moment, as in 2026-03-04T12:00Z."
    )

    @model_validator(mode="before")
    @classmethod
    def _drop_empty(cls, given: Any) -> Any:
        """Forms send every field, also those that nobody filled in."""
        if not isinstance(given, dict):
            return given
        kept = {name: _without_empty(value) for name, value in given.items()}
        return {name: value for name, value in kept.items() if value not in ("", [], None)}


def _without_empty(value: Any) -> Any:
    if isinstance(value, list):
        return [word for word in value if not isinstance(word, str) or word.strip()]
    return value.strip() if isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class Asked:
    """A query that was understood: the filter, what incidents must be, the moment, the page, and its own words."""

    wanted: Filter
    about: About
    as_of: datetime | None
    order: IncidentOrder
    ascending: bool
    page: int
    query: Query

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """What the address says, without the page and what goes without saying."""
        given = self.query.model_dump(
            by_alias=True, exclude_defaults=True, exclude={"page", "changed", "look", "width", "height"}
        )
        return tuple(_list_pairs(given))

    def address(self, path: str, *, but: Iterable[tuple[str, str]] = (), **more: str | int) -> str:
        """The path with the same query, less the pairs `but`, and with `more` in place of what it says."""
        changed = {name.replace("_", "-"): str(value) for name, value in more.items()}
        kept = [pair for pair in self.pairs if pair not in set(but) and pair[0] not in changed]
        pairs = [*kept, *((name, value) for name, value in changed.items() if value)]
        return path + (f"?{urlencode(pairs)}" if pairs else "")


def _list_pairs(given: dict[str, Any]) -> Iterable[tuple[str, str]]:
    for name, value in given.items():
        for word in value if isinstance(value, list) else [value]:
            yield name, {True: "true", False: "false"}.get(word, str(word)) if isinstance(word, bool) else str(word)


def understand(query: Query) -> Asked:
    """What a query asks for. InputError (`where` names the part) for what makes no sense."""
    values = {
        "since": _day("since", query.since),
        "until": _day("until", query.until),
        "published_since": _day("published-since", query.published_since),
        "published_until": _day("published-until", query.published_until),
        "places": query.place,
        "countries": query.country,
        "box": query.box,
        "near": query.near,
        "types": query.type,
        "sources": query.source,
        "actors": query.actor,
        "sides": query.side,
        "factuality": query.factuality,
        "numbers": query.number,
        "words": query.text,
        "reports": query.report,
        "publishers": query.publisher,
        "ids": query.id,
        "contested": query.contested,
        "slots": query.dispute,
        "statuses": query.status,
        "least_origins": query.least_origins,
    }
    order: Any = find_known("sort", query.sort, INCIDENT_ORDERS, ", ".join(INCIDENT_ORDERS))
    return Asked(
        make_filter(values),
        make_about(values),
        read_moment("as-of", query.as_of),
        order,
        query.ascending,
        query.page,
        query,
    )


def read_moment(name: str, words: str | None) -> datetime | None:
    """A moment of a query; None where it has none."""
    if not words:
        return None
    try:
        return parse_moment(words.replace(" ", "+"))  # a plus sign in an address is a space
    except InputError as error:
        raise InputError(error.slug, error.reason, where=name, remedy=error.remedy) from None
    except OverflowError:
        raise InputError("bad-moment", f"{words!r} is no moment", where=name) from None


def _day(name: str, words: str | None) -> date | None:
    if not words:
        return None
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise InputError("bad-filter", f"{words!r} is no date", where=name, remedy="write it as 2024-05-07") from None
