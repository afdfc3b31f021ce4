"""Claims gone through by keyboard alone: each is shown, a key says what is said of it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Literal, Protocol

import typer

from sayso.cli.claim_page import write_brief
from sayso.cli.messages import write_error, write_line
from sayso.cli.review import SAID, parse_pairs, tell
from sayso.export.reviving import make_stored_row
from sayso.ledger import Ledger
from sayso.model import InputError, Review, StoredClaim, Verdict
from sayso.model.visible import visible_text
from sayso.run.deciding import decide
from sayso.run.incidents import IncidentBook
from sayso.run.reviewing import review, tell_values, undo

_KEYS = "[a]ccept  [r]eject  [c]orrect  [s]ame/different  [u]ndo  [n]ext  [q]uit"
_OTHERS = 9
_SHOWN = 70


class Asker(Protocol):
    """Where keys and lines come from."""

    def key(self, prompt: str) -> str:
        """One key, in lower case."""

    def line(self, prompt: str) -> str:
        """A line of words; empty where nothing was written."""


class Keyboard:
    """The keyboard of the terminal; what is asked goes to stderr."""

    def key(self, prompt: str) -> str:
        """One key, in lower case; the end of the input is "q"."""
        typer.echo(f"{prompt} ", nl=False, err=True)
        try:
            key = typer.getchar().lower()
        except EOFError:
            key = "q"
        typer.echo(visible_text(key), err=True)
        return key

    def line(self, prompt: str) -> str:
        """A line of words."""
        given: str = typer.prompt(prompt, default="", show_default=False, err=True)
        return given.strip()


class Session:
    """One coder at work on a ledger."""

    def __init__(self, ledger: Ledger, who: str, asker: Asker) -> None:
        """A session of `who`."""
        self._ledger, self._who, self._asker = ledger, who, asker
        self._done: list[Review] = []
        self._decided = 0

    def go_through(self, claims: Sequence[StoredClaim]) -> None:
        """Show these claims one after the other until they are through or the coder has had enough."""
        at = 0
        while at < len(claims):
            self._show(claims[at], f"{at + 1} of {len(claims)}")
            step = self._ask(claims[at])
            if step is None:
                return
            at = max(at + step, 0)

    def tell(self) -> str:
        """What was done, in a line."""
        standing = [one for one in self._done if one.undone is None]
        told = [f"{sum(one.verdict == verdict for one in standing)} {word}" for verdict, word in SAID.items()]
        decided = f", {self._decided} said to be of the same incident or of others" if self._decided else ""
        return f"{', '.join(told)}{decided} by {self._who}"

    def _show(self, claim: StoredClaim, place: str) -> None:
        text = self._ledger.text(claim.report.id) or ""
        sys.stdout.flush()
        write_brief(claim, text, place, sys.stdout.buffer)
        sys.stdout.flush()

    def _ask(self, claim: StoredClaim) -> int | None:
        """How many claims to go on; None to end."""
        while True:
            key = self._asker.key(_KEYS)
            if key == "q":
                return None
            if key == "n":
                return 1
            if key == "u":
                return self._undo()
            try:
                if self._act(key, claim):
                    return 1
            except InputError as error:
                write_error(error)

    def _act(self, key: str, claim: StoredClaim) -> bool:
        """Whether the claim is done with."""
        if key == "a":
            return self._say(claim, "accept", {})
        if key == "r":
            return self._say(claim, "reject", {})
        if key == "c":
            return self._correct(claim)
        if key == "s":
            self._decide(claim)
        return False

    def _say(self, claim: StoredClaim, verdict: Verdict, values: dict[str, str]) -> bool:
        reason = "" if verdict == "accept" else self._asker.line("why (may be empty)")
        done = review(self._ledger, claim.id, verdict, who=self._who, reason=reason, values=values)
        self._done.append(done)
        write_line(tell(done))
        return True

    def _correct(self, claim: StoredClaim) -> bool:
        """Ask for fields until an empty line; what makes no sense is told, and asked for again."""
        for field, value in tell_values(claim.record).items():
            write_line(f"{field}={value}")
        values: dict[str, str] = {}
        while line := self._asker.line("FIELD=VALUE (empty: done)"):
            try:
                values |= parse_pairs([line])
            except typer.BadParameter as error:
                write_line(error.format_message())
        return self._say(claim, "correct", values) if values else False

    def _undo(self) -> int:
        """Take back the last review of the session and go back to its claim."""
        for number in range(len(self._done) - 1, -1, -1):
            if self._done[number].undone is None:
                self._done[number] = undo(self._ledger, self._done[number].row, who=self._who)
                write_line(tell(self._done[number]))
                return -1
        write_line("nothing was said yet that could be taken back")
        return 0

    def _decide(self, claim: StoredClaim) -> None:
        """Say whether another claim is of the same incident."""
        book = IncidentBook(self._ledger)
        found = book.get(claim.id)
        others = [one for one in book.claims(found.incident) if one.id != claim.id] if found else []
        for number, other in enumerate(others[:_OTHERS], start=1):
            row = make_stored_row(other, number)
            write_line(f"{number}  {other.id}  {row.type}: {visible_text(other.sentence)[:_SHOWN]}")
        word = self._asker.line("which other claim (number or id; empty: none)")
        if not word:
            return
        chosen = others[int(word) - 1].id if word.isdecimal() and 0 < int(word) <= len(others[:_OTHERS]) else word
        key = self._asker.key("[s]ame or [d]ifferent incident")
        if key not in {"s", "d"}:
            return
        verdict: Literal["same", "different"] = "same" if key == "s" else "different"
        decided = decide(
            self._ledger, verdict, claim.id, chosen, reason=self._asker.line("why (may be empty)"), who=self._who
        )
        self._decided += 1
        write_line(f"{decided.a} and {decided.b}: {decided.kind}")
