"""The JSON record: its fields, its schema, and that every line is deterministic and safe."""

import io
import json
import re
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.export import format_record, make_record, write_json
from sayso.model import Reading, Refusal
from tests.make import (
    make_attribution,
    make_claim,
    make_participant,
    make_place,
    make_quantity,
    make_reading,
    make_report,
    make_source,
    make_time,
)

DOCS = Path(__file__).parents[2] / "docs"
SCHEMA = json.loads((DOCS / "record.schema.json").read_text(encoding="utf-8"))
TEXT = 'The ferry sank at noon, the Tarn Gazette quoted Captain Ida Voss as saying. "We saw it," one man said.'


def _reading() -> Reading:
    gazette = make_source(TEXT, "the Tarn Gazette", name="Tarn Gazette", kind="media")
    voss = make_source(TEXT, "Captain Ida Voss", name="Ida Voss", country="NOR")
    report = make_report(TEXT, id="ferry", title="Ferry", published=date(2025, 2, 1), url="https://tarn.example/1")
    statement = make_attribution(TEXT, voss, "as saying", "The ferry sank at noon", via=[gazette], score=0.98765)
    ferry = make_participant(TEXT, "The ferry", role="object")
    return make_reading(
        report,
        statement,
        make_attribution(TEXT, None, None, '"We saw it,"', quotation="direct"),
        claims=[
            make_claim(
                TEXT,
                "sank",
                "destruction",
                attribution=statement,
                recipients=[ferry],
                confidence=0.876,
                places=[make_place(TEXT, "Tarn", 60.5, 5.25, country="NOR")],
                time=make_time(TEXT, "noon", date(2025, 1, 31), date(2025, 1, 31)),
                quantities=[make_quantity(TEXT, "one", 1, 1)],
            ),
            make_claim(TEXT, "saw", "other", factuality="PS+", agents=[make_participant(TEXT, "one man", actor="man")]),
        ],
    )


def _refused() -> Reading:
    refusal = Refusal("empty-text", "it is empty", "void.txt", "give a text")
    return make_reading(make_report("", id="void"), refusal=refusal)


@pytest.mark.parametrize("reading", [_reading(), _refused()], ids=["read", "refused"])
def test_record_fits_its_schema(reading: Reading) -> None:
    jsonschema.validate(make_record(reading), SCHEMA)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("document", "published"), "1 February 2025"),
        (("document", "sha256"), "abc"),
        (("attributions", 0, "quotation"), "loud"),
        (("attributions", 0, "source", "kind"), "ghost"),
        (("attributions", 0, "score"), 1.5),
        (("claims", 0, "factuality"), "CT"),
        (("claims", 0, "trigger"), None),
        (("claims", 0, "recipients", 0, "role"), "bystander"),
        (("claims", 1, "confidence"), 2),
        (("claims", 1, "places"), [{}]),
        (("refusal",), {"slug": "Not A Slug", "reason": ""}),
    ],
)
def test_schema_rejects_what_is_not_a_record(path: tuple[str | int, ...], value: object) -> None:
    record = json.loads(format_record(_reading()))
    place = record
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(record, SCHEMA)


def test_record_holds_the_reading() -> None:
    record = make_record(_reading())
    assert list(record) == [
        "document",
        "claims",
        "attributions",
        "places",
        "times",
        "quantities",
        "refusal",
        "reader",
    ]
    assert record["document"] | {"sha256": "", "text": ""} == {
        "id": "ferry",
        "title": "Ferry",
        "published": "2025-02-01",
        "publisher": None,
        "url": "https://tarn.example/1",
        "language": "en",
        "sha256": "",
        "text": "",
    }
    first, second = record["attributions"]
    assert first["source"] == {
        "start": 48,
        "end": 64,
        "text": "Captain Ida Voss",
        "name": "Ida Voss",
        "kind": "person",
        "named": True,
        "country": "NOR",
        "actor": None,
    }
    assert [source["name"] for source in first["via"]] == ["Tarn Gazette"]
    assert first["score"] == 0.99
    assert (second["source"], second["cue"], second["quotation"]) == (None, None, "direct")
    sank, saw = record["claims"]
    assert sank | {"id": "", "trigger": {}, "sentence": {}} == {
        "id": "",
        "type": "destruction",
        "acled": {"event_type": "Strategic developments", "sub_event_type": "Looting/property destruction"},
        "plover": {"event": "ASSAULT", "mode": "destroy"},
        "cameo": "171",
        "trigger": {},
        "factuality": "CT+",
        "source": first["source"],
        "via": first["via"],
        "cue": first["cue"],
        "quotation": "indirect",
        "content": first["content"][0],
        "attribution": first["id"],
        "agents": [],
        "recipients": [
            {
                "start": 0,
                "end": 9,
                "text": "The ferry",
                "name": "The ferry",
                "country": None,
                "actor": None,
                "role": "object",
            }
        ],
        "places": [
            {
                "start": 28,
                "end": 32,
                "text": "Tarn",
                "name": "Tarn",
                "latitude": 60.5,
                "longitude": 5.25,
                "country": "NOR",
                "admin1": "Tarn",
                "precision": "settlement",
                "confidence": 0.75,
                "where_prec": 1,
                "geo_precision": 1,
                "gazetteer": "made:Tarn",
                "reason": None,
            }
        ],
        "time": {
            "from": "2025-01-31",
            "to": "2025-01-31",
            "precision": "day",
            "date_prec": 1,
            "time_precision": 1,
            "alternatives": [],
            "reason": None,
            "text": "noon",
            "span": {"start": 18, "end": 22, "text": "noon"},
        },
        "quantities": [
            {
                "start": 89,
                "end": 92,
                "text": "one",
                "low": 1,
                "high": 1,
                "unit": "person",
                "role": "killed",
                "rule": None,
                "cumulative": False,
                "part_of": None,
                "si": None,
                "currency": None,
            }
        ],
        "instruments": [],
        "sentence": {},
        "confidence": 0.88,
        "rules": ["destruction.by-hand"],
    }
    assert (saw["source"], saw["content"], saw["attribution"], saw["agents"][0]["actor"]) == (None, None, None, "man")
    assert "role" not in saw["agents"][0]
    made_by = {"sayso": "0.1.0", "model": "made-by-hand-1", "codebook": "2024.1", "gazetteer": "0badcafe"}
    assert record["reader"] == made_by


