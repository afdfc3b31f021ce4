"""Where the data goes: stdout, or a file that appears only when it is whole."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import typer


class ReaderGoneError(Exception):
    """Whoever read our stdout has had enough (`| head`). Typer would take a BrokenPipeError for a failure."""


def check_output(path: Path | None) -> None:
    """Usage error when nothing can be written at `path`; found out before anything is read."""
    if path is None:
        return
    if path.is_dir():
        raise typer.BadParameter(f"{path} is a folder; name a file in it", param_hint="--output")
    if not path.parent.is_dir():
        raise typer.BadParameter(
            f"the folder {path.parent} does not exist; make it first (mkdir -p)", param_hint="--output"
        )


def is_terminal(path: Path | None) -> bool:
    """Whether the data goes straight to a person's screen."""
    return path is None and sys.stdout.isatty()


@contextmanager
def open_output(path: Path | None) -> Iterator[BinaryIO]:
    """The stream for the data: stdout without a path, else a file that takes its name only once all went well."""
    if path is None:
        try:
            yield sys.stdout.buffer
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            raise ReaderGoneError from None
    elif path.exists() and not path.is_file():  # a device or a pipe cannot be replaced
        with path.open("wb") as out:
            yield out
    else:
        with _replacing(Path(os.path.realpath(path))) as out:
            yield out


@contextmanager
def _replacing(path: Path) -> Iterator[BinaryIO]:
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with temporary.open("xb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
