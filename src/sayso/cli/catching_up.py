"""The incidents brought up to date with what was added, before a command shows them."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sayso.cli.messages import Messages
from sayso.cli.progress import PATIENCE_SECONDS, Bar
from sayso.model import LedgerError

if TYPE_CHECKING:
    from sayso.ledger import Ledger

_CANNOT_WRITE = frozenset(("ledger-read-only", "ledger-locked"))


def catch_up(ledger: Ledger, messages: Messages) -> None:
    """Link what is not linked yet, and say so. Where the ledger cannot be written, only say what is missing."""
    from sayso.run.reconciling import count_pending  # noqa: PLC0415 - heavy: loaded once the command is understood

    if not count_pending(ledger):
        return
    try:
        link(ledger, messages)
    except LedgerError as error:
        if error.slug not in _CANNOT_WRITE:
            raise
        messages.note(f"the newest reports are not linked yet, since {error.reason}: what is shown is without them")
        return
    messages.note("reports that had come in since were linked first")


def link(ledger: Ledger, messages: Messages, *, bar: Bar | None = None) -> Any:
    """Bring the incidents up to date, with a bar where a person watches; gives what came of it."""
    from sayso.run.reconciling import reconcile  # noqa: PLC0415 - as above

    if bar is not None:
        return reconcile(ledger, lambda stage: _show(bar, stage))
    shown = sys.stderr.isatty() and not messages.quiet
    with Bar(shown=shown, patience_seconds=PATIENCE_SECONDS / 2) as own:
        return reconcile(ledger, lambda stage: _show(own, stage))


@dataclass(slots=True)
class Linking:
    """Links what a command reads, where that is `wanted`, and counts what came of it."""

    ledger: Ledger
    messages: Messages
    bar: Bar
    wanted: bool
    new: int = 0
    changed: int = 0

    def link(self) -> None:
        """Link what is not linked yet."""
        if self.wanted:
            tally = link(self.ledger, self.messages, bar=self.bar)
            self.new += tally.new
            self.changed += tally.changed

    def sum_up(self) -> None:
        """How many incidents are new, and how many became different."""
        if self.new or self.changed:
            incidents = f"{self.new:,} incident{' is' if self.new == 1 else 's are'} new"
            self.messages.note(f"{incidents}, {self.changed:,} changed (sayso incidents shows them)")


def _show(bar: Bar, stage: Any) -> None:
    bar.show(f"{stage.name}: {stage.done:,} of {stage.total:,}", done=stage.done, total=stage.total or None)
