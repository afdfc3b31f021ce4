"""Takes one PDF, DOCX, feed or Parquet file apart, in a process of its own with limits on memory and time.

Run as a script by `isolated.py`, without the package, so that it starts quickly. The file comes on stdin, what is in
it goes to stdout as JSON, one object a line: `{"text": …, "title": …}` for a report, `{"refused": slug, "reason": …}`,
and at last `{"end": true}`. The libraries for these formats were not made for files that mean harm: whatever happens
to them here, the reading goes on.
"""

from __future__ import annotations

import io
import json
import re
import sys
import zipfile
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

MAX_PAGES = 2_000
MAX_PART_BYTES, MAX_PARTS_BYTES = 50_000_000, 200_000_000
"""Unpacked size of one part of a DOCX, and of all."""
MAX_ENTRIES = 10_000
PARQUET_ROWS = 1
"""Rows in memory at once: one may be a report of the largest size, and more at once are hardly quicker."""
_DECLARATIONS = re.compile(rb"<!(?:DOCTYPE|ENTITY)|<\0!\0(?:D\0O\0C\0T|E\0N\0T\0I)|\0<\0!\0(?:D\0O\0C\0T|E\0N\0T\0I)")

Record = dict[str, Any]


class RefusedError(Exception):
    """The file is not to be read: a slug and a reason."""

    def __init__(self, slug: str, reason: str) -> None:
        super().__init__(reason)
        self.slug, self.reason = slug, reason


def read_pdf(file: BinaryIO, limit: int) -> Iterator[Record]:
    """One record: the text of all pages, a blank line between them."""
    from pypdf import PdfReader  # noqa: PLC0415 - each process needs one of these libraries

    pdf = PdfReader(file)
    if pdf.is_encrypted and not pdf.decrypt(""):
        raise RefusedError("locked-file", "it is locked with a password")
    if len(pdf.pages) > MAX_PAGES:
        raise RefusedError("too-many-parts", f"it has more than {MAX_PAGES:,} pages")
    pages, size = [], 0
    for page in pdf.pages:
        pages.append(page.extract_text())
        size += len(pages[-1])
        if size > limit:
            raise RefusedError("too-large", "its text is larger than the limit")
    title = pdf.metadata.title if pdf.metadata else None
    yield {"pages": pages, "title": title if isinstance(title, str) else None}


def read_docx(file: BinaryIO, limit: int) -> Iterator[Record]:
    """One record: paragraphs and cells of tables, in their order, one a line."""
    _check_parts(file)
    file.seek(0)
    import docx  # noqa: PLC0415 - as above

    document = docx.Document(file)
    lines, size = [], 0
    for element in document.element.body.iter():
        if element.tag.endswith("}p"):
            lines.append("".join(_read_runs(element)))
            size += len(lines[-1])
            if size > limit:
                raise RefusedError("too-large", "its text is larger than the limit")
    yield {"text": "\n".join(line for line in lines if line.strip()), "title": document.core_properties.title or None}


def _read_runs(paragraph: Any) -> Iterator[str]:
    """The words of a paragraph, but not of one that stands in it (a text box), which comes by itself."""
    for element in paragraph.iter():
        name = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
        if name not in ("t", "tab", "br", "cr", "noBreakHyphen"):
            continue
        if next(one for one in element.iterancestors() if str(one.tag).endswith("}p")) is paragraph:
            yield (element.text or "") if name == "t" else {"tab": "\t", "noBreakHyphen": "-"}.get(name, " ")


def _check_parts(file: BinaryIO) -> None:
    """Refuses a DOCX that unpacks to too much, and one whose XML declares entities."""
    with zipfile.ZipFile(file) as archive:
        parts = archive.infolist()
        if any(part.file_size > MAX_PART_BYTES for part in parts) or sum(p.file_size for p in parts) > MAX_PARTS_BYTES:
            raise RefusedError("unpacks-too-large", "it unpacks to more than a document can be")
        for part in parts:
            if part.filename.endswith((".xml", ".rels")):
                with archive.open(part) as source:
                    if _DECLARATIONS.search(source.read(MAX_PART_BYTES)):
                        raise RefusedError("declared-entities", "its XML declares entities, as no word processor does")


