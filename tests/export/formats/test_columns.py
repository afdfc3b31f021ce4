"""All fields of a claim as columns: CSV."""

import csv
import io
from pathlib import Path

from sayso.export.formats.columns import COLUMNS, count_people, first_place
from tests.export.formats.invented import RAID, make_claims, make_raid, write

DOCS = (Path(__file__).parents[3] / "docs" / "exports.md").read_text(encoding="utf-8")


def _rows() -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(write("csv", make_claims()).decode("utf-8"), newline="")))


def test_the_id_comes_first() -> None:
    assert COLUMNS[0].name == "id"
    assert [row["id"] for row in _rows()] == [claim.id for claim in make_claims()]


def test_names_are_told_apart() -> None:
    assert len({column.name for column in COLUMNS}) == len(COLUMNS)


def test_every_field_has_its_column() -> None:
    row = _rows()[0]
    told = {
        "type": "shelling",
        "factuality": "CT+",
        "confidence": "0.8",
        "acled_event_type": "Explosions/Remote violence",
        "trigger_text": "shelled",
        "source_name": "Ida Voss",
        "source_kind": "person",
        "source_named": "true",
        "source_text": "Mayor Ida Voss",
        "cue_text": "said",
        "quotation": "indirect",
        "agent_names": "Amber Front",
        "agent_actors": "amber-front",
        "recipient_roles": "civilian",
        "places": "Tarn",
        "latitude": "60.5",
        "longitude": "5.25",
        "country": "NOR",
        "precision": "settlement",
        "date_start": "2026-03-06",
        "date_prec": "1",
        "quantities": "3.. person killed",
        "killed_low": "3",
        "killed_high": "",
        "sentence": RAID,
        "report": "raid",
        "title": "Raid on Tarn",
        "published": "2026-03-07",
        "url": "https://tarn.example/raid",
        "recorded": "2026-03-05T12:00:00.000000Z",
        "redacted": "false",
        "model_version": "made-by-hand-1",
    }
    assert {name: row[name] for name in told} == told


def test_offsets_are_those_of_the_report() -> None:
    row = _rows()[0]
    for name in ("trigger", "source", "cue", "content"):
        assert RAID[int(row[f"{name}_start"]) : int(row[f"{name}_end"])] == row[f"{name}_text"]


def test_what_is_not_told_is_empty() -> None:
    row = _rows()[4]
    empty = ("source_name", "source_start", "cue_text", "date_start", "latitude", "killed_low", "title", "superseded")
    assert {name: row[name] for name in empty} == dict.fromkeys(empty, "")


def test_the_place_is_the_first_that_could_be_told() -> None:
    places = [{"name": "a", "latitude": None}, {"name": "b", "latitude": 1.0}]
    assert first_place({"places": places})["name"] == "b"
    assert first_place({"places": places[:1]})["name"] == "a"
    assert first_place({"places": []}) == {}


def test_parts_of_a_number_do_not_count() -> None:
    def number(low: int | None, high: int | None, part_of: object = None) -> dict[str, object]:
        return {"role": "killed", "low": low, "high": high, "part_of": part_of}

    numbers = [number(3, None), number(4, 4), number(2, 2, {"start": 0})]
    assert count_people({"quantities": numbers}, "killed") == (7, None)
    assert count_people({"quantities": numbers}, "wounded") == (None, None)


def test_every_column_is_documented() -> None:
    assert [column.name for column in COLUMNS if f"`{column.name}`" not in DOCS] == []


def test_formulas_in_a_report_are_no_formulas_in_a_table() -> None:
    claim = make_raid()
    source = {**claim.record["source"], "name": '=HYPERLINK("https://bad.example")'}
    claim = type(claim)(
        claim.id, claim.report, {**claim.record, "source": source}, "@" + claim.sentence, claim.versions
    )
    (row,) = csv.DictReader(io.StringIO(write("csv", [claim]).decode("utf-8"), newline=""))
    assert row["source_name"].startswith("'=")
    assert row["sentence"].startswith("'@")
    assert row["confidence"] == "0.8"
