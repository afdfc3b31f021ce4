"""Words that attribute: verbs by what they do."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from importlib.resources import files

from sayso.model import RuleError


@dataclass(frozen=True, slots=True)
class CueClass:
    """One class of cues with its verbs (lemmas) and its examples."""

    id: str
    verbs: tuple[str, ...]
    match: tuple[str, ...]
    no_match: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cues:
    """All classes, and the class of each verb."""

    classes: tuple[CueClass, ...]
    verbs: dict[str, str]


@functools.cache
def load_cues() -> Cues:
    """The cues of `cues.toml`. RuleError lists all problems together."""
    table = tomllib.loads(files("sayso.codebook").joinpath("cues.toml").read_text(encoding="utf-8"))["class"]
    verbs: dict[str, str] = {}
    problems: list[str] = []
    classes = []
    for name, entry in table.items():
        if not entry.get("match") or not entry.get("no_match"):
            problems.append(f"{name}: an example is missing")
        for verb in entry["verbs"]:
            if verb in verbs:
                problems.append(f"{verb!r} is of class {verbs[verb]} and {name}")
            verbs[verb] = name
        classes.append(CueClass(name, tuple(entry["verbs"]), tuple(entry["match"]), tuple(entry["no_match"])))
    if problems:
        raise RuleError("bad-rules", "; ".join(problems), where="cues.toml", remedy="mend the entries named")
    return Cues(tuple(classes), verbs)
