"""Where an input comes from and how it is to be taken: what every reader of a format needs to know."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from sayso.intake.fetching_types import Fetched
from sayso.intake.reports import Intake
from sayso.model import InputError, Refusal

MAX_LAYERS = 2
"""Archives within each other: a gzip in a ZIP is taken out, a gzip in a gzip in a ZIP is not."""

Fetch = Callable[[str], Fetched]
"""Gets what lies behind an address; raises a `SaysoError` that says why it cannot be had."""


@dataclass(frozen=True, slots=True)
class Origin:
    """An input, or a part of one.

    `name` is for messages, `stem` the id of a report that brings none, `path` the file's own name, whose end may tell
    what it is. `published` is the date of reports without a field for it, `max_bytes` the limit on one report.
    `layers` counts the archives around it.
    """

    name: str
    stem: str
    path: str
    max_bytes: int
    published: date | None = None
    url: str | None = None
    fetch: Fetch | None = None
    layers: int = 0

    @property
    def limit(self) -> str:
        """The limit in words, for a reason."""
        return f"the limit of {describe_size(self.max_bytes)}"

    def part(self, what: str, number: int) -> Origin:
        """Record number `number` of this input: `line 3`, `entry 2`."""
        return replace(self, name=f"{self.name} {what} {number}", stem=f"{self.stem}-{number}")

    def refuse(self, slug: str, reason: str, remedy: str, *, id: str | None = None) -> Intake:
        """What comes of this input when it is set aside."""
        return Intake(None, Refusal(slug, reason, self.name, remedy), id or self.stem, source=self.name)

    def error(self, slug: str, reason: str, remedy: str) -> InputError:
        """The same as an error, for where the whole input is to be left."""
        return InputError(slug, reason, where=self.name, remedy=remedy)

    def too_large(self, what: str = "it") -> Intake:
        """What comes of an input or a record over the limit."""
        remedy = "raise the limit with --max-size, or split it"
        return self.refuse("too-large", f"{what} is larger than {self.limit}", remedy)


def describe_size(size: int) -> str:
    """A number of bytes in words: `20 MB`."""
    for unit, name in ((1_000_000_000, "GB"), (1_000_000, "MB"), (1000, "kB")):
        if size >= unit:
            return f"{size / unit:g} {name}"
    return f"{size} bytes"
