"""What an incident says as columns: what CSV and GeoJSON have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO

from sayso.codebook.events import load_codebook
from sayso.codebook.incidents import load_incident_rules
from sayso.export.formats.cells import write_table
from sayso.export.incident_sheets import IncidentSheet, make_sheet
from sayso.model import Codes, Incident, Place, Span

Record = Mapping[str, Any]
_PERSON = "person"
_COUNTED = ("killed", "wounded", "displaced", "detained", "missing")
_NOWHERE = Span(0, 0, "")


@dataclass(frozen=True, slots=True)
class IncidentColumn:
    """One column: its name, and how to get its value from an incident's detail."""

    name: str
    get: Callable[[Record], Any]


@dataclass(frozen=True, slots=True)
class Total:
    """How many had one thing happen to them, all units together; `parts` are the figures that it is made of."""

    low: float | None
    best: float | None
    high: float | None
    parts: tuple[Record, ...] = ()


def write_incident_table(incidents: Iterable[Incident], out: BinaryIO) -> int:
    """Write a table of these incidents as CSV; gives the number of rows."""
    return write_sheet_table((make_sheet(incident) for incident in incidents), out)


def write_sheet_table(sheets: Iterable[IncidentSheet], out: BinaryIO) -> int:
    """The same of incidents that have been made ready for export."""
    rows = ([column.get(sheet.record) for column in INCIDENT_COLUMNS] for sheet in sheets)
    return write_table([column.name for column in INCIDENT_COLUMNS], rows, out)


def find_codes(type: str) -> Codes:
    """What other codebooks call a type of event."""
    known = load_codebook().types.get(type)
    return known.codes if known else Codes()


def code_place(record: Record) -> dict[str, Any]:
    """The incident's place with UCDP's `where_prec` and ACLED's `geo_precision`; empty where none is told."""
    place = record["place"]
    if place is None:
        return {}
    coded = Place(_NOWHERE, place["name"], "place", precision=place["precision"])
    return {**place, "text": None, "where_prec": coded.where_prec, "geo_precision": coded.geo_precision}


def code_days(record: Record) -> tuple[int | None, int | None]:
    """UCDP's `date_prec` and ACLED's `time_precision`, by how many days the incident may have happened on."""
    first, last = record["from"], record["to"]
    if not first or not last:
        return None, None
    days = (date.fromisoformat(last) - date.fromisoformat(first)).days + 1
    found = next(((ucdp, acled) for most, ucdp, acled in _DAYS if days <= most), None)
    return found or (None, None)


_DAYS = ((1, 1, 1), (6, 2, 2), (7, 3, 2), (31, 4, 3), (366, 5, None))


def find_total(record: Record, role: str) -> Total | None:
    """How many people, by the policy; None where no number is told.

    The figure of people in general stands for all. Where there is none, those of soldiers, fighters, civilians and the
    like are added up: an account that gives several counts different people.
    """
    rules = load_incident_rules()
    people = [f for f in record["figures"] if f["role"] == role and (f["unit"] or _PERSON) in rules.people]
    whole = [figure for figure in people if (figure["unit"] or _PERSON) == _PERSON and figure["whose"] is None]
    parts = whole[:1] or [figure for figure in people if figure["unit"] not in rules.among] or people[:1]
    if not parts:
        return None
    low, best, high = (_add(part[end] for part in parts) for end in ("low", "best", "high"))
    return Total(low, best, high, tuple(parts))


def _add(numbers: Iterable[Any]) -> Any:
    told = list(numbers)
    return None if None in told else sum(told)


def list_told(record: Record, key: str) -> list[Any]:
    """What the accounts have under a key, each once, in the order of publication."""
    return list(dict.fromkeys(account[key] for account in record["accounts"] if account[key] is not None))


def name_status(record: Record) -> str | None:
    """What carries the incident; None where nobody commits."""
    status: str | None = record["grade"]["status"]
    return status


def _of(*path: str) -> Callable[[Record], Any]:
    def get(record: Record) -> Any:
        value: Any = record
        for key in path:
            value = value[key] if value is not None else None
        return value

    return get


