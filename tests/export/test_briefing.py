"""What a briefing says: the paragraph, the parts, names that are withheld, the order of a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sayso.export.briefing import Case, covers, view_briefing, weigh
from sayso.export.briefing.wording import isolate, make_title, name_some, tell
from sayso.model import Incident, StoredClaim
from sayso.reconcile.incident import make_incident
from tests.export.briefed import EDITION, MOMENT, list_claims, make_case, revived
from tests.reconcile.incident.invented import ARMY, ARMY_SPEAKER, HOSPITAL, REBEL_SPEAKER, by
from tests.reconcile.incident.invented import tell as claim

CASE = make_case()
VIEW = view_briefing(EDITION, [CASE]).incidents[0]


@pytest.mark.parametrize("incident", [CASE.incident, make_incident([claim()])], ids=["full", "bare"])
def test_an_incident_comes_whole_out_of_its_record(incident: Incident) -> None:
    assert revived(incident) == incident


@pytest.mark.parametrize(
    ("claims", "words"),
    [
        pytest.param([claim(paper="The Herald")], "It rests on a single origin: The Herald.", id="single"),
        pytest.param(
            [claim(source=HOSPITAL), claim(source=by("the mayor of Tarn"), published=4)],
            "It is confirmed by origins that do not all stand on one side: the hospital of Tarn and the mayor of Tarn.",
            id="confirmed by",
        ),
        pytest.param(
            [claim(source=ARMY_SPEAKER, sure="CT-", agent=(ARMY, "NOR"))],
            "It is denied by General Aske; nobody says that it happened.",
            id="denied",
        ),
        pytest.param(
            [claim(source=HOSPITAL, agent=(ARMY, "NOR")), claim(source=ARMY_SPEAKER, sure="CT-", agent=(ARMY, "NOR"))],
            "It is contested: accounts differ on whether it happened, who did it, or who holds the place.",
            id="contested",
        ),
        pytest.param([claim(sure="Uu", paper="The Herald")], "Nobody commits to it.", id="nobody"),
    ],
)
def test_the_paragraph_says_who_stands_behind_it(claims: list[StoredClaim], words: str) -> None:
    assert words in tell(make_incident(claims))


def test_the_paragraph_has_what_where_when_and_every_number_with_who_gives_it() -> None:
    told = tell(CASE.incident, copies=1)
    assert told.startswith("5 independent origins in 8 reports tell of a shelling at Tarn (NOR) on 3 Apr 2031")
    assert "people killed" in told
    assert "by the policy ucdp" in told
    for part in ("4 (General Aske)", "11 (The hospital of Tarn)", "7 or more (The Herald)"):
        assert part in told
    assert "Disputed: " in told
    assert told.endswith("1 of the 8 reports prints what another one wrote; a copy confirms nothing.")


def test_nothing_is_called_true() -> None:
    words = tell(CASE.incident).casefold()
    assert not [word for word in ("true", "fact", "really", "actually", "in fact", "proved") if f" {word} " in words]


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ([], ""),
        (["A"], "A"),
        (["A", "B", "A"], "A and B"),
        (["A", "B", "C", "D"], "A, B, C and D"),
        (["A", "B", "C", "D", "E"], "A, B, C and 2 others"),
    ],
)
def test_names_in_a_row(names: list[str], told: str) -> None:
    assert name_some(names) == told


def test_a_name_from_right_to_left_does_not_turn_its_neighbours_round() -> None:
    assert isolate("مستشفى") == "\u2068مستشفى\u2069"
    assert isolate("Tarn") == "Tarn"
    assert isolate("a\u202eb") == "a\ufffdb"


def test_a_day_that_is_not_told_is_said_so() -> None:
    incident = make_incident([claim(published=None)])
    assert "on a day that is not told" in tell(incident)
    assert make_title(incident) == "Shelling"


def test_the_parts_are_there_in_words() -> None:
    assert [fact.name for fact in VIEW.facts] == [
        "How well told", "Told by", "Where", "When", "Said to have done it", "To whom",
    ]  # fmt: skip
    assert all(fact.reasons for fact in VIEW.facts if fact.name != "Told by")
    assert [side.title for side in VIEW.sides] == [
        "Those said to have done it", "The other side", "Neither side", "Side not known",
    ]  # fmt: skip
    assert {dispute.about for dispute in VIEW.disputes} == {"Who did it", "How many", "Where", "When"}
    assert VIEW.map is not None
    assert "Tarn is known as a settlement (60.00° N, 5.00° E)." in VIEW.map.caption
    assert VIEW.timeline is not None


def test_sides_without_an_account_are_named() -> None:
    view = view_briefing(EDITION, [make_case([claim(paper="The Herald")])]).incidents[0]
    assert [side.side for side in view.sides] == ["unknown"]
    assert view.silent == "Those said to have done it, The other side, Neither side"


def test_every_claim_stands_with_its_report() -> None:
    told = [account.claims for account in VIEW.accounts]
    assert sorted(" ".join(told).split()) == sorted(one[:10] for one in CASE.incident.claims)
    assert VIEW.reports[1].note.startswith("prints 90 % from ")


def test_claims_of_one_sentence_stand_together() -> None:
    one = claim("killing", HOSPITAL, report="one")
    other = replace(one, id=f"{one.id[:-6]}abcdef", record={**one.record, "type": "wounding"})
    view = view_briefing(EDITION, [make_case([one, other])]).incidents[0]
    assert len(view.accounts) == 1
    assert sorted(view.accounts[0].what.split(", ")) == ["killing (certain)", "wounding (certain)"]


def test_chains_begin_with_what_most_reports_carry() -> None:
    counts = [len(chain.prints) for chain in VIEW.chains]
    assert counts == sorted(counts, reverse=True)
    assert VIEW.chains[0].who == "The hospital of Tarn"


def test_an_origin_whose_name_is_withheld_is_still_told_from_others() -> None:
    accounts = tuple(replace(one, source="[name withheld]", origin="[name withheld]") for one in CASE.incident.accounts)
    case = replace(CASE, incident=replace(CASE.incident, accounts=accounts))
    chains = view_briefing(EDITION, [case]).incidents[0].chains
    assert len(chains) == len(VIEW.chains)
    assert {chain.who for chain in chains} == {"[name withheld]"}


@pytest.mark.parametrize(
    ("heavy", "light"),
    [
        pytest.param([claim("killing", killed=(40, 40))], [claim("killing", killed=(2, 2))], id="more dead"),
        pytest.param(
            [claim(source=HOSPITAL), claim(source=REBEL_SPEAKER)], [claim(source=HOSPITAL)], id="more origins"
        ),
        pytest.param(
            [claim(source=HOSPITAL, agent=(ARMY, "NOR")), claim(source=ARMY_SPEAKER, sure="CT-", agent=(ARMY, "NOR"))],
            [claim(source=HOSPITAL), claim(source=REBEL_SPEAKER)],
            id="contested",
        ),
    ],
)
def test_weight(heavy: list[StoredClaim], light: list[StoredClaim]) -> None:
    assert weigh(make_incident(heavy)) > weigh(make_incident(light))


@pytest.mark.parametrize(
    ("first", "last", "is_of_it"),
    [
        (date(2031, 4, 3), date(2031, 4, 3), True),
        (date(2031, 4, 1), date(2031, 4, 30), True),
        (None, date(2031, 4, 5), True),
        (date(2031, 4, 4), date(2031, 4, 5), False),
        (None, date(2031, 4, 2), False),
    ],
)
def test_the_days_of_an_incident(first: date | None, last: date | None, is_of_it: bool) -> None:
    assert covers(replace(CASE.incident, first=first, last=last), date(2031, 4, 3)) is is_of_it


def test_a_day_begins_with_what_there_is() -> None:
    edition = replace(EDITION, day=date(2031, 4, 3), left_out=2, elsewhere=1, filters="countries NOR")
    view = view_briefing(edition, [CASE, make_case([claim(paper="The Herald", when=(3, 3))])])
    assert view.title == "What is said of 3 April 2031"
    assert view.lead == (
        "4 incidents are said to have happened on this day, those of most weight first. "
        "Of those told here: 1 contested, 1 single origin. 2 of less weight are left out. "
        "1 more has an account that puts it on this day, and stands under another."
    )
    assert "Only what passes the filters: countries NOR." in view.notes


def test_an_empty_day() -> None:
    view = view_briefing(replace(EDITION, day=date(2031, 4, 3)), [])
    assert view.lead == "No incident of the ledger is said to have happened on this day."


def test_the_end_tells_what_made_it() -> None:
    view = view_briefing(EDITION, [CASE])
    assert ("briefing written by", "sayso 1.2.3") in view.versions
    assert ("policy for figures", "ucdp") in view.versions
    assert any(name.startswith("claims read by") for name, _ in view.versions)
    assert view.moment == "1 May 2031, 12:00:00 UTC"


def test_many_numbers_and_many_reports_stay_small() -> None:
    claims = [
        claim("killing", by(f"Witness number {at}"), killed=(at, at), published=3 + at % 5, paper=f"Paper {at}")
        for at in range(1, 61)
    ]
    view = view_briefing(EDITION, [make_case(claims)]).incidents[0]
    (figure,) = view.figures
    assert figure.drawing is not None
    assert figure.drawing.height < 600
    assert len(figure.rows) == 60
    assert view.timeline is not None
    assert view.timeline.drawing.height < 600
    assert len(view.paragraph) < 2500


def test_a_number_given_up_does_not_stretch_the_scale() -> None:
    claims = [
        claim("killing", HOSPITAL, killed=(3000, 3000), published=3, report="a"),
        claim("killing", HOSPITAL, killed=(5, 5), published=4, report="b"),
        claim("killing", ARMY_SPEAKER, killed=(4, 4), published=4, report="c"),
    ]
    view = view_briefing(EDITION, [make_case(claims)]).incidents[0]
    assert not any("logarithmic" in note for figure in view.figures for note in figure.notes)
    assert any("given up since" in row.notes for figure in view.figures for row in figure.rows)


def test_without_claims_at_hand_reports_go_by_their_names() -> None:
    incident = make_incident(list_claims())
    view = view_briefing(EDITION, [Case(incident)]).incidents[0]
    assert [report.title for report in view.reports] == list(incident.reports)
    assert MOMENT.isoformat() not in view.moments
