"""Inputs that mean harm are set aside with a reason, in bounded memory and time."""

from __future__ import annotations

import gzip
import io
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.intake import Intake, read_inputs
from tests.conftest import LONG
from tests.intake.files import TEXT, make_feed, make_pdf, make_record, make_zip
from tests.intake.measuring import measure

MEGABYTE = 1_000_000
SIZE = 1000 if LONG else 60
"""Megabytes of a bomb or a line."""
MEMORY = 1000 * MEGABYTE if LONG else 200 * MEGABYTE


def take(data: bytes) -> list[Intake]:
    return list(read_inputs(["-"], stdin=io.BytesIO(data)))


def slugs(taken: list[Intake]) -> list[str | None]:
    return [one.refusal.slug if one.refusal else None for one in taken]


def pack(chunk: bytes, times: int) -> bytes:
    out = io.BytesIO()
    with gzip.open(out, "wb", compresslevel=6) as packed:
        for _ in range(times):
            packed.write(chunk)
    return out.getvalue()


LINE = b'{"text": "It burned all day."}\n'
linux = pytest.mark.skipif(sys.platform != "linux", reason="memory is measured by Linux's means")


@linux
@pytest.mark.parametrize("name", ["bomb.jsonl.gz", "bomb.csv.gz", "bomb.txt.gz"])
def test_a_gzip_bomb_takes_little_memory(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(pack(b"x" * MEGABYTE, SIZE))
    measured = measure(tmp_path / name)
    assert measured.slugs[0] in ("unpacks-too-large", "too-large")
    assert measured.bytes < MEMORY


@linux
@pytest.mark.parametrize("start", ['{"text": "', "id,text\\n1,", "It burned. "], ids=["JSON", "CSV", "text"])
def test_an_endless_line_in_a_pipe_takes_little_memory(start: str) -> None:
    write = f"import sys; o = sys.stdout; o.write({start!r}.replace(chr(92) + 'n', chr(10)))"
    loop = f"[o.write('x' * {MEGABYTE}) for _ in range({SIZE})]"
    measured = measure("-", feed=[sys.executable, "-c", f"{write}\ntry: {loop}\nexcept OSError: pass"])
    assert "too-large" in measured.slugs
    assert measured.bytes < MEMORY


@linux
@pytest.mark.skipif(not LONG, reason="takes a minute; SAYSO_LONG=1 runs it")
@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"[" + b"{}," * 6_600_000 + b"1]", id="JSON of nothing"),
        pytest.param(b"<html><body>" + b"<p>x" * 4_900_000, id="page of tags"),
        pytest.param(b"<html><body>" + b"<p>x xx" * 99_000, id="page of tags within the limit"),
        pytest.param(b"a\n" * 9_900_000, id="text of lines"),
        pytest.param(b"id,text\n" + b"ab," * 6_600_000, id="table of cells"),
        pytest.param(b"From: a\nTo: b\nSubject: c\n\n" + b"ab\n" * 990_000, id="mail of lines"),
        pytest.param(make_feed(*["<title>a</title>"] * 100_000), id="feed of entries"),
    ],
)
def test_a_small_file_of_very_many_parts(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(data)
    assert measure(tmp_path / "file").bytes < MEMORY


@pytest.mark.parametrize(
    ("data", "slug"),
    [
        pytest.param(pack(LINE, 1) + pack(b" " * MEGABYTE, 30), "unpacks-too-large", id="gzip bomb"),
        pytest.param(make_zip(a__jsonl=LINE + b" " * 30 * MEGABYTE), "unpacks-too-large", id="ZIP bomb"),
        pytest.param(b"<html>" + b"<p>" * 200_000, "too-many-parts", id="page of tags"),
        pytest.param(b"It burned.\n" * 200_002, "too-many-parts", id="text of lines"),
        pytest.param(make_feed("<a>" * 500_001), "too-many-parts", id="feed of tags"),
        pytest.param(
            b'<!DOCTYPE r [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><rss version="2.0"><channel>&b;</channel></rss>',
            "declared-entities",
            id="entities in a feed",
        ),
    ],
)
def test_bombs(data: bytes, slug: str) -> None:
    assert slug in slugs(take(data))


def test_a_feed_with_a_plain_document_type_is_read() -> None:
    entry = "<guid>a</guid><description>Shells fell on the port.</description>"
    data = make_feed(entry).replace(b"<rss", b'<!DOCTYPE rss PUBLIC "-//x//DTD RSS 0.91//EN" "http://x/a.dtd"><rss')
    assert slugs(take(data)) == [None]


def test_a_mail_of_parts_within_parts() -> None:
    head = b"From: a@b.example\nTo: c@b.example\nSubject: x\n"
    deep = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3000))
    assert slugs(take(head + deep)) == ["bad-mail"]
    assert slugs(take(head + b"\n" + b"--a\n" * 6000)) == ["too-many-parts"]


