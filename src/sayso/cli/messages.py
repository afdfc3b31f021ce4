"""What goes to stderr: one line a message, with nothing in it that a terminal would obey."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sayso.model import Refusal, SaysoError
from sayso.model.visible import visible_text


@dataclass(frozen=True, slots=True)
class Messages:
    """Messages to the person at the terminal. `quiet` leaves out what is neither an error nor a refusal."""

    quiet: bool = False
    verbose: bool = False

    def note(self, text: str) -> None:
        """Something worth knowing that does not need doing."""
        if not self.quiet:
            write_line(text)

    def detail(self, text: str) -> None:
        """Something that only those who asked for it (`-v`) want to know."""
        if self.verbose:
            write_line(text)

    def refused(self, refusal: Refusal) -> None:
        """Why an input was set aside, and what to do about it."""
        write_line(format_trouble(refusal.where, refusal.reason, refusal.remedy))


def write_line(text: str) -> None:
    """One line to stderr."""
    line = f"sayso: {visible_text(text)}\n"
    stream = sys.stderr
    encoding = getattr(stream, "encoding", None) or "utf-8"
    stream.write(line.encode(encoding, "backslashreplace").decode(encoding))
    stream.flush()


def write_error(error: SaysoError) -> None:
    """What an error says, to stderr."""
    write_line(format_trouble(error.where, error.reason, error.remedy))


def format_trouble(where: str, reason: str, remedy: str) -> str:
    """Where, what, and in brackets what to do."""
    return ": ".join(part for part in (where, reason) if part) + (f" ({remedy})" if remedy else "")


@contextmanager
def show_log(wanted: bool) -> Iterator[None]:
    """Shows, where wanted, what the program logs meanwhile, tracebacks included."""
    logger, handler = logging.getLogger("sayso"), _LineHandler()
    if wanted:
        logger.addHandler(handler)
        logger.setLevel(logging.DEBUG)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(logging.NOTSET)


class _LineHandler(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        """Write one record."""
        for line in self.format(record).splitlines():
            write_line(line)
