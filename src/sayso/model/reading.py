"""What was read out of one report, or why it was not read."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.model.attribution import Attribution
from sayso.model.claim import Claim
from sayso.model.place import Place
from sayso.model.quantity import Quantity
from sayso.model.report import Report
from sayso.model.span import Span
from sayso.model.time import Time


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an input was set aside: a slug for programs, a reason for people, and what to do about it."""

    slug: str
    reason: str
    where: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Versions:
    """Which program, reader model, codebook and gazetteer made a record."""

    sayso: str
    model: str
    codebook: str
    gazetteer: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """One report and everything that was read out of it. Where `refusal` is set, nothing was."""

    report: Report
    versions: Versions
    sentences: tuple[Span, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    claims: tuple[Claim, ...] = ()
    refusal: Refusal | None = None
    places: tuple[Place, ...] = ()
    times: tuple[Time, ...] = ()
    quantities: tuple[Quantity, ...] = ()
