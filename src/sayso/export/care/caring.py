"""All that is kept back, in order: what stays out, then names, then places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from sayso.export.care.holding import Site, is_about, is_too_young
from sayso.export.care.rounding import round_claim
from sayso.export.care.withholding import LookUp, Withholder
from sayso.model import Reviewed, StoredClaim


@dataclass(frozen=True, slots=True)
class Care:
    """What is kept back. Names of private persons are, unless `with_names`.

    `round_km` is the width of the grid on which coordinates are put, None for none; `delay_days` counts back from
    `today`; `sites` are those that no claim may be about. `look_up` gives the whole report of a claim.
    """

    today: date
    with_names: bool = False
    round_km: float | None = None
    delay_days: int = 0
    sites: tuple[Site, ...] = ()
    look_up: LookUp | None = None


@dataclass(slots=True)
class Kept:
    """How many claims stayed out, and why."""

    young: int = 0
    sites: int = 0


def take_care(claims: Iterable[StoredClaim], care: Care, kept: Kept) -> Iterator[StoredClaim]:
    """The claims that may go out, in the form in which they may; those that may not are counted in `kept`."""
    withholder = Withholder(care.look_up)
    for claim in claims:
        if care.delay_days and is_too_young(claim, today=care.today, days=care.delay_days):
            kept.young += 1
            continue
        if care.sites and is_about(claim, care.sites):
            kept.sites += 1
            continue
        shown = claim if care.with_names else withholder.withhold(claim)
        shown = shown if care.round_km is None else round_claim(shown, care.round_km)
        yield shown if shown.reviewed is None else replace(shown, reviewed=_hide(shown.reviewed, care))


def _hide(reviewed: Reviewed, care: Care) -> Reviewed:
    """What people say of a claim without their names, and without what would tell the names and places kept back."""
    if not care.with_names:
        unsigned = tuple(replace(one, who="", reason="") for one in reviewed.standing)
        return Reviewed(unsigned[-1], unsigned, {})
    return reviewed if care.round_km is None else replace(reviewed, before={})
