"""Claims that stay out of an export: too young, or about sites that shall not be found."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

from sayso.model import InputError, RuleError, StoredClaim

_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class SiteExample:
    """A text, and whether it is about such a site."""

    text: str
    held: bool


@dataclass(frozen=True, slots=True)
class Site:
    """One kind of site: what its words are, and what only looks like them."""

    name: str
    words: re.Pattern[str]
    but_not: re.Pattern[str] | None
    examples: tuple[SiteExample, ...]

    def is_in(self, text: str) -> bool:
        """Whether a text is about such a site."""
        plain = _SPACES.sub(" ", text.replace("’", "'"))
        if self.but_not is not None:
            plain = self.but_not.sub(" ", plain)
        return self.words.search(plain) is not None


@functools.cache
def load_sites() -> Mapping[str, Site]:
    """The kinds of sites by their names, from `sites.toml`."""
    return parse_sites(files("sayso.export.care").joinpath("sites.toml").read_text(encoding="utf-8"), name="sites.toml")


def parse_sites(toml: str, *, name: str) -> Mapping[str, Site]:
    """The kinds of sites in the text of a TOML file called `name`. RuleError lists all problems together."""
    try:
        table = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise RuleError("bad-rule-file", f"is not TOML: {error}", where=name, remedy="mend the file") from error
    problems = [f"{kind} lacks words" for kind, entry in table.items() if not entry.get("words")]
    if problems:
        raise RuleError("bad-rule", "; ".join(problems), where=name, remedy="mend the entries told")
    return {kind: _site(kind, entry) for kind, entry in table.items()}


def _site(kind: str, entry: Mapping[str, Any]) -> Site:
    examples = tuple(SiteExample(one["text"], bool(one["held"])) for one in entry.get("example", ()))
    but_not = entry.get("but_not") or ()
    return Site(kind, _pattern(entry["words"]), _pattern(but_not) if but_not else None, examples)


def _pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    shapes = "|".join(_shape(phrase) for phrase in sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))
    return re.compile(rf"(?<!\w)(?:{shapes})(?!\w)", re.IGNORECASE)


def _shape(phrase: str) -> str:
    """A phrase whose last word may be in the plural: "clinic", "clinics"; "facility", "facilities"; "bus", "buses"."""
    escaped = re.escape(phrase)
    if phrase.endswith("y"):
        return f"{escaped[:-1]}(?:y|ies|ys)"
    return f"{escaped}(?:e?s)?(?:'s?)?"


def find_sites(names: Iterable[str]) -> tuple[Site, ...]:
    """The kinds of sites of these names. InputError for a name that is none."""
    known = load_sites()
    asked = tuple(dict.fromkeys(names))
    unknown = [name for name in asked if name not in known]
    if unknown:
        remedy = f"known are {', '.join(known)}"
        raise InputError("no-such-site", f"{unknown[0]!r} is no kind of site", remedy=remedy)
    return tuple(known[name] for name in asked)


def is_about(claim: StoredClaim, sites: Iterable[Site]) -> bool:
    """Whether a claim is about such a site: by its targets, its places, its sentence and its report's title."""
    texts = list(_texts(claim))
    return any(site.is_in(text) for site in sites for text in texts)


def _texts(claim: StoredClaim) -> Iterator[str]:
    yield claim.sentence
    yield claim.report.title or ""
    record = claim.record
    for mention in (*record["agents"], *record["recipients"], *record["places"]):
        yield mention["name"]
        yield mention["text"]
    yield (record["content"] or {}).get("text", "")


def is_too_young(claim: StoredClaim, *, today: date, days: int) -> bool:
    """Whether less than so many days have passed since publication or since the event; also where neither is known."""
    time = claim.record["time"] or {}
    told = [date.fromisoformat(day) for day in (time.get("from"), time.get("to")) if day]
    if claim.report.published is not None:
        told.append(claim.report.published)
    return not told or max(told) > today - timedelta(days=days)
