"""Files that cannot be read without a library of their own, read by a process of its own (`apart.py`)."""

from __future__ import annotations

import importlib.util
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from threading import Timer
from typing import Any, BinaryIO, Literal, cast

from sayso.intake.origin import Origin
from sayso.intake.stream import Stream

SECONDS = 60
"""Of a processor, for one document or feed."""
WAIT_SECONDS = 4 * SECONDS
"""Until a process that does not even use its processor is ended."""
_SCRIPT = Path(__file__).with_name("apart.py")
_LIBRARIES = {"pdf": ("pypdf", "documents"), "docx": ("docx", "documents"), "parquet": ("pyarrow", "parquet")}
_WHAT = {"pdf": "PDF files are", "docx": "DOCX files are", "parquet": "Parquet files are"}

Kind = Literal["pdf", "docx", "feed", "parquet"]


def check_extra(kind: Kind, origin: Origin) -> None:
    """InputError, with what to install, where the library for this kind is not installed."""
    library, extra = _LIBRARIES.get(kind, ("", ""))
    if library and importlib.util.find_spec(library) is None:
        remedy = f"pip install 'sayso[{extra}]'"
        raise origin.error("missing-extra", f"{_WHAT[kind]} read by an extra that is not installed", remedy)


def read_apart(kind: Kind, file: BinaryIO | bytes, origin: Origin, *, columns: tuple[str, ...] = ()) -> Iterator[Any]:
    """The records that `apart.py` finds in the file, as it finds them.

    InputError when it refuses the file, ends before its time or takes too long.
    """
    check_extra(kind, origin)
    seconds = -1 if kind == "parquet" else SECONDS
    command = [sys.executable, "-P", str(_SCRIPT), kind, str(origin.max_bytes), str(seconds), *columns]
    # One thread each: the memory that many reserve counts against the limit.
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "ARROW_IO_THREADS": "1"}
    with _as_file(file) as source:
        process = subprocess.Popen(
            command, stdin=source, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
        )
    assert process.stdout is not None
    # For systems that set no limits of their own. A table may be as long as it likes.
    alarm = Timer(WAIT_SECONDS, process.kill)
    if kind != "parquet":
        alarm.start()
    try:
        yield from _read_records(cast(BinaryIO, process.stdout), process, origin)
    finally:
        alarm.cancel()
        process.kill()
        process.stdout.close()
        process.wait()


@contextmanager
def _as_file(file: BinaryIO | bytes) -> Iterator[BinaryIO]:
    """A file of the system's, which another process can read."""
    if not isinstance(file, bytes):
        yield file
        return
    with TemporaryFile() as spooled:
        spooled.write(file)
        spooled.flush()
        yield spooled


def _read_records(out: BinaryIO, process: subprocess.Popen[bytes], origin: Origin) -> Iterator[Any]:
    # A character is six bytes of JSON at most.
    for _, line in Stream(out, limit=8 * origin.max_bytes + 100_000).read_lines():
        record: dict[str, Any] = json.loads(line) if line else {"large": True}
        if "end" in record:
            return
        if "refused" in record:
            raise origin.error(record["refused"], record["reason"], "save its text as plain text or HTML")
        yield record
    status = process.wait()
    if status in (-signal.SIGKILL, -getattr(signal, "SIGXCPU", 0)):
        raise origin.error("too-costly", f"reading it takes more than {SECONDS} s", "save its text as plain text")
    reason = f"the process that read it ended before its time (status {status})"
    raise origin.error("bad-document", reason, "save its text as plain text or HTML")
