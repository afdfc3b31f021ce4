"""Accounts as people compare them: by side, by source, copies together."""

from datetime import date

from sayso.export.incident_voices import Carrier, list_numbers, list_sides, name_carriers
from sayso.model import StoredClaim
from sayso.reconcile.incident import make_incident
from tests.make import make_attribution, make_report, make_source, make_stored_claim
from tests.reconcile.incident.invented import ARMY, ARMY_SPEAKER, HOSPITAL, REBEL_SPEAKER, by, tell


def test_each_source_stands_once_on_the_side_that_most_of_its_claims_put_it() -> None:
    army = (ARMY, "NOR")
    incident = make_incident(
        [
            tell(source=REBEL_SPEAKER, agent=army, victim=("villagers", None), role="civilian"),
            tell(source=ARMY_SPEAKER, sure="CT-", agent=army),
            tell(source=HOSPITAL, agent=army),
            tell("killing", HOSPITAL, published=4),
            tell(paper="The Herald"),
        ]
    )
    sides = {column.side: [voice.name for voice in column.voices] for column in list_sides(incident)}
    assert sides["party"] == ["General Aske"]
    assert sides["third"] == ["The hospital of Tarn"]
    names = [name for voices in sides.values() for name in voices]
    assert sorted(names) == ["General Aske", "The Herald", "The Lowland Front", "The hospital of Tarn"]


def test_a_publisher_speaks_where_the_report_does() -> None:
    (column,) = list_sides(make_incident([tell(paper="The Herald")]))
    (voice,) = column.voices
    assert (voice.name, voice.is_publisher) == ("The Herald", True)


def test_copies_of_a_sentence_are_one_telling() -> None:
    hit, fell = "Shells hit Tärn, the mayor said.", "Shells fell, the mayor said."
    told = (("A", hit), ("B", hit.replace("ä", "a")), ("C", fell))
    (column,) = list_sides(make_incident([_printed(paper, text) for paper, text in told]))
    (voice,) = column.voices
    assert [[carrier.name for carrier in telling.carriers] for telling in voice.tellings] == [["A", "B"], ["C"]]


def test_a_denial_says_so() -> None:
    (column,) = list_sides(make_incident([tell(source=by("the mayor"), sure="CT-")]))
    assert [telling.what for telling in column.voices[0].tellings] == ["shelling (denied)"]


def test_numbers_that_stand_come_first_and_copies_are_put_together() -> None:
    incident = make_incident(
        [
            tell("killing", HOSPITAL, killed=(9, 9), published=3, paper="A"),
            tell("killing", HOSPITAL, killed=(11, 11), published=4, paper="A"),
            tell("killing", HOSPITAL, killed=(11, 11), published=4, paper="B"),
        ]
    )
    (figure,) = incident.figures
    found = [
        (number.figure.low, number.figure.standing, len(number.carriers)) for number in list_numbers(figure, incident)
    ]
    assert found[0][0] == 11
    assert found[-1] == (9, False, 1)
    assert sum(carriers for _, _, carriers in found) == 3


def test_who_printed_it() -> None:
    carriers = [Carrier(name, date(2031, 4, 3)) for name in ("A", "B", "C", "D", "E")]
    assert name_carriers(carriers) == "3 Apr, A, B, C and 2 others"
    assert name_carriers(carriers[:1], but="A") == "3 Apr"
    assert name_carriers([Carrier("A", None), Carrier("B", None)]) == "A, B"


def _printed(paper: str, text: str) -> StoredClaim:
    report = make_report(text, id=paper, published=date(2031, 4, 3), publisher=paper)
    said = make_attribution(text, make_source(text, "the mayor"), "said", "Shells")
    return make_stored_claim(text, "Shells", "shelling", report=report, attribution=said)
