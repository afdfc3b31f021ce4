"""Short invented reports of strikes, as they are read: who tells of which strike, where, when, how many dead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sayso.ledger import Prepared
from sayso.model import Reading
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

FIRST_DAY = date(2031, 3, 1)
TOWNS = {"Orlivka": (48.0, 37.0), "Tarnow": (50.1, 21.0), "Sartana": (47.1, 37.7), "Belmor": (45.0, 30.0)}
PAPERS = ("Tarn Post", "Osel Wire", "Kessen Gazette", "Vardun Courier")
_WAYS = (
    "Shells struck the market in {town} on {day}, killing {dead} people, {who} said.",
    "In {town}, {dead} people died when shells struck the market on {day}, killing them at once, {who} said.",
    "It was on {day} that shells struck the market in {town}, killing {dead} people, {who} said.",
)
_WHO = ("the mayor", "a rescue worker", "the governor", "hospital staff")


@dataclass(frozen=True, slots=True)
class Account:
    """One report of one strike: `day` is when it happened, `later` how many days after that it came out."""

    town: str = "Orlivka"
    day: int = 0
    dead: int = 4
    later: int = 1
    paper: int = 0
    way: int = 0
    dated: bool = True
    url: str | None = None

    @property
    def happened(self) -> date:
        """The day of the strike."""
        return FIRST_DAY + timedelta(days=self.day)

    @property
    def text(self) -> str:
        """The words of the report."""
        day = self.happened.strftime("%d %B %Y")
        return _WAYS[self.way].format(town=self.town, day=day, dead=self.dead, who=_WHO[self.paper])


def read_account(account: Account) -> Reading:
    """The account as it is read: a strike, and those it killed."""
    text, who = account.text, make_source(account.text, _WHO[account.paper])
    said = make_attribution(text, who, "said", text[: text.index(f", {_WHO[account.paper]}")])
    latitude, longitude = TOWNS[account.town]
    place = make_place(text, account.town, latitude, longitude, country="OSL")
    time = make_time(text, account.happened.strftime("%d %B %Y"), account.happened, account.happened)
    count = make_quantity(
        text, str(account.dead), account.dead, account.dead, after=account.town if account.way == 1 else "killing"
    )
    people = make_participant(text, f"{account.dead} people")
    claims = (
        make_claim(text, "struck", "shelling", attribution=said, places=[place], time=time,
                   recipients=[make_participant(text, "the market", role="object")]),
        make_claim(text, "killing", "killing", attribution=said, places=[place], time=time, recipients=[people],
                   quantities=[count]),
    )  # fmt: skip
    published = account.happened + timedelta(days=account.later) if account.dated else None
    report = make_report(
        text,
        id=f"{account.town}-{account.day}-{account.paper}-{account.dead}",
        title=f"Shells on {account.town}",
        published=published,
        publisher=PAPERS[account.paper],
        url=account.url,
    )
    return make_reading(report, said, claims=claims, places=[place])


def prepare_accounts(*accounts: Account) -> list[Prepared]:
    """The rows of these accounts, ready to be written."""
    return ready(*(read_account(account) for account in accounts))