def test_spans_are_the_words_beside_them() -> None:
    record = make_record(_reading())
    text = record["document"]["text"]

    def check(value: object) -> int:
        if isinstance(value, list):
            return sum(check(item) for item in value)
        if not isinstance(value, dict):
            return 0
        if "start" in value:
            assert text[value["start"] : value["end"]] == value["text"]
        return ("start" in value) + sum(check(item) for item in value.values())

    assert check(record["attributions"]) == 5


def test_refused_report_has_a_line_too() -> None:
    record = json.loads(format_record(_refused()))
    assert record["refusal"] == {"slug": "empty-text", "reason": "it is empty"}
    assert record["attributions"] == []


def test_one_line_each() -> None:
    out = io.BytesIO()
    write_json([_reading(), _refused()], out)
    lines = out.getvalue().decode("utf-8").split("\n")
    assert [json.loads(line)["document"]["id"] for line in lines[:-1]] == ["ferry", "void"]
    assert lines[-1] == ""


@given(st.text(st.characters(exclude_categories=()), max_size=60))
def test_any_text_survives(text: str) -> None:
    line = format_record(make_reading(make_report(text, id=text)))
    assert len(line.splitlines()) == 1
    assert not re.search("[\x00-\x1f\x7f-\x9f]", line)
    record = json.loads(line.encode("utf-8"))
    assert record["document"]["text"] == record["document"]["id"] == text
    assert format_record(make_reading(make_report(text, id=text))) == line


def test_letters_stay_letters() -> None:
    assert "Миколаїв – “так”" in format_record(make_reading(make_report("Миколаїв – “так”")))


def test_every_field_is_documented() -> None:
    page = (DOCS / "record.md").read_text(encoding="utf-8")
    fields = [*SCHEMA["properties"], *SCHEMA["properties"]["document"]["properties"]]
    fields += SCHEMA["$defs"]["attribution"]["properties"]
    fields += [f"source.{name}" for name in ("name", "kind", "named", "country")]
    assert [name for name in fields if f"`{name}`" not in page] == []


def test_example_in_the_documentation_is_a_record() -> None:
    page = (DOCS / "record.md").read_text(encoding="utf-8")
    example = json.loads(
        "".join(re.findall(r"^    (.*)\n", page, re.MULTILINE)).replace('"sha256": "…"', f'"sha256": "{"0" * 64}"')
    )
    jsonschema.validate(example, SCHEMA)
    text = example["document"]["text"]
    attribution = example["attributions"][0]
    for span in (attribution["source"], attribution["cue"], *attribution["content"]):
        assert text[span["start"] : span["end"]] == span["text"]


def test_runners_up_only_where_asked_for() -> None:
    text = "Rain fell in Tarn."
    other = make_place(text, "Tarn", 10.0, 20.0, country="NGA")
    reading = make_reading(make_report(text), places=[make_place(text, "Tarn", 60.5, 5.25, runners_up=[other])])
    assert "runners_up" not in make_record(reading)["places"][0]
    record = make_record(reading, runners_up=True)
    jsonschema.validate(record, SCHEMA)
    (found,) = record["places"][0]["runners_up"]
    assert (found["country"], found["latitude"], found["population"], found["gazetteer"]) == (
        "NGA",
        10.0,
        1000,
        "made:Tarn",
    )
