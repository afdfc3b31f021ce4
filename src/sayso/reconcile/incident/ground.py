"""What ties an account to the one event: a day, a town or a number of its own, or those to whom it was done.

Linking goes by likeness, and a claim that is only alike may stand in the wrong incident. What it says then is no reason
to call the incident disputed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from sayso.codebook.countries import country_of
from sayso.lexicon.stems import find_stems, weigh_stem
from sayso.reconcile.backward import find_own
from sayso.reconcile.general import is_definite, is_general
from sayso.reconcile.incident.identity import Identity
from sayso.reconcile.incident.particular import is_fine, is_short
from sayso.reconcile.incident.sides import MOST_IDENTITIES
from sayso.reconcile.incident.testimony import Testimony
from sayso.reconcile.wording import main_stem

_TELLING = 0.3
_NO_NUMBERS = frozenset(("duration", "distance"))


def is_bare(one: Testimony) -> bool:
    """Whether it tells neither a day nor a town nor a number."""
    numbers = [
        quantity
        for quantity in one.claim.record.get("quantities") or ()
        if quantity.get("role") not in _NO_NUMBERS and quantity.get("unit") != "percent"
    ]
    return not (numbers or is_fine(one.place) or is_short(one.time))


def is_of_another(one: Testimony) -> bool:
    """Whether it is told in passing of something before ("the jets that had bombed the port"), or in general."""
    before = _words_before(one)
    if find_own(before) >= 0:
        return True
    trigger = str(one.claim.record["trigger"]["text"])
    is_told_apart = is_definite(before) or not is_bare(one)
    return not is_told_apart and is_general(one.type, trigger, main_stem(trigger), has_recipients=bool(one.recipients))


def has_ground(ones: Iterable[Testimony], others: Sequence[Testimony]) -> bool:
    """Whether any of these accounts is tied to the event: by what it tells itself, or by whom it shares with others.

    Where no other tells a day or a town, nothing can be asked of these.
    """
    if not any(is_fine(other.place) or is_short(other.time) for other in others):
        return True
    hit = {word for other in others[: MOST_IDENTITIES * MOST_IDENTITIES] for word in _words_of(other.recipients)}
    return any(not is_bare(one) or not hit.isdisjoint(_words_of(one.recipients)) for one in ones)


def _words_before(one: Testimony) -> str:
    record = one.claim.record
    start = int((record.get("sentence") or record["trigger"])["start"])
    return one.claim.sentence[: max(0, int(record["trigger"]["start"]) - start)]


def _words_of(named: Iterable[Identity]) -> frozenset[str]:
    return frozenset(word for identity in named for word in _read_words(identity.name))


@lru_cache(maxsize=16_384)
def _read_words(name: str) -> tuple[str, ...]:
    """The telling words of a name, without those of countries: everything in a war is done to a country."""
    return tuple(stem for word in name.split() if not country_of(word) for stem in find_stems(word)
                 if weigh_stem(stem) >= _TELLING)  # fmt: skip
