"""The record of one claim: its fields, its schema, and that every line is deterministic and safe."""

import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import jsonschema
import pytest

from sayso.export import format_claim, make_claim_record, write_claim_lines
from sayso.export.stored import format_moment
from sayso.model import StoredClaim
from tests.make import (
    make_attribution,
    make_participant,
    make_place,
    make_quantity,
    make_report,
    make_source,
    make_stored_claim,
    make_time,
)

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "claim.schema.json").read_text(encoding="utf-8"))
TEXT = "The ferry at Tarn sank on Friday and one man died, Captain Ida Voss said."


def _claim() -> StoredClaim:
    voss = make_source(TEXT, "Captain Ida Voss", name="Ida Voss", country="NOR")
    statement = make_attribution(TEXT, voss, "said", "The ferry at Tarn sank on Friday")
    return make_stored_claim(
        TEXT,
        "sank",
        "destruction",
        report=make_report(TEXT, id="ferry", title="Ferry", published=date(2025, 2, 1), url="https://tarn.example/1"),
        attribution=statement,
        recipients=[make_participant(TEXT, "The ferry", role="object")],
        places=[make_place(TEXT, "Tarn", 60.5, 5.25, country="NOR")],
        time=make_time(TEXT, "Friday", date(2025, 1, 31), date(2025, 1, 31)),
        quantities=[make_quantity(TEXT, "one", 1, 1)],
    )


def _superseded(claim: StoredClaim) -> StoredClaim:
    gone = datetime(2026, 4, 1, tzinfo=UTC)
    return replace(claim, report=replace(claim.report, superseded=gone, redacted=True), recorded=None, superseded=gone)


@pytest.mark.parametrize(
    "claim",
    [_claim(), _superseded(_claim()), make_stored_claim("It burned.", "burned", "destruction")],
    ids=["full", "superseded", "bare"],
)
def test_record_fits_its_schema(claim: StoredClaim) -> None:
    jsonschema.validate(make_claim_record(claim), SCHEMA)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("id",), ""),
        (("report",), None),
        (("document", "sha256"), "abc"),
        (("document", "recorded"), "yesterday"),
        (("sentence",), {"start": 0, "end": 5}),
        (("factuality",), "maybe"),
        (("reader",), {}),
        (("more",), 1),
    ],
)
def test_schema_rejects_what_is_not_a_record(path: tuple[str, ...], value: object) -> None:
    record = make_claim_record(_claim())
    place = record
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(record, SCHEMA)


def test_record_holds_the_claim_and_its_report() -> None:
    claim = _claim()
    record = make_claim_record(claim)
    assert record["id"] == claim.id
    assert record["report"] == record["document"]["id"] == claim.report.name
    assert record["document"]["ledger_id"] == claim.report.id
    assert record["document"]["id"] == "ferry"
    assert record["document"]["recorded"] == record["recorded"] == "2026-03-05T12:00:00.000000Z"
    assert record["sentence"] == {"start": 0, "end": len(TEXT), "text": TEXT}
    assert record["reader"]["model"] == "made-by-hand-1"
    assert record["source"] == claim.record["source"]
    assert claim.record["sentence"] == {"start": 0, "end": len(TEXT)}, "the claim itself stays as it was"


def test_one_line_each_and_the_same_every_time() -> None:
    claims = [make_stored_claim("It\u2028 burned\x85.", "burned", "destruction"), _claim()]
    out = io.BytesIO()
    write_claim_lines(claims, out)
    lines = out.getvalue().decode("utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == [claim.id for claim in claims]
    assert lines == [format_claim(claim) for claim in claims]


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 3, 4, 12),
        datetime(2026, 3, 4, 12, tzinfo=UTC),
        datetime(2026, 3, 4, 14, tzinfo=timezone(timedelta(hours=2))),
    ],
)
def test_moments_are_in_utc(moment: datetime) -> None:
    assert format_moment(moment) == "2026-03-04T12:00:00.000000Z"


def test_every_field_is_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "exports.md").read_text(encoding="utf-8")
    own = [*SCHEMA["properties"]["document"]["properties"], "document", "report", "sentence", "recorded", "reader"]
    assert [name for name in own if f"`{name}`" not in page] == []
