"""What an export of incidents keeps back."""

from __future__ import annotations

import json
from datetime import date

import pytest

from sayso.export.care import Care, Kept, find_sites, take_care_of_incidents
from sayso.export.incident_sheets import IncidentSheet, make_sheet
from sayso.export.lines import format_json
from sayso.model import StoredClaim
from sayso.reconcile.incident import make_incident
from tests.make import (
    make_attribution,
    make_participant,
    make_place,
    make_report,
    make_source,
    make_stored_claim,
    make_time,
)

TODAY = date(2026, 3, 15)
TOLD = "Rebels shelled Tarn on Monday and hurt Mrs Brill, the farmer Vaho Leskin said."
AGAIN = "Leskin, who saw it, denied before Governor Pavel Lund that rebels shelled Tarn."


def _claim(text: str, source: str, name: str, *, cue: str, published: date, sure: str = "CT+") -> StoredClaim:
    said = make_attribution(text, make_source(text, source, name=name), cue, "rebels shelled Tarn" if "rebels" in text
                            else "Rebels shelled Tarn")  # fmt: skip
    agent = make_participant(text, "rebels" if "rebels" in text else "Rebels", name="rebels")
    return make_stored_claim(
        text,
        "shelled",
        "shelling",
        report=make_report(text, id=f"vaho-leskin-{published}", published=published, publisher="Tarn Post"),
        factuality=sure,  # type: ignore[arg-type]
        attribution=said,
        agents=[agent],
        places=[make_place(text, "Tarn", 60.512, 5.256, country="NOR")],
        time=make_time(text, "Monday", date(2026, 3, 2), date(2026, 3, 2)) if "Monday" in text else None,
    )


def _sheet(*, published: date = date(2026, 3, 3)) -> IncidentSheet:
    claims = (
        _claim(TOLD, "the farmer Vaho Leskin", "Vaho Leskin", cue="said", published=published),
        _claim(AGAIN, "Leskin", "Leskin", cue="denied", published=date(2026, 3, 14), sure="CT-"),
    )
    return make_sheet(make_incident(claims), claims)


def test_private_names_are_nowhere_and_offices_may_be_named() -> None:
    (shown,) = take_care_of_incidents([_sheet()], Care(TODAY), Kept())
    line = format_json(dict(shown.record))
    assert "eskin" not in line
    assert "Brill" not in line
    assert "Pavel Lund" in line
    assert all("eskin" not in f"{claim.sentence} {claim.report.name} {claim.record}" for claim in shown.claims)
    assert json.loads(line)["accounts"][0]["claim"] == _sheet().record["accounts"][0]["claim"]


def test_all_is_given_where_asked_for() -> None:
    sheet = _sheet()
    assert list(take_care_of_incidents([sheet], Care(TODAY, with_names=True), Kept())) == [sheet]


@pytest.mark.parametrize(
    ("published", "days", "passes"),
    [(date(2026, 3, 3), 7, True), (date(2026, 3, 3), 30, False), (date(2026, 3, 12), 7, False)],
    ids=["recalled only", "happened lately", "first told lately"],
)
def test_an_incident_is_as_young_as_its_day_and_its_first_report(published: date, days: int, passes: bool) -> None:
    kept = Kept()
    shown = list(take_care_of_incidents([_sheet(published=published)], Care(TODAY, delay_days=days), kept))
    assert (len(shown), kept.young) == (int(passes), int(not passes))


def test_an_incident_is_about_a_site_where_one_claim_is() -> None:
    text = "Shells hit the clinic in Tarn."
    claims = (make_stored_claim(text, "hit", "shelling"),)
    kept = Kept()
    care = Care(TODAY, sites=find_sites(["hospitals"]))
    assert list(take_care_of_incidents([make_sheet(make_incident(claims), claims)], care, kept)) == []
    assert kept.sites == 1


def test_places_are_rounded_everywhere() -> None:
    (shown,) = take_care_of_incidents([_sheet()], Care(TODAY, round_km=10), Kept())
    places = [shown.record["place"], *(account["place"] for account in shown.record["accounts"])]
    assert {place["precision"] for place in places} == {"district"}
    assert {place["gazetteer"] for place in places} == {None}
    assert all(place["latitude"] != 60.512 for place in places)