def test_a_mail_with_endless_fields_takes_no_time() -> None:
    fields = (
        b"From: a@b.example\nMIME-Version: 1.0\nTo: "
        + b"a@b.example, " * 200_000
        + b"\nSubject: "
        + b"=?utf-8?q?x?= " * 50_000
    )
    assert slugs(take(fields + b"\n\n" + TEXT.encode())) == [None]


def test_a_docx_whose_xml_declares_entities() -> None:
    pytest.importorskip("docx")
    types = '<Types><Override PartName="/word/document.xml" ContentType="wordprocessingml.document.main+xml"/></Types>'
    document = '<!DOCTYPE x [<!ENTITY a "aaaa">]><w:document/>'
    archive = make_zip(**{"[Content_Types]__xml": types, "word/document__xml": document})
    assert slugs(take(archive)) == ["declared-entities"]


def test_a_pdf_of_very_many_pages() -> None:
    pytest.importorskip("pypdf")
    kids = "3 0 R " * 2001
    data = make_pdf("It burned.").replace(b"/Kids[3 0 R]/Count 1", f"/Kids[{kids}]/Count 2001".encode())
    assert slugs(take(data)) == ["too-many-parts"]


def test_a_file_that_takes_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pypdf")
    monkeypatch.setattr("sayso.intake.isolated.WAIT_SECONDS", 0.01)
    assert slugs(take(make_pdf("It burned."))) == ["too-costly"]


def test_a_zip_that_lists_too_many_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.intake.zips.MAX_DIRECTORY_BYTES", 1000)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as out:
        for number in range(50):
            out.writestr(str(number), "")
    assert slugs(take(archive.getvalue())) == ["too-many-parts"]


STARTS = st.sampled_from(
    [
        gzip.compress(b"It burned.")[:12], b"(\xb5/\xfd", b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 5\r\n",
        make_record(1), make_record(1)[:150], make_zip(a__txt=TEXT), make_zip(a__txt=TEXT)[:40], b"id,text\n",
        b"From: a@b.example\nTo: c\nSubject: x\n", b"From a@b.example Mon May  6 10:00:00 2024\nSubject: x\nFrom: y\n",
        b"a\tb\ttext\n", gzip.compress(make_record(1)),
    ]
)  # fmt: skip


@settings(max_examples=120 if not LONG else 2000)
@given(STARTS, st.binary(max_size=200), st.integers(0, 400), st.booleans())
def test_no_damaged_file_makes_it_fail(start: bytes, rest: bytes, at: int, inside: bool) -> None:
    data = start[:at] + rest + start[at:] if inside else start + rest
    for taken in take(data):
        assert taken.report is not None or taken.refusal is not None
        assert taken.source


@pytest.mark.parametrize("start", [make_feed("<guid>a</guid>"), make_pdf("It burned."), b"PAR1", b"%PDF-"])
def test_no_damaged_document_makes_it_fail(start: bytes) -> None:
    for at in (6, len(start) // 2, len(start) - 5):
        for rest in (b"\xff\x00<![CDATA[", b"<!ENTITY", b">>>>]]"):
            for taken in take(start[:at] + rest + start[at:]):
                assert taken.report is not None or taken.refusal is not None
