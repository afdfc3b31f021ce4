"""What the words of a mention tell: kind, name, country."""

import pytest

from sayso.extract.drafts import Piece
from sayso.extract.mentions import read_mention
from tests.make_docs import make_annotated

# Each mention is the subject of a last word "spoke"; (words, names, text, kind, named, country).
MENTIONS = [
    ("Kenyan ADJ 1 amod|officials NOUN 2 nsubj official", (), "Kenyan officials", "government", False, "KEN"),
    (
        "a DET 3 det|Malian ADJ 3 amod|security NOUN 3 compound|source NOUN 4 nsubj",
        (),
        "Malian security source",
        "government",
        False,
        "MLI",
    ),
    ("the DET 1 det|rebels NOUN 2 nsubj rebel", (), "rebels", "armed_group", False, None),
    ("residents NOUN 1 nsubj resident", (), "residents", "civilian", False, None),
    ("satellite NOUN 1 compound|footage NOUN 2 nsubj", (), "satellite footage", "document", False, None),
    ("army NOUN 1 compound|chiefs NOUN 2 nsubj chief", (), "army chiefs", "military", False, None),
    ("Media NOUN 1 compound media|reports NOUN 2 nsubj report", (), "Media reports", "media", False, None),
    ("Oslo PROPN 1 nsubj", ((0, 1, "LOC"),), "Oslo", "government", True, "NOR"),
    ("the DET 1 det|Kremlin PROPN 2 nsubj", ((1, 2, "ORG"),), "Kremlin", "government", True, "RUS"),
    ("Hezbollah PROPN 1 nsubj", ((0, 1, "ORG"),), "Hezbollah", "armed_group", True, "LBN"),
    (
        "Boko PROPN 1 compound|Haram PROPN 2 compound|fighters NOUN 3 nsubj fighter",
        ((0, 2, "ORG"),),
        "Boko Haram fighters",
        "armed_group",
        True,
        None,
    ),
    (
        "Reuters PROPN 2 compound|news NOUN 2 compound|agency NOUN 3 nsubj",
        ((0, 1, "ORG"),),
        "Reuters news agency",
        "media",
        True,
        None,
    ),
    ("Tass PROPN 1 nsubj", ((0, 1, "PER"),), "Tass", "media", True, "RUS"),
    (
        "Iraqi ADJ 2 amod|state NOUN 2 compound|television NOUN 3 nsubj",
        (),
        "Iraqi state television",
        "media",
        True,
        "IRQ",
    ),
    (
        "Kenya PROPN 2 nmod:poss|+’s PART 0 case|army NOUN 3 nsubj",
        ((0, 1, "LOC"),),
        "Kenyan army",
        "military",
        True,
        "KEN",
    ),
    ("an DET 2 det|army NOUN 2 compound|spokesman NOUN 3 nsubj", (), "army spokesman", "military", False, None),
    (
        "analysts NOUN 3 nsubj analyst|in ADP 2 case|Oslo PROPN 0 nmod",
        ((2, 3, "LOC"),),
        "analysts in Oslo",
        "person",
        False,
        None,
    ),
    ("Idris PROPN 2 nsubj|Hamad PROPN 0 flat", ((0, 2, "PER"),), "Idris Hamad", "person", True, None),
]


@pytest.mark.parametrize(
    ("words", "names", "text", "kind", "named", "country"), MENTIONS, ids=[row[2] for row in MENTIONS]
)
def test_mention(
    words: str, names: tuple[tuple[int, int, str], ...], text: str, kind: str, named: bool, country: str | None
) -> None:
    rows = words.split("|")
    end = len(rows)
    table = "\n".join([*rows, f"spoke VERB {end} root speak", f"+. PUNCT {end} punct"])
    found = read_mention(make_annotated(table, ents=names).doc, Piece(0, end))
    assert (found.text, found.kind, found.named, found.country) == (text, kind, named, country)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("the DET 1 det|minister NOUN 5 nsubj|+, PUNCT 3 punct|Tom PROPN 1 appos|Oduya PROPN 3 flat", "Tom Oduya"),
        ("Mr PROPN 1 nmod:desc|Oduya PROPN 2 nsubj", "Oduya"),
        ("Sergeant PROPN 1 nmod:desc|Keita PROPN 2 nsubj", "Keita"),
    ],
)
def test_the_name_of_a_mention(words: str, name: str) -> None:
    rows = words.split("|")
    end = len(rows)
    names = ((3, 5, "PER"),) if end == 5 else ((0, 2, "PER"),)
    table = "\n".join([*rows, f"spoke VERB {end} root speak"])
    assert read_mention(make_annotated(table, ents=names).doc, Piece(0, end)).name == name


def test_the_brother_of_somebody_does_not_bear_his_name() -> None:
    table = "the DET 1 det\nbrother NOUN 5 nsubj\nof ADP 3 case\n"
    table += "Tom PROPN 1 nmod\nOduya PROPN 3 flat\nspoke VERB 5 root speak"
    found = read_mention(make_annotated(table, ents=((3, 5, "PER"),)).doc, Piece(0, 5))
    assert (found.name, found.named) == (None, False)
