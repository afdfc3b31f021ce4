"""A claim: one event, at one mention in the text, on the say-so of one source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from sayso.model.attribution import Quotation, Source
from sayso.model.place import Place
from sayso.model.quantity import Quantity
from sayso.model.span import Span
from sayso.model.time import Time

Factuality = Literal["CT+", "PR+", "PS+", "CT-", "PR-", "PS-", "Uu"]
"""How sure the source is, in FactBank's values (Saurí and Pustejovsky 2009)."""
FACTUALITIES: tuple[Factuality, ...] = get_args(Factuality)
RecipientRole = Literal["civilian", "combatant", "object"]
RECIPIENT_ROLES: tuple[RecipientRole, ...] = get_args(RecipientRole)


@dataclass(frozen=True, slots=True)
class Participant:
    """Who did it or whom it was done to, at one mention.

    `name` is the fullest name that the report gives, `country` the ISO 3166 alpha-3 code of the side it belongs to,
    `role` is told of recipients only, `actor` the id of a known actor.
    """

    span: Span
    name: str
    country: str | None = None
    role: RecipientRole | None = None
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class Codes:
    """What the other codebooks of the field call a type of event; None where they have no name for it."""

    acled_event_type: str | None = None
    acled_sub_event_type: str | None = None
    plover_event: str | None = None
    plover_mode: str | None = None
    cameo: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim. `source` is None where the report speaks in its own voice; so are `cue`, `quotation`, `content` then.

    `attribution` is the id of the attribution that the source was read from, None where the source is the speaker of a
    speech act ("accused … of") that is no attribution by itself. `rules` are the ids of the codebook's rules that
    found it and settled its type and factuality. `confidence` (0..1) is how often such a claim is right. `id` is made
    from the text's digest, the place of the trigger and the type.
    """

    id: str
    type: str
    codes: Codes
    trigger: Span
    factuality: Factuality
    source: Source | None
    via: tuple[Source, ...]
    cue: Span | None
    quotation: Quotation | None
    content: Span | None
    attribution: str | None
    agents: tuple[Participant, ...]
    recipients: tuple[Participant, ...]
    instruments: tuple[Span, ...]
    sentence: Span
    confidence: float
    rules: tuple[str, ...]
    places: tuple[Place, ...] = ()
    time: Time | None = None
    quantities: tuple[Quantity, ...] = ()
