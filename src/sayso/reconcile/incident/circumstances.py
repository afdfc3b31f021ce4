"""Where and when, as one claim has it, and how far that is told of its own event."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sayso.model import IncidentPlace, IncidentTime, StoredClaim
from sayso.reconcile.backward import find_own

SURE = 0.5
"""A place that is as likely wrong as right is kept with its account, but set against no other."""
_KEYS = ("latitude", "longitude", "country", "admin1", "precision", "gazetteer")


def read_place(claim: StoredClaim) -> tuple[IncidentPlace | None, bool]:
    """The first place that could be located, else the first, and whether it is sure enough to be set against others."""
    own = _find_own(claim)
    places = [place for place in claim.record.get("places") or () if place.get("start", own) >= own]
    place = next((one for one in places if one.get("latitude") is not None), places[0] if places else None)
    if place is None:
        return None, False
    confidence = place.get("confidence")
    found = IncidentPlace(place["name"], **{key: place.get(key) for key in _KEYS})
    return found, confidence is None or confidence > SURE


def read_time(claim: StoredClaim) -> IncidentTime | None:
    """The days that a claim tells."""
    time: Mapping[str, Any] | None = claim.record.get("time")
    if not time:
        return None
    own = _find_own(claim)
    if (time.get("span") or {}).get("start", own) < own:
        return None
    first, last = (date.fromisoformat(time[key]) if time.get(key) else None for key in ("from", "to"))
    if first and last and first > last:
        first, last = last, first
    return IncidentTime(first, last, time["precision"])


def _find_own(claim: StoredClaim) -> int:
    """From where on, in the report, what the sentence tells may be of this event; -1 where all of it may."""
    start = int(claim.record["sentence"]["start"])
    found = find_own(claim.sentence[: max(0, int(claim.record["trigger"]["start"]) - start)])
    return start + found if found >= 0 else -1
