"""Every format gives its reports, whatever the file is called, and says why not."""

from __future__ import annotations

import gzip
import io
import mailbox
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fastwarc.stream_io import ZstdWriter

from sayso.intake import Intake, read_inputs
from sayso.intake.fetching_types import Fetched
from sayso.model import InputError
from tests.intake.files import PAGE, TEXT, make_feed, make_pdf, make_record, make_zip


def take(data: bytes, **options: Any) -> list[Intake]:
    return list(read_inputs(["-"], stdin=io.BytesIO(data), **options))


def slugs(taken: list[Intake]) -> list[str | None]:
    return [one.refusal.slug if one.refusal else None for one in taken]


def texts(taken: list[Intake]) -> list[str | None]:
    return [one.report.text if one.report else None for one in taken]


def pack_zstd(data: bytes) -> bytes:
    out = io.BytesIO()
    writer = ZstdWriter(out)  # type: ignore[arg-type]  # a stream will do
    writer.write(data)
    writer.finish()
    writer.flush()
    return out.getvalue()


def make_docx(*lines: str, title: str = "") -> bytes:
    docx = pytest.importorskip("docx")
    document, out = docx.Document(), io.BytesIO()
    document.core_properties.title = title
    for line in lines:
        document.add_paragraph(line)
    document.add_table(1, 1).cell(0, 0).text = "In a cell."
    document.save(out)
    return out.getvalue()


def make_parquet(columns: dict[str, list[Any]]) -> bytes:
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out)
    return out.getvalue()


def test_a_feed() -> None:
    entry = (
        "<title>Fire &amp;amp; smoke</title><link>https://port.example/1</link><guid>g1</guid>"
        "<pubDate>Mon, 06 May 2024 10:00:00 GMT</pubDate>"
        "<description>&lt;p&gt;Shells fell.&lt;script&gt;alert(1)&lt;/script&gt;&lt;/p&gt;&lt;p&gt;Two died.&lt;/p&gt;"
        "</description>"
    )
    first, second = take(make_feed(entry, "<title>Nothing</title>"))
    report = first.report
    assert report is not None
    assert (report.text, report.title, first.id) == ("Shells fell.\nTwo died.", "Fire & smoke", "g1")
    assert (report.published, report.published_from) == (date(2024, 5, 6), "feed")
    assert (report.publisher, report.url) == ("Port News", "https://port.example/1")
    assert first.source == "standard input entry 1"
    assert slugs([second]) == ["no-sentence"]


def test_an_atom_entry_with_its_text() -> None:
    data = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Port News</title><entry><id>e1</id><title>Fire</title>'
        '<link href="https://port.example/1"/><updated>2024-05-06T10:00:00Z</updated><summary>Short.</summary>'
        f'<content type="html">&lt;p&gt;{TEXT}&lt;/p&gt;</content></entry></feed>'
    )
    (taken,) = take(data.encode())
    assert taken.report is not None
    assert (taken.report.text, taken.report.published) == (TEXT, date(2024, 5, 6))


ENTRY = "<link>https://port.example/1</link><guid>g1</guid><description>Shells fell on the port.</description>"


def fail(address: str) -> Fetched:
    raise InputError("not-fetched", "the server said no", where=address, remedy="try later")


@pytest.mark.parametrize(
    ("fetch", "found", "notes"),
    [
        pytest.param(lambda url: Fetched(url, PAGE, "text/html"), [TEXT], [], id="page"),
        pytest.param(lambda url: Fetched(url, b"", not_modified=True), [], [], id="not changed"),
        pytest.param(fail, ["Shells fell on the port."], ["not-fetched"], id="server says no"),
        pytest.param(lambda url: Fetched(url, b"<html>"), ["Shells fell on the port."], ["no-sentence"], id="empty"),
    ],
)
def test_the_page_of_a_short_entry(fetch: Callable[[str], Fetched], found: list[str], notes: list[str]) -> None:
    taken = take(make_feed(ENTRY), fetch=fetch)
    assert texts(taken) == found
    assert [note.slug for one in taken for note in one.notes] == notes


