"""What two claims have in common, and what speaks against their being about one event: a level for each comparison.

Each comparison looks at one thing and gives one of its named levels; `weights.toml` says how much each level counts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sayso.reconcile.distinct import distinct
from sayso.reconcile.items import DENIED, OPEN
from sayso.reconcile.measuring import distance_km
from sayso.reconcile.packing import UNKNOWN_DAY
from sayso.reconcile.table import NO_DEED, Bag, Floats, Ints, Mask, Names, Table
from sayso.reconcile.wording import number_of

Levels = npt.NDArray[np.int8]
_NUMBERS_DIFFER = 2
_SAME_ONES = (0, 2, 3)
"""Levels of `_compare_names` at which those named may be the same."""
_OTHER = number_of("type:other")
_LONGER_DAYS = 30
_LIKE = 0.12
"""Reports whose words are less alike than this (cosine) tell of other things."""
_ANSWERS = 600
"""Characters. A denial stands not far from the charge."""
_ALIKE = 0.6
_TOWN_KM = 15
_APART_KM = 50


@dataclass(frozen=True, slots=True)
class Comparison:
    """One comparison: its name, its levels with what each says in words, and the function that gives a pair's level."""

    name: str
    levels: tuple[str, ...]
    says: tuple[str, ...]
    compare: Callable[[Table, Ints, Ints], Levels]


def compare_event(table: Table, a: Ints, b: Ints) -> Levels:
    """Whether both name the event by the same word, by the same type, or by types that may be one."""
    word, kind = table.trigger[a] == table.trigger[b], table.type[a] == table.type[b]
    rule = table.rule[a] == table.rule[b]
    harm, kind = kind & table.is_consequence[a], kind & (table.type[a] != _OTHER)
    sense = _share(table.senses, a, b)
    conditions = [word & (kind | harm), word, sense & (kind | harm), sense, kind & rule, harm, kind]
    return np.select(conditions, list(range(len(conditions))), len(conditions)).astype(np.int8)


def compare_mode(table: Table, a: Ints, b: Ints) -> Levels:
    """Whether both say that it happened, one denies it, or one leaves it open (plans it, asks for it).

    Where one report tells of a charge and of its denial by who is charged, both are of one deed.
    """
    ours, theirs = table.mode[a], table.mode[b]
    open_a, open_b = ours == OPEN, theirs == OPEN
    denied = (ours == DENIED) != (theirs == DENIED)
    conditions = [open_a & open_b, open_a | open_b, denied & _answer(table, a, b), denied]
    return np.select(conditions, [3, 2, 4, 1], 0).astype(np.int8)


def _answer(table: Table, a: Ints, b: Ints) -> Mask:
    """Whether two claims of one report and type, near each other, are said of the same doer by different ones."""
    near = (table.report[a] == table.report[b]) & (np.abs(table.start[a] - table.start[b]) <= _ANSWERS)
    near &= (table.type[a] == table.type[b]) & (table.source[a] != table.source[b])
    found: Mask = near & (_share(table.agents.heads, a, b) | (_overlap(table.agents.bag, a, b) >= _ALIKE))
    return found


def compare_time(table: Table, a: Ints, b: Ints) -> Levels:
    """Whether the days on which it happened meet; where one is not known, how far apart the reports are."""
    known = (table.first[a] != UNKNOWN_DAY) & (table.first[b] != UNKNOWN_DAY)
    told = known & ~table.time_carried[a] & ~table.time_carried[b]
    gap = np.maximum(table.first[a] - table.last[b], table.first[b] - table.last[a])
    long_a, long_b = table.last[a] - table.first[a], table.last[b] - table.first[b]
    exact = np.maximum(long_a, long_b) <= 1
    published = (table.published[a] != UNKNOWN_DAY) & (table.published[b] != UNKNOWN_DAY)
    apart = np.abs(table.published[a] - table.published[b])
    conditions = [
        told & (gap <= 0) & exact,
        known & (gap <= 0) & exact,
        known & (gap <= 0) & (np.abs(long_a - long_b) > _LONGER_DAYS),
        known & (gap <= 0),
        told & (gap == 1),
        told & (gap <= 3),
        told,
        known & (gap == 1),
        known,
        ~published,
        apart <= 1,
        apart <= 3,
        apart <= 10,
    ]
    return np.select(conditions, list(range(len(conditions))), len(conditions)).astype(np.int8)


