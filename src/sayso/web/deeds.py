"""What a person does on a page: every one is a form that is sent to here, and leads back to where it was sent from."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, unquote, urlsplit

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from sayso.model import REVIEW_FIELDS, VERDICTS, InputError
from sayso.run.deciding import decide, withdraw
from sayso.run.reconciling import reconcile
from sayso.run.reviewing import review, undo
from sayso.web.answering import Trouble, tell
from sayso.web.guarding import LOOK, TOKEN, is_same, make_cookie
from sayso.web.here import LOOKS, WHO, AtHand, Here

router = APIRouter(include_in_schema=False)
_YEAR_SECONDS = 31_536_000
_LONGEST_NAME = 100


@router.post("/deed/decide")
def do_decide(here: AtHand) -> Response:
    """Keep that two claims, or the incidents of two, are of one incident or of different ones."""
    verdict = here.field("verdict")
    if verdict not in {"same", "different"}:
        raise InputError("bad-verdict", f"{verdict!r} is no decision", where="verdict", remedy="same or different")
    who = _who(here)
    chosen: Any = verdict
    decide(here.ledger, chosen, here.field("a"), here.field("b"), reason=here.field("reason"), who=who)
    return _done(here, who)


@router.post("/deed/withdraw")
def do_withdraw(here: AtHand) -> Response:
    """Take back what was decided on two claims."""
    who = _who(here)
    withdraw(here.ledger, here.field("a"), here.field("b"), reason=here.field("reason"), who=who)
    return _done(here, who)


@router.post("/deed/review")
def do_review(here: AtHand) -> Response:
    """Accept, reject or correct a claim."""
    verdict = here.field("verdict")
    if verdict not in VERDICTS:
        raise InputError("bad-verdict", f"{verdict!r} is no verdict", where="verdict", remedy=", ".join(VERDICTS))
    who, chosen, values = _who(here), verdict, dict[str, str]()
    if verdict == "correct":
        given = {name: here.field(f"value-{name}") for name in REVIEW_FIELDS if f"value-{name}" in here.fields}
        values = {name: words for name, words in given.items() if words != here.field(f"was-{name}")}
        if not values:
            remedy = "change one of the fields, or accept the claim"
            raise InputError("bad-review", "nothing was corrected", where=here.field("claim"), remedy=remedy)
    review(here.ledger, here.field("claim"), _any(chosen), who=who, reason=here.field("reason"), values=values)
    return _done(here, who)


@router.post("/deed/undo")
def do_undo(here: AtHand) -> Response:
    """Take back a review."""
    number = here.field("review")
    if not number.isdigit():
        raise InputError("bad-review", f"{number!r} is no review", where="review")
    who = _who(here)
    undo(here.ledger, int(number), who=who, reason=here.field("reason"))
    return _done(here, who)


@router.post("/look")
def do_look(here: AtHand) -> Response:
    """Choose light or dark, or leave it to the browser."""
    look = here.field("look")
    seconds = _YEAR_SECONDS if look in LOOKS else 0
    return _back(here, make_cookie(LOOK, look if look in LOOKS else "", seconds=seconds))


@router.post("/enter")
def do_enter(here: AtHand, request: Request) -> Response:
    """Come in with the token."""
    token = here.desk.options.token
    if token is None or not is_same(here.field("token"), token):
        return tell(request, Trouble("wrong-token", "this is not the token", "", "go back and try again"), 401)
    return _back(here, make_cookie(TOKEN, request.app.state.seal(token)))


def _any(word: str) -> Any:
    return word


def _who(here: Here) -> str:
    """The name of whoever does it."""
    who = " ".join(here.field("who").split())[:_LONGEST_NAME]
    if not who:
        raise InputError("no-name", "nobody is named", where="who", remedy="go back and write who decides it")
    return who


def _done(here: Here, who: str) -> Response:
    """What was decided is kept: incidents follow at once, and the name is remembered for the next deed."""
    reconcile(here.ledger, jobs=1)
    return _back(here, make_cookie(WHO, quote(who), seconds=_YEAR_SECONDS))


def _back(here: Here, *cookies: str) -> Response:
    answer = RedirectResponse(safe_path(here.field("back")), 303)
    for cookie in cookies:
        answer.headers.append("set-cookie", cookie)
    return answer


def safe_path(words: str) -> str:
    """The path on this server that the words are, else the overview's: nobody is led elsewhere.

    >>> safe_path("/incident/1?as-of=2"), safe_path("//elsewhere.example"), safe_path("https://elsewhere.example/")
    ('/incident/1?as-of=2', '/', '/')
    """
    plain = unquote(words)
    if not words.startswith("/") or plain.startswith("//") or "\\" in plain or any(ord(sign) < 32 for sign in plain):
        return "/"
    parts = urlsplit(words)
    return words if not parts.netloc and not parts.scheme else "/"
