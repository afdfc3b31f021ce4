"""The application: all pages and what they need, behind the guard."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from sayso import __version__
from sayso.ledger import Ledger
from sayso.model import SaysoError
from sayso.web import deeds, serving
from sayso.web.answering import NotThereError, Trouble, load_examples, tell, tell_error
from sayso.web.following import Follower
from sayso.web.guarding import Guard
from sayso.web.here import Desk
from sayso.web.keeping import KeptBook
from sayso.web.options import Options
from sayso.web.pages import changing, charts, claim, incident, overview, report, review, source

_PAGES = (overview, incident, report, source, claim, changing, review, charts)
_AT_ONCE = 4
"""So many pages are made at a time, the others wait in line: more would only slow each other down."""
_ABOUT = (
    "What the ledger holds, as JSON. Every page has its twin here: its address with .json behind the path, and the "
    "same query. Queries have the names of the commands' options."
)


def make_app(ledger: Ledger, options: Options | None = None, *, secret: bytes | None = None) -> Guard:
    """The pages of an open ledger, as an ASGI application. SetupError for options by which anybody could come in.

    `secret` is what forms are signed with; processes that serve the same pages share it. Without one it is drawn.
    """
    options = options or Options()
    options.check()
    follower = Follower(ledger) if options.follow else None
    app = FastAPI(
        title="sayso", version=__version__, description=_ABOUT, docs_url=None, redoc_url=None,
        lifespan=_lasting(ledger, follower), openapi_url="/openapi.json",
    )  # fmt: skip
    guard = Guard(app, options, secret=secret)
    app.state.desk = Desk(ledger, KeptBook(ledger), options)
    app.state.seal = guard.seal
    for part in _PAGES:
        app.include_router(part.router)
    app.include_router(deeds.router)
    app.include_router(serving.router)
    _tell_errors(app)
    app.openapi = lambda: _describe(app)  # type: ignore[method-assign]
    return guard


def _lasting(ledger: Ledger, follower: Follower | None) -> Any:
    @asynccontextmanager
    async def lasting(_app: FastAPI) -> AsyncIterator[None]:
        current_default_thread_limiter().total_tokens = _AT_ONCE
        ledger.keep_connections(_AT_ONCE)
        if follower:
            follower.start()
        try:
            yield
        finally:
            if follower:
                follower.stop()

    return lasting


def _tell_errors(app: FastAPI) -> None:
    async def known(request: Request, error: Exception) -> Response:
        return tell_error(request, error)

    async def misread(request: Request, error: Exception) -> Response:
        first = error.errors()[0] if isinstance(error, RequestValidationError) else {}
        where = str((first.get("loc") or ("",))[-1])
        remedy = "the API's document tells what is asked for: /openapi.json"
        return tell(request, Trouble("bad-filter", str(first.get("msg", "it cannot be read")), where, remedy), 400)

    async def refused(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        words = {404: "there is no such page", 405: "this page does not do that"}.get(status, "it cannot be done")
        return tell(request, Trouble("not-there" if status == 404 else "refused", words, request.url.path), status)

    async def broken(request: Request, _error: Exception) -> Response:
        remedy = "its last lines on the terminal tell what; please report it"
        return tell(request, Trouble("internal-error", "this is a fault of sayso", request.url.path, remedy), 500)

    app.add_exception_handler(SaysoError, known)
    app.add_exception_handler(NotThereError, known)
    app.add_exception_handler(RequestValidationError, misread)
    app.add_exception_handler(HTTPException, refused)
    app.add_exception_handler(Exception, broken)


def _describe(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document, with the one shape of our errors in place of FastAPI's own."""
    if not app.openapi_schema:
        made = get_openapi(title=app.title, version=app.version, description=_ABOUT, routes=app.routes)
        for path in made["paths"].values():
            for operation in path.values():
                operation["responses"].pop("422", None)
                answer = operation["responses"]["200"]["content"]["application/json"]
                answer["example"] = load_examples()[operation["operationId"]]
        text = {"type": "string"}
        told = dict.fromkeys(("slug", "reason", "where", "remedy"), text)
        made["components"] = {"schemas": {"Trouble": {"type": "object", "properties": told, "required": list(told)}}}
        app.openapi_schema = made
    return app.openapi_schema
