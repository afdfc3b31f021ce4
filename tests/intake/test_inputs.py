"""Every input gives a report or says why not, and one bad input never stops the rest."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.intake import Intake, read_inputs
from tests.intake.languages import FRENCH

TEXT = "The bridge at Orlivka was hit at dawn, the governor said."


def take(tmp_path: Path, data: bytes, name: str = "report.txt", **options: Any) -> list[Intake]:
    file = tmp_path / name
    file.write_bytes(data)
    return list(read_inputs([str(file)], **options))


def slugs(taken: list[Intake]) -> list[str | None]:
    return [one.refusal.slug if one.refusal else None for one in taken]


def lines(*records: object) -> bytes:
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


@pytest.mark.parametrize(
    ("data", "slug", "says"),
    [
        pytest.param(b"", "empty-file", "it is empty", id="empty"),
        pytest.param(b" \r\n\t", "empty-file", "nothing but blanks", id="blanks"),
        pytest.param(b"7z\xbc\xaf\x27\x1c ...", "binary-file", "a 7z archive", id="7z"),
        pytest.param(b"\x00\x01\x02\x03" * 99, "binary-file", "control characters", id="control characters"),
        pytest.param(b"12 34 56", "no-sentence", "no sentence", id="no letters"),
        pytest.param(FRENCH.encode(), "wrong-language", "French", id="French"),
        pytest.param(FRENCH.encode("cp1252"), "wrong-language", "French", id="French in Windows-1252"),
        pytest.param(b"x" * 2001, "too-large", "2 kB", id="too large"),
        pytest.param(b'{\n"text": "a"', "bad-json", "not valid JSON", id="broken JSON"),
    ],
)
def test_a_bad_file_is_refused_with_its_name_and_a_remedy(tmp_path: Path, data: bytes, slug: str, says: str) -> None:
    (taken,) = take(tmp_path, data, max_bytes=2000)
    assert taken.refusal is not None
    assert taken.refusal.slug == slug
    assert says in taken.refusal.reason
    assert taken.refusal.where.startswith(str(tmp_path / "report.txt"))
    assert taken.refusal.remedy
    assert taken.id == "report"


def test_a_file_that_is_not_there_an_empty_folder_and_a_good_file(tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text(TEXT)
    empty = tmp_path / "empty"
    empty.mkdir()
    taken = list(read_inputs([str(tmp_path / "none.txt"), str(empty), "a\x00b", str(good)]))
    assert slugs(taken) == ["missing-file", "empty-folder", "unreadable-file", None]
    assert taken[-1].report is not None
    assert taken[-1].report.text == TEXT


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)
    assert slugs(list(read_inputs([str(tmp_path / "a.txt")]))) == ["no-permission"]


def test_a_read_that_fails_midway() -> None:
    class Broken(io.BytesIO):
        def read1(self, size: int | None = -1, /) -> bytes:  # noqa: ARG002 - the stream's own signature
            raise OSError(5, "Input/output error")

    assert slugs(list(read_inputs(["-"], stdin=Broken(b"a")))) == ["unreadable-file"]


def test_standard_input() -> None:
    (taken,) = read_inputs(["-"], stdin=io.BytesIO(TEXT.encode()))
    assert taken.id == "stdin"
    assert taken.report is not None
    assert taken.report.text == TEXT


def test_nothing_on_standard_input() -> None:
    assert slugs(list(read_inputs(["-"]))) == ["missing-file"]


def test_a_refused_report_keeps_its_text_and_language(tmp_path: Path) -> None:
    (taken,) = take(tmp_path, FRENCH.encode())
    assert taken.report is not None
    assert (taken.report.text, taken.report.language) == (FRENCH, "fr")


def test_any_language(tmp_path: Path) -> None:
    (taken,) = take(tmp_path, FRENCH.encode(), any_language=True)
    assert taken.refusal is None
    assert taken.report is not None
    assert taken.report.language == "fr"


def test_json_lines_and_their_broken_ones(tmp_path: Path) -> None:
    data = (
        lines({"id": "a", "text": TEXT})
        + b'{"text": \n\n"x"\n'
        + lines({"id": 7, "body": "x"}, {"text": TEXT}, {"text": 5})
    )
    taken = take(tmp_path, data, "news.jsonl")
    assert slugs(taken) == [None, "bad-json", "bad-json", "no-text-field", None, "no-text-field"]
    assert [one.id for one in taken] == ["a", "news-2", "news-4", "7", "news-6", "news-7"]
    assert taken[1].refusal is not None
    assert taken[1].refusal.where.endswith("news.jsonl line 2")


def test_the_fields_of_a_record(tmp_path: Path) -> None:
    record = {
        "id": "a",
        "text": TEXT,
        "title": "T",
        "date": "2 March 2024",
        "publisher": "P",
        "url": "U",
        "tags": ["x"],
    }
    (taken,) = take(tmp_path, lines(record), "news.jsonl", published=date(2020, 1, 1))
    report = taken.report
    assert report is not None
    assert (report.title, report.publisher, report.url) == ("T", "P", "U")
    assert (report.published, report.published_from) == (date(2024, 3, 2), "given")


@pytest.mark.parametrize(
    ("stated", "published", "noted"),
    [
        ("2024-03-02T10:00:00+02:00", date(2024, 3, 2), False),
        (20240302, date(2024, 3, 2), False),
        (1709337600, date(2024, 3, 2), False),
        ("soon", None, True),
        (-5, None, True),
        (float("inf"), None, True),
        (["2024-03-02"], None, True),
        (True, None, True),
        (None, None, False),
        ("", None, False),
    ],
)
def test_the_date_of_a_record(tmp_path: Path, stated: object, published: date | None, noted: bool) -> None:
    (taken,) = take(tmp_path, lines({"text": TEXT, "published": stated}), "news.jsonl")
    assert taken.refusal is None
    assert taken.report is not None
    assert taken.report.published == published
    assert [note.slug for note in taken.notes] == (["bad-date"] if noted else [])


def test_the_date_given_for_all_stands_in_for_one_that_cannot_be_read(tmp_path: Path) -> None:
    (taken,) = take(tmp_path, lines({"text": TEXT, "date": "soon"}), "n.jsonl", published=date(2020, 1, 1))
    assert taken.report is not None
    assert taken.report.published == date(2020, 1, 1)


@pytest.mark.parametrize(
    ("data", "ids"),
    [
        pytest.param(json.dumps({"id": "a", "text": TEXT}, indent=1), ["a"], id="pretty object"),
        pytest.param(
            json.dumps([{"id": "a", "text": TEXT}, {"text": TEXT}], indent=1), ["a", "news-2"], id="pretty array"
        ),
        pytest.param(json.dumps([{"text": TEXT}]), ["news-1"], id="array on a line"),
        pytest.param("\ufeff" + json.dumps({"text": TEXT}), ["news-1"], id="byte order mark"),
    ],
)
def test_whole_json_files(tmp_path: Path, data: str, ids: list[str]) -> None:
    taken = take(tmp_path, data.encode(), "news.json")
    assert slugs(taken) == [None] * len(ids)
    assert [one.id for one in taken] == ids


def test_json_lines_in_utf_16(tmp_path: Path) -> None:
    data = '{"id": "a", "text": "“The bridge” was hit."}\n{"id": "b", "text": "It burned."}\n'
    taken = take(tmp_path, data.encode("utf-16"), "news.jsonl")
    assert [(one.id, one.report and one.report.text) for one in taken] == [
        ("a", "“The bridge” was hit."),
        ("b", "It burned."),
    ]


def test_json_too_deep_for_the_reader(tmp_path: Path) -> None:
    assert slugs(take(tmp_path, b"[" * 100_000 + b"\n" + lines({"text": TEXT}), "news.jsonl")) == ["bad-json", None]


def test_half_a_surrogate_pair_is_replaced(tmp_path: Path) -> None:
    (taken,) = take(tmp_path, b'{"id": "a\\ud800", "text": "A \\ud83d\\ude00 fell \\udc00 here"}', "news.jsonl")
    assert taken.id == "a\ufffd"
    assert taken.report is not None
    assert taken.report.text == "A \U0001f600 fell \ufffd here"


def test_a_line_over_the_limit_is_refused_and_the_next_one_is_read(tmp_path: Path) -> None:
    taken = take(tmp_path, lines({"text": "x" * 900}, {"text": TEXT}), "news.jsonl", max_bytes=500)
    assert slugs(taken) == ["too-large", None]


def test_ids_that_come_twice_are_told_apart(tmp_path: Path) -> None:
    data = lines(*({"id": id, "text": TEXT} for id in ("a", "a", "a-2", "a")))
    taken = take(tmp_path, data, "news.jsonl")
    assert [one.id for one in taken] == ["a", "a-2", "a-2-2", "a-3"]
    assert all(one.report is not None and one.report.id == one.id for one in taken)


def test_records_come_as_they_are_read() -> None:
    class Endless(io.BytesIO):
        def read1(self, size: int | None = -1, /) -> bytes:  # noqa: ARG002 - the stream's own signature
            return lines({"text": TEXT})

    stream = read_inputs(["-"], stdin=Endless())
    assert [next(stream).id for _ in range(3)] == ["stdin-1", "stdin-2", "stdin-3"]


def test_a_page_is_known_by_its_content(tmp_path: Path) -> None:
    page = f"<!doctype html><html><body><article><p>{TEXT} {TEXT}</p><p>{TEXT}</p></article></body></html>"
    (taken,) = take(tmp_path, page.encode(), "saved")
    assert taken.report is not None
    assert taken.report.text.startswith(TEXT)


def check(taken: list[Intake]) -> None:
    assert taken
    for one in taken:
        assert one.report is not None or one.refusal is not None
        if one.report is not None:
            assert one.report.id == one.id
            one.report.text.encode()
            for piece in one.report.furniture:
                assert one.report.text[piece.span.start : piece.span.end] == piece.span.text


@given(st.binary(max_size=400), st.integers(1, 500))
def test_no_bytes_make_it_fail(data: bytes, limit: int) -> None:
    check(list(read_inputs(["-"], stdin=io.BytesIO(data), max_bytes=limit)))


STARTS = st.sampled_from(
    [b'{"text": "', b'{"id": 1, "text": "a"}\n', b"[{", b"<html><body><p>", b"<p>", b"\xff\xfe", b"\xef\xbb\xbf"]
)


@settings(max_examples=60)
@given(STARTS, st.binary(max_size=200))
def test_no_damaged_file_makes_it_fail(start: bytes, rest: bytes) -> None:
    check(list(read_inputs(["-"], stdin=io.BytesIO(start + rest))))


FIELDS = st.sampled_from(["id", "text", "date", "title", "url", "x"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(FIELDS, inner, max_size=5),
    max_leaves=8,
)


@given(st.lists(JSON, min_size=1, max_size=4))
def test_no_json_makes_it_fail(values: list[object]) -> None:
    check(list(read_inputs(["-"], stdin=io.BytesIO(lines({"text": TEXT}, *values)))))


@given(st.lists(st.text(max_size=12), min_size=1, max_size=3))
def test_no_name_makes_it_fail(paths: list[str]) -> None:
    check(list(read_inputs([f"/nowhere/{path}" for path in paths])))
