"""The forms by which a coder says what is right of a claim, and what was said of it before."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.export.claims import SURE_IN_WORDS
from sayso.model import Review, StoredClaim
from sayso.run.reviewing import list_reviews, tell_values
from sayso.web.here import Here
from sayso.web.pages.listing import Choice, list_type_choices


@dataclass(frozen=True, slots=True)
class Coding:
    """What can be said of one claim: what was said before, and what a correction begins with."""

    claim: str
    reviews: tuple[Review, ...]
    values: dict[str, str]
    types: tuple[tuple[str, tuple[Choice, ...]], ...]
    degrees: tuple[Choice, ...]

    @property
    def standing(self) -> tuple[Review, ...]:
        """The reviews that stand."""
        return tuple(review for review in self.reviews if review.stands)


def make_coding(here: Here, claim: StoredClaim) -> Coding:
    """The forms for one claim."""
    values = tell_values(claim.record)
    return Coding(
        claim=claim.id,
        reviews=tuple(list_reviews(here.ledger, claim.id)),
        values=values,
        types=list_type_choices((values["type"],)),
        degrees=tuple(Choice(code, words, code == values["factuality"]) for code, words in SURE_IN_WORDS.items()),
    )
