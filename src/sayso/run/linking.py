"""Ties the mentions of a reading to known actors."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from sayso.actors import ActorRegistry
from sayso.model import Attribution, Claim, Participant, Source

_PRIVATE = ("person", "civilian", "document")


def link_attributions(
    attributions: Iterable[Attribution], actors: ActorRegistry, published: date | None
) -> tuple[Attribution, ...]:
    """The attributions with the ids of known actors beside their sources' names."""
    link = _Linker(actors, published)
    return tuple(
        replace(found, source=link.source(found.source), via=tuple(link.sources(found.via))) for found in attributions
    )


def link_claims(claims: Iterable[Claim], actors: ActorRegistry, published: date | None) -> tuple[Claim, ...]:
    """The claims with the ids of known actors beside the names of sources, agents and recipients."""
    link = _Linker(actors, published)
    return tuple(
        replace(
            claim,
            source=link.source(claim.source),
            via=tuple(link.sources(claim.via)),
            agents=tuple(map(link.participant, claim.agents)),
            recipients=tuple(map(link.participant, claim.recipients)),
        )
        for claim in claims
    )


class _Linker:
    """Looks up each name once for a report."""

    def __init__(self, actors: ActorRegistry, published: date | None) -> None:
        self._actors, self._published = actors, published
        self._known: dict[str, str | None] = {}

    def source(self, source: Source | None) -> Source | None:
        if source is None or source.actor is not None or source.kind in _PRIVATE:
            return source
        return replace(source, actor=self._find(source.name, source.span.text))

    def sources(self, sources: Iterable[Source]) -> Iterable[Source]:
        return (found for source in sources if (found := self.source(source)) is not None)

    def participant(self, participant: Participant) -> Participant:
        return replace(participant, actor=self._find(participant.name, participant.span.text))

    def _find(self, *names: str) -> str | None:
        for name in names:
            if name not in self._known:
                actor = self._actors.find(name, published=self._published)
                self._known[name] = actor.id if actor else None
            if self._known[name] is not None:
                return self._known[name]
        return None
