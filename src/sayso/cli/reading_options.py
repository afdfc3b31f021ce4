"""The options that every command which reads reports has, as types of its parameters."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sayso.cli.settings import ACTORS, ANY_LANGUAGE, CODEBOOK, GAZETTEER, MAX_SIZE

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
