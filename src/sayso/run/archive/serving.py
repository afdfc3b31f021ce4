"""The run in numbers for Prometheus: an address of this machine that answers in its text format."""

from __future__ import annotations

import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

from sayso.model import SetupError

HOST = "127.0.0.1"
_PLAIN = (
    ("documents", "Documents dealt with."),
    ("words", "Words of these documents."),
    ("read", "Documents read by the reader model."),
    ("read_words", "Words of the documents read."),
    ("claims", "Claims found."),
)


def format_metrics(record: dict[str, Any]) -> str:
    """The record of a tally (`Tally.to_record`) in Prometheus' text format."""
    lines: list[str] = []
    for name, help in _PLAIN:
        lines += _metric(f"sayso_{name}_total", "counter", help, [("", record[name])])
    for name in ("gated", "refused"):
        told = [(f'{{reason="{slug}"}}', count) for slug, count in record[name].items()]
        lines += _metric(f"sayso_{name}_total", "counter", f"Documents {name}, by reason.", told)
    shards = [(f'{{state="{state}"}}', count) for state, count in record["shards"].items()]
    lines += _metric("sayso_shards", "gauge", "Shards by state.", shards)
    lines += _metric("sayso_run_seconds", "gauge", "Seconds since the run began.", [("", record["seconds"])])
    if record["seconds_left"] is not None:
        lines += _metric("sayso_run_seconds_left", "gauge", "Seconds it may take yet.", [("", record["seconds_left"])])
    return "\n".join(lines) + "\n"


def _metric(name: str, kind: str, help: str, samples: list[tuple[str, float]]) -> list[str]:
    head = [f"# HELP {name} {help}", f"# TYPE {name} {kind}"]
    return head + [f"{name}{labels} {value}" for labels, value in samples]


class MetricsServer:
    """Answers on `/metrics` of a port of this machine, in a thread, as long as the block goes on.

    `get` gives the record of a tally. SetupError where the port is taken.
    """

    def __init__(self, port: int, get: Callable[[], dict[str, Any]]) -> None:
        try:
            self._server = ThreadingHTTPServer((HOST, port), _make_handler(get))
        except OSError as error:
            reason, remedy = f"it cannot be listened on ({error.strerror})", "give another port with --metrics"
            raise SetupError("port-taken", reason, where=f"{HOST}:{port}", remedy=remedy) from None
        self._server.daemon_threads = True

    @property
    def port(self) -> int:
        """The port that it listens on."""
        return int(self._server.server_address[1])

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()


def _make_handler(get: Callable[[], dict[str, Any]]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            """Answer with the metrics, whatever else is asked for with 404."""
            if self.path.partition("?")[0] != "/metrics":
                self.send_error(404)
                return
            body = format_metrics(get()).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            """Nobody is told who asked."""

    return Handler
