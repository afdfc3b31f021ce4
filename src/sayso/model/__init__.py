"""The nouns that every step shares: reports, spans, attributions, readings, refusals. Standard library only."""

from sayso.model.attribution import QUOTATIONS, SOURCE_KINDS, Attribution, Quotation, Source, SourceKind
from sayso.model.errors import InputError, RuleError, SaysoError, SetupError
from sayso.model.reading import Reading, Refusal, Versions
from sayso.model.report import FURNITURE_KINDS, Furniture, Report, digest_text
from sayso.model.span import Span

__all__ = [
    "FURNITURE_KINDS",
    "QUOTATIONS",
    "SOURCE_KINDS",
    "Attribution",
    "Furniture",
    "InputError",
    "Quotation",
    "Reading",
    "Refusal",
    "Report",
    "RuleError",
    "SaysoError",
    "SetupError",
    "Source",
    "SourceKind",
    "Span",
    "Versions",
    "digest_text",
]
