"""How many: all figures of one role and unit together, running tolls as tolls, shares apart from wholes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sayso.codebook.incidents import load_incident_rules
from sayso.model import QUANTITY_ROLES, AdmiraltyLetter, Figure, FigureAccount, Policy, QuantityRole, Side, Update
from sayso.model.visible import visible_text
from sayso.reconcile.incident.counting import PERSON, Count
from sayso.reconcile.incident.identity import Identity
from sayso.reconcile.incident.parties import show_name
from sayso.reconcile.incident.policies import Estimate, find_quantiles, summarise
from sayso.reconcile.incident.sides import Sides, is_conceded

_TOLLS = frozenset(("killed", "wounded", "detained", "missing", "displaced"))
Letters = Mapping[str, AdmiraltyLetter]
"""The letter of each claim's source, by the claim's id."""
Key = tuple[QuantityRole, str, Side | None, str | None]


@dataclass(frozen=True, slots=True)
class Tally:
    """All counts of one thing. `standing` are those that stand, `replaced` tells of the others by which."""

    key: Key
    counts: tuple[Count, ...]
    standing: tuple[Count, ...]
    replaced: tuple[tuple[Count, Count], ...]


def tally_counts(counts: Iterable[Count], *, is_mutual: bool) -> tuple[Tally, ...]:
    """The counts by role, unit, side counted and whole, each with what stands.

    In an attack by one side the only number of people that an account gives is its toll, whatever it calls them: "four
    fighters" stands against "nine people". Where both sides fight, each unit stays apart.
    """
    counts = list(counts)
    if not is_mutual:
        counted = {(count.role, count.unit) for count in counts if count.share_of is None}
        counts = [_as_toll(count, counted) for count in counts]
    split = _find_split(counts)
    groups: dict[Key, list[Count]] = defaultdict(list)
    for count in counts:
        whose = count.whose if (count.role, count.unit) in split else None
        groups[count.role, count.unit, whose, count.share_of].append(count)
    return tuple(_settle(key, groups[key]) for key in sorted(groups, key=_rank))


def make_figure(tally: Tally, policy: Policy, sides: Sides, letters: Letters) -> Figure:
    """The figure with every account, history marked, and low, best and high by the policy."""
    _, unit, whose, share_of = tally.key
    estimates = _make_estimates(tally, sides, letters)
    summary = summarise(policy, estimates)
    gone = {id(earlier): later.by.id for earlier, later in tally.replaced}
    accounts = (_make_account(count, sides, gone.get(id(count))) for count in tally.counts)
    return Figure(
        role=tally.counts[0].role,
        unit=unit,
        policy=policy,
        low=summary.low,
        best=summary.best,
        high=summary.high,
        reason=summary.reason,
        accounts=tuple(accounts),
        quantiles=find_quantiles(estimates),
        whose=_name_side(whose, sides),
        share_of=share_of,
        conceded=_unique(count.by.id for count in tally.standing if is_conceded(count.by, sides)),
    )


def list_revisions(tally: Tally) -> list[Update]:
    """The changes over time, each told once."""
    found: dict[tuple[str, str], Update] = {}
    for earlier, later in tally.replaced:
        if earlier.by.order[0] < later.by.order[0]:
            what = " ".join(part for part in (earlier.counted, _say_role(earlier.role)) if part)
            says = f"{earlier.by.teller} gave {earlier.words} ({what}) at first, then {later.words}."
            published = later.by.claim.report.published
            update = Update("how_many", earlier.by.id, later.by.id, published, visible_text(says))
            found.setdefault((earlier.by.id, later.by.id), update)
    return list(found.values())


def _as_toll(count: Count, counted: set[tuple[QuantityRole, str]]) -> Count:
    is_toll = (
        count.is_sole
        and count.role in _TOLLS
        and count.unit != PERSON
        and count.unit not in load_incident_rules().among
    )
    return replace(count, unit=PERSON) if is_toll and (count.role, PERSON) in counted else count


def _find_split(counts: Iterable[Count]) -> set[tuple[QuantityRole, str]]:
    """Roles and units in which the losses of both sides are told."""
    whose: dict[tuple[QuantityRole, str], set[Side]] = defaultdict(set)
    for count in counts:
        if count.whose:
            whose[count.role, count.unit].add(count.whose)
    return {key for key, sides in whose.items() if len(sides) > 1}


def _settle(key: Key, counts: list[Count]) -> Tally:
    """Of one source's figures the last stands; of one day the largest, a running toll only if there is no other."""
    series: dict[str, list[Count]] = defaultdict(list)
    for count in counts:
        series[count.by.series].append(count)
    standing, replaced = [], []
    for values in series.values():
        last = max(values, key=_recency)
        for count in values:
            if count.range == last.range:
                standing.append(count)
            else:
                replaced.append((count, last))
    order = {id(count): at for at, count in enumerate(sorted(counts, key=_place))}
    standing.sort(key=lambda count: order[id(count)])
    replaced.sort(key=lambda pair: order[id(pair[0])])
    return Tally(key, tuple(sorted(counts, key=_place)), tuple(standing), tuple(replaced))


def _recency(count: Count) -> tuple[object, ...]:
    return count.by.order[0], not count.cumulative, count.range.point or 0, _place(count)


def _place(count: Count) -> tuple[object, ...]:
    return *count.by.order, count.start


def _rank(key: Key) -> tuple[int, str, str, str]:
    role, unit, whose, share_of = key
    return QUANTITY_ROLES.index(role), unit, whose or "", share_of or ""


def _make_estimates(tally: Tally, sides: Sides, letters: Letters) -> list[Estimate]:
    """One for each independent origin: its last figure."""
    by_origin: dict[str, Count] = {}
    for count in tally.standing:
        known = by_origin.get(count.by.say_so)
        if known is None or _recency(count) > _recency(known):
            by_origin[count.by.say_so] = count
    revised = {later.by.say_so: later.by.claim.report.published for earlier, later in tally.replaced
               if earlier.by.order[0] < later.by.order[0]}  # fmt: skip
    return [
        Estimate(
            count.range,
            count.by.claim.report.published,
            letters.get(count.by.id, "F"),
            is_of_enemy=_is_of_enemy(count, sides),
            revised=revised.get(say_so),
        )
        for say_so, count in by_origin.items()
    ]


def _is_of_enemy(count: Count, sides: Sides) -> bool:
    side = sides.side_of(count.by.voice)
    return count.whose is not None and side in {"party", "opponent"} and side != count.whose


def _make_account(count: Count, sides: Sides, replaced_by: str | None) -> FigureAccount:
    report, source = count.by.claim.report, count.by.claim.record.get("source")
    return FigureAccount(
        claim=count.by.id,
        report=report.id,
        document=report.name,
        published=report.published,
        source=source["name"] if source else None,
        side=sides.side_of(count.by.voice),
        of_itself=sides.is_of_itself(count.by),
        low=count.range.low,
        high=count.range.high,
        cumulative=count.cumulative,
        origin=count.by.origin.shown,
        counted=count.counted,
        words=count.words,
        standing=replaced_by is None,
        replaced_by=replaced_by,
    )


def _name_side(whose: Side | None, sides: Sides) -> str | None:
    if whose is None:
        return None
    named = sides.party if whose == "party" else sides.opponent
    best = min(named, key=_shortness, default=None)
    return show_name(best.name) if best else whose


def _shortness(one: Identity) -> tuple[object, ...]:
    return not one.actors, not one.names, not one.country, len(one.name), one.name


def _say_role(role: str) -> str:
    return "" if role == "other" else role


def _unique(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))
