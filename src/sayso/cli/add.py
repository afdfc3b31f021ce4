"""`sayso add`: reports of any shape into the ledger."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sayso.cli.exits import ExitCode
from sayso.cli.filtering import with_ledger
from sayso.cli.messages import Messages, format_trouble, show_log
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
from sayso.model import Refusal
from sayso.model.device import Device

if TYPE_CHECKING:
    from sayso.cli.catching_up import Linking
    from sayso.intake.watching import Intakes
    from sayso.run.adding import Adder, Tally

EXAMPLE = """\b
Examples:
  sayso add report.txt downloads/ --ledger war.db
  sayso add https://news.example/world/rss --watch
  sayso add archive.warc.gz --jobs 4 --ledger postgresql://desk@db.example/sayso"""
_EVERY_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be added to which ledger, and how."""

    sources: tuple[str, ...]
    ledger: str | None
    jobs: int
    published: date | None
    any_language: bool
    max_bytes: int
    device: Device
    codebook: Path | None
    actors: Path | None
    gazetteer: Path | None
    reread: bool
    link: bool
    watch: bool
    every: int
    allow_private: bool
    ignore_robots: bool


@with_ledger
def add_command(  # noqa: PLR0913 - as many as the command has options
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SOURCE",
            help="Files, folders, patterns, addresses (https://…), or - for stdin: text, web pages, feeds, WARC, "
            "JSON Lines, CSV, Parquet, e-mail, PDF, Word, packed or not.",
        ),
    ] = None,
    *,
    ledger: str | None = None,
    jobs: Jobs = None,
    published: Published = None,
    watch: Annotated[
        bool, typer.Option("--watch", help="Keep going: look again for what is new, until Ctrl-C ends it.")
    ] = False,
    every: Annotated[
        int, typer.Option(metavar="SECONDS", min=1, help="With --watch: how long to wait before looking again.")
    ] = _EVERY_SECONDS,
    reread: Annotated[
        bool,
        typer.Option(
            "--reread", help="Read reports again that an older version of sayso read; its claims are superseded."
        ),
    ] = False,
    link: Annotated[
        bool,
        typer.Option(
            "--link/--no-link", help="Link what is new to incidents at the end, or leave that to the next who asks."
        ),
    ] = True,
    allow_private: AllowPrivate = False,
    ignore_robots: IgnoreRobots = False,
    device: OnDevice = DEFAULT_DEVICE,
    any_language: AnyLanguage = False,
    max_size: MaxSize = DEFAULT_MAX_SIZE,
    codebook: CodebookFile = None,
    actors: ActorsFile = None,
    gazetteer: GazetteerFile = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Say nothing on stderr but errors and refusals; no progress bar.")
    ] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Say more on stderr: what was passed over, tracebacks of faults.")
    ] = False,
) -> int:
    """Read reports and keep their claims in a ledger that loses nothing and doubles nothing.

    The same report twice changes nothing; a new text at a known address is a new version, and the claims of the older
    one are kept as superseded. At the end, what is new is linked to incidents. It may be interrupted at any point:
    the same command goes on from there.
    """
    if not sources and sys.stdin.isatty():
        raise typer.BadParameter("name a file, a folder or an address, or - for stdin", param_hint="SOURCE")
    found = tuple(sources or ["-"])
    if found.count("-") > 1 or (watch and "-" in found):
        reason = "stdin (-) cannot be watched" if watch else "stdin (-) can be read only once"
        raise typer.BadParameter(reason, param_hint="SOURCE")
    request = Request(
        sources=found,
        ledger=ledger,
        jobs=jobs or os.cpu_count() or 1,
        published=published,
        any_language=any_language,
        max_bytes=max_size * MEGABYTE,
        device=device.known,
        codebook=codebook,
        actors=actors,
        gazetteer=gazetteer,
        reread=reread,
        link=link,
        watch=watch,
        every=every,
        allow_private=allow_private,
        ignore_robots=ignore_robots,
    )
    with show_log(verbose), _ending_as_by_hand():
        return _add_all(request, Messages(quiet=quiet, verbose=verbose))


@contextmanager
def _ending_as_by_hand() -> Iterator[None]:
    """A polite request to end (SIGTERM, as of a service manager) is met like Ctrl-C: what has been read is written."""

    def interrupt(_signal: int, _frame: Any) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _add_all(request: Request, messages: Messages) -> int:
    from sayso.cli.catching_up import Linking  # noqa: PLC0415 - heavy: loaded once all is understood
    from sayso.intake.fetching import Fetcher, FetchSettings  # noqa: PLC0415
    from sayso.intake.watching import Intakes  # noqa: PLC0415
    from sayso.ledger import Ledger  # noqa: PLC0415
    from sayso.run.adding import Adder  # noqa: PLC0415
    from sayso.run.workers import Pool, ReaderOptions  # noqa: PLC0415

    options = ReaderOptions(request.codebook, request.actors, request.gazetteer, device=request.device)
    fetching = FetchSettings(
        max_bytes=request.max_bytes, allow_private=request.allow_private, obey_robots=not request.ignore_robots
    )
    shown = sys.stderr.isatty() and not messages.quiet
    with (
        Ledger(request.ledger, create=True) as ledger,
        Pool(request.jobs, options) as pool,
        Fetcher(fetching) as fetcher,
        Bar(shown=shown, patience_seconds=0, time_left=not request.watch) as bar,
    ):
        intakes = Intakes(
            request.sources,
            fetch=fetcher.fetch,
            published=request.published,
            any_language=request.any_language,
            max_bytes=request.max_bytes,
            stdin=sys.stdin.buffer,
        )
        telling = _Telling(messages, bar, intakes)
        adder = Adder(ledger, pool, telling, jobs=request.jobs, reread=request.reread)
        linking = Linking(ledger, messages, bar, wanted=request.link)
        try:
            _go(request, adder, intakes, linking, messages)
        except KeyboardInterrupt:
            with bar.aside():
                _sum_up(adder.tally, ledger.address, messages)
                messages.note("what was read is kept; the same command goes on from here")
            if request.watch:
                return ExitCode.DONE
            raise
        _sum_up(adder.tally, ledger.address, messages)
        linking.sum_up()
    return _exit_code(adder.tally)


def _go(request: Request, adder: Adder, intakes: Intakes, linking: Linking, messages: Messages) -> None:
    adder.add(intakes.first())
    linking.link()
    while request.watch:
        with linking.bar.aside():
            messages.detail(f"looking again in {request.every} s")
        time.sleep(request.every)
        adder.add(intakes.again())
        linking.link()


def _exit_code(tally: Tally) -> ExitCode:
    if tally.refused and not tally.read and not tally.there:
        return ExitCode.NOTHING_DONE
    if not tally.seen:
        return ExitCode.NOTHING_DONE
    return ExitCode.SOME_REFUSED if tally.refused else ExitCode.DONE


class _Telling:
    """Tells the person at the terminal how it goes."""

    def __init__(self, messages: Messages, bar: Bar, intakes: Intakes) -> None:
        self._messages, self._bar, self._intakes = messages, bar, intakes
        self._begun = time.monotonic()

    def refused(self, refusal: Refusal) -> None:
        with self._bar.aside():
            self._messages.refused(refusal)

    def noted(self, note: Refusal) -> None:
        with self._bar.aside():
            self._messages.detail(format_trouble(note.where, note.reason, note.remedy))

    def written(self, tally: Tally) -> None:
        rate = tally.words / max(time.monotonic() - self._begun, 0.001)
        words = f"{tally.seen:,} reports, {tally.claims:,} claims, {rate:,.0f} words/s"
        self._bar.show(words, done=self._find_done(tally), total=self._intakes.bytes_total)

    def _find_done(self, tally: Tally) -> float:
        """How many bytes of the inputs have been dealt with: inputs are taken in ahead of the reading.

        Never all of them, since the bar would stop its clock: the end is when the program ends.
        """
        taken = max(self._intakes.characters, 1)
        done = self._intakes.bytes_read * min(tally.characters / taken, 1.0)
        return min(done, 0.999 * self._intakes.bytes_total) if self._intakes.bytes_total else done


def _sum_up(tally: Tally, ledger: str, messages: Messages) -> None:
    """What came of it: read, new, already there, refused by reason."""
    parts = [f"{tally.read:,} read with {tally.claims:,} claims ({tally.new:,} new"]
    parts[0] += f", {tally.revised:,} revised" if tally.revised else ""
    parts[0] += (f", {tally.reread:,} read again" if tally.reread else "") + ")"
    parts.append(f"{tally.there:,} already there")
    reasons = ", ".join(f"{count:,} {slug}" for slug, count in sorted(tally.refused.items()))
    parts.append(f"{tally.refused.total():,} refused" + (f" ({reasons})" if reasons else ""))
    messages.note("; ".join(parts))
    messages.note(f"the ledger is {ledger}")
