"""A briefing as people read it: every part in words and drawings, the same for the page and the PDF."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sayso.codebook.event_types import SECTIONS
from sayso.codebook.events import load_codebook
from sayso.export.briefing.accounts import (
    AccountView,
    Chain,
    ReportView,
    SideView,
    list_chains,
    list_reports,
    view_sides,
)
from sayso.export.briefing.cases import Case
from sayso.export.briefing.locator import Locator, make_locator
from sayso.export.briefing.ranges import FigureView, make_figure_view
from sayso.export.briefing.timeline import Timeline, make_timeline
from sayso.export.briefing.wording import LOSSES, count, isolate, list_disputed, make_title, name_some, tell
from sayso.export.disputes import list_voices
from sayso.export.incident_rows import name_days
from sayso.model import Dispute, Incident
from sayso.model.visible import visible_text

_MOMENTS = 12
_STATUS_WORDS = {"confirmed_by": "confirmed by several", "one_sided": "one-sided", "single": "single origin"}
_ABOUT = {
    "whether": "Whether it happened",
    "who": "Who did it",
    "how_many": "How many",
    "where": "Where",
    "when": "When",
    "control": "Who holds the place",
}


@dataclass(frozen=True, slots=True)
class Edition:
    """What a briefing is of: a `day` or single incidents, as the ledger knew them at `moment` (None: an empty ledger).

    `left_out` incidents of the day had less weight than those that are told, and `elsewhere` others have only an
    account that puts them on this day. `withheld` tells whether the names of private persons are kept back, `program`
    is the version of sayso that writes it.
    """

    moment: datetime | None
    program: str
    policy: str
    withheld: bool = True
    day: date | None = None
    left_out: int = 0
    elsewhere: int = 0
    filters: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact in the head of an incident, with the rule that chose it in words."""

    name: str
    value: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DisputeView:
    """A dispute in words: `positions` are what is said and by whom."""

    about: str
    says: str
    positions: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class IncidentView:
    """One incident, everything in words; `section` is that of the codebook, from 1, for its colour."""

    anchor: str
    id: str
    section: int
    type: str
    title: str
    status: str
    contested: bool
    disputed: str
    paragraph: str
    facts: tuple[Fact, ...]
    map: Locator | None
    timeline: Timeline | None
    figures: tuple[FigureView, ...]
    policies: tuple[str, ...]
    disputes: tuple[DisputeView, ...]
    sides: tuple[SideView, ...]
    silent: str
    chains: tuple[Chain, ...]
    history: tuple[tuple[str, str], ...]
    moments: str
    reports: tuple[ReportView, ...]

    @property
    def accounts(self) -> tuple[AccountView, ...]:
        """All accounts, in the order of the reports."""
        return tuple(account for report in self.reports for account in report.accounts)


@dataclass(frozen=True, slots=True)
class BriefingView:
    """The whole of it. `exact` is the moment as `--as-of` takes it."""

    title: str
    lead: str
    moment: str
    exact: str
    day: bool
    incidents: tuple[IncidentView, ...]
    versions: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]


def view_briefing(edition: Edition, cases: Sequence[Case]) -> BriefingView:
    """The briefing of these cases, in their order."""
    incidents = tuple(_view_incident(case, f"i{number}") for number, case in enumerate(cases, start=1))
    return BriefingView(
        title=_title(edition, incidents),
        lead=_lead(edition, cases),
        moment=say_moment(edition.moment),
        exact=edition.moment.isoformat() if edition.moment else "an empty ledger",
        day=edition.day is not None,
        incidents=incidents,
        versions=tuple(_list_versions(edition, cases)),
        notes=tuple(_list_notes(edition)),
    )


def say_moment(moment: datetime | None) -> str:
    """A moment in UTC for people: "7 Oct 2025, 09:05:12 UTC"."""
    return f"{moment.day} {moment:%b %Y, %H:%M:%S} UTC" if moment else "an empty ledger"


def _title(edition: Edition, incidents: Sequence[IncidentView]) -> str:
    if edition.day:
        return f"What is said of {edition.day.day} {edition.day:%B %Y}"
    return incidents[0].title if incidents else "No incident"


def _lead(edition: Edition, cases: Sequence[Case]) -> str:
    """For a day: how many incidents there are, and how well they are told."""
    if edition.day is None:
        return ""
    found = [case.incident for case in cases]
    total = len(found) + edition.left_out
    if not total:
        return " ".join(("No incident of the ledger is said to have happened on this day.", *_say_elsewhere(edition)))
    verb = "is" if total == 1 else "are"
    parts = [f"{count(total, 'incident')} {verb} said to have happened on this day, those of most weight first."]
    told: dict[str, int] = {}
    for incident in found:
        word = _name_status(incident)
        told[word] = told.get(word, 0) + 1
    ranked = sorted(told.items(), key=lambda one: (-one[1], one[0]))
    parts.append(f"Of those told here: {', '.join(f'{number} {word}' for word, number in ranked)}.")
    if edition.left_out:
        parts.append(f"{edition.left_out:,} of less weight are left out.")
    return " ".join((*parts, *_say_elsewhere(edition)))


