"""What charts are drawn from: days in bins, places in spots, numbers in bars, and the land under the map."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from importlib.resources import files
from itertools import pairwise

import pytest
from starlette.testclient import TestClient

from sayso.ledger.globe import Box
from sayso.ledger.incidents import Point
from sayso.web.charts.colours import COLOURS
from sayso.web.charts.land import find_dots, find_towns, frame_of, make_land, project, unproject
from sayso.web.charts.map import gather_spots, make_columns, make_map
from sayso.web.charts.ranges import Bar, gather
from sayso.web.charts.timeline import make_bars, make_bins, make_timeline
from tests.web.served import make_client

DAY = date(2031, 3, 1)


def _point(number: int, latitude: float | None = 48.0, longitude: float = 37.0, **more: object) -> Point:
    told = {
        "id": f"i{number}", "type": "shelling", "first": DAY, "last": DAY + timedelta(days=number), "published": DAY,
        "latitude": latitude, "longitude": longitude, "precision": "settlement", "claims": 2, "reports": 1,
        "origins": 1, "contested": False, "status": "single",
    }  # fmt: skip
    return Point(**told | more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("span", "bins", "days"),
    [(0, 1, 1), (100, 101, 1), (300, None, 7), (2000, None, 28), (9000, None, 365)],
)
def test_days_are_put_into_bins_that_can_be_told_apart(span: int, bins: int | None, days: int) -> None:
    found = make_bins([(DAY + timedelta(days=n), "shelling", 2) for n in range(span + 1)])
    assert bins is None or len(found) == bins
    assert len(found) <= 121
    assert all((one.last - one.first).days + 1 >= days for one in found[1:-1])
    assert sum(sum(one.types.values()) for one in found) == 2 * (span + 1)
    assert all(one.last < other.first for one, other in pairwise(found))


def test_bins_at_the_ends_of_time() -> None:
    found = make_bins([(date.min, "shelling", 1), (date.max, "killing", 1)])
    assert (found[0].first, found[-1].last) == (date.min, date.max)
    assert make_timeline([(date.min, "shelling", 1), (date.max, "killing", 1)], "light")["kinds"]


def test_a_few_that_lie_far_back_are_told_in_words() -> None:
    days = [
        (date(2020, 1, 1), "shelling", 1),
        *((DAY + timedelta(days=n), "killing", 3) for n in range(20)),
        (None, "aid", 4),
    ]
    made = make_timeline(days, "light")
    assert (made["earlier"], made["without"], made["begins"]) == (1, 4, "1 March 2031")
    assert made["kinds"] == ["Violence", "Consequences"]


def test_a_timeline_of_nothing() -> None:
    assert make_timeline([], "dark")["kinds"] == []
    assert make_bars([(None, "shelling", 3)]) == ()


def test_bars_are_shares_of_the_fullest_day() -> None:
    bars = make_bars([(DAY, "shelling", 1), (DAY, "killing", 3), (DAY + timedelta(days=1), "shelling", 2)])
    assert [(bar.day, bar.count) for bar in bars] == [(DAY + timedelta(days=1), 2), (DAY, 4)]
    assert [share for _, share in bars[1].parts] == [25.0, 75.0]


def test_incidents_at_one_place_are_one_spot() -> None:
    points = [_point(1), _point(2, contested=True, type="killing"), _point(3, 50.0), _point(4, None),
              _point(5, precision="region")]  # fmt: skip
    spots = gather_spots(points)
    assert [(spot.vague, spot.count, spot.contested) for spot in spots] == [(True, 1, 0), (False, 2, 1), (False, 1, 0)]
    assert spots[1].latest == DAY + timedelta(days=2)


@pytest.mark.parametrize("count", [0, 1, 10_000])
def test_a_map_of_any_number(count: int) -> None:
    points = [_point(n % 300, 30 + n % 97 / 10, 20 + n % 89 / 10) for n in range(count)]
    made = make_map(points, "light", size=(900, 460))
    assert made["incidents"] == count
    assert made["places"] <= count


@pytest.mark.parametrize(
    ("latitude", "longitude"), [(0.0, 0.0), (48.5, 37.25), (-33.9, 151.2), (65.0, -18.0), (84.9, 179.9)]
)
def test_projecting_there_and_back(latitude: float, longitude: float) -> None:
    assert unproject(*project(latitude, longitude)) == pytest.approx((latitude, longitude), abs=1e-6)


@pytest.mark.parametrize("box", [Box(-60, -180, 75, 180), Box(44, 22, 53, 41), Box(50.2, 30.2, 50.7, 30.9)])
def test_the_land_is_thinned_and_its_names_do_not_overlap(box: Box) -> None:
    frame = frame_of(box, 900, 460)
    x, y = find_dots(frame)
    assert 0 < len(x) == len(y) <= 6000
    assert all(frame.x0 - 1 <= at <= frame.x1 + 1 for at in x)
    towns = find_towns(frame)
    places = [(*frame.spot(town.latitude, town.longitude), len(town.name) * 6.0) for town in towns]
    for number, (left, up, wide) in enumerate(places):
        for other_left, other_up, other_wide in places[number + 1 :]:
            apart = abs(up - other_up) >= 12 or left + wide < other_left or other_left + other_wide < left
            assert apart


def test_the_charts_have_the_pages_colours() -> None:
    css = files("sayso.web").joinpath("static/page.css").read_text("utf-8")
    told = {name: (light, dark) for name, light, dark in re.findall(r"--([a-z]\w*): light-dark\((#\w+), (#\w+)\)", css)}
    for at, look in enumerate(("light", "dark")):
        colours = COLOURS["light" if look == "light" else "dark"]
        assert (colours.paper, colours.ink, colours.line) == tuple(told[name][at] for name in ("paper", "ink", "line"))
        assert colours.kinds == tuple(told[f"k{number}"][at] for number in range(1, 8))


@pytest.mark.parametrize(
    "frame", ["", "1,2,3", "a,b,c,d", "5,5,1,1", "0,0,0,0", "nan,0,1,1", "0,0,1e300,1", "0,0,inf,1"]
)
def test_frames_without_sense(strikes: str, frame: str) -> None:
    answer = make_client(strikes).get("/chart/land.json", params={"frame": frame, "width": 800, "height": 400})
    assert answer.status_code == 400
    assert answer.json()["where"] == "frame"


def test_charts_follow_the_filter(strikes: str) -> None:
    client: TestClient = make_client(strikes)
    assert client.get("/chart/map.json").json()["incidents"] == 3
    assert client.get("/chart/map.json?contested=true").json()["incidents"] == 1
    assert client.get("/chart/points.json?place=Tarnow").json()["count"] == [1]
    assert client.get("/chart/days.json?text=farmer&look=dark").json()["kinds"] == ["Violence"]


def test_lines_of_degrees_stand_where_few_live() -> None:
    land = make_land(frame_of(Box(63.2, -25.0, 66.8, -13.0), 900, 460))
    assert land.size > 3
    assert {"64° N", "65° N", "20° W"} <= set(land.marks["name"])
    assert len(land.lines["xs"]) == len(land.marks["name"])
    assert len(land.towns["name"]) > 5
    busy = make_land(frame_of(Box(44, 22, 53, 41), 900, 460))
    assert (busy.size, busy.marks["name"]) == (1.8, [])


def test_a_shell_is_filled_anew_each_time() -> None:
    first, second = (make_map([_point(1)], "dark", size=(900, height)) for height in (300, 400))
    assert first["root_id"] != second["root_id"]
    assert not set(re.findall(r'"(c\d+-\d+)"', json.dumps(first))) & set(
        re.findall(r'"(c\d+-\d+)"', json.dumps(second))
    )
    heights = [next(model for model in made["doc"]["roots"])["attributes"]["height"] for made in (first, second)]
    assert heights == [300, 400]


def _bar(number: int, told: str, **more: object) -> Bar:
    known = {
        "start": 10.0, "width": 0.0, "low": 10.0, "high": 10.0, "opens": "", "source": f"Mayor {number}", "told": told,
        "by": "", "side": "third", "standing": True, "claim": f"c{number}", "note": "",
    }  # fmt: skip
    return Bar(**known | more)  # type: ignore[arg-type]


def test_sources_of_one_side_that_say_the_same_share_a_bar() -> None:
    bars = [
        _bar(1, "4"), _bar(2, "4"), _bar(3, "4", side="party"), _bar(4, "9"), _bar(5, "4", standing=False),
        _bar(6, "4"),
    ]  # fmt: skip
    assert [(bar.source, bar.others) for bar in gather(bars)] == [
        ("Mayor 1", ("Mayor 2", "Mayor 6")), ("Mayor 3", ()), ("Mayor 4", ()), ("Mayor 5", ()),
    ]  # fmt: skip


def test_more_circles_are_smaller() -> None:
    few, many = (
        make_columns(gather_spots([_point(n, 40 + n / 100) for n in range(count)]), "light") for count in (20, 2000)
    )
    assert 2 < max(many["size"]) < min(few["size"])


def test_degrees_and_towns_keep_out_of_each_others_way() -> None:
    frame = frame_of(Box(63.0, -25.0, 68.0, -8.0), 660, 460)
    land = make_land(frame)
    spots = [frame.spot(*unproject(x, y)) for x, y in zip(land.towns["x"], land.towns["y"], strict=True)]
    assert spots
    assert min(x for x, _ in spots) > 40
    marks = [frame.spot(*unproject(x, y)) for x, y in zip(land.marks["x"], land.marks["y"], strict=True)]
    assert marks
    assert all(x < 620 and y < 450 for x, y in marks)
