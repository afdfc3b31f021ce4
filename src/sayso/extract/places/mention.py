"""A name of a place where it stands in the text, with what the words around it say of the place."""

from __future__ import annotations

from dataclasses import dataclass, field

from sayso.gazetteer import Entry
from sayso.model import PlaceUse


@dataclass(slots=True)
class Mention:
    """A name of a place at tokens `start` to `end` (exclusive).

    `name` is what the gazetteer is asked for; `hint` what the words say it is ("region" in "Kursk region"); `bearing`
    the degrees of "northern", `part` whether only a part of it is meant, `facility` whether a thing in it is; `told`
    the candidates of what it is said to lie in ("Tall Afar, Iraq"); `capital` the country whose capital is so called;
    `kilometres` how far from it the place is ("30 km north of Tarn"); `within` the number of the mention that a thing
    of unknown name lies in ("the Al Naba hospital in Mosul"); `led` whether "the" stands before a name that is also an
    area's ("the Atlantic"); `bare` the first token of the name itself, where `kilometres` begin before it.
    """

    start: int
    end: int
    name: str
    candidates: tuple[Entry, ...]
    use: PlaceUse = "place"
    hint: str = ""
    bearing: int | None = None
    part: bool = False
    facility: bool = False
    told: tuple[Entry, ...] = field(default=())
    capital: str = ""
    kilometres: float | None = None
    within: int | None = None
    led: bool = False
    bare: int | None = None