def _say_elsewhere(edition: Edition) -> Iterator[str]:
    if edition.elsewhere == 1:
        yield "1 more has an account that puts it on this day, and stands under another."
    elif edition.elsewhere:
        yield f"{edition.elsewhere:,} more have an account that puts them on this day, and stand under others."


def _view_incident(case: Case, anchor: str) -> IncidentView:
    incident = case.incident
    known = load_codebook().types.get(incident.type)
    sides = view_sides(incident)
    figures = [*incident.figures, *incident.shares]
    figures.sort(key=lambda figure: figure.role not in LOSSES)
    return IncidentView(
        anchor=anchor,
        id=visible_text(incident.id),
        section=SECTIONS.index(known.section if known else "other") + 1,
        type=visible_text(incident.type).replace("_", " "),
        title=make_title(incident),
        status=_name_status(incident),
        contested=incident.contested,
        disputed=", ".join(list_disputed(incident)),
        paragraph=tell(incident, len(set(case.copies) & {account.report for account in incident.accounts})),
        facts=tuple(_list_facts(incident)),
        map=make_locator(incident),
        timeline=make_timeline(incident, case.copies),
        figures=tuple(make_figure_view(figure, incident) for figure in figures),
        policies=tuple(
            dict.fromkeys(f"By the policy {one.policy}: {visible_text(one.reason.says)}" for one in figures)
        ),
        disputes=tuple(_view_dispute(incident, dispute) for dispute in incident.disputes),
        sides=tuple(side for side in sides if side.voices),
        silent=", ".join(side.title for side in sides if not side.voices),
        chains=list_chains(case),
        history=tuple(_list_history(incident)),
        moments=_say_moments(case.moments),
        reports=list_reports(case, anchor),
    )


def _name_status(incident: Incident) -> str:
    status = incident.grade.status
    return _STATUS_WORDS.get(status or "", status or "not committed to")


def _list_facts(incident: Incident) -> Iterator[Fact]:
    grade, place = incident.grade, incident.place
    known = dict.fromkeys(visible_text(reason.says) for reason in grade.reasons)
    word = f", {grade.airwars} in the words of Airwars" if grade.airwars else ""
    yield Fact("How well told", f"{_name_status(incident)}{word}, Admiralty code {grade.admiralty}", tuple(known))
    told = f"{count(incident.origins, 'independent origin')}, {count(len(incident.reports), 'report')}"
    yield Fact("Told by", f"{told}, {count(len(incident.claims), 'claim')}")
    if place:
        within = [isolate(part) for part in (place.admin1, place.country) if part and part != place.name]
        located = "" if place.latitude is not None else " (not located)"
        yield Fact(
            "Where", ", ".join([isolate(place.name) + located, *within]), (visible_text(incident.place_reason.says),)
        )
    if days := name_days(incident.first, incident.last):
        yield Fact("When", days, (visible_text(incident.time_reason.says),))
    for role, name in (("agent", "Said to have done it"), ("recipient", "To whom")):
        ranked = sorted((party for party in incident.parties if party.role == role), key=lambda party: not party.best)
        if ranked:
            named = name_some((f"{isolate(one.name)} ({count(one.origins, 'origin')})" for one in ranked), most=6)
            reason = incident.parties_reason
            yield Fact(name, named, (visible_text(reason.says),) if reason else ())


def _view_dispute(incident: Incident, dispute: Dispute) -> DisputeView:
    positions = tuple((visible_text(position.value), list_voices(incident, position)) for position in dispute.positions)
    return DisputeView(_ABOUT[dispute.slot], visible_text(dispute.says), positions)


def _list_history(incident: Incident) -> Iterator[tuple[str, str]]:
    for day, says in dict.fromkeys((update.published, update.says) for update in incident.history):
        yield name_days(day, day) or "no date", visible_text(says)


def _say_moments(moments: Sequence[datetime]) -> str:
    """When the ledger's view of it became different."""
    if not moments:
        return ""
    shown = [say_moment(moment) for moment in moments[-_MOMENTS:]]
    left = len(moments) - len(shown)
    before = f"{left} earlier ones and " if left else ""
    return f"What the ledger knows of it became different {count(len(moments), 'time')}: {before}{'; '.join(shown)}."


def _list_versions(edition: Edition, cases: Iterable[Case]) -> Iterator[tuple[str, str]]:
    """What made the claims, each part with all versions of it that did."""
    yield "briefing written by", f"sayso {visible_text(edition.program)}"
    found: dict[str, set[str]] = {}
    for case in cases:
        for claim in case.claims:
            _note_versions(claim.versions, found)
    for name, versions in found.items():
        yield f"claims read by {name}", ", ".join(sorted(versions))
    yield "policy for figures", visible_text(edition.policy)


def _note_versions(versions: Mapping[str, str], found: dict[str, set[str]]) -> None:
    for name, version in versions.items():
        if version:
            found.setdefault(visible_text(name), set()).add(visible_text(str(version)))


def _list_notes(edition: Edition) -> Iterator[str]:
    yield (
        "This briefing says what reports say. That something is confirmed, single, one-sided, contested, denied or "
        "conceded tells who stands behind it; nothing here is called true."
    )
    if edition.withheld:
        yield "Names of private persons are withheld: of victims, witnesses, and all who hold no office that is told."
    if edition.filters:
        yield f"Only what passes the filters: {visible_text(edition.filters)}."
