"""How far a claim is to be trusted: what speaks for and against it, weighed by a few numbers fitted on reports."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.codebook.trust import load_trust
from sayso.extract.events import Event
from sayso.extract.factuality import Degree
from sayso.extract.participants import Part
from sayso.extract.tree import Tree
from sayso.extract.vouching import Voucher

_DEFINITE = frozenset(("the", "this", "that", "these", "those"))
_MANY = 3


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a claim when it is weighed.

    `density` is the share of the report's sentences that tell of violence or its consequences.
    """

    tree: Tree
    event: Event
    section: str
    voucher: Voucher
    degree: Degree
    agents: Sequence[Part]
    recipients: Sequence[Part]
    density: float


def features_of(evidence: Evidence) -> dict[str, float]:
    """What is weighed, by name; 0 or 1 but for `density` and `strength` (conditions of the rule that were met, up
    to 3).
    """
    event, tree = evidence.event, evidence.tree
    noun = event.form == "noun"
    definite = noun and any(tree.dep[k] == "det" and tree.lower[k] in _DEFINITE for k in tree.kids[event.at])
    found = {
        "strength": min(event.strength, _MANY),
        "noun": noun,
        "idiom": event.form == "idiom",
        "definite": definite,
        "bare": noun and not evidence.agents and not evidence.recipients,
        "verb alone": not noun and not evidence.agents and not evidence.recipients,
        "agents": bool(evidence.agents),
        "recipients": bool(evidence.recipients),
        "uncommitted": evidence.degree.rank == 0,
        "attributed": evidence.voucher.attribution is not None,
        "light": event.slots.light is not None,
        "density": evidence.density,
        f"section {evidence.section}": 1.0,
        f"type {event.type}": 1.0,
    }
    return {name: float(value) for name, value in found.items() if value}


def confidence_of(evidence: Evidence) -> float:
    """How often such a claim is right (an annotator finds it too, with the same type), 0..1."""
    weights = load_trust()
    total = weights.bias + sum(weights.of.get(name, 0.0) * value for name, value in features_of(evidence).items())
    return 1.0 / (1.0 + math.exp(-total))
