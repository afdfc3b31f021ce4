"""The rules by which reports are read: the codebook of events, with what a user adds to it."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

from sayso.codebook import codebook_version
from sayso.codebook.events import Codebook, load_codebook


@dataclass(frozen=True, slots=True)
class Rules:
    """The codebook by which events are found, and the version that stands in every record it makes."""

    codebook: Codebook
    version: str


@functools.cache
def load_rules(codebook: Path | None = None) -> Rules:
    """The rules that are shipped, with what a TOML file of the user adds or overrides. RuleError for a bad file."""
    book = load_codebook(codebook)
    return Rules(book, codebook_version() + (f"+user.{book.version}" if book.version else ""))
