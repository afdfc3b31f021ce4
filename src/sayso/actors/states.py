"""What every state has: a government, armed forces, police, intelligence services and media, by the words for them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

from sayso.actors.folding import fold_name
from sayso.codebook.countries import country_of, list_countries, load_countries
from sayso.codebook.people import load_people
from sayso.model import Actor

Branch = Literal["government", "military", "police", "intelligence", "state-media"]
BRANCHES: tuple[Branch, ...] = get_args(Branch)
_LONGEST_COUNTRY_WORDS = 6
_LONGEST_INITIALS = 3
# What no proxy has of its own.
_FIRM = frozenset("army government military navy parliament police".split())
# Of a president's or warlord's own: "Assad's forces" are Syria's, "Assad's lawyers" and "Assad's side" are not.
_OF_LEADERS = frozenset(
    "administration army cabinet forces government junta military regime security soldiers troops warplanes".split()
)


@dataclass(frozen=True, slots=True)
class CountryFound:
    """A country named at the start of some words: how many of them, and which branch they mean when alone, if any."""

    code: str
    length: int
    alone: Branch | None
    is_capital: bool = False
    is_seat: bool = False


@dataclass(frozen=True, slots=True)
class States:
    """The words for states and their branches, and an actor for each branch."""

    words: dict[str, tuple[str, str]]
    heads: dict[str, Branch]
    tails: frozenset[str]
    inner: frozenset[str]
    military_seats: frozenset[str]
    branches: Mapping[str, Mapping[str, Any]]
    without_military: frozenset[str]
    articles: frozenset[str]

    def make_actor(self, id: str) -> Actor | None:
        """The actor with an id such as "tur-military", or None where there is none."""
        code, _, branch = id.partition("-")
        country = list_countries().get(code.upper())
        fields = self.branches.get(branch)
        if country is None or fields is None or code != code.lower():
            return None
        if branch == "military" and country.code in self.without_military:
            return None
        name = f"the {country.name}" if country.code in self.articles else country.name
        return Actor(
            id=id,
            name=fields["name"].format(country=name),
            kind=fields["kind"],
            inter=fields["inter"],
            sector=fields["sector"],
            country=country.code,
            aliases=tuple(f"{country.demonym} {noun}" for noun in fields["shown"] if country.demonym),
            parent=None if branch == "government" else f"{code}-government",
        )

    def list_ids(self) -> Iterator[str]:
        """The ids of all states' branches."""
        for code in list_countries():
            for branch in BRANCHES:
                if branch != "military" or code not in self.without_military:
                    yield f"{code.lower()}-{branch}"

    def find(self, words: Sequence[str], shown: Sequence[str], *, only_firm: bool = False) -> str | None:
        """The id of the branch of a state that folded `words` name as a whole; `shown` has them as written.

        `only_firm` leaves out what proxies share with their patrons: "Russian-backed Syrian forces" may be anybody.
        """
        country = self.find_country(words, shown)
        if country is None:
            return self._find_after(words, shown) or self._find_of_leader(words)
        rest = words[country.length :]
        branch = self.classify(rest) if rest else country.alone
        if country.is_seat and rest and (branch == "government" or all(word in self.tails for word in rest)):
            branch = country.alone  # "Pentagon officials" speak for the armed forces, "Kremlin sources" for the Kremlin
        if only_firm and not _FIRM.intersection(rest):
            return None
        return self._id_of(country.code, branch)

    def find_country(self, words: Sequence[str], shown: Sequence[str]) -> CountryFound | None:
        """The country with whose longest name, demonym, capital or seat of power the words begin."""
        for length in range(min(_LONGEST_COUNTRY_WORDS, len(words)), 0, -1):
            key = " ".join(words[:length])
            found = self.words.get(key)
            if found is None:
                continue
            code, role = found
            if length == 1 and len(key) <= _LONGEST_INITIALS and country_of(shown[0]) is None:
                return None
            alone: Branch | None = None if role == "demonym" else "government"
            if key in self.military_seats:
                alone = "military"
            return CountryFound(code, length, alone, role == "capital", role == "seat")
        return None

    def classify(self, words: Sequence[str]) -> Branch | None:
        """The branch that the words after a country mean: "foreign ministry officials" the government."""
        if not words:
            return None
        whole = self.heads.get(" ".join(words))
        if whole:
            return whole
        if words[0] in self.inner:
            return self.classify(words[1:])
        before = self.classify(words[:-1])
        if before is None or words[-1] in self.tails:
            return before
        last = self.heads.get(words[-1])
        # "Police troops" are police, but "government troops" are troops.
        return last if last and before == "government" else before if last else None

    def _id_of(self, code: str, branch: Branch | None) -> str | None:
        if branch is None or (branch == "military" and code in self.without_military):
            return None
        return f"{code.lower()}-{branch}"

    def _find_after(self, words: Sequence[str], shown: Sequence[str]) -> str | None:
        """ "The army of Chad", "the authorities in Damascus"."""
        for at in range(len(words) - 2, 0, -1):
            if words[at] not in ("of", "in"):
                continue
            start = at + 2 if words[at + 1] == "the" else at + 1
            country = self.find_country(words[start:], shown[start:]) if start < len(words) else None
            if country is None or start + country.length != len(words) or not country.alone:
                continue
            branch = self.classify(words[:at])
            if words[at] == "in" and not (branch == "government" and country.is_capital):
                continue
            return self._id_of(country.code, branch)
        return None

    def _find_of_leader(self, words: Sequence[str]) -> str | None:
        """ "Assad's forces": of the country for which a well-known name stands."""
        if not 2 <= len(words) <= 5 or words[-1] not in _OF_LEADERS:
            return None
        branch = self.classify(words[-1:])
        people = load_people()
        leader = people.leader(" ".join(words[:-1])) or people.leader(words[-2])
        return self._id_of(leader.country, branch) if leader else None


@cache
def load_states() -> States:
    """The states of the codebook with the words of `states.toml`."""
    table = tomllib.loads(files("sayso.actors").joinpath("states.toml").read_text(encoding="utf-8"))
    words: dict[str, tuple[str, str]] = {}
    for word, meant in load_countries().items():
        words.setdefault(fold_name(word), (meant.code, meant.role))
    heads = {head: branch for branch in BRANCHES for head in table[branch]["heads"]}
    return States(
        words=words,
        heads=heads,
        tails=frozenset(table["tails"]),
        inner=frozenset(table["inner"]),
        military_seats=frozenset(fold_name(seat) for seat in table["military_seats"]),
        branches={branch: table[branch] for branch in BRANCHES},
        without_military=frozenset(table["without_military"]),
        articles=frozenset(table["articles"]),
    )