def test_an_address() -> None:
    asked = []

    def fetch(address: str) -> Fetched:
        asked.append(address)
        return Fetched("https://port.example/final", PAGE, "text/html")

    (taken,) = read_inputs(["https://port.example/bridge.html"], fetch=fetch)
    assert taken.report is not None
    assert (taken.report.text, taken.report.url, taken.id) == (TEXT, "https://port.example/final", "bridge")
    assert asked == ["https://port.example/bridge.html"]
    assert slugs(list(read_inputs(["https://port.example/"]))) == ["no-fetching"]
    assert slugs(list(read_inputs(["https://port.example/"], fetch=fail))) == ["not-fetched"]
    assert list(read_inputs(["https://a.example/"], fetch=lambda url: Fetched(url, b"", not_modified=True))) == []


def test_a_web_archive_gives_its_pages_only() -> None:
    data = make_record(1) + make_record(2, status=404) + make_record(3, b"x: y\r\n", kind="metadata") + make_record(4)
    taken = take(data)
    assert [(one.id, one.report and one.report.text) for one in taken] == [("r1", TEXT), ("r4", TEXT)]
    assert taken[0].report is not None
    assert (taken[0].report.url, taken[0].report.published) == ("https://port.example/1", None)


def test_texts_of_a_web_archive() -> None:
    (taken,) = take(make_record(1, TEXT.encode(), kind="conversion"))
    assert taken.report is not None
    assert (taken.report.text, taken.report.url) == (TEXT, "https://port.example/1")


@pytest.mark.parametrize(
    ("broken", "trouble"),
    [
        pytest.param(make_record(2, length=20), "its length is wrong", id="too short"),
        pytest.param(make_record(2, length=300), "its length is wrong", id="too long"),
        pytest.param(make_record(2, length=10**6), "it breaks off", id="longer than the archive"),
        pytest.param(b"junk\r\nand junk\r\n\r\n", "no record begins here", id="junk"),
        pytest.param(make_record(2).replace(b"Content-Length", b"X"), "no length", id="no length"),
        pytest.param(b"WARC/1.0\r\n" + b"a: b\r\n" * 20_000, "does not end", id="endless header"),
    ],
)
def test_a_broken_record_is_set_aside_and_the_rest_goes_on(broken: bytes, trouble: str) -> None:
    taken = take(make_record(1) + broken + make_record(3))
    assert taken[0].id == "r1"
    assert taken[-1].id == "r3"
    assert {slug for slug in slugs(taken) if slug} == {"bad-record"}
    assert any(one.refusal and trouble in one.refusal.reason for one in taken)


def test_a_record_over_the_limit_is_set_aside() -> None:
    taken = take(make_record(1, PAGE + b" " * 9000) + make_record(2), max_bytes=5000)
    assert slugs(taken) == ["too-large", None]


def test_a_damaged_member_of_a_packed_archive_is_passed_over() -> None:
    members = [gzip.compress(make_record(number)) for number in (1, 2, 3)]
    spoilt = bytearray(members[1])
    spoilt[40] ^= 255
    taken = take(members[0] + bytes(spoilt) + members[2])
    assert [one.id for one in taken if one.report] == ["r1", "r3"]
    assert slugs(taken)[-1] == "damaged-archive"


def test_csv_with_other_names_and_quotation_marks() -> None:
    data = (
        'Date;Headline;Body;Page\n2024-05-06;Fire;"It burned; and\nit ""raged"" on.";3\n;;;\nsoon;Calm;It was quiet.;4'
    )
    first, second = take(data.encode())
    assert first.report is not None
    assert (first.report.text, first.report.title) == ('It burned; and\nit "raged" on.', "Fire")
    assert (first.report.published, first.report.published_from) == (date(2024, 5, 6), "given")
    assert [note.slug for note in second.notes] == ["bad-date"]


def test_a_table_without_a_text_names_its_columns() -> None:
    (taken,) = take(b"who,what,when\na,b,c\nd,e,f\ng,h,i\n")
    assert taken.refusal is not None
    assert taken.refusal.slug == "no-text-column"
    assert "'who', 'what', 'when'" in taken.refusal.reason


def test_a_quotation_mark_that_is_never_closed() -> None:
    taken = take(b'id,text\n1,It burned.\n2,"It was\n3,quiet\n')
    assert slugs(taken) == [None, "bad-row"]


def test_a_row_over_the_limit_is_set_aside() -> None:
    taken = take(b"id,text\n1," + b"x" * 900 + b'\n2,"' + b"y\n" * 400 + b'"\n3,It burned.\n', max_bytes=500)
    assert slugs(taken)[0] == "too-large"
    assert taken[-1].id == "3"


