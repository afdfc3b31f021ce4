"""The accounts of an incident: side by side, by who told whom, and one by one in their reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.export.briefing.cases import Case
from sayso.export.briefing.wording import isolate
from sayso.export.claims import OWN_VOICE, SURE_IN_WORDS, name_type
from sayso.export.incident_rows import name_days
from sayso.export.incident_voices import SIDE_TITLES, Telling, Voice, list_sides, name_carriers
from sayso.export.shorten import shorten_end
from sayso.model import SIDES, Account, Incident, Side, StoredReport
from sayso.model.visible import safe_link, visible_text

_ROOM = 420
"""Characters of a sentence in a column; the whole of it stands with its report."""
_ID = 10


@dataclass(frozen=True, slots=True)
class TellingView:
    """What a source tells, its sentence, and who printed it."""

    what: str
    words: str
    by: str


@dataclass(frozen=True, slots=True)
class VoiceView:
    """A source with what it tells; `own` where a report speaks for itself."""

    name: str
    own: bool
    tellings: tuple[TellingView, ...]


@dataclass(frozen=True, slots=True)
class SideView:
    """A column: one side with its voices."""

    side: Side
    title: str
    voices: tuple[VoiceView, ...]


@dataclass(frozen=True, slots=True)
class AccountView:
    """What one sentence says: who says so, on which side, which deeds, by which claims."""

    claims: str
    source: str
    side: Side
    side_title: str
    what: str
    notes: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report with its accounts. `link` is its address where it may be followed."""

    number: int
    anchor: str
    title: str
    publisher: str
    published: str
    address: str
    link: str
    note: str
    accounts: tuple[AccountView, ...]


@dataclass(frozen=True, slots=True)
class Print:
    """A report that carries what one origin said; `share` in percent where it is a copy of another of these."""

    published: str
    publisher: str
    title: str
    share: int


@dataclass(frozen=True, slots=True)
class Chain:
    """One origin: who said it, or whose text it is, and all reports that carry it, the earliest first."""

    who: str
    is_text: bool
    prints: tuple[Print, ...]


def view_sides(incident: Incident) -> tuple[SideView, ...]:
    """A column for each side, also for one that nobody speaks for."""
    found = {column.side: column.voices for column in list_sides(incident)}
    return tuple(
        SideView(side, SIDE_TITLES[side], tuple(_view_voice(voice) for voice in found.get(side, ()))) for side in SIDES
    )


def list_chains(case: Case) -> tuple[Chain, ...]:
    """The origins, those that most reports carry first."""
    by_origin: dict[str, list[Account]] = {}
    for account in case.incident.accounts:
        by_origin.setdefault(case.origins.get(account.claim, account.origin), []).append(account)
    shares = {(link.report, link.origin): link.share for link in case.links if link.whole}
    reports = _reports_of(case)
    chains = [_make_chain(accounts, reports, shares) for accounts in by_origin.values()]
    return tuple(sorted(chains, key=lambda chain: (-len(chain.prints), chain.who.casefold())))


def list_reports(case: Case, anchor: str) -> tuple[ReportView, ...]:
    """The reports in the order of their first accounts, each with what it says."""
    by_report: dict[str, list[Account]] = {}
    for account in case.incident.accounts:
        by_report.setdefault(account.report, []).append(account)
    known = _reports_of(case)
    return tuple(
        _view_report(number, f"{anchor}-r{number}", accounts, known.get(id), _say_copy(id, case, known))
        for number, (id, accounts) in enumerate(by_report.items(), start=1)
    )


def _view_voice(voice: Voice) -> VoiceView:
    return VoiceView(voice.name, voice.is_publisher, tuple(_view_telling(one, voice) for one in voice.tellings))


def _view_telling(telling: Telling, voice: Voice) -> TellingView:
    what = ", ".join((telling.what, *telling.notes))
    by = name_carriers(telling.carriers, but=voice.name if voice.is_publisher else "")
    return TellingView(what, shorten_end(telling.words, room=_ROOM), by)


def _make_chain(
    accounts: Sequence[Account], known: dict[str, StoredReport], shares: dict[tuple[str, str], float]
) -> Chain:
    names = [account.source for account in accounts if account.source]
    first = accounts[0]
    who = visible_text(max(names, key=len) if names else first.publisher or first.document)
    carriers = {account.report for account in accounts}
    seen: dict[str, Print] = {}
    for account in accounts:
        share = max((shares.get((account.report, other), 0.0) for other in carriers), default=0.0)
        title = _name_report(known.get(account.report), account)
        published = name_days(account.published, account.published) or "no date"
        printed = Print(published, isolate(account.publisher or ""), isolate(title), round(share * 100))
        seen.setdefault(account.report, printed)
    return Chain(who[:1].title() + who[1:], not names, tuple(seen.values()))


def _view_report(
    number: int, anchor: str, accounts: Sequence[Account], report: StoredReport | None, note: str
) -> ReportView:
    first = accounts[0]
    address = visible_text(report.url) if report and report.url else ""
    return ReportView(
        number=number,
        anchor=anchor,
        title=_name_report(report, first),
        publisher=isolate(first.publisher or "no publisher told"),
        published=name_days(first.published, first.published) or "no date",
        address=address,
        link=safe_link(address),
        note=note,
        accounts=tuple(_list_accounts(accounts)),
    )


def _list_accounts(accounts: Sequence[Account]) -> Iterator[AccountView]:
    """The accounts of a report; claims of one source in one sentence stand together."""
    found: dict[tuple[str | None, Side, str], list[Account]] = {}
    for account in accounts:
        found.setdefault((account.source, account.side, account.sentence), []).append(account)
    for same in found.values():
        yield _view_account(same)


def _view_account(accounts: Sequence[Account]) -> AccountView:
    first = accounts[0]
    deeds = dict.fromkeys(f"{name_type(one.type)} ({SURE_IN_WORDS[one.factuality]})" for one in accounts)
    notes = [note for note, holds in (
        ("against itself", any(one.conceded for one in accounts)),
        ("of itself", any(one.of_itself and not one.conceded for one in accounts)),
    ) if holds]  # fmt: skip
    return AccountView(
        claims=" ".join(visible_text(one.claim)[:_ID] for one in accounts),
        source=visible_text(first.source or OWN_VOICE),
        side=first.side,
        side_title=SIDE_TITLES[first.side],
        what=", ".join(deeds),
        notes=tuple(notes),
        sentence=visible_text(first.sentence),
    )


def _reports_of(case: Case) -> dict[str, StoredReport]:
    return {claim.report.id: claim.report for claim in case.claims}


def _name_report(report: StoredReport | None, account: Account) -> str:
    return visible_text((report.title or report.name) if report else account.document)


def _say_copy(id: str, case: Case, known: dict[str, StoredReport]) -> str:
    """With which reports it shares how much of its words."""
    told = []
    for link in sorted((link for link in case.links if link.report == id), key=lambda link: (-link.share, link.origin)):
        origin = known.get(link.origin)
        name = visible_text(origin.publisher or origin.title or origin.name) if origin else "a report beside these"
        told.append(f"{'prints' if link.whole else 'has'} {round(link.share * 100)} % from {isolate(name)}")
    return "; ".join(told)
