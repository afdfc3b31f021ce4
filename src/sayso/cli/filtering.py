"""Which claims of the ledger a command is about, by the same options everywhere; and the shape of its data."""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.cli.options import as_usage, make_option, with_options
from sayso.cli.settings import CODEBOOK, LEDGER
from sayso.model import FACTUALITIES, InputError

if TYPE_CHECKING:
    from sayso.ledger.filters import Filter

_COUNTRY_LETTERS, _DATE_LETTERS = 3, len("2026-03-04")


class Format(StrEnum):
    """The shapes in which rows are written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


_SHAPES = {
    Format.TABLE: "A table for people;",
    Format.JSON: "a JSON object a line, for programs;",
    Format.CSV: "CSV, for spreadsheets.",
}


def _parse_day(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise typer.BadParameter(f"{words!r} is not a date; write it as 2024-05-07") from None


def _day(name: str, help: str) -> inspect.Parameter:
    return make_option(name, f"--{name.replace('_', '-')}", date | None, help, metavar="DATE", parser=_parse_day)


def _text(name: str, flag: str, metavar: str, help: str) -> inspect.Parameter:
    return make_option(name, flag, str | None, help, metavar=metavar)


def _many(name: str, flag: str, metavar: str, help: str) -> inspect.Parameter:
    return make_option(name, flag, list[str] | None, help, metavar=metavar)


_LEDGER = make_option("ledger", LEDGER.option, str | None, LEDGER.help, metavar="PATH|URL", envvar=LEDGER.environment)
_FILTERS = (
    _day("since", "What happened on this day (YYYY-MM-DD) or later."),
    _day("until", "What happened on this day or earlier."),
    _day("published_since", "What was published on this day or later."),
    _day("published_until", "What was published on this day or earlier."),
    _many("places", "--place", "NAME", "Where it happened, by name or a part of it."),
    _many("countries", "--country", "ISO3", "The country where it happened, as in UKR."),
    _text("box", "--box", "S,W,N,E", "Where it happened, between these degrees, as in 34,36,37,42."),
    _text("near", "--near", "LAT,LON,KM", "Where it happened, so many kilometres around a point at most."),
    _many("types", "--type", "TYPE", "The type of event (`sayso codebook types` lists them)."),
    _many("sources", "--source", "NAME", "Who says it, by name or a part of it."),
    _many("actors", "--actor", "NAME", "Who did it or to whom, by name, a part of it, or a known actor's id."),
    _many("sides", "--side", "ISO3", "The country that did it or to which it was done."),
    _many("factuality", "--factuality", "VALUE", f"How sure the source is: {', '.join(FACTUALITIES)}."),
    _many("numbers", "--number", "ROLE>=N", "What was counted, as in killed>=10; each that is given must hold."),
    _text("words", "--text", "WORDS", "Words that must all stand in the claim's sentence, in any form."),
    _many("reports", "--report", "ID", "The report, by its id or the name that it came with."),
    _many("publishers", "--publisher", "NAME", "Who published it."),
    _many("ids", "--id", "ID", "The claim's id, or how it begins."),
)
_HAPPENED = (
    _day("happened_since", "What happened on this day (YYYY-MM-DD) or later."),
    _day("happened_until", "What happened on this day or earlier."),
)
_AS_OF = _text(
    "as_of", "--as-of", "MOMENT", "What the ledger knew at that moment, as in 2026-03-04 or 2026-03-04T12:00Z."
)


def with_filters(command: Callable[..., Any]) -> Callable[..., Any]:
    """A command of Typer with the options of a filter, in place of its `wanted`, `as_of` and `ledger`.

    The command is called with `wanted: Filter`, `as_of: datetime | None` and `ledger: str | None`. Of several values of
    one option any may hold, of several options all must. A value that makes no sense is a usage error.
    """
    names = [option.name for option in _FILTERS]

    @wraps(command)
    def filtered(**given: Any) -> Any:
        values = {name: given.pop(name) for name in names}
        return command(**given | {"wanted": make_filter(values), "as_of": make_moment("--as-of", given["as_of"])})

    return with_options(filtered, command, (_LEDGER, *_FILTERS, _AS_OF), but=("wanted", "as_of", "ledger"))


def with_filters_at_a_time(command: Callable[..., Any]) -> Callable[..., Any]:
    """As `with_filters`, for a command whose own `--since` and `--until` are moments of the ledger.

    The days on which something happened are `--happened-since` and `--happened-until`, and there is no `--as-of`.
    """
    filters = (*_HAPPENED, *_FILTERS[2:])

    @wraps(command)
    def filtered(**given: Any) -> Any:
        values = {option.name.removeprefix("happened_"): given.pop(option.name) for option in filters}
        return command(**given | {"wanted": make_filter(values)})

    return with_options(filtered, command, (_LEDGER, *filters), but=("wanted", "ledger"))


def with_as_of(command: Callable[..., Any]) -> Callable[..., Any]:
    """A command of Typer with the option `--as-of`, for its `as_of: datetime | None`."""

    @wraps(command)
    def known(**given: Any) -> Any:
        return command(**given | {"as_of": make_moment("--as-of", given["as_of"])})

    return with_options(known, command, (_AS_OF,), but=("as_of",))


def with_ledger(command: Callable[..., Any]) -> Callable[..., Any]:
    """A command of Typer with the option that names a ledger, for its `ledger: str | None`."""

    @wraps(command)
    def placed(**given: Any) -> Any:
        return command(**given)

    return with_options(placed, command, (_LEDGER,), but=("ledger",))


def with_format(*formats: Format) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """For a command of Typer with `format: Format`: the option `--format` with the shapes that it can write (all)."""
    shapes = formats or tuple(Format)
    annotation = Annotated[
        Format,
        typer.Option(
            metavar="|".join(shapes), help=" ".join(_SHAPES[shape] for shape in shapes), parser=_shape_in(shapes)
        ),
    ]
    option = inspect.Parameter("format", inspect.Parameter.KEYWORD_ONLY, default=shapes[0], annotation=annotation)

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(command)
        def shaped(**given: Any) -> Any:
            return command(**given)

        return with_options(shaped, command, (option,), but=("format",))

    return decorate


def _shape_in(shapes: Sequence[Format]) -> Callable[[str], Format]:
    def parse(words: str) -> Format:
        if words not in shapes:
            raise typer.BadParameter(f"{words!r} is not one of {', '.join(shapes)}")
        return Format(words)

    return parse


def make_filter(values: Mapping[str, Any]) -> Filter:
    """The filter of the options' values, by their names. A usage error (typer.BadParameter) names the option."""
    from sayso.run.asking import make_filter as make  # noqa: PLC0415 - not for `--help`

    own = os.environ.get(CODEBOOK.environment)
    try:
        return make(values, codebook=Path(own) if own else None)
    except InputError as error:
        raise as_usage(f"--{error.where}", error) from None


def make_moment(option: str, words: str | None, *, begins: bool = False) -> datetime | None:
    """The moment that an option's words name; a day alone is its end, or its beginning. A usage error for others."""
    from sayso.ledger.moments import parse_moment  # noqa: PLC0415 - as above

    moment: datetime | None = _parsed(option, parse_moment, words)
    if begins and moment and words and len(words.strip()) <= _DATE_LETTERS:
        return moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return moment


def _parsed(option: str, parse: Callable[[str], Any], words: str | None) -> Any:
    """What `parse` makes of the words; its InputError as a usage error."""
    if words is None:
        return None
    try:
        return parse(words)
    except InputError as error:
        raise as_usage(option, error) from None
