"""Words to pieces and shapes."""

import pytest

from sayso.annotate.network import VOCABULARY_FILE
from sayso.annotate.pieces import MAX_PIECES, POSITIONS, SHAPE_COUNT, SHAPES, WordPieces, shape_of, shapes_of

VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "ten", "##t", "##s", "-", "cafe", "“", "a"]


@pytest.fixture(scope="module")
def pieces() -> WordPieces:
    return WordPieces(VOCABULARY)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("tents", ["ten", "##t", "##s"]),
        ("TENTS", ["ten", "##t", "##s"]),
        ("Café", ["cafe"]),
        ("ten-a", ["ten", "-", "a"]),
        ("“", ["“"]),
        ("zebra", ["[UNK]"]),
        ("\u200b", ["[UNK]"]),
    ],
)
def test_words_are_cut_longest_piece_first(pieces: WordPieces, word: str, expected: list[str]) -> None:
    assert [VOCABULARY[n] for n in pieces.cut(word)] == expected


def test_a_word_never_costs_more_than_the_limit(pieces: WordPieces) -> None:
    assert len(pieces.cut("-" * 500)) == MAX_PIECES


def test_the_shipped_vocabulary_knows_its_special_pieces() -> None:
    shipped = WordPieces.load(VOCABULARY_FILE)
    assert (shipped.unknown, shipped.first, shipped.last) == (100, 101, 102)
    assert len(shipped.ids) == 30522


@pytest.mark.parametrize(
    ("word", "spaced", "expected"),
    [
        ("town", True, "lower"),
        ("Kassala", True, "title"),
        ("UN", True, "capitals"),
        ("A", True, "initial"),
        ("McAdam", True, "mixed"),
        ("1,200", True, "digits"),
        ("F-16s", True, "digits-letters"),
        ("“", True, "mark-spaced"),
        ("”", False, "mark-joined"),
        ("中", True, "lower"),
    ],
)
def test_shapes(word: str, spaced: bool, expected: str) -> None:
    assert SHAPES[shape_of(word, spaced=spaced)] == expected


def test_position_follows_stops_and_closing_marks() -> None:
    words = ["Rain", "fell", ".", "”", "Then", "sun"]
    ids = shapes_of(words, [True] * 6, [True, False, False, False, False, False])
    positions = [POSITIONS[(n - 1) % len(POSITIONS)] for n in ids]
    assert positions == ["line-start", "inside", "inside", "after-stop", "after-stop", "inside"]
    assert all(0 < n < SHAPE_COUNT for n in ids)
