"""The options that commands which read reports have in common, as types of their parameters."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from sayso.cli.settings import ACTORS, ANY_LANGUAGE, CODEBOOK, DEVICE, GAZETTEER, MAX_SIZE
from sayso.model.device import Device

MEGABYTE = 1_000_000


class DeviceName(StrEnum):
    """What the reader model may run on."""

    AUTO = "auto"
    CPU = "cpu"
    GPU = "gpu"

    @property
    def known(self) -> Device:
        """The same as the reader model knows it."""
        return self.value


def parse_date(words: str) -> date:
    """A date given as an option."""
    from sayso.intake.dates import EARLIEST_YEAR, LATEST_YEAR  # noqa: PLC0415 - heavy: loaded only where it is needed

    try:
        found = date.fromisoformat(words)
    except ValueError:
        raise typer.BadParameter(f"{words!r} is not a date; write it as 2024-05-07") from None
    if not EARLIEST_YEAR <= found.year <= LATEST_YEAR:
        raise typer.BadParameter(f"{words} is outside the years {EARLIEST_YEAR} to {LATEST_YEAR}")
    return found


Published = Annotated[
    date | None,
    typer.Option(
        parser=parse_date,
        metavar="DATE",
        help="Publication date (YYYY-MM-DD) of reports that bring none of their own.",
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option("--jobs", "-j", metavar="N", min=1, help="How many processes read; one a core unless given."),
]
OnDevice = Annotated[
    DeviceName, typer.Option(DEVICE.option, envvar=DEVICE.environment, metavar="auto|cpu|gpu", help=DEVICE.help)
]
AnyLanguage = Annotated[
    bool, typer.Option(ANY_LANGUAGE.option, envvar=ANY_LANGUAGE.environment, help=ANY_LANGUAGE.help)
]
MaxSize = Annotated[
    int, typer.Option(MAX_SIZE.option, envvar=MAX_SIZE.environment, metavar="MB", min=1, help=MAX_SIZE.help)
]
CodebookFile = Annotated[
    Path | None, typer.Option(CODEBOOK.option, envvar=CODEBOOK.environment, metavar="PATH", help=CODEBOOK.help)
]
ActorsFile = Annotated[
    Path | None, typer.Option(ACTORS.option, envvar=ACTORS.environment, metavar="PATH", help=ACTORS.help)
]
GazetteerFile = Annotated[
    Path | None, typer.Option(GAZETTEER.option, envvar=GAZETTEER.environment, metavar="PATH", help=GAZETTEER.help)
]
AllowPrivate = Annotated[
    bool, typer.Option("--allow-private", help="Fetch from addresses of this machine and of private networks, too.")
]
IgnoreRobots = Annotated[
    bool, typer.Option("--ignore-robots", help="Fetch what a site's robots.txt asks not to; you need its leave.")
]
DEFAULT_MAX_SIZE = int(MAX_SIZE.default or 0)
DEFAULT_DEVICE = DeviceName(str(DEVICE.default))
