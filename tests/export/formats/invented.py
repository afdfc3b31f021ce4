"""Invented claims with everything that a format has to cope with: the tests of all formats write these."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

from sayso.export.formats import FORMATS, Writing
from sayso.model import Actor, StoredClaim
from tests.make import (
    make_attribution,
    make_participant,
    make_place,
    make_quantity,
    make_report,
    make_source,
    make_stored_claim,
    make_time,
)

ACTORS = {
    "tar-military": Actor("tar-military", "Tarnish army", "military", 1, "MIL", "NOR"),
    "amber-front": Actor("amber-front", "Amber Front", "armed_group", 2, "REB"),
    "blue-column": Actor("blue-column", "Blue Column", "militia", 3, "UAF"),
    "far-military": Actor("far-military", "Army of Farland", "military", 1, "MIL", "SWE"),
}
RAID = "On Friday the Amber Front shelled Tarn, killing at least three civilians, Mayor Ida Voss said."
CLASH = "The Tarnish army and the Blue Column fought near Tarn."
DENIED = "The army did not shell Tarn."
TOLL = "Some 400 people have been killed since May."
WORDS = "He vowed to help."


def make_raid() -> StoredClaim:
    """A shelling with a source, both sides, a place, a day and a number."""
    statement = make_attribution(
        RAID, make_source(RAID, "Mayor Ida Voss", name="Ida Voss"), "said", "On Friday the Amber Front shelled Tarn"
    )
    return make_stored_claim(
        RAID,
        "shelled",
        "shelling",
        report=make_report(
            RAID,
            id="raid",
            title="Raid on Tarn",
            published=date(2026, 3, 7),
            publisher="Tarn Gazette",
            url="https://tarn.example/raid",
        ),
        attribution=statement,
        agents=[make_participant(RAID, "the Amber Front", name="Amber Front", actor="amber-front")],
        recipients=[make_participant(RAID, "at least three civilians", role="civilian")],
        places=[make_place(RAID, "Tarn", 60.5, 5.25, country="NOR")],
        time=make_time(RAID, "Friday", date(2026, 3, 6), date(2026, 3, 6)),
        quantities=[make_quantity(RAID, "three", 3)],
    )


def make_clash() -> StoredClaim:
    """A clash whose two sides are its agents, without a day."""
    agents = [
        make_participant(CLASH, "The Tarnish army", name="Tarnish army", actor="tar-military", country="NOR"),
        make_participant(CLASH, "the Blue Column", name="Blue Column", actor="blue-column"),
    ]
    place = make_place(CLASH, "Tarn", 60.5, 5.25, country="NOR", precision="district")
    return make_stored_claim(CLASH, "fought", "armed_clash", agents=agents, places=[place])


def make_claims() -> list[StoredClaim]:
    """One claim of each kind."""
    people = make_participant(TOLL, "Some 400 people")
    return [
        make_raid(),
        make_clash(),
        make_stored_claim(DENIED, "shell", "shelling", factuality="CT-", places=[make_place(DENIED, "Tarn")]),
        make_stored_claim(
            TOLL, "killed", "killing", recipients=[people], quantities=[make_quantity(TOLL, "400", 400, 400)]
        ),
        make_stored_claim(WORDS, "vowed", "support", agents=[make_participant(WORDS, "He")]),
    ]


def write(format: str, claims: list[StoredClaim], *, hxl: bool = False) -> bytes:
    """What an export of these claims is."""
    out = io.BytesIO()
    known: Callable[[str], Actor | None] = ACTORS.get
    FORMATS[format].write(claims, out, Writing(known=known, hxl=hxl))
    return out.getvalue()
