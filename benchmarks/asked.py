"""What readers of a ledger's pages ask for, drawn at random: pages of all kinds, about things in the ledger."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import quote, urlencode

from sqlalchemy import Connection, Select, func, select

from sayso.ledger import Ledger, schema
from sayso.ledger.engine import reading
from sayso.run.incidents import IncidentBook

_DRAWN = 2000
_WORDS = "shelled hospital bridge convoy captured detained evacuated talks depot refinery airfield killed".split()
_TYPES = "shelling air_strike armed_clash ground_attack territory_gain detention talks killing wounding".split()


class Asker:
    """Draws addresses of a ledger's pages. Frequent sources and places come up as often as they are told of."""

    def __init__(self, ledger: Path, chosen: random.Random) -> None:
        """Of the ledger at this path; whatever is drawn is drawn by `chosen`."""
        self._random = chosen
        with Ledger(str(ledger)) as opened:
            self._points = IncidentBook(opened).points()
            with reading(opened.engine) as connection:
                self._sources, self._places, self._reports = (_draw(connection, query) for query in _list_queries())
        self._kinds: dict[str, tuple[int, Callable[[], str]]] = {
            "overview": (12, lambda: f"/?page={chosen.randint(1, 60)}"),
            "overview, its data": (5, lambda: f"/overview.json?page={chosen.randint(1, 60)}"),
            "filter": (8, lambda: f"/?{self._filter()}"),
            "map": (6, lambda: f"/chart/map.json?{self._filter()}&look=light&width=870&height=460"),
            "timeline": (5, lambda: f"/chart/days.json?{self._filter()}&look=dark"),
            "land": (5, self._land),
            "incident": (20, lambda: f"/incident/{chosen.choice(self._points).id}"),
            "incident, its data": (5, lambda: f"/incident/{chosen.choice(self._points).id}.json"),
            "report": (10, lambda: f"/report/{chosen.choice(self._reports)}"),
            "source": (5, lambda: f"/source/{quote(chosen.choice(self._sources), safe='')}"),
            "place": (5, lambda: f"/place/{quote(chosen.choice(self._places), safe='')}"),
            "day": (4, lambda: f"/day/{self._day()}"),
            "disputes": (4, lambda: f"/disputes?page={chosen.randint(1, 5)}"),
            "changes": (3, lambda: f"/changes?since={quote(self._moment())}"),
            "search": (3, lambda: f"/search?q={quote(chosen.choice([*_WORDS, *self._places[:40]]))}"),
        }

    def draw(self) -> tuple[str, str]:
        """The kind of a page, and its address."""
        (kind,) = self._random.choices(list(self._kinds), [often for often, _ in self._kinds.values()])
        return kind, self._kinds[kind][1]()

    def _filter(self) -> str:
        chosen = self._random
        since = self._day()
        ways: list[dict[str, str]] = [
            {},
            {"type": chosen.choice(_TYPES), "page": str(chosen.randint(1, 9))},
            {"place": chosen.choice(self._places)},
            {"source": chosen.choice(self._sources)},
            {"since": since.isoformat(), "until": (since + timedelta(days=chosen.randint(1, 20))).isoformat()},
            {"contested": "true", "type": chosen.choice(_TYPES)},
            {"text": chosen.choice(_WORDS), "since": since.isoformat()},
            {"number": f"killed>={chosen.randint(1, 60)}"},
        ]
        return urlencode(chosen.choice(ways))

    def _land(self) -> str:
        at = self._random.choice([point for point in self._points[:2000] if point.latitude is not None])
        x, y = (at.longitude or 0) * 111_000, (at.latitude or 0) * 130_000
        across = self._random.randint(50_000, 2_000_000)
        frame = ",".join(str(round(edge)) for edge in (x - across, y - across / 2, x + across, y + across / 2))
        return f"/chart/land.json?frame={frame}&width=870&height=460"

    def _day(self) -> date:
        point = self._random.choice(self._points)
        return point.last or point.published or date(2022, 1, 1)

    def _moment(self) -> str:
        moment = datetime.now(UTC) - timedelta(minutes=self._random.randint(1, 3000))
        return moment.isoformat(timespec="minutes").replace("+00:00", "Z")


def _list_queries() -> tuple[Select[tuple[str]], ...]:
    """Names of sources and of places, each as often as it is told, and ids of reports."""
    m, p, n, r = (table.c for table in (schema.mentions, schema.places, schema.names, schema.reports))
    sources = select(n.name).join(schema.mentions, (m.name == n.row) & (m.role == "source"))
    return sources, select(n.name).join(schema.places, p.name == n.row), select(r.id)


def _draw(connection: Connection, query: Select[tuple[str]]) -> list[str]:
    return list(connection.scalars(query.order_by(func.random()).limit(_DRAWN)))
