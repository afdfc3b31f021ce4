"""`sayso link`: the incidents of an archive, beside its parts."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.exits import ExitCode
from sayso.cli.filtering import Format, with_format
from sayso.cli.messages import Messages, write_line
from sayso.cli.progress import Bar
from sayso.cli.run import EngineName

if TYPE_CHECKING:
    from sayso.run.blockwise import Linked
    from sayso.run.blockwise.pool import Engine

EXAMPLE = """\b
Examples:
  sayso link archive
  sayso link archive --resume --memory 8000
  sayso link s3://bucket/archive --work /var/tmp/linking"""
_MEMORY_MB = 4000


@with_format(Format.TABLE, Format.JSON)
def link_command(  # noqa: PLR0913 - as many as the command has options
    archive: Annotated[str, typer.Argument(metavar="DIR", help="The folder or address that `sayso run` wrote to.")],
    *,
    format: Format,
    engine: Annotated[
        EngineName, typer.Option(metavar="local|ray", help="Processes of this machine, or a cluster of Ray.")
    ] = EngineName.LOCAL,
    address: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="With --engine ray: the cluster's address, or auto.")
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on where a run was ended; unless given, it is begun anew.")
    ] = False,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", "-j", metavar="N", min=1, help="How many processes; one a core unless given."),
    ] = None,
    memory: Annotated[
        int, typer.Option(metavar="MB", min=500, help="About how much memory all of it may take on this machine.")
    ] = _MEMORY_MB,
    work: Annotated[
        str | None,
        typer.Option(
            metavar="FOLDER", help="Where to put what stands between the steps; beside the parts unless given."
        ),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress; no summary unless JSON.")] = False,
) -> int:
    """Link the claims of an archive that `sayso run` made into incidents, without a ledger.

    Beside the parts come two tables of Parquet, by date: incidents, and memberships, which tell which claims belong to
    which. They are what a ledger would make of the same parts. What does not fit into memory goes to the disk.
    """
    from sayso.run.archive.locking import alone  # noqa: PLC0415 - heavy: loaded once the command is understood
    from sayso.run.archive.manifest import count_shards, read_archive  # noqa: PLC0415
    from sayso.run.archive.storage import open_storage  # noqa: PLC0415
    from sayso.run.blockwise import Request, link_archive  # noqa: PLC0415
    from sayso.run.blockwise.folder import check_libraries  # noqa: PLC0415

    check_libraries()
    storage, messages = open_storage(archive), Messages(quiet=quiet)
    there = len(read_archive(storage))  # says where there is none, before a folder is made
    with alone(storage), Bar(shown=sys.stderr.isatty() and not quiet, patience_seconds=0, time_left=True) as bar:
        request = Request(storage, _make_engine(engine, address, jobs), memory, work, resume)
        linked = link_archive(
            request,
            lambda stage: bar.show(
                f"{stage.name}: {stage.done:,} of {stage.total:,}", done=stage.done, total=stage.total
            ),
        )
    _sum_up(linked, format, messages)
    if there < (shards := count_shards(storage)):
        write_line(f"{shards - there:,} of {shards:,} shards are not there yet (sayso run --resume goes on with them)")
        return ExitCode.SOME_REFUSED
    return ExitCode.DONE


def _make_engine(engine: EngineName, address: str | None, jobs: int | None) -> Engine:
    from sayso.run.blockwise import LocalEngine, RayEngine  # noqa: PLC0415 - as above

    if engine is EngineName.RAY:
        return RayEngine(address, jobs)
    if address is not None:
        raise typer.BadParameter("only a cluster has an address (--engine ray)", param_hint="--address")
    return LocalEngine(jobs or os.cpu_count() or 1)


def _sum_up(linked: Linked, format: Format, messages: Messages) -> None:
    if format is Format.JSON:
        from dataclasses import asdict  # noqa: PLC0415 - as above

        from sayso.export.lines import format_json  # noqa: PLC0415

        typer.echo(format_json(asdict(linked)))
        return
    told = f"{linked.claims:,} claims are of {linked.incidents:,} incidents, in {linked.parts:,} parts"
    messages.note(f"{told}; they were linked before" if linked.was_there else told)
