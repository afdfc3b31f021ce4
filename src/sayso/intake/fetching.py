"""Pages and feeds from the web: politely, within limits, and from public machines only unless asked otherwise."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from sayso import __version__
from sayso.intake.fetching_types import Fetched
from sayso.intake.hosts import Resolve, find_machines, resolve_host
from sayso.intake.inflating import ACCEPTED
from sayso.intake.inputs import MAX_BYTES
from sayso.intake.pacing import Clock, Deadline, Pace, Sleep
from sayso.intake.requesting import Answer, Limits, Requester
from sayso.intake.robots import MAX_BYTES as ROBOTS_BYTES
from sayso.intake.robots import REDIRECTS, Robots
from sayso.intake.statuses import PASSING, describe_hold, describe_status, find_retry_after
from sayso.intake.urls import Url, join_url, parse_page_url, show_url
from sayso.intake.validators import Validators
from sayso.model import InputError

USER_AGENT = f"sayso/{__version__} (reads reports of a war and keeps the record of who says what)"


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """What fetching may take and do. `docs/fetching.md` says what each is for."""

    max_bytes: int = MAX_BYTES
    connect_seconds: float = 10.0
    read_seconds: float = 20.0
    page_seconds: float = 60.0
    delay_seconds: float = 1.0
    max_wait_seconds: float = 30.0
    max_redirects: int = 5
    max_retries: int = 2
    allow_private: bool = False
    obey_robots: bool = True
    user_agent: str = USER_AGENT


class Fetcher:
    """Fetches pages one after the other. It remembers, while it lives, what each site asked for and when it was asked.

    `resolve`, `clock` and `sleep` stand for the system's own.
    """

    def __init__(
        self,
        settings: FetchSettings | None = None,
        *,
        resolve: Resolve = resolve_host,
        clock: Clock = time.monotonic,
        sleep: Sleep = time.sleep,
    ) -> None:
        self._settings = settings or FetchSettings()
        self._resolve, self._clock = resolve, clock
        self._requester = Requester()
        self._pace = Pace(clock=clock, sleep=sleep)
        self._validators = Validators()
        agent = self._settings.user_agent.partition("/")[0]
        self._robots = Robots(self._ask_for_robots, agent=agent, clock=clock)
        self._is_open = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends the fetching; no connection stays open between two pages, so none is lost."""
        self._is_open = False

    def fetch(self, url: str) -> Fetched:
        """What stands at `url`, after redirects. InputError says why there is nothing.

        What was fetched before and has not changed since, by the server's own word, comes without its bytes and with
        `not_modified`.
        """
        if not self._is_open:
            raise ValueError("the fetcher is closed")
        trail = [parse_page_url(url)]
        deadline = Deadline(self._settings.page_seconds, clock=self._clock)
        try:
            while (answer := self._visit(trail, deadline)).status in REDIRECTS:
                trail.append(self._follow(trail, answer))
            return self._finish(trail[-1], answer)
        except InputError as error:
            led = "" if error.where == str(trail[0]) else f"it leads on to {error.where}: "
            raise InputError(error.slug, led + error.reason, where=show_url(url), remedy=error.remedy) from error

    def _follow(self, trail: list[Url], answer: Answer) -> Url:
        """Where a redirect leads. InputError where that is nowhere, in a circle or too far."""
        here, location = trail[-1], answer.headers.get("Location")
        there = join_url(here, location) if location else None
        if there and there not in trail and len(trail) <= self._settings.max_redirects:
            return there
        what = "nowhere" if not there else "in a circle" if there in trail else "too many times"
        remedy = "check the address in a browser"
        raise InputError("bad-redirect", f"the server leads on {what}", where=str(here), remedy=remedy)

    def _finish(self, here: Url, answer: Answer) -> Fetched:
        if answer.status == 304 and self._validators.has(here):
            return Fetched(str(here), b"", answer.headers.get("Content-Type"), not_modified=True)
        if answer.status not in (200, 203):
            raise describe_status(answer, str(here))
        self._validators.keep(here, answer.headers)
        return Fetched(str(here), answer.body, answer.headers.get("Content-Type"))

    def _visit(self, trail: list[Url], deadline: Deadline) -> Answer:
        """The answer of the trail's last address, once nothing speaks against asking, and as often as is decent."""
        settings, url = self._settings, trail[-1]
        machines = find_machines(url, resolve=self._resolve, allow_private=settings.allow_private)
        with deadline.paused():
            delay = settings.delay_seconds
            if settings.obey_robots:
                self._robots.check(url)
                delay = max(delay, min(self._robots.find_delay(url), settings.max_wait_seconds))
            self._heed(url)
            if all(before.host != url.host for before in trail[:-1]):
                self._pace.wait(url.host, delay)
        for attempt in range(settings.max_retries + 1):
            answer = self._ask(url, machines, self._validators.find(url), deadline)
            wait = self._find_wait(url, answer, attempt)
            if wait is None:
                break
            with deadline.paused():
                self._pace.rest(wait)
        return answer

    def _heed(self, url: Url) -> None:
        """InputError where the host asked, not long ago, to be left alone for longer than we wait."""
        held = self._pace.held(url.host)
        if held > self._settings.max_wait_seconds:
            raise describe_hold(held, str(url))
        self._pace.rest(held)

    def _find_wait(self, url: Url, answer: Answer, attempt: int) -> float | None:
        """How long to wait before asking again; None where the answer stands. A wish to wait is granted once."""
        if answer.status not in PASSING:
            return None
        settings = self._settings
        asked = find_retry_after(answer.headers) if answer.status in (429, 503) else None
        if asked is not None and (attempt or asked > settings.max_wait_seconds):
            self._pace.hold(url.host, asked)
            return None
        if attempt >= (1 if answer.status == 429 else settings.max_retries):
            return None
        backoff = min(settings.delay_seconds * 2 ** (attempt + 1), settings.max_wait_seconds)
        return backoff if asked is None else asked

    def _ask(self, url: Url, machines: tuple[str, ...], headers: Mapping[str, str], deadline: Deadline) -> Answer:
        settings = self._settings
        limits = Limits(settings.connect_seconds, settings.read_seconds, settings.max_bytes)
        try:
            return self._requester.ask(url, machines, {**self._headers(), **headers}, limits=limits, deadline=deadline)
        finally:
            self._pace.note(url.host)

    def _ask_for_robots(self, url: Url) -> Answer:
        settings = self._settings
        machines = find_machines(url, resolve=self._resolve, allow_private=settings.allow_private)
        limits = Limits(settings.connect_seconds, settings.read_seconds, ROBOTS_BYTES, cut=True)
        deadline = Deadline(settings.read_seconds, clock=self._clock)
        return self._requester.ask(url, machines, self._headers(), limits=limits, deadline=deadline)

    def _headers(self) -> dict[str, str]:
        return {
            "User-Agent": self._settings.user_agent,
            "Accept": "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, */*;q=0.5",
            "Accept-Language": "en, *;q=0.5",
            "Accept-Encoding": ACCEPTED,
            "Connection": "close",
        }
