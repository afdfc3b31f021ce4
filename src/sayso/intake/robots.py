"""robots.txt: what the owner of a site asks robots to leave alone, as RFC 9309 has it."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from protego import Protego

from sayso.intake.pacing import Clock
from sayso.intake.requesting import Answer
from sayso.intake.urls import Url, join_url
from sayso.model import InputError

MAX_BYTES = 512_000
"""What stands behind is not read. RFC 9309 asks for 500 KiB at least."""
MAX_REDIRECTS = 5
KEPT_SECONDS, FAILED_SECONDS = 86_400, 600
"""How long an answer holds: a day, as RFC 9309 asks; ten minutes where there was none, so that a watch goes on."""
KEPT_ORIGINS = 200
REDIRECTS = frozenset((301, 302, 303, 307, 308))


@dataclass(frozen=True, slots=True)
class _Rules:
    """What holds for an origin: rules, an error for every page of it, or neither, and until when."""

    until: float
    rules: Protego | None = None
    error: InputError | None = None


class Robots:
    """The robots.txt of each origin, fetched by `ask` when first needed. `agent` is our name in them."""

    def __init__(self, ask: Callable[[Url], Answer], *, agent: str, clock: Clock = time.monotonic) -> None:
        self._ask, self._agent, self._clock = ask, agent, clock
        self._known: OrderedDict[str, _Rules] = OrderedDict()

    def check(self, url: Url) -> None:
        """InputError where the page may not be fetched, or nobody can say whether it may."""
        known = self._find(url)
        if known.error is not None:
            error = known.error
            raise InputError(error.slug, error.reason, where=str(url), remedy=error.remedy)
        if known.rules is not None and not known.rules.can_fetch(str(url), self._agent):
            reason, remedy = (
                "the site's robots.txt asks robots not to fetch it",
                "leave it out, or save the page by hand",
            )
            raise InputError("robots-forbid", reason, where=str(url), remedy=remedy)

    def find_delay(self, url: Url) -> float:
        """How many seconds the site wants between two pages; 0 where it does not say."""
        rules = self._find(url).rules
        return (rules.crawl_delay(self._agent) or 0.0) if rules is not None else 0.0

    def _find(self, url: Url) -> _Rules:
        known = self._known.get(url.origin)
        if known is None or known.until <= self._clock():
            known = self._known[url.origin] = self._read(url)
            while len(self._known) > KEPT_ORIGINS:
                self._known.popitem(last=False)
        return known

    def _read(self, url: Url) -> _Rules:
        kept, failed = self._clock() + KEPT_SECONDS, self._clock() + FAILED_SECONDS
        try:
            answer = self._follow(Url(url.scheme, url.host, url.port, "/robots.txt"))
        except InputError as error:
            reason = f"the site's robots.txt, which says what may be fetched, cannot be read: {error.reason}"
            return _Rules(failed, error=InputError(error.slug, reason, remedy=error.remedy))
        if answer.status in (200, 203):
            return _Rules(kept, rules=Protego.parse(answer.body.decode("utf-8-sig", "replace")))
        if answer.status == 429 or answer.status >= 500:
            reason = f"the site's robots.txt, which says what may be fetched, cannot be had (status {answer.status})"
            return _Rules(failed, error=InputError("robots-unknown", reason, remedy="try later"))
        return _Rules(kept)

    def _follow(self, url: Url) -> Answer:
        """The answer after redirects; a site whose robots.txt only leads on and on is taken to have none."""
        answer = self._ask(url)
        for _ in range(MAX_REDIRECTS):
            location = answer.headers.get("Location")
            if answer.status not in REDIRECTS or not location:
                break
            url = join_url(url, location)
            answer = self._ask(url)
        return answer
