"""What happened in one paragraph, made from an incident: who says so, and never that it is so."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from sayso.export.claims import name_type
from sayso.export.incident_rows import name_days, name_figure, name_number
from sayso.export.incident_voices import list_numbers
from sayso.model import Figure, Incident, IncidentPlace, Status
from sayso.model.visible import visible_text

LOSSES = ("killed", "wounded", "missing", "detained", "displaced", "destroyed")
_MOST_NAMES, _MOST_FIGURES, _MOST_NUMBERS = 3, 3, 6
_EXACT = frozenset(("point", "settlement"))
_MASS = frozenset(
    "aid control territory_gain territory_loss diplomacy damage displacement violence other destruction".split()
)
_RIGHT_TO_LEFT = frozenset(("R", "AL"))
_ENDS = re.compile(r"[.!?…]\Z")


def tell(incident: Incident, copies: int = 0) -> str:
    """The paragraph. `copies` of its reports print what another one wrote."""
    parts = [_say_what(incident), _say_status(incident), _say_parties(incident)]
    losses = [figure for figure in incident.figures if figure.role in LOSSES]
    parts += [_say_figure(figure, incident) for figure in losses[:_MOST_FIGURES]]
    if left := len(losses) - _MOST_FIGURES:
        parts.append(f"{left} more figure{'' if left == 1 else 's'} below." if left > 0 else "")
    parts += [_say_dispute(says) for says in dict.fromkeys(dispute.says for dispute in incident.disputes)]
    if copies:
        one = copies == 1
        parts.append(
            f"{copies} of the {len(incident.reports)} reports print{'s' if one else ''} what another one wrote; "
            "a copy confirms nothing."
        )
    return " ".join(part for part in parts if part)


def name_some(names: Iterable[str], most: int = _MOST_NAMES) -> str:
    """Names in a row, each once: "A, B and C", "A, B, C and 4 others"."""
    known = list(dict.fromkeys(names))
    left = len(known) - most
    if left > 1:
        return f"{', '.join(known[:most])} and {left} others"
    return " and ".join(part for part in (", ".join(known[:-1]), *known[-1:]) if part)


def isolate(name: str) -> str:
    """A name safe to show, that does not turn round the words beside it where it is written from right to left."""
    shown = visible_text(name)
    if any(unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT for letter in shown):
        return f"\u2068{shown}\u2069"
    return shown


def count(number: int, noun: str) -> str:
    """A number with its noun.

    >>> count(1, "report"), count(2, "report")
    ('1 report', '2 reports')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def make_title(incident: Incident) -> str:
    """What is said to have happened, where and when, in one line."""
    place = isolate(incident.place.name) if incident.place else ""
    parts = (name_type(incident.type), place, name_days(incident.first, incident.last))
    told = ", ".join(part for part in parts if part)
    return told[:1].title() + told[1:]


def _say_what(incident: Incident) -> str:
    grade, kind = incident.grade, name_type(incident.type)
    bare = incident.type in _MASS or kind.endswith("s")
    event = kind if bare else f"{'an' if kind[:1] in 'aeiou' else 'a'} {kind}"
    told = "tells of" if incident.origins == 1 else "tell of"
    first = (
        f"{count(incident.origins, 'independent origin')} in {count(len(incident.reports), 'report')} {told} {event}"
    )
    where, when = _say_where(incident.place), _say_when(incident)
    tally = ""
    if grade.affirmed_by and grade.denied_by:
        says = "says" if grade.affirmed_by == 1 else "say"
        denies = "denies" if grade.denied_by == 1 else "deny"
        tally = f": {grade.affirmed_by} {says} that it happened, {grade.denied_by} {denies} it"
    return " ".join(part for part in (first, where, when) if part) + f"{tally}."


def _say_where(place: IncidentPlace | None) -> str:
    if place is None:
        return ""
    name = isolate(place.name)
    if place.latitude is None:
        return f"at {name} (not located)"
    inside = f" ({place.country})" if place.country and place.precision != "country" else ""
    return f"{'at' if place.precision in _EXACT else 'in'} {name}{inside}"


