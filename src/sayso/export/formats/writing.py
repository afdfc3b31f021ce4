"""The formats by their names, and the one way to write claims in any of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from sayso.export.formats.acled import write_acled
from sayso.export.formats.cells import write_table
from sayso.export.formats.columns import COLUMNS
from sayso.export.formats.crosswalk import KnownActor
from sayso.export.formats.geojson import write_geojson
from sayso.export.formats.jsonld import write_jsonld
from sayso.export.formats.parquet import make_schema, write_parquet
from sayso.export.formats.plover import write_plover
from sayso.export.formats.ucdp import write_ucdp
from sayso.export.lines import format_json
from sayso.export.stored import make_claim_record
from sayso.model import InputError, StoredClaim


def _know_nobody(_id: str) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Writing:
    """How to write: `known` gives actors by their ids, `hxl` asks for a row of HXL's tags."""

    known: KnownActor = _know_nobody
    hxl: bool = False


@dataclass(frozen=True, slots=True)
class Format:
    """One format: what it is, whether it is bytes that no terminal can show, and what writes it."""

    about: str
    write: Callable[[Iterable[StoredClaim], BinaryIO, Writing], int]
    binary: bool = False


def _write_csv(claims: Iterable[StoredClaim], out: BinaryIO, _how: Writing) -> int:
    rows = ([column.get(claim) for column in COLUMNS] for claim in claims)
    return write_table([column.name for column in COLUMNS], rows, out)


def _write_json(claims: Iterable[StoredClaim], out: BinaryIO, _how: Writing) -> int:
    written = 0
    for claim in claims:
        out.write(format_json(make_claim_record(claim)).encode("utf-8") + b"\n")
        written += 1
    return written


FORMATS: Mapping[str, Format] = {
    "csv": Format("all fields, for spreadsheets", _write_csv),
    "json": Format("the whole record, a line a claim", _write_json),
    "ucdp": Format("UCDP GED's 49 columns", lambda claims, out, how: write_ucdp(claims, out, how.known)),
    "acled": Format("ACLED's 31 columns", lambda claims, out, how: write_acled(claims, out, how.known, hxl=how.hxl)),
    "plover": Format("POLECAT's columns", lambda claims, out, how: write_plover(claims, out, how.known)),
    "geojson": Format("points for a map", lambda claims, out, _how: write_geojson(claims, out)),
    "jsonld": Format("schema.org, Web Annotation, PROV", lambda claims, out, _how: write_jsonld(claims, out)),
    "parquet": Format("typed columns", lambda claims, out, _how: write_parquet(claims, out), binary=True),
}


def find_format(name: str) -> Format:
    """The format of this name. InputError for a name that is none, SetupError where a library for it is missing."""
    found = FORMATS.get(name)
    if found is None:
        raise InputError("no-such-format", f"{name!r} is no format", remedy=f"known are {', '.join(FORMATS)}")
    if name == "parquet":
        make_schema()
    return found
