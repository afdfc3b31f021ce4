"""Many short reports of an invented war, the same for the same number."""

from __future__ import annotations

import json
import random
from datetime import date, timedelta
from pathlib import Path

_TOWNS = "Orlivka Tarnow Sartana Belmor Kessen Vardun Holm Istra Lugin Marhan Ostrel Padina".split()
_WHO = "Rebels|Government troops|Soldiers of the Third Brigade|Militiamen|Gunmen".split("|")
_SAID = "residents|Mayor Ida Voss|the defence ministry|a rescue worker|Governor Pavel Lund|hospital staff".split("|")
_DID = (
    "shelled the market in {town} on {day}, killing {n} people",
    "captured the village of {town} on {day}",
    "abducted {n} villagers near {town} on {day}",
    "withdrew from {town} on {day} after {n} days of fighting",
    "fired {n} rockets at the power station in {town} on {day}",
    "destroyed {n} houses in {town} with drones on {day}",
)


def make_texts(count: int, *, seed: int = 1) -> list[str]:
    """So many texts of three or four sentences, no two alike."""
    chosen = random.Random(seed)
    return [_make_text(number, chosen) for number in range(count)]


def write_lines(path: Path, count: int, *, seed: int = 1) -> None:
    """So many reports as JSON Lines."""
    first = date(2031, 3, 1)
    with path.open("w", encoding="utf-8") as out:
        for number, text in enumerate(make_texts(count, seed=seed)):
            day = first + timedelta(days=number % 28)
            out.write(json.dumps({"id": f"r{number}", "text": text, "published": day.isoformat()}) + "\n")


def _make_text(number: int, chosen: random.Random) -> str:
    sentences = [f"Report {number} of the invented war."]
    for _ in range(chosen.randint(2, 3)):
        told = chosen.choice(_DID).format(
            town=chosen.choice(_TOWNS), n=chosen.randint(2, 90), day=f"{chosen.randint(1, 28)} February 2031"
        )
        sentences.append(f"{chosen.choice(_WHO)} {told}, {chosen.choice(_SAID)} said.")
    return " ".join(sentences)