def _coded(key: str) -> Callable[[Record], Any]:
    return lambda record: getattr(find_codes(record["type"]), key)


def _placed(key: str) -> Callable[[Record], Any]:
    return lambda record: code_place(record).get(key)


def _day(key: str) -> Callable[[Record], Any]:
    return lambda record: date.fromisoformat(record[key]) if record[key] else None


def _parties(role: str, key: str) -> Callable[[Record], Any]:
    return lambda record: [party[key] for party in record["parties"] if party["role"] == role]


def _published(choose: Callable[[list[str]], str]) -> Callable[[Record], Any]:
    def get(record: Record) -> date | None:
        told = list_told(record, "published")
        return date.fromisoformat(choose(told)) if told else None

    return get


def _total(role: str, end: str) -> Callable[[Record], Any]:
    def get(record: Record) -> Any:
        total = find_total(record, role)
        return getattr(total, end) if total else None

    return get


def _say_figure(figure: Record) -> str:
    """A figure as its range, what is counted, and what became of it: "7..9..19 person killed"."""
    ends = [figure["low"], figure["best"], figure["high"]]
    numbers = "..".join("" if end is None else f"{end}" for end in ends)
    whose = f"of {figure['whose']}" if figure["whose"] else ""
    return " ".join(part for part in (numbers, figure["unit"] or "", figure["role"], whose) if part)


def _how_many() -> Iterator[IncidentColumn]:
    yield IncidentColumn("policy", lambda record: record["figures"][0]["policy"] if record["figures"] else None)
    yield IncidentColumn("figures", lambda record: [_say_figure(figure) for figure in record["figures"]])
    for role in _COUNTED:
        for end in ("low", "best", "high"):
            yield IncidentColumn(f"{role}_{end}", _total(role, end))


def _where_when() -> Iterator[IncidentColumn]:
    yield IncidentColumn("date_start", _day("from"))
    yield IncidentColumn("date_end", _day("to"))
    yield IncidentColumn("date_prec", lambda record: code_days(record)[0])
    yield IncidentColumn("time_precision", lambda record: code_days(record)[1])
    yield IncidentColumn("place", _placed("name"))
    for key in "latitude longitude country admin1 precision where_prec geo_precision gazetteer".split():
        yield IncidentColumn(key, _placed(key))


def _who() -> Iterator[IncidentColumn]:
    for role in ("agent", "recipient"):
        yield IncidentColumn(f"{role}_names", _parties(role, "name"))
        yield IncidentColumn(f"{role}_countries", _parties(role, "country"))
        yield IncidentColumn(f"{role}_actors", _parties(role, "actor"))


def _grade() -> Iterator[IncidentColumn]:
    yield IncidentColumn("status", name_status)
    for key in ("airwars", "admiralty", "affirmed_by", "denied_by"):
        yield IncidentColumn(key, _of("grade", key))
    for key in ("origins", "alone", "contested"):
        yield IncidentColumn(key, _of(key))
    yield IncidentColumn("disputes", lambda record: [dispute["slot"] for dispute in record["disputes"]])
    yield IncidentColumn("dispute_sentences", lambda record: [dispute["says"] for dispute in record["disputes"]])


INCIDENT_COLUMNS: tuple[IncidentColumn, ...] = (
    IncidentColumn("id", _of("id")),
    IncidentColumn("type", _of("type")),
    IncidentColumn("acled_event_type", _coded("acled_event_type")),
    IncidentColumn("acled_sub_event_type", _coded("acled_sub_event_type")),
    IncidentColumn("plover_event", _coded("plover_event")),
    IncidentColumn("plover_mode", _coded("plover_mode")),
    *_where_when(),
    *_who(),
    *_how_many(),
    *_grade(),
    IncidentColumn("first_published", _published(min)),
    IncidentColumn("last_published", _published(max)),
    IncidentColumn("publishers", lambda record: list_told(record, "publisher")),
    IncidentColumn("sources", lambda record: list_told(record, "source")),
    IncidentColumn("claim_count", lambda record: len(record["claims"])),
    IncidentColumn("report_count", lambda record: len(record["reports"])),
    IncidentColumn("claims", _of("claims")),
    IncidentColumn("reports", _of("reports")),
)
