"""`sayso run`: archives of reports, on one machine or many, into Parquet parts."""

from __future__ import annotations

import os
import sys
from contextlib import nullcontext
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.cli.exits import ExitCode
from sayso.cli.filtering import Format, with_format
from sayso.cli.messages import Messages, write_line
from sayso.cli.progress import Bar
from sayso.cli.reading_options import (
    DEFAULT_DEVICE,
    DEFAULT_MAX_SIZE,
    MEGABYTE,
    ActorsFile,
    AllowPrivate,
    AnyLanguage,
    CodebookFile,
    GazetteerFile,
    IgnoreRobots,
    Jobs,
    MaxSize,
    OnDevice,
    Published,
)

if TYPE_CHECKING:
    from sayso.run.archive.events import Engine
    from sayso.run.archive.job import Job
    from sayso.run.archive.tallying import Tally

EXAMPLE = """\b
Examples:
  sayso run news/ --out archive
  sayso run news/ --out archive --resume
  sayso run s3://bucket/crawl/ --out s3://bucket/archive --engine ray --address auto"""
_SHARD_MEGABYTES = 4.0


class EngineName(StrEnum):
    """What a run works on."""

    LOCAL = "local"
    RAY = "ray"


class ByName(StrEnum):
    """By what the parts are put into folders."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be run, and how it is shown."""

    sources: tuple[str, ...]
    job: Job
    engine: Engine
    resume: bool
    metrics: int | None
    messages: Messages


@with_format(Format.TABLE, Format.JSON)
def run_command(  # noqa: PLR0913 - as many as the command has options
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT", help="Files, folders, patterns, pages (https://…), or addresses: s3://…, gs://…, hdfs://…."
        ),
    ],
    *,
    format: Format,
    out: Annotated[str, typer.Option(metavar="DIR", help="The folder or address that the parts are written to.")],
    engine: Annotated[
        EngineName, typer.Option(metavar="local|ray", help="Processes of this machine, or a cluster of Ray.")
    ] = EngineName.LOCAL,
    address: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="With --engine ray: the cluster's address, or auto."),
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with an archive: what is whole in it is not read again.")
    ] = False,
    jobs: Jobs = None,
    gate: Annotated[
        bool, typer.Option("--gate/--no-gate", help="Set aside what is not worth reading, or read all of it.")
    ] = True,
    by: Annotated[
        ByName, typer.Option(metavar="day|month|year", help="By which date of publication parts are put into folders.")
    ] = ByName.DAY,
    shard_size: Annotated[
        float, typer.Option(metavar="MB", min=0.001, help="About how much is read in one go and written as one part.")
    ] = _SHARD_MEGABYTES,
    published: Published = None,
    report_seconds: Annotated[
        int, typer.Option(metavar="SECONDS", min=1, max=90, help="What one report may take of a processor.")
    ] = 60,
    report_memory: Annotated[
        int, typer.Option(metavar="MB", min=100, help="What one report may take of memory, beside the reader model.")
    ] = 1500,
    metrics: Annotated[
        int | None,
        typer.Option(
            metavar="PORT",
            min=0,
            max=65_535,
            help="Answer Prometheus on this port of this machine; 0: a free one.",
        ),
    ] = None,
    device: OnDevice = DEFAULT_DEVICE,
    any_language: AnyLanguage = False,
    max_size: MaxSize = DEFAULT_MAX_SIZE,
    codebook: CodebookFile = None,
    actors: ActorsFile = None,
    gazetteer: GazetteerFile = None,
    allow_private: AllowPrivate = False,
    ignore_robots: IgnoreRobots = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress; no summary unless JSON.")] = False,
) -> int:
    """Read an archive of reports into Parquet parts: reports, claims, refusals and metrics, by date.

    Each part is made exactly once: a run that was killed goes on with --resume. `sayso ledger load` takes the parts
    into a ledger; DuckDB and others read them as they are.
    """
    from sayso.run.archive.job import Job, Limits  # noqa: PLC0415 - heavy: loaded once the command is understood
    from sayso.run.workers import ReaderOptions  # noqa: PLC0415

    files = [file and Path(file).absolute() for file in (codebook, actors, gazetteer)]
    job = Job(
        out=out,
        options=ReaderOptions(files[0], files[1], files[2], device=device.known),
        published=published,
        any_language=any_language,
        max_bytes=max_size * MEGABYTE,
        gate=gate,
        by=by.value,
        shard_bytes=int(shard_size * MEGABYTE),
        limits=Limits(cpu_seconds=report_seconds, memory_mb=report_memory),
        allow_private=allow_private,
        obey_robots=not ignore_robots,
    )
    messages = Messages(quiet=quiet)
    made = _make_engine(engine, address, jobs)
    tally = _run(Request(tuple(sources), job, made, resume, metrics, messages))
    _sum_up(tally, format, messages)
    return _exit_code(tally)


