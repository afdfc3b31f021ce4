"""The words that the model sees: furniture out, lines told apart, offsets kept."""

import pytest

from sayso.annotate.words import SECTION_WORDS, Words, cut_sections, find_words, make_doc, tokenizer
from sayso.model import Furniture, Report, Span


def words_of(text: str, furniture: tuple[Furniture, ...] = ()) -> tuple[list[str], list[str]]:
    report = Report("r", text, furniture=furniture)
    words, _ = find_words(report, make_doc(text))
    return words.texts, [w for w, first in zip(words.texts, words.line_starts, strict=True) if first]


def test_paragraphs_begin_lines() -> None:
    texts, firsts = words_of("Rain fell.\n\nThe road flooded.\nNobody crossed.")
    assert firsts == ["Rain", "The", "Nobody"]
    assert texts[:3] == ["Rain", "fell", "."]


def test_lines_wrapped_at_a_fixed_width_are_no_paragraphs() -> None:
    line = "The convoy left the depot before dawn and drove along the river to"
    text = "\n".join([line] * 12) + "."
    assert words_of(text)[1] == ["The"]
    assert words_of(text.replace("\n", "\n\n", 1))[1] == ["The", "The"]


def test_furniture_is_left_out_and_the_next_word_begins_a_line() -> None:
    text = "GOMA (Lake News) - Rain fell."
    texts, firsts = words_of(text, (Furniture(Span.of(text, 0, 18), "dateline"),))
    assert texts == ["Rain", "fell", "."]
    assert firsts == ["Rain"]


def test_runs_of_one_mark_are_one_word() -> None:
    assert words_of("Stop!!! ____ now")[0] == ["Stop", "!!!", "____", "now"]


@pytest.mark.parametrize(
    "run", ["“" * 1000, "(" * 350, "a/" * 600, "x" * 101], ids=["quotes", "brackets", "link", "word"]
)
def test_long_runs_are_cut_and_nothing_is_lost(run: str) -> None:
    text = f"Before {run} after."
    doc = make_doc(text)
    assert doc.text == text
    assert max(len(token) for token in doc) <= 100


def test_prose_is_cut_as_by_spacy() -> None:
    text = "“It’s over,” the U.N.'s envoy (in Goma) said.\n\nNobody knows...  Who'd say so?\t"
    assert [token.text_with_ws for token in make_doc(text)] == [token.text_with_ws for token in tokenizer()(text)]


def test_halves_of_pairs_stand_as_replacement_characters() -> None:
    doc = make_doc("ab \ud83d said.")
    assert [token.text for token in doc] == ["ab", "\ufffd", "said", "."]
    assert doc[2].idx == 5


def test_long_reports_are_cut_into_sections_at_lines() -> None:
    texts = ["w"] * 20_000
    words = Words(list(range(20_000)), texts, [True] * 20_000, [n % 300 == 0 for n in range(20_000)])
    sections = cut_sections(words)
    assert [n for s in sections for n in s.tokens] == words.tokens
    assert all(len(s.texts) <= SECTION_WORDS and s.line_starts[0] for s in sections)


def test_a_line_longer_than_a_section_is_cut_inside() -> None:
    words = Words(list(range(20_000)), ["w"] * 20_000, [True] * 20_000, [n == 0 for n in range(20_000)])
    assert [len(s.texts) for s in cut_sections(words)] == [8000, 8000, 4000]
