"""When: days that do not meet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sayso.codebook.incidents import load_incident_rules
from sayso.model import Dispute, IncidentTime, Update
from sayso.reconcile.incident.disputes.positions import make_dispute, make_update, say_days
from sayso.reconcile.incident.disputes.ranges import group_ranges
from sayso.reconcile.incident.identity import fold_words
from sayso.reconcile.incident.particular import is_short
from sayso.reconcile.incident.series import Told, settle
from sayso.reconcile.incident.sides import Sides
from sayso.reconcile.incident.span import count_days_between, meets
from sayso.reconcile.incident.testimony import Testimony


def find_when(
    told_of: Sequence[Testimony], best: IncidentTime | None, sides: Sides
) -> tuple[list[Dispute], list[Update]]:
    """The dispute about the days, if there is one, among accounts of the deed itself.

    Periods are left out, and days so far from the best ones that they are rather misread.
    """
    furthest = load_incident_rules().furthest_days
    told = [
        Told(one, one.time)
        for one in told_of
        if one.time is not None
        and is_short(one.time)
        and (best is None or count_days_between(one.time, best) <= furthest)
    ]
    settled = settle(told, meets)
    standing = settled.standing
    groups = group_ranges([_ends(one) for one in standing])
    positions = [([standing[at].by for at in group], _say([standing[at].value for at in group])) for group in groups]
    dispute = make_dispute("when", positions, sides)
    updates = [make_update("when", e.by, f.by, f"said {_say_time(e.value)} first, then {_say_time(f.value)}")
               for e, f in settled.changes]  # fmt: skip
    return ([dispute] if dispute else []), updates


def _ends(told: Told[IncidentTime]) -> tuple[float, float]:
    """The days; a night belongs to the day before it and the day after."""
    time, words = told.value, fold_words((told.by.claim.record["time"] or {}).get("text") or "")
    more = 0 if load_incident_rules().night.isdisjoint(words) else 1
    return (time.first or date.min).toordinal() - more, (time.last or date.max).toordinal() + more


def _say(times: Sequence[IncidentTime]) -> str:
    """What a group has in common: its latest beginning and its earliest end."""
    first = max((time.first for time in times if time.first), default=None)
    last = min((time.last for time in times if time.last), default=None)
    return f"said that it was {say_days(first, last)}"


def _say_time(time: IncidentTime) -> str:
    return say_days(time.first, time.last)
