"""Where it happened, and whether it was in one town on one day."""

from __future__ import annotations

import numpy as np

from sayso.reconcile.comparing.comparison import Comparison, Levels, first_of
from sayso.reconcile.comparing.pairs import Pairs
from sayso.reconcile.measuring import distance_km
from sayso.reconcile.packing import UNKNOWN_DAY
from sayso.reconcile.table import Floats, Mask

_TOWN_KM = 15
_NEAR_KM = 50
"""Towns no farther apart than this may be one place in two papers; farther apart they are not."""


def compare_place(pairs: Pairs) -> Levels:
    """Whether the places are the same, one lies in the other, or they are farther apart than their words allow."""
    table = pairs.table
    (radius_a, radius_b), (country_a, country_b) = pairs.both(table.radius_km), pairs.both(table.country)
    known = (radius_a >= 0) & (radius_b >= 0)
    told = known & ~np.logical_or(*pairs.both(table.spot_carried))
    km = pairs.once(find_distances_km)
    touch = km <= radius_a + radius_b
    fine = np.maximum(radius_a, radius_b) <= _TOWN_KM
    country = (country_a == country_b) & (country_a != 0)
    same = np.equal(*pairs.both(table.place))
    return first_of(
        told & same & fine,
        known & same & fine,
        known & same,
        known & fine & touch,
        known & ~fine & (country | touch),
        told & (km <= _NEAR_KM),
        told,
        known,
    )


def find_distances_km(pairs: Pairs) -> Floats:
    """How far apart the places are; of no meaning where one is not known."""
    table = pairs.table
    (latitude_a, latitude_b), (longitude_a, longitude_b) = pairs.both(table.latitude), pairs.both(table.longitude)
    found: Floats = distance_km(latitude_a, longitude_a, latitude_b, longitude_b)
    return found


PLACE = Comparison(
    "place",
    (
        ("same", "it happened at the same place"),
        ("same_carried", "it happened at the same place, as far as the context of one tells"),
        ("same_wide", "it happened in the same region or country"),
        ("touching", "the places touch"),
        ("inside", "one place lies in the other"),
        ("near", "the places are within 50 km"),
        ("apart", "the places are apart"),
        ("apart_carried", "the places are apart, as far as the context of one tells"),
        ("unknown", "the place of one is not known"),
    ),
    compare_place,
)


def compare_setting(pairs: Pairs) -> Levels:
    """Whether both the town and the day are the same, which together tell more than each alone.

    Of two deeds of which both tell the town and the day, in towns far apart, one is not the other, however alike the
    words are: papers write of every shelling in the same words.
    """
    table = pairs.table
    (first_a, first_b), (last_a, last_b) = pairs.both(table.first), pairs.both(table.last)
    days = (first_a != UNKNOWN_DAY) & (first_b != UNKNOWN_DAY)
    town_a, town_b = map(_are_towns, pairs.both(table.radius_km))
    same = town_a & days & np.equal(*pairs.both(table.place)) & (last_a == last_b)
    same &= (first_a == first_b) & (last_a - first_a <= 1)
    told = ~(np.logical_or(*pairs.both(table.time_carried)) | np.logical_or(*pairs.both(table.spot_carried)))
    apart = town_a & town_b & days & told & (pairs.once(find_distances_km) > _NEAR_KM)
    return first_of(same & told, same, apart)


def _are_towns(radius_km: Floats) -> Mask:
    found: Mask = (radius_km >= 0) & (radius_km <= _TOWN_KM)
    return found


SETTING = Comparison(
    "setting",
    (
        ("same", "both the town and the day are the same"),
        ("same_carried", "both the town and the day are the same, as far as the context of one tells"),
        ("apart", "both tell the town and the day, and the towns are far apart"),
        ("other", "the town or the day is not the same, or not known"),
    ),
    compare_setting,
)
