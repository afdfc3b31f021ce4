"""Texts and reports in, readings out: the two functions that the Python API consists of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from sayso.annotate import load_reader
from sayso.intake import add_language, check_readable, make_report
from sayso.model import InputError, Reading, Report
from sayso.model.device import Device
from sayso.run.reading import Annotator, guard_reading, make_refused, read_report
from sayso.run.rules import Rules, load_rules


@lru_cache(maxsize=1)
def load_annotator(threads: int | None = None, device: Device = "auto") -> Annotator:
    """The reader model on so many threads (None: as many as the machine has cores), kept for the next call.

    `device` is what it runs on: "cpu", "gpu", or "auto" for a GPU where there is one."""
    return load_reader(threads=threads, device=device)


def read(  # noqa: PLR0913 - what is known of a report, each by its name
    text: str,
    *,
    published: date | str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    id: str = "text",
    any_language: bool = False,
    threads: int | None = None,
    codebook: Path | str | None = None,
    actors: Path | str | None = None,
    gazetteer: Path | str | None = None,
) -> Reading:
    """Who says what happened in one text.

    `published` is a date or `YYYY-MM-DD`; without it the date of the text's header line or dateline stands, if there
    is one. `codebook` and `actors` are TOML files that add to the rules and to the known actors, or override them;
    `gazetteer` is an index of places to use instead of the shipped one. A text that cannot be read is not an error: its
    reading carries a `refusal` that says why.

    >>> import sayso
    >>> text = "The bridge at Orlivka was hit at dawn, Governor Olena Hrytsak said."
    >>> reading = sayso.read(text, published="2024-05-07")
    >>> [(statement.source.name, statement.cue.text) for statement in reading.attributions]
    [('Olena Hrytsak', 'said')]
    >>> [(claim.type, claim.trigger.text, claim.source.name) for claim in reading.claims]
    [('attack', 'hit', 'Olena Hrytsak')]
    >>> sayso.read("").refusal.reason
    'it is empty'
    """
    report = make_report(text, id=id, published=_parse_date(published), title=title, publisher=publisher, url=url)
    return _read_checked(
        report, load_annotator(threads), _rules(codebook, actors, gazetteer), any_language=any_language
    )


def read_many(  # noqa: PLR0913 - as for read
    reports: Iterable[Report | str],
    *,
    any_language: bool = False,
    threads: int | None = None,
    codebook: Path | str | None = None,
    actors: Path | str | None = None,
    gazetteer: Path | str | None = None,
) -> Iterator[Reading]:
    """A reading for each text or report, in their order, as they come; nothing is read before it is asked for.

    A bare text gets its place in the row as id (`text-1`, `text-2` …); `sayso.make_report` gives a text its own id,
    title and date. One bad report never stops the rest.

    >>> import sayso
    >>> texts = ["Two drones fell near Kupiansk, police said.", "\\n"]
    >>> [(reading.report.id, len(reading.attributions), reading.refusal is None) for reading in sayso.read_many(texts)]
    [('text-1', 1, True), ('text-2', 0, False)]
    """
    reader, rules = load_annotator(threads), _rules(codebook, actors, gazetteer)
    for number, report in enumerate(reports, start=1):
        if isinstance(report, str):
            report = make_report(report, id=f"text-{number}")  # noqa: PLW2901 - the same report, now as a Report
        yield _read_checked(report, reader, rules, any_language=any_language)


def _rules(*files: Path | str | None) -> Rules:
    return load_rules(*(Path(file) if file is not None else None for file in files))


def _read_checked(report: Report, reader: Annotator, rules: Rules, *, any_language: bool) -> Reading:
    def steps() -> Reading:
        known = add_language(report)
        refusal = check_readable(known, any_language=any_language)
        return make_refused(known, refusal, reader, rules) if refusal else read_report(known, reader, rules)

    return guard_reading(report, reader, steps, rules)


def _parse_date(published: date | str | None) -> date | None:
    if isinstance(published, datetime):
        return published.date()
    if published is None or isinstance(published, date):
        return published
    try:
        return date.fromisoformat(published)
    except ValueError:
        raise InputError(
            "bad-date", f"{published!r} is not a date", where="published", remedy="write it as YYYY-MM-DD"
        ) from None
