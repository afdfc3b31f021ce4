"""The server itself: one process that answers, or several that share an address."""

from __future__ import annotations

import logging
import multiprocessing
import os
import secrets
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from types import FrameType
from typing import Any

import uvicorn

from sayso.ledger import Ledger
from sayso.run.reconciling.making import default_settings
from sayso.web.app import make_app
from sayso.web.charts.colours import Look
from sayso.web.charts.map import make_map
from sayso.web.charts.timeline import make_timeline
from sayso.web.following import Follower, deaf_to_interrupts
from sayso.web.options import Options

_PATIENCE_SECONDS = 1
"""So long those who wait for a page are still answered once the server is told to end."""
_WORKERS_PATIENCE_SECONDS = _PATIENCE_SECONDS + 0.3
_LOOK_SECONDS = 2.0
_TURN_SECONDS = 0.0005


def run(ledger: Ledger, options: Options) -> None:
    """Serve the pages of an open ledger until Ctrl-C or SIGTERM. SetupError for options by which anybody could come in.

    Pages that are still being made then may keep their threads busy for a while; nobody waits for them.
    """
    options.check()
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        if options.workers > 1:
            with _listening(options) as listening, _following(ledger, options):
                _run_workers(ledger, options, listening)
        else:
            with suppress(KeyboardInterrupt):
                _make_server(make_app(ledger, options), options).run()
    finally:
        signal.signal(signal.SIGTERM, before)


class _Server(uvicorn.Server):
    """One whose loop gets its turn at once when it is told to end, however busy the threads that make pages are."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """As uvicorn."""
        sys.setswitchinterval(_TURN_SECONDS)
        super().handle_exit(sig, frame)


def _make_server(app: Any, options: Options) -> uvicorn.Server:
    config = uvicorn.Config(
        app,
        host=options.host,
        port=options.port,
        log_level="error",
        access_log=False,
        server_header=False,
        proxy_headers=bool(options.proxy),
        timeout_graceful_shutdown=_PATIENCE_SECONDS,
    )
    threading.Thread(target=_load_ahead, daemon=True).start()
    server = _Server(config)
    # What it gives up at the end is no error that anybody must hear of.
    logging.getLogger("uvicorn.error").addFilter(lambda _record: not server.should_exit)
    return server


def _load_ahead() -> None:
    """Load what the first reader would wait for a second for."""
    default_settings()
    looks: tuple[Look, ...] = ("light", "dark")
    for look in looks:
        make_map((), look, size=(900, 460))
        make_timeline((), look)


@contextmanager
def _listening(options: Options) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_INET6 if ":" in options.host else socket.AF_INET) as found:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((options.host, options.port))
        yield found


@contextmanager
def _following(ledger: Ledger, options: Options) -> Iterator[None]:
    follower = Follower(ledger)
    if options.follow:
        follower.start()
    try:
        yield
    finally:
        follower.stop()


def _run_workers(ledger: Ledger, options: Options, listening: socket.socket) -> None:
    """Keep so many processes answering until Ctrl-C; one that dies is replaced."""
    address = str(ledger.file) if ledger.file else ledger.address
    given = address, replace(options, follow=False), secrets.token_bytes(32), listening, os.getpid()
    context = multiprocessing.get_context("spawn")
    workers: list[BaseProcess] = []
    try:
        while True:
            workers = [worker for worker in workers if worker.is_alive()]
            while len(workers) < options.workers:
                workers.append(context.Process(target=_work, args=given, daemon=True))
                with deaf_to_interrupts():
                    workers[-1].start()
            wait([worker.sentinel for worker in workers])
            time.sleep(_LOOK_SECONDS)  # one that cannot start is not started again at once
    except KeyboardInterrupt:
        pass
    finally:
        _end(workers)


def _end(workers: list[BaseProcess]) -> None:
    """Ask all to end, and end those that do not in time."""
    for worker in workers:
        worker.terminate()
    last = time.monotonic() + _WORKERS_PATIENCE_SECONDS
    for worker in workers:
        worker.join(max(last - time.monotonic(), 0))
        worker.kill()


def _work(address: str, options: Options, secret: bytes, listening: socket.socket, parent: int) -> None:
    """Answer until told to stop, or until the process that started this one is gone."""
    with Ledger(address) as ledger:
        server = _make_server(make_app(ledger, options, secret=secret), options)

        def look() -> None:
            while os.getppid() == parent:
                time.sleep(_LOOK_SECONDS)
            server.should_exit = True

        threading.Thread(target=look, daemon=True).start()
        with suppress(KeyboardInterrupt):
            server.run([listening])
    os._exit(0)  # what is still being made here is for nobody
