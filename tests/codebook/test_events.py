"""The codebook of events: what is shipped is whole, what a user gives is checked, and every fault is told."""

from pathlib import Path

import pytest

from sayso.codebook.events import load_codebook
from sayso.model import RuleError

OWN = """
[type.drought]
section = "other"
definition = "Rain fails."

[[trigger]]
id = "drought.fail"
type = "drought"
verbs = ["parch"]
match = ["The sun parched the fields."]
no_match = ["The sun rose over the fields."]
"""


def test_every_type_has_a_rule_and_every_rule_both_examples() -> None:
    book = load_codebook()
    assert {trigger.type for trigger in book.triggers} == set(book.types)
    assert len(book.triggers) > 150
    assert len(set(book.by_verb) | set(book.by_noun)) > 1000
    for trigger in book.triggers:
        assert trigger.match, trigger.id
        assert trigger.no_match, trigger.id


def test_types_carry_the_codes_of_other_codebooks() -> None:
    codes = load_codebook().types["shelling"].codes
    assert codes.acled_event_type == "Explosions/Remote violence"
    assert codes.acled_sub_event_type == "Shelling/artillery/missile attack"
    assert (codes.plover_event, codes.plover_mode, codes.cameo) == ("ASSAULT", "heavy-weapons", "194")
    assert load_codebook().types["killing"].codes.plover_event is None


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("", {"drought.fail": True, "shelling.shell": True}),
        ('drop = ["shelling.shell"]', {"drought.fail": True, "shelling.shell": False}),
    ],
)
def test_a_users_file_adds_and_drops(tmp_path: Path, more: str, expected: dict[str, bool]) -> None:
    path = tmp_path / "own.toml"
    path.write_text(f"{more}\n{OWN}", encoding="utf-8")
    book = load_codebook(path)
    ids = {trigger.id for trigger in book.triggers}
    assert {id_: id_ in ids for id_ in expected} == expected
    assert "drought" in book.types
    assert book.version
    assert not load_codebook().version


def test_a_users_rule_stands_in_for_the_shipped_one(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(
        '[[trigger]]\nid = "shelling.shell"\ntype = "shelling"\nverbs = ["cannonade"]\n'
        'match = ["x"]\nno_match = ["y"]\n',
        encoding="utf-8",
    )
    found = [trigger for trigger in load_codebook(path).triggers if trigger.id == "shelling.shell"]
    assert [trigger.verbs for trigger in found] == [("cannonade",)]


RULE = '[[trigger]]\nid = "a.b"\ntype = "attack"\nverbs = ["zap"]\nmatch = ["x"]\nno_match = ["y"]\n'


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("[[trigger]", "is not TOML"),
        (RULE.replace('"attack"', '"zapping"'), "'zapping', which is none"),
        (RULE.replace('match = ["x"]\n', "", 1), "match is missing"),
        (RULE.replace('verbs = ["zap"]\n', ""), "no verbs, nouns, adjectives or idioms"),
        (RULE + 'object = ["wizard"]\n', "'wizard' is no class"),
        (RULE + "colour = 1\n", "unknown field 'colour'"),
        (RULE.replace('["zap"]', '"zap"'), "verbs must be a list of strings"),
        (RULE + RULE, "two triggers have the id 'a.b'"),
        ("[rules]\n", "unknown table 'rules'"),
        ('[type.storm]\nsection = "sky"\ndefinition = "d"\n', "of section 'sky'"),
        ('[type.storm]\nsection = "other"\n', "lacks a definition"),
        ('[type.storm]\nsection = "other"\ndefinition = "d"\nacled = "x"\n', "acled must be two strings"),
    ],
)
def test_faults_are_told_with_the_file_and_the_remedy(tmp_path: Path, content: str, expected: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(RuleError) as caught:
        load_codebook(path)
    assert expected in caught.value.reason
    assert caught.value.where == str(path)
    assert caught.value.remedy


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="cannot be read"):
        load_codebook(tmp_path / "none.toml")
