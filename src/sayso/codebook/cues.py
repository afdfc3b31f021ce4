"""Words that attribute: verbs by what they do."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from importlib.resources import files

from sayso.model import RuleError


@dataclass(frozen=True, slots=True)
class CueClass:
    """One class of cues with its verbs and nouns (lemmas) and its examples."""

    id: str
    verbs: tuple[str, ...]
    nouns: tuple[str, ...]
    match: tuple[str, ...]
    no_match: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cues:
    """All classes, and the class of each verb and of each noun."""

    classes: tuple[CueClass, ...]
    verbs: dict[str, str]
    nouns: dict[str, str]


@functools.cache
def load_cues() -> Cues:
    """The cues of `cues.toml`. RuleError lists all problems together."""
    return parse_cues(files("sayso.codebook").joinpath("cues.toml").read_text(encoding="utf-8"), name="cues.toml")


def parse_cues(toml: str, *, name: str) -> Cues:
    """The cues in the text of a TOML file called `name`. RuleError lists all problems together."""
    try:
        table = tomllib.loads(toml).get("class", {})
    except tomllib.TOMLDecodeError as error:
        raise RuleError("bad-rule-file", f"is not TOML: {error}", where=name, remedy="mend the file") from error
    found = Cues((), {}, {})
    problems: list[str] = []
    classes = []
    for id_, entry in table.items():
        problems += [f"{id_}: {field} is missing" for field in ("verbs", "match", "no_match") if not entry.get(field)]
        for field, words in (("verbs", found.verbs), ("nouns", found.nouns)):
            for word in entry.get(field, []):
                if words.setdefault(word, id_) != id_:
                    problems.append(f"{word!r} is of class {words[word]} and {id_}")
        verbs, nouns, match, no_match = (tuple(entry.get(f, ())) for f in ("verbs", "nouns", "match", "no_match"))
        classes.append(CueClass(id_, verbs, nouns, match, no_match))
    if problems:
        raise RuleError("bad-rule", "; ".join(problems), where=name, remedy="mend the entries told")
    return Cues(tuple(classes), found.verbs, found.nouns)
