"""A ledger's worth of invented claims, the same for the same seed: names, places, days as unevenly spread as in news.

Nothing in it was read from a text; the readings are made as rows, in the shape and size that real ones have.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from typing import Any

from sayso.ledger.keys import claim_id, report_id
from sayso.ledger.rows import ClaimRows, Mention, Prepared

FIRST_DAY, DAYS = date(2012, 1, 1), 5100
CLAIMS_A_REPORT = 20
_PEOPLE, _PLACES, _BODIES, _PUBLISHERS = 60_000, 4_000, 400, 300
_SYLLABLES = "ka lo mir tan ves ora dun bel shi pol gar nem ist ula rov cha zen fir hol wam".split()
_COUNTRIES = "TRN OSL VAR KES BEM LUG MAR PAD IST ORL HOL SAR".split()
_TYPES = {
    "shelling": 16, "air_strike": 14, "killing": 14, "armed_clash": 8, "ground_attack": 6, "territory_gain": 6,
    "wounding": 6, "destruction": 5, "displacement": 4, "talks": 4, "deployment": 3, "detention": 3, "agreement": 2,
    "interception": 2, "bombing": 2, "aid": 2, "protest": 1, "abduction": 0.5, "suicide_bombing": 0.3,
    "cyber_attack": 0.1, "chemical_attack": 0.05,
}  # fmt: skip
_FACTUALITY = {"CT+": 80, "Uu": 10, "CT-": 5, "PR+": 3, "PS+": 2}
_WORDS = """troops soldiers rebels village town bridge market hospital drones missiles rockets artillery convoy border
 evening morning residents officials command brigade offensive ceasefire prisoners depot refinery airfield harbour
 school wounded killed captured shelled struck attacked withdrew evacuated destroyed advanced northern southern eastern
 western near outside after during heavy several""".split()
_VERSIONS = {"sayso": "0.1.0", "model": "invented", "codebook": "2024.1", "gazetteer": "invented"}


class Drawn:
    """Values of which the first are drawn far more often than the last (Zipf)."""

    def __init__(self, values: list[Any], chosen: random.Random, *, steep: float = 0.9) -> None:
        self._values, self._chosen = values, chosen
        self._sums = list(accumulate(1 / (rank + 1) ** steep for rank in range(len(values))))

    def __getitem__(self, rank: int) -> Any:
        return self._values[rank]

    def draw(self) -> Any:
        """One of them."""
        return self._chosen.choices(self._values, cum_weights=self._sums)[0]


def make_prepared(claims: int, *, seed: int = 1) -> Iterator[Prepared]:
    """Reports with so many claims in all, in no order: archives come as they come."""
    chosen = random.Random(seed)
    world, reports = World(chosen), max(claims // CLAIMS_A_REPORT, 1)
    for number in chosen.sample(range(reports), reports):
        yield world.report(number, FIRST_DAY + timedelta(days=number * DAYS // reports))


class World:
    """Everybody and everything that the reports tell of, the most frequent first."""

    def __init__(self, chosen: random.Random) -> None:
        self._chosen = chosen
        self.people = Drawn([f"{self._name()} {self._name()}" for _ in range(_PEOPLE)], chosen)
        self.bodies = Drawn([f"{self._name()} {chosen.choice(('Ministry', 'Brigade', 'Council', 'Front'))}"
                               for _ in range(_BODIES)], chosen)  # fmt: skip
        self.publishers = Drawn([f"{self._name()} Post" for _ in range(_PUBLISHERS)], chosen)
        self.places = [self._place() for _ in range(_PLACES)]
        self._types = list(_TYPES), list(accumulate(_TYPES.values()))
        self._factuality = list(_FACTUALITY), list(accumulate(_FACTUALITY.values()))
        self.words = Drawn(_WORDS + [self._name().lower() for _ in range(20_000)], chosen, steep=1.0)
        self._front = Drawn(list(range(_PLACES)), chosen, steep=0.7)

    def _name(self) -> str:
        return "".join(self._chosen.choices(_SYLLABLES, k=self._chosen.randint(2, 4))).capitalize()

    def _place(self) -> dict[str, Any]:
        country = self._chosen.choice(_COUNTRIES)
        middle = _COUNTRIES.index(country)
        return {
            "name": self._name(),
            "latitude": round(30 + middle % 4 * 5 + self._chosen.gauss(0, 1.2), 4),
            "longitude": round(20 + middle // 4 * 8 + self._chosen.gauss(0, 1.6), 4),
            "country": country,
            "admin1": None,
            "precision": "settlement",
        }

    def report(self, number: int, day: date) -> Prepared:
        """One report with its claims."""
        text = " ".join(self._sentence() for _ in range(15))
        digest = hashlib.sha256(f"{number} {text}".encode()).hexdigest()
        key = f"text:{digest}"
        id = report_id(key, digest)
        columns = {
            "id": id, "key": key, "digest": digest, "name": f"report-{number}", "title": text[:60], "published": day,
            "published_from": "metadata", "publisher": self.publishers.draw(), "url": f"https://news.example/{number}",
            "language": "en", "text": text,
        }  # fmt: skip
        rest = json.dumps({"attributions": [{"text": text[:200]} for _ in range(60)]})
        claims = tuple(self._claim(id, day) for _ in range(CLAIMS_A_REPORT))
        return Prepared(id, key, digest, columns, _VERSIONS, rest, claims)

    def _sentence(self) -> str:
        return " ".join(self.words.draw() for _ in range(self._chosen.randint(12, 30))).capitalize() + "."

    def _claim(self, report: str, day: date) -> ClaimRows:
        chosen = self._chosen
        own = f"{chosen.getrandbits(64):016x}"
        known = chosen.random() < 0.5
        first = day - timedelta(days=int(chosen.expovariate(0.5))) if known else None
        last = first + timedelta(days=chosen.choice((0, 0, 0, 0, 6, 30))) if first else None
        columns = {
            "id": claim_id(report, own),
            "type": chosen.choices(self._types[0], cum_weights=self._types[1])[0],
            "factuality": chosen.choices(self._factuality[0], cum_weights=self._factuality[1])[0],
            "published": day,
            "first": first,
            "last": last,
            "confidence": round(chosen.betavariate(6, 2), 4),
        }
        sentence = self._sentence()
        mentions = [*self._mention("source", 0.75), *self._mention("agent", 0.6), *self._mention("recipient", 0.6)]
        record = {"id": own, "trigger": {"start": 0, "end": 4, "text": sentence[:4]}, "padding": sentence * 6}
        places = tuple(self._located(day) for _ in range(chosen.random() < 0.55))
        return ClaimRows(columns, sentence, json.dumps(record), tuple(mentions), places, tuple(self._numbers()))

    def _mention(self, role: str, share: float) -> Iterator[Mention]:
        if self._chosen.random() < share:
            name = (self.people if self._chosen.random() < 0.5 else self.bodies).draw()
            side = self._chosen.choice(_COUNTRIES) if self._chosen.random() < 0.5 else None
            yield Mention(role, 0, name, "person", side, f"{side.lower()}-forces" if side else None)

    def _located(self, day: date) -> dict[str, Any]:
        """A place near the front, which moves on from year to year."""
        moved = (self._front.draw() + (day - FIRST_DAY).days) % _PLACES
        return {"number": 0, **self.places[moved]}

    def _numbers(self) -> Iterator[dict[str, Any]]:
        if self._chosen.random() < 0.3:
            role = self._chosen.choices(("killed", "wounded", "used", "displaced"), (5, 3, 2, 1))[0]
            low = float(int(self._chosen.paretovariate(0.8)))
            yield {"number": 0, "role": role, "unit": "person", "low": low, "high": low}
