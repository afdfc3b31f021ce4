"""The briefing as a PDF: its text, its bookmarks, what it is called, the same bytes each time."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pypdf
import pytest

from sayso.export.briefing import check_pdf, view_briefing
from sayso.export.briefing import pdf as pdf_module
from sayso.model import SetupError
from tests.export.briefed import EDITION, make_case, make_html, make_pdf, plant
from tests.export.test_briefing_html import PLANTS, _Page
from tests.reconcile.incident.invented import HOSPITAL, by, tell

CASE = make_case()
DAY = replace(EDITION, day=date(2031, 4, 3))


@pytest.fixture(scope="module")
def whole() -> bytes:
    return make_pdf(CASE)


def _read(data: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(data))


def _squeeze(text: str) -> str:
    """The letters and figures alone: lines are broken elsewhere than on the page."""
    return re.sub(r"[\W_]+", "", text)


def _text(data: bytes) -> str:
    return "\n".join(re.sub(r"\n?\d+ / \d+\s*\Z", "", page.extract_text()) for page in _read(data).pages)


def _titles(outline: list[Any]) -> list[Any]:
    return [_titles(one) if isinstance(one, list) else one.title for one in outline]


def test_it_has_a_title_a_language_a_date_and_bookmarks(whole: bytes) -> None:
    read = _read(whole)
    assert read.metadata is not None
    assert read.metadata.title == "Shelling, Tarn, 3 Apr 2031"
    assert read.metadata.creation_date == datetime(2031, 5, 1, 12, 0, tzinfo=UTC)
    assert read.root_object["/Lang"] == "en"
    heads = [text for tag, text in _Page(make_html(CASE)).heads if tag in {"h1", "h3"}]
    assert _titles(read.outline) == [heads[0], heads[1:], "How this was made"]


def test_it_has_all_the_text_of_the_page(whole: bytes) -> None:
    text = _squeeze(_text(whole))
    view = view_briefing(EDITION, [CASE]).incidents[0]
    parts = [view.paragraph, *(fact.value for fact in view.facts), *(one.says for one in view.disputes)]
    parts += [reason for fact in view.facts for reason in fact.reasons]
    parts += [account.sentence for account in view.accounts] + [report.title for report in view.reports]
    parts += [voice.name for side in view.sides for voice in side.voices] + [figure.words for figure in view.figures]
    parts += [chain.who for chain in view.chains] + [says for _, says in view.history] + [view.moments]
    assert [part for part in parts if _squeeze(part) not in text] == []


def test_a_day_leads_to_its_incidents() -> None:
    read = _read(make_pdf(CASE, make_case(), edition=DAY))
    links = [note.get_object() for note in read.pages[0].get("/Annots", [])]
    assert len(links) == 2
    assert _titles(read.outline)[0] == "What is said of 3 April 2031"


def test_the_same_briefing_gives_the_same_bytes(whole: bytes) -> None:
    assert make_pdf(CASE) == whole


def test_no_text_of_a_report_becomes_part_of_the_document() -> None:
    words = " ".join(PLANTS)
    data = make_pdf(plant(make_case([tell(source=HOSPITAL, killed=(3, 3))]), words))
    read = _read(data)
    assert _squeeze(words) in _squeeze("\n".join(page.extract_text() for page in read.pages))
    assert not isinstance(read.root_object["/OpenAction"], dict)  # where it opens, and no deed
    assert not {"/AcroForm", "/Names", "/AA"} & read.root_object.keys()
    assert not [name for name in (b"/JavaScript", b"/JS", b"/Launch") if name in data]
    addresses = [note.get_object()["/A"]["/URI"] for page in read.pages for note in page.get("/Annots", [])]
    assert addresses == []


@pytest.mark.parametrize(
    "words",
    ["Міністерство оборони", "Υπουργείο Άμυνας", "وزارة الدفاع", "משרד הביטחון", "საქართველო", "Ağdaş, Łódź, Đà Nẵng"],
    ids=["Cyrillic", "Greek", "Arabic", "Hebrew", "Georgian", "Latin"],
)
def test_writings(words: str) -> None:
    case = make_case([tell(source=by(words), killed=(3, 3)), tell(source=HOSPITAL, killed=(3, 3))])
    text = "\n".join(page.extract_text() for page in _read(make_pdf(case)).pages)
    assert all(word in text for word in re.findall(r"\w+", words))
    assert "lacks some letters" not in text


def test_letters_that_the_font_lacks_are_told() -> None:
    text = _text(make_pdf(make_case([tell(source=by("国防部"), killed=(3, 3))])))
    assert "The font of this PDF lacks some letters of the reports (U+56FD, U+90E8, U+9632)" in text.replace("\n", " ")


def test_very_long_names_and_sentences_stay_on_the_page() -> None:
    name = "the united brotherhood of the lower valley " * 12
    case = make_case([tell(source=by(name.strip()), killed=(3, 3)), tell(source=by("x" * 700), killed=(4, 4))])
    read = _read(make_pdf(case))
    assert 1 < len(read.pages) < 12


def test_without_the_extra_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_module, "find_spec", lambda name: None if name == "fpdf" else name)
    with pytest.raises(SetupError, match=r"a PDF needs fpdf \(pip install 'sayso\[pdf\]'") as told:
        check_pdf()
    assert told.value.slug == "missing-extra"