def test_parquet() -> None:
    data = make_parquet({"Body": [TEXT, None], "date": [date(2024, 5, 6), None], "page": [1, 2]})
    first, second = take(data)
    assert first.report is not None
    assert (first.report.text, first.report.published) == (TEXT, date(2024, 5, 6))
    assert slugs([second]) == ["no-text-field"]
    assert slugs(take(make_parquet({"a": [1]}))) == ["no-text-column"]
    assert slugs(take(data[:60])) == ["bad-document"]


MAIL = (
    "From: Port News <news@port.example>\r\nTo: all@port.example\r\nSubject: =?utf-8?q?Fire_=E2=80=93_again?=\r\n"
    "Date: Mon, 06 May 2024 23:30:00 -0400\r\nMessage-ID: <m1@port.example>\r\nMIME-Version: 1.0\r\n"
)


def test_a_mail_gives_its_plain_text() -> None:
    body = (
        'Content-Type: multipart/alternative; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>No.</p>\r\n'
        f"--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{TEXT}\r\n--b--\r\n"
    )
    (taken,) = take((MAIL + body).encode())
    report = taken.report
    assert report is not None
    assert (report.text.strip(), report.title, taken.id) == (TEXT, "Fire – again", "m1@port.example")
    assert (report.published, report.published_from, report.publisher) == (date(2024, 5, 6), "mail", "Port News")


def test_a_mail_in_html_only_and_one_with_an_attachment_only() -> None:
    (taken,) = take((MAIL + f"Content-Type: text/html\r\n\r\n<p>{TEXT}</p><p>So it was.</p>").encode())
    assert texts([taken]) == [f"{TEXT}\nSo it was."]
    attached = 'Content-Type: application/pdf\r\nContent-Disposition: attachment; filename="a.pdf"\r\n\r\n%PDF'
    assert slugs(take((MAIL + attached).encode())) == ["no-sentence"]


def test_a_folder_of_mails(tmp_path: Path) -> None:
    box = mailbox.mbox(tmp_path / "box")
    for number in (1, 2):
        box.add(f"{MAIL.replace('m1', f'm{number}')}\nFrom here on it burned.\n\n{TEXT}\n".encode())
    box.close()
    taken = list(read_inputs([str(tmp_path / "box")]))
    assert [one.id for one in taken] == ["m1@port.example", "m2@port.example"]
    assert taken[0].report is not None
    assert taken[0].report.text.startswith("From here on it burned.")


def test_a_pdf_has_its_lines_joined() -> None:
    pytest.importorskip("pypdf")
    lines = (
        "Shells fell on the town of Orlivka on Mon-", "day, the governor of the province said, and", "nobody was hurt."
    )  # fmt: skip
    (taken,) = take(make_pdf(*lines))
    assert texts([taken]) == [
        "Shells fell on the town of Orlivka on Monday, the governor of the province said, and nobody was hurt."
    ]
    assert slugs(take(make_pdf())) == ["no-sentence"]
    assert slugs(take(b"%PDF-1.4 and no more")) == ["bad-document"]


def test_a_docx_is_known_by_what_it_lists() -> None:
    (taken,) = take(make_docx(TEXT, "", "So it was.", title="Bridge"))
    assert taken.report is not None
    assert (taken.report.text, taken.report.title) == (f"{TEXT}\nSo it was.\nIn a cell.", "Bridge")
    sheet = make_zip(**{"[Content_Types]__xml": '<Types ContentType="spreadsheetml.sheet.main+xml"/>'})
    (refused,) = take(sheet)
    assert refused.refusal is not None
    assert "Excel" in refused.refusal.reason


