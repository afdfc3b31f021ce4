"""Reviews of claims: written, taken back and listed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import Connection, select

from sayso.ledger import Ledger, reviews, schema
from sayso.ledger.engine import reading, writing
from sayso.ledger.keys import clean
from sayso.ledger.settling import settle
from sayso.ledger.writing import next_moment
from sayso.model import VERDICTS, InputError, Review, Values, Verdict
from sayso.run.reviewing.correcting import Subject, find_subject, parse_values
from sayso.run.rules import Rules

_NONE: Mapping[str, str] = MappingProxyType({})


def review(  # noqa: PLR0913 - a review, all by name
    ledger: Ledger,
    claim_id: str,
    verdict: Verdict,
    *,
    who: str,
    reason: str = "",
    values: Mapping[str, str] = _NONE,
    rules: Rules | None = None,
) -> Review:
    """Keep what `who` says of a claim (by its id, or how that begins), also one that somebody rejected.

    `values` are a correction's, by field, in words (`correcting` tells their forms). It is said of the claim as it
    stands: what somebody corrected before stays corrected by an acceptance, and by another correction where that says
    nothing of it. InputError for a claim that is not there or that is several, and for values that make no sense.
    """
    if verdict not in VERDICTS:
        raise InputError("bad-review", f"{verdict!r} is no verdict", remedy=f"one of {', '.join(VERDICTS)}")
    if (verdict == "correct") != bool(values):
        remedy = "name a field and its value, as in type=shelling" if not values else "correct takes values"
        raise InputError("bad-review", "values are what a correction has", where=claim_id, remedy=remedy)
    by = _name(who)
    with writing(ledger.engine) as connection:
        subject = find_subject(connection, clean(claim_id))
        before = reviews.find_standing(connection, [subject.id]).get(subject.id, ())
        stood: Values = before[-1].values if before else {}
        moment = next_moment(connection)
        told = {} if verdict == "reject" else _changed(subject, {**stood, **parse_values(subject, values, rules)})
        done = reviews.write_review(
            connection, subject.id, verdict, told, who=by, reason=clean(reason).strip(), moment=moment
        )
        settle(connection, [subject.id], moment)
        return done


def undo(ledger: Ledger, review_row: int, *, who: str, reason: str = "") -> Review:
    """Take back a review by its row: what stood before it stands again. InputError where there is none that stands."""
    by = _name(who)
    with writing(ledger.engine) as connection:
        found = next((one for one in _reviews_with(connection, review_row) if one.row == review_row), None)
        if found is None or found.undone is not None:
            why = "there is no review of this number" if found is None else "it was taken back already"
            raise InputError("no-such-review", why, where=str(review_row), remedy="sayso show ID tells reviews")
        moment = next_moment(connection)
        done = reviews.write_undo(connection, found, who=by, reason=clean(reason).strip(), moment=moment)
        settle(connection, [found.claim], moment)
        return done


def list_reviews(
    ledger: Ledger, claim: str | None = None, who: str | None = None, *, as_of: datetime | None = None
) -> list[Review]:
    """All reviews, the oldest first: of the claim of an id, and by somebody; those taken back or replaced, too."""
    with reading(ledger.engine) as connection:
        found = reviews.list_reviews(connection, claims=None if claim is None else [clean(claim)], as_of=as_of)
    return [one for one in found if who is None or one.who == " ".join(clean(who).split())]


def find_claim_id(ledger: Ledger, id: str) -> str:
    """The whole id of the claim whose id begins so, be it rejected or not. InputError for none or several."""
    with reading(ledger.engine) as connection:
        return find_subject(connection, clean(id)).id


def _reviews_with(connection: Connection, row: int) -> list[Review]:
    """The reviews of the claim that the review of this row is about."""
    r = schema.reviews.c
    claim = connection.scalar(select(r.claim).where(r.row == row))
    return reviews.list_reviews(connection, claims=[claim]) if claim is not None else []


def _changed(subject: Subject, values: Values) -> Values:
    """The values that are others than those that were read."""
    return {
        field: part
        for field, part in values.items()
        if any(subject.record.get(key) != value for key, value in part.items())
    }


def _name(who: str) -> str:
    name = " ".join(clean(who).split())
    if not name:
        raise InputError("no-name", "nobody is named", remedy="a review has the name of who says so: --who NAME")
    return name
