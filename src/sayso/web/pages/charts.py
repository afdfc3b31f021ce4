"""What the charts of the pages are drawn from, as JSON that Bokeh embeds."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter
from fastapi import Query as Asks
from fastapi.responses import JSONResponse, Response

from sayso.model import InputError
from sayso.web.asking import Query, understand
from sayso.web.charts.colours import Look
from sayso.web.charts.land import make_land
from sayso.web.charts.map import gather_spots, make_columns, make_map, read_frame
from sayso.web.charts.timeline import make_timeline
from sayso.web.here import AtHand

router = APIRouter(prefix="/chart")
_MOST_POINTS = 50_000


class ChartQuery(Query):
    """A query with what is known of the screen."""

    look: Look = "light"
    width: int = 900
    height: int = 460


@router.get("/map.json", include_in_schema=False)
def show_map(here: AtHand, query: Annotated[ChartQuery, Asks()]) -> Response:
    """The map of the incidents that pass."""
    asked = understand(query)
    size = min(max(query.width, 200), 4000), min(max(query.height, 200), 2000)

    def make() -> bytes:
        points = here.book.points(asked.wanted, asked.about, as_of=asked.as_of, limit=_MOST_POINTS)
        return bytes(JSONResponse(make_map(points, query.look, size=size, tiles=here.desk.options.tiles)).body)

    key = asked.wanted, asked.about, asked.as_of, query.look, size
    return Response(here.desk.maps.give(key, make, here.book.stamp()), media_type="application/json")


@router.get("/points.json", include_in_schema=False)
def show_points(here: AtHand, query: Annotated[ChartQuery, Asks()]) -> JSONResponse:
    """The circles alone, for a map that stays as it is."""
    asked = understand(query)
    points = here.book.points(asked.wanted, asked.about, as_of=asked.as_of, limit=_MOST_POINTS)
    return JSONResponse(make_columns(gather_spots(points), query.look))


@router.get("/days.json", include_in_schema=False)
def show_days(here: AtHand, query: Annotated[ChartQuery, Asks()]) -> JSONResponse:
    """The timeline of the incidents that pass."""
    asked = understand(query)
    return JSONResponse(make_timeline(here.book.days(asked.wanted, asked.about, as_of=asked.as_of), query.look))


@router.get("/land.json", include_in_schema=False)
def show_land(
    frame: Annotated[str, Asks(max_length=200)],
    width: Annotated[int, Asks(ge=50, le=6000)],
    height: Annotated[int, Asks(ge=50, le=6000)],
) -> JSONResponse:
    """The land of a frame (its edges in metres of Web Mercator)."""
    try:
        found = read_frame(frame, width, height)
    except (ValueError, OverflowError):
        raise InputError("bad-filter", f"{frame!r} is no frame", where="frame", remedy="write X0,Y0,X1,Y1") from None
    content: dict[str, Any] = asdict(make_land(found))
    return JSONResponse(content, headers={"Cache-Control": "private, max-age=3600"})
