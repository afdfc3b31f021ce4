"""An incident: what several claims about one event say together, every account kept beside the best value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from sayso.model.claim import Factuality
from sayso.model.place import PlacePrecision
from sayso.model.quantity import QuantityRole
from sayso.model.time import TimePrecision

Side = Literal["party", "opponent", "third", "unknown"]
"""Where a source stands: with those who are said to have done it, with those opposite, with neither, or not known."""
SIDES: tuple[Side, ...] = get_args(Side)
PartyRole = Literal["agent", "recipient"]
PartyKind = Literal["state", "group", "coalition", "body", "civilian", "object", "unknown"]
"""A state's government or force, an armed group, several states, another organisation, people, things."""
PARTY_KINDS: tuple[PartyKind, ...] = get_args(PartyKind)
DisputeSlot = Literal["whether", "who", "how_many", "where", "when", "control"]
DISPUTE_SLOTS: tuple[DisputeSlot, ...] = get_args(DisputeSlot)
Policy = Literal["ucdp", "acled", "median"]
POLICIES: tuple[Policy, ...] = get_args(Policy)
Status = Literal["confirmed_by", "single", "one_sided", "contested", "denied", "conceded"]
"""What carries an incident; none of them says that it is true."""
STATUSES: tuple[Status, ...] = get_args(Status)
AirwarsWord = Literal["Confirmed", "Fair", "Weak", "Contested", "Discounted"]
AIRWARS_WORDS: tuple[AirwarsWord, ...] = get_args(AirwarsWord)
AdmiraltyLetter = Literal["A", "B", "C", "D", "E", "F"]
ADMIRALTY_LETTERS: tuple[AdmiraltyLetter, ...] = get_args(AdmiraltyLetter)

Number = int | float


@dataclass(frozen=True, slots=True, order=True)
class OriginKey:
    """Where a claim comes from: `key` is shared by all copies of one text, `root` by all that one source said.

    `root` is None where nobody is quoted, or only somebody without a name ("residents"), who may be anybody.
    """

    key: str
    root: str | None = None

    @property
    def say_so(self) -> str:
        """By this independent origins are counted: ten papers that quote one governor are one say-so."""
        return f"who:{self.root}" if self.root else f"text:{self.key}"

    @property
    def shown(self) -> str:
        """The origin in records: who said it, else the key of the text."""
        return self.root or self.key


@dataclass(frozen=True, slots=True)
class Reason:
    """The rule that chose a value, by its name, and what it does, for people."""

    rule: str
    says: str


@dataclass(frozen=True, slots=True)
class IncidentPlace:
    """Where, as a claim has it. `name` alone is told where the place could not be located."""

    name: str
    latitude: float | None = None
    longitude: float | None = None
    country: str | None = None
    admin1: str | None = None
    precision: PlacePrecision | None = None
    gazetteer: str | None = None


@dataclass(frozen=True, slots=True)
class IncidentTime:
    """When, as a claim has it: days, both inclusive, None where open."""

    first: date | None
    last: date | None
    precision: TimePrecision = "unknown"


@dataclass(frozen=True, slots=True)
class Account:
    """One claim as an account of the incident.

    `report` is the ledger's id of the report, `document` the id that its input gave it. `source` is None where the
    report speaks in its own voice. `of_itself` marks what a party says of its own deeds or losses, `conceded` what of
    that speaks against itself. `letter` is the Admiralty letter of who vouches for it, `actor` the known actor that the
    source is, and `named` is False for "a security source".
    """

    claim: str
    report: str
    document: str
    published: date | None
    publisher: str | None
    source: str | None
    side: Side
    of_itself: bool
    conceded: bool
    origin: str
    letter: AdmiraltyLetter
    type: str
    factuality: Factuality
    place: IncidentPlace | None
    time: IncidentTime | None
    agents: tuple[str, ...]
    recipients: tuple[str, ...]
    sentence: str
    actor: str | None = None
    named: bool = False


@dataclass(frozen=True, slots=True)
class Party:
    """One who took part, merged over the accounts. `best` marks the one of its role that most origins name."""

    name: str
    actor: str | None
    country: str | None
    role: PartyRole
    kind: PartyKind
    claims: tuple[str, ...]
    origins: int
    best: bool