def _make_engine(engine: EngineName, address: str | None, jobs: int | None) -> Engine:
    from sayso.run.archive.local import LocalEngine  # noqa: PLC0415 - as above

    if engine is EngineName.LOCAL:
        if address is not None:
            raise typer.BadParameter("only a cluster has an address (--engine ray)", param_hint="--address")
        return LocalEngine(jobs or os.cpu_count() or 1)
    from sayso.run.archive.cluster import RayEngine  # noqa: PLC0415

    return RayEngine(address, jobs)


def _run(request: Request) -> Tally:
    from sayso.run.archive.locking import alone  # noqa: PLC0415 - as above
    from sayso.run.archive.manifest import begin  # noqa: PLC0415
    from sayso.run.archive.planning import make_plan  # noqa: PLC0415
    from sayso.run.archive.running import run_archive, with_versions  # noqa: PLC0415
    from sayso.run.archive.storage import open_storage  # noqa: PLC0415
    from sayso.run.archive.tables import check_parquet  # noqa: PLC0415
    from sayso.run.archive.tallying import Tally  # noqa: PLC0415

    check_parquet()
    storage = open_storage(request.job.out)
    with alone(storage):
        shards = make_plan(request.sources, request.job)
        # Whole, since the machines of a cluster do not work in this folder.
        job = with_versions(replace(request.job, out=storage.address))
        begun = begin(storage, job, shards, resume=request.resume)
        tally = Tally({shard.digest: shard.size for shard in begun.todo})
        tally.begin(begun.whole)
        shown = sys.stderr.isatty() and not request.messages.quiet
        with Bar(shown=shown, patience_seconds=0) as bar, _serve(request, tally):
            run_archive(begun, job, request.engine, storage, tally, listen=lambda now: _show(bar, now))
    for reason in tally.lost:
        write_line(reason)
    return tally


def _serve(request: Request, tally: Tally) -> Any:
    """The address for Prometheus, where one is wanted."""
    from sayso.run.archive.serving import HOST, MetricsServer  # noqa: PLC0415 - as above

    if request.metrics is None:
        return nullcontext()
    server = MetricsServer(request.metrics, tally.to_record)
    request.messages.note(f"metrics at http://{HOST}:{server.port}/metrics")
    return server


def _show(bar: Bar, tally: Tally) -> None:
    now, seconds = tally.now, max(tally.seconds, 0.001)
    left = tally.seconds_left
    parts = [f"{now.documents:,} documents ({now.documents / seconds:,.1f}/s), {now.words / seconds:,.0f} words/s"]
    parts.append(f"{now.gated.total():,} gated, {now.refused.total():,} refused, {now.claims:,} claims")
    if left is not None:
        parts.append(f"{_describe_seconds(left)} left")
    bar.show(", ".join(parts), done=min(tally.bytes_done, 0.999 * tally.bytes_total), total=tally.bytes_total or None)


def _describe_seconds(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _sum_up(tally: Tally, format: Format, messages: Messages) -> None:
    """What came of it: one JSON object, or a few lines for people."""
    if format is Format.JSON:
        from sayso.export.lines import format_json  # noqa: PLC0415 - as above

        typer.echo(format_json(tally.to_record()))
        return
    record = tally.to_record()
    shards, before = record["shards"], tally.before
    there = f"{shards['before']:,} were there, {shards['lost']:,} lost"
    messages.note(f"{shards['done']:,} of {shards['total']:,} shards written, {there}")
    messages.note(
        f"{record['documents']:,} documents: {record['read']:,} read with {record['claims']:,} claims; "
        f"{_reasons('gated', record['gated'])}; {_reasons('refused', record['refused'])}"
    )
    if shards["before"]:
        messages.note(f"there already: {before.documents:,} documents with {before.claims:,} claims")
    rate = f"{record['documents_per_second']:,.1f} documents and {record['words_per_second']:,.0f} words a second"
    messages.note(f"{_describe_seconds(record['seconds'])} at {rate}")


def _reasons(what: str, counts: dict[str, int]) -> str:
    told = ", ".join(f"{count:,} {slug}" for slug, count in counts.items())
    return f"{sum(counts.values()):,} {what}" + (f" ({told})" if told else "")


def _exit_code(tally: Tally) -> ExitCode:
    done = tally.now
    if not done.documents and not tally.before.documents:
        return ExitCode.NOTHING_DONE
    if done.refused.total() == done.documents and done.documents and not tally.before.documents:
        return ExitCode.NOTHING_DONE
    return ExitCode.SOME_REFUSED if done.refused or tally.lost else ExitCode.DONE
