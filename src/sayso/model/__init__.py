"""The nouns that every step shares: reports, spans, attributions, claims, readings, refusals. Standard library only."""

from sayso.model.actor import ACTOR_KINDS, SECTORS, Actor, ActorKind, Sector
from sayso.model.attribution import QUOTATIONS, SOURCE_KINDS, Attribution, Quotation, Source, SourceKind
from sayso.model.claim import (
    FACTUALITIES,
    RECIPIENT_ROLES,
    Claim,
    Codes,
    Factuality,
    Participant,
    RecipientRole,
)
from sayso.model.errors import InputError, RuleError, SaysoError, SetupError
from sayso.model.reading import Reading, Refusal, Versions
from sayso.model.report import FURNITURE_KINDS, Furniture, Report, digest_text
from sayso.model.span import Span

__all__ = [
    "ACTOR_KINDS",
    "FACTUALITIES",
    "FURNITURE_KINDS",
    "QUOTATIONS",
    "RECIPIENT_ROLES",
    "SECTORS",
    "SOURCE_KINDS",
    "Actor",
    "ActorKind",
    "Attribution",
    "Claim",
    "Codes",
    "Factuality",
    "Furniture",
    "InputError",
    "Participant",
    "Quotation",
    "Reading",
    "RecipientRole",
    "Refusal",
    "Report",
    "RuleError",
    "SaysoError",
    "Sector",
    "SetupError",
    "Source",
    "SourceKind",
    "Span",
    "Versions",
    "digest_text",
]