@dataclass(frozen=True, slots=True)
class FigureAccount:
    """One number that a claim gives.

    `low` and `high` are None where open. `counted` is what is counted in the claim's word, `words` the number as it
    stands there. `standing` is False for history: `replaced_by` then names the claim of the same source that it gave
    way to, or that it already stands for.
    """

    claim: str
    report: str
    document: str
    published: date | None
    source: str | None
    side: Side
    of_itself: bool
    low: Number | None
    high: Number | None
    cumulative: bool
    origin: str
    counted: str
    words: str
    standing: bool = True
    replaced_by: str | None = None


@dataclass(frozen=True, slots=True)
class Quantiles:
    """Of the figures that stand, one for each origin: a tenth, a half, nine tenths of them lie below."""

    tenth: float
    half: float
    nine_tenths: float


@dataclass(frozen=True, slots=True)
class Figure:
    """How many of one unit in one role, by everybody who gives a number; `low`, `best`, `high` follow `policy`.

    `whose` names the side that was counted where several were ("soldiers" of two armies). `share_of` is the unit of the
    whole where these are shares ("43, including 12 children"): they are never added to it. `conceded` are the claims
    in which a party gives its own losses.
    """

    role: QuantityRole
    unit: str
    policy: Policy
    low: Number | None
    best: Number | None
    high: Number | None
    reason: Reason
    accounts: tuple[FigureAccount, ...]
    quantiles: Quantiles | None = None
    whose: str | None = None
    share_of: str | None = None
    conceded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Position:
    """One of the positions in a dispute: who holds it, on which sides they stand, and what they say."""

    claims: tuple[str, ...]
    sources: tuple[str, ...]
    sides: tuple[Side, ...]
    value: str


@dataclass(frozen=True, slots=True)
class Dispute:
    """Accounts of different origins that cannot all be so; `says` tells it in one sentence.

    `role` and `unit` are told where it is about a number.
    """

    slot: DisputeSlot
    positions: tuple[Position, ...]
    says: str
    role: QuantityRole | None = None
    unit: str | None = None

    @property
    def accounts(self) -> tuple[tuple[str, ...], ...]:
        """The claims of each position."""
        return tuple(position.claims for position in self.positions)


@dataclass(frozen=True, slots=True)
class Sharpness:
    """How sharp a dispute is, the more the sharper, and why in one sentence."""

    score: float
    says: str


@dataclass(frozen=True, slots=True)
class Update:
    """A change by one source over time: `later` stands in the place of `earlier`. It is no dispute."""

    slot: DisputeSlot
    earlier: str
    later: str
    published: date | None
    says: str


@dataclass(frozen=True, slots=True)
class Grade:
    """How well an incident is carried: `airwars` is None for what is no harm, `status` None where nobody commits.

    `admiralty` is a letter and a number as in "F3". `carried_by` are the claims that the status rests on.
    """

    airwars: AirwarsWord | None
    admiralty: str
    status: Status | None
    carried_by: tuple[str, ...]
    affirmed_by: int
    denied_by: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Incident:
    """What a group of claims says happened, with every account and where they differ.

    `first` and `last` are days, both inclusive, None where no account tells them. `claims` are sorted by publication
    and id, and `reports` are the documents' ids in the order of their first claims. `origins` counts independent
    origins; `alone` is one origin only, `contested` a dispute about whether it happened, who did it or who holds the
    place. `parties_reason` is None where nobody is told.
    """

    id: str
    type: str
    type_reason: Reason
    first: date | None
    last: date | None
    time_reason: Reason
    place: IncidentPlace | None
    place_reason: Reason
    parties: tuple[Party, ...]
    claims: tuple[str, ...]
    reports: tuple[str, ...]
    origins: int
    grade: Grade
    alone: bool
    contested: bool
    figures: tuple[Figure, ...]
    shares: tuple[Figure, ...]
    disputes: tuple[Dispute, ...]
    history: tuple[Update, ...]
    accounts: tuple[Account, ...]
    parties_reason: Reason | None = None
