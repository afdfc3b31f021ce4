"""The Python API, with the shipped reader model."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime

import pytest

import sayso
from sayso.model import InputError

TEXT = (
    "The northern gate was shut at dawn, Mayor Ida Voss said on Tuesday. "
    "“We count our people every hour,” she told reporters. The army denied that it had fired."
)


def test_who_says_what() -> None:
    reading = sayso.read(TEXT, published="2025-05-06", title="Gate shut", publisher="Tarn Gazette", id="gate")
    assert reading.refusal is None
    assert (reading.report.id, reading.report.title, reading.report.published) == (
        "gate",
        "Gate shut",
        date(2025, 5, 6),
    )
    said = {statement.content[0].text: statement for statement in reading.attributions}
    assert "The northern gate was shut at dawn" in said
    first = said["The northern gate was shut at dawn"]
    assert first.source is not None
    assert first.cue is not None
    assert (first.source.span.text, first.cue.text) == ("Mayor Ida Voss", "said")
    for statement in reading.attributions:
        for span in statement.content:
            assert TEXT[span.start : span.end] == span.text


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        (None, None),
        ("2025-05-06", date(2025, 5, 6)),
        (date(2025, 5, 6), date(2025, 5, 6)),
        (datetime(2025, 5, 6, 12), date(2025, 5, 6)),
    ],
)
def test_publication_date(published: date | str | None, expected: date | None) -> None:
    reading = sayso.read("The dam held, engineers said.", published=published)
    assert reading.report.published == expected
    assert reading.refusal is None


def test_what_is_no_date_is_an_error() -> None:
    with pytest.raises(InputError, match="'6 May' is not a date"):
        sayso.read("The dam held, engineers said.", published="6 May")


@pytest.mark.parametrize("text", ["", " \n\t ", "\x00", "---", "2024-05-06"])
def test_unreadable_text_is_refused_and_not_raised(text: str) -> None:
    reading = sayso.read(text)
    assert reading.refusal is not None
    assert reading.refusal.slug == "no-sentence"
    assert reading.report.text == text


def test_other_languages_are_refused_unless_wanted() -> None:
    text = "Le maire a déclaré mardi que la porte nord avait été fermée à l’aube et que les habitants attendaient. " * 3
    refused = sayso.read(text)
    assert refused.refusal is not None
    assert "French" in refused.refusal.reason
    assert sayso.read(text, any_language=True).refusal is None


def test_many_are_read_lazily_in_order_and_go_on_after_a_bad_one() -> None:
    asked = []

    def texts() -> Iterator[sayso.Report | str]:
        for text in ("Rain fell, the mayor said.", "", sayso.make_report("Snow fell, the mayor said.", id="snow")):
            asked.append(text)
            yield text

    readings = sayso.read_many(texts())
    assert next(readings).report.id == "text-1"
    assert len(asked) == 1
    rest = list(readings)
    assert [reading.report.id for reading in rest] == ["text-2", "snow"]
    assert [reading.refusal is None for reading in rest] == [False, True]


def test_neighbours_and_threads_change_nothing() -> None:
    alone = sayso.read(TEXT, id="text-2")
    _, beside = sayso.read_many(["Shells fell on the mill, two witnesses said. " * 30, TEXT], threads=1)
    assert beside == alone


def test_import_is_light() -> None:
    heavy = "spacy onnxruntime numpy trafilatura pydantic jinja2 py3langid typer rich"
    code = f"import sys, sayso; sys.exit(' '.join(set('{heavy}'.split()) & set(sys.modules)) or 0)"
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_public_names_are_there_and_others_are_not() -> None:
    for name in sayso.__all__:
        assert getattr(sayso, name).__doc__
        assert name in dir(sayso)
    with pytest.raises(AttributeError, match="no attribute 'reed'"):
        sayso.reed  # noqa: B018
