"""Invented reports of invented incidents, the same for the same seed, in the shape that linking meets in archives.

Few incidents are told by many, most by one; towns near the front come up again and again; some papers print an agency's
text; a day, a place or a party is often left out. Nothing in it was read: the rows are made as a reading makes them.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from typing import Any

from sayso.ledger.keys import claim_id, report_id
from sayso.ledger.rows import ClaimRows, Mention, Prepared

FIRST_DAY = date(2022, 1, 1)
CLAIMS_A_DAY = 1000
CLAIMS_AN_INCIDENT = 5
_TOWNS, _BODIES, _PEOPLE, _PUBLISHERS = 3000, 300, 20_000, 250
_SYLLABLES = "ka lo mir tan ves ora dun bel shi pol gar nem ist ula rov cha zen fir hol wam bru tek".split()
_COUNTRIES = "UKR RUS SYR YEM SDN MMR".split()
_VERSIONS = {"sayso": "0.1.0", "model": "invented", "codebook": "2024.1", "gazetteer": "invented"}
_DEEDS = {
    "shelling": ("shelled", "shelling", "bombarded"), "air_strike": ("struck", "air strike", "bombed"),
    "armed_clash": ("clashed", "fighting", "battle"), "ground_attack": ("attacked", "assault", "stormed"),
    "territory_gain": ("captured", "took", "seized"), "interception": ("shot down", "intercepted", "downed"),
    "detention": ("detained", "arrested", "arrests"), "talks": ("met", "talks", "negotiated"),
    "displacement": ("fled", "evacuated", "left"), "protest": ("protested", "rally", "marched"),
}  # fmt: skip
_OFTEN = (22, 18, 12, 10, 7, 5, 4, 5, 4, 3)
_HARM = {"killing": ("killed", "died", "dead"), "wounding": ("wounded", "injured", "hurt"),
         "destruction": ("destroyed", "damaged", "burnt")}  # fmt: skip
_COMMON = """market school hospital bridge depot refinery convoy border houses station airfield harbour church factory
 evening morning overnight during after before heavy officials residents governor ministry command brigade said told
 reporters statement according northern southern eastern western outskirts suburb road river village""".split()


@dataclass(frozen=True, slots=True, eq=False)
class Incident:
    """What happened, as far as nobody in this world can know it."""

    number: int
    day: date
    type: str
    town: dict[str, Any]
    agent: str
    recipient: str
    target: str
    dead: int
    words: tuple[str, ...]


class War:
    """Everybody and everything that the reports tell of, the most frequent first."""

    def __init__(self, seed: int, *, keeps_truth: bool = False) -> None:
        """With `keeps_truth` it is known of which incident each claim is; a million take 200 MB."""
        self._chosen = random.Random(seed)
        self._numbers = itertools.count(1)
        self.towns = [self._town() for _ in range(_TOWNS)]
        self.bodies = [
            f"{self.name()} {self._chosen.choice(('Ministry', 'Brigade', 'Army', 'Front'))}" for _ in range(_BODIES)
        ]
        self.people = [f"{self.name()} {self.name()}" for _ in range(_PEOPLE)]
        self.publishers = [f"{self.name()} Post" for _ in range(_PUBLISHERS)]
        self.rare = [self.name().lower() for _ in range(20_000)]
        self._sums = {count: _zipf(count) for count in (_TOWNS, _BODIES, _PEOPLE, _PUBLISHERS, 20_000)}
        self.truth: dict[str, int] | None = {} if keeps_truth else None
        """By a claim's id the incident that it tells of."""

    def name(self) -> str:
        """A name that nobody bears."""
        return "".join(self._chosen.choices(_SYLLABLES, k=self._chosen.randint(2, 4))).capitalize()

    def draw(self, values: list[Any]) -> Any:
        """One of them, the first far more often than the last."""
        return self._chosen.choices(values, cum_weights=self._sums[len(values)])[0]

    def _town(self) -> dict[str, Any]:
        country = self._chosen.randrange(len(_COUNTRIES))
        return {
            "name": self.name(), "latitude": round(20 + country * 6 + self._chosen.gauss(0, 1.2), 4),
            "longitude": round(20 + country * 9 + self._chosen.gauss(0, 1.6), 4), "country": _COUNTRIES[country],
            "admin1": None, "precision": "settlement", "gazetteer": f"invented:{self._chosen.getrandbits(40)}",
            "confidence": 0.9, "where_prec": 1, "geo_precision": 1, "reason": None,
        }  # fmt: skip

    def incident(self, day: date) -> Incident:
        """Something that happens on a day, near the front as it runs then."""
        chosen = self._chosen
        sums = self._sums[_TOWNS]
        rank = chosen.choices(range(_TOWNS), cum_weights=sums)[0]
        moved = self.towns[(rank + (day - FIRST_DAY).days // 20) % _TOWNS]
        return Incident(
            next(self._numbers), day, chosen.choices(list(_DEEDS), _OFTEN)[0], moved,
            self.draw(self.bodies), self.draw(self.bodies),
            chosen.choice(_COMMON[:14]), int(chosen.paretovariate(0.9)), tuple(self.draw(self.rare) for _ in range(4)),
        )  # fmt: skip

    def reports(self, claims: int) -> Iterator[Prepared]:
        """So many claims in all, report by report, in the order of their days but for some that come late."""
        return self._tell(claims, FIRST_DAY, 0)

    def stretch(self, at: int, claims: int) -> Iterator[Prepared]:
        """So many claims of the days after as many others, the same whether or not those are asked for."""
        self._chosen.seed(at)
        return self._tell(claims, FIRST_DAY + timedelta(days=at * max(claims // CLAIMS_A_DAY, 1)), at * 10**7)

    def _tell(self, claims: int, first: date, number: int) -> Iterator[Prepared]:
        days = max(claims // CLAIMS_A_DAY, 1)
        told = 0
        recent: list[Incident] = []
        texts: list[tuple[str, list[Incident]]] = []
        for day in (first + timedelta(days=at) for at in range(days)):
            happened = [self.incident(day) for _ in range(claims // days // CLAIMS_AN_INCIDENT + 1)]
            sums = _zipf(len(happened), steep=0.6)
            recent = [one for one in recent if (day - one.day).days <= 3] + happened
            most = told + claims // days
            while told < most:
                number += 1
                late = self._chosen.random() < 0.15
                chosen = [self._chosen.choice(recent)] if late else []
                chosen += self._chosen.choices(happened, cum_weights=sums, k=3)
                report = self._report(number, day + timedelta(days=self._chosen.choice((0, 0, 1))), chosen, texts)
                told += len(report.claims)
                yield report

    def one_more(self, seed: int, day: date) -> Prepared:
        """A report of a day of this war that no other is like."""
        self._chosen.seed(seed)
        return self._report(10**9 + seed, day, [self.incident(day) for _ in range(3)], [])

    def _report(self, number: int, day: date, told: list[Incident], texts: list[Any]) -> Prepared:
        writer = _Writer(self, self._chosen, day)
        if texts and self._chosen.random() < 0.12:  # an agency's text
            writer.parts = list(self._chosen.choice(texts[-40:]))
        else:
            for incident in dict.fromkeys(told):
                writer.tell(incident)
            texts.append(writer.parts)
            del texts[:-60]
        return writer.finish(number, self.draw(self.publishers))


class _Writer:
    """One report while it is written: its sentences with what is claimed in each."""

    def __init__(self, war: War, chosen: random.Random, day: date) -> None:
        self._war, self._chosen, self._day = war, chosen, day
        self.parts: list[tuple[str, list[dict[str, Any]]]] = []

    def tell(self, incident: Incident) -> None:
        chosen = self._chosen
        source = self._war.draw(self._war.people if chosen.random() < 0.5 else self._war.bodies)
        claims = [self._claim(incident, incident.type, _DEEDS[incident.type], source)]
        words = [incident.agent, claims[0]["trigger"], incident.target, incident.town["name"], *incident.words[:2]]
        self._add(words, claims)
        if incident.type in {"shelling", "air_strike", "armed_clash", "ground_attack"}:
            for type in chosen.sample(list(_HARM), chosen.choice((1, 2, 2, 3))):
                claim = self._claim(incident, type, _HARM[type], source)
                self._add([str(incident.dead), claim["trigger"], incident.target, *incident.words[2:]], [claim])
        self._add([source, *incident.words], [])

    def _add(self, words: list[str], claims: list[dict[str, Any]]) -> None:
        fill = [self._war.draw(self._war.rare) if self._chosen.random() < 0.2 else self._chosen.choice(_COMMON)
                for _ in range(self._chosen.randint(8, 16))]  # fmt: skip
        self._chosen.shuffle(fill)
        sentence = " ".join([*fill[:4], *words, *fill[4:]])
        self.parts.append((sentence[:1].upper() + sentence[1:] + ".", claims))

    def _claim(self, incident: Incident, type: str, words: tuple[str, ...], source: str) -> dict[str, Any]:
        chosen = self._chosen
        off = timedelta(days=chosen.choice((-1, 1)) if chosen.random() < 0.03 else 0)
        dead = max(incident.dead + chosen.choice((0, 0, 0, 1, -1, 2)), 0)
        return {
            "of": incident, "type": type, "trigger": chosen.choice(words),
            "source": source if chosen.random() < 0.75 else None,
            "factuality": "CT-" if chosen.random() < 0.04 else "CT+",
            "agent": incident.agent if chosen.random() < 0.6 else None,
            "recipient": incident.recipient if chosen.random() < 0.4 else f"{dead} people" if type in _HARM else None,
            "place": incident.town if chosen.random() < 0.65 else None,
            "day": incident.day + off if chosen.random() < 0.55 else None,
            "count": (dead, type) if type in _HARM and chosen.random() < 0.8 else None,
        }  # fmt: skip

    def finish(self, number: int, publisher: str) -> Prepared:
        text = ""
        spans: list[tuple[int, int, list[dict[str, Any]]]] = []
        for sentence, claims in self.parts:
            start = len(text)
            text += sentence + ("\n\n" if len(spans) % 3 == 2 else " ")
            spans.append((start, start + len(sentence), claims))
        digest = hashlib.sha256(f"{number} {text}".encode()).hexdigest()
        key = f"text:{digest}"
        id = report_id(key, digest)
        columns = {
            "id": id,
            "key": key,
            "digest": digest,
            "name": f"report-{number}",
            "title": text[:60],
            "published": self._day,
            "published_from": "metadata",
            "publisher": publisher,
            "url": f"https://news.example/{number}",
            "language": "en",
            "text": text,
        }
        made = tuple(
            _make_rows(id, claim, text, start, end, self._day, place)
            for start, end, claims in spans
            for place, claim in enumerate(claims)
        )
        if self._war.truth is not None:
            told = [claim["of"] for _, _, claims in spans for claim in claims]
            self._war.truth |= {row.columns["id"]: of.number for row, of in zip(made, told, strict=True)}
        return Prepared(id, key, digest, columns, _VERSIONS, json.dumps({"attributions": [], "furniture": []}), made)


def _make_rows(  # noqa: PLR0913, PLR0917 - one claim and where it stands
    report: str, claim: dict[str, Any], text: str, start: int, end: int, published: date, number: int
) -> ClaimRows:
    sentence = text[start:end]
    at = start + max(sentence.find(claim["trigger"]), 0)
    own = hashlib.sha256(f"{report} {at} {claim['type']} {number}".encode()).hexdigest()[:16]
    span = {"start": start, "end": end, "text": sentence}
    who = {name: claim[name] for name in ("source", "agent", "recipient")}
    day, place, count = claim["day"], claim["place"], claim["count"]
    role = {"killing": "killed", "wounding": "wounded", "destruction": "destroyed"}.get(claim["type"], "other")
    quantity = count and {
        **span,
        "low": count[0],
        "high": count[0],
        "unit": "person",
        "role": role,
        "rule": None,
        "cumulative": False,
        "part_of": None,
        "currency": None,
    }
    record = {
        "id": own,
        "type": claim["type"],
        "factuality": claim["factuality"],
        "confidence": 0.8,
        "rules": ["invented"],
        "trigger": {"start": at, "end": at + len(claim["trigger"]), "text": claim["trigger"]},
        "source": who["source"]
        and {**span, "name": who["source"], "kind": "person", "named": True, "country": None, "actor": None},
        "via": [],
        "cue": None,
        "quotation": "indirect",
        "content": None,
        "attribution": None,
        "instruments": [],
        "agents": [{**span, "name": who["agent"], "country": None, "actor": None}] if who["agent"] else [],
        "recipients": [{**span, "name": who["recipient"], "country": None, "actor": None, "role": None}]
        if who["recipient"]
        else [],
        "places": [{**span, **place}] if place else [],
        "time": {"from": day.isoformat(), "to": day.isoformat(), "precision": "day", "span": span, "reason": None}
        if day
        else None,
        "quantities": [quantity] if quantity else [],
        "sentence": {"start": start, "end": end},
        "acled": {"event_type": None, "sub_event_type": None},
        "plover": {"event": None, "mode": None},
        "cameo": None,
    }
    mentions = tuple(Mention(role, 0, who[role], "person", None, None) for role in who if who[role])
    keys = ("name", "latitude", "longitude", "country", "admin1", "precision")
    places = ({"number": 0, **{key: place[key] for key in keys}},) if place else ()
    numbers = (
        ({"number": 0, "role": role, "unit": "person", "low": float(count[0]), "high": float(count[0])},)
        if count
        else ()
    )
    columns = {
        "id": claim_id(report, own),
        "type": claim["type"],
        "factuality": claim["factuality"],
        "published": published,
        "first": day,
        "last": day,
        "confidence": 0.8,
    }
    return ClaimRows(columns, sentence, json.dumps(record), mentions, places, numbers)


def _zipf(count: int, *, steep: float = 0.9) -> list[float]:
    return list(accumulate(1 / (rank + 1) ** steep for rank in range(count)))
