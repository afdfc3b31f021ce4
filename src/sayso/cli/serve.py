"""`sayso serve`: the ledger in a browser."""

from __future__ import annotations

import os
import sys
import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.exits import ExitCode
from sayso.cli.filtering import with_ledger
from sayso.cli.messages import Messages
from sayso.model import SetupError

if TYPE_CHECKING:
    from sayso.web import Options

EXAMPLE = """\b
Examples:
  sayso serve --open
  sayso serve --ledger war.db --port 8400
  SAYSO_TOKEN=$(openssl rand -hex 16) sayso serve --host 0.0.0.0"""
PORT = 8350


@with_ledger
def serve_command(  # noqa: PLR0913 - as many as the command has options
    *,
    ledger: str | None,
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Where to listen; other programs on this machine only unless given.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(metavar="N", min=0, max=65535, help="On which port; 0 takes a free one.")] = PORT,
    token: Annotated[
        str | None,
        typer.Option(
            metavar="TOKEN",
            help="What a browser must show to be let in; the environment hides it from other users.",
            envvar="SAYSO_TOKEN",
        ),
    ] = None,
    proxy: Annotated[
        str | None,
        typer.Option(
            "--behind-proxy", metavar="NAME", help="The name of a reverse proxy that looks after who may come in."
        ),
    ] = None,
    tiles: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            help="Map tiles to show under the map, as in https://HOST/{Z}/{X}/{Y}.png; browsers then ask there.",
        ),
    ] = None,
    workers: Annotated[
        int, typer.Option(metavar="N", min=1, max=64, help="How many processes answer; more where many read at once.")
    ] = 1,
    opens: Annotated[bool, typer.Option("--open", help="Open the overview in this machine's browser.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing on stderr but errors.")] = False,
) -> int:
    """Show the ledger in a browser: map, timeline, incidents with their accounts side by side, and a coder's work.

    Reports that others add meanwhile are linked as they come. Nothing is fetched from elsewhere. Listening at another
    address than this machine's own needs a token, or a reverse proxy by name. Ctrl-C ends it.
    """
    from sayso.ledger import Ledger  # noqa: PLC0415 - heavy: loaded once the command is understood

    try:
        from sayso.web import Options, run  # noqa: PLC0415 - as above, and perhaps not installed
    except ModuleNotFoundError as error:
        remedy = "pip install 'sayso[web]'"
        raise SetupError(
            "missing-extra", f"the page needs {error.name}, which is not installed", remedy=remedy
        ) from None

    options = Options(
        host=host, port=port or _find_free_port(host), token=token, proxy=proxy, tiles=tiles, workers=workers
    )
    options.check()
    with Ledger(ledger) as opened:
        Messages(quiet=quiet).note(f"{opened.address} is at {_address(options)} (Ctrl-C ends it)")
        if opens:
            typer.launch(_address(options))
        run(opened, options)
    _leave()
    return ExitCode.DONE


def _leave() -> None:
    """End at once where pages are still being made: nobody waits for them, but Python would until they are done."""
    if threading.active_count() > 1:
        sys.stderr.flush()
        os._exit(ExitCode.DONE)


def _address(options: Options) -> str:
    shown = replace(options, host="127.0.0.1") if options.host in {"0.0.0.0", "::"} else options
    name = f"[{shown.host}]" if ":" in shown.host else shown.host
    return f"http://{name}:{shown.port}/"


def _find_free_port(host: str) -> int:
    import socket  # noqa: PLC0415 - rarely needed

    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as found:
        found.bind((host, 0))
        port: int = found.getsockname()[1]
        return port
