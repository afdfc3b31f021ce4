"""One report through all the steps, with a reader model made by hand."""

import logging

import pytest
import spacy
from spacy.tokens import Doc

from sayso.annotate.document import Annotated
from sayso.model import InputError, Report, SetupError
from sayso.run import read_report
from sayso.run import reading as steps
from tests.make import make_attribution, make_report, make_source

TEXT = "The dam held, engineers said."


class HandmadeReader:
    """Takes a report for one sentence, or for furniture when it has no letters; fails where it is told to."""

    version = "made-by-hand-1"

    def __init__(self, error: BaseException | None = None) -> None:
        self.error = error

    def annotate(self, report: Report) -> Annotated:
        if self.error:
            raise self.error
        words = report.text.split()
        heads = [0] * len(words)
        dep = "dep" if any(letter.isalpha() for letter in report.text) else "furniture"
        doc = Doc(spacy.blank("en").vocab, words=words, heads=heads, deps=[dep] * len(words))
        return Annotated(report, doc)


@pytest.fixture(autouse=True)
def _found(monkeypatch: pytest.MonkeyPatch) -> None:
    statement = make_attribution(TEXT, make_source(TEXT, "engineers"), "said", "The dam held")
    monkeypatch.setattr(steps, "find_attributions", lambda _: (statement,))


def test_reading_holds_sentences_statements_and_versions() -> None:
    reading = read_report(make_report(TEXT), HandmadeReader())
    assert reading.refusal is None
    assert [span.text for span in reading.sentences] == [TEXT]
    assert [statement.content[0].text for statement in reading.attributions] == ["The dam held"]
    assert reading.versions.model == "made-by-hand-1"
    assert reading.versions.codebook


@pytest.mark.parametrize(("text", "reason"), [("", "it is empty"), ("--- 12 ---", "no sentence was found in it")])
def test_report_without_a_sentence_is_refused(text: str, reason: str) -> None:
    reading = read_report(make_report(text), HandmadeReader())
    assert reading.refusal is not None
    assert (reading.refusal.slug, reading.refusal.reason) == ("no-sentence", reason)
    assert (reading.sentences, reading.attributions) == ((), ())


def test_a_fault_becomes_a_refusal_and_leaves_a_trace(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, logger="sayso"):
        reading = read_report(make_report(TEXT, id="dam"), HandmadeReader(ZeroDivisionError("no way")))
    assert reading.refusal is not None
    assert reading.refusal.slug == "internal-error"
    assert "ZeroDivisionError: no way" in reading.refusal.reason
    assert "report this bug" in reading.refusal.remedy
    assert "Traceback" in caplog.text


def test_an_error_of_the_input_keeps_its_slug() -> None:
    error = InputError("too-long", "it is too long", where="dam.txt", remedy="split it")
    reading = read_report(make_report(TEXT), HandmadeReader(error))
    assert reading.refusal is not None
    assert (reading.refusal.slug, reading.refusal.where, reading.refusal.remedy) == ("too-long", "dam.txt", "split it")


@pytest.mark.parametrize("error", [SetupError("model-missing", "no model"), KeyboardInterrupt()])
def test_what_is_no_fault_of_one_report_is_raised(error: BaseException) -> None:
    with pytest.raises(type(error)):
        read_report(make_report(TEXT), HandmadeReader(error))
