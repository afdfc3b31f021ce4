"""Which claims tell of something in general, a whole war or a policy, and not of one event."""

from __future__ import annotations

import functools
import re
import tomllib
from importlib.resources import files

from sayso.lexicon.stems import stem_of
from sayso.reconcile.roles import is_deed

LONGEST_DAYS = 28
"""Days that are known no better than to a month are those of a period."""
_DEFINITE = re.compile(r"\b(?:the|this|that|these|those)\s+(?:(?:same|latest|deadly|twin|double)\s+)?$", re.I)
_PLURAL = re.compile(r"[a-z]{3,}[^s\W]s$")


@functools.cache
def load_words() -> frozenset[str]:
    """The stems of the words of the shipped table (`general.toml`)."""
    table = tomllib.loads((files("sayso.reconcile") / "general.toml").read_text(encoding="utf-8"))
    return frozenset(stem_of(word) for word in table["words"])


def is_general(type: str, trigger: str, stem: str, *, has_recipients: bool) -> bool:
    """Whether a deed told without a day, a town or a number is told of in general.

    Its words name a whole war ("the war"), or several deeds of which nobody says whom they hit.

    >>> is_general("armed_clash", "war", "war", has_recipients=True)
    True
    >>> is_general("air_strike", "air strikes", "strike", has_recipients=False)
    True
    >>> is_general("air_strike", "struck", "strike", has_recipients=False)
    False
    """
    if not is_deed(type):
        return False
    several = not has_recipients and bool(_PLURAL.search(trigger)) and trigger.rsplit(maxsplit=1)[-1] != stem
    return several or stem in load_words()


def is_definite(before: str) -> bool:
    """Whether the words before an event say that it is known already ("the attack").

    >>> is_definite("He condemned the "), is_definite("He condemned an ")
    (True, False)
    """
    return bool(_DEFINITE.search(before))
