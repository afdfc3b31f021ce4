"""What was fetched from an address: the type in which fetching and reading meet."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fetched:
    """The answer to a request: the bytes, and the address that they came from after all redirects.

    `content_type` is what the server calls them; readers go by the content. `not_modified` says that nothing has
    changed since the last request; `data` is then empty.
    """

    url: str
    data: bytes
    content_type: str | None = None
    not_modified: bool = False
