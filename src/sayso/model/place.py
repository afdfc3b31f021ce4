"""Where: a name of a place in the text, and where on the map it lies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from sayso.model.span import Span

PlaceUse = Literal["place", "actor", "adjective"]
"""A place as such, as the one who acts or speaks ("Moscow said"), or as an adjective ("Turkish troops")."""
PLACE_USES: tuple[PlaceUse, ...] = get_args(PlaceUse)
PlacePrecision = Literal["point", "settlement", "district", "region", "country"]
PLACE_PRECISIONS: tuple[PlacePrecision, ...] = get_args(PlacePrecision)

_UCDP = {"point": 1, "settlement": 1, "district": 2, "region": 4, "country": 6}
_ACLED = {"point": 1, "settlement": 1, "district": 2, "region": 3, "country": 3}


@dataclass(frozen=True, slots=True)
class Candidate:
    """One place that a name may stand for.

    Latitude and longitude are WGS 84 degrees, `country` is the ISO 3166 alpha-3 code ("" for a sea), `admin1` the name
    of the first-order region, `population` inhabitants (0 where unknown), `id` the gazetteer's own
    ("geonames:524901", "country:SYR", "area:darfur").
    """

    id: str
    name: str
    latitude: float
    longitude: float
    country: str
    admin1: str | None
    precision: PlacePrecision
    population: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """A place as the text names it; `at` is None where it could not be told, and `reason` says why.

    `precision` is that of the words in the text: a facility in a town stands at the town with precision `district`.
    `confidence` (0..1) is how often such a place is right. `vague` marks a place between two places, by the sea, or
    "the border with": UCDP's 5 (7 on water).
    """

    span: Span
    name: str
    use: PlaceUse
    at: Candidate | None = None
    precision: PlacePrecision | None = None
    confidence: float = 0.0
    runners_up: tuple[Candidate, ...] = ()
    vague: bool = False
    water: bool = False
    reason: str = ""

    @property
    def where_prec(self) -> int | None:
        """UCDP's code: 1 exact, 2 near, 4 first-order region, 5 vaguer, 6 country, 7 water; None unresolved."""
        if self.precision is None:
            return None
        return 7 if self.water else 5 if self.vague else _UCDP[self.precision]

    @property
    def geo_precision(self) -> int | None:
        """ACLED's code: 1 town, 2 near a town or part of a region, 3 larger region; None unresolved."""
        return _ACLED[self.precision] if self.precision else None
