"""What the ledger gives back: a claim as it was recorded, with the report that it stands in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sayso.model.review import Reviewed


@dataclass(frozen=True, slots=True)
class StoredReport:
    """A report of the ledger, without its text.

    `id` is made from what tells the report from others (its address, else what is known of it) and its text's digest;
    `name` is the id that its input gave it. `version` counts the texts that one address has had, from 1. `recorded` is
    when the ledger learnt of it and `superseded` when of the next version, both UTC. `digest` is the SHA-256 of the
    text as it was read, also where the text was redacted since.
    """

    id: str
    name: str
    version: int
    title: str | None
    published: date | None
    published_from: str | None
    publisher: str | None
    url: str | None
    language: str | None
    digest: str
    recorded: datetime
    superseded: datetime | None = None
    redacted: bool = False


@dataclass(frozen=True, slots=True)
class StoredClaim:
    """A claim of the ledger: `record` is the claim as in the record of one report, `sentence` the words it stands in.

    `id` tells it from all others of the ledger; it begins with the id that the record of one report gives it, which
    copies of one text share. `versions` are those of sayso, model, codebook and gazetteer that made it. `recorded` is
    when the ledger learnt of it and `superseded` when of what stands in its place: the claims of the next version of
    its report, of other versions of the program, or with what a person corrected; also when a person rejected it.
    `reviewed` is what people say of it; `record` has what they corrected.
    """

    id: str
    report: StoredReport
    record: Mapping[str, Any]
    sentence: str
    versions: Mapping[str, str]
    recorded: datetime | None = None
    superseded: datetime | None = None
    reviewed: Reviewed | None = None
