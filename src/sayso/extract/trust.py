"""How far a claim is to be trusted: what speaks for and against it, weighed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.extract.events import Event
from sayso.extract.factuality import Degree
from sayso.extract.participants import Part
from sayso.extract.tree import Tree
from sayso.extract.vouching import Voucher


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a claim when it is weighed."""

    tree: Tree
    event: Event
    voucher: Voucher
    degree: Degree
    agents: Sequence[Part]
    recipients: Sequence[Part]


def is_kept(evidence: Evidence) -> bool:
    """Whether a claim is likely enough to be given at all."""
    return True


def confidence_of(evidence: Evidence) -> float:
    """How often such a claim is right, 0..1."""
    return 0.5
