"""All fields of a claim as columns: what CSV, GeoJSON and Parquet have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Literal

from sayso.model import StoredClaim

Kind = Literal["text", "whole", "number", "yes", "day", "moment", "texts"]
_Get = Callable[[StoredClaim], Any]
_COUNTED = ("killed", "wounded", "displaced", "detained", "missing")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, the kind of its values ("texts" are lists of texts or None), and how to get one."""

    name: str
    kind: Kind
    get: _Get


def first_place(record: Mapping[str, Any]) -> Mapping[str, Any]:
    """The claim's first place that could be told, else its first one, else nothing."""
    places = record["places"]
    located = [place for place in places if place["latitude"] is not None]
    found: Mapping[str, Any] = (located or places or [{}])[0]
    return found


def count_people(record: Mapping[str, Any], role: str) -> tuple[float | None, float | None]:
    """How many had this happen to them, from and to; None for an open end. Parts of other numbers do not count."""
    told = [q for q in record["quantities"] if q["role"] == role and not q["part_of"]]
    if not told:
        return None, None
    lows, highs = [q["low"] for q in told], [q["high"] for q in told]
    return _sum(lows), _sum(highs)


def _sum(ends: list[Any]) -> Any:
    return None if any(end is None for end in ends) else sum(ends)


def _of(*path: str) -> _Get:
    """What stands in the record under these keys, None where one of them is null."""

    def get(claim: StoredClaim) -> Any:
        value: Any = claim.record
        for key in path:
            value = value[key] if value is not None else None
        return value

    return get


def _each(part: str, key: str) -> _Get:
    return lambda claim: [item[key] for item in claim.record[part]]


def _placed(key: str) -> _Get:
    return lambda claim: first_place(claim.record).get(key)


def _day(key: str) -> _Get:
    def get(claim: StoredClaim) -> date | None:
        told = (claim.record["time"] or {}).get(key)
        return date.fromisoformat(told) if told else None

    return get


def _reported(key: str) -> _Get:
    return lambda claim: getattr(claim.report, key)


def _moment(key: str, *, own: bool = False) -> _Get:
    """A moment of the claim's own, else of its report's, in UTC."""

    def get(claim: StoredClaim) -> datetime | None:
        found: datetime | None = getattr(claim if own else claim.report, key)
        return found.replace(tzinfo=UTC) if found is not None and found.tzinfo is None else found

    return get


def _version(key: str) -> _Get:
    return lambda claim: claim.versions.get(key) or None


def _counted(role: str, end: int) -> _Get:
    return lambda claim: count_people(claim.record, role)[end]


def _number(quantity: Mapping[str, Any]) -> str:
    """A number as its range, what is counted, and what became of it: "43.. person killed"."""
    low, high = quantity["low"], quantity["high"]
    ends = f"{'' if low is None else low}..{'' if high is None else high}"
    number = f"{low}" if low is not None and low == high else ends
    return " ".join(part for part in (number, quantity["unit"] or "", quantity["role"]) if part)


def _span(name: str) -> Iterable[Column]:
    yield Column(f"{name}_start", "whole", _of(name, "start"))
    yield Column(f"{name}_end", "whole", _of(name, "end"))
    yield Column(f"{name}_text", "text", _of(name, "text"))


def _codes() -> Iterable[Column]:
    yield Column("acled_event_type", "text", _of("acled", "event_type"))
    yield Column("acled_sub_event_type", "text", _of("acled", "sub_event_type"))
    yield Column("plover_event", "text", _of("plover", "event"))
    yield Column("plover_mode", "text", _of("plover", "mode"))
    yield Column("cameo", "text", _of("cameo"))


def _source() -> Iterable[Column]:
    for key in ("name", "kind"):
        yield Column(f"source_{key}", "text", _of("source", key))
    yield Column("source_named", "yes", _of("source", "named"))
    for key in ("country", "actor"):
        yield Column(f"source_{key}", "text", _of("source", key))
    yield from _span("source")
    yield Column("via", "texts", _each("via", "name"))
    yield from _span("cue")
    yield Column("quotation", "text", _of("quotation"))
    yield from _span("content")
    yield Column("attribution", "text", _of("attribution"))


def _parts() -> Iterable[Column]:
    for part, keys in (
        ("agent", ("name", "country", "actor")),
        ("recipient", ("name", "role", "country", "actor")),
    ):
        for key in keys:
            yield Column(f"{part}_{key}s" if key != "country" else f"{part}_countries", "texts", _each(f"{part}s", key))
    yield Column("instruments", "texts", _each("instruments", "text"))


def _where_when() -> Iterable[Column]:
    yield Column("places", "texts", _each("places", "name"))
    yield Column("place", "text", _placed("name"))
    yield Column("place_text", "text", _placed("text"))
    for key in ("latitude", "longitude"):
        yield Column(key, "number", _placed(key))
    for key in ("country", "admin1", "precision"):
        yield Column(key, "text", _placed(key))
    yield Column("place_confidence", "number", _placed("confidence"))
    for key in ("where_prec", "geo_precision"):
        yield Column(key, "whole", _placed(key))
    yield Column("gazetteer", "text", _placed("gazetteer"))
    yield Column("place_reason", "text", _placed("reason"))
    yield Column("date_start", "day", _day("from"))
    yield Column("date_end", "day", _day("to"))
    yield Column("time_text", "text", _of("time", "text"))
    yield Column("time_level", "text", _of("time", "precision"))
    for key in ("date_prec", "time_precision"):
        yield Column(key, "whole", _of("time", key))
    yield Column("time_alternatives", "texts", _of("time", "alternatives"))
    yield Column("time_reason", "text", _of("time", "reason"))


def _how_many() -> Iterable[Column]:
    yield Column("quantities", "texts", lambda claim: [_number(quantity) for quantity in claim.record["quantities"]])
    for role in _COUNTED:
        yield Column(f"{role}_low", "number", _counted(role, 0))
        yield Column(f"{role}_high", "number", _counted(role, 1))


def _report() -> Iterable[Column]:
    yield Column("report", "text", _reported("name"))
    yield Column("report_id", "text", _reported("id"))
    yield Column("version", "whole", _reported("version"))
    yield Column("title", "text", _reported("title"))
    yield Column("published", "day", _reported("published"))
    for key in ("published_from", "publisher", "url", "language"):
        yield Column(key, "text", _reported(key))
    yield Column("sha256", "text", _reported("digest"))
    yield Column("report_recorded", "moment", _moment("recorded"))
    yield Column("report_superseded", "moment", _moment("superseded"))
    yield Column("redacted", "yes", _reported("redacted"))


COLUMNS: tuple[Column, ...] = (
    Column("id", "text", lambda claim: claim.id),
    Column("type", "text", _of("type")),
    Column("factuality", "text", _of("factuality")),
    Column("confidence", "number", _of("confidence")),
    *_codes(),
    *_span("trigger"),
    *_source(),
    *_parts(),
    *_where_when(),
    *_how_many(),
    Column("sentence_start", "whole", _of("sentence", "start")),
    Column("sentence_end", "whole", _of("sentence", "end")),
    Column("sentence", "text", lambda claim: claim.sentence),
    Column("rules", "texts", _of("rules")),
    *_report(),
    Column("recorded", "moment", _moment("recorded", own=True)),
    Column("superseded", "moment", _moment("superseded", own=True)),
    *(Column(f"{name}_version", "text", _version(name)) for name in ("sayso", "model", "codebook", "gazetteer")),
)
