"""A list of incidents under a filter, as several pages have it: its rows, its pages, and the filter in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sayso.codebook.event_types import SECTIONS
from sayso.codebook.events import load_codebook
from sayso.export.claims import SURE_IN_WORDS, name_type
from sayso.export.incidents import make_incident_record
from sayso.export.views import SECTION_NAMES
from sayso.ledger.incidents import INCIDENT_ORDERS, IncidentPage
from sayso.model import DISPUTE_SLOTS, STATUSES
from sayso.web.asking import Asked
from sayso.web.here import Here
from sayso.web.lines import Line

PAGE = 20
ORDER_NAMES = {
    "happened": "latest",
    "published": "latest reported",
    "recorded": "latest come in",
    "claims": "most told",
    "sharpness": "most disputed",
}
_FIRST_FIELDS = frozenset("text place source since until type sort contested ascending box near".split())
_CHIP_NAMES = {
    "text": "words", "since": "from", "until": "until", "box": "within", "near": "around",
    "as-of": "as known at", "least-origins": "origins at least", "id": "claim",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chip:
    """One part of the filter in words, and the address of the page without it."""

    name: str
    value: str
    without: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the values that a field of the filter can take."""

    value: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the filter that has a few values to choose from; `groups` are (title, choices)."""

    name: str
    label: str
    groups: tuple[tuple[str, tuple[Choice, ...]], ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of a list. `path` is where the list stands; `before` and `after` are the addresses of its other pages."""

    path: str
    asked: Asked
    lines: tuple[Line, ...]
    total: int
    contested: int
    first: int
    before: str
    after: str
    chips: tuple[Chip, ...]
    fields: tuple[Field, ...]
    values: dict[str, str]
    only_contested: str

    @property
    def last(self) -> int:
        """The number of the last line on this page."""
        return self.first + len(self.lines) - 1

    @property
    def is_narrow(self) -> bool:
        """Whether a filter is set that stands among the further ones of the form."""
        return bool(self.values.keys() - _FIRST_FIELDS)


def make_listing(here: Here, asked: Asked, *, path: str = "/", fixed: Iterable[str] = ()) -> Listing:
    """The list of what is asked for; `fixed` are parts of the query that the page itself gives, and does not show."""
    page = _page(asked)
    lines, offset = here.book.lines(asked.wanted, asked.about, page, as_of=asked.as_of), page.offset
    total = here.book.count(asked.wanted, asked.about, as_of=asked.as_of)
    return Listing(
        path=path,
        asked=asked,
        lines=lines,
        total=total,
        contested=sum(line.contested for line in lines),
        first=offset + 1 if lines else 0,
        before=asked.address(path, page=asked.page - 1) if asked.page > 1 else "",
        after=asked.address(path, page=asked.page + 1) if offset + len(lines) < total and lines else "",
        chips=tuple(chip for chip in _chips(asked, path) if chip.name not in fixed),
        fields=tuple(_fields(asked)),
        values=_values(asked),
        only_contested=asked.address(path, contested="" if asked.about.contested else "true"),
    )


def _page(asked: Asked) -> IncidentPage:
    return IncidentPage(asked.order, asked.ascending, PAGE, (asked.page - 1) * PAGE)


def record_listing(here: Here, listing: Listing) -> dict[str, Any]:
    """A list for programs."""
    asked, page = listing.asked, _page(listing.asked)
    incidents = here.book.incidents(
        asked.wanted, asked.about, as_of=asked.as_of, order=page.order, ascending=page.ascending,
        limit=page.limit, offset=page.offset,
    )  # fmt: skip
    return {
        "total": listing.total,
        "page": asked.page,
        "incidents": [make_incident_record(incident) for incident in incidents],
    }


def _chips(asked: Asked, path: str) -> Iterator[Chip]:
    for name, value in asked.pairs:
        if name in {"sort", "ascending"}:
            continue
        said = "" if name == "contested" else value
        said = name_type(said) if name in {"type", "dispute", "status"} else said
        label = "contested only" if name == "contested" else _CHIP_NAMES.get(name, name.replace("-", " "))
        yield Chip(label, said, asked.address(path, but=[(name, value)]))


def _fields(asked: Asked) -> Iterator[Field]:
    about, wanted = asked.about, asked.wanted
    yield Field("type", "What", list_type_choices(wanted.types))
    yield Field("dispute", "Disputed", (("", _choices(DISPUTE_SLOTS, about.slots)),))
    yield Field("status", "Carried by", (("", _choices(STATUSES, about.statuses)),))
    yield Field("factuality", "How sure", (("", _choices(SURE_IN_WORDS, wanted.factuality, dict(SURE_IN_WORDS))),))
    yield Field("sort", "Order", (("", _choices(INCIDENT_ORDERS, (asked.order,), ORDER_NAMES)),))


def list_type_choices(chosen: Iterable[str]) -> tuple[tuple[str, tuple[Choice, ...]], ...]:
    """All types of event by section of the codebook."""
    types = load_codebook().types
    found: dict[str, list[str]] = {}
    for one in types.values():
        found.setdefault(one.section, []).append(one.id)
    return tuple((SECTION_NAMES[name], _choices(found[name], chosen)) for name in SECTIONS if name in found)


def _choices(values: Iterable[str], chosen: Iterable[str], words: dict[Any, str] | None = None) -> tuple[Choice, ...]:
    return tuple(Choice(value, (words or {}).get(value, name_type(value)), value in tuple(chosen)) for value in values)


def _values(asked: Asked) -> dict[str, str]:
    """What the fields of the form hold that are written into: of several values the first."""
    found: dict[str, str] = {}
    for name, value in asked.pairs:
        found.setdefault(name, value)
    return found
