"""The invented war of examples/war: its reports are in order, and its truth says of them only what stands in them."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise, permutations
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from examples.war.make_war import FOLDER, Marked, make_war, measure_share, render_reports, render_truth, strip_marks
from sayso.codebook.events import load_codebook
from sayso.gazetteer import load_gazetteer

REPORTS = [json.loads(line) for line in (FOLDER / "reports.jsonl").read_text(encoding="utf-8").splitlines()]
TRUTH = json.loads((FOLDER / "truth.json").read_text(encoding="utf-8"))
TEXTS = {report["id"]: report["text"] for report in REPORTS}
BY_ID = {report["id"]: report for report in REPORTS}
INCIDENTS = {incident["id"]: incident for incident in TRUTH["incidents"]}
SLOTS = {"whether", "who", "how_many", "where", "when", "control"}
FIRST_DAY, LAST_DAY = date(2025, 10, 6), date(2025, 10, 15)
# How much of a copy stands in its origin, and the most that others share: credits, and one quotation that both carry.
SHARES = {"whole": (0.6, 1.0), "part": (0.2, 0.6), "rewrite": (0.15, 0.3)}
MOST_BY_CHANCE = 0.12
Claim = tuple[str, int, int]


def _key(claim: Mapping[str, Any]) -> Claim:
    return claim["report"], claim["start"], claim["end"]


def _pointers() -> Iterator[Mapping[str, Any]]:
    for incident in TRUTH["incidents"]:
        yield from incident["claims"]
    for dispute in TRUTH["disputes"]:
        for account in dispute["accounts"]:
            yield from account


def _claims(incident: str) -> set[Claim]:
    return {_key(claim) for claim in INCIDENTS[incident]["claims"]}


def _make_marked(text: str) -> Marked:
    return Marked("r1", "2025-10-06", "", "", "", (text,))


def test_files_are_made_from_the_marked_reports() -> None:
    reports, truth = make_war(FOLDER / "marked")
    remedy = "run python examples/war/make_war.py"
    assert (FOLDER / "reports.jsonl").read_text(encoding="utf-8") == render_reports(reports), remedy
    assert (FOLDER / "truth.json").read_text(encoding="utf-8") == render_truth(truth), remedy


def test_marks_are_taken_out_and_counted() -> None:
    text, marks = strip_marks(_make_marked("They struck, and {struck=a|d.b|e.a} and {fell back=b}."))
    assert text == "Invented example.\n\nThey struck, and struck and fell back."
    assert [(mark.trigger, mark.occurrence, mark.incident) for mark in marks] == [
        ("struck", 2, "a"),
        ("fell back", 1, "b"),
    ]
    assert [text[mark.start : mark.end] for mark in marks] == ["struck", "fell back"]
    assert marks[0].accounts == (("d", "b"), ("e", "a"))


def test_incident_without_a_line_is_refused(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text("# P | p.example\n\n=== r1 | 2025-10-06 | T\nThey {fled=nowhere}.\n", "utf-8")
    (tmp_path / "incidents.csv").write_text("id,type,place,from,to,says\n", "utf-8")
    (tmp_path / "copies.csv").write_text("origin,report,kind\n", "utf-8")
    with pytest.raises(ValueError, match="nowhere"):
        make_war(tmp_path)


def test_share_of_a_copy() -> None:
    said = "one two three four five six seven eight nine ten"
    assert measure_share(said, said) == 1.0
    assert measure_share(said, said + " but then came ten others of a wholly different kind") == 0.5
    assert measure_share(said, "ten nine eight seven six five four three two one") == 0.0


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report["id"])
def test_report_is_in_order(report: dict[str, str]) -> None:
    assert list(report) == ["id", "title", "published", "publisher", "url", "text"]
    assert FIRST_DAY <= date.fromisoformat(report["published"]) <= LAST_DAY
    assert (urlsplit(report["url"]).hostname or "").endswith(".example")
    assert report["text"].startswith("Invented example.\n\n")
    assert 75 <= len(report["text"].split()) <= 350
    assert not re.search(r"[{}]|<<|=>", report["text"]), "a mark was left in"


def test_size_of_the_war() -> None:
    assert 55 <= len(REPORTS) == len(BY_ID) <= 70
    assert len({report["publisher"] for report in REPORTS}) == 8
    assert {report["published"] for report in REPORTS} == {str(FIRST_DAY + timedelta(days=day)) for day in range(10)}


def test_truth_has_its_fields() -> None:
    assert list(TRUTH) == ["incidents", "disputes", "copies", "corrections"]
    for incident in TRUTH["incidents"]:
        assert list(incident) == ["id", "says", "type", "place", "from", "to", "claims"]
    for claim in _pointers():
        assert list(claim) == ["report", "trigger", "occurrence", "start", "end"]


def test_every_trigger_stands_where_the_truth_says() -> None:
    for claim in _pointers():
        found = [match.start() for match in re.finditer(re.escape(claim["trigger"]), TEXTS[claim["report"]])]
        assert found[claim["occurrence"] - 1] == claim["start"], claim
        assert claim["end"] - claim["start"] == len(claim["trigger"]), claim


def test_triggers_are_whole_words() -> None:
    for claim in _pointers():
        text = TEXTS[claim["report"]]
        assert re.fullmatch(r"\W?", text[claim["start"] - 1 : claim["start"]]), claim
        assert re.fullmatch(r"\W?", text[claim["end"] : claim["end"] + 1]), claim


def test_every_claim_is_in_one_incident_only() -> None:
    counted = Counter(_key(claim) for incident in TRUTH["incidents"] for claim in incident["claims"])
    assert set(counted.values()) == {1}
    for one, other in pairwise(sorted(counted)):
        assert one[0] != other[0] or one[2] <= other[1], f"{one} overlaps {other}"


def test_every_report_has_claims() -> None:
    assert {claim["report"] for claim in _pointers()} == set(TEXTS)


def test_incidents_are_in_order() -> None:
    types = set(load_codebook().types)
    assert len(INCIDENTS) == len(TRUTH["incidents"])
    for incident in TRUTH["incidents"]:
        assert incident["claims"], incident["id"]
        assert incident["type"] in types, incident["id"]
        assert incident["says"].endswith("."), incident["id"]
        ends = [date.fromisoformat(incident[end]) for end in ("from", "to") if incident[end]]
        assert ends == sorted(ends), incident["id"]


def test_places_are_on_the_map() -> None:
    gazetteer = load_gazetteer()
    for place in {incident["place"] for incident in TRUTH["incidents"]} - {None}:
        assert any(entry.country == "ISL" for entry in gazetteer.find(place)), place


@pytest.mark.parametrize("dispute", TRUTH["disputes"], ids=lambda dispute: dispute["id"])
def test_dispute_is_in_order(dispute: dict[str, Any]) -> None:
    assert set(dispute) == {"id", "slot", "incident", "says", "accounts"}
    assert dispute["slot"] in SLOTS
    accounts = [{_key(claim) for claim in account} for account in dispute["accounts"]]
    assert len(accounts) >= 2
    for account in accounts:
        assert account
        assert account <= _claims(dispute["incident"])
    assert sum(len(account) for account in accounts) == len(set().union(*accounts)), "a claim is in two accounts"


def test_there_is_a_dispute_about_every_slot() -> None:
    assert {dispute["slot"] for dispute in TRUTH["disputes"]} == SLOTS
    assert len({dispute["id"] for dispute in TRUTH["disputes"]}) == len(TRUTH["disputes"])


@pytest.mark.parametrize("copy", TRUTH["copies"], ids=lambda copy: copy["report"])
def test_copy_is_in_order(copy: dict[str, Any]) -> None:
    assert list(copy) == ["origin", "report", "kind", "share"]
    least, most = SHARES[copy["kind"]]
    assert least <= copy["share"] <= most
    assert list(TEXTS).index(copy["origin"]) < list(TEXTS).index(copy["report"])
    assert BY_ID[copy["origin"]]["publisher"] != BY_ID[copy["report"]]["publisher"]


def test_no_other_report_is_a_copy() -> None:
    families = defaultdict(set)
    for copy in TRUTH["copies"]:
        families[copy["origin"]] |= {copy["origin"], copy["report"]}
    for one, other in permutations(TEXTS, 2):
        if BY_ID[one]["publisher"] != BY_ID[other]["publisher"]:
            related = any({one, other} <= family for family in families.values())
            assert related or measure_share(TEXTS[one], TEXTS[other]) < MOST_BY_CHANCE, (one, other)


def test_three_papers_carry_one_agency_report() -> None:
    assert max(Counter(copy["origin"] for copy in TRUTH["copies"]).values()) >= 3


def test_corrections_stand_at_the_same_address() -> None:
    shared = [url for url, count in Counter(report["url"] for report in REPORTS).items() if count > 1]
    assert shared == [correction["url"] for correction in TRUTH["corrections"]]
    for correction in TRUTH["corrections"]:
        first, second = BY_ID[correction["report"]], BY_ID[correction["corrected_by"]]
        assert first["url"] == second["url"] == correction["url"]
        assert first["published"] <= second["published"]
        assert first["text"] != second["text"]
        assert "An earlier version of this report said" in second["text"]


def test_two_strikes_on_one_town_on_successive_days() -> None:
    market, harbour = INCIDENTS["market"], INCIDENTS["harbour"]
    assert market["type"] == harbour["type"] == "air_strike"
    assert market["place"] == harbour["place"]
    assert date.fromisoformat(harbour["from"]) - date.fromisoformat(market["to"]) == timedelta(days=1)
    assert {claim["report"] for claim in market["claims"]} & {claim["report"] for claim in harbour["claims"]}


def test_one_incident_is_told_by_one_report_alone() -> None:
    assert len({claim["report"] for claim in INCIDENTS["shepherd"]["claims"]}) == 1


def test_one_report_gives_a_wrong_date() -> None:
    dates = next(dispute for dispute in TRUTH["disputes"] if dispute["id"] == "clinic-when")
    assert [len({claim["report"] for claim in account}) for account in dates["accounts"]][1] == 1
    assert "On Wednesday" in TEXTS[dates["accounts"][1][0]["report"]]
    assert INCIDENTS["clinic"]["from"] == "2025-10-09"
    assert date(2025, 10, 9).strftime("%A") == "Thursday"


def test_the_toll_rises() -> None:
    tolls = {"mw-07-market": "at least seven", "mw-08-harbour": "Fourteen", "mw-09-toll": "19"}
    assert all(words in TEXTS[report] for report, words in tolls.items())
    assert all(report in {claim["report"] for claim in INCIDENTS["market"]["claims"]} for report in tolls)
