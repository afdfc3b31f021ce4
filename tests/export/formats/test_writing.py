"""All formats: the same claims give the same bytes, each as soon as it comes, and every line fits its schema."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest

from sayso.export.care import Care, Kept, take_care
from sayso.export.formats import FORMATS, Writing, find_format
from sayso.export.formats.writing import Format
from sayso.model import InputError, StoredClaim
from tests.export.formats.invented import ACTORS, make_claims, write
from tests.make import RECORDED

DOCS = Path(__file__).parents[3] / "docs"
SCHEMA = json.loads((DOCS / "claim.schema.json").read_text(encoding="utf-8"))


@pytest.fixture
def name(request: pytest.FixtureRequest) -> str:
    """The name of a format whose library is there."""
    if request.param == "parquet":
        pytest.importorskip("pyarrow", reason="pip install 'sayso[parquet]'")
    return str(request.param)


@pytest.mark.parametrize("name", FORMATS, indirect=True)
def test_the_same_claims_give_the_same_bytes(name: str) -> None:
    assert write(name, make_claims()) == write(name, make_claims())


@pytest.mark.parametrize("name", FORMATS, indirect=True)
def test_no_claims_are_no_error(name: str) -> None:
    assert (write(name, []) == b"") is (name == "json"), "a table has its heads, a line a claim has nothing"


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "parquet"])
def test_claims_are_written_as_they_come(name: str) -> None:
    out = io.BytesIO()
    seen: list[int] = []

    def watched() -> Iterator[StoredClaim]:
        for claim in make_claims()[:2]:
            seen.append(out.tell())
            yield claim

    FORMATS[name].write(watched(), out, Writing(known=ACTORS.get))
    assert seen[1] > seen[0]


def test_every_line_of_json_fits_the_schema_with_names_and_without() -> None:
    care = Care(RECORDED.date(), round_km=10)
    kept = Kept()
    lines = write("json", make_claims()) + write("json", list(take_care(make_claims(), care, kept)))
    records = [json.loads(line) for line in lines.splitlines()]
    assert len(records) == 2 * len(make_claims())
    for record in records:
        jsonschema.validate(record, SCHEMA)


def test_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(InputError, match="known are csv, json"):
        find_format("xml")


@pytest.mark.parametrize(("name", "format"), FORMATS.items())
def test_every_format_is_documented(name: str, format: Format) -> None:
    assert f"## `{name}`" in (DOCS / "exports.md").read_text(encoding="utf-8")
    assert format.about
