"""A report keeps its text, and is refused only for a reason."""

from __future__ import annotations

from datetime import date

import pytest

from sayso.intake.reports import add_language, check_readable, make_report
from tests.intake.languages import ENGLISH, FRENCH

DATED = "GENEVA, 3 January 2014 (Harbour News) - The agency warned of floods.\r\n"


def test_the_text_is_never_changed() -> None:
    assert make_report(DATED, id="a").text == DATED


def test_a_given_date_goes_before_that_of_the_text() -> None:
    report = make_report(DATED, id="a", published=date(2020, 1, 1))
    assert (report.published, report.published_from) == (date(2020, 1, 1), "given")


def test_without_a_given_date_the_dateline_counts() -> None:
    report = make_report(DATED, id="a")
    assert (report.published, report.published_from) == (date(2014, 1, 3), "dateline")


def test_what_is_known_is_kept() -> None:
    report = make_report("Floods.", id="a", title="T", publisher="P", url="U")
    assert (report.id, report.title, report.publisher, report.url) == ("a", "T", "P", "U")


@pytest.mark.parametrize(
    ("text", "slug", "says"),
    [
        pytest.param("", "no-sentence", "it is empty", id="empty"),
        pytest.param(" \n\t\u00a0", "no-sentence", "it is empty", id="blanks"),
        pytest.param("12, 7; 3 -- 4!", "no-sentence", "no sentence was found", id="no letters"),
        pytest.param("By Jane Smith\nAdvertisement\n", "no-sentence", "no sentence was found", id="furniture only"),
        pytest.param(FRENCH, "wrong-language", "this looks like French", id="French"),
    ],
)
def test_refuses(text: str, slug: str, says: str) -> None:
    refusal = check_readable(make_report(text, id="a"), any_language=False)
    assert refusal is not None
    assert (refusal.slug, refusal.where) == (slug, "a")
    assert refusal.reason.startswith(says)
    assert refusal.remedy


@pytest.mark.parametrize(
    "text", [ENGLISH, "Bridge hit.", "X", FRENCH[:100]], ids=["long", "short", "one letter", "short French"]
)
def test_reads(text: str) -> None:
    assert check_readable(make_report(text, id="a"), any_language=False) is None


def test_any_language_is_read_when_asked_for() -> None:
    assert check_readable(make_report(FRENCH, id="a"), any_language=True) is None


def test_the_language_found_is_kept() -> None:
    assert add_language(make_report(FRENCH, id="a")).language == "fr"
