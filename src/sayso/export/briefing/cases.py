"""What a briefing is made from: an incident as it may be shown, and what the ledger knows beside it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sayso.model import Incident, StoredClaim

_KILLED, _WOUNDED, _DISPUTED = 2.0, 1.0, 2.0


@dataclass(frozen=True, slots=True)
class Copied:
    """That a `share` of a report's words stand in another one before it; both by the ledger's ids.

    `whole` is a report that is the other one's text, at most cut or with something added.
    """

    report: str
    origin: str
    share: float
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """An incident with its claims, both with names withheld where they are to be.

    `origins` tells for each claim where it comes from, also where the name of that is withheld. `links` are the copies
    among its reports, `moments` those at which the ledger's view of it became different.
    """

    incident: Incident
    claims: tuple[StoredClaim, ...] = ()
    origins: Mapping[str, str] = field(default_factory=dict)
    links: tuple[Copied, ...] = ()
    moments: tuple[datetime, ...] = ()

    @property
    def copies(self) -> dict[str, float]:
        """The reports that as a whole are another one's text, each with the share."""
        return {link.report: link.share for link in self.links if link.whole}


def covers(incident: Incident, day: date) -> bool:
    """Whether the days on which it is said to have happened, as far as they are told, have this day among them."""
    return (incident.first or date.min) <= day <= (incident.last or date.max)


def weigh(incident: Incident) -> float:
    """By this the incidents of a day are sorted: a point an origin, more for each doubling of the dead and wounded.

    What is contested gains as much as two more origins, since that is what a reader must know of.
    """
    killed, wounded = (
        max((float(figure.best or 0) for figure in incident.figures if figure.role == role), default=0.0)
        for role in ("killed", "wounded")
    )
    weight = incident.origins + _KILLED * math.log2(1 + max(killed, 0)) + _WOUNDED * math.log2(1 + max(wounded, 0))
    return round(weight + (_DISPUTED if incident.contested else 0.0), 3)
