"""`sayso doctor`: what is installed, what is missing, and whether it reads."""

from __future__ import annotations

import base64
import hashlib
import os
import platform
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import typer

from sayso import __version__
from sayso.cli.exits import ExitCode
from sayso.cli.settings import GAZETTEER, SETTINGS
from sayso.model import SaysoError
from sayso.model.visible import visible_text

EXAMPLE = """\b
Example:
  sayso doctor"""
LIBRARIES = ("onnxruntime", "spacy", "numpy", "trafilatura", "charset-normalizer", "py3langid",
             "pydantic", "jinja2", "typer", "rich")  # fmt: skip
_SAMPLE = "The bridge was closed at noon, the mayor said."


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: its name, what was found, and whether sayso can work with that."""

    name: str
    found: str
    good: bool = True


def doctor_command() -> int:
    """Show versions, the reader model and the settings, and whether a sentence can be read.

    Exit code 3 when something is missing or broken.
    """
    broken = 0
    for finding in find_health():
        broken += not finding.good
        typer.echo(f"{'ok ' if finding.good else 'BAD'}  {finding.name:<20}{visible_text(finding.found)}")
    if broken:
        typer.echo(f"sayso: {broken} of these must be mended before sayso can read", err=True)
    return ExitCode.NOTHING_DONE if broken else ExitCode.DONE


def find_health() -> Iterator[Finding]:
    """Everything the doctor looks at, in the order of the report."""
    yield Finding("sayso", f"{__version__} in {Path(__file__).parents[1]}")
    yield Finding("python", f"{platform.python_version()} on {platform.system()} {platform.machine()}")
    yield from (_find_library(name) for name in LIBRARIES)
    yield from _find_model_files()
    yield _find_places()
    yield from _try_reading()
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    yield Finding("cores", str(cores))
    for setting in SETTINGS:
        given = os.environ.get(setting.environment)
        default = "not set" if setting.default is None else f"{setting.default} (default)"
        yield Finding(setting.environment, default if given is None else f"{given} (environment)")


def _find_library(name: str) -> Finding:
    try:
        return Finding(name, metadata.version(name))
    except metadata.PackageNotFoundError:
        return Finding(name, f"missing: pip install {name}", good=False)


def _find_model_files() -> Iterator[Finding]:
    folder = Path(__file__).parents[1] / "annotate"
    recorded = _recorded_digests()
    for name in ("reader.onnx", "vocab.txt"):
        path = folder / name
        if not path.is_file():
            yield Finding(name, f"missing in {folder}: reinstall sayso", good=False)
            continue
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256")
        expected = recorded.get(f"sayso/annotate/{name}")
        size = f"{path.stat().st_size / 1e6:.1f} MB, sha256 {digest.hexdigest()[:12]}"
        if expected is None:
            yield Finding(name, f"{size}, not compared (installed from a checkout)")
        elif expected == base64.urlsafe_b64encode(digest.digest()).rstrip(b"=").decode():
            yield Finding(name, f"{size}, as installed")
        else:
            yield Finding(name, f"{size}, not the file that was installed: reinstall sayso", good=False)


def _find_places() -> Finding:
    """The index of places, each byte of it."""
    from sayso.gazetteer import check_index, load_gazetteer  # noqa: PLC0415 - as below

    given = os.environ.get(GAZETTEER.environment)
    try:
        gazetteer = load_gazetteer(Path(given) if given else None)
        check_index(gazetteer.path)
    except SaysoError as error:
        return Finding("places", str(error), good=False)
    return Finding("places", f"{len(gazetteer):,} in {gazetteer.path}, checksum {gazetteer.version}")


def _recorded_digests() -> dict[str, str]:
    """The SHA-256 that the installer wrote down for each file of sayso; none for a checkout."""
    try:
        listed = metadata.files("sayso") or []
    except metadata.PackageNotFoundError:
        return {}
    return {file.as_posix(): file.hash.value for file in listed if file.hash and file.hash.mode == "sha256"}


def _try_reading() -> Iterator[Finding]:
    begun = time.perf_counter()
    try:
        from sayso.run import load_annotator, read  # noqa: PLC0415 - heavy, and perhaps broken: that is what we are here for

        version = load_annotator().version
        codebook = read(_SAMPLE).versions.codebook
    except Exception as error:  # whatever it is, it is what the doctor was asked to find
        name = "" if isinstance(error, SaysoError) else f"{type(error).__name__}: "
        yield Finding("reads a sentence", f"no: {name}{error}", good=False)
        return
    yield Finding("reader model", version)
    yield Finding("codebook", codebook)
    reading = read(_SAMPLE)
    if reading.refusal:
        yield Finding("reads a sentence", f"no: {reading.refusal.reason}", good=False)
    else:
        yield Finding("reads a sentence", f"yes, {time.perf_counter() - begun:.2f} s after it was asked to")
