"""Statements in rows, grouped by source."""

from sayso.export import group_statements
from tests.make import make_attribution, make_reading, make_report, make_source

TEXT = (
    "Rain fell, it is said. The pass is shut, Mayor Anna Krol said. Nobody left, the army said. "
    "She added that food was short. Residents\nof the valley said they wait."
)


def _groups():
    mayor = make_source(TEXT, "Mayor Anna Krol", name="Anna Krol")
    she = make_source(TEXT, "She", name="anna KROL")
    army = make_source(TEXT, "the army", name="army", kind="military")
    residents = make_source(TEXT, "Residents\nof the valley", kind="civilian", named=False)
    statements = (
        make_attribution(TEXT, residents, "said", "they wait", after="valley"),
        make_attribution(TEXT, she, "added", "food was short", via=[army]),
        make_attribution(TEXT, army, "said", "Nobody left", after="shut"),
        make_attribution(TEXT, mayor, "said", "The pass is shut"),
        make_attribution(TEXT, None, None, "Rain fell", "it is said"),
    )
    return group_statements(make_reading(make_report(TEXT), *statements))


def test_sources_come_as_they_first_speak_and_unknown_ones_last() -> None:
    assert [(group.number, group.name) for group in _groups()] == [
        (1, "Anna Krol"),
        (2, "army"),
        (3, "Residents of the valley"),
        (4, "source not told"),
    ]


def test_one_name_in_two_mentions_is_one_source() -> None:
    assert [statement.words for statement in _groups()[0].statements] == ["The pass is shut", "food was short"]


def test_statements_are_numbered_through_the_text() -> None:
    assert [[statement.number for statement in group.statements] for group in _groups()] == [[2, 4], [3], [5], [1]]


def test_row_has_cue_via_and_joined_pieces() -> None:
    first, *_, last = _groups()
    assert (first.statements[1].cue, first.statements[1].via) == ("added", ("army",))
    assert (last.statements[0].cue, last.statements[0].words, last.kind) == ("", "Rain fell … it is said", "")


def test_same_name_of_another_kind_is_another_source() -> None:
    text = "It fell, Oda said. It stood, Oda wrote."
    one = make_source(text, "Oda", kind="person")
    other = make_source(text, "Oda", kind="media", after="fell, Oda")
    reading = make_reading(
        make_report(text),
        make_attribution(text, one, "said", "It fell"),
        make_attribution(text, other, "wrote", "It stood"),
    )
    assert len(group_statements(reading)) == 2
