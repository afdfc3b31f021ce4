"""The numbers that claims give, each with what is counted, of whom, and whether it is a share of another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

from sayso.codebook.incidents import load_incident_rules
from sayso.model import Number, QuantityRole, Side
from sayso.reconcile.incident.identity import Identity
from sayso.reconcile.incident.sides import Sides
from sayso.reconcile.incident.testimony import Testimony

PERSON = "person"
_OF_THINGS = frozenset(("used", "hit", "intercepted", "destroyed", "distance", "area", "duration", "money"))
_OUT_OF = (["of"], ["of", "the"], ["out", "of"])


@dataclass(frozen=True, slots=True)
class Range:
    """Two numbers, both inclusive; None is an open end."""

    low: Number | None
    high: Number | None

    def meets(self, other: Range) -> bool:
        """Whether both may be one number."""
        low = max((end for end in (self.low, other.low) if end is not None), default=None)
        high = min((end for end in (self.high, other.high) if end is not None), default=None)
        return low is None or high is None or low <= high

    @property
    def point(self) -> Number | None:
        """The one figure for it: the lower end, else the upper: "at least 43" is 43, "nearly 200" is 200."""
        return self.high if self.low is None else self.low


@dataclass(frozen=True, slots=True)
class Count:
    """One number of one claim. `counted` is the word for what is counted, `unit` the unit that it belongs to.

    `whose` is the side that was counted, None where not told. `share_of` is the unit of the whole. `is_sole` marks the
    only number of people that its claim gives in that role.
    """

    by: Testimony
    role: QuantityRole
    unit: str
    range: Range
    cumulative: bool
    counted: str
    words: str
    start: int
    whose: Side | None = None
    share_of: str | None = None
    is_sole: bool = False


def find_counts(testimonies: Iterable[Testimony], sides: Sides) -> list[Count]:
    """All numbers of claims that say so, and a nought for each that says that nobody was killed, hurt, driven out."""
    found: list[Count] = []
    for one in testimonies:
        if one.stance in {"says", "maybe"}:
            found += _mark_sole(list(_read_counts(one, sides)))
        elif is_nought(one):
            found.append(_make_nought(one, sides))
    return found


def is_nought(one: Testimony) -> bool:
    """Whether a claim denies a loss as such, not that somebody did it: "no one was hurt"."""
    roles = load_incident_rules().roles
    return one.stance == "denies" and one.type in roles and not one.doers and not one.claim.record.get("quantities")


def _read_counts(one: Testimony, sides: Sides) -> Iterator[Count]:
    quantities = one.claim.record.get("quantities") or ()
    for quantity in quantities:
        low, high = quantity["low"], quantity["high"]
        if (low is None and high is None) or (low or high or 0) < 0 or _is_out_of(one, quantity, quantities):
            continue
        if low is not None and high is not None and low > high:
            low, high = high, low
        unit = _unit_of(quantity)
        yield Count(
            by=one,
            role=quantity["role"],
            unit=unit,
            range=Range(low, None if _is_of_hurt(one, quantity) else high),
            cumulative=bool(quantity.get("cumulative")),
            counted=quantity["unit"] or unit,
            words=quantity["text"],
            start=quantity["start"],
            whose=_whose(one, quantity, sides),
            share_of=_find_whole(quantity, quantities),
        )


def _unit_of(quantity: Mapping[str, Any]) -> str:
    """What is counted; nobody's unit is people only where people are what such numbers count: not "four struck"."""
    word = quantity["unit"] or quantity.get("currency")
    return load_incident_rules().unit_of(word) if word or quantity["role"] not in _OF_THINGS else ""


def _is_out_of(one: Testimony, quantity: Mapping[str, Any], quantities: Iterable[Mapping[str, Any]]) -> bool:
    """Whether it only tells out of how many: the five in "three of the five people in it were killed"."""
    if quantity.get("part_of"):
        return False
    start, words = one.claim.record["sentence"]["start"], one.claim.sentence
    return any(
        other["end"] < quantity["start"] and words[other["end"] - start : quantity["start"] - start].split() in _OUT_OF
        for other in quantities
        if other["role"] == quantity["role"]
    )


def _is_of_hurt(one: Testimony, quantity: Mapping[str, Any]) -> bool:
    """Whether those who died were counted among the hurt before: "three of the wounded"."""
    if quantity["role"] != "killed" or " of " not in one.claim.sentence:
        return False
    after = one.claim.sentence[quantity["end"] - one.claim.record["sentence"]["start"] :].split(maxsplit=3)
    return after[:1] == ["of"] and not load_incident_rules().hurt.isdisjoint(
        word.strip(".,;").lower() for word in after[1:3]
    )


def _find_whole(quantity: Mapping[str, Any], quantities: Iterable[Mapping[str, Any]]) -> str | None:
    part_of = quantity.get("part_of")
    if not part_of:
        return None
    whole = next((one for one in quantities if one["start"] < part_of["end"] and part_of["start"] < one["end"]), None)
    return load_incident_rules().unit_of(whole["unit"] if whole else PERSON)


def _mark_sole(counts: list[Count]) -> list[Count]:
    people = load_incident_rules().people
    whole = [count for count in counts if count.share_of is None and count.unit in people]
    soles = {id(count) for count in whole if sum(other.role == count.role for other in whole) == 1}
    return [replace(count, is_sole=True) if id(count) in soles else count for count in counts]


def _make_nought(one: Testimony, sides: Sides) -> Count:
    recipients = one.claim.record.get("recipients") or ()
    civilians = bool(recipients) and all(recipient["role"] == "civilian" for recipient in recipients)
    role = cast(QuantityRole, load_incident_rules().roles[one.type])
    unit = "civilian" if civilians else PERSON
    whose = next((side for who in one.recipients if (side := _side_counted(who, sides))), None)
    trigger = one.claim.record["trigger"]
    return Count(one, role, unit, Range(0, 0), cumulative=False, counted=unit, words="none", start=trigger["start"],
                 whose=whose, is_sole=not civilians)  # fmt: skip


def _whose(one: Testimony, quantity: Mapping[str, Any], sides: Sides) -> Side | None:
    """The side of the recipients in whose mention the number stands, else of the only ones there are."""
    mentions = list(zip(one.claim.record.get("recipients") or (), one.recipients, strict=True))
    inside = [who for mention, who in mentions if mention["start"] <= quantity["start"] < mention["end"]]
    named = inside or ([who for _, who in mentions] if len(mentions) == 1 else [])
    return next((side for who in named if (side := _side_counted(who, sides))), None)


def _side_counted(who: Identity, sides: Sides) -> Side | None:
    side = sides.side_of(who)
    return side if side in {"party", "opponent"} and who.kind != "civilian" else None
