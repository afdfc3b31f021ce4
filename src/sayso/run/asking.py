"""What is asked of a ledger, from words that a person gave: a command's options, or the query of a page's address."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from sayso.codebook.events import load_codebook
from sayso.ledger.filters import Filter, parse_box, parse_count, parse_near
from sayso.ledger.incidents import About
from sayso.ledger.keys import clean
from sayso.model import DISPUTE_SLOTS, FACTUALITIES, STATUSES, InputError

_COUNTRY_LETTERS = 3
_SEVERAL = ("places", "sources", "actors", "reports", "publishers", "ids")


def make_filter(values: Mapping[str, Any], *, codebook: Path | None = None) -> Filter:
    """The filter of these values, by the names of its fields (`numbers` are its counts); None and absent are nothing.

    `codebook` is the user's own file, whose types are known, too. InputError for a value that makes no sense: `where`
    is the name of the option that gave it.
    """
    return Filter(
        since=values.get("since"),
        until=values.get("until"),
        published_since=values.get("published_since"),
        published_until=values.get("published_until"),
        countries=tuple(_countries("country", values.get("countries"))),
        sides=tuple(_countries("side", values.get("sides"))),
        box=_parsed("box", parse_box, values.get("box")),
        near=_parsed("near", parse_near, values.get("near")),
        types=tuple(_types(values.get("types"), codebook)),
        factuality=_known("factuality", values.get("factuality"), FACTUALITIES),
        counts=tuple(_parsed("number", parse_count, words) for words in values.get("numbers") or ()),
        words=clean(values.get("words") or ""),
        rejected=bool(values.get("rejected")),
        **{name: tuple(clean(word) for word in values.get(name) or ()) for name in _SEVERAL},
    )


def make_about(values: Mapping[str, Any]) -> About:
    """What an incident must be, by these values (`slots`, `statuses` and so on). InputError as for `make_filter`."""
    return About(
        contested=bool(values.get("contested")),
        slots=_known("dispute", values.get("slots"), DISPUTE_SLOTS),
        statuses=_known("status", values.get("statuses"), STATUSES),
        least_origins=values.get("least_origins") or 0,
    )


def find_known(option: str, word: str, known: Sequence[str], remedy: str) -> str:
    """The known word that this one is, in any case. InputError with those that are like it."""
    found = {name.casefold(): name for name in known}
    asked = word.strip().casefold()
    if asked in found:
        return found[asked]
    if (like := asked.replace(" ", "_").replace("-", "_")) in found:
        return found[like]
    near = [found[name] for name in get_close_matches(asked, list(found), n=3, cutoff=0.6)]
    meant = f"; did you mean {' or '.join(near)}?" if near else ""
    raise InputError("bad-filter", f"{word!r} is unknown{meant}", where=option, remedy=remedy)


def _known(option: str, words: Iterable[str] | None, known: Sequence[str]) -> Any:
    """The known words that these are, each once."""
    return tuple(dict.fromkeys(find_known(option, word, known, ", ".join(known)) for word in words or ()))


def _parsed(option: str, parse: Callable[[str], Any], words: str | None) -> Any:
    """What `parse` makes of the words, with the option's name in its InputError."""
    if words is None:
        return None
    try:
        return parse(words)
    except InputError as error:
        raise InputError(error.slug, error.reason, where=option, remedy=error.remedy) from None


def _countries(option: str, codes: Iterable[str] | None) -> Iterator[str]:
    for code in codes or ():
        if len(code) != _COUNTRY_LETTERS or not code.isalpha():
            remedy = "write its three letters of ISO 3166, as in UKR"
            raise InputError("bad-filter", f"{code!r} is not a country's code", where=option, remedy=remedy)
        yield code.upper()


def _types(types: Sequence[str] | None, codebook: Path | None) -> Iterator[str]:
    if not types:
        return
    known = tuple(load_codebook(codebook).types)
    for type in types:
        yield find_known("type", type, known, "`sayso codebook types` lists them")