def compare_place(table: Table, a: Ints, b: Ints) -> Levels:
    """Whether the places are the same, one lies in the other, or they are farther apart than their words allow."""
    known = (table.radius_km[a] >= 0) & (table.radius_km[b] >= 0)
    told = known & ~table.spot_carried[a] & ~table.spot_carried[b]
    km = distance_km(table.latitude[a], table.longitude[a], table.latitude[b], table.longitude[b])
    reach = table.radius_km[a] + table.radius_km[b]
    fine = np.maximum(table.radius_km[a], table.radius_km[b]) <= 15
    country = (table.country[a] == table.country[b]) & (table.country[a] != 0)
    same = table.place[a] == table.place[b]
    conditions = [
        told & same & fine,
        known & same & fine,
        known & same,
        known & fine & (km <= reach),
        known & ~fine & (country | (km <= reach)),
        told & (km <= 50),
        told,
        known,
    ]
    return np.select(conditions, list(range(len(conditions))), len(conditions)).astype(np.int8)


def compare_setting(table: Table, a: Ints, b: Ints) -> Levels:
    """Whether both the town and the day are the same, which together tell more than each alone.

    Of two deeds of which both tell the town and the day, in towns far apart, one is not the other, however alike the
    words are: papers write of every shelling in the same words.
    """
    town_a, town_b = (_is_town(table, which) for which in (a, b))
    days = (table.first[a] != UNKNOWN_DAY) & (table.first[b] != UNKNOWN_DAY)
    same = town_a & days & (table.place[a] == table.place[b]) & (table.last[a] == table.last[b])
    same &= (table.first[a] == table.first[b]) & (table.last[a] - table.first[a] <= 1)
    carried = table.time_carried[a] | table.time_carried[b] | table.spot_carried[a] | table.spot_carried[b]
    km = distance_km(table.latitude[a], table.longitude[a], table.latitude[b], table.longitude[b])
    apart = town_a & town_b & days & ~carried & (km > _APART_KM)
    return np.select([same & ~carried, same, apart], [0, 1, 2], 3).astype(np.int8)


def _is_town(table: Table, rows: Ints) -> npt.NDArray[np.bool_]:
    found: npt.NDArray[np.bool_] = (table.radius_km[rows] >= 0) & (table.radius_km[rows] <= _TOWN_KM)
    return found


def compare_agents(table: Table, a: Ints, b: Ints) -> Levels:
    """Whether both say that the same did it."""
    return _compare_names(table.agents, a, b)


def compare_recipients(table: Table, a: Ints, b: Ints) -> Levels:
    """Whether both say that it was done to the same."""
    return _compare_names(table.recipients, a, b)


def compare_deeds(table: Table, a: Ints, b: Ints) -> Levels:
    """Whether what one or both came of is one deed, as far as the deeds themselves were linked."""
    ours, theirs = table.deed[a], table.deed[b]
    known = (ours != NO_DEED) & (theirs != NO_DEED)
    return np.select([known & (ours == theirs), known], [0, 1], 2).astype(np.int8)


def compare_scope(table: Table, a: Ints, b: Ints) -> Levels:
    """Whether one or both tell of something in general, without a day, a town or a number, in one report or in two.

    Besides, claims that tell nothing else either, of one report or of reports that are hardly alike, are rarely of one.
    """
    both, one = table.is_general[a] & table.is_general[b], table.is_general[a] | table.is_general[b]
    apart = table.report[a] != table.report[b]
    answered = ((table.mode[a] == DENIED) != (table.mode[b] == DENIED)) & _answer(table, a, b)
    bare = table.is_bare[a] & table.is_bare[b]
    for names in (table.agents, table.recipients):
        bare &= ~np.isin(_compare_names(names, a, b), _SAME_ONES)
    bare &= ~apart | (_report_cosine(table, a, b) < _LIKE)
    conditions = [answered, both & apart, one & apart, both, one, bare]
    return np.select(conditions, [5, 0, 1, 2, 3, 4], 5).astype(np.int8)


