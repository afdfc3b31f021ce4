"""People known beyond one report, from `people.toml`: for which country a leader speaks, what a given name tells."""

from __future__ import annotations

import functools
import tomllib
import unicodedata
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal

from sayso.codebook.countries import list_countries
from sayso.model import RuleError

Gender = Literal["f", "m"]


@dataclass(frozen=True, slots=True)
class Leader:
    """A well-known name as it is written in full, and the country it stands for."""

    name: str
    country: str


@dataclass(frozen=True, slots=True)
class People:
    """Leaders by full name and by last word (None where two share it), and the gender of given names; keys folded."""

    leaders: dict[str, Leader]
    by_last_word: dict[str, Leader | None]
    given: dict[str, Gender]

    def leader(self, name: str) -> Leader | None:
        """The leader whom a full name means, or a single word that only one of them bears."""
        key = fold_name(name)
        return self.leaders.get(key) or (self.by_last_word.get(key) if " " not in key else None)

    def gender(self, name: str) -> Gender | None:
        """What the first word of a full name tells of gender; None where it tells nothing."""
        words = name.split()
        return self.given.get(fold_name(words[0])) if len(words) > 1 else None


def fold_name(name: str) -> str:
    """A name without case and accents, so that spellings meet.

    >>> fold_name("Recep Tayyip Erdoğan")
    'recep tayyip erdogan'
    """
    plain = unicodedata.normalize("NFKD", name.replace("ı", "i").replace("’", "'"))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).casefold().split())


@functools.cache
def load_people() -> People:
    """The tables of `people.toml`. RuleError lists all problems together."""
    return parse_people(files("sayso.codebook").joinpath("people.toml").read_text(encoding="utf-8"), name="people.toml")


def parse_people(toml: str, *, name: str) -> People:
    """The people in the text of a TOML file called `name`. RuleError lists all problems together."""
    try:
        table = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise RuleError("bad-rule-file", f"is not TOML: {error}", where=name, remedy="mend the file") from error
    problems: list[str] = []
    leaders: dict[str, Leader] = {}
    by_last_word: dict[str, Leader | None] = {}
    for country, names in table.get("leaders", {}).items():
        if country not in list_countries():
            problems.append(f"{country} is no country")
        for full in names:
            key = fold_name(full)
            known = leaders.setdefault(key, Leader(full, country))
            if known.country != country:
                problems.append(f"{full} stands for both {known.country} and {country}")
            last = key.split()[-1]
            other = by_last_word.setdefault(last, known)
            # Two spellings of one man share their last word and their country; two people leave it open.
            if other is not None and other.country != country:
                by_last_word[last] = None
    given: dict[str, Gender] = {}
    genders: tuple[tuple[str, Gender], ...] = (("female", "f"), ("male", "m"))
    for field, gender in genders:
        for word in table.get("given", {}).get(field, []):
            if given.setdefault(fold_name(word), gender) != gender:
                problems.append(f"{word} is both a woman's and a man's name")
    if problems:
        raise RuleError("bad-rule", "; ".join(problems), where=name, remedy="mend the names told")
    return People(leaders, by_last_word, given)
