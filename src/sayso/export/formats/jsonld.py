"""JSON-LD: each claim as a Claim of schema.org, its words as selectors of Web Annotation, its origin in W3C PROV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from sayso.export.lines import format_json
from sayso.export.stored import format_moment
from sayso.model import StoredClaim, StoredReport

CONTEXT = {
    "@vocab": "https://schema.org/",
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "sayso": "urn:sayso:term:",
    "url": {"@type": "@id"},
    "datePublished": {"@type": "xsd:date"},
    "prov:generatedAtTime": {"@type": "xsd:dateTime"},
    "oa:hasSource": {"@type": "@id"},
    "prov:wasDerivedFrom": {"@type": "@id"},
    "prov:wasQuotedFrom": {"@type": "@id"},
    "prov:hadPrimarySource": {"@type": "@id"},
}
_AROUND = 32
_PERSONS = frozenset(("person", "civilian"))


def write_jsonld(claims: Iterable[StoredClaim], out: BinaryIO) -> int:
    """Write one document with a graph of claims, one a line, each as soon as it comes; gives the number of claims."""
    out.write(b'{"@context": ' + format_json(CONTEXT).encode("utf-8") + b',\n"@graph": [')
    written = 0
    for claim in claims:
        out.write((",\n" if written else "\n").encode() + format_json(make_node(claim)).encode("utf-8"))
        written += 1
    out.write(b"\n]}\n")
    return written


def make_node(claim: StoredClaim) -> dict[str, Any]:
    """One claim as a node of the graph."""
    record = claim.record
    report = f"urn:sayso:report:{claim.report.id}"
    content = record["content"] or {}
    node = {
        "@type": ["Claim", "prov:Entity"],
        "@id": f"urn:sayso:claim:{claim.id}",
        "identifier": claim.id,
        "text": content.get("text") or claim.sentence,
        "appearance": _report(claim.report, report),
        "author": _author(record["source"], claim.id) if record["source"] else None,
        "about": _event(record, claim.id),
        "sayso:factuality": record["factuality"],
        "sayso:confidence": record["confidence"],
        "sayso:annotation": _annotation(claim, report),
    }
    return {key: value for key, value in (node | _origin(claim, report)).items() if value is not None}


def _report(report: StoredReport, id: str) -> dict[str, Any]:
    node = {
        "@type": "CreativeWork",
        "@id": id,
        "name": report.title,
        "url": report.url,
        "datePublished": report.published.isoformat() if report.published else None,
        "inLanguage": report.language,
        "publisher": {"@type": "Organization", "name": report.publisher} if report.publisher else None,
        "sha256": report.digest,
    }
    return {key: value for key, value in node.items() if value is not None}


def _author(source: Mapping[str, Any], claim: str) -> dict[str, Any]:
    return {
        "@type": ["Person" if source["kind"] in _PERSONS else "Organization", "prov:Agent"],
        "@id": f"urn:sayso:claim:{claim}#source",
        "name": source["name"],
        "sayso:kind": source["kind"],
        "sayso:named": source["named"],
    }


def _event(record: Mapping[str, Any], claim: str) -> dict[str, Any]:
    days = record["time"] or {}
    node = {
        "@type": "Event",
        "@id": f"urn:sayso:claim:{claim}#event",
        "additionalType": f"urn:sayso:type:{record['type']}",
        "name": record["trigger"]["text"],
        "startDate": days.get("from"),
        "endDate": days.get("to"),
        "location": [_place(place) for place in record["places"]] or None,
        "sayso:agent": [agent["name"] for agent in record["agents"]] or None,
        "sayso:recipient": [recipient["name"] for recipient in record["recipients"]] or None,
        "sayso:quantity": [_quantity(quantity) for quantity in record["quantities"]] or None,
    }
    return {key: value for key, value in node.items() if value is not None}


def _place(place: Mapping[str, Any]) -> dict[str, Any]:
    node: dict[str, Any] = {"@type": "Place", "name": place["name"]}
    if place["country"] or place["admin1"]:
        address = {"addressCountry": place["country"], "addressRegion": place["admin1"]}
        node["address"] = {"@type": "PostalAddress"} | {key: value for key, value in address.items() if value}
    if place["latitude"] is not None:
        node["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": place["latitude"],
            "longitude": place["longitude"],
        }
        node["sayso:precision"] = place["precision"]
    return node


def _quantity(quantity: Mapping[str, Any]) -> dict[str, Any]:
    node = {
        "@type": "QuantitativeValue",
        "minValue": quantity["low"],
        "maxValue": quantity["high"],
        "unitText": quantity["unit"],
        "sayso:role": quantity["role"],
    }
    return {key: value for key, value in node.items() if value is not None}


def _annotation(claim: StoredClaim, report: str) -> dict[str, Any]:
    selectors = [_select(claim.record["trigger"], claim)]
    if claim.record["content"]:
        selectors.append(_select(claim.record["content"], claim))
    targets = [{"@type": "oa:SpecificResource", "oa:hasSource": report, "oa:hasSelector": one} for one in selectors]
    return {"@type": "oa:Annotation", "oa:hasBody": f"urn:sayso:type:{claim.record['type']}", "oa:hasTarget": targets}


def _select(span: Mapping[str, Any], claim: StoredClaim) -> list[dict[str, Any]]:
    quote = {"@type": "oa:TextQuoteSelector", "oa:exact": span["text"]} | dict(_context(span, claim))
    return [quote, {"@type": "oa:TextPositionSelector", "oa:start": span["start"], "oa:end": span["end"]}]


def _context(span: Mapping[str, Any], claim: StoredClaim) -> Iterator[tuple[str, str]]:
    """The words of the sentence before and behind; none where the span does not lie in it."""
    words, sentence = span["text"], claim.sentence
    places = [at for at in range(len(sentence)) if words and sentence.startswith(words, at)]
    if not places:
        return
    # Covered names move the words about: the nearest place is meant.
    offset = span["start"] - claim.record["sentence"]["start"]
    at = min(places, key=lambda place: (abs(place - offset), place))
    yield "oa:prefix", sentence[max(0, at - _AROUND) : at]
    yield "oa:suffix", sentence[at + len(words) : at + len(words) + _AROUND]


def _origin(claim: StoredClaim, report: str) -> dict[str, Any]:
    direct = claim.record["quotation"] in {"direct", "mixed"}
    versions = ", ".join(f"{name} {version}" for name, version in claim.versions.items() if version)
    return {
        "prov:wasDerivedFrom": report,
        "prov:wasQuotedFrom": report if direct else None,
        "prov:hadPrimarySource": f"urn:sayso:claim:{claim.id}#source" if claim.record["source"] else None,
        "prov:generatedAtTime": format_moment(claim.recorded or claim.report.recorded),
        "prov:wasGeneratedBy": {
            "@type": "prov:Activity",
            "prov:wasAssociatedWith": {"@type": ["prov:SoftwareAgent", "SoftwareApplication"], "name": versions},
        },
    }
