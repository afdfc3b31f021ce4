"""Claims in rows, grouped by source."""

import pytest

from sayso.export import ClaimGroup, count_claims, group_claims, name_facts
from sayso.export.claims import SURE_IN_WORDS, name_type
from sayso.model import FACTUALITIES, Source
from tests.make import make_attribution, make_claim, make_participant, make_reading, make_report, make_source

TEXT = (
    "Rain cut the road. The pass was shelled, Mayor Anna Krol said. Two guns fired at the mill, the army said. "
    "She added that a boy was hurt. Residents\nof the valley said nobody was taken."
)


def _groups() -> tuple[ClaimGroup, ...]:
    mayor = make_source(TEXT, "Mayor Anna Krol", name="Anna Krol", country="POL")
    she = make_source(TEXT, "She", name="anna KROL")
    army = make_source(TEXT, "the army", name="army", kind="military")
    residents = make_source(TEXT, "Residents\nof the valley", kind="civilian", named=False)
    said = make_attribution(TEXT, residents, "said", "nobody was taken", after="valley", via=[army])
    claims = [
        make_claim(TEXT, "taken", "abduction", factuality="CT-", attribution=said),
        make_claim(TEXT, "hurt", "wounding", attribution=make_attribution(TEXT, she, "added", "a boy was hurt")),
        make_claim(
            TEXT,
            "fired",
            "shelling",
            attribution=make_attribution(TEXT, army, "said", "Two guns fired at the mill", after="shelled"),
            agents=[
                make_participant(TEXT, "Two guns", country="POL"),
                make_participant(TEXT, "army", actor="pol-army"),
            ],
            recipients=[make_participant(TEXT, "the mill", name="mill", role="object")],
            instruments=["guns"],
        ),
        make_claim(
            TEXT, "shelled", "shelling", attribution=make_attribution(TEXT, mayor, "said", "The pass was shelled")
        ),
        make_claim(TEXT, "cut", "restriction", factuality="Uu"),
    ]
    return group_claims(make_reading(make_report(TEXT), claims=claims))


def test_sources_come_as_they_first_speak_and_the_own_voice_last() -> None:
    assert [group.name for group in _groups()] == ["Anna Krol", "army", "Residents of the valley", "the report itself"]


def test_claims_are_numbered_through_the_text_and_mentions_of_one_name_meet() -> None:
    assert [[row.number for row in group.rows] for group in _groups()] == [[2, 4], [3], [5], [1]]


def test_row_is_in_words() -> None:
    _, army, residents, own = _groups()
    (fired,), (taken,), (cut,) = army.rows, residents.rows, own.rows
    assert (fired.agents, fired.recipients, fired.instruments) == (
        ("Two guns (POL)", "army (pol-army)"),
        ("mill",),
        ("guns",),
    )
    assert (taken.type, taken.sure, taken.cue, taken.via) == ("abduction", "denied", "said", ("army",))
    assert (cut.sure, cut.cue, cut.via, own.source) == ("not committed", "", (), None)
    assert cut.words.words == "cut"


def test_every_degree_has_its_own_words() -> None:
    assert SURE_IN_WORDS.keys() == set(FACTUALITIES)
    assert len(set(SURE_IN_WORDS.values())) == len(FACTUALITIES)


@pytest.mark.parametrize(
    ("taken", "expected"),
    [
        (slice(None), "5 claims by 3 sources and the report itself"),
        (slice(3), "4 claims by 3 sources"),
        (slice(1, 2), "1 claim by 1 source"),
        (slice(3, 4), "1 claim by the report itself"),
        (slice(0), "0 claims"),
    ],
)
def test_count(taken: slice, expected: str) -> None:
    assert count_claims(_groups()[taken]) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (make_source("Oda", "Oda"), ("person",)),
        (make_source("Oda", "Oda", kind="armed_group", country="NOR"), ("armed group", "NOR")),
        (Source(make_source("Oda", "Oda").span, "Oda", "military", True, "NOR", "nor-army"), ("military", "nor-army")),
    ],
)
def test_facts_of_a_source(source: Source, expected: tuple[str, ...]) -> None:
    assert name_facts(source) == expected


def test_type_in_words_is_safe_to_show() -> None:
    assert name_type("my_own\x1btype") == "my own\ufffdtype"
