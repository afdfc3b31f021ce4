"""From a group of claims to the incident that they tell of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sayso.codebook.incidents import load_incident_rules
from sayso.model import Account, AdmiraltyLetter, Incident, StoredClaim, Update
from sayso.reconcile.incident.counting import find_counts
from sayso.reconcile.incident.disputes import Event, find_disputes
from sayso.reconcile.incident.event import choose_type
from sayso.reconcile.incident.figures import Letters, list_revisions, make_figure, tally_counts
from sayso.reconcile.incident.grading import gather_evidence, grade_incident
from sayso.reconcile.incident.parties import best_parties, find_parties, list_actors
from sayso.reconcile.incident.place import choose_place
from sayso.reconcile.incident.reliability import SourceList
from sayso.reconcile.incident.rules import give_reason
from sayso.reconcile.incident.settings import ActorBook, IncidentSettings
from sayso.reconcile.incident.sides import Sides, find_sides, is_conceded
from sayso.reconcile.incident.span import choose_span
from sayso.reconcile.incident.testimony import Origins, Testimony, find_own_origin, read_testimonies

_DEFAULTS = IncidentSettings()


def make_incident(
    claims: Iterable[StoredClaim],
    *,
    origins: Origins = find_own_origin,
    settings: IncidentSettings = _DEFAULTS,
    id: str | None = None,
) -> Incident:
    """What these claims, which are linked as one incident, say together.

    The order of the claims does not matter, and a claim that comes twice counts once. `id` is that of the first claim
    by publication and id unless given. ValueError without claims.
    """
    testimonies = read_testimonies(claims, origins, settings)
    if not testimonies:
        raise ValueError("an incident has at least one claim")
    sides = find_sides(testimonies)
    letters = _find_letters(testimonies, settings.sources)
    type, type_reason = choose_type(testimonies)
    place, place_reason = choose_place(testimonies)
    span, time_reason = choose_span(testimonies)
    is_mutual = type in load_incident_rules().mutual
    tallies = tally_counts(find_counts(testimonies, sides), is_mutual=is_mutual)
    found = find_disputes(testimonies, tallies, sides, Event(type, place, span))
    evidence = gather_evidence(testimonies, found.disputes, sides, letters)
    figures = [make_figure(tally, settings.policy, sides, letters) for tally in tallies]
    history = [*found.updates, *(update for tally in tallies for update in list_revisions(tally))]
    say_sos = {one.say_so for one in testimonies}
    parties = find_parties(testimonies, _name_actors(testimonies, settings.actors))
    return Incident(
        id=id or _first_id(testimonies),
        type=type,
        type_reason=type_reason,
        first=span.first if span else None,
        last=span.last if span else None,
        time_reason=time_reason,
        place=place,
        place_reason=place_reason,
        parties=parties,
        claims=tuple(one.id for one in testimonies),
        reports=tuple(dict.fromkeys(one.claim.report.name for one in testimonies)),
        origins=len(say_sos),
        grade=grade_incident(type, evidence),
        alone=len(say_sos) == 1,
        contested=evidence.is_contested,
        figures=tuple(figure for figure in figures if figure.share_of is None),
        shares=tuple(figure for figure in figures if figure.share_of is not None),
        disputes=found.disputes,
        history=_sort_history(history, testimonies),
        accounts=tuple(_make_account(one, sides, letters) for one in testimonies),
        parties_reason=give_reason(best_parties(parties)) if parties else None,
    )


def _sort_history(history: Iterable[Update], testimonies: Sequence[Testimony]) -> tuple[Update, ...]:
    places = {one.id: at for at, one in enumerate(testimonies)}
    return tuple(sorted(history, key=lambda one: (places[one.later], places[one.earlier], one.slot, one.says)))


def _first_id(testimonies: Sequence[Testimony]) -> str:
    """Of reports without a date nothing can be called first, so they come last here."""
    return min(testimonies, key=lambda one: (one.claim.report.published or date.max, one.id)).id


def _find_letters(testimonies: Iterable[Testimony], listed: SourceList) -> Letters:
    return {one.id: _find_letter(one, listed) for one in testimonies}


def _find_letter(one: Testimony, listed: SourceList) -> AdmiraltyLetter:
    """That of the source; the publisher vouches only for what his report says in its own voice."""
    source = one.claim.record.get("source")
    return listed.letter_of(source["name"] if source else one.claim.report.publisher)


def _name_actors(testimonies: Sequence[Testimony], actors: ActorBook) -> Mapping[str, str]:
    known = ((id, actors.get(id)) for id in sorted(list_actors(testimonies)))
    return {id: actor.name for id, actor in known if actor}


def _make_account(one: Testimony, sides: Sides, letters: Letters) -> Account:
    record, report = one.claim.record, one.claim.report
    source = record.get("source")
    return Account(
        claim=one.id,
        report=report.id,
        document=report.name,
        published=report.published,
        publisher=report.publisher,
        source=source["name"] if source else None,
        side=sides.side_of(one.voice),
        of_itself=sides.is_of_itself(one),
        conceded=is_conceded(one, sides),
        origin=one.origin.shown,
        letter=letters[one.id],
        type=one.type,
        factuality=record["factuality"],
        place=one.place,
        time=one.time,
        agents=tuple(agent["name"] for agent in record.get("agents") or ()),
        recipients=tuple(recipient["name"] for recipient in record.get("recipients") or ()),
        sentence=one.claim.sentence,
        actor=source.get("actor") if source else None,
        named=bool(source and source["named"]),
    )
