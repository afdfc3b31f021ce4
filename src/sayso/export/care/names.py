"""Names as they stand in a text: runs of words with capitals, without the titles before them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sayso.codebook.countries import country_of
from sayso.codebook.people import load_people
from sayso.export.care.words import load_people_words

_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_GENITIVE = re.compile(r"['’]s$|['’]$")
_LONGEST_ABBREVIATION = 5
_MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Word:
    """A word at its place, without a genitive ending; `joined` tells that only a blank parts it from the one before."""

    start: int
    end: int
    text: str
    joined: bool
    genitive: bool

    @property
    def folded(self) -> str:
        """The word in lower case."""
        return self.text.casefold()


@dataclass(frozen=True, slots=True)
class Run:
    """A name at its place. `office` and `courtesy` tell what the words before it say of whom it is."""

    start: int
    end: int
    name: str
    words: tuple[str, ...]
    office: bool
    courtesy: bool


def find_words(text: str) -> list[Word]:
    """The words of a text; the point of an abbreviated title ("Gen.") does not part it from the next."""
    found: list[Word] = []
    for match in _WORD.finditer(text):
        found.append(_read_word(match, text, found[-1] if found else None))
    return found


def _read_word(match: re.Match[str], text: str, before: Word | None) -> Word:
    whole = match[0]
    word = _GENITIVE.sub("", whole)
    joined = before is not None and _is_joined(before, text[before.end : match.start()])
    return Word(match.start(), match.start() + len(word), word, joined, word != whole)


def _is_joined(before: Word, gap: str) -> bool:
    if before.genitive:
        return False
    if gap.startswith(".") and _is_short(before.text) and is_title(before.folded):
        gap = gap[1:]
        return not gap.strip()
    return gap.isspace()


def _is_short(word: str) -> bool:
    return len(word) <= _LONGEST_ABBREVIATION


def is_office(word: str) -> bool:
    """Whether a word in lower case, or what stands behind its last hyphen, is an office, a rank or a title.

    >>> is_office("minister"), is_office("secretary-general"), is_office("wife")
    (True, True, False)
    """
    offices = load_people_words().offices
    return word in offices or word.rpartition("-")[2] in offices or word.removeprefix("ex-") in offices


def is_title(word: str) -> bool:
    """Whether a word in lower case stands before names: an office or a form of address."""
    return is_office(word) or word in load_people_words().courtesy


def is_no_name(word: str) -> bool:
    """Whether a word in lower case is never a part of a person's name: of a body, a day, a number."""
    words = load_people_words()
    return word in words.others or word in words.bodies


def find_runs(text: str) -> Iterator[Run]:
    """All names in a text that may be people's, in its order. Names of bodies and countries are left out."""
    particles = load_people_words().particles
    run: list[Word] = []
    for match in _WORD.finditer(text):
        whole = match[0]
        upper = whole[0].isupper() or ("-" in whole and is_particle_name(whole))
        if not (run or upper):
            continue  # most words, most of the time
        word = _read_word(match, text, run[-1] if run else None)
        if run and word.joined and (upper or word.folded in particles):
            run.append(word)
            continue
        yield from _read_run(run)
        run = [word] if upper else []
    yield from _read_run(run)


def is_particle_name(word: str) -> bool:
    """Whether a word is a name that begins with a particle in lower case: "al-Amin".

    >>> is_particle_name("al-Amin"), is_particle_name("well-known")
    (True, False)
    """
    head, dash, rest = word.partition("-")
    return bool(dash) and head.casefold() in load_people_words().particles and rest[:1].isupper()


def _read_run(run: list[Word]) -> Iterator[Run]:
    if not run:
        return
    words = load_people_words()
    if run[0].folded in words.others and len(run) > 1:
        run = run[1:]  # "The Minister", "On Monday"
    titled = [at for at, word in enumerate(run[:-1]) if is_title(word.folded)]
    begin = titled[-1] + 1 if titled else 0
    office = any(is_office(word.folded) for word in run[:begin])
    courtesy = any(word.folded in words.courtesy for word in run[:begin])
    name = run[begin:]
    while name and name[-1].folded in words.particles and name[-1].text[0].islower():
        name = name[:-1]
    if not name or len(name) > _MOST_WORDS or any(is_no_name(word.folded) for word in name):
        return
    told = tuple(word.text for word in name)
    if all(is_title(word.folded) for word in name) or country_of(" ".join(told)) is not None:
        return
    if _is_of_country(told[0]) and not courtesy and not office:
        return
    yield Run(name[0].start, name[-1].end, " ".join(told), told, office, courtesy)


def _is_of_country(first: str) -> bool:
    """Whether the first word of a name makes it one of a country: "Russian Lancet", not "Sofia Brandt"."""
    found = country_of(first)
    if found is None or found.role == "capital":
        return False
    return found.role == "demonym" or not is_given(first)


def is_given(word: str) -> bool:
    """Whether a word is a given name that the codebook knows."""
    return load_people().gender(f"{word} X") is not None
