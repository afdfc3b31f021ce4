"""The options that every command which reads reports has, as types of its parameters."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from sayso.cli.settings import ACTORS, ANY_LANGUAGE, CODEBOOK, DEVICE, GAZETTEER, MAX_SIZE
from sayso.model.device import Device


class DeviceName(StrEnum):
    """What the reader model may run on."""

    AUTO = "auto"
    CPU = "cpu"
    GPU = "gpu"

    @property
    def known(self) -> Device:
        """The same as the reader model knows it."""
        return self.value


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
DEFAULT_MAX_SIZE = int(MAX_SIZE.default or 0)
DEFAULT_DEVICE = DeviceName(str(DEVICE.default))
