"""`sayso gazetteer`: the places of a name, and an index of places from a full GeoNames dump."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.exits import ExitCode
from sayso.cli.messages import write_line
from sayso.cli.settings import GAZETTEER
from sayso.model.visible import visible_text

if TYPE_CHECKING:
    from sayso.gazetteer import Entry

NAMES = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
app = typer.Typer(
    help="Look up places by name, or make an index of places from GeoNames.",
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings=NAMES,
    epilog="\b\nExample:\n  sayso gazetteer find Springfield",
)
FIND_EXAMPLE = """\b
Examples:
  sayso gazetteer find Springfield
  sayso gazetteer find "Deir ez-Zor" --format json"""
BUILD_EXAMPLE = """\b
Examples:
  sayso gazetteer build --geonames downloads/geonames --output places.idx
  sayso read report.txt --gazetteer places.idx"""
_MOST_SHOWN = 20
_MOST_BROKEN = 20


class Format(StrEnum):
    """The shapes in which places are written."""

    TABLE = "table"
    JSON = "json"


@app.command("find", epilog=FIND_EXAMPLE, context_settings=NAMES)
def find_command(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name as it stands in a report.")],
    *,
    gazetteer: Annotated[
        Path | None, typer.Option(GAZETTEER.option, envvar=GAZETTEER.environment, metavar="PATH", help=GAZETTEER.help)
    ] = None,
    format: Annotated[
        Format, typer.Option(metavar="table|json", help="Lines for people, or a JSON record a line for programs.")
    ] = Format.TABLE,
) -> int:
    """Show the places that go by a name: countries and regions first, then settlements by their inhabitants.

    Which of them a report means is told by the report. Exit code 1 when no place goes by the name.
    """
    from sayso.gazetteer import load_gazetteer  # noqa: PLC0415 - read only when asked for

    found = load_gazetteer(gazetteer).find(name)
    if not found:
        write_line(f"no known place goes by {name!r} (`sayso gazetteer build` makes a larger index)")
        return ExitCode.SOME_REFUSED
    for entry in found if format is Format.JSON else found[:_MOST_SHOWN]:
        _echo(json.dumps(_make_record(entry), ensure_ascii=False) if format is Format.JSON else _make_line(entry))
    if format is Format.TABLE and len(found) > _MOST_SHOWN:
        write_line(f"{len(found) - _MOST_SHOWN} more; --format json shows all")
    return ExitCode.DONE


@app.command("build", epilog=BUILD_EXAMPLE, context_settings=NAMES)
def build_command(
    geonames: Annotated[
        Path,
        typer.Option(
            metavar="DIR",
            help="The folder with allCountries.txt, admin1CodesASCII.txt, admin2Codes.txt, alternateNamesV2.txt.",
        ),
    ],
    *,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The index to write.")] = Path(
        "places.idx"
    ),
) -> int:
    """Make an index of places from a full GeoNames dump that you downloaded.

    Broken lines are set aside and named; the rest goes on. Exit code 1 when there were any.
    """
    from sayso.gazetteer.dump import build  # noqa: PLC0415 - read only when asked for

    shown = sys.stderr.isatty()

    def tell(file: str, lines: int) -> None:
        if shown:
            typer.echo(f"\r\x1b[K{file}: {lines:,} lines", nl=False, err=True)

    built = build(geonames, output, tell)
    if shown:
        typer.echo("\r\x1b[K", nl=False, err=True)
    for broken in built.broken[:_MOST_BROKEN]:
        write_line(f"{broken.file}, line {broken.line}: set aside, it {visible_text(broken.reason)}")
    if built.set_aside > _MOST_BROKEN:
        write_line(f"{built.set_aside - _MOST_BROKEN} more lines were set aside")
    write_line(f"{output}: {built.places:,} places, {output.stat().st_size / 1e6:.1f} MB")
    return ExitCode.SOME_REFUSED if built.set_aside else ExitCode.DONE


def _make_line(entry: Entry) -> str:
    where = ", ".join(part for part in (entry.region, entry.country) if part and part != entry.name)
    people = f"{entry.population:,} inhabitants" if entry.population else ""
    kind = entry.tag.replace("_", " ") or entry.kind
    name = visible_text(entry.name) + (f" ({visible_text(where)})" if where else "")
    details = [kind, f"{entry.latitude:.4f} {entry.longitude:.4f}", people, entry.id]
    return f"{name:<44} " + ", ".join(part for part in details if part)


def _make_record(entry: Entry) -> dict[str, object]:
    return {
        "id": entry.id,
        "name": entry.name,
        "latitude": entry.latitude,
        "longitude": entry.longitude,
        "country": entry.country or None,
        "admin1": entry.region or None,
        "kind": entry.kind,
        "population": entry.population,
        "own_name": entry.own,
    }


def _echo(line: str) -> None:
    encoding = sys.stdout.encoding or "utf-8"
    typer.echo(line.encode(encoding, "replace").decode(encoding))