@pytest.mark.parametrize(
    ("data", "extra"),
    [(b"%PDF-1.4", "documents"), (b"PAR1", "parquet"), (None, "documents")],
    ids=["PDF", "Parquet", "DOCX"],
)
def test_a_missing_extra_is_named(data: bytes | None, extra: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = data or make_docx(TEXT)
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    (taken,) = take(data)
    assert taken.refusal is not None
    assert taken.refusal.slug == "missing-extra"
    assert f"sayso[{extra}]" in taken.refusal.remedy


LINES = f'{{"id": "a", "text": "{TEXT}"}}\n{{"id": "b", "text": "It burned."}}\n'.encode()


@pytest.mark.parametrize(
    "packed",
    [
        pytest.param(gzip.compress(LINES), id="gzip"),
        pytest.param(pack_zstd(LINES), id="zstd"),
        pytest.param(b"".join(gzip.compress(line + b"\n") for line in LINES.splitlines()), id="many members"),
        pytest.param(pack_zstd(LINES.splitlines()[0] + b"\n") + pack_zstd(LINES.splitlines()[1]), id="many frames"),
        pytest.param(gzip.compress(LINES) + b"\x00" * 20, id="padded"),
        pytest.param(gzip.compress(LINES) + b"rest", id="something behind it"),
        pytest.param(make_zip(n__jsonl__gz=gzip.compress(LINES)), id="gzip in a ZIP"),
    ],
)
def test_packed_lines(packed: bytes) -> None:
    assert [one.id for one in take(packed)] == ["a", "b"]


def test_a_single_report_from_a_damaged_archive_is_not_read() -> None:
    packed = gzip.compress((TEXT * 50).encode())
    assert slugs(take(packed[:-12])) == ["damaged-archive"]
    assert slugs(take(pack_zstd(TEXT.encode() * 50)[:-6])) == ["damaged-archive"]


def test_lines_from_a_damaged_archive_are_read_as_far_as_they_go() -> None:
    taken = take(gzip.compress(LINES)[:-8])
    assert [one.id for one in taken if one.report] == ["a", "b"]
    assert slugs(taken)[-1] == "damaged-archive"


def test_the_members_of_a_zip_are_read_like_files() -> None:
    members = {"b__txt": TEXT, "__DS_Store": "x", "sub/a__html": PAGE, "../c__txt": "It burned."}
    taken = take(make_zip(**members))
    assert [one.id for one in taken] == ["b", "a", "c"]
    assert taken[1].source == "standard input/sub/a.html"
    assert slugs(take(make_zip())) == ["empty-file"]


def test_a_zip_with_a_broken_member() -> None:
    archive = bytearray(make_zip(a__txt=TEXT * 3, b__txt="It burned all day."))
    archive[45] ^= 255
    assert slugs(take(bytes(archive))) == ["damaged-archive", None]


def test_a_locked_zip() -> None:
    archive = bytearray(make_zip(a__txt=TEXT))
    archive[6] |= 1
    archive[archive.index(b"PK\x01\x02") + 8] |= 1
    assert slugs(take(bytes(archive))) == ["locked-file"]


def test_archives_within_each_other_have_an_end() -> None:
    data = LINES
    for _ in range(3):
        data = gzip.compress(data)
    assert slugs(take(data)) == ["nested-archives"]
    assert slugs(take(make_zip(a__zip=make_zip(b__zip=make_zip(c__txt=TEXT))))) == ["nested-archives"]


def test_bytes_are_counted_to_the_end(tmp_path: Path) -> None:
    files = [tmp_path / "a.zip", tmp_path / "b.txt", tmp_path / "c.7z"]
    for file, data in zip(files, (make_zip(a__txt=TEXT), TEXT.encode(), b"7z\xbc\xaf\x27\x1c" * 9000), strict=True):
        file.write_bytes(data)
    counted: list[int] = []
    list(read_inputs(map(str, files), on_bytes=counted.append))
    assert sum(counted) == sum(file.stat().st_size for file in files)


def test_all_formats_in_one_run(tmp_path: Path) -> None:
    files = {
        "1": TEXT.encode(),
        "2": PAGE,
        "3": LINES,
        "4": make_feed(ENTRY),
        "5": b"id,text\n1,It burned.\n",
        "6": make_zip(a__txt=TEXT),
        "7": make_record(1),
        "8": (MAIL + "\r\n" + TEXT).encode(),
        "9": b"\x89PNG\r\n\x1a\n",
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    taken = list(read_inputs([str(tmp_path)]))
    assert slugs(taken) == [None] * 9 + ["binary-file"]
    assert all(one.source.startswith(str(tmp_path)) for one in taken)


def test_members_packed_in_a_way_that_is_not_read() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.txt", TEXT)
    assert slugs(take(out.getvalue())) == ["binary-file"]
