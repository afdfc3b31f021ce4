"""Positions in a dispute, and the sentence that sets them against each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from sayso.model import Dispute, DisputeSlot, Position, Update
from sayso.model.visible import visible_text
from sayso.reconcile.incident.particular import may_meet
from sayso.reconcile.incident.sides import Sides
from sayso.reconcile.incident.testimony import Testimony

_NAMED = 3
"""As many sources are named in a sentence."""


def make_position(told: Iterable[Testimony], value: str, sides: Sides) -> Position:
    """What these accounts hold together; `value` goes on after the name: "said that it happened"."""
    ordered = sorted({one.id: one for one in told}.values(), key=lambda one: one.order)
    return Position(
        claims=tuple(one.id for one in ordered),
        sources=tuple(dict.fromkeys(visible_text(one.teller) for one in ordered)),
        sides=tuple(sorted({sides.side_of(one.voice) for one in ordered})),
        value=visible_text(value),
    )


def make_dispute(slot: DisputeSlot, groups: Sequence[tuple[Sequence[Testimony], str]], sides: Sides) -> Dispute | None:
    """The dispute between groups of accounts, the one of most origins first; None unless two speakers differ.

    Who stands in several groups disputes nothing with himself, and is left out; so is a group that is rather of another
    event than all others.
    """
    if len(groups) < 2:
        return None
    told = [(group, value) for group, value in _leave_out_torn(groups) if group]
    told = [one for one in told if any(may_meet(one[0], other[0]) for other in told if other is not one)]
    if len(told) < 2:
        return None
    told.sort(key=lambda item: (-len({one.say_so for one in item[0]}), min(one.order for one in item[0])))
    positions = tuple(make_position(group, value, sides) for group, value in told)
    says = "; ".join(f"{say_names(position.sources)} {position.value}" for position in positions)
    return Dispute(slot, positions, f"{says[:1].upper()}{says[1:]}.")


def _leave_out_torn(
    groups: Sequence[tuple[Sequence[Testimony], str]],
) -> list[tuple[list[Testimony], str]]:
    """The groups without those who stand in several. Two voices of one text are two only where both are without a name:
    what the text itself says is nobody else's word.
    """
    plain = {one.say_so for group, _ in groups for one in group if one.speaker == one.say_so}
    keys = {one.id: one.say_so if one.say_so in plain else one.speaker for group, _ in groups for one in group}
    homes = Counter(key for group, _ in groups for key in {keys[one.id] for one in group})
    return [([one for one in group if homes[keys[one.id]] == 1], value) for group, value in groups]


def make_update(slot: DisputeSlot, earlier: Testimony, later: Testimony, change: str) -> Update:
    """A change by one source, told after its name."""
    says = visible_text(f"{earlier.teller} {change}.")
    return Update(slot, earlier.id, later.id, later.claim.report.published, f"{says[:1].upper()}{says[1:]}")


def say_day(day: date | None) -> str:
    """A day as "4 March 2026"."""
    return f"{day.day} {day:%B} {day.year}" if day else ""


def say_days(first: date | None, last: date | None) -> str:
    """Days as they stand after a verb: "on 4 March 2026", "since 4 March 2026"; empty where both ends are open."""
    if first and last:
        return f"on {say_day(first)}" if first == last else f"from {say_day(first)} to {say_day(last)}"
    return f"since {say_day(first)}" if first else f"until {say_day(last)}" if last else ""


def say_names(sources: Sequence[str]) -> str:
    """ "A", "A and B", "A, B, C and 2 others". The value brings a verb in the past, which fits one and many."""
    named, rest = list(sources[:_NAMED]), len(sources) - _NAMED
    if rest > 0:
        named.append(f"{rest} other{'s' if rest > 1 else ''}")
    return " and ".join(part for part in (", ".join(named[:-1]), named[-1]) if part)
