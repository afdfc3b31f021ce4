"""A ledger of one report that is written from right to left."""

from __future__ import annotations

from datetime import date

from sayso.ledger import Ledger
from sayso.run.reconciling import reconcile
from tests.ledger.reports import ready
from tests.make import (
    make_attribution,
    make_claim,
    make_participant,
    make_place,
    make_quantity,
    make_reading,
    make_report,
    make_source,
    make_time,
)

PARTIES = "הצבא", "השוק"
_WHO, _TOWN, _DAY = "דובר העירייה", "תרנוב", date(2031, 3, 3)
_TEXT = f"{PARTIES[0]} הפגיז את {PARTIES[1]} בעיר {_TOWN} ב־3 במרץ, 6 נהרגו, אמר {_WHO}."


def make_turned(path: str) -> str:
    """The ledger at this path."""
    said = make_attribution(_TEXT, make_source(_TEXT, _WHO), "אמר", _TEXT[: _TEXT.index(", אמר")])
    claim = make_claim(
        _TEXT,
        "הפגיז",
        "shelling",
        attribution=said,
        agents=[make_participant(_TEXT, PARTIES[0])],
        recipients=[make_participant(_TEXT, PARTIES[1], role="object")],
        places=[make_place(_TEXT, _TOWN, 48.0, 37.0, country="OSL")],
        time=make_time(_TEXT, "3 במרץ", _DAY, _DAY),
        quantities=[make_quantity(_TEXT, "6", 6, 6)],
    )
    report = make_report(_TEXT, id="turned", title="הפגזה על השוק", published=_DAY, publisher="הארץ החדשה")
    with Ledger(path, create=True) as ledger:
        ledger.add(ready(make_reading(report, said, claims=[claim])))
        reconcile(ledger, jobs=1)
    return path
