"""Invented readings of a small war, ready to be written."""

from __future__ import annotations

from datetime import date

from sayso.export import make_record
from sayso.ledger import Prepared, prepare
from sayso.model import Reading
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

SHELLING = (
    "Shells struck the market in Orlivka on Monday, killing 43 people, Mayor Ida Voss said. "
    "Rebels denied the attack on Friday."
)
TRUCE = "Talks in Sartana went on, Governor Pavel Lund said."


def make_shelling(
    *,
    text: str = SHELLING,
    id: str = "shelling",
    url: str | None = None,
    published: date | None = date(2031, 3, 4),
    publisher: str | None = "Tarn Post",
    killed: int = 43,
    confidence: float = 0.9,
    mayor: str = "Mayor Ida Voss",
) -> Reading:
    """A mayor says that shells killed people at a market, and rebels deny it."""
    voss = make_source(text, mayor, country="TRN")
    said = make_attribution(text, voss, "said", "Shells struck the market in Orlivka on Monday")
    rebels = make_source(text, "Rebels", kind="armed_group")
    denied = make_attribution(text, rebels, "denied", "the attack on Friday")
    orlivka = make_place(text, "Orlivka", 48.0, 37.0, country="TRN")
    claims = (
        make_claim(
            text,
            "struck",
            "shelling",
            attribution=said,
            recipients=[make_participant(text, "the market", role="object")],
            places=[orlivka],
            time=make_time(text, "Monday", date(2031, 3, 3), date(2031, 3, 3)),
            quantities=[make_quantity(text, str(killed), killed, killed)],
            confidence=confidence,
        ),
        make_claim(
            text,
            "attack",
            "attack",
            factuality="CT-",
            attribution=denied,
            agents=[make_participant(text, "Rebels", country="OSL", actor="osl-rebels")],
            time=make_time(text, "Friday", date(2031, 2, 28), date(2031, 2, 28)),
            confidence=0.6,
        ),
    )
    report = make_report(text, id=id, title="Shells on a market", published=published, publisher=publisher, url=url)
    return make_reading(report, said, denied, claims=claims, places=[orlivka])


def make_truce(*, published: date | None = None, publisher: str = "Osel Wire") -> Reading:
    """A governor says that talks went on; nobody knows when."""
    lund = make_source(TRUCE, "Governor Pavel Lund")
    said = make_attribution(TRUCE, lund, "said", "Talks in Sartana went on")
    sartana = make_place(TRUCE, "Sartana", 47.1, 37.7, country="OSL")
    claim = make_claim(TRUCE, "Talks", "talks", attribution=said, places=[sartana], confidence=0.7)
    report = make_report(TRUCE, id="truce", published=published, publisher=publisher)
    return make_reading(report, said, claims=[claim], places=[sartana])


def ready(*readings: Reading) -> list[Prepared]:
    """The rows of these readings."""
    return [prepare(reading, make_record(reading)) for reading in readings]
