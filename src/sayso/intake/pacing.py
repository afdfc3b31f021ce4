"""Time in fetching: how long a page may take, and how long a host is left in peace."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Clock = Callable[[], float]
Sleep = Callable[[float], None]


class Deadline:
    """How long the transmission of a page may still take, whatever the server does; waiting by our own will is free."""

    def __init__(self, seconds: float, *, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._end = clock() + seconds

    def limit(self, seconds: float) -> float:
        """`seconds`, or what is left where that is less. TimeoutError where nothing is."""
        left = self._end - self._clock()
        if left <= 0:
            raise TimeoutError("the time for this page is over")
        return min(seconds, left)

    @contextmanager
    def paused(self) -> Iterator[None]:
        """What happens inside does not count."""
        start = self._clock()
        try:
            yield
        finally:
            self._end += self._clock() - start


class Pace:
    """When each host was last asked, so that it is asked no faster than is polite, and not before it wants to be."""

    def __init__(self, *, clock: Clock = time.monotonic, sleep: Sleep = time.sleep) -> None:
        self._clock, self._sleep = clock, sleep
        self._last: dict[str, float] = {}
        self._held: dict[str, float] = {}

    def wait(self, host: str, seconds: float) -> None:
        """Sleeps until `seconds` have gone by since the host was last asked."""
        if host in self._last:
            self.rest(self._last[host] + seconds - self._clock())

    def rest(self, seconds: float) -> None:
        """Sleeps."""
        if seconds > 0:
            self._sleep(seconds)

    def note(self, host: str) -> None:
        """The host was asked just now."""
        self._last[host] = self._clock()

    def hold(self, host: str, seconds: float) -> None:
        """The host asked to be left alone for so long."""
        self._held[host] = self._clock() + seconds

    def held(self, host: str) -> float:
        """For how many seconds the host is still to be left alone."""
        return max(0.0, self._held.get(host, 0.0) - self._clock()) if host in self._held else 0.0
