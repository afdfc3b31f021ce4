"""What a coder writes of a claim, as parts of the claim's record: checked by the codebook, the places, the report."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from sqlalchemy import Connection, select

from sayso.export.record import make_part
from sayso.gazetteer import Entry
from sayso.ledger import schema
from sayso.ledger.conditions import read_last
from sayso.ledger.keys import clean
from sayso.model import (
    FACTUALITIES,
    REVIEW_FIELDS,
    SOURCE_KINDS,
    Candidate,
    InputError,
    Place,
    PlacePrecision,
    Quantity,
    Source,
    SourceKind,
    Span,
    Time,
    Values,
)
from sayso.run.reviewing.forms import Named, bad_value, parse_counts, parse_days, parse_named, show_count, show_days
from sayso.run.rules import Rules, load_rules

_AFTER_ALL = "~"
_AT_ONCE = 500
_NAMED = 10
_COUNTRY_LETTERS = 3
_PRECISION: dict[str, PlacePrecision] = {"area": "region", "feature": "point"}
"""As when a report is read; what is not here has the precision of its kind."""
_OWN_VOICE: dict[str, Any] = {
    "source": None,
    "via": [],
    "cue": None,
    "quotation": None,
    "content": None,
    "attribution": None,
}


@dataclass(frozen=True, slots=True)
class Subject:
    """The claim that is spoken of: its id, its record as it was read, and its report's text and day."""

    id: str
    record: Mapping[str, Any]
    text: str
    published: date | None

    @property
    def trigger(self) -> Span:
        """The words of the event."""
        return _span(self.record["trigger"])

    def find(self, words: str, otherwise: Mapping[str, Any] | None) -> Span:
        """Where words stand in the report, as near to the event as can be; else where those stood that they replace,
        or the words of the event.
        """
        found, at = [], self.text.find(words)
        while at >= 0:
            found.append(at)
            at = self.text.find(words, at + 1)
        if found:
            start = min(found, key=lambda place: abs(place - self.trigger.start))
            return Span.of(self.text, start, start + len(words))
        return _span(otherwise) if otherwise else self.trigger


def find_subject(connection: Connection, id: str) -> Subject:
    """The claim that goes by an id, or whose id begins so, as it was last read. InputError for none or several."""
    c, r = schema.claims.c, schema.reports.c
    query = (
        select(c.id, schema.records.c.record, r.text, r.published)
        .join(schema.records, schema.records.c.claim == c.row)
        .join(schema.reports, r.row == c.report)
        .where(c.id >= id, c.id < id + _AFTER_ALL, read_last())
        .order_by(c.row)
        .limit(_NAMED)
    )
    found = {str(row.id): row for row in connection.execute(query)} if id else {}
    if not found:
        remedy = "sayso claims --with-rejected shows ids"
        raise InputError("no-such-claim", "no claim goes by it", where=id, remedy=remedy)
    if id not in found and len(found) > 1:
        raise InputError("several-claims", "several begin so", where=id, remedy=f"name one: {', '.join(found)}")
    row = found.get(id) or next(iter(found.values()))
    return Subject(str(row.id), json.loads(row.record), str(row.text), row.published)


