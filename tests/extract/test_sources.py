"""Who is meant: pronouns, offices and short descriptions traced to the fullest name in the report."""

import pytest

from sayso.annotate import Fragment
from sayso.extract import find_attributions
from sayso.model import Source
from tests.make_docs import make_annotated

Names = tuple[tuple[int, int, str], ...]


def say(*sentences: str) -> tuple[list[Source], str]:
    """The sources of sentences like `[Mr Oduya]PER said it fell`: brackets hold the source, a label makes it a name.

    Words before the brackets stand first; the source is the subject of the next word, which is the cue; the rest is
    content. A word may carry its part of speech and dependency (`Kenyan:ADJ:amod`).
    """
    rows: list[str] = []
    ents: list[tuple[int, int, str]] = []
    fragments: list[Fragment] = []
    for group, sentence in enumerate(sentences):
        before, _, rest = sentence.partition("[")
        inside, _, after = rest.partition("]")
        label, _, said = after.partition(" ")
        lead, mention, words = before.split(), inside.split(), said.split()
        start = len(rows)
        cue = start + len(lead) + len(mention)
        first = start + len(lead)
        marked = [i for i, w in enumerate(mention) if w.split(":")[0][0].isupper() and ":" not in w]
        head = first + (marked[0] if label and marked else len(mention) - 1)
        rows += [_row(w, cue, "obl") for w in lead]
        for i, word in enumerate(mention):
            at = first + i
            dep = (
                "nsubj"
                if at == head
                else "flat"
                if label and i in marked
                else "det"
                if word.lower() == "the"
                else "amod"
            )
            rows.append(_row(word, cue if at == head else head, dep))
        rows.append(f"{words[0]} VERB {cue} root say")
        rows += [_row(w, cue, "ccomp" if i == 0 else "dep") for i, w in enumerate(words[1:])]
        rows.append(f"+. PUNCT {cue} punct")
        if label:
            ents.append((first + marked[0], cue, label))
        fragments += [Fragment("source", first, cue, group), Fragment("cue", cue, cue + 1, group)]
        fragments.append(Fragment("content", cue + 1, len(rows) - 1, group))
    annotated = make_annotated("\n".join(rows), ents=tuple(ents), fragments=tuple(fragments))
    found = find_attributions(annotated)
    assert len(found) == len(sentences)
    return [a.source for a in found if a.source], annotated.doc.text


def _row(word: str, head: int, dep: str) -> str:
    text, _, tags = word.partition(":")
    pos, _, told = tags.partition(":")
    guess = "PRON" if text.lower() in ("he", "she", "they", "it") else "PROPN" if text[0].isupper() else "NOUN"
    lemma = text.lower().removesuffix("s") if (pos or guess) == "NOUN" else text.lower()
    return f"{text} {pos or guess} {head} {told or dep} {lemma}"


@pytest.mark.parametrize(
    ("sentences", "names"),
    [
        (["[Amara Keita]PER said it fell", "[He] added mud lies there"], ["Amara Keita", "Amara Keita"]),
        (
            ["[Maria Lenz]PER said it fell", "[Tom Oduya]PER said nothing fell", "[She] added mud lies there"],
            ["Maria Lenz", "Tom Oduya", "Maria Lenz"],
        ),
        (["[Tom Oduya]PER said it fell", "[Mr Oduya]PER said mud lies there"], ["Tom Oduya", "Tom Oduya"]),
        (
            ["[Kenyan:ADJ:amod officials] said it fell", "[They] added mud lies there"],
            ["Kenyan officials", "Kenyan officials"],
        ),
        (
            ["[a:DET:det Kenyan:ADJ:amod source] said it fell", "[the:DET:det source] added mud lies there"],
            ["Kenyan source", "Kenyan source"],
        ),
        (["[Hezbollah]ORG said it fell", "[the:DET:det group] added mud lies there"], ["Hezbollah", "Hezbollah"]),
        (
            ["[Kenyan:ADJ:amod president Amara Keita]PER said it fell", "[the:DET:det president] added mud lies there"],
            ["Amara Keita", "Amara Keita"],
        ),
        (
            ["[the:DET:det Kenyan:ADJ:amod president] said it fell", "[Amara Keita]PER said mud lies there"],
            ["Amara Keita", "Amara Keita"],
        ),
        (
            [
                "[the:DET:det Kenyan:ADJ:amod president] said it fell",
                "[Ugandan:ADJ:amod minister Amara Keita]PER said mud lies there",
            ],
            ["Kenyan president", "Amara Keita"],
        ),
        (["[Oslo]LOC said it fell", "[It] added mud lies there"], ["Norway", "Norway"]),
        (["[residents] said it fell", "[He] said mud lies there"], ["residents", "He"]),
        (["[Amara Keita]PER said it fell", "[the:DET:det minister] said mud lies there"], ["Amara Keita", "minister"]),
    ],
    ids=[
        "he",
        "she",
        "family-name",
        "they",
        "the-source",
        "the-group",
        "the-president",
        "named-later",
        "another",
        "it",
        "no-one",
        "no-office",
    ],
)
def test_names(sentences: list[str], names: list[str]) -> None:
    assert [source.name for source in say(*sentences)[0]] == names


def test_a_persons_country_is_told_once_and_kept() -> None:
    found, _ = say("[Kenyan:ADJ:amod president Amara Keita]PER said it fell", "[Mr Keita]PER added mud lies there")
    assert [(source.name, source.kind, source.country) for source in found] == [("Amara Keita", "person", "KEN")] * 2


def test_a_leaders_country_is_known() -> None:
    found, _ = say("[Vladimir Putin]PER said it fell", "[Xyr Hrim]PER said mud lies there")
    assert [source.country for source in found] == ["RUS", None]


def test_the_span_stays_where_the_mention_is() -> None:
    found, text = say("[Amara Keita]PER said it fell", "[He] added mud lies there")
    assert [source.span.text for source in found] == ["Amara Keita", "He"]
    assert all(text[s.span.start : s.span.end] == s.span.text for s in found)


def test_whom_the_content_names_is_not_the_speaker() -> None:
    found, _ = say("[Tom Oduya]PER said it fell", "[He] said Amara:PROPN:nsubj Keita:PROPN:flat lies there")
    assert found[1].name == "Tom Oduya"
