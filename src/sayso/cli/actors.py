"""`sayso actors`: who is who, by any name, and whether a file of actors holds."""

from __future__ import annotations

import json
import sys
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.exits import ExitCode
from sayso.cli.messages import write_line
from sayso.cli.settings import ACTORS
from sayso.model.visible import visible_text

if TYPE_CHECKING:
    from sayso.actors import ActorRegistry
    from sayso.model import Actor

NAMES = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
app = typer.Typer(
    help="Look up who is who, or check a file of actors.",
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings=NAMES,
    epilog="\b\nExample:\n  sayso actors find Daesh",
)
FIND_EXAMPLE = """\b
Examples:
  sayso actors find Daesh
  sayso actors find "Turkish troops" --format json
  sayso actors find RSF --published 2024-05-07 --actors my-actors.toml"""
CHECK_EXAMPLE = """\b
Examples:
  sayso actors check
  sayso actors check my-actors.toml"""
WIDTH_COLUMNS = 100
_INDENT = " " * 4
_MOST_SHOWN = 20


class Format(StrEnum):
    """The shapes in which actors are written."""

    TABLE = "table"
    JSON = "json"


def _parse_date(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise typer.BadParameter(f"{words!r} is not a date; write it as 2024-05-07") from None


@app.command("find", epilog=FIND_EXAMPLE, context_settings=NAMES)
def find_command(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name as it stands in a report, or a part of one.")],
    *,
    actors: Annotated[
        Path | None, typer.Option(ACTORS.option, envvar=ACTORS.environment, metavar="PATH", help=ACTORS.help)
    ] = None,
    published: Annotated[
        date | None,
        typer.Option(
            parser=_parse_date, metavar="DATE", help="Only those who went by their names in that year (YYYY-MM-DD)."
        ),
    ] = None,
    format: Annotated[
        Format, typer.Option(metavar="table|json", help="Lines for people, or a JSON record a line for programs.")
    ] = Format.TABLE,
) -> int:
    """Show the actors that a name may mean, the best first.

    The one marked with * is the one that a report with this name gets. Exit code 1 when nobody goes by it.
    """
    from sayso.actors import load_actors  # noqa: PLC0415 - read only when asked for

    registry = load_actors(actors)
    best = registry.find(name, published=published)
    found = registry.candidates(name, published=published)
    if not found:
        when = f" in {published.year}" if published else ""
        write_line(f"no known actor goes by {name!r}{when} (`--actors FILE` adds your own; docs/actors.md tells how)")
        return ExitCode.SOME_REFUSED
    for actor in found if format is Format.JSON else found[:_MOST_SHOWN]:
        is_best = best is not None and actor.id == best.id
        if format is Format.JSON:
            typer.echo(json.dumps(_make_record(actor, is_best), ensure_ascii=False))
        else:
            _show(actor, is_best)
    if format is Format.TABLE and len(found) > _MOST_SHOWN:
        write_line(f"{len(found) - _MOST_SHOWN} more; --format json shows all")
    if best is None:
        write_line(f"{name!r} alone does not tell which of them is meant; a report with it gets none of them")
    return ExitCode.DONE


@app.command("check", epilog=CHECK_EXAMPLE, context_settings=NAMES)
def check_command(
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="Actors of your own, checked together with the shipped ones.")
    ] = None,
) -> int:
    """Load the actors and tell which names several of them share.

    Exit code 3 when the file is wrong: two actors with one id or one name, a country that is none, and so on.
    """
    from sayso.actors import load_actors  # noqa: PLC0415 - read only when asked for

    registry = load_actors(file)
    for text, shared in registry.names.find_shared():
        typer.echo(f"{visible_text(text):<20} {', '.join(visible_text(actor.id) for actor in shared)}")
    for name in registry.names.find_shadowed():
        typer.echo(f"{visible_text(name.text):<20} is yours now, no longer {name.actor.id}")
    write_line(_count(registry))
    return ExitCode.DONE


def _count(registry: ActorRegistry) -> str:
    actors = registry.list_actors()
    names, shared = sum(1 + len(actor.aliases) for actor in actors), len(registry.names.find_shared())
    return f"{len(actors)} actors with {names} names; {shared} names are shared, by those listed"


def _show(actor: Actor, is_best: bool) -> None:
    codes = f"{actor.kind.replace('_', ' ')}, {actor.country or 'no country'}, inter {actor.inter}, {actor.sector}"
    years = f", {actor.since or ''}–{actor.until or ''}" if actor.since or actor.until else ""
    part = f", part of {actor.parent}" if actor.parent else ""
    lines = [f"{'*' if is_best else ' '} {actor.name} ({actor.id})", f"{_INDENT}{codes}{years}{part}"]
    line = _INDENT + "also:"
    for place, alias in enumerate(actor.aliases):
        piece = (
            f" {alias}{' (shared)' if alias in actor.ambiguous else ''}{',' if place < len(actor.aliases) - 1 else ''}"
        )
        if len(line) + len(piece) > WIDTH_COLUMNS:
            lines.append(line)
            line = _INDENT + " " * 5
        line += piece
    encoding = sys.stdout.encoding or "utf-8"
    for line_ in (*lines, *([line] if actor.aliases else [])):
        blanks = len(line_) - len(line_.lstrip())
        shown = " " * blanks + visible_text(line_)
        typer.echo(shown.encode(encoding, "replace").decode(encoding))


def _make_record(actor: Actor, is_best: bool) -> dict[str, object]:
    return {
        "id": actor.id,
        "name": actor.name,
        "aliases": actor.aliases,
        "ambiguous": actor.ambiguous,
        "country": actor.country,
        "kind": actor.kind,
        "inter": actor.inter,
        "sector": actor.sector,
        "years": {"from": actor.since, "to": actor.until},
        "parent": actor.parent,
        "found": is_best,
    }