def compare_serials(table: Table, a: Ints, b: Ints) -> Levels:
    """Whether those named by a number ("house 17") go by the same one: likes that differ in it are others."""
    pairs = [(names.serial[a], names.serial[b]) for names in (table.agents, table.recipients)]
    known = [(ours != 0) & (theirs != 0) for ours, theirs in pairs]
    differ = [both & (ours != theirs) for both, (ours, theirs) in zip(known, pairs, strict=True)]
    return np.select([differ[0] | differ[1], known[0] | known[1]], [1, 0], 2).astype(np.int8)


def compare_numbers(table: Table, a: Ints, b: Ints) -> Levels:
    """Whether the numbers of the same things (killed people, fired rockets) can be one number."""
    keys_a, keys_b = table.number_keys[a], table.number_keys[b]
    same = (keys_a[:, :, None] == keys_b[:, None, :]) & (keys_a[:, :, None] != 0)
    low_a, low_b = table.number_lows[a][:, :, None], table.number_lows[b][:, None, :]
    high_a, high_b = table.number_highs[a][:, :, None], table.number_highs[b][:, None, :]
    meet = (low_a <= high_b) & (low_b <= high_a)
    equal = (low_a == low_b) & (high_a == high_b)
    any_same, any_meet = same.any((1, 2)), (same & meet).any((1, 2))
    exact = (same & equal).any((1, 2))
    return np.select([exact, any_meet, any_same], [0, 1, 2], 3).astype(np.int8)


def compare_instruments(table: Table, a: Ints, b: Ints) -> Levels:
    """Whether the same weapons or means are named."""
    ours, theirs = table.instruments[a], table.instruments[b]
    known = (ours[:, 0] != 0) & (theirs[:, 0] != 0)
    same = ((ours[:, :, None] == theirs[:, None, :]) & (ours[:, :, None] != 0)).any((1, 2))
    return np.select([known & same, known], [0, 1], 2).astype(np.int8)


def compare_words(table: Table, a: Ints, b: Ints) -> Levels:
    """How much of what is telling in the two sentences is the same."""
    return np.digitize(-_overlap(table.words, a, b), [-0.6, -0.4, -0.25, -0.12]).astype(np.int8)


def compare_reports(table: Table, a: Ints, b: Ints) -> Levels:
    """How much of what is telling in the two reports is the same; two claims of one report come first."""
    alike = np.digitize(-_report_cosine(table, a, b), [-0.4, -0.3, -0.23, -0.17, -0.12, -0.07]).astype(np.int8)
    one = table.report[a] == table.report[b]
    return np.select([one & _told_apart(table, a, b), one], [np.int8(0), np.int8(1)], alike + np.int8(2)).astype(
        np.int8
    )


def _told_apart(table: Table, a: Ints, b: Ints) -> Mask:
    """Whether one report tells the later of two claims apart, or its numbers cannot be one count of one source."""
    later = np.where(table.start[a] > table.start[b], a, b)
    found: Mask = table.is_another[later] | (
        (compare_numbers(table, a, b) == _NUMBERS_DIFFER)
        & (table.source[a] == table.source[b])
        & (table.mode[a] == table.mode[b])
    )
    return found


