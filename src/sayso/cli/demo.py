"""`sayso demo`: a small invented war read, linked, and shown."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.exits import ExitCode
from sayso.cli.messages import Messages
from sayso.cli.output import open_output
from sayso.cli.progress import Bar
from sayso.model import Refusal, SetupError

if TYPE_CHECKING:
    from sayso.ledger import Ledger
    from sayso.run.adding import Tally

EXAMPLE = """\b
Examples:
  sayso demo
  sayso demo --keep war.db"""
_REPORTS = "war.jsonl"


def demo_command(
    *,
    keep: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Keep the ledger in this file, so that other commands can ask it."),
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", "-j", metavar="N", min=1, help="How many processes read; one a core unless given."),
    ] = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Say nothing on stderr but errors; no progress bar.")
    ] = False,
) -> int:
    """Read 68 reports of a small invented war, and show what sayso makes of them, in less than a minute.

    Two sides, eight publishers, ten days: agency text in several papers, denials, tolls that rise, one strike told by
    both sides. Shown are what happened, the three sharpest disputes, who copied whom, and what to try next. Nothing is
    fetched, and without --keep nothing stays.
    """
    if keep is not None and keep.exists():
        raise typer.BadParameter(f"{keep} is there already; name a new file", param_hint="--keep")
    begun, messages = time.monotonic(), Messages(quiet=quiet)
    with find_reports() as reports, _find_room(keep) as path, open_output(None) as out:
        from sayso.cli.demo_page import write_demo  # noqa: PLC0415 - heavy: loaded once the command is understood
        from sayso.ledger import Ledger  # noqa: PLC0415

        messages.note("reading reports of a small invented war")
        with Ledger(str(path), create=True) as ledger:
            tally = read_war(ledger, reports, messages, jobs=jobs)
            write_demo(ledger, tally, out, seconds=time.monotonic() - begun, kept=keep)
    return ExitCode.DONE


@contextmanager
def find_reports() -> Iterator[Path]:
    """The file with the war's reports: in the package where that was installed, else in the checkout around it.

    SetupError where it is in neither.
    """
    shipped = files("sayso.cli").joinpath(_REPORTS)
    if shipped.is_file():
        with as_file(shipped) as path:
            yield path
        return
    checkout = Path(__file__).parents[3] / "examples" / "war" / "reports.jsonl"
    if not checkout.is_file():
        reason = "the reports of the demonstration are not there"
        raise SetupError("demo-missing", reason, where=str(shipped), remedy="reinstall sayso")
    yield checkout


@contextmanager
def _find_room(keep: Path | None) -> Iterator[Path]:
    """Where the ledger goes: the file that is to be kept, else one that goes with its folder."""
    if keep is not None:
        yield keep
        return
    with tempfile.TemporaryDirectory(prefix="sayso-demo-", ignore_cleanup_errors=True) as folder:
        yield Path(folder) / "war.db"


def read_war(ledger: Ledger, reports: Path, messages: Messages, *, jobs: int | None = None) -> Tally:
    """Read the reports into the ledger and link them, with a bar where a person watches."""
    from sayso.cli.catching_up import link  # noqa: PLC0415 - as above
    from sayso.intake.watching import Intakes  # noqa: PLC0415
    from sayso.run.adding import Adder  # noqa: PLC0415
    from sayso.run.workers import Pool, ReaderOptions  # noqa: PLC0415

    jobs = jobs or os.cpu_count() or 1
    shown = sys.stderr.isatty() and not messages.quiet
    with Pool(jobs, ReaderOptions()) as pool, Bar(shown=shown, patience_seconds=0) as bar:
        adder = Adder(ledger, pool, _Watching(messages, bar), jobs=jobs)
        adder.add(Intakes([str(reports)]).first())
        link(ledger, messages, bar=bar)
    return adder.tally


class _Watching:
    """Tells the person at the terminal how it goes."""

    def __init__(self, messages: Messages, bar: Bar) -> None:
        self._messages, self._bar = messages, bar

    def refused(self, refusal: Refusal) -> None:
        with self._bar.aside():
            self._messages.refused(refusal)

    def noted(self, note: Refusal) -> None:
        """Passed over: the reports are known to be in order."""

    def written(self, tally: Tally) -> None:
        self._bar.show(f"{tally.seen:,} reports, {tally.claims:,} claims")
