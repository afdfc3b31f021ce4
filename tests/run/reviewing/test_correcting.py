"""What a coder writes is checked by the codebook, the places and the report, and becomes parts of a record."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sayso.export.reviving import revive
from sayso.ledger.checking import find_spans
from sayso.model import REVIEW_FIELDS, InputError
from sayso.run.reviewing.correcting import Subject, parse_values, tell_values
from tests.ledger.reports import SHELLING
from tests.make import (
    make_attribution,
    make_place,
    make_quantity,
    make_report,
    make_source,
    make_stored_claim,
    make_time,
)

TEXT = SHELLING + " The ministry of health in Aleppo counted 50."


def _subject(**parts: Any) -> Subject:
    said = make_attribution(TEXT, make_source(TEXT, "Mayor Ida Voss", country="TRN"), "said", "Shells struck")
    told = {
        "attribution": said,
        "places": [make_place(TEXT, "Orlivka", 48.0, 37.0, country="TRN")],
        "time": make_time(TEXT, "Monday", date(2031, 3, 3), date(2031, 3, 3)),
        "quantities": [make_quantity(TEXT, "43", 43, 43), make_quantity(TEXT, "50", 50, unit="house", role="hit")],
    }
    claim = make_stored_claim(TEXT, "struck", "shelling", report=make_report(TEXT), **told | parts)
    return Subject(claim.id, claim.record, TEXT, date(2031, 3, 4))


def _parse(field: str, words: str, **parts: Any) -> dict[str, Any]:
    return dict(parse_values(_subject(**parts), {field: words})[field])


def _parsed_one(field: str, key: str, words: str, **parts: Any) -> Any:
    return _parse(field, words, **parts)[key]


def test_type_brings_its_codes() -> None:
    assert _parse("type", "Air strike") == {
        "type": "air_strike",
        "acled": {"event_type": "Explosions/Remote violence", "sub_event_type": "Air/drone strike"},
        "plover": {"event": "ASSAULT", "mode": "aerial"},
        "cameo": "195",
    }


def test_factuality() -> None:
    assert _parse("factuality", "ct-") == {"factuality": "CT-"}


@pytest.mark.parametrize(
    ("words", "where", "facts"),
    [
        ("Rebels", "Rebels", ("person", "TRN")),
        ("Rebels (armed_group, OSL)", "Rebels", ("armed_group", "OSL")),
        ("Rebels (armed group)", "Rebels", ("armed_group", "TRN")),
        ("Somebody else (civilian)", "Mayor Ida Voss", ("civilian", "TRN")),
    ],
)
def test_source_points_at_its_name_in_the_report(words: str, where: str, facts: tuple[str, str]) -> None:
    source = _parsed_one("source", "source", words)
    assert source["text"] == where == TEXT[source["start"] : source["end"]]
    assert source["name"] == words.partition(" (")[0]
    assert (source["kind"], source["country"]) == facts


def test_known_actor_is_told_but_of_no_private_person() -> None:
    assert _parsed_one("source", "source", "Hezbollah (armed_group)")["actor"] == "hezbollah"
    assert _parsed_one("source", "source", "Hezbollah (person)")["actor"] is None


def test_no_source_is_the_reports_own_voice() -> None:
    parts = _parse("source", "")
    assert parts == {"source": None, "via": [], "cue": None, "quotation": None, "content": None, "attribution": None}


def test_place_of_the_gazetteer() -> None:
    (place,) = _parsed_one("place", "places", "Aleppo (SYR, settlement)")
    assert (place["text"], place["country"], place["precision"]) == ("Aleppo", "SYR", "settlement")
    assert place["gazetteer"].startswith("geonames:")
    assert place["latitude"] == pytest.approx(36.2, abs=0.1)


def test_country_that_was_read_tells_places_apart() -> None:
    near = make_place(TEXT, "Orlivka", 43.0, -89.0, country="GBR")
    (place,) = _parsed_one("place", "places", "Worcester", places=[near])
    assert place["country"] == "GBR"


def test_places_with_coordinates_of_their_own() -> None:
    one, other = _parsed_one("place", "places", "Orlivka @ 48.5,37.5; Belmor (OSL) @ 49,38")
    assert (one["text"], one["latitude"], one["country"], one["precision"]) == ("Orlivka", 48.5, "TRN", "point")
    assert (other["text"], other["name"], other["country"]) == ("Orlivka", "Belmor", "OSL")
    assert _parse("place", " ; ") == {"places": []}


@pytest.mark.parametrize(
    ("words", "slug", "told"),
    [
        ("Springfield", "several-places", "USA, Illinois"),
        ("Zzyzzxburg", "no-such-place", "@ LATITUDE,LONGITUDE"),
        ("Aleppo (GBR)", "no-such-place", "@ LATITUDE,LONGITUDE"),
    ],
)
def test_places_that_cannot_be_told(words: str, slug: str, told: str) -> None:
    with pytest.raises(InputError) as caught:
        _parse("place", words)
    assert caught.value.slug == slug
    assert told in caught.value.remedy


def test_time_keeps_its_words() -> None:
    time = _parsed_one("time", "time", "2031-03-01..2031-03-02")
    assert (time["from"], time["to"], time["text"], time["date_prec"]) == ("2031-03-01", "2031-03-02", "Monday", 2)
    assert _parsed_one("time", "time", "2031", time=None)["text"] == "struck"
    assert _parse("time", "") == {"time": None}


def test_numbers_keep_the_words_of_those_of_their_role() -> None:
    killed, hit, more = _parsed_one("numbers", "quantities", "killed 41-44, hit >=50 house, killed 3 child")
    assert (killed["text"], killed["low"], killed["high"], killed["unit"]) == ("43", 41, 44, "person")
    assert (hit["text"], hit["low"], hit["high"]) == ("50", 50, None)
    assert (more["text"], more["unit"]) == ("struck", "child")


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("type", "picnic"),
        ("type", ""),
        ("factuality", "sure"),
        ("source", "Rebels (bakers)"),
        ("source", "Rebels @ 1,2"),
        ("time", "soon"),
        ("numbers", "many"),
    ],
)
def test_what_makes_no_sense(field: str, words: str) -> None:
    with pytest.raises(InputError) as caught:
        _parse(field, words)
    assert (caught.value.slug, caught.value.where) == ("bad-value", field)


def test_what_a_record_says_is_what_would_be_written() -> None:
    subject = _subject()
    told = tell_values(subject.record)
    assert told == {
        "type": "shelling",
        "factuality": "CT+",
        "source": "Mayor Ida Voss (person, TRN)",
        "place": "Orlivka (TRN, Tarn)",
        "time": "2031-03-03",
        "numbers": "killed 43, hit >=50 house",
    }
    told["place"] += " @ 48,37"
    again = {key: value for part in parse_values(subject, told).values() for key, value in part.items()}
    assert tell_values({**subject.record, **again}) == told | {"place": "Orlivka (TRN)"}


def test_every_part_points_at_words_of_the_report() -> None:
    subject = _subject()
    words = {"type": "attack", "factuality": "PS+", "source": "Nobody (media)", "place": "Belmor @ 1,2", "time": "2031"}
    values = parse_values(subject, words | {"numbers": "missing 2"})
    assert tuple(values) == REVIEW_FIELDS
    spans = list(find_spans(list(values.values())))
    assert len(spans) == 4
    assert all(TEXT[span["start"] : span["end"]] == span["text"] for span in spans)


def test_corrected_record_is_a_claim() -> None:
    subject = _subject()
    values = parse_values(subject, {"source": "", "place": "Belmor @ 1,2", "time": "..2031", "numbers": "missing <=2"})
    claim = make_stored_claim(TEXT, "struck", "shelling", report=make_report(TEXT))
    record = {**subject.record, **{key: value for part in values.values() for key, value in part.items()}}
    revived = revive(type(claim)(claim.id, claim.report, record, claim.sentence, claim.versions))
    assert (revived.source, revived.places[0].name, revived.quantities[0].high) == (None, "Belmor", 2)
