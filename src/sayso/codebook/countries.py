"""Countries by the words for them, from `countries.toml`: "Syrians", "Kyiv" and "the Kremlin" each name one."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from sayso.model import RuleError

Role = Literal["name", "demonym", "capital", "seat"]

_FIELDS: tuple[tuple[str, Role], ...] = (
    ("names", "name"),
    ("demonyms", "demonym"),
    ("capitals", "capital"),
    ("seats", "seat"),
)
_AROUND = "' \t\r\n\u00a0,;:!?…\"“”„«»()[]'‘–—-"
_LONGEST_INITIALS = 5
_NO_PLURAL = ("sh", "ese", "ch", "s", "z")


@dataclass(frozen=True, slots=True)
class Country:
    """A country: its ISO 3166 alpha-3 code (XKX for Kosovo), its common name, and the adjective ("Russian")."""

    code: str
    name: str
    demonym: str = ""


@dataclass(frozen=True, slots=True)
class CountryWord:
    """What a word says about a country: which one, and whether by its name, people, capital or seat of power."""

    code: str
    role: Role


@dataclass(frozen=True, slots=True)
class _Codebook:
    countries: dict[str, Country]
    words: dict[str, CountryWord]
    initials: frozenset[str]


def load_countries() -> dict[str, CountryWord]:
    """All words for countries, casefolded and without a leading "the". RuleError if a word stands for two countries."""
    return _load().words


def list_countries() -> dict[str, Country]:
    """All countries by their codes."""
    return _load().countries


def country_of(text: str) -> CountryWord | None:
    """The country that `text` as a whole names, or None.

    Case, a leading "the", a possessive and punctuation around the words do not matter. Only initials without dots must
    be in capitals, for "us" is a pronoun and a car no republic.
    """
    book = _load()
    for shape in _shapes(text):
        word = book.words.get(_key(shape))
        if word:
            return word if shape.isupper() or _key(shape) not in book.initials else None
    return None


def parse_countries(toml: str, *, name: str) -> dict[str, CountryWord]:
    """The words for countries from the text of a TOML file called `name`. RuleError lists all problems together."""
    return _parse(toml, name=name).words


@cache
def _load() -> _Codebook:
    return _parse((files("sayso.codebook") / "countries.toml").read_text("utf-8"), name="countries.toml")


def _parse(toml: str, *, name: str) -> _Codebook:
    try:
        entries = tomllib.loads(toml).get("country", [])
    except tomllib.TOMLDecodeError as error:
        raise RuleError("bad-rule-file", f"is not TOML: {error}", where=name, remedy="mend the file") from error
    countries: dict[str, Country] = {}
    words: dict[str, CountryWord] = {}
    initials: set[str] = set()
    problems: list[str] = []
    for number, entry in enumerate(entries, 1):
        demonyms = entry.get("demonyms") or [""]
        country = Country(str(entry.get("code", "")), str(entry.get("name", "")), str(demonyms[0]))
        if not (country.code and country.name):
            problems.append(f"country {number}: lacks code or name")
            continue
        if country.code in countries:
            problems.append(f"{country.code}: the code is used twice")
        countries[country.code] = country
        for word, role in _words(entry):
            # The first role stands: Philippines is a name before it is a plural.
            known = words.setdefault(_key(word), CountryWord(country.code, role))
            if known.code != country.code:
                problems.append(f"{word}: stands for both {known.code} and {country.code}")
            if word.isupper() and word.isalpha() and len(word) <= _LONGEST_INITIALS:
                initials.add(_key(word))
    if problems:
        raise RuleError("bad-rule", "; ".join(problems), where=name, remedy="mend the countries named")
    return _Codebook(countries, words, frozenset(initials))


def _words(entry: dict[str, object]) -> Iterator[tuple[str, Role]]:
    yield str(entry["name"]), "name"
    for field, role in _FIELDS:
        listed = entry.get(field, [])
        for word in listed if isinstance(listed, list) else []:
            yield str(word), role
            plural = _plural(str(word)) if role == "demonym" else ""
            if plural:
                yield plural, role


def _plural(demonym: str) -> str:
    if demonym.endswith(("hman", "hwoman")):  # Frenchmen, but Germans
        return demonym[:-2] + "en"
    if demonym.endswith(_NO_PLURAL):
        return ""
    return demonym[:-1] + "ies" if demonym.endswith("sy") else demonym + "s"


def _key(word: str) -> str:
    return " ".join(word.replace("’", "'").casefold().split()).removeprefix("the ")


def _shapes(text: str) -> Iterator[str]:
    """The text as it may stand in the codebook, from the fullest: dots belong to "U.S." and 's to "St. George's"."""
    full = text.replace("’", "'").strip(_AROUND)
    if full[:4].casefold() == "the ":
        full = full[4:].strip(_AROUND)
    yield full
    bare = full.strip("." + _AROUND)
    yield bare
    if bare[-2:].casefold() == "'s":
        yield bare[:-2]
        yield bare[:-2].strip("." + _AROUND)
