"""What a server's status means for who asked: when to ask again, and the words for what it refuses."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from sayso.intake.requesting import Answer
from sayso.model import InputError

PASSING = frozenset((429, 500, 502, 503, 504))
"""Statuses that may be another in a moment."""
_LATER = "try later"


def find_retry_after(headers: Mapping[str, str], *, now: datetime | None = None) -> float | None:
    """The seconds that a server asks to wait, by number or date; None where it does not, or not so that one can tell.

    >>> find_retry_after({"Retry-After": "120"})
    120.0
    """
    value = headers.get("Retry-After", "").strip()
    if value.isascii() and value.isdigit():
        return float(value[:12])
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - (now or datetime.now(UTC))).total_seconds())


def describe_status(answer: Answer, where: str) -> InputError:
    """The error that an answer without a page comes to."""
    status = answer.status
    if status in (404, 410):
        reason, remedy = f"there is no such page (status {status})", "check the address"
        return InputError("no-such-page", reason, where=where, remedy=remedy)
    if status in (401, 402, 403, 407, 451):
        reason = f"the server does not give the page to us (status {status})"
        return InputError("page-withheld", reason, where=where, remedy="open it in a browser and save it by hand")
    if status == 429:
        return describe_hold(find_retry_after(answer.headers), where)
    if status >= 500:
        reason = f"the server has a fault of its own (status {status})"
        return InputError("server-fault", reason, where=where, remedy=_LATER)
    reason = f"the server gives no page (status {status})"
    return InputError("bad-answer", reason, where=where, remedy="check the address in a browser")


def describe_hold(seconds: float | None, where: str) -> InputError:
    """The error for a server that wants to be left alone."""
    remedy = f"try again in {seconds:.0f} seconds" if seconds else _LATER
    return InputError("asked-to-wait", "the server wants to be asked less often", where=where, remedy=remedy)
