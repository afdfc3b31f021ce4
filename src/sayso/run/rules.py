"""The rules by which reports are read: the codebook of events, the known actors and places, with what a user adds."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

from sayso.actors import ActorRegistry, load_actors
from sayso.codebook import codebook_version
from sayso.codebook.events import Codebook, load_codebook
from sayso.gazetteer import Gazetteer, load_gazetteer


@dataclass(frozen=True, slots=True)
class Rules:
    """The codebook by which events are found, the actors and places that are known, and the version that stands in
    every record.
    """

    codebook: Codebook
    actors: ActorRegistry
    version: str
    gazetteer: Gazetteer


@functools.cache
def load_rules(codebook: Path | None = None, actors: Path | None = None, gazetteer: Path | None = None) -> Rules:
    """The rules that are shipped, with what TOML files of the user add or override, and the shipped index of places or
    the user's own. RuleError for a bad file, SetupError for a bad index.
    """
    book, registry = load_codebook(codebook), load_actors(actors)
    version = codebook_version()
    version += f"+user.{book.version}" if book.version else ""
    version += f"+actors.{registry.version}" if registry.version else ""
    places = load_gazetteer(gazetteer)
    return Rules(book, registry, version, places)
