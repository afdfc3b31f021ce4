"""JSON-LD: claims of schema.org, selectors that find their words, origin."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from sayso.export.care.covering import MARK
from tests.export.formats.invented import RAID, make_claims, make_raid, write
from tests.make import make_stored_claim


def _nodes(claims: list[Any]) -> list[dict[str, Any]]:
    return list(json.loads(write("jsonld", claims))["@graph"])


def test_every_prefix_is_declared() -> None:
    document = json.loads(write("jsonld", make_claims()))
    declared = {name for name in document["@context"] if ":" not in name}

    def prefixes(value: Any) -> set[str]:
        if isinstance(value, list):
            return {prefix for item in value for prefix in prefixes(item)}
        if not isinstance(value, dict):
            return set()
        found = {key.partition(":")[0] for key in value if ":" in key}
        types = value.get("@type", [])
        found |= {type.partition(":")[0] for type in ([types] if isinstance(types, str) else types) if ":" in type}
        return found | prefixes(list(value.values()))

    used = prefixes(document["@graph"])
    assert {"oa", "prov", "sayso"} <= used
    assert used <= declared


def test_a_claim_has_its_report_source_and_event() -> None:
    (node,) = _nodes([make_raid()])
    assert node["@type"] == ["Claim", "prov:Entity"]
    assert node["identifier"] == make_raid().id
    assert node["text"] == "On Friday the Amber Front shelled Tarn"
    assert node["author"]["name"] == "Ida Voss"
    assert node["appearance"]["url"] == "https://tarn.example/raid"
    assert node["appearance"]["datePublished"] == "2026-03-07"
    assert node["about"]["additionalType"] == "urn:sayso:type:shelling"
    assert node["about"]["startDate"] == "2026-03-06"
    assert node["about"]["location"][0]["geo"] == {"@type": "GeoCoordinates", "latitude": 60.5, "longitude": 5.25}
    assert node["prov:wasDerivedFrom"] == node["appearance"]["@id"]
    assert node["prov:hadPrimarySource"] == node["author"]["@id"]
    assert node["prov:generatedAtTime"] == "2026-03-05T12:00:00.000000Z"
    assert "prov:wasQuotedFrom" not in node


def test_what_is_not_told_is_left_out() -> None:
    node = _nodes(make_claims())[4]
    assert "author" not in node
    assert "location" not in node["about"]
    assert "null" not in json.dumps(node)


def test_selectors_find_their_words() -> None:
    (node,) = _nodes([make_raid()])
    targets = node["sayso:annotation"]["oa:hasTarget"]
    assert len(targets) == 2
    for target in targets:
        quote, position = target["oa:hasSelector"]
        assert RAID[position["oa:start"] : position["oa:end"]] == quote["oa:exact"]
        assert quote["oa:prefix"] + quote["oa:exact"] + quote["oa:suffix"] in RAID


def test_of_two_same_words_the_one_that_is_meant_is_quoted() -> None:
    text = "It fell, and then it fell again."
    (node,) = _nodes([make_stored_claim(text, "fell", "destruction", after="then")])
    quote = node["sayso:annotation"]["oa:hasTarget"][0]["oa:hasSelector"][0]
    assert (quote["oa:prefix"], quote["oa:suffix"]) == ("It fell, and then it ", " again.")


def test_covered_names_are_covered_around_the_words_too() -> None:
    claim = make_raid()
    covered = replace(claim, sentence=claim.sentence.replace("Ida Voss", MARK))
    (node,) = _nodes([covered])
    assert "Voss" not in json.dumps(node["sayso:annotation"])