COMPARISONS = (
    Comparison(
        "event",
        (
            "same_word",
            "same_word_other_type",
            "same_sense",
            "same_sense_other_type",
            "same_rule",
            "same_harm",
            "same_type",
            "akin",
        ),
        (
            "both name the event by the same word",
            "both use the same word, for events of different types",
            "both name the event by words of one sense",
            "both use words of one sense, for events of different types",
            "both name the event by words of one rule",
            "both tell of the same harm, in other words",
            "both are of the same type",
            "their types may stand for one event",
        ),
        compare_event,
    ),
    Comparison(
        "mode",
        ("same", "denied", "open", "both_open", "answered"),
        (
            "both say that it happened, or both deny it",
            "one says that it happened, the other denies it",
            "one says that it happened or denies it, the other leaves it open",
            "both leave open whether it happens",
            "one report tells of the charge and of its denial",
        ),
        compare_mode,
    ),
    Comparison(
        "time",
        (
            "same_day",
            "same_day_carried",
            "longer",
            "meets",
            "next_day",
            "near",
            "apart",
            "next_day_carried",
            "apart_carried",
            "no_dates",
            "same_day_out",
            "days_out",
            "week_out",
            "far_out",
        ),
        (
            "it happened on the same day",
            "it happened on the same day, as far as the context of one tells",
            "one may have gone on for a month or more longer than the other",
            "the days on which it may have happened meet",
            "the days are one apart",
            "the days are two or three apart",
            "the days are farther apart",
            "the days are one apart, as far as the context of one tells",
            "the days are farther apart, as far as the context of one tells",
            "neither the days nor the dates of publication are known",
            "the days are not known, the reports came out within a day",
            "the days are not known, the reports came out within three days",
            "the days are not known, the reports came out within ten days",
            "the days are not known, and the reports are farther apart",
        ),
        compare_time,
    ),
    Comparison(
        "place",
        ("same", "same_carried", "same_wide", "touching", "inside", "near", "apart", "apart_carried", "unknown"),
        (
            "it happened at the same place",
            "it happened at the same place, as far as the context of one tells",
            "it happened in the same region or country",
            "the places touch",
            "one place lies in the other",
            "the places are within 50 km",
            "the places are apart",
            "the places are apart, as far as the context of one tells",
            "the place of one is not known",
        ),
        compare_place,
    ),
    Comparison(
        "setting",
        ("same", "same_carried", "apart", "other"),
        (
            "both the town and the day are the same",
            "both the town and the day are the same, as far as the context of one tells",
            "both tell the town and the day, and the towns are far apart",
            "the town or the day is not the same, or not known",
        ),
        compare_setting,
    ),
    Comparison(
        "agents",
        ("same_name", "other_name", "same", "partly", "same_country", "different", "unknown"),
        (
            "those said to have done it go by one name",
            "those said to have done it go by different names",
            "those said to have done it are called the same",
            "those said to have done it are called alike in part",
            "those said to have done it are of one country",
            "those said to have done it are called otherwise",
            "those said to have done it are not told by one",
        ),
        compare_agents,
    ),
    Comparison(
        "recipients",
        ("same_name", "other_name", "same", "partly", "same_country", "different", "unknown"),
        (
            "those to whom it was done go by one name",
            "those to whom it was done go by different names",
            "those to whom it was done are called the same",
            "those to whom it was done are called alike in part",
            "those to whom it was done are of one country",
            "those to whom it was done are called otherwise",
            "those to whom it was done are not told by one",
        ),
        compare_recipients,
    ),
    Comparison(
        "deeds",
        ("same", "different", "unknown"),
        (
            "what they came of is one event",
            "what they came of are two events",
            "what one of them came of is not told, or they are deeds themselves",
        ),
        compare_deeds,
    ),
    Comparison(
        "scope",
        ("both_general", "one_general", "both_general_here", "one_general_here", "bare", "particular"),
        (
            "both reports tell of it in general, without a day, a town or a number",
            "one report tells of it in general, without a day, a town or a number",
            "the report tells of both in general, without a day, a town or a number",
            "the report tells of one in general, without a day, a town or a number",
            "neither tells a day, a town, a number, or anybody that the other names, too",
            "both tell a day, a town or a number, or name one deed",
        ),
        compare_scope,
    ),
    Comparison(
        "serials",
        ("same", "different", "unknown"),
        (
            "those named by a number go by the same one",
            "those named by a number go by different ones",
            "nobody and nothing in both is named by a number",
        ),
        compare_serials,
    ),
    Comparison(
        "numbers",
        ("equal", "meet", "differ", "unknown"),
        (
            "the numbers are the same",
            "the numbers can be one",
            "the numbers cannot be one",
            "there is no number of the same thing in both",
        ),
        compare_numbers,
    ),
    Comparison(
        "instruments",
        ("same", "different", "unknown"),
        ("the same means are named", "different means are named", "the means are not told by one"),
        compare_instruments,
    ),
    Comparison(
        "words",
        ("most", "many", "some", "few", "none"),
        (
            "the sentences share most of their telling words",
            "the sentences share many telling words",
            "the sentences share some telling words",
            "the sentences share few telling words",
            "the sentences share hardly a telling word",
        ),
        compare_words,
    ),
    Comparison(
        "reports",
        ("one_apart", "one", "over_40", "over_30", "over_23", "over_17", "over_12", "over_7", "less"),
        (
            "both stand in one report, which tells them apart",
            "both stand in one report",
            "the reports share most of their telling words (cosine 0.40 or more)",
            "the reports share very many telling words (cosine 0.30 or more)",
            "the reports share many telling words (cosine 0.23 or more)",
            "the reports share some telling words (cosine 0.17 or more)",
            "the reports share a few telling words (cosine 0.12 or more)",
            "the reports share few telling words (cosine 0.07 or more)",
            "the reports share hardly a telling word",
        ),
        compare_reports,
    ),
)
"""All comparisons, in the order in which `sayso why` shows them."""