def find_records(connection: Connection, ids: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Ids and records (JSON) of the claims of these ids, as they were last read."""
    c = schema.claims.c
    query = select(c.id, schema.records.c.record).join(schema.records, schema.records.c.claim == c.row)
    for at in range(0, len(ids), _AT_ONCE):
        part = query.where(c.id.in_(ids[at : at + _AT_ONCE]), read_last())
        for id, record in connection.execute(part.order_by(c.row)):
            yield str(id), str(record)


def parse_values(subject: Subject, values: Mapping[str, str], rules: Rules | None = None) -> Values:
    """The parts of the record that these values (by field, in words) set. InputError for what makes no sense.

    `type` and `factuality` are of the codebook; `source` is a name, with its kind and country in brackets where they
    are others, and empty for the report's own voice; `place` is one or more names of the gazetteer, with ";" between,
    or a name with "@" and its coordinates; `time` and `numbers` are as `forms` tells. An empty value is none.
    """
    parsers: dict[str, Callable[[Subject, str, Rules], dict[str, Any]]] = {
        "type": _parse_type,
        "factuality": _parse_factuality,
        "source": _parse_source,
        "place": _parse_places,
        "time": _parse_time,
        "numbers": _parse_numbers,
    }
    unknown = values.keys() - parsers.keys()
    if unknown:
        named = ", ".join(sorted(unknown))
        raise InputError("bad-value", "a claim has no such field", where=named, remedy=f"one of {', '.join(parsers)}")
    known = rules or load_rules()
    return {field: parsers[field](subject, clean(words).strip(), known) for field, words in values.items()}


def tell_values(record: Mapping[str, Any]) -> dict[str, str]:
    """What a record says in all fields that can be corrected, in the words in which a coder writes it."""
    source, time = record["source"], record["time"]
    told = {
        "type": record["type"],
        "factuality": record["factuality"],
        "source": _show(source["name"], source["kind"], source["country"]) if source else "",
        "place": "; ".join(_show(place["name"], place["country"], place["admin1"]) for place in record["places"]),
        "time": show_days(time["from"], time["to"]) if time else "",
        "numbers": ", ".join(show_count(q["role"], q["low"], q["high"], q["unit"]) for q in record["quantities"]),
    }
    return {field: told[field] for field in REVIEW_FIELDS}


def _show(name: str, *facts: str | None) -> str:
    plain = name.translate({ord(sign): " " for sign in "()@;"}).strip()
    told = ", ".join(fact for fact in facts if fact)
    return f"{plain} ({told})" if told else plain


def _parse_type(_: Subject, words: str, rules: Rules) -> dict[str, Any]:
    found = rules.codebook.types.get(words.replace(" ", "_").casefold())
    if found is None:
        raise bad_value("type", words, "`sayso codebook types` lists them")
    codes = found.codes
    return {
        "type": found.id,
        "acled": {"event_type": codes.acled_event_type, "sub_event_type": codes.acled_sub_event_type},
        "plover": {"event": codes.plover_event, "mode": codes.plover_mode},
        "cameo": codes.cameo,
    }


def _parse_factuality(_: Subject, words: str, __: Rules) -> dict[str, Any]:
    known = {value.casefold(): value for value in FACTUALITIES}
    if words.casefold() not in known:
        raise bad_value("factuality", words, f"one of {', '.join(FACTUALITIES)}")
    return {"factuality": known[words.casefold()]}


def _parse_source(subject: Subject, words: str, rules: Rules) -> dict[str, Any]:
    if not words:
        return dict(_OWN_VOICE)
    named, before = parse_named("source", words), subject.record["source"]
    kinds = [fact.replace(" ", "_") for fact in named.facts if fact.replace(" ", "_") in SOURCE_KINDS]
    countries = [fact for fact in named.facts if len(fact) == _COUNTRY_LETTERS and fact.isupper()]
    if named.at or len(kinds) + len(countries) < len(named.facts):
        remedy = f"in brackets stand a kind ({', '.join(SOURCE_KINDS)}) and a country, as in (government, TRN)"
        raise bad_value("source", words, remedy)
    kind = cast("SourceKind", kinds[0] if kinds else before["kind"] if before else "organisation")
    actor = None if kind in {"person", "civilian"} else rules.actors.find(named.name, published=subject.published)
    source = Source(subject.find(named.name, before), named.name, kind, True, None, actor.id if actor else None)
    country = countries[0] if countries else before["country"] if before else None
    return {"source": make_part(source) | {"country": country}, "attribution": None}


def _parse_places(subject: Subject, words: str, rules: Rules) -> dict[str, Any]:
    parts = [part for part in words.split(";") if part.strip()]
    return {"places": [make_part(_find_place(subject, parse_named("place", part), rules)) for part in parts]}


def _find_place(subject: Subject, named: Named, rules: Rules) -> Place:
    read = subject.record["places"]
    at = _at_point(named, read) if named.at else _at_entry(_choose(named, read, rules), named)
    span = subject.find(named.name, read[0] if read else None)
    return Place(span, named.name, "place", at, at.precision, 1.0)


def _at_point(named: Named, read: list[Any]) -> Candidate:
    latitude, longitude = named.at or (0.0, 0.0)
    countries = [fact for fact in named.facts if len(fact) == _COUNTRY_LETTERS and fact.isupper()]
    country = countries[0] if countries else next((place["country"] for place in read if place["country"]), "")
    return Candidate(f"point:{latitude:g},{longitude:g}", named.name, latitude, longitude, country, None, "point")


def _at_entry(entry: Entry, named: Named) -> Candidate:
    precision = _PRECISION.get(entry.kind) or cast("PlacePrecision", entry.kind)
    return Candidate(
        entry.id, named.name, entry.latitude, entry.longitude, entry.country, entry.region or None, precision
    )


def _choose(named: Named, read: list[Any], rules: Rules) -> Entry:
    """The one place of the gazetteer that is meant: by the facts in brackets, else by the countries that were read."""
    every = rules.gazetteer.find(named.name)
    found = [entry for entry in every if all(_fits(entry, fact) for fact in named.facts)]
    near = {place["country"] for place in read}
    for narrower in ([e for e in found if e.country in near], [e for e in found if e.country in near and e.own]):
        found = narrower if narrower and len(found) > 1 and not named.facts else found
    if len(found) == 1:
        return found[0]
    if not found:
        why = f"the gazetteer knows no {named.name!r}" + (" of that kind" if every else "")
        raise InputError("no-such-place", why, where="place", remedy=f"write {named.name} @ LATITUDE,LONGITUDE")
    told = "; ".join(
        f"{e.name} ({', '.join(filter(None, (e.country, e.region, e.kind, e.id)))})" for e in found[:_NAMED]
    )
    raise InputError("several-places", "several are called so", where="place", remedy=f"name one by a fact: {told}")


def _fits(entry: Entry, fact: str) -> bool:
    return fact.casefold() in {part.casefold() for part in (entry.country, entry.region, entry.kind, entry.id) if part}


def _parse_time(subject: Subject, words: str, _: Rules) -> dict[str, Any]:
    if not words:
        return {"time": None}
    days, before = parse_days(words), subject.record["time"]
    span = _span(before["span"]) if before else subject.trigger
    value = days.first.isoformat() if days.first and days.first == days.last else ""
    return {"time": make_part(Time(span, "DATE", value, days.first, days.last, days.precision))}


def _parse_numbers(subject: Subject, words: str, _: Rules) -> dict[str, Any]:
    return {"quantities": [make_part(quantity) for quantity in _quantities(subject, words)]}


def _quantities(subject: Subject, words: str) -> Iterator[Quantity]:
    left = list(subject.record["quantities"])
    for counted in parse_counts(words):
        before = next((part for part in left if part["role"] == counted.role), None)
        if before:
            left.remove(before)
        span = _span(before) if before else subject.trigger
        cumulative = bool(before and before["cumulative"])
        yield Quantity(span, counted.low, counted.high, counted.unit, counted.role, cumulative=cumulative)


def _span(part: Mapping[str, Any]) -> Span:
    return Span(part["start"], part["end"], part["text"])
