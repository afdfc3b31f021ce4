"""The accounts of an incident as people compare them: a column for each side, each source once, copies together."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sayso.export.claims import OWN_VOICE, SURE_IN_WORDS, name_type
from sayso.model import SIDES, Account, Figure, FigureAccount, Incident, Side
from sayso.model.visible import visible_text

SIDE_TITLES: dict[Side, str] = {
    "party": "Those said to have done it",
    "opponent": "The other side",
    "third": "Neither side",
    "unknown": "Side not known",
}
_CERTAIN = "CT+"


@dataclass(frozen=True, slots=True)
class Carrier:
    """Who printed it, and on which day; None where the report has no date."""

    name: str
    published: date | None


@dataclass(frozen=True, slots=True)
class Telling:
    """One sentence of a source: `what` it tells, in which words, and who printed it, the earliest first."""

    what: str
    words: str
    carriers: tuple[Carrier, ...]
    claims: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """A source with all that it tells of the incident; a publisher where his report speaks for itself."""

    name: str
    is_publisher: bool
    tellings: tuple[Telling, ...]


@dataclass(frozen=True, slots=True)
class SideColumn:
    """One side with its voices, those that spoke first at the top."""

    side: Side
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class Number:
    """A number as one source gives it, with who printed it; `standing` is False for what it has replaced since."""

    figure: FigureAccount
    source: str
    carriers: tuple[Carrier, ...]


def list_sides(incident: Incident) -> tuple[SideColumn, ...]:
    """The sides that speak, in the order of `SIDES`; each source stands where most of its claims put it."""
    voices: dict[tuple[str, bool], list[Account]] = {}
    for account in incident.accounts:
        voices.setdefault(_voice_of(account), []).append(account)
    found: dict[Side, list[Voice]] = {}
    for (name, is_publisher), accounts in voices.items():
        found.setdefault(_side_of(accounts), []).append(Voice(name, is_publisher, list_tellings(accounts)))
    return tuple(SideColumn(side, tuple(found[side])) for side in SIDES if side in found)


def list_numbers(figure: Figure, incident: Incident) -> tuple[Number, ...]:
    """The figure's numbers by who gives them: what stands first, then what stood before, each by its publication."""
    accounts = {account.claim: account for account in incident.accounts}
    found: dict[tuple[object, ...], list[FigureAccount]] = {}
    for number in sorted(figure.accounts, key=lambda one: not one.standing):
        voice = _voice_of(accounts[number.claim])
        found.setdefault((voice, number.low, number.high, number.standing), []).append(number)
    return tuple(
        Number(numbers[0], _voice_of(accounts[numbers[0].claim])[0], _carriers(accounts[one.claim] for one in numbers))
        for numbers in found.values()
    )


def name_carriers(carriers: Sequence[Carrier], *, but: str = "", most: int = 3) -> str:
    """Who printed it, with the first day: "7 Oct, Evening Lantern, Fjord Courier and 2 others"; `but` is left out."""
    day = carriers[0].published
    names = [carrier.name for carrier in carriers if carrier.name != but]
    left = max(len(names) - most, 0)
    listed = ", ".join(names[:most]) + (f" and {left} other{'' if left == 1 else 's'}" if left else "")
    return ", ".join(part for part in (f"{day.day} {day:%b}" if day else "", listed) if part)


def _voice_of(account: Account) -> tuple[str, bool]:
    """The name of who speaks, and whether that is the publisher; a name in whichever case is one."""
    if account.source:
        name = visible_text(account.source)
        return name[:1].title() + name[1:], False
    return visible_text(account.publisher or OWN_VOICE), True


def _side_of(accounts: Iterable[Account]) -> Side:
    told = Counter(account.side for account in accounts)
    return max(told, key=lambda side: (side != "unknown", told[side], -SIDES.index(side)))


def list_tellings(accounts: Iterable[Account]) -> tuple[Telling, ...]:
    """What accounts of one source tell, each sentence once, in the order in which they come."""
    found: dict[str, list[Account]] = {}
    for account in accounts:
        found.setdefault(_fold(account.sentence), []).append(account)
    return tuple(_make_telling(same) for same in found.values())


def _make_telling(accounts: Sequence[Account]) -> Telling:
    notes = [note for note, holds in (
        ("against itself", any(account.conceded for account in accounts)),
        ("of itself", any(account.of_itself for account in accounts)),
    ) if holds]  # fmt: skip
    return Telling(
        what=", ".join(dict.fromkeys(_name_deed(account) for account in accounts)),
        words=visible_text(accounts[0].sentence),
        carriers=_carriers(accounts),
        claims=tuple(account.claim for account in accounts),
        notes=tuple(notes[:1]),
    )


def _name_deed(account: Account) -> str:
    sure = "" if account.factuality == _CERTAIN else f" ({SURE_IN_WORDS[account.factuality]})"
    return name_type(account.type) + sure


def _carriers(accounts: Iterable[Account]) -> tuple[Carrier, ...]:
    found: dict[str, Carrier] = {}
    for account in accounts:
        name = visible_text(account.publisher or account.document)
        found.setdefault(name, Carrier(name, account.published))
    return tuple(found.values())


def _fold(sentence: str) -> str:
    """The letters and figures of a sentence, by which copies of it are the same."""
    plain = unicodedata.normalize("NFKD", sentence.casefold())
    return "".join(letter for letter in plain if letter.isalnum())
