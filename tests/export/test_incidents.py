"""The record of one incident: its fields, its schema, its rows."""

import io
import json
from pathlib import Path

import jsonschema
import pytest

from sayso.export.incident_rows import list_accounts, list_incidents
from sayso.export.incidents import (
    format_incident,
    make_incident_detail,
    make_incident_record,
    write_incident_lines,
)
from sayso.model import Incident
from sayso.reconcile.incident import make_incident
from tests.reconcile.incident.invented import ARMY, ARMY_SPEAKER, HOSPITAL, REBEL_SPEAKER, REBELS, RESIDENTS, by, tell

DOCS = Path(__file__).parents[2] / "docs"
SCHEMA = json.loads((DOCS / "incident.schema.json").read_text(encoding="utf-8"))
DETAIL = {"$ref": "#/$defs/detail", "$defs": SCHEMA["$defs"]}


def _full() -> Incident:
    army = (ARMY, "NOR")
    return make_incident(
        [
            tell(
                source=REBEL_SPEAKER, agent=army, victim=("villagers", None), role="civilian", town="Tarn", when=(3, 3)
            ),
            tell("killing", HOSPITAL, killed=(9, 9), share=(2, "child"), published=3),
            tell("killing", HOSPITAL, killed=(11, 11), published=4, paper="The Herald", cumulative=True),
            tell("killing", ARMY_SPEAKER, killed=(4, 4), published=4),
            tell(source=HOSPITAL, agent=army, town="Tarn", when=(3, 3)),
            tell(source=ARMY_SPEAKER, sure="CT-", agent=army),
            tell(source=RESIDENTS, agent=(REBELS, None), town="Brek", when=(5, 5)),
        ]
    )


@pytest.mark.parametrize("incident", [_full(), make_incident([tell()])], ids=["full", "bare"])
def test_records_fit_their_schemas(incident: Incident) -> None:
    jsonschema.validate(make_incident_record(incident), SCHEMA)
    jsonschema.validate(make_incident_detail(incident), DETAIL)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("id", ""),
        ("from", "yesterday"),
        ("origins", 0),
        ("grade", {"airwars": "Surely", "admiralty": "F1"}),
        ("grade", {"airwars": None, "admiralty": "Z9"}),
        ("disputes", [{"slot": "why", "accounts": [["a"], ["b"]], "says": "So."}]),
        ("disputes", [{"slot": "who", "accounts": [["a"]], "says": "So."}]),
        ("more", 1),
    ],
)
def test_schema_rejects_what_is_not_a_record(key: str, value: object) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(make_incident_record(_full()) | {key: value}, SCHEMA)


def test_record_has_the_documented_keys_in_order() -> None:
    record = make_incident_record(_full())
    assert list(record) == (
        "id type from to place parties claims reports origins grade alone contested figures disputes".split()
    )
    assert list(record["parties"][0]) == ["name", "actor", "country", "role"]
    assert list(record["figures"][0]) == ["role", "unit", "policy", "low", "best", "high", "accounts"]
    assert list(record["figures"][0]["accounts"][0]) == (
        "claim report published source side low high cumulative origin".split()
    )
    assert list(record["disputes"][0]) == ["slot", "accounts", "says"]


def test_shares_and_history_are_told_in_the_detail_only() -> None:
    incident = _full()
    detail = make_incident_detail(incident)
    assert [share["share_of"] for share in detail["shares"]] == ["person"]
    assert all(figure["unit"] != "child" for figure in detail["figures"])
    assert [change["slot"] for change in detail["history"]] == ["how_many"]
    assert detail["chosen"]["type"]["says"]
    assert len(detail["accounts"]) == len(incident.claims)


def test_one_line_each_and_the_same_every_time() -> None:
    incidents = [_full(), make_incident([tell(source=by("A\u2028B\x85"))])]
    out = io.BytesIO()
    write_incident_lines(incidents, out)
    lines = out.getvalue().decode("utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == [incident.id for incident in incidents]
    assert lines == [format_incident(incident) for incident in incidents]


def test_rows_for_people() -> None:
    incident = _full()
    row = list_incidents([incident])[0]
    assert (row.id, row.type, row.when, row.where) == (incident.id, "shelling", "3 Apr 2031", "Tarn (NOR)")
    assert row.who == f"{ARMY} → villagers"
    assert row.how_many == ("4 people killed (4–11)",)
    assert (row.origins, row.reports, row.grade) == (4, 7, "contested, Contested, F4")
    assert row.disputes == ("who", "how many", "where", "when")
    bare = list_incidents([make_incident([tell()])])[0]
    assert (bare.when, bare.where, bare.who, bare.how_many, bare.disputes) == ("", "", "", (), ())


def test_accounts_side_by_side() -> None:
    rows = list_accounts(_full())
    assert {row.source: row.side for row in rows} == {
        REBELS: "opponent",
        HOSPITAL.name: "third",
        "General Aske": "party",
        "residents": "third",
    }
    own = next(row for row in rows if row.sure == "denied")
    assert (own.side, own.notes) == ("party", ("of itself",))
    old = next(row for row in rows if "9 people killed, not any more" in row.how_many)
    assert (old.source, old.how_many[1]) == (HOSPITAL.name, "2 children killed, of all")


def test_rows_are_safe_to_show() -> None:
    incident = make_incident(
        [tell(source=by("Ida\x1b[31m"), agent=("an\x1b army", "NOR"), town="Tarn", killed=(3, None))]
    )
    shown = repr(list_incidents([incident])) + repr(list_accounts(incident))
    assert "\\x1b" not in shown
    assert "3 or more" in shown


def test_every_field_is_documented() -> None:
    page = (DOCS / "incidents.md").read_text(encoding="utf-8")
    fields = {name for part in [SCHEMA, *SCHEMA["$defs"].values()] for name in part.get("properties", {})}
    assert {name for name in fields if f"`{name}`" not in page} == set()
