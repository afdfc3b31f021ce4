"""Templates to HTML: everything that comes from outside is escaped, and what a reader would not see is shown."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from sayso.codebook.event_types import SECTIONS
from sayso.codebook.events import load_codebook
from sayso.export.claims import name_type
from sayso.export.templates import make_environment

if TYPE_CHECKING:
    import jinja2

    from sayso.web.answering import Answer
    from sayso.web.here import Here

_SHOWN_AROUND = 160
"""So many characters are shown before a sentence, and after it."""


def render(answer: Answer, here: Here) -> str:
    """The page as HTML."""
    template = _load_environment().get_template(f"{answer.template}.html.jinja")
    return template.render(answer=answer, view=answer.view, here=here)


def read_own(name: str) -> bytes:
    """A file of this package."""
    return files("sayso.web").joinpath(name).read_bytes()


@cache
def static(name: str) -> str:
    """The address of a file of ours, another one whenever the file is another."""
    digest = hashlib.sha256(read_own(f"static/{name}")).hexdigest()[:12]
    return f"/static/{name}?{digest}"


def section_of(type: str) -> int:
    """The number of a type's section of the codebook, from 1: it gives the colour."""
    known = load_codebook().types.get(type)
    return SECTIONS.index(known.section if known else "other") + 1


def say_day(day: date | None) -> str:
    """A day for people: "7 October 2025"; "" without one.

    >>> say_day(date(2025, 10, 7))
    '7 October 2025'
    """
    return f"{day.day} {day:%B %Y}" if day else ""


def say_moment(moment: datetime | None) -> str:
    """A moment for people, in UTC, to the minute.

    >>> from datetime import UTC
    >>> say_moment(datetime(2025, 10, 7, 9, 5, tzinfo=UTC))
    '7 Oct 2025, 09:05 UTC'
    """
    return f"{moment.day} {moment:%b %Y, %H:%M} UTC" if moment else ""


def plural(number: int, noun: str, many: str = "") -> str:
    """A count with its noun.

    >>> plural(1, "claim"), plural(12000, "claim"), plural(2, "party", "parties")
    ('1 claim', '12,000 claims', '2 parties')
    """
    return f"{number:,} {noun if number == 1 else many or noun + 's'}"


def capital(text: str) -> str:
    """The text with a capital at its beginning, as titles have it: Georgian has none there.

    >>> capital("the mayor"), capital("მერი")
    ('The mayor', 'მერი')
    """
    return text[:1].title() + text[1:]


def once(words: str) -> str:
    """Words of a list without those that tell the first one again.

    >>> once("contested, Contested, F4")
    'contested, F4'
    """
    first, *others = words.split(", ")
    return ", ".join([first, *(word for word in others if word.casefold() != first.casefold())])


def last_words(text: str) -> str:
    """How a text ends, from a word on; a dot tells that more stands before.

    >>> last_words("He came. She went.")
    'He came. She went.'
    """
    cut = text[-_SHOWN_AROUND:]
    return text if len(text) <= _SHOWN_AROUND else "…" + (cut.partition(" ")[2] or cut)


def first_words(text: str) -> str:
    """How a text begins, up to the end of a word; a dot tells that more follows."""
    cut = text[:_SHOWN_AROUND]
    return text if len(text) <= _SHOWN_AROUND else (cut.rpartition(" ")[0] or cut) + "…"


def signed(number: float) -> str:
    """A number with its sign, to the hundredth, as it is printed.

    >>> signed(2.5), signed(-0.704)
    ('+2.50', '−0.70')
    """
    return f"{number:+.2f}".replace("-", "−")


@cache
def _load_environment() -> jinja2.Environment:
    environment = make_environment("sayso.web", "templates")
    named: dict[str, Any] = {
        "type_name": name_type, "section": section_of, "day": say_day, "moment": say_moment, "capital": capital,
        "once": once, "signed": signed, "last_words": last_words, "first_words": first_words,
    }  # fmt: skip
    environment.filters.update(named)
    environment.globals.update(static=static, plural=plural)
    return environment
