"""The files that pages need: our own, and Bokeh's script out of its own package. Nothing comes from elsewhere."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from importlib.resources import files

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from sayso.web.answering import Answer, NotThereError
from sayso.web.here import AtHand
from sayso.web.rendering import read_own, render

router = APIRouter(include_in_schema=False)
BOKEH = f"/static/bokeh/{version('bokeh')}/bokeh.min.js"
_OWN = {
    "page.css": "text/css; charset=utf-8",
    "page.js": "text/javascript; charset=utf-8",
    "charts.js": "text/javascript; charset=utf-8",
}
_LASTING = {"Cache-Control": "public, max-age=31536000, immutable"}


@router.get("/static/{name}")
def serve_own(name: str) -> Response:
    """A file of ours; its address changes when it does."""
    if name not in _OWN:
        raise NotThereError("file", name)
    return Response(read_own(f"static/{name}"), media_type=_OWN[name], headers=_LASTING)


@router.get(BOKEH)
def serve_bokeh() -> Response:
    """Bokeh's script, as its package has it."""
    return Response(_read_bokeh(), media_type="text/javascript; charset=utf-8", headers=_LASTING)


@router.get("/robots.txt")
def serve_robots() -> Response:
    """Nothing here is for search engines."""
    return Response("User-agent: *\nDisallow: /\n", media_type="text/plain")


@router.get("/enter")
def ask_for_token(here: AtHand, to: str = "/") -> HTMLResponse:
    """The page on which the token is given."""
    return HTMLResponse(render(Answer("enter", "Token", to, dict), here))


@cache
def _read_bokeh() -> bytes:
    return files("bokeh").joinpath("server/static/js/bokeh.min.js").read_bytes()
