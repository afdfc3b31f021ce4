"""The cues: every class matches its own example and not the other; problems are told together."""

import re

import pytest

from sayso.codebook.cues import CueClass, load_cues, parse_cues
from sayso.lexicon.lemmas import lemma_of
from sayso.model import RuleError

CLASSES = load_cues().classes


def lemmas_of(sentence: str) -> set[str]:
    words = re.findall(r"[\w'-]+", sentence)
    return {lemma_of(word, upos).lower() for word in words for upos in ("VERB", "NOUN")}


@pytest.mark.parametrize("cue_class", CLASSES, ids=lambda c: c.id)
def test_examples(cue_class: CueClass) -> None:
    words = {*cue_class.verbs, *cue_class.nouns}
    for sentence in cue_class.match:
        assert words & lemmas_of(sentence), sentence
    for sentence in cue_class.no_match:
        assert not words & lemmas_of(sentence), sentence


def test_every_word_is_a_lemma_in_lower_case() -> None:
    for cue_class in CLASSES:
        assert all(lemma_of(verb, "VERB") == verb for verb in cue_class.verbs)
        assert all(lemma_of(noun, "NOUN") == noun for noun in cue_class.nouns)


@pytest.mark.parametrize(
    ("word", "kind"),
    [("say", "say"), ("claim", "claim"), ("deny", "deny"), ("confirm", "confirm"), ("believe", "think")],
)
def test_class_of_a_verb(word: str, kind: str) -> None:
    assert load_cues().verbs[word] == kind


def test_all_problems_are_told_together() -> None:
    toml = '[class.a]\nverbs = ["say"]\nmatch = ["He said so."]\n[class.b]\nverbs = ["say"]\nmatch = ["x"]\n'
    toml += 'no_match = ["y"]'
    with pytest.raises(RuleError) as error:
        parse_cues(toml, name="c.toml")
    assert "a: no_match is missing" in str(error.value)
    assert "'say' is of class a and b" in str(error.value)


def test_what_is_no_toml_is_told() -> None:
    with pytest.raises(RuleError, match="is not TOML"):
        parse_cues("[class", name="cues.toml")
