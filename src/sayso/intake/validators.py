"""What servers say that a page can be known by again, so that it is sent only when it has changed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping

from sayso.intake.urls import Url

KEPT_PAGES = 10_000
MAX_CHARACTERS = 500
_PAIRS = (("ETag", "If-None-Match"), ("Last-Modified", "If-Modified-Since"))


class Validators:
    """For each page the headers that ask for it only if it has changed; the oldest give way to new ones."""

    def __init__(self) -> None:
        self._known: OrderedDict[Url, dict[str, str]] = OrderedDict()

    def keep(self, url: Url, headers: Mapping[str, str]) -> None:
        """Remembers what an answer with the page said of it."""
        found = {ask: headers.get(said, "") for said, ask in _PAIRS}
        self._known.pop(url, None)
        if usable := {ask: value for ask, value in found.items() if _is_usable(value)}:
            self._known[url] = usable
            while len(self._known) > KEPT_PAGES:
                self._known.popitem(last=False)

    def find(self, url: Url) -> Mapping[str, str]:
        """The headers to send for the page; none where it is new."""
        return self._known.get(url, {})

    def has(self, url: Url) -> bool:
        """Whether the page was fetched before, and can be known again."""
        return url in self._known


def _is_usable(value: str) -> bool:
    """Whether a value may be sent back: short, and nothing in it that could end a header."""
    return 0 < len(value) <= MAX_CHARACTERS and value.isascii() and value.isprintable()
