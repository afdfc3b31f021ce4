"""Whether a text gives the bearer of a name an office: "Governor X", "the head of the clinic, X", "X, a spokesman"."""

from __future__ import annotations

import re

from sayso.export.care.names import find_words, is_office, is_title
from sayso.export.care.words import load_people_words

_AROUND = 160
"""Characters before and behind a name that are looked at."""
_PREPOSITIONS = frozenset("of for in at from with to on near by under against".split())
_RELATIVE = frozenset("who whose whom which that and".split())
_DETERMINERS = frozenset("the a an our his her its their my this that former then".split())
_LEADS = frozenset("chairs chaired commands commanded directs directed heads headed leads led".split())
_SENTENCE = re.compile(r"[.!?;:“”\"\n](?=\s|$)")
_AGE = re.compile(r"\s*,?\s*\(?\d{1,3}\)?\s*(?=,)")
_CLOSED = re.compile(r"\s*(?:[,.;:)\n]|$)")


def gives_office(text: str, start: int, end: int) -> bool:
    """Whether the words around the name at these characters give its bearer an office."""
    before, behind = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    return _right_before(before) or _set_before(before, behind) or _set_behind(behind)


def has_age(text: str, end: int) -> bool:
    """Whether a person's age stands behind a name: "X, 34," or "X (34),"."""
    return re.match(r",\s*\d{1,3}\s*[,.]|\s*\(\d{1,3}\)", text[end : end + _AROUND]) is not None


def tells_person(text: str, start: int, end: int) -> bool:
    """Whether the words around a name tell that a person bears it: an age, a noun for people, a verb of saying."""
    words = load_people_words()
    before, behind = find_words(text[max(0, start - _AROUND) : start] + "X")[:-1], text[end : end + _AROUND]
    closest = before[-1].folded if before and text[:start].endswith(" ") else ""
    follows = find_words(behind)
    if has_age(text, end) or closest in words.people or closest in words.speech - words.addressing:
        return True
    if follows and not behind[: follows[0].start].strip(" ,’'") and follows[0].folded in words.speech:
        return True
    phrase = _phrase_behind(behind)
    if phrase[:1] in (["who"], ["whose"]):
        return True
    return bool(head := _head_of(phrase)) and head in words.people


def _right_before(before: str) -> bool:
    """ "Minister X", "police commander Mr X", "the spokeswoman Dr X"."""
    words = find_words(before + "X")
    at = len(words) - 1
    while at > 0 and words[at].joined:
        at -= 1
        if words[at].folded not in load_people_words().courtesy:
            return is_office(words[at].folded) or _is_of_office([word.folded for word in words[: at + 1]])
    return False


def _is_of_office(words: list[str]) -> bool:
    """ "Minister of defence X", "spokesman for the police X": one word, with or without article, behind an office."""
    rest = words[:-2] if len(words) > 2 and words[-2] == "the" else words[:-1]
    return len(rest) > 1 and rest[-1] in {"of", "for"} and is_office(rest[-2])


def _set_before(before: str, behind: str) -> bool:
    """ "The regional commissioner for aid, X, said": the phrase that ends with the comma before the name."""
    bare = _without_courtesy(before)
    if not bare.endswith(",") or not _CLOSED.match(behind) or has_age(behind, 0):
        return False
    parts = _SENTENCE.split(bare[:-1])
    words = [word.text.casefold() for word in find_words(parts[-1].rpartition(",")[2])]
    begin = len(words)
    while begin > 0:
        begin -= 1
        # A determiner begins the phrase, unless a preposition before it hangs the phrase on another.
        if words[begin] in _DETERMINERS and (begin == 0 or words[begin - 1] not in _PREPOSITIONS):
            break
    return is_office(_head_of(words[begin:]))


def _without_courtesy(before: str) -> str:
    """What stands before a name, without a form of address at its end: "his deputy, Mrs"."""
    words = find_words(before)
    address = (
        bool(words) and words[-1].folded in load_people_words().courtesy and not before[words[-1].end :].strip(" .")
    )
    return (before[: words[-1].start] if address else before).rstrip()


def _set_behind(behind: str) -> bool:
    """ "X, the deputy head of the water board", "X, 54, mayor of the town"."""
    words = _phrase_behind(behind)
    if len(words) > 1 and words[0] == "who":
        return words[1] in _LEADS
    return is_office(_head_of(words))


def _phrase_behind(behind: str) -> list[str]:
    """The words of the phrase set behind a name by a comma, and behind the age, if one is told."""
    rest = _AGE.sub("", behind, count=1) if _AGE.match(behind) else behind
    if not rest.lstrip().startswith(","):
        return []
    phrase = re.split(r"[,.;:()\n“”\"]", rest.lstrip()[1:], maxsplit=1)[0]
    return [word.folded for word in find_words(phrase)]


def _head_of(words: list[str]) -> str:
    """The head of a noun phrase: its last word before what depends on it; empty where there is none."""
    for at, word in enumerate(words):
        if word in _PREPOSITIONS or word in _RELATIVE:
            words = words[:at]
            break
    while len(words) > 1 and words[-1] in {"general", "elect", "designate"} and is_title(words[-2]):
        words = words[:-1]
    return words[-1] if words else ""
