"""How a page is answered: the same content as HTML for people and as JSON for programs; and how errors are told."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, wraps
from importlib.resources import files
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from sayso.model import InputError, LedgerError, SaysoError
from sayso.web.here import Here
from sayso.web.rendering import capital, render


@dataclass(frozen=True, slots=True)
class Answer:
    """A page: its template, title and content (`view`), and what makes the same as plain lists and dictionaries."""

    template: str
    title: str
    view: Any
    record: Callable[[], Mapping[str, Any]]
    status: int = 200
    section: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """What was asked for has another address now; `parts` are those of its page."""

    parts: tuple[str, ...]
    query: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why there is no such page, for people and programs: the same shape for every error."""

    slug: str
    reason: str
    where: str = ""
    remedy: str = ""


class NotThereError(Exception):
    """There is nothing at this address."""

    def __init__(self, what: str, id: str, remedy: str = "") -> None:
        super().__init__(what)
        self.trouble = Trouble("not-there", f"there is no such {what}", id, remedy)


Page = Callable[..., "Answer | Moved"]
_ERRORS: dict[int | str, dict[str, Any]] = {
    400: {"description": "The query makes no sense."},
    404: {"description": "There is nothing at this address."},
}


def page(router: APIRouter, path: str, *, example: str, summary: str, twin: str = "") -> Callable[[Page], Page]:
    """Registers a function that takes `here: AtHand` at a path, and at the path of its JSON twin."""

    def register(show: Page) -> Page:
        @wraps(show)
        def as_json(**given: Any) -> Response:
            here: Here = given["here"]
            answer = show(**given)
            if isinstance(answer, Moved):
                *first, last = answer.parts
                return RedirectResponse(here.address(*first, f"{last}.json", **answer.query), 307)
            return JSONResponse(dict(answer.record()), answer.status)

        @wraps(show)
        def as_page(**given: Any) -> Response:
            here: Here = given["here"]
            answer = show(**given)
            if isinstance(answer, Moved):
                return RedirectResponse(here.address(*answer.parts, **answer.query), 307)
            return HTMLResponse(render(answer, here), answer.status)

        shown = {"content": {"application/json": {"schema": {"type": "object"}}}}
        router.add_api_route(
            twin or f"{path}.json", as_json, methods=["GET"], summary=summary, name=example, operation_id=example,
            response_class=JSONResponse, response_model=None, responses={200: shown, **_responses()},
        )  # fmt: skip
        router.add_api_route(
            path, as_page, methods=["GET", "HEAD"], include_in_schema=False, name=f"{example}-page", response_model=None
        )
        return show

    return register


def _responses() -> dict[int | str, dict[str, Any]]:
    told: dict[str, Any] = {
        "content": {
            "application/json": {
                "schema": {"$ref": "#/components/schemas/Trouble"},
                "example": {
                    "slug": "bad-filter",
                    "reason": "'x' is no date",
                    "where": "since",
                    "remedy": "write it as 2024-05-07",
                },
            }
        }
    }
    return {code: {**words, **told} for code, words in _ERRORS.items()}


@cache
def load_examples() -> dict[str, Any]:
    """An example of every JSON answer, by the name of its page."""
    found: dict[str, Any] = json.loads(files("sayso.web").joinpath("examples.json").read_text(encoding="utf-8"))
    return found


def tell(request: Request, trouble: Trouble, status: int) -> Response:
    """An error in the shape of what was asked for."""
    record = {"slug": trouble.slug, "reason": trouble.reason, "where": trouble.where, "remedy": trouble.remedy}
    if request.url.path.endswith(".json"):
        return JSONResponse(record, status)
    answer = Answer("trouble", capital(trouble.reason), trouble, lambda: record, status)
    return HTMLResponse(render(answer, Here(request)), status)


def tell_error(request: Request, error: Exception) -> Response:
    """What an error of sayso means for whoever asked."""
    if isinstance(error, NotThereError):
        return tell(request, error.trouble, 404)
    if isinstance(error, SaysoError):
        status = 400 if isinstance(error, InputError) else 503 if isinstance(error, LedgerError) else 500
        status = 404 if error.slug.startswith("no-such") else status
        return tell(request, Trouble(error.slug, error.reason, error.where, error.remedy), status)
    raise error
