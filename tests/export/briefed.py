"""An invented incident as a briefing takes it, and the same with something planted in every text."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from sayso.export.briefing import Case, Copied, Edition, revive_incident, view_briefing, write_html, write_pdf
from sayso.export.incidents import make_incident_detail
from sayso.model import Incident, StoredClaim, StoredReport
from sayso.reconcile.incident import make_incident
from tests.reconcile.incident.invented import ARMY, ARMY_SPEAKER, HOSPITAL, REBEL_SPEAKER, REBELS, RESIDENTS, tell

MOMENT = datetime(2031, 5, 1, 12, 0, tzinfo=UTC)
EDITION = Edition(MOMENT, "1.2.3", "ucdp")
# What the program writes there, by which it decides; all else may hold anybody's words.
_OURS = frozenset(
    "type side sides factuality precision role kind policy rule slot status letter airwars admiralty claim claims "
    "report carried_by conceded replaced_by digest reason".split()
)


def list_claims() -> list[StoredClaim]:
    """A shelling told by both sides, a hospital, residents and a paper, with tolls that differ."""
    army = (ARMY, "NOR")
    return [
        tell(source=REBEL_SPEAKER, agent=army, victim=("villagers", None), role="civilian", town="Tarn", when=(3, 3)),
        tell("killing", HOSPITAL, killed=(9, 9), share=(2, "child"), published=3),
        tell("killing", HOSPITAL, killed=(11, 11), published=4, paper="The Herald", cumulative=True),
        tell("killing", ARMY_SPEAKER, killed=(4, 4), published=4),
        tell("killing", killed=(7, None), published=5, paper="The Herald"),
        tell(source=HOSPITAL, agent=army, town="Tarn", when=(3, 3)),
        tell(source=ARMY_SPEAKER, sure="CT-", agent=army),
        tell(source=RESIDENTS, agent=(REBELS, None), town="Brek", when=(5, 5)),
    ]


def make_case(claims: Sequence[StoredClaim] | None = None) -> Case:
    """The case of some claims; the second report prints what the first one wrote."""
    claims = list_claims() if claims is None else claims
    incident = make_incident(claims)
    reports = [account.report for account in incident.accounts]
    links = (Copied(reports[1], reports[0], 0.9, whole=True),) if len(reports) > 1 else ()
    return Case(incident, tuple(claims), {one.claim: one.origin for one in incident.accounts}, links, (MOMENT,))


def plant(case: Case, words: str) -> Case:
    """The case with these words in every text of it, addresses and versions too."""
    report = StoredReport("", words, 1, words, date(2031, 4, 3), None, words, words, "en", "0" * 64, MOMENT)
    claims = [
        replace(one, report=replace(report, id=one.report.id), sentence=words, versions={words: words})
        for one in case.claims
    ]
    planted: Incident = _plant(case.incident, words, "")
    return replace(case, incident=planted, claims=tuple(claims))


def make_html(*cases: Case, edition: Edition = EDITION) -> str:
    """The page of these cases."""
    out = io.BytesIO()
    write_html(view_briefing(edition, cases), out)
    return out.getvalue().decode()


def make_pdf(*cases: Case, edition: Edition = EDITION) -> bytes:
    """The PDF of these cases."""
    out = io.BytesIO()
    write_pdf(view_briefing(edition, cases), out, moment=edition.moment)
    return out.getvalue()


def revived(incident: Incident) -> Incident:
    """The incident after it went through its record."""
    return revive_incident(make_incident_detail(incident))


def _plant(value: Any, words: str, name: str) -> Any:
    if isinstance(value, str):
        return value if name in _OURS else words
    if isinstance(value, tuple):
        return tuple(_plant(part, words, name) for part in value)
    if is_dataclass(value) and not isinstance(value, type):
        parts = {
            field.name: _plant(getattr(value, field.name), words, field.name) for field in fields(value) if field.init
        }
        return replace(value, **parts)
    return value