def read_feed(file: BinaryIO, limit: int) -> Iterator[Record]:  # noqa: ARG001 - all readers take the same
    """A record for each entry: its text as HTML or plain text, title, link, date, and the feed's title."""
    import feedparser  # noqa: PLC0415 - as above

    # Bytes, not a name: feedparser would open or fetch what looks like a path or an address.
    feed = feedparser.parse(io.BytesIO(file.read()), resolve_relative_uris=True, sanitize_html=True)
    if not feed.entries and not feed.version:
        raise RefusedError("bad-feed", f"the feed cannot be read ({str(feed.get('bozo_exception', 'no feed'))[:200]})")
    for entry in feed.entries[:MAX_ENTRIES]:
        yield {
            "id": entry.get("id"),
            "title": entry.get("title"),
            "url": entry.get("link"),
            "published": entry.get("published") or entry.get("updated"),
            "publisher": feed.feed.get("title"),
            "summary": entry.get("summary"),
            "content": max((one.get("value") or "" for one in entry.get("content", ())), key=len, default=""),
        }
    if len(feed.entries) > MAX_ENTRIES:
        raise RefusedError("too-many-parts", f"it has more than {MAX_ENTRIES:,} entries; the first of them are read")


def read_parquet(file: BinaryIO, limit: int) -> Iterator[Record]:
    """First the names of the columns, then a record for each row, with those of the columns that were asked for."""
    import pyarrow as pa  # noqa: PLC0415 - as above
    import pyarrow.parquet as pq  # noqa: PLC0415

    pa.set_cpu_count(1)
    pa.set_io_thread_count(1)
    pa.set_memory_pool(pa.system_memory_pool())
    table = pq.ParquetFile(file, buffer_size=1 << 20, pre_buffer=False, thrift_container_size_limit=1_000_000)
    wanted = [name for name in table.schema_arrow.names if name.strip().lower() in sys.argv[4:]]
    yield {"columns": list(table.schema_arrow.names)}
    if not wanted:
        return
    for batch in table.iter_batches(batch_size=PARQUET_ROWS, columns=wanted, use_threads=False):
        for row in batch.to_pylist():
            record = {name: _plain(value) for name, value in row.items()}
            large = sum(len(value) for value in record.values() if isinstance(value, str)) > limit
            yield {"large": True} if large else {"row": record}


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else None


READERS: dict[str, Callable[[BinaryIO, int], Iterator[Record]]] = {
    "pdf": read_pdf,
    "docx": read_docx,
    "feed": read_feed,
    "parquet": read_parquet,
}


def limit_means(memory: int, seconds: int) -> None:
    """Lets this process take so many bytes and so many seconds of a processor, where the system can see to it."""
    try:
        import resource  # noqa: PLC0415 - Windows has none
    except ImportError:
        return
    for what, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_CORE, 0)):
        if most >= 0:
            try:
                resource.setrlimit(what, (most, most))
            except (ValueError, OSError):  # macOS knows some of these limits and does not take them
                continue


def take_apart(kind: str, file: BinaryIO, limit: int) -> Iterator[Record]:
    """What is in the file, the refusal included, and the end."""
    try:
        yield from READERS[kind](file, limit)
    except RefusedError as refused:
        yield {"refused": refused.slug, "reason": refused.reason}
    except MemoryError:
        yield {"refused": "too-costly", "reason": "reading it takes too much memory"}
    except Exception as error:  # whatever a damaged file makes of these libraries is that file's fault
        if "malloc" in str(error) or "memory" in str(error).lower():
            yield {"refused": "too-costly", "reason": "reading it takes too much memory"}
        else:
            reason = f"it is damaged, or not what it seems ({type(error).__name__}: {str(error)[:200]})"
            yield {"refused": "bad-document", "reason": reason}
    yield {"end": True}


def main() -> None:
    """Arguments: the kind, the limit on the text, seconds (-1 for any), and for Parquet the columns wanted."""
    kind, limit, seconds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    limit_means(MEMORY_BYTES, seconds)
    file = sys.stdin.buffer
    file.seek(0)
    for record in take_apart(kind, file, limit):
        sys.stdout.write(json.dumps(record) + "\n")
        if kind == "parquet":
            sys.stdout.flush()


MEMORY_BYTES = 750_000_000

if __name__ == "__main__":
    main()
