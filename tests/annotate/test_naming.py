"""Names mended by what stands around them: sides named after a place, their short forms, ships."""

import pytest

from sayso.annotate.naming import mend_names
from tests.make_docs import make_annotated

SIDE = (
    "the DET 1 det|{} PROPN 6 nsubj|of ADP 5 case|the DET 5 det|Two PROPN 5 compound|Rivers PROPN 1 nmod"
    "|attacked VERB 6 root"
)
CASES = [
    (
        "a side named after a place",
        SIDE.format("Front"),
        ((1, 2, "LOC"), (4, 6, "LOC")),
        [("Front of the Two Rivers", "ORG")],
    ),
    ("the model sees no name", SIDE.format("Army"), (), [("Army of the Two Rivers", "ORG")]),
    ("what begins no side's name", SIDE.format("Bay"), ((4, 6, "LOC"),), [("Two Rivers", "LOC")]),
    (
        "words before it belong to it",
        "a DET 2 det|Northern ADJ 2 amod|Front PROPN 6 nsubj|for ADP 5 case|Free ADJ 5 amod|Tarn PROPN 2 nmod"
        "|fled VERB 6 root",
        ((5, 6, "LOC"),),
        [("Northern Front for Free Tarn", "ORG")],
    ),
    (
        "a person is no part of it",
        "the DET 1 det|Party PROPN 4 nsubj|of ADP 3 case|Musa PROPN 1 nmod|won VERB 4 root",
        ((3, 4, "PER"),),
        [("Musa", "PER")],
    ),
    (
        "a front in small letters is none",
        "the DET 1 det|front NOUN 4 nsubj|of ADP 3 case|Tarn PROPN 1 nmod|moved VERB 4 root",
        ((3, 4, "LOC"),),
        [("Tarn", "LOC")],
    ),
    (
        "alone it means the side that was named",
        SIDE.format("Front") + "|. PUNCT 6 punct|The DET 9 det|Front PROPN 10 nsubj|fled VERB 10 root",
        ((9, 10, "LOC"),),
        [("Front of the Two Rivers", "ORG"), ("Front", "ORG")],
    ),
    (
        "a ship",
        "the DET 2 det|patrol NOUN 2 compound|ship NOUN 4 nsubj|Marlet PROPN 2 appos|sank VERB 4 root",
        ((3, 4, "LOC"),),
        [],
    ),
    (
        "a ship is none later in the report either",
        "its PRON 1 nmod:poss|ship NOUN 5 nsubj|, PUNCT 4 punct|the DET 4 det|Marlet PROPN 1 appos|sank VERB 5 root"
        "|near ADP 7 case|Marlet PROPN 5 obl",
        ((4, 5, "LOC"), (7, 8, "LOC")),
        [],
    ),
    (
        "a town that is taken for a person once",
        "in ADP 1 case|Tarn PROPN 2 obl|fled VERB 2 root|near ADP 4 case|Tarn PROPN 2 obl",
        ((1, 2, "LOC"), (4, 5, "PER")),
        [("Tarn", "LOC"), ("Tarn", "LOC")],
    ),
    (
        "a place that a ship reached",
        "the DET 1 det|ship NOUN 2 nsubj|reached VERB 2 root|Tarn PROPN 2 obj",
        ((3, 4, "LOC"),),
        [("Tarn", "LOC")],
    ),
]


@pytest.mark.parametrize(("words", "names", "expected"), [row[1:] for row in CASES], ids=[row[0] for row in CASES])
def test_names(words: str, names: tuple[tuple[int, int, str], ...], expected: list[tuple[str, str]]) -> None:
    doc = make_annotated(words.replace("|", "\n"), ents=names).doc
    assert [(name.text, name.label_) for name in mend_names(doc, doc.ents)] == expected
