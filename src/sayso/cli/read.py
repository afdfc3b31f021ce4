"""`sayso read`: who says what happened in reports."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated, BinaryIO, Protocol

import typer

from sayso.cli.exits import ExitCode
from sayso.cli.messages import Messages, format_trouble, show_log
from sayso.cli.output import check_output, is_terminal, open_output
from sayso.cli.progress import Progress
from sayso.cli.reading_options import (
    DEFAULT_DEVICE,
    DEFAULT_MAX_SIZE,
    MEGABYTE,
    ActorsFile,
    AnyLanguage,
    CodebookFile,
    DeviceName,
    GazetteerFile,
    MaxSize,
    OnDevice,
    Published,
)
from sayso.cli.settings import THREADS
from sayso.model import Reading, Refusal, Report

EXAMPLE = """\b
Examples:
  sayso read report.txt
  sayso read *.txt --format json --output readings.jsonl
  sayso read report.html --format html --output report-read.html
  curl -s https://news.example/report.html | sayso read - --published 2024-05-07"""


class Format(StrEnum):
    """The shapes in which data is written."""

    TABLE = "table"
    JSON = "json"
    HTML = "html"


class Writer(Protocol):
    """Writes readings in one format."""

    def add(self, reading: Reading) -> None:
        """Take the next reading."""

    def finish(self) -> None:
        """Write what is still to be written."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be read, and how."""

    files: tuple[str, ...]
    published: date | None
    any_language: bool
    max_bytes: int
    threads: int | None
    device: DeviceName
    codebook: Path | None
    actors: Path | None
    gazetteer: Path | None
    runners_up: bool = False


@dataclass(slots=True)
class Tally:
    """How many reports were read and how many refused."""

    read: int = 0
    refused: int = 0

    @property
    def exit_code(self) -> ExitCode:
        """What the program's exit code is to be."""
        if not self.read:
            return ExitCode.NOTHING_DONE
        return ExitCode.SOME_REFUSED if self.refused else ExitCode.DONE


def read_command(  # noqa: PLR0913 - as many as the command has options
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FILE",
            help="Text, HTML, JSON Lines, a table, feed, mail, PDF, DOCX or web archive, packed or not, or a folder; "
            "- or nothing is stdin.",
        ),
    ] = None,
    *,
    published: Published = None,
    format: Annotated[
        Format,
        typer.Option(
            metavar="table|json|html",
            help="A table for people, a JSON record a line for programs, or one HTML page to look at.",
        ),
    ] = Format.TABLE,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="PATH", help="Write to this file instead of stdout, once all is read."),
    ] = None,
    any_language: AnyLanguage = False,
    max_size: MaxSize = DEFAULT_MAX_SIZE,
    threads: Annotated[
        int | None, typer.Option(THREADS.option, envvar=THREADS.environment, metavar="N", min=1, help=THREADS.help)
    ] = None,
    device: OnDevice = DEFAULT_DEVICE,
    codebook: CodebookFile = None,
    actors: ActorsFile = None,
    gazetteer: GazetteerFile = None,
    runners_up: Annotated[
        bool,
        typer.Option(
            "--runners-up", help="In JSON, give each place the other places that its name may stand for (five at most)."
        ),
    ] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Say nothing on stderr but errors and refusals; no progress bar.")
    ] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Say more on stderr: times, and tracebacks of faults.")
    ] = False,
) -> int:
    """Read reports and show what each says happened: who says so, how sure, who did it to whom.

    A report that cannot be read is named on stderr with the remedy, and the others go on.
    """
    path = None if output is None or str(output) == "-" else output
    request = Request(
        files=_check_files(files),
        published=published,
        any_language=any_language,
        max_bytes=max_size * MEGABYTE,
        threads=threads,
        device=device,
        codebook=codebook,
        actors=actors,
        gazetteer=gazetteer,
        runners_up=runners_up,
    )
    if runners_up and format is not Format.JSON:
        raise typer.BadParameter("only the record has room for them; add --format json", param_hint="--runners-up")
    check_output(path)
    if format is Format.HTML and is_terminal(path):
        raise typer.BadParameter("a page would fill the terminal; add --output page.html", param_hint="--format html")
    messages = Messages(quiet=quiet, verbose=verbose)
    with show_log(verbose):
        return _read_all(request, format, path, messages)


