"""What happened: the one type that names an incident, and the rule that chose it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cache

from sayso.codebook.incidents import load_incident_rules
from sayso.model import Reason
from sayso.reconcile.incident.rules import give_reason
from sayso.reconcile.incident.testimony import Testimony

_LAST = 99


def choose_type(testimonies: Sequence[Testimony]) -> tuple[str, Reason]:
    """The type of the incident and why: what was done before what came of it, specific before general, by origins."""
    said = [one for one in testimonies if one.stance in {"says", "maybe"}] or list(testimonies)
    origins: dict[str, set[str]] = defaultdict(set)
    for one in said:
        origins[one.type].add(one.say_so)
    rules = load_incident_rules()
    first = min(rules.order.get(type, _LAST) for type in origins)
    deeds = [type for type in origins if rules.order.get(type, _LAST) == first]
    specific = [type for type in deeds if type not in rules.general] or deeds
    ranks = _rank_types()
    best = min(specific, key=lambda type: (-len(origins[type]), ranks.get(type, _LAST), type))
    return best, give_reason(_name_rule(len(origins), len(deeds), len(specific)))


@cache
def _rank_types() -> dict[str, int]:
    return {type: at for at, type in enumerate(load_incident_rules().order)}


def _name_rule(types: int, deeds: int, specific: int) -> Callable[..., None]:
    if types == 1:
        return only_type
    if specific > 1:
        return most_origins
    return specific_before_general if deeds > specific else deed_before_consequences


def only_type() -> None:
    """All accounts have this type."""


def most_origins() -> None:
    """Of the types that name the deed itself, most independent origins have this one."""


def specific_before_general() -> None:
    """It tells more than the general type that other accounts have."""


def deed_before_consequences() -> None:
    """It names the deed; the other accounts tell what came of it or was said about it."""
