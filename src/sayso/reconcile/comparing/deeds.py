"""What happened: the word and the type of the event, whether it is said or denied, and the deed that it came of."""

from __future__ import annotations

import numpy as np

from sayso.reconcile.comparing.comparison import Comparison, Levels, first_of
from sayso.reconcile.comparing.names import are_alike
from sayso.reconcile.comparing.pairs import Pairs
from sayso.reconcile.comparing.sharing import share_any
from sayso.reconcile.items import DENIED, OPEN
from sayso.reconcile.table import NO_DEED, Mask
from sayso.reconcile.wording import number_of

_OTHER = number_of("type:other")
_ANSWERS = 600
"""Characters. A denial stands not far from the charge."""


def compare_event(pairs: Pairs) -> Levels:
    """Whether both name the event by the same word, by the same type, or by types that may be one."""
    table = pairs.table
    word, kind, rule = (ours == theirs for ours, theirs in map(pairs.both, (table.trigger, table.type, table.rule)))
    harm, kind = kind & table.is_consequence[pairs.a], kind & (table.type[pairs.a] != _OTHER)
    sense = share_any(pairs, table.senses)
    return first_of(word & (kind | harm), word, sense & (kind | harm), sense, kind & rule, harm, kind)


EVENT = Comparison(
    "event",
    (
        ("same_word", "both name the event by the same word"),
        ("same_word_other_type", "both use the same word, for events of different types"),
        ("same_sense", "both name the event by words of one sense"),
        ("same_sense_other_type", "both use words of one sense, for events of different types"),
        ("same_rule", "both name the event by words of one rule"),
        ("same_harm", "both tell of the same harm, in other words"),
        ("same_type", "both are of the same type"),
        ("akin", "their types may stand for one event"),
    ),
    compare_event,
)


def compare_mode(pairs: Pairs) -> Levels:
    """Whether both say that it happened, one denies it, or one leaves it open (plans it, asks for it).

    Where one report tells of a charge and of its denial by who is charged, both are of one deed.
    """
    ours, theirs = pairs.both(pairs.table.mode)
    open_a, open_b = ours == OPEN, theirs == OPEN
    denied = (ours == DENIED) != (theirs == DENIED)
    return np.select([open_a & open_b, open_a | open_b, pairs.once(find_answers), denied], [3, 2, 4, 1], 0).astype(
        np.int8
    )


def find_answers(pairs: Pairs) -> Mask:
    """Whether one claim denies what the other says of the same doer, near it in one report, by another source."""
    table = pairs.table
    found: Mask = np.not_equal(*(mode == DENIED for mode in pairs.both(table.mode)))
    found &= np.equal(*pairs.both(table.report)) & (np.abs(np.subtract(*pairs.both(table.start))) <= _ANSWERS)
    found &= np.equal(*pairs.both(table.type)) & np.not_equal(*pairs.both(table.source))
    if found.any():  # few pairs come so far
        found[found] = are_alike(pairs.part(found), table.agents)
    return found


MODE = Comparison(
    "mode",
    (
        ("same", "both say that it happened, or both deny it"),
        ("denied", "one says that it happened, the other denies it"),
        ("open", "one says that it happened or denies it, the other leaves it open"),
        ("both_open", "both leave open whether it happens"),
        ("answered", "one report tells of the charge and of its denial"),
    ),
    compare_mode,
)


def compare_deeds(pairs: Pairs) -> Levels:
    """Whether what one or both came of is one deed, as far as the deeds themselves were linked."""
    ours, theirs = pairs.both(pairs.table.deed)
    known = (ours != NO_DEED) & (theirs != NO_DEED)
    return first_of(known & (ours == theirs), known)


DEEDS = Comparison(
    "deeds",
    (
        ("same", "what they came of is one event"),
        ("different", "what they came of are two events"),
        ("unknown", "what one of them came of is not told, or they are deeds themselves"),
    ),
    compare_deeds,
)
