"""A ledger of a few invented reports: a strike with two tolls and a denial, a strike told by one, an abduction."""

from __future__ import annotations

from datetime import date

from sayso.ledger import Ledger
from sayso.model import Reading
from sayso.run.reconciling import reconcile
from tests.ledger.reports import ready
from tests.make import (
    make_attribution,
    make_claim,
    make_participant,
    make_place,
    make_reading,
    make_report,
    make_source,
    make_time,
)
from tests.run.reconciling.accounts import Account, read_account

ORLIVKA, ORLIVKA_MORE = Account(dead=4), Account(dead=9, paper=1, way=1)
TARNOW = Account(town="Tarnow", day=12, dead=3, paper=2)
DENIAL = "The Oslan army denied that its shells struck the market in Orlivka on 01 March 2031."
ABDUCTION = "Gunmen seized Anna Krol, a farmer, in Belmor on 20 March 2031, residents said."


def read_denial() -> Reading:
    """The army says that it did not do it."""
    army = make_source(DENIAL, "The Oslan army", kind="military", country="OSL")
    said = make_attribution(DENIAL, army, "denied", "its shells struck the market in Orlivka on 01 March 2031")
    day = date(2031, 3, 1)
    claim = make_claim(
        DENIAL,
        "struck",
        "shelling",
        factuality="CT-",
        attribution=said,
        agents=[make_participant(DENIAL, "its shells", country="OSL")],
        recipients=[make_participant(DENIAL, "the market", role="object")],
        places=[make_place(DENIAL, "Orlivka", 48.0, 37.0, country="OSL")],
        time=make_time(DENIAL, "01 March 2031", day, day),
    )
    report = make_report(DENIAL, id="denial", title="It was not us", published=date(2031, 3, 3), publisher="Army Press")
    return make_reading(report, said, claims=[claim])


def read_abduction() -> Reading:
    """Residents tell of a farmer who was seized."""
    residents = make_source(ABDUCTION, "residents", kind="civilian", named=False)
    said = make_attribution(
        ABDUCTION, residents, "said", "Gunmen seized Anna Krol, a farmer, in Belmor on 20 March 2031"
    )
    day = date(2031, 3, 20)
    claim = make_claim(
        ABDUCTION,
        "seized",
        "abduction",
        attribution=said,
        agents=[make_participant(ABDUCTION, "Gunmen")],
        recipients=[make_participant(ABDUCTION, "Anna Krol", role="civilian")],
        places=[make_place(ABDUCTION, "Belmor", 45.0, 30.0, country="OSL")],
        time=make_time(ABDUCTION, "20 March 2031", day, day),
    )
    report = make_report(
        ABDUCTION, id="abduction", title="Anna Krol seized", published=date(2031, 3, 21), publisher="Vardun Courier"
    )
    return make_reading(report, said, claims=[claim])


def make_strikes(path: str, *, linked: bool = True) -> str:
    """The ledger at this path; its incidents are up to date where it is `linked`."""
    told = (read_account(account) for account in (ORLIVKA, ORLIVKA_MORE, TARNOW))
    with Ledger(path, create=True) as ledger:
        ledger.add(ready(*told, read_denial(), read_abduction()))
        if linked:
            reconcile(ledger, jobs=1)
    return path
