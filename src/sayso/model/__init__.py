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
from sayso.model.errors import InputError, LedgerError, RuleError, SaysoError, SetupError
from sayso.model.place import PLACE_PRECISIONS, PLACE_USES, Candidate, Place, PlacePrecision, PlaceUse
from sayso.model.quantity import QUANTITY_ROLES, Measure, Quantity, QuantityRole
from sayso.model.reading import Reading, Refusal, Versions
from sayso.model.report import FURNITURE_KINDS, Furniture, Report, digest_text
from sayso.model.span import Span
from sayso.model.stored import StoredClaim, StoredReport
from sayso.model.time import TIME_PRECISIONS, TIME_TYPES, Time, TimePrecision, TimeType

__all__ = [
    "ACTOR_KINDS",
    "FACTUALITIES",
    "FURNITURE_KINDS",
    "PLACE_PRECISIONS",
    "PLACE_USES",
    "QUANTITY_ROLES",
    "QUOTATIONS",
    "RECIPIENT_ROLES",
    "SECTORS",
    "SOURCE_KINDS",
    "TIME_PRECISIONS",
    "TIME_TYPES",
    "Actor",
    "ActorKind",
    "Attribution",
    "Candidate",
    "Claim",
    "Codes",
    "Factuality",
    "Furniture",
    "InputError",
    "LedgerError",
    "Measure",
    "Participant",
    "Place",
    "PlacePrecision",
    "PlaceUse",
    "Quantity",
    "QuantityRole",
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
    "StoredClaim",
    "StoredReport",
    "Time",
    "TimePrecision",
    "TimeType",
    "Versions",
    "digest_text",
]
