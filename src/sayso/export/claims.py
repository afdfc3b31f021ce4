"""Claims in rows, grouped by who makes them, in words for people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sayso.export.circumstances import name_place, name_quantity, name_time
from sayso.export.shorten import Excerpt, shorten_around
from sayso.model import Claim, Factuality, Participant, Reading, Source
from sayso.model.visible import visible_text

OWN_VOICE = "the report itself"
SURE_IN_WORDS: dict[Factuality, str] = {
    "CT+": "certain",
    "PR+": "probable",
    "PS+": "possible",
    "CT-": "denied",
    "PR-": "probably not",
    "PS-": "possibly not",
    "Uu": "not committed",
}
EXCERPT_CHARACTERS = 84  # three lines of the table's last column


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim as people read it. `number` counts the report's claims from 1, in text order."""

    number: int
    claim: Claim
    type: str
    sure: str
    cue: str
    via: tuple[str, ...]
    agents: tuple[str, ...]
    recipients: tuple[str, ...]
    instruments: tuple[str, ...]
    where: tuple[str, ...]
    when: str
    how_many: tuple[str, ...]
    words: Excerpt


@dataclass(frozen=True, slots=True)
class ClaimGroup:
    """One source of a report with all its claims. `source` is its first mention, None for the report's own voice."""

    source: Source | None
    name: str
    rows: tuple[ClaimRow, ...]


def group_claims(reading: Reading) -> tuple[ClaimGroup, ...]:
    """The report's claims by source, sources in the order in which they first speak, the report's own voice last.

    Two mentions are one source when they have the same name and kind.
    """
    first: dict[tuple[str, str], Source] = {}
    found: dict[tuple[str, str] | None, list[ClaimRow]] = {}
    for number, claim in enumerate(_in_text_order(reading.claims), start=1):
        key = source_key(claim.source)
        if claim.source and key:
            first.setdefault(key, claim.source)
        found.setdefault(key, []).append(make_row(number, claim))
    keys = [key for key in found if key is not None] + [key for key in found if key is None]
    return tuple(_make_group(first[key] if key else None, found[key]) for key in keys)


def count_claims(groups: Iterable[ClaimGroup]) -> str:
    """How many claims there are and who makes them, in words.

    >>> count_claims([])
    '0 claims'
    """
    groups = tuple(groups)
    claims = sum(len(group.rows) for group in groups)
    sources = sum(group.source is not None for group in groups)
    by = [_plural(sources, "source")] * bool(sources) + [OWN_VOICE] * (sources < len(groups))
    return _plural(claims, "claim") + (f" by {' and '.join(by)}" if by else "")


def source_key(source: Source | None) -> tuple[str, str] | None:
    """What two mentions of one source have in common; None for none."""
    return (source.name.casefold(), source.kind) if source else None


def name_facts(source: Source) -> tuple[str, ...]:
    """A source's kind, and the id of the actor that it is, else the side it speaks for, as far as known."""
    facts = (source.kind.replace("_", " "), source.actor or source.country)
    return tuple(visible_text(fact) for fact in facts if fact)


def name_type(type: str) -> str:
    """The id of a type of event in words.

    >>> name_type("attack_on_civilians")
    'attack on civilians'
    """
    return visible_text(type).replace("_", " ")


def _in_text_order(claims: Iterable[Claim]) -> list[Claim]:
    return sorted(claims, key=lambda claim: (claim.trigger, claim.id))


def make_row(number: int, claim: Claim) -> ClaimRow:
    """One claim as people read it."""
    return ClaimRow(
        number=number,
        claim=claim,
        type=name_type(claim.type),
        sure=SURE_IN_WORDS[claim.factuality],
        cue=visible_text(claim.cue.text) if claim.cue else "",
        via=tuple(visible_text(source.name) for source in claim.via),
        agents=tuple(_name(agent) for agent in claim.agents),
        recipients=tuple(_name(recipient) for recipient in claim.recipients),
        instruments=tuple(visible_text(instrument.text) for instrument in claim.instruments),
        where=tuple(name_place(place) for place in claim.places),
        when=name_time(claim.time) if claim.time else "",
        how_many=tuple(name_quantity(quantity) for quantity in claim.quantities),
        words=shorten_around(claim.trigger, claim.sentence, room=EXCERPT_CHARACTERS),
    )


def _make_group(source: Source | None, rows: list[ClaimRow]) -> ClaimGroup:
    return ClaimGroup(source, visible_text(source.name) if source else OWN_VOICE, tuple(rows))


def _name(participant: Participant) -> str:
    """The name with the actor's id, else the side: what tells one "army" from another."""
    known = participant.actor or participant.country
    return visible_text(participant.name) + (f" ({visible_text(known)})" if known else "")


def _plural(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
