"""The four tables of an archive: reports, claims, refusals, and metrics; their columns, and the rows of a reading."""

from __future__ import annotations

import io
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from sayso.ledger.keys import clean
from sayso.ledger.rows import ClaimRows, Prepared
from sayso.model import Refusal, SetupError
from sayso.run.archive.counting import Counts

if TYPE_CHECKING:
    import pyarrow

TABLES = ("reports", "claims", "refusals", "metrics")
GROUP_ROWS = 5000
"""Rows of one row group, which are held in memory together by who reads them."""

Row = dict[str, Any]


def check_parquet() -> None:
    """SetupError, with what to install, where pyarrow is not installed."""
    make_schema("metrics")


def make_schema(table: str) -> pyarrow.Schema:
    """The columns of a table. SetupError without pyarrow."""
    try:
        import pyarrow as pa  # noqa: PLC0415 - an extra: needed only here
    except ModuleNotFoundError:
        reason, remedy = "archives need Parquet's library, which is not installed", "pip install 'sayso[parquet]'"
        raise SetupError("no-parquet", reason, remedy=remedy) from None
    kinds = {"text": pa.string(), "day": pa.date32(), "number": pa.float64(), "count": pa.int64()}
    kinds |= {
        name: pa.list_(pa.struct([pa.field(column, kinds[kind]) for column, kind in columns.items()]))
        for name, columns in _NESTED.items()
    }
    return pa.schema([pa.field(name, kinds[kind]) for name, kind in COLUMNS[table].items()])


_NESTED = {
    "mentions": {
        "role": "text", "number": "count", "name": "text", "kind": "text", "country": "text", "actor": "text",
    },
    "places": {
        "number": "count", "name": "text", "latitude": "number", "longitude": "number", "country": "text",
        "admin1": "text", "precision": "text",
    },
    "numbers": {"number": "count", "role": "text", "unit": "text", "low": "number", "high": "number"},
}  # fmt: skip
COLUMNS = {
    "reports": {
        "number": "count", "id": "text", "key": "text", "digest": "text", "name": "text", "title": "text",
        "published": "day", "published_from": "text", "publisher": "text", "url": "text", "language": "text",
        "text": "text", "words": "count", "claims": "count", "sayso": "text", "model": "text", "codebook": "text",
        "gazetteer": "text", "record": "text",
    },
    "claims": {
        "id": "text", "report": "text", "type": "text", "factuality": "text", "published": "day", "first": "day",
        "last": "day", "confidence": "number", "source": "text", "place": "text", "country": "text",
        "sentence": "text", "mentions": "mentions", "places": "places", "numbers": "numbers", "record": "text",
    },
    "refusals": {"source": "text", "slug": "text", "reason": "text", "remedy": "text", "published": "day"},
    "metrics": {
        "shard": "text", "documents": "count", "words": "count", "read": "count", "read_words": "count",
        "claims": "count", "refused": "count", "gated": "count", "wrong_language": "count", "too_short": "count",
        "no_trigger": "count", "off_topic": "count",
    },
}  # fmt: skip


def make_report_row(prepared: Prepared, number: int, words: int) -> Row:
    """The row of a report that was read, the shard's input of this number."""
    return {
        "number": number,
        **prepared.report,
        "words": words,
        "claims": len(prepared.claims),
        **prepared.versions,
        "record": prepared.record,
    }


def make_claim_row(rows: ClaimRows, report: str) -> Row:
    """The row of a claim of the report with this id."""
    place = rows.places[0] if rows.places else {"name": None, "country": None}
    return {
        **rows.columns,
        "report": report,
        "source": next((one.name for one in rows.mentions if one.role == "source"), None),
        "place": place["name"],
        "country": place["country"],
        "sentence": rows.sentence,
        "mentions": [asdict(mention) for mention in rows.mentions],
        "places": list(rows.places),
        "numbers": list(rows.numbers),
        "record": rows.record,
    }


def make_refusal_row(refusal: Refusal, source: str, published: Any) -> Row:
    """The row of an input that was refused."""
    return {
        "source": clean(source),
        "slug": refusal.slug,
        "reason": clean(refusal.reason),
        "remedy": clean(refusal.remedy),
        "published": published,
    }


def make_metrics_row(shard: str, counts: Counts) -> Row:
    """What came of a shard's documents of one date."""
    gated = {slug.replace("-", "_"): count for slug, count in counts.gated.items()}
    row = dict.fromkeys(COLUMNS["metrics"], 0) | counts.to_record() | gated
    return row | {"shard": shard, "refused": counts.refused.total(), "gated": counts.gated.total()}


def pack(table: str, rows: list[Row]) -> bytes:
    """The rows as a Parquet file, the same bytes for the same rows."""
    schema = make_schema(table)
    import pyarrow as pa  # noqa: PLC0415 - as above
    import pyarrow.parquet as pq  # noqa: PLC0415

    out = io.BytesIO()
    columns = {name: [row[name] for row in rows] for name in COLUMNS[table]}
    packed = pa.Table.from_pydict(columns, schema=schema)
    pq.write_table(packed, out, compression="zstd", row_group_size=GROUP_ROWS, store_schema=False)
    return out.getvalue()
