"""The shipped actors, from a table made of the TOML files, which themselves take ten times as long to read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import astuple, dataclass, field
from importlib.resources import files
from typing import Any

from sayso.model import Actor

TABLE = "shipped.json"
FILES = ("forces", "groups", "coalitions", "bodies", "media")
_LISTS = (6, 7, 8)
"""Which fields of an actor are lists of names."""

Place = tuple[int, int]
"""An actor's number, and which of its names."""


@dataclass(frozen=True, slots=True)
class Shipped:
    """Fields of actors by number, and whose each name is, by its folded words; actors are made when asked for."""

    rows: list[list[Any]]
    names: dict[str, list[Place]]
    numbers: dict[str, int]
    _made: dict[int, Actor] = field(default_factory=dict)

    def make_actor(self, number: int) -> Actor:
        """The actor with this number."""
        made = self._made.get(number)
        if made is None:
            fields: list[Any] = [
                tuple(value) if place in _LISTS else value for place, value in enumerate(self.rows[number])
            ]
            made = self._made[number] = Actor(*fields)
        return made

    def get(self, id: str) -> Actor | None:
        """The actor with this id."""
        number = self.numbers.get(id)
        return None if number is None else self.make_actor(number)

    def list_actors(self) -> Iterator[Actor]:
        """All of them, in the order of the files."""
        return map(self.make_actor, range(len(self.rows)))


def read_texts() -> dict[str, bytes]:
    """The TOML files by name, with the same ends of lines everywhere."""
    folder = files("sayso.actors")
    return {f"{name}.toml": folder.joinpath(f"{name}.toml").read_bytes().replace(b"\r\n", b"\n") for name in FILES}


def digest_texts(texts: dict[str, bytes]) -> str:
    """What tells whether the table was made from these files."""
    digest = hashlib.sha256()
    for name, text in texts.items():
        digest.update(name.encode() + b"\0" + text)
    return digest.hexdigest()


def read_table(texts: dict[str, bytes]) -> Shipped | None:
    """The table, or None where there is none, or where it was made from other files."""
    try:
        table = json.loads(files("sayso.actors").joinpath(TABLE).read_bytes())
    except FileNotFoundError:
        return None
    if table["digest"] != digest_texts(texts):
        return None
    return make_shipped(table["actors"], table["names"])


def make_shipped(rows: list[list[Any]], names: dict[str, list[Place]]) -> Shipped:
    """The table with its rows found by id."""
    return Shipped(rows, names, {row[0]: number for number, row in enumerate(rows)})


def make_rows(actors: list[Actor]) -> list[list[Any]]:
    """Actors as the table holds them."""
    return [list(astuple(actor)) for actor in actors]


def format_table(shipped: Shipped, texts: dict[str, bytes]) -> str:
    """The table's file: one line an actor, one a name."""
    rows = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in shipped.rows)
    names = ",\n".join(
        f"{json.dumps(key, ensure_ascii=False)}:{json.dumps(places, separators=(',', ':'))}"
        for key, places in sorted(shipped.names.items())
    )
    return f'{{"digest":"{digest_texts(texts)}",\n"actors":[\n{rows}\n],\n"names":{{\n{names}\n}}}}\n'
