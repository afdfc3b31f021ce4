"""How sharp a dispute is, so that the sharpest of many can be shown first."""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Iterator

from sayso.codebook.incidents import load_incident_rules
from sayso.model import Dispute, DisputeSlot, Incident, Sharpness

_ABOUT: dict[DisputeSlot, str] = {
    "whether": "It is disputed whether it happened",
    "who": "It is disputed who did it",
    "how_many": "The numbers differ",
    "where": "The places differ",
    "when": "The days differ",
    "control": "It is disputed who held the place",
}
_OPPOSED = {"party", "opponent"}
Ranked = tuple[Incident, Dispute, Sharpness]


def measure_sharpness(incident: Incident, dispute: Dispute) -> Sharpness:
    """How sharp one dispute of an incident is, the more the sharper, and why in a sentence.

    What is disputed counts most: that it happened at all more than who did it, and that more than a number. A number
    counts more with each doubling, a position with each origin behind it, up to a few; and it is sharper where the
    parties to the incident stand against each other.
    """
    weights = load_incident_rules().sharpness
    ratio = _find_ratio(incident, dispute) if dispute.slot == "how_many" else 1.0
    origins = _count_origins(incident, dispute)
    most = int(weights["most"])
    is_opposed = _is_opposed(dispute)
    score = weights[dispute.slot] + weights["doubling"] * min(math.log2(ratio), most)
    score += weights["origin"] * min(origins[1], most) + (weights["opposed"] if is_opposed else 0.0)
    says = [_say_about(dispute.slot, ratio), f"{_say_origins(origins[0])} against {_say_count(origins[1])}"]
    if is_opposed:
        says.append("party against opponent")
    return Sharpness(round(score, 3), f"{', '.join(says)}.")


def find_sharpest(incidents: Iterable[Incident], most: int) -> list[Ranked]:
    """So many of the sharpest disputes of these incidents, the sharpest first; of those alike the deadlier first."""
    return heapq.nsmallest(most, _list_all(incidents), key=_rank)


def _list_all(incidents: Iterable[Incident]) -> Iterator[Ranked]:
    for incident in incidents:
        for dispute in incident.disputes:
            yield incident, dispute, measure_sharpness(incident, dispute)


def _rank(ranked: Ranked) -> tuple[object, ...]:
    incident, dispute, sharpness = ranked
    killed = max((figure.best or 0 for figure in incident.figures if figure.role == "killed"), default=0)
    return -sharpness.score, -killed, incident.id, dispute.slot, dispute.accounts


def _find_ratio(incident: Incident, dispute: Dispute) -> float:
    """How many times the smallest number goes into the largest; a nought counts as one half."""
    claims = {claim for claims in dispute.accounts for claim in claims}
    points = [
        float(point)
        for figure in incident.figures
        if (figure.role, figure.unit) == (dispute.role, dispute.unit)
        for account in figure.accounts
        if account.standing and account.claim in claims
        if (point := account.high if account.low is None else account.low) is not None
    ]
    return max(max(points) / max(min(points), 0.5), 1.0) if points else 1.0


def _count_origins(incident: Incident, dispute: Dispute) -> list[int]:
    """How many independent origins hold each position, those of most first."""
    origins = {account.claim: account.origin for account in incident.accounts}
    return sorted((len({origins[claim] for claim in claims}) for claims in dispute.accounts), reverse=True)


def _is_opposed(dispute: Dispute) -> bool:
    """Whether a position of the one side stands against one of the other, neither held by both."""
    held = [_OPPOSED & set(position.sides) for position in dispute.positions]
    return {"party"} in held and {"opponent"} in held


def _say_about(slot: DisputeSlot, ratio: float) -> str:
    return f"{_ABOUT[slot]} {ratio:.3g} times" if slot == "how_many" and ratio > 1 else _ABOUT[slot]


def _say_origins(count: int) -> str:
    return f"{_say_count(count)} origin{'' if count == 1 else 's'}"


def _say_count(count: int) -> str:
    return "one" if count == 1 else str(count)