def compare(table: Table, a: Ints, b: Ints) -> Levels:
    """The levels of the pairs (a, b): a row a pair, a column a comparison."""
    return np.stack([comparison.compare(table, a, b) for comparison in COMPARISONS], axis=1)


def _overlap(bag: Bag, a: Ints, b: Ints) -> Floats:
    """The weight of the words that both have, of the weight of the lighter one's; 0 where one has none."""
    ours, theirs, weights = bag.words[a], bag.words[b], bag.weights[a]
    # A word of theirs at a time: ours by ours times theirs in one piece is too large for the processor's cache.
    met = np.zeros(ours.shape, np.bool_)
    for at in range(theirs.shape[1]):
        met |= (ours == theirs[:, at : at + 1]) & (ours != 0)
    shared = (met * weights).sum(1)
    return _divide(shared, np.minimum(weights.sum(1), bag.weights[b].sum(1)))


def _report_cosine(table: Table, a: Ints, b: Ints) -> Floats:
    """The cosine of the angle between the words of the two reports; worked out once for each pair of reports."""
    ours, theirs = table.report[a].astype(np.int64), table.report[b].astype(np.int64)
    size = np.int64(len(table.report_codes))
    pairs = np.minimum(ours, theirs) * size + np.maximum(ours, theirs)
    found = distinct(pairs)
    return _cosines(table, found // size, found % size)[np.searchsorted(found, pairs)]


def _cosines(table: Table, lows: npt.NDArray[np.int64], highs: npt.NDArray[np.int64]) -> Floats:
    """Of pairs in the order of `lows`: one report's words are laid out for all its pairs, which then look theirs up."""
    codes, weights = table.report_codes, table.report_words.weights
    laid_out = np.zeros(int(codes.max(initial=0)) + 1, np.float32)
    shared = np.zeros(len(lows), np.float32)
    starts = np.flatnonzero(np.concatenate([np.ones(min(len(lows), 1), np.bool_), np.diff(lows) != 0]))
    for start, end in zip(starts.tolist(), [*starts[1:].tolist(), len(lows)], strict=True):
        one, others = int(lows[start]), highs[start:end]
        laid_out[codes[one]] = weights[one]
        laid_out[0] = 0.0
        shared[start:end] = np.einsum("ij,ij->i", laid_out[codes[others]], weights[others])
        laid_out[codes[one]] = 0.0
    lengths = (weights**2).sum(1)
    return _divide(shared, np.sqrt(lengths[lows] * lengths[highs]))


def _divide(part: Floats, whole: Floats) -> Floats:
    """The share, 0 of nothing."""
    found: Floats = np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)
    return found


def _compare_names(names: Names, a: Ints, b: Ints) -> Levels:
    known = (names.bag.words[a][:, 0] != 0) & (names.bag.words[b][:, 0] != 0)
    alike = _overlap(names.bag, a, b)
    named = (names.heads[a][:, 0] != 0) & (names.heads[b][:, 0] != 0)
    met = _share(names.heads, a, b)
    conditions = [
        known & met,
        known & named,
        known & (alike >= _ALIKE),
        known & (alike >= 0.25),
        known & _share(names.countries, a, b),
        known,
    ]
    return np.select(conditions, list(range(len(conditions))), len(conditions)).astype(np.int8)


def _share(values: Ints, a: Ints, b: Ints) -> Mask:
    """Whether any value stands in both rows; 0 is none."""
    ours, theirs = values[a], values[b]
    return np.asarray(((ours[:, :, None] == theirs[:, None, :]) & (ours[:, :, None] != 0)).any((1, 2)))