def _say_when(incident: Incident) -> str:
    days = name_days(incident.first, incident.last)
    if not days:
        return "on a day that is not told"
    if incident.first and incident.last:
        return f"on {days}" if incident.first == incident.last else f"within {days}"
    return days


def _say_status(incident: Incident) -> str:
    names = _name_carriers(incident)
    sentences: dict[Status | None, str] = {
        "confirmed_by": f"It is confirmed by origins that do not all stand on one side: {names}.",
        "single": f"It rests on a single origin: {names}.",
        "one_sided": f"It is one-sided, told by origins on one side alone: {names}.",
        "contested": "It is contested: accounts differ on whether it happened, who did it, or who holds the place.",
        "denied": f"It is denied by {names}; nobody says that it happened.",
        "conceded": f"It is conceded by {names}, against their own interest.",
        None: "Nobody commits to it.",
    }
    return sentences[incident.grade.status]


def _name_carriers(incident: Incident) -> str:
    """Those whose claims the status rests on, named sources before reports that speak for themselves."""
    carried = set(incident.grade.carried_by)
    told = [account for account in incident.accounts if account.claim in carried]
    ranked = sorted(told, key=lambda account: (account.source is None, not account.named))
    names = (isolate(account.source or account.publisher or account.document) for account in ranked)
    return name_some(names) if told else "nobody"


def _say_parties(incident: Incident) -> str:
    told = [
        f"{words} {named}"
        for role, words in (("agent", "said to have done it:"), ("recipient", "to whom:"))
        if (named := _name_parties(incident, role))
    ]
    sentence = "; ".join(told)
    return f"{sentence[:1].title()}{sentence[1:]}." if sentence else ""


def _name_parties(incident: Incident, role: str) -> str:
    ranked = sorted((party for party in incident.parties if party.role == role), key=lambda party: not party.best)
    return name_some(f"{isolate(party.name)} (by {count(party.origins, 'origin')})" for party in ranked)


def _say_figure(figure: Figure, incident: Incident) -> str:
    """The figure with its range, and who gives which number."""
    whose = f" of {isolate(figure.whose)}" if figure.whose else ""
    return f"{name_figure(figure)}{whose}, by the policy {figure.policy}: {_say_numbers(figure, incident)}."


def _say_numbers(figure: Figure, incident: Incident) -> str:
    """ "10 (the hospital and the mayor), 14 (Meridian Wire)"; of very many the lowest and the highest."""
    givers: dict[tuple[object, object], list[str]] = {}
    for number in list_numbers(figure, incident):
        if number.figure.standing:
            givers.setdefault((number.figure.low, number.figure.high), []).append(number.source)
    if not givers:
        return "all who gave a number have given it up since"
    ranked = sorted(givers, key=lambda ends: [float(str(end)) if end is not None else 0.0 for end in ends])
    kept = [*ranked[: _MOST_NUMBERS // 2], *ranked[-(_MOST_NUMBERS // 2) :]] if len(ranked) > _MOST_NUMBERS else ranked
    told = [f"{_name_range(ends)} ({name_some(map(isolate, givers[ends]))})" for ends in kept]
    return ", ".join(told) + (f", and {len(ranked) - len(kept)} numbers between" if len(ranked) > len(kept) else "")


def _name_range(ends: Sequence[object]) -> str:
    low, high = ends
    return name_number(low, high, "", "other")  # type: ignore[arg-type]


def _say_dispute(says: str) -> str:
    shown = visible_text(says)
    return f"Disputed: {shown}" + ("" if _ENDS.search(shown) else ".")


def list_disputed(incident: Incident) -> Iterator[str]:
    """What is disputed, each once, in words: "whether it happened", "the numbers"."""
    words = {
        "whether": "whether it happened",
        "who": "who did it",
        "how_many": "the numbers",
        "where": "the place",
        "when": "the day",
        "control": "who holds the place",
    }
    yield from dict.fromkeys(words[dispute.slot] for dispute in incident.disputes)
