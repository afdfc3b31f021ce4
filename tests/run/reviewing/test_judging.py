"""What people say of claims: claims, filters, moments and incidents follow, and all of it can be taken back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from sayso.ledger import Filter, Ledger, reviews
from sayso.ledger.engine import writing
from sayso.ledger.filters import Count
from sayso.ledger.globe import Box
from sayso.ledger.settling import settle
from sayso.ledger.writing import next_moment
from sayso.model import InputError, Review, StoredClaim
from sayso.run.incidents import IncidentBook
from sayso.run.reconciling import count_pending, reconcile
from sayso.run.reviewing import find_claim_id, list_reviews, review, undo
from tests.conftest import LONG
from tests.ledger.reports import make_shelling, make_truce, ready

IDA, ROLF = "Ida Voss", "Rolf Holm"
ALL = Filter(rejected=True)


@pytest.fixture
def ledger(ledger_address: str) -> Iterator[Ledger]:
    with Ledger(ledger_address, create=True) as opened:
        opened.add(ready(make_shelling(), make_truce()))
        yield opened


def _id(ledger: Ledger, type: str = "shelling") -> str:
    return next(ledger.claims(Filter(types=(type,), rejected=True))).id


def _get(ledger: Ledger, id: str, as_of: datetime | None = None) -> StoredClaim:
    (claim,) = ledger.claims(Filter(ids=(id,), rejected=True), as_of=as_of)
    return claim


def test_what_was_rejected_is_left_out_and_can_be_shown(ledger: Ledger) -> None:
    id = _id(ledger)
    before = datetime.now(UTC)
    done = review(ledger, id[:9], "reject", who=f"  {IDA} ", reason="a film")
    assert (done.claim, done.who, done.reason, done.values) == (id, IDA, "a film", {})
    assert id not in {claim.id for claim in ledger.claims()}
    assert (ledger.count(), ledger.count(ALL), ledger.count(as_of=before)) == (2, 3, 3)
    shown = _get(ledger, id)
    assert shown.reviewed
    assert shown.reviewed.latest == done
    assert shown.superseded == done.recorded
    stats = ledger.describe()
    assert (stats.claims, stats.standing, stats.rejected, stats.reviews) == (3, 2, 1, 1)
    assert ledger.describe(as_of=before).standing == 3


def test_what_is_taken_back_is_as_if_it_had_not_been_said(ledger: Ledger) -> None:
    id = _id(ledger)
    claims = list(ledger.claims())
    done = review(ledger, id, "reject", who=IDA)
    rejected = datetime.now(UTC)
    taken = undo(ledger, done.row, who=ROLF, reason="no film")
    assert taken.undone is not None
    assert list(ledger.claims()) == claims
    assert ledger.count(as_of=rejected) == 2
    assert list_reviews(ledger, id) == [taken]
    with pytest.raises(InputError, match="taken back already"):
        undo(ledger, done.row, who=ROLF)


VALUES = {
    "type": "air strike",
    "factuality": "ps+",
    "source": "Rebels (armed_group, OSL)",
    "place": "Belmor (OSL) @ 49.5,38.25",
    "time": "2031-03-01..2031-03-02",
    "numbers": "killed 41-44, destroyed >=3 house",
}


def test_filters_follow_a_correction(ledger: Ledger) -> None:
    id = _id(ledger)
    review(ledger, id, "correct", who=IDA, values=VALUES)
    found = [
        Filter(types=("air_strike",)),
        Filter(factuality=("PS+",)),
        Filter(sources=("rebels",), types=("air_strike",)),
        Filter(places=("belmor",)),
        Filter(box=Box(49, 38, 50, 39)),
        Filter(until=date(2031, 3, 2), since=date(2031, 3, 1)),
        Filter(counts=(Count("killed", ">=", 41), Count("destroyed", ">=", 3))),
        Filter(words="market", ids=(id,)),
    ]
    for wanted in found:
        assert [claim.id for claim in ledger.claims(wanted)] == [id], wanted
    for gone in (Filter(types=("shelling",)), Filter(places=("orlivka",)), Filter(counts=(Count("killed", ">=", 43),))):
        assert ledger.count(gone) == 0, gone
    assert (ledger.count(), ledger.count(ALL)) == (3, 3)
    assert list(ledger.check()) == []


def test_corrected_claim_tells_what_stood_before_and_the_old_one_is_kept(ledger: Ledger) -> None:
    id = _id(ledger)
    read = _get(ledger, id)
    before = datetime.now(UTC)
    done = review(ledger, id, "correct", who=IDA, values=VALUES)
    claim = _get(ledger, id)
    assert claim.reviewed
    assert claim.reviewed.latest == done
    assert claim.reviewed.before == {key: read.record[key] for part in done.values.values() for key in part}
    same = claim.record.keys() - claim.reviewed.before.keys()
    assert {key: claim.record[key] for key in same} == {key: read.record[key] for key in same}
    assert _get(ledger, id, as_of=before) == read
    assert [one.record["type"] for one in ledger.history(id)] == ["shelling", "air_strike"]
    assert [one.record["type"] for one in ledger.history(id, as_of=before)] == ["shelling"]


def test_later_review_of_the_same_person_takes_the_place_of_the_earlier_one(ledger: Ledger) -> None:
    id = _id(ledger)
    review(ledger, id, "reject", who=IDA)
    second = review(ledger, id, "accept", who=IDA)
    assert [one.stands for one in list_reviews(ledger)] == [False, True]
    assert ledger.count() == 3
    undo(ledger, second.row, who=IDA)
    assert [one.stands for one in list_reviews(ledger)] == [True, False]
    assert ledger.count() == 2


def test_latest_of_several_people_holds_and_the_claim_is_contested(ledger: Ledger) -> None:
    id = _id(ledger)
    review(ledger, id, "correct", who=IDA, values={"type": "air_strike"})
    assert not _said(ledger, id).is_contested
    review(ledger, id, "accept", who=ROLF)
    assert not _said(ledger, id).is_contested, "what was accepted is the corrected claim"
    review(ledger, id, "correct", who=ROLF, values={"factuality": "CT-"})
    assert _said(ledger, id).is_contested
    assert len(_said(ledger, id).standing) == 2
    assert (_get(ledger, id).record["type"], _get(ledger, id).record["factuality"]) == ("air_strike", "CT-")


def _said(ledger: Ledger, id: str) -> Any:
    return _get(ledger, id).reviewed


def test_what_was_accepted_stays_though_the_correction_is_taken_back(ledger: Ledger) -> None:
    id = _id(ledger)
    first = review(ledger, id, "correct", who=IDA, values={"type": "air_strike"})
    review(ledger, id, "accept", who=ROLF)
    undo(ledger, first.row, who=IDA)
    assert _get(ledger, id).record["type"] == "air_strike"


def test_value_that_was_read_is_no_correction(ledger: Ledger) -> None:
    id = _id(ledger)
    review(ledger, id, "correct", who=IDA, values={"type": "air_strike", "factuality": "CT-"})
    done = review(ledger, id, "correct", who=IDA, values={"type": "shelling"})
    assert set(done.values) == {"factuality"}
    assert (_get(ledger, id).record["type"], _get(ledger, id).record["factuality"]) == ("shelling", "CT-")


def test_reading_anew_keeps_what_was_said(ledger: Ledger) -> None:
    id, other = _id(ledger), _id(ledger, "attack")
    review(ledger, id, "correct", who=IDA, values={"type": "air_strike"})
    review(ledger, other, "reject", who=IDA)
    reading = make_shelling()
    newer = replace(reading, versions=replace(reading.versions, sayso="9.9.9"))
    assert ledger.add(ready(newer), reread=True).outcomes == ["reread"]
    claim = _get(ledger, id)
    assert (claim.record["type"], claim.versions["sayso"]) == ("air_strike", "9.9.9")
    assert (ledger.count(), ledger.count(ALL)) == (2, 3)
    undo(ledger, list_reviews(ledger, id)[0].row, who=IDA)
    assert _get(ledger, id).record["type"] == "shelling"


def test_other_text_at_the_address_is_reviewed_anew(ledger_address: str) -> None:
    with Ledger(ledger_address, create=True) as ledger:
        ledger.add(ready(make_shelling(url="https://tarn.example/1")))
        review(ledger, _id(ledger), "reject", who=IDA)
        newer = make_shelling().report.text.replace("43", "44")
        ledger.add(ready(make_shelling(text=newer, url="https://tarn.example/1", killed=44)))
        assert ledger.count(Filter(types=("shelling",))) == 1


def test_incidents_follow_at_once(ledger: Ledger) -> None:
    id = _id(ledger)
    reconcile(ledger)
    book = IncidentBook(ledger)
    before = {incident.id: incident for incident in book.incidents()}
    assert id in before
    done = review(ledger, id, "reject", who=IDA)
    assert count_pending(ledger)
    reconcile(ledger)
    assert id not in {incident.id for incident in book.incidents()}
    moment = datetime.now(UTC)
    undo(ledger, done.row, who=IDA)
    reconcile(ledger)
    assert {incident.id: incident for incident in book.incidents()} == before
    review(ledger, id, "correct", who=IDA, values=VALUES)
    reconcile(ledger)
    found = book.get(id)
    assert found
    assert (found.incident.type, found.incident.place and found.incident.place.name) == ("air_strike", "Belmor")
    assert id in {claim.id for claim in book.claims(found.incident)}
    assert book.get(id, as_of=moment) is None or id not in {i.id for i in book.incidents(as_of=moment)}
    assert not count_pending(ledger)
    (change,) = (one for one in book.changes(moment) if one.id == id)
    assert f"{IDA} corrected {id} (type, factuality, source, place, time, numbers)" in change.why
    assert f"what {IDA} said of {id} (rejected) was taken back" in change.why


def test_accepting_changes_no_incident(ledger: Ledger) -> None:
    reconcile(ledger)
    review(ledger, _id(ledger), "accept", who=IDA)
    assert not count_pending(ledger)


def test_names_that_are_redacted_are_gone_from_corrections(ledger: Ledger) -> None:
    id = _id(ledger)
    review(ledger, id, "correct", who=IDA, values={"source": "Rebels (armed_group)"}, reason="Mayor Ida Voss lied")
    ledger.redact("Rebels", reason="at their request")
    ledger.redact("Lied", reason="a test", as_name=True)
    assert "Rebels" not in repr([*ledger.history(id), *list_reviews(ledger)])
    assert list_reviews(ledger)[0].reason == "Mayor Ida Voss ████"
    assert ledger.count(Filter(sources=("rebels",))) == 0
    assert list(ledger.check()) == []
    undo(ledger, list_reviews(ledger)[0].row, who=ROLF)
    assert ledger.count() == 3


@pytest.mark.parametrize(
    ("statement", "verdict"),
    [
        ("DELETE FROM suspensions", "reject"),
        ("DELETE FROM suspensions WHERE why = 'corrected'", "correct"),
        ("UPDATE reviews SET verdict = 'accept', fields = '{}'", "correct"),
        ("DELETE FROM reviews WHERE verdict = 'undo'", "undo"),
    ],
)
def test_check_tells_where_claims_do_not_stand_as_was_said(ledger: Ledger, statement: str, verdict: Any) -> None:
    id = _id(ledger)
    if verdict == "undo":
        undo(ledger, review(ledger, id, "reject", who=IDA).row, who=IDA)
    else:
        review(ledger, id, verdict, who=IDA, values={"type": "air_strike"} if verdict == "correct" else {})
    assert list(ledger.check()) == []
    with ledger.engine.begin() as connection:
        connection.execute(text(statement))
    assert list(ledger.check()) == [f"claim {id}: it does not stand as people have said of it"]


@pytest.mark.parametrize(
    ("verdict", "arguments", "slug"),
    [
        ("maybe", {"who": IDA}, "bad-review"),
        ("correct", {"who": IDA}, "bad-review"),
        ("accept", {"who": IDA, "values": {"type": "attack"}}, "bad-review"),
        ("accept", {"who": " "}, "no-name"),
        ("correct", {"who": IDA, "values": {"colour": "red"}}, "bad-value"),
        ("correct", {"who": IDA, "values": {"type": "picnic"}}, "bad-value"),
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(
    ledger: Ledger, verdict: Any, arguments: dict[str, Any], slug: str
) -> None:
    with pytest.raises(InputError) as caught:
        review(ledger, _id(ledger), verdict, **arguments)
    assert caught.value.slug == slug
    assert not list_reviews(ledger)
    assert ledger.count() == 3


@pytest.mark.parametrize(("id", "slug"), [("fff", "no-such-claim"), ("", "no-such-claim"), ("0000", "several-claims")])
def test_claims_that_are_not_there(ledger: Ledger, id: str, slug: str) -> None:
    with pytest.raises(InputError) as caught:
        find_claim_id(ledger, id)
    assert caught.value.slug == slug
    with pytest.raises(InputError, match="no review of this number"):
        undo(ledger, 7, who=IDA)


# Any sequence of reviews and undos gives the same as only those that stand, and every moment is remembered.

_STEPS = st.lists(
    st.one_of(
        st.tuples(
            st.just("review"),
            st.integers(0, 2),
            st.sampled_from(("accept", "reject", "correct")),
            st.sampled_from((IDA, ROLF)),
            st.dictionaries(
                st.sampled_from(("type", "factuality", "numbers")), st.integers(0, 1), min_size=1, max_size=2
            ),
        ),
        st.tuples(st.just("undo"), st.integers(0, 9)),
    ),
    max_size=9,
)
_CHOICES = {"type": ("air_strike", "shelling"), "factuality": ("CT-", "PS+"), "numbers": ("killed 7", "")}


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("blank") / "ledger.db"
    with Ledger(str(path), create=True) as ledger:
        ledger.add(ready(make_shelling(), make_truce()))
    return path


def _snapshot(ledger: Ledger, as_of: datetime | None = None) -> list[tuple[str, Any, Any]]:
    said = ((claim.id, claim.record, claim.reviewed and claim.reviewed.latest.row) for claim in _all(ledger, as_of))
    return sorted(said, key=lambda one: one[0])


def _all(ledger: Ledger, as_of: datetime | None) -> Iterator[StoredClaim]:
    return ledger.claims(as_of=as_of)


def _play(ledger: Ledger, steps: list[tuple[Any, ...]]) -> list[tuple[datetime, list[tuple[str, Any, Any]]]]:
    ids = sorted(claim.id for claim in ledger.claims())
    seen = []
    for step in steps:
        if step[0] == "review":
            _, number, verdict, who, fields = step
            values = {field: _CHOICES[field][choice] for field, choice in fields.items()}
            review(ledger, ids[number], verdict, who=who, values=values if verdict == "correct" else {})
        else:
            left = [one for one in list_reviews(ledger) if one.undone is None]
            if left:
                undo(ledger, left[step[1] % len(left)].row, who=IDA)
        seen.append((datetime.now(UTC), _snapshot(ledger)))
    return seen


def _replay(ledger: Ledger, standing: list[Review]) -> None:
    for one in standing:
        with writing(ledger.engine) as connection:
            moment = next_moment(connection)
            reviews.write_review(
                connection, one.claim, one.verdict, one.values, who=one.who, reason=one.reason, moment=moment
            )
            settle(connection, [one.claim], moment)


@pytest.mark.thorough
@given(steps=_STEPS)
@settings(max_examples=300 if LONG else 8)
def test_any_sequence_gives_what_those_that_stand_give(
    steps: list[tuple[Any, ...]], blank: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("played")
    shutil.copy(blank, folder / "played.db")
    shutil.copy(blank, folder / "replayed.db")
    with Ledger(str(folder / "played.db")) as ledger, Ledger(str(folder / "replayed.db")) as other:
        seen = _play(ledger, steps)
        _replay(other, [one for one in list_reviews(ledger) if one.stands])
        assert [one[:2] for one in _snapshot(other)] == [one[:2] for one in _snapshot(ledger)]
        for moment, snapshot in seen:
            assert _snapshot(ledger, as_of=moment) == snapshot
        assert list(ledger.check()) == []
        reconcile(ledger)
        reconcile(other)
        played, replayed = (sorted(i.claims for i in IncidentBook(one).incidents()) for one in (ledger, other))
        assert played == replayed
        assert sorted(id for ids in played for id in ids) == sorted(claim.id for claim in ledger.claims())
