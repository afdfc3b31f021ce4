"""A web site on this machine that answers as a test says, and remembers what it was asked."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any


@dataclass(frozen=True)
class Page:
    """An answer of the site. The parts of a body are sent one by one, with a pause of `drip` seconds before each."""

    body: bytes | list[bytes] = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    drip: float = 0.0
    raw: bool = False
    """Whether `body` is all that is sent, status and headers included."""


Route = Page | list[Page] | Callable[[Mapping[str, str]], Page]


@dataclass
class Site:
    """What stands at which path; of a list each request takes one, and the last for good."""

    routes: dict[str, Route]
    port: int = 0
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    ended: Event = field(default_factory=Event)

    def url(self, path: str = "/", host: str = "127.0.0.1", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"

    def answer(self, path: str, headers: dict[str, str]) -> Page:
        self.asked.append(path)
        self.headers.append(headers)
        route = self.routes.get(path, Page(status=404))
        if isinstance(route, list):
            return route.pop(0) if len(route) > 1 else route[0]
        return route if isinstance(route, Page) else route(headers)


@contextmanager
def open_site(routes: dict[str, Route], *, tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    """The site as long as the block lasts."""
    site = Site(routes)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page = site.answer(self.path, dict(self.headers))
            parts = page.body if isinstance(page.body, list) else [page.body]
            if not page.raw:
                self.send_response(page.status)
                for name, value in page.headers.items():
                    self.send_header(name, value)
                self.end_headers()
            try:
                for part in parts:
                    if page.drip and site.ended.wait(page.drip):
                        break
                    self.wfile.write(part)
            except OSError:
                pass  # the other side has had enough

        def log_message(self, *_: Any) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: Any) -> None:
            pass

    with Server(("127.0.0.1", 0), Handler) as server:
        if tls is not None:
            server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        site.port = server.server_port
        thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield site
        finally:
            site.ended.set()
            server.shutdown()
            thread.join()
