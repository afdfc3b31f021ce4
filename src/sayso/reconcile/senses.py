"""Which kind of event a word names: words of one sense may name one event."""

from __future__ import annotations

import functools
import tomllib
from collections import defaultdict
from importlib.resources import files

from sayso.lexicon.stems import stem_of
from sayso.reconcile.wording import number_of

MOST_SENSES = 2


@functools.cache
def load_senses() -> dict[str, tuple[int, ...]]:
    """The numbers (below 65,536, above zero) of the senses of each stem, from `senses.toml`."""
    table = tomllib.loads((files("sayso.reconcile") / "senses.toml").read_text(encoding="utf-8"))
    found: dict[str, set[int]] = defaultdict(set)
    for sense, words in table.items():
        for word in words:
            found[stem_of(word)].add(number_of(f"sense:{sense}") % 65_535 + 1)
    return {stem: tuple(sorted(senses)) for stem, senses in found.items()}


def senses_of(stem: str) -> tuple[int, ...]:
    """The senses of a stem; none of one that the table does not know."""
    return load_senses().get(stem, ())[:MOST_SENSES]