def _check_files(files: list[str] | None) -> tuple[str, ...]:
    if not files and sys.stdin.isatty():
        raise typer.BadParameter("name a file, or - for stdin", param_hint="FILE")
    found = tuple(files or ["-"])
    if found.count("-") > 1:
        raise typer.BadParameter("stdin (-) can be read only once", param_hint="FILE")
    return found


def _read_all(request: Request, format: Format, path: Path | None, messages: Messages) -> ExitCode:
    tally = Tally()
    shown = sys.stderr.isatty() and not messages.quiet
    with Progress(len(request.files), shown=shown) as progress, open_output(path) as out:
        writer = _make_writer(format, out, path, request)
        for reading, notes, seconds in _readings(request, progress):
            with progress.aside():
                _tell(reading, notes, seconds, messages)
                writer.add(reading)
            tally.refused += reading.refusal is not None
            tally.read += reading.refusal is None
            progress.count_report()
        with progress.aside():
            writer.finish()
    if tally.read + tally.refused > 1:
        messages.note(f"{tally.read} report{'' if tally.read == 1 else 's'} read, {tally.refused} refused")
    return tally.exit_code


def _readings(request: Request, progress: Progress) -> Iterator[tuple[Reading, tuple[Refusal, ...], float]]:
    """Every reading, with what was passed over in it, and the seconds that it took."""
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - as below

    from sayso.intake import read_inputs  # noqa: PLC0415 - heavy: loaded once the command is understood
    from sayso.run import load_annotator, load_rules, make_refused, read_report  # noqa: PLC0415

    with ThreadPoolExecutor(max_workers=1) as aside:
        # What sets the network up lets Python go on meanwhile: the first output comes a tenth of a second sooner.
        loading = aside.submit(load_annotator, request.threads, request.device.known)
        rules = load_rules(request.codebook, request.actors, request.gazetteer)
    reader = loading.result()
    inputs = read_inputs(
        progress.count_files(request.files),
        published=request.published,
        any_language=request.any_language,
        max_bytes=request.max_bytes,
        stdin=sys.stdin.buffer,
    )
    for taken in inputs:
        begun = time.perf_counter()
        report = taken.report or Report(id=taken.id, text="")
        refused = taken.refusal
        reading = make_refused(report, refused, reader, rules) if refused else read_report(report, reader, rules)
        yield reading, taken.notes, time.perf_counter() - begun


def _tell(reading: Reading, notes: tuple[Refusal, ...], seconds: float, messages: Messages) -> None:
    report = reading.report
    if reading.refusal:
        messages.refused(reading.refusal)
        return
    for note in notes:
        messages.note(format_trouble(note.where, note.reason, note.remedy))
    if report.published is None:
        messages.note(f"{report.id}: no publication date (--published gives one)")
    elif report.published > date.today() + timedelta(days=1):  # a day more: it is tomorrow east of here
        messages.note(f"{report.id}: its publication date {report.published} lies in the future")
    messages.detail(
        f"{report.id}: {len(reading.claims)} claims, {len(reading.attributions)} statements in {seconds:.2f} s"
    )


class _JsonWriter:
    def __init__(self, out: BinaryIO, *, runners_up: bool) -> None:
        self._out = out
        self._runners_up = runners_up

    def add(self, reading: Reading) -> None:
        from sayso.export import write_json  # noqa: PLC0415 - as above

        write_json([reading], self._out, runners_up=self._runners_up)
        self._out.flush()

    def finish(self) -> None:
        pass


class _PageWriter:
    def __init__(self, out: BinaryIO, request: Request) -> None:
        self._out = out
        self._request = request
        self._readings: list[Reading] = []

    def add(self, reading: Reading) -> None:
        self._readings.append(reading)

    def finish(self) -> None:
        from sayso.export import write_page  # noqa: PLC0415 - as above
        from sayso.run import load_rules  # noqa: PLC0415

        rules = load_rules(self._request.codebook, self._request.actors, self._request.gazetteer)
        write_page(self._readings, self._out, types=rules.codebook.types)


def _make_writer(format: Format, out: BinaryIO, path: Path | None, request: Request) -> Writer:
    if format is Format.JSON:
        return _JsonWriter(out, runners_up=request.runners_up)
    if format is Format.HTML:
        return _PageWriter(out, request)
    from sayso.cli.table import TableWriter  # noqa: PLC0415 - as above

    return TableWriter(out, path=path)
